/** From the points' coordinates to pixels and back, and the numbers to write along the axes. */

const MARGIN = { left: 52, right: 16, top: 12, bottom: 42 };

export class Plane {
  /** Room for all points and half their spread above and below, so that a line and an outlier can be dragged. */
  constructor(x, y) {
    this.x = widened(x, 0.08);
    this.y = widened(y, 0.35);
  }

  resize(width, height) {
    [this.width, this.height] = [width, height];
    this.frame = {
      x: MARGIN.left,
      y: MARGIN.top,
      width: Math.max(width - MARGIN.left - MARGIN.right, 1),
      height: height - MARGIN.top - MARGIN.bottom,
    };
  }

  across = (value) => this.frame.x + ((value - this.x[0]) / (this.x[1] - this.x[0])) * this.frame.width;
  down = (value) => this.frame.y + ((this.y[1] - value) / (this.y[1] - this.y[0])) * this.frame.height;
  heightAt = (pixel) => this.y[1] - ((pixel - this.frame.y) / this.frame.height) * (this.y[1] - this.y[0]);
  clamp = (value) => Math.min(Math.max(value, this.y[0]), this.y[1]);
}

/** Round numbers between two ends, at most about `most` of them. */
export function ticks([low, high], most = 6) {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((each) => each >= rough);
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(10)));
}

function widened(values, share) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = share * (high - low || 1);
  return [low - margin, high + margin];
}
