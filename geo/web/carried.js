// Reads what the page carries, or says in its place why this browser cannot.

import { byId, h } from "./dom.js";
import { unpackPayload } from "./payload.js";

// What the page carries; null, with a line that says why, where the browser cannot unpack or hold it.
export async function carriedData() {
  const isOld = typeof DecompressionStream === "undefined";
  try {
    if (!isOld) return await unpackPayload(byId("payload"), byId("columns"));
  } catch (problem) {
    console.error(problem);
  }
  const words = JSON.parse(byId("sorry").textContent);
  document.body.prepend(h("p", { class: "sorry", role: "alert" }, isOld ? words.old : words.memory));
  return null;
}
