/**
 * What the browser keeps for the app: one text. It is read from this tab's storage, so that a reload finds what this tab
 * had, or else from the browser's, so that a new tab finds what the last one had.
 */

const KEY = "dlcore";
let begun; // the session that found nothing, and may therefore write although it has not been told of anything

/** Streamlit calls this with what is to be written, and with whether the session knows what there was before. */
export default function mount({ data, setTriggerValue }) {
  const { session, recalled, text } = JSON.parse(data);
  if (!recalled && session !== begun) {
    const kept = read();
    if (kept) return void setTriggerValue("kept", kept);
    begun = session;
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
