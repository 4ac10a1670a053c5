/** The best line through points by three losses. Every function takes coordinates and returns {slope, intercept}. */

/** Least squares, each point with a weight. */
export function leastSquares(x, y, weights = x.map(() => 1)) {
  const total = sum(weights);
  const [mx, my] = [x, y].map((values) => sum(values.map((value, i) => weights[i] * value)) / total);
  const spread = sum(x.map((value, i) => weights[i] * (value - mx) ** 2));
  const slope = spread ? sum(x.map((value, i) => weights[i] * (value - mx) * (y[i] - my))) / spread : 0;
  return { slope, intercept: my - slope * mx };
}

/** Least absolute error: some best line runs through two of the points, so try every pair. */
export function leastAbsolute(x, y) {
  let best = { slope: 0, intercept: 0 };
  let least = Infinity;
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) {
      if (x[i] === x[j]) continue;
      const slope = (y[j] - y[i]) / (x[j] - x[i]);
      const candidate = { slope, intercept: y[i] - slope * x[i] };
      const loss = absolute(x, y, candidate);
      if (loss < least) [best, least] = [candidate, loss];
    }
  }
  return best;
}

/** Huber's loss, by reweighting: a point whose error is beyond delta counts delta / |error|. */
export function huber(x, y, delta) {
  let line = leastSquares(x, y);
  for (let round = 0; round < 200; round++) {
    const weights = errors(x, y, line).map((error) => 1 / Math.max(Math.abs(error) / delta, 1));
    const next = leastSquares(x, y, weights);
    const moved = Math.abs(next.slope - line.slope) + Math.abs(next.intercept - line.intercept);
    line = next;
    if (moved < 1e-10) break;
  }
  return line;
}

export const squared = (x, y, line) => mean(errors(x, y, line).map((error) => error ** 2));
export const absolute = (x, y, line) => mean(errors(x, y, line).map(Math.abs));
export const errors = (x, y, { slope, intercept }) => x.map((value, i) => slope * value + intercept - y[i]);

const sum = (values) => values.reduce((total, value) => total + value, 0);
const mean = (values) => sum(values) / values.length;
