/** The keys that change a weight of the network: one connection or unit is chosen, up and down move its number. */

const STEPS = { plain: 0.1, shiftKey: 1, altKey: 0.01 };
const PAUSE = 150; // milliseconds between two messages while a key is held down

export class WeightKeys {
  /** @param {{edit: (parameter: number, value: number) => void, redraw: () => void}} actions */
  constructor(canvas, { edit, redraw }) {
    Object.assign(this, { canvas, edit, redraw });
    canvas.addEventListener("keydown", (event) => this.press(event));
  }

  /** @param {string | undefined} hint how it is done, in words; without it nothing can be changed */
  allow(hint) {
    this.hint = hint ?? undefined;
    this.canvas.tabIndex = this.hint ? 0 : -1;
    if (this.hint) this.canvas.setAttribute("aria-label", this.hint);
    else this.chosen = undefined;
  }

  /** Take over where everything lies; the choice stays what it was. */
  attach(places) {
    const before = this.chosen && parameterOf(this.chosen);
    this.all = [...places.edges, ...places.units.filter(({ bias }) => bias !== undefined)];
    this.chosen = before === undefined ? undefined : this.all.find((each) => parameterOf(each) === before);
  }

  /** @param {object | undefined} thing an edge, or a unit that has a bias */
  choose(thing) {
    this.chosen = this.hint && thing && parameterOf(thing) !== undefined ? thing : undefined;
    this.redraw();
  }

  /** The parameters with the change that the server has not answered yet. */
  changed(parameters, run) {
    this.known = { parameters, run };
    if (!parameters || !this.isOpen(run)) return parameters;
    const copy = Float32Array.from(parameters);
    copy[this.change.parameter] = this.change.value;
    return copy;
  }

  /** Whether the last change still waits for the run that the server makes of it. */
  isOpen(run) {
    return this.change !== undefined && (this.change.run === run || this.sending !== undefined);
  }

  press(event) {
    const { key } = event;
    const way = { ArrowUp: 1, ArrowDown: -1 }[key];
    const turn = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!this.hint || event.ctrlKey || event.metaKey || (!way && !turn && key !== "Escape")) return;
    if (way && !this.chosen) return;
    event.preventDefault();
    event.stopPropagation(); // the player's own keys move the picture
    if (way) this.move(way * stepOf(event));
    else this.choose(turn ? this.neighbour(turn) : undefined);
  }

  neighbour(turn) {
    const at = this.chosen ? this.all.indexOf(this.chosen) + turn : 0;
    return this.all[(at + this.all.length) % this.all.length];
  }

  move(amount) {
    const parameter = parameterOf(this.chosen);
    const { parameters, run } = this.known ?? {};
    const own = this.isOpen(run) && this.change.parameter === parameter;
    const now = own ? this.change.value : parameters?.[parameter];
    if (now === undefined) return;
    this.change = { run, parameter, value: Math.round((now + amount) * 1e6) / 1e6 };
    this.redraw();
    this.sending ??= setTimeout(() => {
      this.sending = undefined;
      this.edit(this.change.parameter, this.change.value);
    }, PAUSE);
  }

  /** What is chosen, as if it were pointed at in its middle. */
  place({ units, tile }) {
    const { x1, x2, y1, y2, x, y } = this.chosen;
    if (x1 === undefined) return { unit: units.indexOf(this.chosen), at: { x: x + tile, y } };
    return { edge: this.chosen, at: { x: (x1 + x2) / 2, y: (y1 + y2) / 2 } };
  }
}

function parameterOf({ parameter, bias }) {
  return parameter ?? bias;
}

function stepOf(event) {
  const held = Object.keys(STEPS).find((key) => event[key]);
  return STEPS[held ?? "plain"];
}
