/**
 * Points on a plane, put there by hand: click to place, drag to move, right click or the Delete key to remove; or all of it
 * with the keys. The browser holds the truth and sends the whole list; what the server echoes is not taken back.
 */

import { loadStyle } from "../player/loading.js";
import { readTheme } from "../player/theme.js";
import { History } from "./history.js";
import { Plane } from "./plane.js";
import { Tools } from "./tools.js";

const STYLE = new URL("points.css", import.meta.url);
const PAUSE = 120; // milliseconds between two messages
const MOST = 1000;
const editors = new WeakMap();

/** Streamlit calls this on every message and on every change of theme. */
export default async function mount(component) {
  const { parentElement, data, setTriggerValue } = component;
  await loadStyle(STYLE);
  const root = parentElement.querySelector(".points");
  let editor = editors.get(root);
  if (!editor) editors.set(root, (editor = new Editor(root)));
  editor.receive(JSON.parse(data), setTriggerValue);
  return () => !root.isConnected && editor.destroy();
}

class Editor {
  constructor(root) {
    this.root = root;
    this.history = new History();
    this.tools = new Tools(root, {
      undo: () => this.travel("undo"),
      redo: () => this.travel("redo"),
      clear: () => this.change([], this.words.cleared),
    });
    this.plane = new Plane(root, {
      place: (x, y) => this.place(x, y),
      move: (i, x, y, done) => this.move(i, x, y, done),
      remove: (i) => this.remove(i),
      choose: (number) => this.tools.choose(number),
      removing: () => this.tools.removing,
    });
    this.status = root.appendChild(document.createElement("p"));
    this.status.className = "points-status";
    this.status.setAttribute("aria-live", "polite");
    root.addEventListener("keydown", (event) => this.press(event));
    for (const leaving of ["pointerleave", "focusout"]) root.addEventListener(leaving, () => this.flush());
    this.resizing = new ResizeObserver(() => this.draw());
    this.resizing.observe(root);
  }

  /** Take over words and colours; the points only if the server has begun another draft. */
  receive(message, setTriggerValue) {
    this.send = setTriggerValue;
    this.words = message.words;
    this.tools.dress(message);
    this.plane.dress(message, readTheme(this.root));
    if (message.draft !== this.draft) {
      this.draft = this.root.dataset.draft = message.draft;
      this.points = message.points;
      this.history.clear();
    }
    this.draw();
  }

  draw() {
    if (!this.points) return;
    this.plane.draw(this.points);
    this.tools.show(this.points.length, this.history);
  }

  place(x, y) {
    if (this.points.length >= MOST) return this.say(this.words.full);
    this.change([...this.points, [x, y, this.tools.target]], this.words.placed);
  }

  /** While a point is dragged the picture follows; only where it is let go counts. */
  move(i, x, y, done) {
    const moved = this.points.map((point, j) => (i === j ? [x, y, point[2]] : point));
    if (done) this.change(moved, this.words.moved);
    else this.plane.draw(moved);
  }

  remove(i) {
    this.change(this.points.filter((_, j) => j !== i), this.words.removed);
  }

  change(points, words) {
    this.history.keep(this.points);
    this.update(points, words);
  }

  travel(way) {
    const points = this.history[way](this.points);
    if (points) this.update(points, this.words[way]);
  }

  update(points, words) {
    this.points = points;
    this.draw();
    this.say(words);
    this.revision = (this.revision ?? 0) + 1;
    this.sending ??= setTimeout(() => this.flush(), PAUSE);
  }

  /** Send what has not been sent: after a pause, or at once when the learner turns to something else. */
  flush() {
    if (this.sending === undefined) return;
    clearTimeout(this.sending);
    this.sending = undefined;
    this.send("points", { draft: this.draft, revision: this.revision, points: this.points });
  }

  say(words) {
    this.status.textContent = words.replace("{n}", this.points.length);
  }

  press(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const way = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : undefined;
    if (!way) return;
    event.preventDefault();
    this.travel(way);
  }

  destroy() {
    this.resizing.disconnect();
    editors.delete(this.root);
  }
}
