/** A still figure: drawn by Plotly in the page's colours, redrawn in place, and clicked. */

import { placeAt } from "../player/clicks.js";
import { showLegend } from "../player/legend.js";
import { loadPlotly, loadStyle } from "../player/loading.js";
import { inTheme, readTheme, themedLayout } from "../player/theme.js";

const CONFIG = { displaylogo: false, displayModeBar: false, responsive: false, doubleClick: "reset+autosize" };
const STYLES = [new URL("../player/player.css", import.meta.url), new URL("chart.css", import.meta.url)];
const STILL = 4; // pixels that a click may wander
const charts = new WeakMap();

/** Streamlit calls this on every change of the figure and on every change of theme. */
export default async function mount(component) {
  const { parentElement, data, setTriggerValue } = component;
  const [plotly] = await Promise.all([loadPlotly(), ...STYLES.map(loadStyle)]);
  const root = parentElement.querySelector(".chart");
  let chart = charts.get(root);
  if (!chart) charts.set(root, (chart = new Chart(root, plotly)));
  chart.show(data, (place) => setTriggerValue("clicked", place));
  return () => !root.isConnected && chart.destroy();
}

class Chart {
  constructor(root, plotly) {
    this.root = root;
    this.plotly = plotly;
    const frame = root.appendChild(document.createElement("figure"));
    const caption = frame.appendChild(document.createElement("figcaption"));
    [this.title, this.legend] = ["player-title", "player-legend"].map((name) => division(caption, name));
    this.host = division(frame, "chart-host");
    this.host.setAttribute("role", "img");
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(this.host);
    this.host.addEventListener("pointerdown", (event) => this.press(event), true);
  }

  /** Streamlit calls more often than there is something new, and drawing takes longer than all the rest. */
  show(data, send) {
    this.send = send;
    const theme = readTheme(this.root);
    if (data === this.shown && theme.key === this.themeKey) return;
    [this.shown, this.themeKey] = [data, theme.key];
    const { panel, clickable } = JSON.parse(data);
    [this.panel, this.clickable] = [panel, clickable];
    const { title, ...layout } = panel.figure.layout;
    this.data = inTheme(panel.figure.data, theme);
    this.layout = { ...themedLayout(layout, theme), showlegend: false };
    this.title.textContent = title?.text ?? "";
    showLegend(this.legend, this.data);
    this.host.style.height = `${layout.height}px`;
    this.host.setAttribute("aria-label", panel.description);
    this.host.classList.toggle("clickable", clickable);
    this.draw();
  }

  /** The first draw has already been as large as the observer then says. */
  resize() {
    const { clientWidth, clientHeight } = this.host;
    if (clientWidth !== this.size?.width || clientHeight !== this.size?.height) this.draw();
  }

  draw() {
    if (!this.panel || !this.host.clientWidth) return;
    const { clientWidth: width, clientHeight: height } = this.host;
    this.size = { width, height };
    // Plotly writes a zoom into the layout it is given; it keeps the zoom only if it is given the original again.
    this.plotly.react(this.host, this.data, structuredClone({ ...this.layout, width, height }), CONFIG);
    if (this.listening) return;
    this.listening = true;
    this.host.on("plotly_click", ({ points: [point] }) => (this.hit = point));
  }

  /** Plotly covers the page while a button is down, so that the release is seen by the window only. */
  press({ clientX, clientY }) {
    this.hit = undefined;
    const from = { clientX, clientY };
    window.addEventListener("pointerup", (event) => this.release(from, event), { capture: true, once: true });
  }

  /** Plotly tells of a point that was hit within the same moment, so wait for that. */
  release(from, { clientX, clientY }) {
    if (!this.clickable || Math.hypot(clientX - from.clientX, clientY - from.clientY) > STILL) return;
    setTimeout(() => {
      const place = this.hit ? placeOf(this.hit) : placeAt(this.host, clientX, clientY);
      if (place) this.send(place);
    }, 20);
  }

  destroy() {
    this.resizing.disconnect();
    this.plotly.purge(this.host);
    charts.delete(this.root);
  }
}

function placeOf({ x, y, curveNumber, pointNumber, pointIndex }) {
  const point = Array.isArray(pointNumber) ? pointNumber[0] : pointNumber ?? pointIndex;
  return { x, y, trace: curveNumber, point };
}

function division(host, className) {
  const made = host.appendChild(document.createElement("div"));
  made.className = className;
  return made;
}
