/** Where everything stands: from left to right where there is room, from top to bottom on a phone. */

const WIDE = 640; // pixels from which on the graph runs from left to right
const HEADER = 34;
const CELL = { height: 38, gap: 6 };
const SMALL = { height: 32, gap: 3 };

/**
 * @param {object[]} nodes
 * @param {number} width of the host
 * @returns {{width: number, height: number, boxes: Map<string, object>, across: boolean}} for each node its header's
 *   place, its cells, and whether it is a card of parameters
 */
export function place(nodes, width) {
  return width >= WIDE ? acrossPage(nodes, width) : downPage(nodes, width);
}

function acrossPage(nodes, width) {
  const slots = Math.max(...nodes.map(({ slot }) => slot)) + 1;
  const pitch = width / slots;
  const cell = Math.min(92, pitch - 26);
  const flow = nodes.filter((node) => !isCard(node));
  const most = Math.max(...flow.map(({ rows }) => rows.length));
  const tall = most * (CELL.height + CELL.gap) - CELL.gap;
  const boxes = new Map();
  for (const node of flow) {
    const x = (node.slot + 0.5) * pitch - cell / 2;
    const own = node.rows.length * (CELL.height + CELL.gap) - CELL.gap;
    const top = HEADER + (tall - own) / 2;
    const cells = node.rows.flat().map((_, i) => ({
      x, y: top + i * (CELL.height + CELL.gap), width: cell, height: CELL.height,
    }));
    boxes.set(node.name, { cells, head: { x: x + cell / 2, y: top - 20 }, card: false });
  }
  const top = HEADER + tall + 50;
  let bottom = top;
  for (const [weight, bias] of layers(nodes)) {
    const room = Math.min(2, slots / layers(nodes).length) * pitch - 14;
    const columns = weight.rows[0].length + 1;
    const small = Math.min(70, (room - 10) / columns - SMALL.gap);
    const span = columns * (small + SMALL.gap) + 8;
    const x = Math.min(Math.max(0, (weight.slot + 0.5) * pitch - span / 2), width - span);
    bottom = Math.max(bottom, putCards(boxes, weight, bias, x, top, small));
  }
  return { width, height: bottom + 4, boxes, across: true };
}

function downPage(nodes, width) {
  const flow = nodes.filter((node) => !isCard(node));
  const cards = new Map(layers(nodes).map((pair) => [pair[0].slot, pair]));
  const label = 50;
  const cell = Math.min(84, (width - label) / 4 - CELL.gap);
  const boxes = new Map();
  let y = 4;
  for (const node of flow) {
    const pair = cards.get(node.slot);
    if (pair) {
      const columns = pair[0].rows[0].length + 1;
      const small = Math.min(70, (width - 12) / columns - SMALL.gap);
      y = putCards(boxes, ...pair, (width - columns * (small + SMALL.gap) - 8) / 2, y + 22, small) + 18;
    }
    const count = node.rows.length;
    const span = count * (cell + CELL.gap) - CELL.gap;
    const start = label + (width - label - span) / 2;
    const cells = node.rows.flat().map((_, i) => ({
      x: start + i * (cell + CELL.gap), y, width: cell, height: CELL.height,
    }));
    boxes.set(node.name, { cells, head: { x: 2, y: y + 12, left: true }, card: false });
    y += CELL.height + 24;
  }
  return { width, height: y - 12, boxes, across: false };
}

function putCards(boxes, weight, bias, x, top, small) {
  const step = { x: small + SMALL.gap, y: SMALL.height + SMALL.gap };
  const columns = weight.rows[0].length;
  const at = (row, column, shift) => ({
    x: x + column * step.x + shift, y: top + row * step.y, width: small, height: SMALL.height,
  });
  const put = (node, first, shift) => {
    const cells = node.rows.flatMap((row, i) => row.map((_, j) => at(i, first + j, shift)));
    boxes.set(node.name, { cells, head: { x: cells[0].x, y: top - 7, card: true }, card: true });
  };
  put(weight, 0, 0);
  put(bias, columns, 8);
  return top + weight.rows.length * step.y;
}

export function isCard({ name }) {
  return name.startsWith("W") || name.startsWith("b");
}

function layers(nodes) {
  const weights = nodes.filter(({ name }) => name.startsWith("W"));
  return weights.map((weight) => [weight, nodes.find(({ name }) => name === `b${weight.name.slice(1)}`)]);
}
