/** A figure's legend in HTML beside its title, where it takes no room from the plot. */

const DASHES = { dash: "5 3", dot: "1.5 2.5", dashdot: "5 2 1.5 2", longdash: "8 3", longdashdot: "8 2 1.5 2" };
export const SHAPES = {
  circle: "M8 3a5 5 0 1 0 .01 0z",
  square: "M3.5 3.5h9v9h-9z",
  "triangle-up": "M8 3l5.2 9H2.8z",
  diamond: "M8 2l6 6-6 6-6-6z",
  pentagon: "M8 2.5l5.5 4-2.1 6.4H4.6L2.5 6.5z",
  star: "M8 1.8l1.5 4.3 4.6.1-3.6 2.8 1.3 4.4L8 10.8l-3.8 2.6 1.3-4.4-3.6-2.8 4.6-.1z",
};

const TYPES = new Set(["scatter", "bar"]);

/** Fill `host` with one entry for each named trace of a figure in the theme's colours. */
export function showLegend(host, traces) {
  const named = traces.filter(({ name, showlegend, type }) => name && showlegend !== false && TYPES.has(type));
  host.replaceChildren(...named.map(entry));
}

function entry(trace) {
  const item = document.createElement("span");
  item.className = "player-key";
  const label = document.createElement("span");
  label.textContent = trace.name;
  item.append(swatchOf(trace), label);
  return item;
}

function swatchOf({ type, mode = "lines", marker, line, fill, fillcolor }) {
  if (type === "bar") return markerSwatch({ ...marker, symbol: "square" });
  if (fill && fill !== "none" && !line?.width) return markerSwatch({ symbol: "square", color: fillcolor });
  return mode.includes("lines") ? lineSwatch(line ?? {}) : markerSwatch(marker ?? {});
}

function lineSwatch({ color = "currentColor", dash, width = 2 }) {
  const style = { fill: "none", stroke: color, "stroke-width": width, "stroke-dasharray": DASHES[dash] ?? "" };
  return swatch(24, "M1 8H23", style);
}

function markerSwatch({ symbol = "circle", color, line }) {
  const plain = typeof color === "string" ? color : "currentColor"; // coloured by value
  const open = symbol.endsWith("-open");
  const style = { fill: open ? "none" : plain, stroke: open ? plain : line?.color ?? "none" };
  return swatch(16, SHAPES[symbol.replace("-open", "")], { ...style, "stroke-width": line?.width ?? 0 });
}

function swatch(width, path, style) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const shape = picture.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path"));
  const attributes = { viewBox: `0 0 ${width} 16`, width, height: 16, "aria-hidden": "true" };
  for (const [name, value] of Object.entries(attributes)) picture.setAttribute(name, value);
  for (const [name, value] of Object.entries({ d: path, ...style })) shape.setAttribute(name, value);
  return picture;
}
