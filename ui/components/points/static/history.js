/** What the points were before, to go back and forth. */

const MOST = 200;

export class History {
  constructor() {
    this.clear();
  }

  clear() {
    [this.past, this.future] = [[], []];
  }

  keep(points) {
    this.past = [...this.past, points].slice(-MOST);
    this.future = [];
  }

  /** @returns the points before the last change, or undefined if there was none */
  undo(points) {
    return swap(this.past, this.future, points);
  }

  /** @returns the points that the last undo took back, or undefined */
  redo(points) {
    return swap(this.future, this.past, points);
  }
}

function swap(from, to, points) {
  if (!from.length) return undefined;
  to.push(points);
  return from.pop();
}
