/** Small pictures side by side: a pixel of a canvas for each number, enlarged without smoothing. */

import { loadStyle } from "../player/loading.js";
import { channels, readTheme } from "../player/theme.js";
import { outline } from "./outline.js";

const STYLE = new URL("pictures.css", import.meta.url);
const SVG = "http://www.w3.org/2000/svg";
const SHARE = [[120, 4], [250, 2]]; // up to so many pixels wide, so many columns share a phone
const sheets = new WeakMap();

/** Streamlit calls this on every change of the pictures and on every change of theme. */
export default async function mount(component) {
  const { parentElement, data, setTriggerValue } = component;
  await loadStyle(STYLE);
  const root = parentElement.querySelector(".pictures");
  let sheet = sheets.get(root);
  if (!sheet) sheets.set(root, (sheet = new Sheet(root)));
  sheet.show(data, (column) => setTriggerValue("clicked", { column }));
  return () => !root.isConnected && sheets.delete(root);
}

class Sheet {
  constructor(root) {
    this.root = root;
    this.hint = make(root, "output", "pictures-hint");
    this.hint.hidden = true;
    root.addEventListener("pointermove", (event) => this.tell(event));
    root.addEventListener("pointerleave", () => (this.hint.hidden = true));
    root.addEventListener("click", ({ target }) => this.choose(target));
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.choose(event.target);
    });
  }

  choose(target) {
    const column = target.closest(".pictures-column");
    if (this.clickable && column) this.send([...this.root.querySelectorAll(".pictures-column")].indexOf(column));
  }

  show(data, send) {
    this.send = send;
    const theme = readTheme(this.root);
    if (data === this.shown && theme.key === this.theme?.key) return;
    [this.shown, this.theme] = [data, theme];
    const { columns, value, width, ends, chosen, clickable } = JSON.parse(data);
    [this.value, this.clickable] = [value, clickable];
    this.root.style.setProperty("--wide", `${width}px`);
    const share = SHARE.find(([widest]) => width <= widest)?.[1] ?? 1;
    this.root.style.setProperty("--share", `calc((100% - ${share - 1}rem) / ${share})`);
    const ink = { paper: channels(theme.background), text: channels(theme.text), ends: ends.map(channels) };
    const held = [...this.root.querySelectorAll(".pictures-column")];
    held.slice(columns.length).forEach((column) => column.remove());
    columns.forEach((pictures, i) => {
      const column = held[i] ?? make(this.root, "div", "pictures-column");
      fill(column, pictures, ink);
      column.classList.toggle("chosen", i === chosen);
      for (const holder of column.querySelectorAll(".pictures-holder")) {
        holder.setAttribute("role", clickable ? "button" : "img");
        if (clickable) holder.tabIndex = 0;
        if (clickable) holder.setAttribute("aria-pressed", i === chosen);
      }
    });
    this.root.classList.toggle("clickable", clickable);
  }

  /** Write the number under the pointer. */
  tell({ target, clientX, clientY }) {
    const at = target.pictureAt?.(clientX, clientY);
    this.hint.hidden = at === undefined || Number.isNaN(at);
    if (this.hint.hidden) return;
    this.hint.textContent = `${this.value} ${Number(at.toPrecision(3))}`.replace("-", "−");
    const box = this.root.getBoundingClientRect();
    const left = Math.min(clientX - box.left + 12, box.width - this.hint.offsetWidth);
    this.hint.style.transform = `translate(${left}px, ${clientY - box.top + 14}px)`;
  }
}

/** Put a column's pictures in place; figures that are there already are painted over, so that nothing jumps. */
function fill(column, pictures, ink) {
  const held = [...column.children];
  held.slice(pictures.length).forEach((figure) => figure.remove());
  pictures.forEach((picture, i) => dress(held[i] ?? frame(column), picture, ink));
}

function frame(column) {
  const figure = make(column, "figure");
  make(figure, "figcaption", "pictures-title");
  const holder = make(figure, "div", "pictures-holder");
  make(holder, "canvas");
  holder.append(document.createElementNS(SVG, "svg"));
  make(figure, "div", "pictures-caption");
  return figure;
}

function dress(figure, picture, ink) {
  const [title, holder, caption] = figure.children;
  const [canvas, marks] = holder.children;
  const field = read(picture.field);
  [title.textContent, caption.textContent] = [picture.title, picture.caption];
  title.hidden = !picture.title;
  caption.hidden = !picture.caption;
  holder.setAttribute("aria-label", picture.description);
  holder.style.aspectRatio = Math.max(1, field.columns / field.rows); // what is higher than wide stands in a square
  paint(canvas, field, picture, ink);
  canvas.pictureAt = (x, y) => valueAt(canvas.getBoundingClientRect(), field, x, y);
  marks.setAttribute("viewBox", `0 0 ${field.columns} ${field.rows}`);
  marks.replaceChildren();
  if (picture.outline) drawOutline(marks, field, read(picture.outline));
  if (picture.box) drawBox(marks, picture.box, ink.ends[1]);
}

function read({ shape: [rows, columns], values }) {
  const bytes = Uint8Array.from(atob(values), (character) => character.charCodeAt(0));
  return { rows, columns, values: new Float32Array(bytes.buffer) };
}

function paint(canvas, { rows, columns, values }, { colours, limit }, { paper, text, ends }) {
  Object.assign(canvas, { width: columns, height: rows });
  const image = new ImageData(columns, rows);
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return; // blank
    const share = Math.min(Math.abs(value) / limit, 1);
    const [from, to] = { ink: [paper, text], photo: [[0, 0, 0], [255, 255, 255]] }[colours] ?? [paper, ends[Number(value > 0)]];
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = Math.round(from[c] + share * (to[c] - from[c]));
    image.data[4 * i + 3] = 255;
  });
  canvas.getContext("2d").putImageData(image, 0, 0);
}

/** The number under a place of the screen; undefined beside the picture, which lies in the middle of its box. */
function valueAt(box, { rows, columns, values }, clientX, clientY) {
  const pixel = Math.min(box.width / columns, box.height / rows);
  const column = Math.floor((clientX - box.left - (box.width - columns * pixel) / 2) / pixel);
  const row = Math.floor((clientY - box.top - (box.height - rows * pixel) / 2) / pixel);
  if (row < 0 || row >= rows || column < 0 || column >= columns) return undefined;
  return values[row * columns + column];
}

function drawOutline(marks, field, shape) {
  const path = marks.appendChild(document.createElementNS(SVG, "path"));
  const [across, down] = [field.columns / shape.columns, field.rows / shape.rows];
  path.setAttribute("d", outline(shape, (x, y) => `${(x * across).toFixed(2)} ${(y * down).toFixed(2)}`));
  path.setAttribute("class", "pictures-outline");
}

function drawBox(marks, [first, last, start, end], colour) {
  const box = marks.appendChild(document.createElementNS(SVG, "rect"));
  const sides = { x: start, y: first, width: end + 1 - start, height: last + 1 - first };
  for (const [name, value] of Object.entries(sides)) box.setAttribute(name, value);
  box.setAttribute("class", "pictures-box");
  box.style.stroke = `rgb(${colour.join(",")})`;
}

function make(host, kind, className) {
  const made = host.appendChild(document.createElement(kind));
  if (className) made.className = className;
  return made;
}
