/**
 * Where Plotly has put a figure's axes. It offers no public way from a value to a pixel; these private fields have kept
 * their names since its first version, and nothing else here touches private fields.
 */

/**
 * @typedef {{offset: number, length: number, pixel: (value: number) => number,
 *   value: (pixel: number) => number}} Axis
 * @returns {{x: Axis, y: Axis}}
 */
export function axesOf(graph) {
  const { xaxis, yaxis } = graph._fullLayout;
  return { x: axis(xaxis), y: axis(yaxis) };
}

/** The stretch from the topmost to the lowest of a figure's subplots. */
export function heightOf(graph) {
  const { t: top, h: height } = graph._fullLayout._size;
  return { top, height };
}

function axis(inner) {
  const { _offset: offset, _length: length } = inner;
  return { offset, length, pixel: (value) => inner.l2p(value), value: (pixel) => inner.p2d(pixel) };
}
