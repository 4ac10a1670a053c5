/** The line around the bright part of a grey picture, by marching squares. */

const LEVEL = 0.5;

/**
 * @param {{rows: number, columns: number, values: Float32Array}} shape
 * @param {(x: number, y: number) => string} write a point as SVG takes it; the first pixel reaches from 0 to 1
 * @returns {string} what an SVG path is drawn by
 */
export function outline({ rows, columns, values }, write) {
  const at = (row, column) => (row < 0 || column < 0 || row >= rows || column >= columns ? 0 : values[row * columns + column]);
  const parts = [];
  for (let row = -1; row < rows; row++) {
    for (let column = -1; column < columns; column++) {
      const corners = [at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)];
      const points = crossings(corners, column + 0.5, row + 0.5);
      for (let i = 0; i + 1 < points.length; i += 2) parts.push(`M${write(...points[i])}L${write(...points[i + 1])}`);
    }
  }
  return parts.join("");
}

/** Where the level is crossed on the sides of a square whose corners are four pixels' centres: none, two or four. */
function crossings(corners, x, y) {
  const ends = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]];
  return corners.flatMap((value, i) => {
    const next = (i + 1) % 4;
    if (value > LEVEL === corners[next] > LEVEL) return [];
    const share = (LEVEL - value) / (corners[next] - value);
    return [[0, 1].map((axis) => ends[i][axis] + share * (ends[next][axis] - ends[i][axis]))];
  });
}
