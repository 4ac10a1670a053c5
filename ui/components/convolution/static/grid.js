/** A grid of numbers on coloured cells. */

import { short } from "./places.js";

export class Grid {
  /** @param {HTMLElement} parent @param {string} kind a class of the style sheet */
  constructor(parent, kind) {
    this.root = parent.appendChild(document.createElement("div"));
    this.root.className = `convolution-part convolution-${kind}`;
    this.title = this.root.appendChild(document.createElement("div"));
    this.title.className = "convolution-title";
    this.box = this.root.appendChild(document.createElement("div"));
    this.box.className = "convolution-grid";
  }

  /**
   * @param {string} title
   * @param {number[][]} values
   * @param {{make?: (row: number, column: number) => HTMLElement}} how makes a cell that is more than a number
   */
  fill(title, values, { make = () => document.createElement("span") } = {}) {
    this.title.textContent = title;
    const [rows, columns] = [values.length, values[0].length];
    const shape = `${rows},${columns}`;
    if (shape !== this.shape) {
      this.shape = shape;
      this.root.style.setProperty("--columns", columns);
      this.cells = values.map((row, i) => row.map((_, j) => make(i, j)));
      this.box.replaceChildren(...this.cells.flat());
    }
    values.forEach((row, i) => row.forEach((value, j) => write(this.cells[i][j], value)));
  }

  /** Colour every cell: grey up to the largest number, or blue and orange about zero. */
  shade(values, largest, signed) {
    const limit = largest || 1;
    values.forEach((row, i) =>
      row.forEach((value, j) => {
        const share = Number.isFinite(value) ? Math.min(Math.abs(value) / limit, 1) : 0;
        const cell = this.cells[i][j];
        const ink = signed || value < 0 ? (value < 0 ? "var(--low)" : "var(--high)") : "var(--st-text-color)";
        const most = signed || value < 0 ? 62 : 40;
        cell.style.background = `color-mix(in srgb, ${ink} ${(share * most).toFixed(1)}%, var(--st-background-color))`;
      }),
    );
  }

  /** Give cells a class where `chosen` says so. */
  mark(name, chosen) {
    this.cells.forEach((row, i) => row.forEach((cell, j) => cell.classList.toggle(name, chosen(i, j))));
  }
}

function write(cell, value) {
  const text = short(value);
  if (cell.tagName !== "INPUT") cell.textContent = text;
  else if (document.activeElement !== cell) cell.value = text;
  cell.classList.toggle("long", text.length > 3);
}
