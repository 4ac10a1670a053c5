/**
 * What the browser keeps for the app: one text. It is read from this tab's storage, so that a reload finds what this tab
 * had, or else from the browser's, so that a new tab finds what the last one had.
 */

const KEY = "dlcore";

/** Streamlit calls this with what is to be written, or with null as long as it has not been told what there is. */
export default function mount({ data, setTriggerValue }) {
  const text = JSON.parse(data);
  if (text === null) {
    setTriggerValue("kept", read());
    return;
  }
  try {
    for (const storage of [sessionStorage, localStorage]) if (storage.getItem(KEY) !== text) storage.setItem(KEY, text);
  } catch {
    setTriggerValue("refused", true); // full, or forbidden by the visitor's settings; the page says so
  }
}

function read() {
  try {
    return sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY) ?? "";
  } catch {
    return ""; // a visitor who forbids storage has nothing kept
  }
}
