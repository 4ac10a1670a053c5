/**
 * The values that a panel's bindings give to its traces. Their meaning is described in `dlcore/figures/panel.py`; masks
 * are drawn apart, in `field.js`.
 */

/** Whether everything that a binding needs of this frame has arrived. */
export function ready(binding, run, frame) {
  return binding.history ? run.count(binding.source) > 0 : run.at(binding.source, frame) !== undefined;
}

/** @returns what the bound attribute becomes at this frame */
export function valueAt(binding, run, frame, ranges, own) {
  if (binding.history) return run.history(binding.source, binding.index);
  const row = run.at(binding.source, frame);
  if (typeof row === "number") return row;
  const value = pick(expand(row, ranges[binding.source]), run.shape(binding.source), binding.index);
  if (binding.words) return spell(value, binding.words);
  if (binding.how === "characters") return [typeset(value)];
  if (binding.how === "scale") return own.map((each) => each * value);
  return value;
}

/** Bytes as the numbers that they stand for. */
function expand(row, range) {
  if (!range || !(row instanceof Uint8Array)) return row;
  const [low, high] = range;
  return Float32Array.from(row, (level) => low + (level * (high - low)) / 255);
}

/** The whole array, nested as Plotly wants it, or one of its rows. */
function pick(values, shape, index) {
  if (shape.length < 2) return index === undefined ? values : values[index];
  const width = shape[1];
  const row = (r) => values.subarray(r * width, (r + 1) * width);
  return index === undefined ? Array.from({ length: shape[0] }, (_, r) => row(r)) : row(index);
}

/** Class index + confidence in words, as `spell` in `panel.py` does it. */
function spell(value, names) {
  if (typeof value !== "number") return Array.from(value, (each) => spell(each, names));
  const winner = Math.min(Math.trunc(value), names.length - 1);
  const share = 1 / names.length + Math.min(value - winner, 1) * (1 - 1 / names.length);
  return `${names[winner]} ${Math.round(100 * share)}%`;
}

/** Code points as the text that they spell, as `typeset` in `panel.py` does it: nothing in it is taken for HTML. */
function typeset(points) {
  const text = Array.from(points, (point) => (point ? String.fromCodePoint(point) : "")).join("");
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\n", "<br>");
}
