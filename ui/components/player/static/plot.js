/** A panel drawn by Plotly: the figure comes once, its bound attributes follow the frames. */

import { ready, valueAt } from "./bindings.js";
import { inTheme, themedLayout } from "./theme.js";

const CONFIG = { displaylogo: false, displayModeBar: false, responsive: false, doubleClick: "reset+autosize" };

export class PlotPanel {
  /**
   * @param {HTMLElement} host where to draw; its size decides the figure's
   * @param {object} plotly the Plotly library
   */
  constructor(host, plotly) {
    this.host = host;
    this.plotly = plotly;
    this.cursor = host.appendChild(document.createElement("div"));
    this.cursor.className = "player-cursor";
    this.graph = host.appendChild(document.createElement("div"));
    this.drawn = null;
  }

  /** Take over a figure, in the given theme; a zoom stays. */
  dress(panel, theme) {
    this.panel = panel;
    const { title, shapes, ...layout } = panel.figure.layout;
    this.bindings = panel.bindings;
    this.own = this.bindings.map(({ trace, attribute }) => get(panel.figure.data[trace], attribute));
    this.data = inTheme(panel.figure.data, theme);
    this.layout = { ...themedLayout(layout, theme), datarevision: (this.layout?.datarevision ?? 0) + 1 };
    // Plotly draws the cursor only where there is no player: a line of HTML moves without a redraw.
    this.layout.shapes = shapes?.slice(panel.cursor ? 1 : 0);
    this.drawn = null;
    this.resize();
  }

  resize() {
    this.layout.width = this.host.clientWidth;
    this.layout.height = this.host.clientHeight;
    this.stale = true;
  }

  /** Draw one frame. `settled` allows what is too slow for motion. */
  draw(run, frame, ranges, settled) {
    const changed = this.bindings.filter((binding, i) => this.update(binding, i, run, frame, ranges, settled));
    if (changed.length || this.stale) this.react();
    this.drawn = { run: run.id, frame, total: run.total };
    if (this.panel.cursor) this.moveCursor(run.at("step", frame));
  }

  update(binding, i, run, frame, ranges, settled) {
    const still = binding.history ? this.drawn?.total === run.total && this.drawn?.run === run.id : false;
    if (still || (binding.words && !settled)) return false;
    const value = ready(binding, run, frame) ? valueAt(binding, run, frame, ranges, this.own[i]) : this.own[i];
    set(this.data[binding.trace], binding.attribute, value);
    return true;
  }

  react() {
    this.layout.datarevision += 1;
    this.stale = false;
    this.plotly.react(this.graph, this.data, this.layout, CONFIG);
    if (!this.listening) {
      this.listening = true;
      this.graph.on("plotly_relayout", () => this.moveCursor(this.step));
    }
  }

  /** Plotly offers no public way from a value to a pixel; these fields have been the same since its first version. */
  moveCursor(step) {
    this.step = step;
    const { xaxis, _size: size } = this.graph._fullLayout;
    const x = step === undefined ? -1 : xaxis.l2p(step);
    const inside = this.panel.cursor && x >= 0 && x <= xaxis._length;
    this.cursor.hidden = !inside;
    if (!inside) return;
    this.cursor.style.transform = `translateX(${xaxis._offset + x}px)`;
    this.cursor.style.top = `${size.t}px`;
    this.cursor.style.height = `${size.h}px`;
  }

  destroy() {
    this.plotly.purge(this.graph);
  }
}

function get(target, path) {
  return path.split(".").reduce((value, name) => value?.[name], target);
}

function set(target, path, value) {
  const names = path.split(".");
  const leaf = names.pop();
  names.reduce((inner, name) => (inner[name] ??= {}), target)[leaf] = value;
}
