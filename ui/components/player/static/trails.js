/**
 * Paths that grow with the frames, on one canvas over the figure, each with a dot at its end. Plotly would redraw the
 * whole figure, contour lines included, at every frame.
 */

import { axesOf } from "./axes.js";
import { fit } from "./field.js";

const DASHES = { dash: [8, 5], dot: [2, 3], dashdot: [8, 4, 2, 4], longdash: [14, 5], longdashdot: [14, 4, 2, 4] };
const END = 5.5; // pixels: the radius of the dot at a path's end
const STEP = 1.6; // pixels: that of the dots at its steps, which are drawn while there are few
const MANY = 120;

export class Trails {
  static fits(bindings) {
    return bindings.some(({ how }) => how === "trail");
  }

  /** @param {object[]} bindings the panel's, of which each path has one for x and one for y */
  constructor(host, bindings, data) {
    this.canvas = host.appendChild(document.createElement("canvas"));
    this.canvas.className = "player-layer";
    const of = (attribute) => bindings.filter((each) => each.how === "trail" && each.attribute === attribute);
    const ys = new Map(of("y").map((binding) => [binding.trace, binding]));
    this.paths = of("x").map((x) => ({ x, y: ys.get(x.trace), line: data[x.trace].line }));
  }

  follow(run, frame) {
    [this.run, this.frame] = [run, frame];
  }

  place(graph) {
    const pen = fit(this.canvas, graph);
    if (!this.run) return;
    const { x, y } = axesOf(graph);
    pen.beginPath();
    pen.rect(x.offset, y.offset, x.length, y.length);
    pen.clip();
    [pen.lineJoin, pen.lineCap] = ["round", "round"];
    const paths = this.paths.map((path) => ({ ...path, points: this.points(path, x, y) }));
    for (const { points, line } of paths) stroke(pen, points, line);
    for (const { points, line } of paths) if (points.length) dot(pen, points.at(-1), END, line.color, 1.5);
  }

  /** Pixels of a path up to the present frame. */
  points({ x: { source: across, index: i = 0 }, y: { source: up, index: j = 0 } }, x, y) {
    const points = [];
    const last = Math.min(this.frame, this.run.count(across) - 1, this.run.count(up) - 1);
    for (let frame = 0; frame <= last; frame++) {
      const place = [this.run.at(across, frame)[i], this.run.at(up, frame)[j]];
      points.push([x.offset + x.pixel(place[0]), y.offset + y.pixel(place[1])]);
    }
    return points;
  }

  destroy() {
    this.canvas.remove();
  }
}

function stroke(pen, points, { color, dash, width }) {
  [pen.strokeStyle, pen.lineWidth] = [color, width];
  pen.setLineDash(DASHES[dash] ?? []);
  pen.beginPath();
  points.forEach(([across, down], i) => (i ? pen.lineTo(across, down) : pen.moveTo(across, down)));
  pen.stroke();
  pen.setLineDash([]);
  if (points.length <= MANY) for (const point of points) dot(pen, point, STEP, color, 0);
}

function dot(pen, [across, down], radius, color, rim) {
  pen.beginPath();
  pen.arc(across, down, radius, 0, 2 * Math.PI);
  pen.fillStyle = color;
  pen.fill();
  if (!rim) return;
  [pen.strokeStyle, pen.lineWidth] = ["#ffffff", rim];
  pen.stroke();
}
