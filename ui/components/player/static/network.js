/** The network on a canvas: every unit with its own heat map, every weight as a line, which the keys can change. */

import { WeightKeys } from "./weight_keys.js";
import { channels, fade } from "./theme.js";
import { nearestEdge, nearestUnit, place } from "./network_layout.js";
import { formatNumber } from "./words.js";

const BLUE = [0, 114, 178];
const ORANGE = [219, 113, 0];
const CELLS = 20; // a unit's map has as many rows and columns
const STRENGTH = 0.85; // how far the extremes leave the background
const WIDTHS = 6; // lines are drawn in so many widths, all of one width at once
const WIDEST = 4.5; // pixels
const MOST_EDGES = 120; // between two layers; of more only the strongest weights are drawn

export class NetworkPanel {
  /** @param {(parameter: number, value: number) => void} edit asks for another value of a weight or bias */
  constructor(host, edit) {
    this.host = host;
    this.canvas = host.appendChild(document.createElement("canvas"));
    this.tip = host.appendChild(document.createElement("div"));
    this.tip.className = "player-tip";
    this.tip.hidden = true;
    this.tipMap = this.tip.appendChild(document.createElement("canvas"));
    this.tipText = this.tip.appendChild(document.createElement("div"));
    this.atlas = document.createElement("canvas");
    this.canvas.addEventListener("pointermove", (event) => this.point(event));
    this.canvas.addEventListener("pointerdown", (event) => this.choose(event));
    this.canvas.addEventListener("pointerleave", () => this.leave());
    this.keys = new WeightKeys(this.canvas, { edit, redraw: () => this.redraw() });
  }

  /** @param {string | undefined} hint how weights are changed, where they can be */
  dress(panel, theme, _ranges, hint) {
    this.panel = panel;
    this.keys.allow(hint);
    this.meta = panel.figure.layout.meta;
    this.theme = theme;
    this.levels = levels(channels(theme.background));
    this.resize();
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.host;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.ratio = ratio;
    this.places = place(this.meta.units, width, height);
    this.keys.attach(this.places);
  }

  draw(run, frame) {
    this.frame = { run, frame };
    const pen = this.canvas.getContext("2d");
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    pen.clearRect(0, 0, this.host.clientWidth, this.host.clientHeight);
    const parameters = this.parameters();
    if (parameters?.length === this.places.parameters) this.drawEdges(pen, parameters);
    this.drawMaps(pen, run.at("unit_maps", frame));
    this.drawNames(pen);
    if (this.pointed || this.keys.chosen) this.explain();
    else this.tip.hidden = true;
  }

  /** This frame's weights and biases, with the one that is being changed as it will be. */
  parameters() {
    const { run, frame } = this.frame;
    return this.keys.changed(run.at("parameters", frame), run.id);
  }

  redraw() {
    if (this.frame) this.draw(this.frame.run, this.frame.frame);
  }

  /** Lines, gathered by sign and width, so that a few strokes draw them all. */
  drawEdges(pen, parameters) {
    const { edges, tile } = this.places;
    const shares = edges.map((edge) => strength(parameters[edge.parameter]));
    const least = faintest(edges, shares);
    const bundles = new Map();
    edges.forEach((edge, i) => {
      const own = this.isPointedAt(edge);
      if (own === false || (shares[i] < least[edge.to.layer] && !own)) return;
      const key = (parameters[edge.parameter] < 0 ? -1 : 1) * (1 + Math.floor(shares[i] * WIDTHS * 0.999));
      if (bundles.has(key)) bundles.get(key).push(edge);
      else bundles.set(key, [edge]);
    });
    const widest = Math.min(WIDEST, Math.max(1.5, tile * 0.18));
    for (const key of [...bundles.keys()].sort((a, b) => Math.abs(a) - Math.abs(b))) {
      const share = Math.abs(key) / WIDTHS;
      pen.beginPath();
      bundles.get(key).forEach((edge) => trace(pen, edge));
      pen.lineWidth = Math.max(0.5, widest * share);
      pen.strokeStyle = `rgba(${(key < 0 ? BLUE : ORANGE).join(",")},${0.15 + 0.7 * share})`;
      pen.setLineDash(key < 0 ? [4, 3] : []);
      pen.stroke();
    }
    pen.setLineDash([]);
  }

  /** True or false while something is pointed at: only its lines are then drawn. Undefined otherwise. */
  isPointedAt(edge) {
    if (this.keys.chosen === edge) return true;
    if (!this.pointed) return undefined;
    const { unit, edge: chosen } = this.pointed;
    return unit === undefined ? edge === chosen || undefined : [edge.from, edge.to].includes(this.places.units[unit]);
  }

  drawMaps(pen, maps) {
    const { units, tile } = this.places;
    const known = maps?.length === units.length * CELLS * CELLS;
    if (known) this.paintAtlas(maps);
    pen.imageSmoothingEnabled = true;
    pen.lineWidth = 1;
    for (const [i, { x, y }] of units.entries()) {
      pen.fillStyle = this.theme.background;
      pen.fillRect(x, y, tile, tile);
      if (known) pen.drawImage(this.atlas, 0, i * CELLS, CELLS, CELLS, x, y, tile, tile);
      pen.strokeStyle = this.pointed?.unit === i ? this.theme.text : fade(this.theme.text, 0.35);
      pen.strokeRect(x + 0.5, y + 0.5, tile - 1, tile - 1);
    }
  }

  /** All maps one under the other, the highest x₂ on top. */
  paintAtlas(maps) {
    const rows = maps.length / CELLS;
    if (this.atlas.height !== rows) Object.assign(this.atlas, { width: CELLS, height: rows });
    const image = new ImageData(CELLS, rows);
    const pixels = new Uint32Array(image.data.buffer);
    for (let row = 0; row < rows; row++) {
      const unit = Math.floor(row / CELLS);
      const from = (2 * unit * CELLS + CELLS - 1 - row) * CELLS;
      for (let column = 0; column < CELLS; column++) pixels[row * CELLS + column] = this.levels[maps[from + column]];
    }
    this.atlas.getContext("2d").putImageData(image, 0, 0);
  }

  drawNames(pen) {
    const { columns, units, tile, named } = this.places;
    pen.fillStyle = fade(this.theme.text, 0.72);
    pen.font = `12px ${this.theme.font}`;
    pen.textBaseline = "middle";
    for (const unit of units) {
      const first = unit.layer === 0;
      if (!named || !(first || unit.layer === columns.length - 1)) continue;
      pen.textAlign = first ? "right" : "left";
      pen.fillText(unit.name, first ? unit.x - 6 : unit.x + tile + 6, unit.y + tile / 2);
    }
    pen.textAlign = "center";
    pen.textBaseline = "alphabetic";
    this.drawHeadings(pen);
  }

  /** The layers' names; where columns are too close for that, only the first and the last. */
  drawHeadings(pen) {
    const { columns, tile } = this.places;
    const widest = Math.max(...this.meta.layers.map((name) => pen.measureText(name).width));
    const close = columns.length > 1 && widest + 8 > columns[1] - columns[0];
    columns.forEach((x, layer) => {
      const end = layer === 0 || layer === columns.length - 1;
      if (end || !close) pen.fillText(this.meta.layers[layer], x + tile / 2, 14);
    });
  }

  /** A click chooses what lies under it, for the keys to change. */
  choose(event) {
    this.point(event);
    const { unit, edge } = this.pointed ?? {};
    this.keys.choose(unit === undefined ? edge : this.places.units[unit]);
  }

  point(event) {
    const box = this.canvas.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    const unit = nearestUnit(this.places, at);
    const edge = unit === undefined ? nearestEdge(this.places, at) : undefined;
    this.pointed = unit === undefined && edge === undefined ? null : { unit, edge, at };
    this.redraw();
  }

  leave() {
    this.pointed = null;
    this.redraw();
  }

  /** Fill the little window beside the pointer with what lies under it. */
  explain() {
    const { unit, edge, at } = this.pointed ?? this.keys.place(this.places);
    const parameters = this.parameters();
    this.tip.hidden = false;
    if (unit !== undefined) this.explainUnit(this.places.units[unit], unit, parameters);
    else this.explainEdge(edge, parameters);
    this.tipMap.hidden = unit === undefined;
    if (this.keys.hint && this.keys.chosen) this.tipText.textContent += `\n${this.keys.hint}`;
    const right = at.x + 14 + this.tip.offsetWidth < this.host.clientWidth;
    const left = right ? at.x + 14 : at.x - 14 - this.tip.offsetWidth;
    const top = Math.min(at.y + 10, this.host.clientHeight - this.tip.offsetHeight);
    this.tip.style.transform = `translate(${Math.max(0, left)}px, ${Math.max(0, top)}px)`;
  }

  explainUnit({ name, bias }, index, parameters) {
    const value = bias === undefined ? undefined : parameters?.[bias];
    const note = value === undefined ? "" : `\n${this.meta.words.bias} ${formatNumber(value)}`;
    const scale = this.frame.run.at("unit_scales", this.frame.frame)?.[index];
    this.tipText.textContent = name + note + (scale === undefined ? "" : `\n± ${formatNumber(scale)}`);
    Object.assign(this.tipMap, { width: 120, height: 120 });
    const pen = this.tipMap.getContext("2d");
    if (this.atlas.height < (index + 1) * CELLS) return; // no maps have come yet
    pen.drawImage(this.atlas, 0, index * CELLS, CELLS, CELLS, 0, 0, 120, 120);
  }

  explainEdge({ from, to, parameter }, parameters) {
    const { words } = this.meta;
    const value = parameters?.[parameter];
    const sign = value < 0 ? words.negative : words.positive;
    const number = value === undefined ? "" : `\n${words.weight} ${formatNumber(value)} (${sign})`;
    this.tipText.textContent = `${from.name} → ${to.name}${number}`;
  }

  destroy() {
    this.canvas.remove();
    this.tip.remove();
  }
}

/** For each of the 256 levels the colour between blue, background and orange, as one little-endian pixel. */
function levels(background) {
  return Uint32Array.from({ length: 256 }, (_, level) => {
    const value = level / 127.5 - 1;
    const end = value < 0 ? BLUE : ORANGE;
    const share = Math.abs(value) * STRENGTH;
    const [red, green, blue] = background.map((channel, i) => Math.round(channel + share * (end[i] - channel)));
    return (255 << 24) | (blue << 16) | (green << 8) | red;
  });
}

/** A weight's size as 0 to 1, the same in every frame and layer: 2 is drawn half as wide as can be. */
function strength(weight) {
  const size = Math.abs(weight);
  return size / (2 + size);
}

/** For each layer the share below which its lines are left out, so that a large net stays legible and quick. */
function faintest(edges, shares) {
  const layers = [];
  edges.forEach(({ to }, i) => (layers[to.layer] ??= []).push(shares[i]));
  return layers.map((layer) => layer.sort((a, b) => b - a)[MOST_EDGES] ?? 0);
}

function trace(pen, { x1, y1, x2, y2 }) {
  const middle = (x1 + x2) / 2;
  pen.moveTo(x1, y1);
  pen.bezierCurveTo(middle, y1, middle, y2, x2, y2);
}
