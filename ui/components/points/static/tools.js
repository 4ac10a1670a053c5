/** What is placed by the next click, and the buttons: remove, undo, redo, clear. */

import { SHAPES } from "../player/legend.js";

export class Tools {
  /** @param {{undo: () => void, redo: () => void, clear: () => void}} actions */
  constructor(root, actions) {
    this.bar = root.appendChild(document.createElement("div"));
    this.bar.className = "points-tools";
    this.targets = this.bar.appendChild(document.createElement("div"));
    this.targets.className = "points-targets";
    this.buttons = {};
    for (const name of ["remove", "undo", "redo", "clear"]) {
      const button = this.bar.appendChild(document.createElement("button"));
      button.type = "button";
      this.buttons[name] = button;
    }
    this.buttons.remove.addEventListener("click", () => this.toggleRemoving());
    for (const [name, action] of Object.entries(actions)) this.buttons[name].addEventListener("click", action);
    this.chosen = 0;
    this.removing = false;
  }

  /** The class that is placed, or the value. */
  get target() {
    return this.range ? Number(this.range.value) : this.chosen;
  }

  dress({ words, classes, colours, symbols, values }) {
    for (const [name, button] of Object.entries(this.buttons)) button.textContent = words[name];
    const key = JSON.stringify([words.target, classes, values]);
    if (key === this.key) return;
    this.key = key;
    this.targets.replaceChildren();
    this.targets.setAttribute("aria-label", words.target);
    this.targets.setAttribute("role", classes.length ? "radiogroup" : "group");
    this.chosen = Math.min(this.chosen, Math.max(classes.length - 1, 0));
    this.range = undefined;
    this.radios = classes.map((name, i) => this.radio(name, i, colours[i], symbols[i]));
    if (!classes.length) this.slider(words.target, values);
  }

  radio(name, i, colour, symbol) {
    const label = this.targets.appendChild(document.createElement("label"));
    const input = label.appendChild(document.createElement("input"));
    Object.assign(input, { type: "radio", name: "points-class", checked: i === this.chosen });
    input.addEventListener("change", () => this.choose(i));
    const picture = label.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
    picture.setAttribute("viewBox", "0 0 16 16");
    const shape = picture.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path"));
    shape.setAttribute("d", SHAPES[symbol]);
    shape.setAttribute("fill", colour);
    label.append(name);
    return input;
  }

  slider(text, [low, high]) {
    const label = this.targets.appendChild(document.createElement("label"));
    this.range = document.createElement("input");
    const said = document.createElement("output");
    Object.assign(this.range, { type: "range", min: low, max: high, step: "any", value: (low + high) / 2 });
    const tell = () => (said.textContent = Number(this.range.value).toPrecision(3));
    this.range.addEventListener("input", tell);
    tell();
    label.append(text, this.range, said);
  }

  choose(number) {
    if (!this.radios[number]) return;
    this.chosen = number;
    this.radios[number].checked = true;
    if (this.removing) this.toggleRemoving();
  }

  toggleRemoving() {
    this.removing = !this.removing;
    this.buttons.remove.setAttribute("aria-pressed", this.removing);
  }

  show(count, { past, future }) {
    this.buttons.undo.disabled = !past.length;
    this.buttons.redo.disabled = !future.length;
    this.buttons.clear.disabled = this.buttons.remove.disabled = !count;
    if (!count && this.removing) this.toggleRemoving();
  }
}
