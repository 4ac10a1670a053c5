/** The graph of one sample, walked stage by stage: the picture, what the stage says, the buttons, and all numbers. */

import { loadStyle } from "../player/loading.js";
import { Drawing } from "./drawing.js";

const STYLES = [new URL("../player/player.css", import.meta.url), new URL("graph.css", import.meta.url)];
const PACE = 1600; // milliseconds a stage is shown at speed 1
const SPEEDS = [0.5, 1, 2, 4];
const ICONS = {
  first: "M6 5h2.5v14H6zM19 5v14l-9-7z",
  back: "M16 5v14l-10-7z",
  play: "M7 4.5v15l12-7.5z",
  pause: "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z",
  forward: "M8 5v14l10-7z",
  last: "M5 5v14l9-7zM15.5 5H18v14h-2.5z",
};
const graphs = new WeakMap();

/** Streamlit calls this on every change of the data and of the theme. */
export default async function mount(component) {
  const { parentElement, data } = component;
  await Promise.all(STYLES.map(loadStyle));
  const root = parentElement.querySelector(".graph");
  let graph = graphs.get(root);
  if (!graph) graphs.set(root, (graph = new Graph(root)));
  if (graph.received !== data) graph.show(data);
  return () => !root.isConnected && graph.destroy();
}

class Graph {
  constructor(root) {
    this.root = root;
    root.tabIndex = -1;
    root.setAttribute("role", "group");
    const host = element(root, "div", "graph-host");
    this.drawing = new Drawing(host, (name) => this.goToNode(name));
    const bar = element(root, "div", "graph-bar");
    this.buttons = Object.fromEntries(
      ["first", "back", "play", "forward", "last"].map((name) => [name, this.button(bar, name)]),
    );
    this.slider = element(bar, "input", "player-slider");
    Object.assign(this.slider, { type: "range", min: 0, step: 1 });
    this.slider.addEventListener("input", () => this.go(Number(this.slider.value)));
    this.count = element(bar, "output", "graph-count");
    this.speed = element(bar, "select", "player-speed");
    for (const speed of SPEEDS) {
      const option = element(this.speed, "option");
      Object.assign(option, { value: speed, textContent: `${speed}×`, selected: speed === 1 });
    }
    this.says = element(root, "div", "graph-says");
    this.says.setAttribute("aria-live", "polite");
    this.title = element(this.says, "div", "graph-title");
    this.code = element(this.says, "code", "graph-code");
    this.note = element(this.says, "div", "graph-note");
    this.lines = element(this.says, "ol", "graph-lines");
    this.details = element(root, "details", "graph-numbers");
    this.summary = element(this.details, "summary");
    this.table = element(element(this.details, "div", "graph-scroll"), "table");
    this.details.addEventListener("toggle", () => this.tabulate());
    root.addEventListener("keydown", (event) => this.key(event));
    this.resizing = new ResizeObserver(() => this.rebuild());
    this.resizing.observe(host);
  }

  show(data) {
    this.received = data;
    const before = this.data;
    this.data = JSON.parse(data);
    const same = before && before.stages.length === this.data.stages.length;
    this.position = Math.min(same ? this.position : this.data.openAt, this.data.stages.length - 1);
    const { words, description } = this.data;
    this.root.setAttribute("aria-label", words.graph);
    this.drawing.svg.setAttribute("aria-label", description);
    for (const name of Object.keys(this.buttons)) this.face(name, name);
    this.slider.setAttribute("aria-label", words.position);
    this.slider.max = this.data.stages.length - 1;
    this.speed.setAttribute("aria-label", words.speed);
    this.summary.textContent = words.numbers;
    this.width = 0;
    this.rebuild();
  }

  rebuild() {
    const width = this.drawing.host.clientWidth;
    if (!this.data || !width || width === this.width) return;
    this.width = width;
    this.drawing.build(this.data);
    this.draw();
  }

  go(position) {
    this.stop();
    this.move(position);
  }

  move(position) {
    this.position = Math.max(0, Math.min(this.data.stages.length - 1, position));
    this.draw();
  }

  /** The stage at which a node's newest number came to be: its gradient if the walk is already on the way back. */
  goToNode(name) {
    const { stages } = this.data;
    const backwards = ["backward", "step"].includes(stages[this.position].phase);
    const fits = ({ phase, node, shows }) => (backwards ? phase === "backward" && shows.includes(name) : node === name);
    const found = stages.findIndex(fits);
    if (found >= 0) this.go(found);
  }

  toggle() {
    if (this.timer) return this.stop();
    if (this.position === this.data.stages.length - 1) this.move(0);
    this.face("play", "pause");
    const next = () => {
      this.timer = setTimeout(() => {
        this.move(this.position + 1);
        if (this.position < this.data.stages.length - 1 && this.root.isConnected) next();
        else this.stop();
      }, PACE / Number(this.speed.value));
    };
    next();
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.data) this.face("play", "play");
  }

  draw() {
    const { stages, words } = this.data;
    const stage = stages[this.position];
    const known = this.known();
    this.drawing.paint({ stage, ...known });
    this.slider.value = this.position;
    this.count.textContent = `${this.position + 1} / ${stages.length}`;
    this.slider.setAttribute("aria-valuetext", `${this.count.textContent}, ${stage.title}`);
    this.says.dataset.phase = stage.phase;
    this.title.textContent = stage.title;
    this.code.textContent = stage.code;
    this.note.textContent = stage.note;
    this.lines.replaceChildren(...stage.lines.map((line) => tell(line, words)));
    const ends = { first: 0, back: 0, forward: stages.length - 1, last: stages.length - 1 };
    // Not "disabled": a button that has the focus and is disabled would swallow the keys that follow.
    for (const [name, end] of Object.entries(ends)) this.buttons[name].ariaDisabled = String(this.position === end);
    this.tabulate();
  }

  /** Names of the nodes of which value, gradient and update are known at the present stage. */
  known() {
    const [values, gradients, updated] = [new Set(), new Set(), new Set()];
    for (const { phase, shows, node } of this.data.stages.slice(0, this.position + 1)) {
      if (phase === "backward" && node === "loss") gradients.add("loss");
      const into = phase === "backward" ? gradients : phase === "step" ? updated : values;
      for (const name of shows) into.add(name);
    }
    return { values, gradients, updated };
  }

  /** All numbers known so far, as a table; written only while it is open. */
  tabulate() {
    if (!this.details.open || !this.data) return;
    const { words, nodes, sought } = this.data;
    const { values, gradients, updated } = this.known();
    const head = row([words.number, words.value, words.gradient, words.difference, words.after], "th");
    const rows = nodes.flatMap(({ name, rows: cells }) =>
      cells.flat().map(({ symbol, exact }, index) => {
        const asked = sought && sought[0] === name && sought[1] === index;
        const slope = gradients.has(name) && !asked;
        return row([
          symbol,
          values.has(name) ? exact[0] : "",
          asked ? "?" : slope ? exact[1] : "",
          slope ? exact[2] : "",
          updated.has(name) ? exact[3] : "",
        ]);
      }),
    );
    this.table.replaceChildren(head, ...rows);
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.tagName === "SELECT") return;
    const jumps = { ArrowLeft: this.position - 1, ArrowRight: this.position + 1, Home: 0, End: Infinity };
    if (event.key === " " && !["BUTTON", "SUMMARY"].includes(event.target.tagName)) this.toggle();
    else if (event.key in jumps && event.target.type !== "range") this.go(jumps[event.key]);
    else return;
    event.preventDefault();
  }

  button(bar, name) {
    const made = element(bar, "button", `graph-button graph-${name}`);
    made.type = "button";
    const picture = made.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
    picture.setAttribute("viewBox", "0 0 24 24");
    picture.setAttribute("aria-hidden", "true");
    picture.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path"));
    const actions = {
      first: () => this.go(0),
      back: () => this.go(this.position - 1),
      play: () => this.toggle(),
      forward: () => this.go(this.position + 1),
      last: () => this.go(Infinity),
    };
    made.addEventListener("click", actions[name]);
    return made;
  }

  face(button, name) {
    const held = this.buttons[button];
    held.title = this.data.words[name];
    held.setAttribute("aria-label", held.title);
    held.querySelector("path").setAttribute("d", ICONS[name]);
  }

  destroy() {
    this.stop();
    this.resizing.disconnect();
    graphs.delete(this.root);
  }
}

function tell({ text, check }, words) {
  const item = document.createElement("li");
  item.append(text);
  if (check) element(item, "span", "graph-check").textContent = `${words.difference} ${check}`;
  return item;
}

function row(texts, kind = "td") {
  const made = document.createElement("tr");
  texts.forEach((text, i) => {
    const cell = element(made, i ? kind : "th");
    cell.scope = kind === "th" ? "col" : i ? "" : "row";
    cell.textContent = text;
  });
  return made;
}

function element(host, tag, className = "") {
  const made = host.appendChild(document.createElement(tag));
  if (className) made.className = className;
  return made;
}
