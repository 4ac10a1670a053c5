/**
 * A heat map that moves: painted on a canvas under the figure, many times faster than Plotly redraws one, and smooth
 * between the cells. Plotly keeps an invisible copy for hovering.
 */

import { axesOf } from "./axes.js";
import { upsampleValues, upsampleWinners } from "./upsample.js";
import { channels } from "./theme.js";

const FINER = 4; // painted points for each cell, along each axis

export class Field {
  /** Whether a binding's trace is a field on a plane that travels as bytes. */
  static fits({ attribute, source }, trace, ranges) {
    return attribute === "z" && trace.zsmooth && trace.x0 !== undefined && source in ranges;
  }

  constructor(host) {
    this.canvas = host.appendChild(document.createElement("canvas"));
    this.canvas.className = "player-layer player-under";
    this.image = document.createElement("canvas");
  }

  /** Take over the trace's place, colours and range. */
  dress(trace, [low, high]) {
    this.trace = trace;
    this.canvas.style.opacity = trace.opacity ?? 1;
    const value = (level) => low + (level * (high - low)) / 255;
    const share = (level) => (value(level) - trace.zmin) / (trace.zmax - trace.zmin);
    this.levels = Uint32Array.from({ length: 256 }, (_, level) => colourAt(trace.colorscale, share(level)));
    const level = (value) => Math.floor((255 * (value - low)) / (high - low) + 0.5);
    this.code = trace.zsmooth === "best" ? null : { classes: Math.round(trace.zmax), value, level };
  }

  /** @param {Uint8Array} row the field, lowest row first @param {number[]} shape rows and columns */
  paint(row, [rows, columns]) {
    const upsample = this.code ? upsampleWinners : upsampleValues;
    const fine = upsample(row, rows, columns, FINER, this.code);
    if (this.image.width !== fine.width) Object.assign(this.image, { width: fine.width, height: fine.height });
    const picture = new ImageData(fine.width, fine.height);
    const pixels = new Uint32Array(picture.data.buffer);
    for (let i = 0; i < pixels.length; i++) pixels[i] = this.levels[fine.levels[i]];
    this.image.getContext("2d").putImageData(picture, 0, 0);
    this.cells = [rows, columns];
  }

  clear() {
    this.cells = undefined;
  }

  /** Lay the painted field where the figure's axes now are. */
  place(graph) {
    const pen = fit(this.canvas, graph);
    if (!this.cells) return;
    const { x, y } = axesOf(graph);
    const { x0, dx, y0, dy } = this.trace;
    const [rows, columns] = this.cells;
    const [left, right] = [x.pixel(x0), x.pixel(x0 + dx * (columns - 1))];
    const [bottom, top] = [y.pixel(y0), y.pixel(y0 + dy * (rows - 1))];
    pen.beginPath();
    pen.rect(x.offset, y.offset, x.length, y.length);
    pen.clip();
    pen.imageSmoothingQuality = "high";
    pen.drawImage(this.image, x.offset + left, y.offset + top, right - left, bottom - top);
  }
}

/** Rings around chosen points, on a canvas over the figure. */
export class Rings {
  static fits({ how }) {
    return how === "mask";
  }

  constructor(host) {
    this.canvas = host.appendChild(document.createElement("canvas"));
    this.canvas.className = "player-layer";
  }

  dress(trace) {
    this.trace = trace;
    this.chosen = [];
  }

  /** @param {Uint8Array} row not 0 where a point is ringed */
  paint(row) {
    this.chosen = row;
  }

  clear() {
    this.chosen = [];
  }

  place(graph) {
    const pen = fit(this.canvas, graph);
    const { x, y } = axesOf(graph);
    const { size, color, line } = this.trace.marker;
    pen.beginPath();
    pen.rect(x.offset, y.offset, x.length, y.length);
    pen.clip();
    pen.beginPath();
    this.chosen.forEach((chosen, i) => {
      if (!chosen) return;
      const [across, down] = [x.offset + x.pixel(this.trace.x[i]), y.offset + y.pixel(this.trace.y[i])];
      pen.moveTo(across + size / 2, down);
      pen.arc(across, down, size / 2, 0, 2 * Math.PI);
    });
    pen.strokeStyle = color;
    pen.lineWidth = line.width;
    pen.stroke();
  }
}

/** Clear a canvas and give it the figure's size, in the screen's own pixels. */
export function fit(canvas, graph) {
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = graph;
  Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  return pen;
}

/** A colour scale's colour as one little-endian pixel. */
function colourAt(scale, share) {
  const above = scale.findIndex(([stop]) => share <= stop);
  const [low, from] = scale[above < 0 ? scale.length - 1 : Math.max(above - 1, 0)];
  const [high, to] = scale[above < 0 ? scale.length - 1 : above];
  const part = high > low ? (share - low) / (high - low) : 0;
  const [start, end] = [channels(from), channels(to)];
  const [red, green, blue] = start.map((channel, i) => Math.round(channel + part * (end[i] - channel)));
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
