/**
 * What has arrived, by run. It lives as long as the tab, so that coming back to a page, or another language, downloads
 * nothing and keeps the position.
 */

const MOST_RUNS = 4;
const MOST_SPECS = 8;
const runs = new Map();
const specs = new Map();

/** One run's frames: for each array a list with one row a frame. */
class Run {
  constructor(id) {
    this.id = id;
    this.series = new Map();
    this.total = 0;
    this.live = false;
    this.position = 0;
    this.following = true;
  }

  /** @param {import("./protocol.js").Block} block */
  take({ name, start, shape, values }) {
    const series = this.series.get(name) ?? { rows: [], shape: shape.slice(1) };
    this.series.set(name, series);
    if (start > series.rows.length) return; // a message between got lost; `lacks` will tell
    const size = values.length / shape[0];
    for (let row = 0; row < shape[0]; row++) {
      series.rows[start + row] = shape.length === 1 ? values[row] : values.subarray(row * size, (row + 1) * size);
    }
  }

  /** How many frames there are of an array. */
  count(name) {
    return this.series.get(name)?.rows.length ?? 0;
  }

  /** All frames of a metric, or of one row's entry of an array, up to where they have arrived. */
  history(name, index) {
    const rows = this.series.get(name)?.rows ?? [];
    return index === undefined ? rows.slice(0, this.total) : rows.slice(0, this.total).map((row) => row[index]);
  }

  /** The frame whose step is nearest. */
  nearest(step) {
    const distances = this.history("step").map((each) => Math.abs(each - step));
    return distances.indexOf(Math.min(...distances));
  }

  at(name, frame) {
    return this.series.get(name)?.rows[frame];
  }

  shape(name) {
    return this.series.get(name)?.shape ?? [];
  }
}

/** Find a run, or begin it; the one that was not looked at for longest makes room. */
export function open(id) {
  return recall(runs, id, MOST_RUNS, () => new Run(id));
}

/** @returns the parsed spec of that digest, or undefined if it never came */
export function spec(digest, text) {
  return text || specs.has(digest) ? recall(specs, digest, MOST_SPECS, () => JSON.parse(text)) : undefined;
}

/** Take a message in; tell what the browser lacks according to it, or null. */
export function ingest({ header, blocks }) {
  const run = open(header.run);
  blocks.forEach((block) => run.take(block));
  run.total = Math.min(header.total, run.count("step"));
  run.live = header.live;
  const wanted = spec(header.digest, header.spec) === undefined;
  const have = Object.fromEntries(Object.keys(header.counts).map((name) => [name, run.count(name)]));
  const gap = Object.entries(header.counts).some(([name, count]) => have[name] < count);
  return wanted || gap ? { run: header.run, spec: wanted, have } : null;
}

function recall(map, key, most, make) {
  const value = map.get(key) ?? make();
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value);
  return value;
}
