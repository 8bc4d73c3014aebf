// Reads what the page carries, or says in its place why this browser cannot.

import { byId } from "./dom.js";
import { unpackPayload } from "./payload.js";
import { sorry } from "./sorry.js";

// What the page carries; null, with a line that says why, where the browser cannot unpack or hold it.
export async function carriedData() {
  try {
    return await unpackPayload(byId("payload"), byId("columns"));
  } catch (problem) {
    console.error(problem);
    sorry("memory");
    return null;
  }
}
