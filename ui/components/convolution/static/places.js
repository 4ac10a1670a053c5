/** Where a window lies, and what lies under it: the same as dlcore/models/sliding.py. */

/** Rows and columns, of the padded picture, that the window's cells lie on at one place. */
export function pixels({ size, stride, dilation }, row, column) {
  const along = (cells, at) => Array.from({ length: cells }, (_, i) => at * stride + i * dilation);
  return { rows: along(size[0], row), columns: along(size[1], column) };
}

/** A channel with a rim around it. */
export function pad(channel, padding, value) {
  const width = channel[0].length + 2 * padding;
  const rim = () => Array(width).fill(value);
  const sides = Array(padding).fill(value);
  return [
    ...Array.from({ length: padding }, rim),
    ...channel.map((row) => [...sides, ...row, ...sides]),
    ...Array.from({ length: padding }, rim),
  ];
}

/** What the window lies on. */
export function under(padded, { rows, columns }) {
  return rows.map((row) => columns.map((column) => padded[row][column]));
}

/** A number as short as two decimals allow, with a true minus sign. */
export function short(value) {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const rounded = Number(value.toFixed(2));
  return String(Object.is(rounded, -0) ? 0 : rounded).replace("-", "−");
}
