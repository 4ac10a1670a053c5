/**
 * One window, one place after another: what lies under it, what it is multiplied with, and what comes out.
 * The output's numbers come from the server; here the window is only moved over them.
 */

import { loadStyle } from "../player/loading.js";
import { Grid } from "./grid.js";
import { pad, pixels, short, under } from "./places.js";

const STYLE = new URL("convolution.css", import.meta.url);
const PACE = 650; // milliseconds at one place
const LARGEST = 99;
const shows = new WeakMap();

/** Streamlit calls this on every message and on every change of theme. */
export default async function mount(component) {
  const { parentElement, data, setTriggerValue } = component;
  await loadStyle(STYLE);
  const root = parentElement.querySelector(".convolution");
  let show = shows.get(root);
  if (!show) shows.set(root, (show = new Show(root)));
  show.receive(JSON.parse(data), (cells, revision) => setTriggerValue("kernel", { cells, revision }));
  return () => !root.isConnected && show.destroy();
}

class Show {
  constructor(root) {
    this.root = root;
    this.bar = root.appendChild(document.createElement("div"));
    this.bar.className = "convolution-bar";
    this.buttons = {};
    const acts = { back: () => this.step(-1), play: () => this.toggle(), step: () => this.step(1), whole: () => this.whole() };
    for (const [name, act] of Object.entries(acts)) {
      const button = this.bar.appendChild(document.createElement("button"));
      button.type = "button";
      button.addEventListener("click", act);
      this.buttons[name] = button;
    }
    this.where = this.bar.appendChild(document.createElement("output"));
    this.stage = root.appendChild(document.createElement("div"));
    this.stage.className = "convolution-stage";
    this.stage.tabIndex = 0;
    this.stage.setAttribute("role", "group");
    this.stage.addEventListener("keydown", (event) => this.key(event));
    this.channels = this.stage.appendChild(document.createElement("div"));
    this.channels.className = "convolution-channels";
    this.results = this.stage.appendChild(document.createElement("div"));
    this.results.className = "convolution-results";
    this.sum = root.appendChild(document.createElement("p"));
    this.sum.className = "convolution-sum";
    this.sum.setAttribute("aria-live", "polite");
    this.revision = 0;
  }

  receive(data, send) {
    Object.assign(this, data, { send });
    const shape = JSON.stringify([data.picture.length, data.picture[0].length, data.picture[0][0].length, data.padding,
      data.output.length, data.output[0].length, data.output[0][0].length, data.size, data.how]);
    this.root.style.setProperty("--low", data.colours[0]);
    this.root.style.setProperty("--high", data.colours[1]);
    this.padded = data.picture.map((channel) => pad(channel, data.padding, data.how === "max" ? -Infinity : 0));
    this.largest = Math.max(...data.picture.flat(2).map(Math.abs));
    this.reach = Math.max(...data.output.flat(2).map(Math.abs));
    if (shape !== this.shape) {
      this.shape = shape;
      this.build();
      [this.at, this.shown] = [0, this.places - 1];
    }
    this.root.classList.remove("waiting");
    this.stage.setAttribute("aria-label", data.words.stage);
    this.draw();
  }

  get places() {
    return this.output[0].length * this.output[0][0].length;
  }

  build() {
    this.pause();
    this.channels.replaceChildren();
    this.results.replaceChildren();
    this.rows = this.picture.map((_, channel) => {
      const row = this.channels.appendChild(document.createElement("div"));
      row.className = "convolution-channel";
      const kernel = this.kernel && new Grid(row, "kernel");
      const input = new Grid(row, "input");
      row.prepend(input.root);
      const products = new Grid(row, "products");
      const output = this.kernel ? undefined : this.outputGrid(row);
      return { input, kernel, products, output, channel };
    });
    this.out = this.kernel ? this.outputGrid(this.results) : undefined;
    this.results.hidden = !this.kernel;
  }

  outputGrid(parent) {
    const grid = new Grid(parent, "output");
    grid.make = (row, column) => {
      const cell = document.createElement("span");
      cell.addEventListener("click", () => this.go(row * this.output[0][0].length + column));
      return cell;
    };
    return grid;
  }

  draw() {
    const { words } = this;
    const columns = this.output[0][0].length;
    const [row, column] = [Math.floor(this.at / columns), this.at % columns];
    const place = pixels(this, row, column);
    const [down, across] = [new Set(place.rows), new Set(place.columns)];
    const parts = this.rows.map(({ input, kernel, products, output, channel }) => {
      const padded = this.padded[channel];
      const named = (title) => (this.rows.length > 1 ? `${title} · ${words.channel.replace("{n}", channel + 1)}` : title);
      input.fill(named(words.input), padded);
      input.shade(padded, this.largest, false);
      const edge = (i, length) => i < this.padding || i >= length - this.padding;
      input.mark("rim", (i, j) => edge(i, padded.length) || edge(j, padded[0].length));
      input.mark("under", (i, j) => down.has(i) && across.has(j));
      const seen = under(padded, place);
      if (!kernel) {
        products.fill(named(words.under), seen);
        products.shade(seen, this.largest, false);
        const best = this.output[channel][row][column];
        products.mark("chosen", (i, j) => this.how === "max" && seen[i][j] === best);
        this.drawOutput(output, named(words.output), this.output[channel], row, column);
        return seen;
      }
      const weights = this.kernel[channel];
      kernel.fill(named(words.kernel), weights, { make: (i, j) => this.cell(channel, i, j) });
      kernel.shade(weights, Math.max(...this.kernel.flat(2).map(Math.abs)), true);
      const made = seen.map((line, i) => line.map((value, j) => value * weights[i][j]));
      products.fill(named(words.products), made);
      products.shade(made, this.largest * Math.max(...this.kernel.flat(2).map(Math.abs)), true);
      return seen.map((line, i) => line.map((value, j) => [value, weights[i][j]]));
    });
    if (this.out) this.drawOutput(this.out, words.output, this.output[0], row, column);
    this.sum.setAttribute("aria-live", this.playing ? "off" : "polite");
    this.sum.textContent = this.spell(parts, row, column);
    this.where.textContent = words.place.replace("{row}", row + 1).replace("{column}", column + 1);
    for (const name of ["back", "step", "whole"]) this.buttons[name].textContent = words[name];
    this.buttons.play.textContent = this.playing ? words.pause : words.play;
    this.root.dataset.at = this.at;
  }

  drawOutput(grid, title, values, row, column) {
    const columns = values[0].length;
    grid.fill(title, values, { make: grid.make });
    grid.shade(values, this.reach, Boolean(this.kernel));
    grid.mark("unseen", (i, j) => i * columns + j > this.shown);
    grid.mark("under", (i, j) => i === row && j === column);
  }

  /** The products and their sum, in full. */
  spell(parts, row, column) {
    const signed = (value) => (value < 0 ? `(${short(value)})` : short(value));
    if (this.kernel) {
      const terms = parts.flat(2).map(([value, weight]) => `${signed(value)}·${signed(weight)}`);
      return `${terms.join(" + ")} = ${short(this.output[0][row][column])}`;
    }
    return parts
      .map((seen, channel) => {
        const result = short(this.output[channel][row][column]);
        const numbers = seen.flat();
        if (this.how === "max") return `max(${numbers.map(short).join(", ")}) = ${result}`;
        return `(${numbers.map(signed).join(" + ")}) / ${numbers.length} = ${result}`;
      })
      .join("   ");
  }

  /** One editable cell of the kernel. */
  cell(channel, row, column) {
    const input = document.createElement("input");
    Object.assign(input, { type: "text", inputMode: "text", maxLength: 8, autocomplete: "off", spellcheck: false });
    const name = this.words.cell.replace("{row}", row + 1).replace("{column}", column + 1);
    input.setAttribute("aria-label", this.rows?.length > 1 ? `${name}, ${channel + 1}` : name);
    input.addEventListener("focus", () => input.select());
    input.addEventListener("blur", () => (input.value = short(this.kernel[channel][row][column])));
    input.addEventListener("change", () => this.take(input, channel, row, column));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.take(input, channel, row, column);
      const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!way) return;
      event.preventDefault();
      input.value = String(Math.round((this.kernel[channel][row][column] + way) * 100) / 100);
      this.take(input, channel, row, column);
    });
    return input;
  }

  take(input, channel, row, column) {
    const value = parse(input.value);
    if (value === undefined || value === this.kernel[channel][row][column]) return;
    this.kernel[channel][row][column] = value;
    this.root.classList.add("waiting");
    this.send(this.kernel.flat(2), ++this.revision);
  }

  key(event) {
    if (event.target.tagName === "INPUT" || event.ctrlKey || event.metaKey || event.altKey) return;
    const columns = this.output[0][0].length;
    const act = {
      ArrowRight: () => this.step(1),
      ArrowLeft: () => this.step(-1),
      ArrowDown: () => this.at + columns < this.places && this.go(this.at + columns),
      ArrowUp: () => this.at >= columns && this.go(this.at - columns),
      Home: () => this.go(0),
      End: () => this.go(this.places - 1),
      " ": () => this.toggle(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  go(at) {
    this.pause();
    this.move(at);
  }

  step(way) {
    this.go((this.at + way + this.places) % this.places);
  }

  move(at) {
    [this.at, this.shown] = [at, Math.max(this.shown, at)];
    this.draw();
  }

  /** From the last place, or with everything shown already, playing begins anew. */
  toggle() {
    if (this.playing) return this.pause();
    if (this.at === this.places - 1 || this.shown === this.places - 1) [this.at, this.shown] = [0, 0];
    this.playing = setInterval(() => {
      if (this.at === this.places - 1) return this.pause();
      return this.move(this.at + 1);
    }, PACE);
    this.draw();
  }

  pause() {
    clearInterval(this.playing);
    const was = this.playing;
    this.playing = undefined;
    if (was) this.draw();
  }

  whole() {
    this.pause();
    this.shown = this.places - 1;
    this.draw();
  }

  destroy() {
    clearInterval(this.playing);
    shows.delete(this.root);
  }
}

/** A number, a fraction such as 1/9, or undefined. */
function parse(text) {
  const parts = text.trim().replace("−", "-").replace(",", ".").split("/");
  if (parts.length > 2 || parts.some((part) => !part.trim())) return undefined;
  const value = parts.length === 2 ? Number(parts[0]) / Number(parts[1]) : Number(parts[0]);
  return Number.isFinite(value) && Math.abs(value) <= LARGEST ? value : undefined;
}
