/** A line to drag: two handles, points that move up and down, error squares, and the best lines by three losses. */

import { loadStyle } from "../player/loading.js";
import { absolute, errors, huber, leastAbsolute, leastSquares, squared } from "./fits.js";
import { Plane, ticks } from "./plane.js";

const STYLE = new URL("line.css", import.meta.url);
const HEIGHT = 420;
const FITS = ["mse", "mae", "huber"];
const drawings = new WeakMap();

/** Streamlit calls this on every change of the data and on every change of theme. */
export default async function mount(component) {
  const { parentElement, data, setTriggerValue } = component;
  await loadStyle(STYLE);
  const root = parentElement.querySelector(".line");
  let drawing = drawings.get(root);
  if (!drawing) drawings.set(root, (drawing = new Drawing(root)));
  drawing.show(JSON.parse(data), (line) => setTriggerValue("released", line));
  return () => !root.isConnected && drawing.destroy();
}

class Drawing {
  constructor(root) {
    this.root = root;
    this.svg = root.appendChild(element("svg", { height: HEIGHT, class: "line-plane", role: "group" }));
    const clip = this.svg.appendChild(element("clipPath", { id: `clip-${Math.random().toString(36).slice(2)}` }));
    this.clip = clip.appendChild(element("rect"));
    this.axes = this.svg.appendChild(element("g", { class: "line-axes", "aria-hidden": "true" }));
    const inside = this.svg.appendChild(element("g", { "clip-path": `url(#${clip.id})` }));
    [this.squares, this.fits, this.own, this.points, this.handles] = ["squares", "fits", "own", "points", "handles"].map(
      (name) => inside.appendChild(element("g", { class: `line-${name}` })),
    );
    this.line = this.own.appendChild(element("line"));
    this.bar = root.appendChild(document.createElement("div"));
    this.bar.className = "line-bar";
    this.table = root.appendChild(document.createElement("table"));
    this.hint = root.appendChild(document.createElement("p"));
    this.lines = true;
    this.resizing = new ResizeObserver(() => this.draw());
    this.resizing.observe(root);
  }

  /** Take over points and words; what was dragged stays while the points are the same. */
  show(data, send) {
    const points = JSON.stringify([data.x, data.y]);
    [this.words, this.titles, this.delta, this.send] = [data.words, data.axes, data.delta, send];
    if (points !== this.given) {
      [this.given, this.x, this.plane] = [points, data.x, new Plane(data.x, data.y)];
      this.first = data.y;
      const middle = data.y.reduce((total, value) => total + value, 0) / data.y.length;
      this.ends = [middle, middle];
      this.reset();
    }
    this.dress();
    this.draw();
  }

  reset() {
    this.y = [...this.first];
    this.marks = this.x.map((x, i) => this.mark(i));
    this.points.replaceChildren(...this.marks);
    this.grips = [0, 1].map((end) => this.grip(end));
    this.handles.replaceChildren(...this.grips);
  }

  /** The line in the form y = slope x + intercept. */
  get drawn() {
    const [low, high] = this.plane.x;
    const slope = (this.ends[1] - this.ends[0]) / (high - low);
    return { slope, intercept: this.ends[0] - slope * low };
  }

  grip(end) {
    const move = (value) => {
      this.ends[end] = this.plane.clamp(value);
      this.draw();
    };
    return draggable(element("circle", { r: 11 }), this, () => this.ends[end], move, () => this.send(this.drawn));
  }

  mark(i) {
    const move = (value) => {
      this.y[i] = this.plane.clamp(value);
      this.draw();
    };
    return draggable(element("circle", { r: 6 }), this, () => this.y[i], move, () => {});
  }

  /** Words and buttons, in the page's language. */
  dress() {
    const { words } = this;
    this.svg.setAttribute("aria-label", words.title);
    const shown = document.createElement("label");
    const box = shown.appendChild(document.createElement("input"));
    Object.assign(box, { type: "checkbox", checked: this.lines });
    box.addEventListener("change", () => {
      this.lines = box.checked;
      this.draw();
    });
    shown.append(words.lines);
    const back = document.createElement("button");
    Object.assign(back, { type: "button", textContent: words.back });
    back.addEventListener("click", () => {
      this.reset();
      this.draw();
    });
    this.bar.replaceChildren(shown, back);
    this.hint.textContent = words.keys;
  }

  draw() {
    if (!this.plane || !this.root.clientWidth) return;
    this.plane.resize(this.root.clientWidth, HEIGHT);
    this.svg.setAttribute("width", this.root.clientWidth);
    set(this.clip, this.plane.frame);
    this.drawAxes();
    this.drawSquares();
    const { slope, intercept } = this.drawn;
    set(this.line, this.span(slope, intercept));
    this.marks.forEach((mark, i) => {
      set(mark, { cx: this.plane.across(this.x[i]), cy: this.plane.down(this.y[i]) });
      label(mark, this.words.point.replace("{x}", short(this.x[i])), this.y[i], this.plane.y);
    });
    this.grips.forEach((grip, end) => {
      const at = this.plane.frame.x + (end ? this.plane.frame.width - 14 : 14);
      const { x1, y1, x2, y2 } = this.span(slope, intercept);
      set(grip, { cx: at, cy: y1 + ((at - x1) / (x2 - x1)) * (y2 - y1) });
      label(grip, end ? this.words.right : this.words.left, this.ends[end], this.plane.y);
    });
    this.drawFits();
  }

  span(slope, intercept) {
    const [low, high] = this.plane.x;
    const [y1, y2] = [low, high].map((x) => this.plane.down(slope * x + intercept));
    return { x1: this.plane.across(low), y1, x2: this.plane.across(high), y2 };
  }

  drawAxes() {
    const { frame } = this.plane;
    const bottom = frame.y + frame.height;
    const parts = [element("rect", { ...frame, class: "line-frame" })];
    for (const value of ticks(this.plane.x)) {
      parts.push(text(short(value), { x: this.plane.across(value), y: bottom + 16, "text-anchor": "middle" }));
    }
    for (const value of ticks(this.plane.y)) {
      const y = this.plane.down(value);
      parts.push(element("line", { x1: frame.x, x2: frame.x + frame.width, y1: y, y2: y }));
      parts.push(text(short(value), { x: frame.x - 6, y: y + 4, "text-anchor": "end" }));
    }
    const middle = frame.y + frame.height / 2;
    parts.push(text(this.titles[0], { x: frame.x + frame.width / 2, y: bottom + 34, "text-anchor": "middle" }));
    parts.push(text(this.titles[1], { transform: `translate(12 ${middle}) rotate(-90)`, "text-anchor": "middle" }));
    this.axes.replaceChildren(...parts);
  }

  /** A square's side is its point's error; it stands on the side of the point where there is room. */
  drawSquares() {
    const { frame } = this.plane;
    const found = errors(this.x, this.y, this.drawn).map((error, i) => {
      const [x, y] = [this.plane.across(this.x[i]), this.plane.down(this.y[i])];
      const side = Math.abs(this.plane.down(this.y[i] + error) - y);
      const left = x + side > frame.x + frame.width ? x - side : x;
      return element("rect", { x: left, y: error > 0 ? y - side : y, width: side, height: side });
    });
    this.squares.replaceChildren(...found);
  }

  drawFits() {
    const { x, y, words, delta } = this;
    const best = { mse: leastSquares(x, y), mae: leastAbsolute(x, y), huber: huber(x, y, delta) };
    const shown = this.lines ? FITS : [];
    const lines = shown.map((name) =>
      element("line", { ...this.span(best[name].slope, best[name].intercept), class: `line-${name}` }),
    );
    this.fits.replaceChildren(...lines);
    const rows = [["own", words.own, this.drawn], ...shown.map((name) => [name, words[name], best[name]])];
    const head = row("th", ["", words.line, words.squared, words.absolute]);
    const body = rows.map(([name, title, found]) => {
      const cells = row("td", [title, equation(found), short(squared(x, y, found)), short(absolute(x, y, found))]);
      cells.firstChild.prepend(swatch(name));
      cells.dataset.line = name;
      return cells;
    });
    this.table.replaceChildren(head, ...body);
  }

  destroy() {
    this.resizing.disconnect();
    drawings.delete(this.root);
  }
}

/** Let a circle be moved up and down, by pointer or by arrow keys; `release` is called after each move. */
function draggable(circle, drawing, value, move, release) {
  set(circle, { tabindex: 0, role: "slider", "aria-orientation": "vertical" });
  let offset;
  const pixel = (event) => event.clientY - drawing.svg.getBoundingClientRect().top;
  circle.addEventListener("pointerdown", (event) => {
    circle.setPointerCapture(event.pointerId);
    offset = drawing.plane.down(value()) - pixel(event);
    circle.focus({ preventScroll: true });
    event.preventDefault();
  });
  circle.addEventListener("pointermove", (event) => {
    if (offset !== undefined) move(drawing.plane.heightAt(pixel(event) + offset));
  });
  for (const end of ["pointerup", "pointercancel"]) {
    circle.addEventListener(end, () => {
      if (offset !== undefined) release();
      offset = undefined;
    });
  }
  circle.addEventListener("keydown", (event) => {
    const direction = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    if (!direction) return;
    const [low, high] = drawing.plane.y;
    move(value() + (direction * (high - low)) / (event.shiftKey ? 20 : 200));
    event.preventDefault();
  });
  circle.addEventListener("keyup", (event) => event.key.startsWith("Arrow") && release());
  return circle;
}

function label(circle, words, value, [low, high]) {
  set(circle, { "aria-label": words, "aria-valuenow": short(value), "aria-valuemin": short(low), "aria-valuemax": short(high) });
}

function equation({ slope, intercept }) {
  return `${short(slope)} x ${intercept < 0 ? "−" : "+"} ${short(Math.abs(intercept))}`;
}

/** Four significant digits, without a trail of zeros; what is only rounding error is zero. */
function short(value) {
  return Math.abs(value) < 1e-9 ? "0" : String(Number(value.toPrecision(4)));
}

function row(kind, cells) {
  const made = document.createElement("tr");
  for (const words of cells) made.appendChild(document.createElement(kind)).textContent = words;
  return made;
}

function swatch(name) {
  const picture = element("svg", { width: 26, height: 12, class: "line-swatch", "aria-hidden": "true" });
  picture.append(element("line", { x1: 1, x2: 25, y1: 6, y2: 6, class: `line-${name}` }));
  return picture;
}

function text(words, attributes) {
  const made = element("text", attributes);
  made.textContent = words;
  return made;
}

function element(name, attributes = {}) {
  return set(document.createElementNS("http://www.w3.org/2000/svg", name), attributes);
}

function set(target, attributes) {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, value);
  return target;
}
