/**
 * A sheet of few pixels: the brush colours them as a soft pen would, and the keys colour them one by one.
 * The browser holds the truth and sends the whole sheet when the pen is lifted; what the server echoes is not taken back.
 */

import { loadStyle } from "../player/loading.js";
import { channels, readTheme } from "../player/theme.js";
import { History } from "../points/history.js";
import { stroke } from "./brush.js";

const STYLE = new URL("canvas.css", import.meta.url);
const SCALE = 12; // pixels of the picture for one of the sheet
const PAUSE = 250; // milliseconds after a key before the sheet is sent
const sheets = new WeakMap();

/** Streamlit calls this on every message and on every change of theme. */
export default async function mount(component) {
  const { parentElement, data, setTriggerValue } = component;
  await loadStyle(STYLE);
  const root = parentElement.querySelector(".canvas");
  let sheet = sheets.get(root);
  if (!sheet) sheets.set(root, (sheet = new Sheet(root)));
  sheet.receive(JSON.parse(data), (message) => setTriggerValue("drawn", message));
  return () => !root.isConnected && sheets.delete(root);
}

class Sheet {
  constructor(root) {
    this.root = root;
    this.history = new History();
    this.bar = root.appendChild(document.createElement("div"));
    this.bar.className = "canvas-bar";
    this.buttons = {};
    const acts = { erase: () => this.turn(), undo: () => this.travel("undo"), redo: () => this.travel("redo"), clear: () => this.clear() };
    for (const [name, act] of Object.entries(acts)) {
      const button = this.bar.appendChild(document.createElement("button"));
      button.type = "button";
      button.addEventListener("click", act);
      this.buttons[name] = button;
    }
    this.picture = root.appendChild(document.createElement("canvas"));
    this.picture.tabIndex = 0;
    this.picture.setAttribute("role", "application");
    this.status = root.appendChild(document.createElement("p"));
    this.status.className = "canvas-status";
    this.status.setAttribute("aria-live", "polite");
    this.erasing = false;
    this.revision = 0;
    const on = (name, act) => this.picture.addEventListener(name, act);
    on("pointerdown", (event) => this.press(event));
    on("pointermove", (event) => this.drag(event));
    on("pointerup", () => this.lift());
    on("pointercancel", () => this.lift());
    on("keydown", (event) => this.key(event));
    on("blur", () => this.hide());
  }

  receive(message, send) {
    this.send = send;
    this.words = message.words;
    this.theme = readTheme(this.root);
    this.side = message.side;
    if (message.sheet !== this.number) {
      this.number = message.sheet;
      this.pixels = Uint8Array.from(atob(message.pixels), (character) => character.charCodeAt(0));
      this.history.clear();
    }
    this.picture.setAttribute("aria-label", this.words.sheet);
    for (const [name, button] of Object.entries(this.buttons)) button.textContent = this.words[name];
    if (!this.cursor) this.status.textContent = this.words.hint;
    this.draw();
  }

  /** Ink is the theme's text colour, the empty sheet its background. */
  draw() {
    const { side, picture } = this;
    picture.width = picture.height = side * SCALE;
    const context = picture.getContext("2d");
    const [ink, paper] = [channels(this.theme.text), channels(this.theme.background)];
    for (let i = 0; i < side * side; i++) {
      const share = this.pixels[i] / 255;
      context.fillStyle = `rgb(${ink.map((each, c) => Math.round(paper[c] + share * (each - paper[c]))).join(",")})`;
      context.fillRect((i % side) * SCALE, Math.floor(i / side) * SCALE, SCALE, SCALE);
    }
    context.strokeStyle = this.theme.text;
    context.globalAlpha = 0.08;
    for (let i = 1; i < side; i++) {
      context.strokeRect(i * SCALE, -1, 0, side * SCALE + 2);
      context.strokeRect(-1, i * SCALE, side * SCALE + 2, 0);
    }
    context.globalAlpha = 1;
    if (this.cursor) {
      context.lineWidth = 3;
      context.strokeStyle = getComputedStyle(this.root).getPropertyValue("--st-primary-color") || this.theme.text;
      context.strokeRect(this.cursor[0] * SCALE + 1.5, this.cursor[1] * SCALE + 1.5, SCALE - 3, SCALE - 3);
    }
    this.buttons.undo.disabled = !this.history.past.length;
    this.buttons.redo.disabled = !this.history.future.length;
    this.buttons.clear.disabled = this.pixels.every((value) => !value);
    this.buttons.erase.setAttribute("aria-pressed", this.erasing);
  }

  /** Where the pointer is, in pixels of the sheet; the first pixel's centre is at 0. */
  place({ clientX, clientY }) {
    const box = this.picture.getBoundingClientRect();
    return [((clientX - box.left) / box.width) * this.side - 0.5, ((clientY - box.top) / box.height) * this.side - 0.5];
  }

  press(event) {
    if (event.button !== 0 || this.last) return;
    this.picture.setPointerCapture(event.pointerId);
    this.cursor = undefined;
    this.history.keep(this.pixels.slice());
    this.last = this.place(event);
    this.paint(event, this.last);
  }

  drag(event) {
    if (!this.last) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) this.paint(each, this.place(each));
  }

  paint({ pointerType, pressure }, to) {
    const broad = pointerType === "pen" && pressure ? 0.6 + pressure : 1;
    stroke(this.pixels, this.side, this.last, to, broad, this.erasing);
    this.last = to;
    this.draw();
  }

  lift() {
    if (!this.last) return;
    this.last = undefined;
    this.tell();
  }

  tell() {
    clearTimeout(this.sending);
    this.sending = undefined;
    this.draw();
    const text = String.fromCharCode(...this.pixels);
    this.send({ sheet: this.number, revision: ++this.revision, pixels: btoa(text) });
  }

  turn() {
    this.erasing = !this.erasing;
    this.draw();
  }

  clear() {
    this.history.keep(this.pixels);
    this.pixels = new Uint8Array(this.side ** 2);
    this.tell();
  }

  travel(way) {
    const pixels = this.history[way](this.pixels);
    if (!pixels) return;
    this.pixels = pixels;
    if (this.cursor) this.say();
    this.tell();
  }

  key(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if ((event.ctrlKey || event.metaKey) && (key === "z" || key === "y")) {
      event.preventDefault();
      this.travel(key === "y" || event.shiftKey ? "redo" : "undo");
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    const value = { " ": undefined, Enter: undefined, Delete: 0, Backspace: 0 };
    if (!way && !(key in value)) return;
    event.preventDefault();
    this.cursor ??= [Math.floor(this.side / 2), Math.floor(this.side / 2)];
    if (way) {
      this.cursor = this.cursor.map((at, i) => Math.min(Math.max(at + way[i], 0), this.side - 1));
      if (event.shiftKey) this.put(this.erasing ? 0 : 255);
    } else {
      this.put(value[key] ?? (this.pixels[this.at()] > 127 ? 0 : 255));
    }
    this.say();
    this.draw();
  }

  at() {
    return this.cursor[1] * this.side + this.cursor[0];
  }

  put(value) {
    if (this.pixels[this.at()] === value) return;
    this.history.keep(this.pixels.slice());
    this.pixels[this.at()] = value;
    clearTimeout(this.sending);
    this.sending = setTimeout(() => this.tell(), PAUSE);
  }

  say() {
    this.status.textContent = this.words.cell
      .replace("{row}", this.cursor[1] + 1)
      .replace("{column}", this.cursor[0] + 1)
      .replace("{value}", this.pixels[this.at()]);
  }

  hide() {
    if (this.sending) this.tell();
    this.cursor = undefined;
    this.status.textContent = this.words.hint;
    this.draw();
  }
}
