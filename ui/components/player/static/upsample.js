/** Fields of bytes, made finer by linear interpolation; the result has its highest row first, as pictures do. */

const BORDER = 0.6; // of a level: classes begin so far above the whole numbers, as in `palette.winners`

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
 */
export function upsampleWinners(row, rows, columns, finer, classes) {
  const { width, height, levels } = blank(rows, columns, finer);
  const span = 255 / classes; // levels a class
  const winners = Uint8Array.from(row, (level) => Math.max(Math.ceil((level - BORDER) / span) - 1, 0));
  const scores = new Float32Array(classes);
  each(width, height, columns, finer, (i, corner, across, up) => {
    scores.fill(0);
    const add = (at, weight) => (scores[winners[at]] += weight * Math.max(row[at] - winners[at] * span, 0));
    add(corner, (1 - across) * (1 - up));
    add(corner + 1, across * (1 - up));
    add(corner + columns, (1 - across) * up);
    add(corner + columns + 1, across * up);
    let [best, second, winner] = [-1, -1, 0];
    for (let c = 0; c < classes; c++) {
      if (scores[c] > best) [second, best, winner] = [best, scores[c], c];
      else if (scores[c] > second) second = scores[c];
    }
    const [least, most] = [winner * span + BORDER, (winner + 1) * span + BORDER];
    levels[i] = Math.max(Math.min(winner * span + best - second + 0.5, most), winner ? Math.floor(least) + 1 : 0);
  });
  return { width, height, levels };
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
