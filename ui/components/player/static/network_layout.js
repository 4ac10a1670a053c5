/** Where a network's units and weights lie on the canvas, and which of them is under the pointer. */

const LARGEST_TILE = 44;
const GAP = 0.28; // between tiles, as a share of a tile
const HEADING = 24;
const REACH = 6; // pixels from a line that still count as on it

/**
 * @param {string[][]} names the units' names, layer by layer
 * @returns units, edges (with each weight's place among the parameters), columns and the tiles' size
 */
export function place(names, width, height) {
  const most = Math.max(...names.map((layer) => layer.length));
  const room = (height - HEADING - 8) / (most + (most - 1) * GAP);
  const tile = Math.max(4, Math.min(LARGEST_TILE, room, width / (names.length * 2)));
  const [left, right] = [margin(names[0]), margin(names.at(-1))];
  const step = (width - left - right - tile) / Math.max(names.length - 1, 1);
  const columns = names.map((_, layer) => left + layer * step);
  const pitch = tile * (1 + GAP);
  const layers = names.map((layer, column) => {
    const top = HEADING + (height - HEADING - (layer.length * pitch - tile * GAP)) / 2;
    return layer.map((name, row) => ({ name, layer: column, x: columns[column], y: top + row * pitch }));
  });
  const { edges, parameters } = connect(layers, tile);
  return { tile, columns, units: layers.flat(), edges, parameters, named: tile >= 9 };
}

/** Lines between neighbouring layers; parameters count as in PyTorch: weights by output unit, then biases. */
function connect(layers, tile) {
  const edges = [];
  let parameters = 0;
  for (let layer = 1; layer < layers.length; layer++) {
    const inputs = layers[layer - 1];
    for (const to of layers[layer]) {
      for (const from of inputs) {
        const ends = { x1: from.x + tile, y1: from.y + tile / 2, x2: to.x, y2: to.y + tile / 2 };
        edges.push({ from, to, parameter: parameters++, ...ends });
      }
    }
    for (const to of layers[layer]) to.bias = parameters++;
  }
  return { edges, parameters };
}

function margin(names) {
  const longest = Math.max(...names.map((name) => name.length));
  return Math.min(14 + 7 * longest, 96);
}

/** The index of the unit under a point, or undefined. */
export function nearestUnit({ units, tile }, { x, y }) {
  const index = units.findIndex((unit) => x >= unit.x && x <= unit.x + tile && y >= unit.y && y <= unit.y + tile);
  return index < 0 ? undefined : index;
}

/** The line nearest to a point, or undefined where none is near. */
export function nearestEdge({ edges }, { x, y }) {
  let nearest;
  let least = REACH;
  for (const edge of edges) {
    if (x < edge.x1 || x > edge.x2) continue;
    const distance = Math.abs(heightAt(edge, x) - y);
    if (distance < least) [nearest, least] = [edge, distance];
  }
  return nearest;
}

/** A line's y at x. Its control points lie halfway, so x(t) and y(t) are both cubic in t; x rises, so bisect. */
function heightAt({ x1, y1, x2, y2 }, x) {
  const share = (x - x1) / (x2 - x1);
  let [low, high] = [0, 1];
  for (let i = 0; i < 12; i++) {
    const t = (low + high) / 2;
    if (1.5 * t * (1 - t) + t ** 3 < share) low = t;
    else high = t;
  }
  return y1 + (y2 - y1) * low * low * (3 - 2 * low);
}
