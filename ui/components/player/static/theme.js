/** The page's colours, read from Streamlit's CSS variables, and put in place of a figure's stand-ins. */

const STAND_INS = { "#ffffff": "background", "#000000": "text" };

/** @returns {{text: string, background: string, border: string, font: string, key: string}} */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const read = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const theme = {
    text: read("--st-text-color", "#000000"),
    background: read("--st-background-color", "#ffffff"),
    border: read("--st-border-color", "#d0d0d0"),
    font: read("--st-font", "sans-serif"),
  };
  return { ...theme, key: Object.values(theme).join("|") };
}

/** A copy of a figure's part with the theme's colours in place of the stand-ins. */
export function inTheme(part, theme) {
  return JSON.parse(JSON.stringify(part), (_, value) => (STAND_INS[value] ? theme[STAND_INS[value]] : value));
}

/** A figure's layout with text, grid and backgrounds of the theme. */
export function themedLayout(layout, theme) {
  const themed = inTheme(layout, theme);
  delete themed.template;
  const soft = fade(theme.text, 0.72);
  const lines = { gridcolor: fade(theme.text, 0.08), linecolor: theme.border, tickcolor: theme.border };
  for (const [name, part] of Object.entries(themed)) {
    if (/^[xy]axis\d*$/.test(name)) Object.assign(part, lines);
    if (/^scene\d*$/.test(name)) for (const axis of ["xaxis", "yaxis", "zaxis"]) part[axis] = { ...part[axis], ...lines };
  }
  return Object.assign(themed, {
    font: { family: theme.font, size: 12, color: soft },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    hoverlabel: {
      bgcolor: theme.background,
      bordercolor: theme.border,
      font: { color: theme.text, family: theme.font },
    },
    autosize: false,
  });
}

/** Any CSS colour as [red, green, blue], 0 to 255. */
export function channels(colour) {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

export function fade(colour, share) {
  return `rgba(${channels(colour).join(",")},${share})`;
}
