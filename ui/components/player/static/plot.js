/** A panel drawn by Plotly: the figure comes once, its bound attributes follow the frames. */

import { axesOf, heightOf } from "./axes.js";
import { ready, valueAt } from "./bindings.js";
import { Field, Rings } from "./field.js";
import { inTheme, themedLayout } from "./theme.js";
import { Trails } from "./trails.js";

const CONFIG = { displaylogo: false, displayModeBar: false, responsive: false, doubleClick: "reset+autosize" };
const LAYERS = [Field, Rings]; // what moves on a canvas of its own, because Plotly would be too slow

export class PlotPanel {
  /**
   * @param {HTMLElement} host where to draw; its size decides the figure's
   * @param {object} plotly the Plotly library
   * @param {(step: number) => void} seekStep what a click on a panel with a cursor does
   */
  constructor(host, plotly, seekStep) {
    this.host = host;
    this.plotly = plotly;
    this.seekStep = seekStep;
    this.layers = new Map();
    this.graph = document.createElement("div");
    this.graph.className = "player-graph";
    this.cursor = document.createElement("div");
    this.cursor.className = "player-cursor";
    this.cursor.hidden = true;
    host.append(this.graph, this.cursor);
  }

  /** Take over a figure, in the given theme; a zoom stays. */
  dress(panel, theme, ranges) {
    this.panel = panel;
    const { title, shapes, ...layout } = panel.figure.layout;
    this.own = panel.bindings.map(({ trace, attribute }) => get(panel.figure.data[trace], attribute));
    this.data = inTheme(panel.figure.data, theme);
    // Plotly has no cursor here: a line of HTML moves without a redraw.
    const others = shapes?.slice(panel.cursor ? 1 : 0);
    this.layout = { ...themedLayout(layout, theme), shapes: others, showlegend: false };
    if (this.camera && this.layout.scene) this.layout.scene.camera = this.camera;
    this.layer(panel.bindings, ranges);
    this.drawn = null;
    this.resize();
  }

  /** Give each binding that has one its canvas, and keep Plotly from drawing the same. */
  layer(bindings, ranges) {
    for (const { canvas } of this.layers.values()) canvas.remove();
    this.layers.clear();
    this.trails?.destroy();
    this.trails = Trails.fits(bindings) ? new Trails(this.host, bindings, this.data) : undefined;
    bindings.forEach((binding, i) => {
      const trace = this.data[binding.trace];
      const Layer = LAYERS.find((each) => each.fits(binding, trace, ranges));
      if (!Layer) return;
      const layer = new Layer(this.host);
      layer.dress({ ...trace }, ranges[binding.source]);
      this.layers.set(i, layer);
      if (Layer === Field) Object.assign(trace, { opacity: 0, zsmooth: false });
      else set(trace, binding.attribute, [null]);
    });
  }

  resize() {
    this.layout.width = this.host.clientWidth;
    this.layout.height = this.host.clientHeight;
    this.stale = true;
  }

  /** Draw one frame. `settled` allows what is too slow for motion. */
  draw(run, frame, ranges, settled) {
    const at = { run, frame, ranges, settled };
    const changed = this.panel.bindings.filter((binding, i) => this.update(binding, i, at));
    if (changed.length || this.stale) this.react();
    this.drawn = { run: run.id, total: run.total };
    this.step = run.at("step", frame);
    this.trails?.follow(run, frame);
    this.placeLayers();
  }

  /** @returns whether Plotly must redraw for this binding */
  update(binding, i, { run, frame, ranges, settled }) {
    const layer = this.layers.get(i);
    const known = ready(binding, run, frame);
    if (layer && known) layer.paint(run.at(binding.source, frame), run.shape(binding.source));
    else if (layer) layer.clear();
    if (binding.how === "trail" || layer instanceof Rings || this.isStill(binding, run)) return false;
    if ((layer || binding.words) && !settled) return false; // only for hovering
    const value = known ? valueAt(binding, run, frame, ranges, this.own[i]) : this.own[i];
    set(this.data[binding.trace], binding.attribute, value);
    return true;
  }

  isStill(binding, run) {
    return binding.history && this.drawn?.total === run.total && this.drawn.run === run.id;
  }

  react() {
    this.layout.datarevision = (this.layout.datarevision ?? 0) + 1;
    this.stale = false;
    // Plotly writes a zoom into the layout it is given; it keeps the zoom only if it is given the original again.
    this.plotly.react(this.graph, this.data, structuredClone(this.layout), CONFIG);
    if (this.listening) return;
    this.listening = true;
    for (const event of ["plotly_relayout", "plotly_relayouting"]) this.graph.on(event, () => this.placeLayers());
    this.graph.on("plotly_click", ({ points }) => this.panel.cursor && points.length && this.seekStep(points[0].x));
  }

  /** Turn a figure in space about its upright axis by an angle in radians, from wherever it is looked at. */
  turn(angle) {
    const { camera } = this.graph.layout?.scene ?? {};
    if (!camera) return;
    const { x, y, z } = camera.eye;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    this.camera = { ...structuredClone(camera), eye: { x: x * cos - y * sin, y: x * sin + y * cos, z } };
    this.layout.scene.camera = this.camera; // the next frame is seen from there too
    this.plotly.relayout(this.graph, { "scene.camera": structuredClone(this.camera) });
  }

  placeLayers() {
    for (const layer of this.layers.values()) layer.place(this.graph);
    this.trails?.place(this.graph);
    if (this.panel.cursor) this.placeCursor();
  }

  placeCursor() {
    const { x } = axesOf(this.graph);
    const at = this.step === undefined ? -1 : x.pixel(this.step);
    this.cursor.hidden = at < 0 || at > x.length;
    const { top, height } = heightOf(this.graph);
    const transform = `translateX(${x.offset + at}px)`;
    Object.assign(this.cursor.style, { transform, top: `${top}px`, height: `${height}px` });
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
