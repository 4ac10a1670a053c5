/** Clicks on the plane of a panel that is marked as clickable. */

import { axesOf } from "./axes.js";

const STILL = 4; // pixels that a click may wander

/**
 * @param {HTMLElement} host of class `clickable` while clicks mean something
 * @param {HTMLElement} graph Plotly's figure in it
 * @param {(place: {x: number, y: number}) => void} tell where, in the axes' coordinates
 */
export function onClick(host, graph, tell) {
  const press = ({ clientX: fromX, clientY: fromY }) => {
    const release = ({ clientX, clientY }) => {
      if (!host.classList.contains("clickable") || Math.hypot(clientX - fromX, clientY - fromY) > STILL) return;
      const place = placeAt(graph, clientX, clientY);
      if (place) tell(place);
    };
    // Plotly covers the page while a button is down, so that the release is seen by the window only.
    window.addEventListener("pointerup", release, { capture: true, once: true });
  };
  host.addEventListener("pointerdown", press, true);
}

/** @returns the place in data coordinates, or undefined outside the plane */
export function placeAt(graph, clientX, clientY) {
  if (!graph._fullLayout?._has("cartesian")) return undefined;
  const { x, y } = axesOf(graph);
  const box = graph.getBoundingClientRect();
  const [across, down] = [clientX - box.left - x.offset, clientY - box.top - y.offset];
  if (across < 0 || across > x.length || down < 0 || down > y.length) return undefined;
  return { x: x.value(across), y: y.value(down) };
}
