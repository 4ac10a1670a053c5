/** Numbers and sentences as the learner reads them. */

const ACCURACY = /accuracy/;
const COUNT = /_count$/;

export function formatMetric(name, value) {
  if (value === undefined) return "–";
  if (COUNT.test(name)) return value.toFixed(0);
  return ACCURACY.test(name) ? `${(100 * value).toFixed(1)}%` : formatNumber(value);
}

/** Whole numbers as they are; four decimals where they say something, otherwise four digits. */
export function formatNumber(value) {
  const size = Math.abs(value);
  if (size < 100000 && Number.isInteger(value)) return String(value);
  if (size < 0.001 || size >= 100000) return value.toExponential(2);
  return size < 10 ? value.toFixed(4) : value.toPrecision(4);
}

/** Put a frame's numbers where a template names them in braces. */
export function fill(template, run, frame) {
  return template.replace(/\{(\w+)\}/g, (_, name) => {
    const value = run.at(name, frame);
    return name === "step" ? String(value ?? "–") : formatMetric(name, value);
  });
}
