/** The graph as SVG: cells with value and gradient, and a line for every weight. Drawn once, then only repainted. */

import { isCard, place } from "./layout.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDEST = 5; // pixels
const NARROW = 64; // pixels: in a narrower cell the gradient stands without its sign ∇, always on the second line

export class Drawing {
  /** @param {(name: string) => void} choose called with the node that was clicked */
  constructor(host, choose) {
    this.host = host;
    this.choose = choose;
    this.svg = host.appendChild(make("svg", { class: "graph-picture", role: "img" }));
  }

  /** Lay everything out for the host's present width. */
  build(data) {
    const { clientWidth } = this.host;
    const spot = place(data.nodes, clientWidth);
    this.data = data;
    this.svg.replaceChildren();
    this.svg.setAttribute("viewBox", `0 0 ${spot.width} ${spot.height}`);
    this.svg.setAttribute("height", spot.height);
    this.svg.setAttribute("width", spot.width);
    this.edges = [];
    this.cells = [];
    this.nodes = new Map(data.nodes.map((node) => [node.name, node]));
    for (const node of data.nodes) if (node.inputs.length) this.connect(node, spot);
    for (const node of data.nodes) this.put(node, spot.boxes.get(node.name));
  }

  /** A line from every number to every number that is computed from it; parameters' cards get one line in all. */
  connect(node, { boxes, across }) {
    const to = boxes.get(node.name);
    const inputs = node.inputs.map((name) => this.nodes.get(name));
    const source = inputs.find((each) => !isCard(each));
    const weight = inputs.find(({ name }) => name.startsWith("W"));
    const from = boxes.get(source.name).cells;
    to.cells.forEach((end, i) => {
      from.forEach((start, j) => {
        if (!weight && i !== j && node.rows.length > 1) return;
        const cell = weight?.rows[i][j];
        const line = this.svg.appendChild(make("path", { d: curve(start, end, across), class: "graph-edge" }));
        const size = cell ? Math.abs(cell.size) / (1 + Math.abs(cell.size)) : 0.25;
        line.style.strokeWidth = `${0.8 + (WIDEST - 0.8) * size}px`;
        line.classList.toggle("negative", Boolean(cell && cell.size < 0));
        line.classList.toggle("weighed", Boolean(cell));
        this.edges.push({ line, from: source.name, to: node.name });
      });
    });
    if (!weight) return;
    const card = boxes.get(weight.name).cells[0];
    const last = to.cells.at(-1);
    const middle = last.x + last.width / 2;
    const d = across ? `M${middle},${card.y - 20}V${last.y + last.height + 3}` : `M${middle},${card.y - 2}V${card.y - 3}`;
    const line = this.svg.appendChild(make("path", { d, class: "graph-edge graph-feed" }));
    this.edges.push({ line, from: weight.name, to: node.name });
  }

  put(node, box) {
    const group = this.svg.appendChild(make("g", { class: `graph-node ${box.card ? "graph-card" : ""}` }));
    group.dataset.node = node.name;
    group.addEventListener("click", () => this.choose(node.name));
    const anchor = box.head.left || box.head.card ? "start" : "middle";
    const name = group.appendChild(make("text", { x: box.head.x, y: box.head.y, class: "graph-name" }));
    name.textContent = node.label;
    name.setAttribute("text-anchor", anchor);
    if (node.operation) {
      const operation = group.appendChild(make("text", { x: box.head.x, y: box.head.y + 13, class: "graph-operation" }));
      operation.textContent = node.operation;
      operation.setAttribute("text-anchor", anchor);
    }
    node.rows.flat().forEach((cell, index) => this.putCell(group, node, cell, index, box.cells[index]));
  }

  putCell(group, node, cell, index, { x, y, width, height }) {
    const held = group.appendChild(make("g", { class: "graph-cell" }));
    const title = held.appendChild(make("title", {}));
    held.append(make("rect", { x, y, width, height, rx: 5 }));
    const value = held.appendChild(make("text", { x: x + width / 2, y: y + height / 2 - 3, class: "graph-value" }));
    const slope = held.appendChild(make("text", { x: x + width / 2, y: y + height / 2 + 11, class: "graph-gradient" }));
    this.cells.push({ held, title, value, slope, cell, node: node.name, index, narrow: width < NARROW });
  }

  /** Show what is known at one stage: sets of node names for values, gradients and updated parameters. */
  paint({ stage, values, gradients, updated }) {
    const { words, sought } = this.data;
    for (const { held, title, value, slope, cell, node, index, narrow } of this.cells) {
      const sign = narrow ? "" : "∇ ";
      const fit = (text) => (narrow ? text.replace(/^(−?)0\./, "$1.") : text);
      const asked = sought && sought[0] === node && sought[1] === index;
      const [known, pulled, moved] = [values.has(node), gradients.has(node), updated.has(node)];
      value.textContent = known ? fit(moved ? cell.after : cell.value) : "";
      slope.textContent = asked ? `${sign}?` : pulled ? sign + fit(cell.gradient) : "";
      held.classList.toggle("known", known);
      held.classList.toggle("pulled", pulled && !moved);
      held.classList.toggle("moved", moved);
      held.classList.toggle("asked", Boolean(asked));
      const said = [cell.symbol, known ? cell.value : words.unknown];
      if (asked) said.push(`${words.gradient}: ${words.hidden}`);
      else if (pulled) said.push(`${words.gradient} ${cell.gradient}`);
      title.textContent = said.join(", ");
    }
    for (const group of this.svg.querySelectorAll(".graph-node")) {
      const name = group.dataset.node;
      group.classList.toggle("active", stage.node === name || (stage.phase === "step" && updated.has(name)));
      group.classList.toggle("touched", stage.phase === "backward" && stage.shows.includes(name));
    }
    for (const { line, from, to } of this.edges) {
      const active = stage.node === to && stage.phase !== "start";
      line.classList.toggle("flowing", active && stage.phase !== "backward");
      line.classList.toggle("returning", active && stage.phase === "backward");
      line.classList.toggle("reached", values.has(to) && values.has(from));
    }
    this.svg.dataset.phase = stage.phase;
  }
}

function curve(start, end, across) {
  if (across) {
    const [x1, y1] = [start.x + start.width, start.y + start.height / 2];
    const [x2, y2] = [end.x, end.y + end.height / 2];
    const middle = (x1 + x2) / 2;
    return `M${x1},${y1}C${middle},${y1} ${middle},${y2} ${x2},${y2}`;
  }
  const [x1, y1] = [start.x + start.width / 2, start.y + start.height];
  const [x2, y2] = [end.x + end.width / 2, end.y];
  const middle = (y1 + y2) / 2;
  return `M${x1},${y1}C${x1},${middle} ${x2},${middle} ${x2},${y2}`;
}

function make(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
