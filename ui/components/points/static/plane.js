/** The plane: draws the points, and turns pointer and keys into placing, moving and removing. */

import { SHAPES } from "../player/legend.js";
import { channels } from "../player/theme.js";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = { left: 44, right: 10, top: 10, bottom: 34 };
const REACH = { mouse: 9, pen: 12, touch: 18 }; // pixels from a point that count as on it
const STILL = 3; // pixels that a click may wander
const STEPS = 40; // of the arrow keys across the plane
const FINE = 5; // times smaller steps with Shift

export class Plane {
  constructor(root, actions) {
    this.actions = actions;
    this.svg = root.appendChild(document.createElementNS(SVG, "svg"));
    this.svg.setAttribute("class", "points-plane");
    this.svg.setAttribute("tabindex", "0");
    this.svg.setAttribute("role", "application");
    this.cursor = undefined; // appears with the first key
    const on = (name, act) => this.svg.addEventListener(name, act);
    on("pointerdown", (event) => this.press(event));
    on("pointermove", (event) => this.drag(event));
    on("pointerup", (event) => this.release(event));
    on("pointercancel", () => this.forget());
    on("contextmenu", (event) => event.preventDefault());
    on("keydown", (event) => this.key(event));
    on("blur", () => this.hideCursor());
  }

  dress({ window: [[left, right], [bottom, top]], axes, words, classes, colours, symbols, values }, theme) {
    Object.assign(this, { left, right, bottom, top, axes, classes, colours, symbols, values, theme });
    this.svg.setAttribute("aria-label", words.plane);
    this.ends = classes.length ? undefined : [channels(colours[0]), channels(theme.text), channels(colours[1])];
  }

  draw(points) {
    this.points = points;
    const { clientWidth: width, clientHeight: height } = this.svg;
    if (!width) return;
    Object.assign(this, { width, height });
    this.svg.replaceChildren(...this.frame(), ...points.map((point, i) => this.mark(point, i)), ...this.cross());
  }

  across(x) {
    return MARGIN.left + ((x - this.left) / (this.right - this.left)) * (this.width - MARGIN.left - MARGIN.right);
  }

  down(y) {
    return MARGIN.top + ((this.top - y) / (this.top - this.bottom)) * (this.height - MARGIN.top - MARGIN.bottom);
  }

  /** The place under the pointer, kept within the plane and rounded so that a link stays short. */
  place({ clientX, clientY }) {
    const box = this.svg.getBoundingClientRect();
    const share = (clientX - box.left - MARGIN.left) / (this.width - MARGIN.left - MARGIN.right);
    const fall = (clientY - box.top - MARGIN.top) / (this.height - MARGIN.top - MARGIN.bottom);
    return this.within(this.left + share * (this.right - this.left), this.top - fall * (this.top - this.bottom));
  }

  within(x, y) {
    const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.max(this.right - this.left, this.top - this.bottom) / 6)));
    const round = (value) => Number(value.toFixed(Math.min(digits, 12)));
    const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
    return [round(clamp(x, this.left, this.right)), round(clamp(y, this.bottom, this.top))];
  }

  /** The point nearest to a pixel, if it is within reach. */
  nearest(px, py, reach) {
    let found;
    let least = reach;
    this.points.forEach(([x, y], i) => {
      const distance = Math.hypot(this.across(x) - px, this.down(y) - py);
      if (distance <= least) [found, least] = [i, distance];
    });
    return found;
  }

  hit({ clientX, clientY, pointerType }) {
    const box = this.svg.getBoundingClientRect();
    return this.nearest(clientX - box.left, clientY - box.top, REACH[pointerType] ?? REACH.mouse);
  }

  press(event) {
    const on = this.hit(event);
    if (event.button === 2 || (event.button === 0 && this.actions.removing())) {
      if (on !== undefined) this.actions.remove(on);
      return;
    }
    if (event.button !== 0) return;
    this.svg.setPointerCapture(event.pointerId);
    this.held = { on, clientX: event.clientX, clientY: event.clientY, moved: false };
  }

  drag(event) {
    if (!this.held) return;
    const { clientX, clientY, on } = this.held;
    this.held.moved ||= Math.hypot(event.clientX - clientX, event.clientY - clientY) > STILL;
    if (this.held.moved && on !== undefined) this.actions.move(on, ...this.place(event), false);
  }

  /** A click places a point wherever it is, on another one too; a drag moves the one that it began on. */
  release(event) {
    if (!this.held) return;
    const { on, moved } = this.held;
    this.forget();
    if (moved && on !== undefined) this.actions.move(on, ...this.place(event), true);
    else this.actions.place(...this.place(event));
  }

  forget() {
    this.held = undefined;
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.keyed(event);
    if (!act) return;
    event.preventDefault();
    this.cursor ??= [(this.left + this.right) / 2, (this.bottom + this.top) / 2];
    act();
    this.draw(this.points);
  }

  keyed({ key, shiftKey }) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key];
    if (way) return () => this.step(way, shiftKey ? STEPS * FINE : STEPS);
    if (key === "Enter" || key === " ") return () => this.actions.place(...this.cursor);
    if (/^[1-9]$/.test(key)) return () => this.actions.choose(Number(key) - 1);
    if (key === "Delete" || key === "Backspace") return () => this.onCursor((i) => this.actions.remove(i));
    if (key === "m" || key === "M") return () => this.carry();
    return undefined;
  }

  step([across, up], steps) {
    const [x, y] = this.cursor;
    const moved = [x + (across * (this.right - this.left)) / steps, y + (up * (this.top - this.bottom)) / steps];
    this.cursor = this.within(...moved);
    if (this.carried !== undefined) this.actions.move(this.carried, ...this.cursor, false);
  }

  /** Pick up the point under the cursor, or put down the one that is carried. */
  carry() {
    if (this.carried !== undefined) this.actions.move(this.carried, ...this.cursor, true);
    this.carried = this.carried === undefined ? this.onCursor((i) => i) : undefined;
  }

  onCursor(act) {
    const [x, y] = this.cursor;
    const on = this.nearest(this.across(x), this.down(y), REACH.touch);
    return on === undefined ? undefined : act(on);
  }

  hideCursor() {
    [this.cursor, this.carried] = [undefined, undefined];
    if (this.points) this.draw(this.points);
  }

  mark([x, y, target]) {
    const symbol = this.classes.length ? this.symbols[target] : "circle";
    const colour = this.classes.length ? this.colours[target] : this.shade(target);
    return shape("path", {
      d: SHAPES[symbol],
      fill: colour,
      stroke: this.theme.background,
      transform: `translate(${this.across(x) - 8} ${this.down(y) - 8})`,
    });
  }

  /** A value's colour between those of the first two classes. */
  shade(value) {
    const [low, high] = this.values;
    const share = Math.min(Math.max((value - low) / (high - low), 0), 1);
    const [start, middle, end] = this.ends;
    const [from, to, part] = share < 0.5 ? [start, middle, share * 2] : [middle, end, share * 2 - 1];
    return `rgb(${from.map((channel, i) => Math.round(channel + part * (to[i] - channel))).join(",")})`;
  }

  cross() {
    if (!this.cursor) return [];
    const [x, y] = [this.across(this.cursor[0]), this.down(this.cursor[1])];
    const style = { stroke: this.theme.text, "stroke-width": 1.5, fill: "none" };
    return [shape("path", { d: `M${x - 12} ${y}h24M${x} ${y - 12}v24`, ...style })];
  }

  frame() {
    const soft = { stroke: this.theme.border, "stroke-width": 1 };
    const [low, high] = [this.height - MARGIN.bottom, MARGIN.top];
    const parts = [shape("rect", {
      x: MARGIN.left, y: high, width: this.width - MARGIN.left - MARGIN.right, height: low - high, fill: "none", ...soft,
    })];
    for (const x of ticks(this.left, this.right)) {
      parts.push(shape("path", { d: `M${this.across(x)} ${low}V${high}`, ...soft, opacity: 0.35 }));
      parts.push(text(this.across(x), low + 14, String(x), "middle", this.theme));
    }
    for (const y of ticks(this.bottom, this.top)) {
      parts.push(shape("path", { d: `M${MARGIN.left} ${this.down(y)}H${this.width - MARGIN.right}`, ...soft, opacity: 0.35 }));
      parts.push(text(MARGIN.left - 6, this.down(y) + 4, String(y), "end", this.theme));
    }
    parts.push(text((MARGIN.left + this.width) / 2, this.height - 4, this.axes[0], "middle", this.theme));
    const aside = text(0, 0, this.axes[1], "middle", this.theme);
    aside.setAttribute("transform", `translate(11 ${(low + high) / 2}) rotate(-90)`);
    return [...parts, aside];
  }
}

function shape(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function text(x, y, content, anchor, theme) {
  const made = shape("text", { x, y, "text-anchor": anchor, fill: theme.text, opacity: 0.72, "font-size": 11 });
  made.textContent = content;
  return made;
}

/** Four to eight round numbers between two bounds. */
function ticks(low, high) {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((each) => each >= rough);
  const found = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) found.push(Number((i * step).toPrecision(12)));
  return found;
}
