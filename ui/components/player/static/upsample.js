/** Fields of bytes, made finer by linear interpolation; the result has its highest row first, as pictures do. */

/** Interpolate values. */
export function upsampleValues(row, rows, columns, finer) {
  const { width, height, levels } = blank(rows, columns, finer);
  each(width, height, columns, finer, (i, corner, across, up) => {
    const low = row[corner] + across * (row[corner + 1] - row[corner]);
    const high = row[corner + columns] + across * (row[corner + columns + 1] - row[corner + columns]);
    levels[i] = low + up * (high - low) + 0.5;
  });
  return { width, height, levels };
}

/**
 * Interpolate class index + confidence. Indices cannot be averaged, so each class's confidence is; the strongest wins,
 * as surely as it is ahead of the second.
 * @param {{classes: number, value: (level: number) => number, level: (value: number) => number}} code
 */
export function upsampleWinners(row, rows, columns, finer, { classes, value, level }) {
  const { width, height, levels } = blank(rows, columns, finer);
  const winners = Uint8Array.from(row, (each) => Math.min(Math.floor(value(each)), classes - 1));
  const sureness = Float32Array.from(row, (each, i) => value(each) - winners[i]);
  const scores = new Float32Array(classes);
  each(width, height, columns, finer, (i, corner, across, up) => {
    scores.fill(0);
    const add = (at, weight) => (scores[winners[at]] += weight * sureness[at]);
    add(corner, (1 - across) * (1 - up));
    add(corner + 1, across * (1 - up));
    add(corner + columns, (1 - across) * up);
    add(corner + columns + 1, across * up);
    const [winner, lead] = ahead(scores);
    levels[i] = level(winner + Math.min(Math.max(lead, 0.001), 0.999));
  });
  return { width, height, levels };
}

/** The largest entry's index, and how far it is ahead of the second largest. */
function ahead(scores) {
  let [best, second, winner] = [-1, -1, 0];
  for (let c = 0; c < scores.length; c++) {
    if (scores[c] > best) [second, best, winner] = [best, scores[c], c];
    else if (scores[c] > second) second = scores[c];
  }
  return [winner, best - second];
}

function blank(rows, columns, finer) {
  const [width, height] = [(columns - 1) * finer, (rows - 1) * finer];
  return { width, height, levels: new Uint8Array(width * height) };
}

/** Visit every fine point with the lower left corner of its cell and its place within the cell. */
function each(width, height, columns, finer, visit) {
  for (let y = 0; y < height; y++) {
    const fromBelow = height - 1 - y;
    const line = Math.floor(fromBelow / finer) * columns;
    const up = ((fromBelow % finer) + 0.5) / finer;
    for (let x = 0; x < width; x++) {
      visit(y * width + x, line + Math.floor(x / finer), ((x % finer) + 0.5) / finer, up);
    }
  }
}
