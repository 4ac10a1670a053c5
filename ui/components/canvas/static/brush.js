/** A soft round brush on a sheet of bytes. */

/**
 * Colour what a stroke from one place to another covers; a pixel's darkness falls off at the stroke's edge.
 * @param {Uint8Array} pixels of a square sheet, row by row
 * @param {number} radius in pixels, where the edge is half dark
 */
export function stroke(pixels, side, [x0, y0], [x1, y1], radius, erasing) {
  const reach = radius + 1;
  const range = (a, b) => [Math.max(0, Math.ceil(Math.min(a, b) - reach)), Math.min(side - 1, Math.floor(Math.max(a, b) + reach))];
  const [[left, right], [top, bottom]] = [range(x0, x1), range(y0, y1)];
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const share = Math.min(Math.max(radius + 0.5 - distance(x, y, x0, y0, x1, y1), 0), 1);
      const at = y * side + x;
      pixels[at] = erasing ? Math.min(pixels[at], Math.round(255 * (1 - share))) : Math.max(pixels[at], Math.round(255 * share));
    }
  }
}

/** From a point to the nearest point of a line's piece. */
function distance(x, y, x0, y0, x1, y1) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy;
  const along = length ? Math.min(Math.max(((x - x0) * dx + (y - y0) * dy) / length, 0), 1) : 0;
  return Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
}
