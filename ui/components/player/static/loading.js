/** What components fetch beside their own modules, each once a tab. */

const loading = new Map();

/** Plotly, from the address beside this folder. */
export function loadPlotly() {
  return once("plotly", () => {
    const script = document.createElement("script");
    script.src = new URL("../plotly.min.js", import.meta.url);
    return loaded(script).then(() => window.Plotly);
  });
}

/** @param {URL} url of a style sheet */
export function loadStyle(url) {
  return once(url.href, () => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = url;
    return loaded(link);
  });
}

/** Load a thing once; what failed may be tried again. */
function once(name, load) {
  const retry = (error) => {
    loading.delete(name);
    throw error;
  };
  if (!loading.has(name)) loading.set(name, load().catch(retry));
  return loading.get(name);
}

function loaded(element) {
  return new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = () => reject(new Error(`could not load ${element.src || element.href}`));
    document.head.append(element);
  });
}
