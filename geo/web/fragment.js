// Writes the state into the URL fragment and reads it back; nothing is kept anywhere else.

import { dayNumber, dayText } from "./days.js";
import { SCRIPTS } from "./naming.js";
import { pointId, pointOf } from "./point.js";
import { FILTERS } from "./state.js";
import { isFacetValue } from "./facets.js";
import { readTools, writeTools } from "./tool_state.js";

const FLAGS = ["zones", "patrols", "agreements", "bases", "table"];
const WORDS = { mode: ["on", "upto"], match: ["possible", "certain"], axis: ["all", "window"], theme: ["auto", "light", "dark"],
  split: ["none", "family", "side"], playby: ["event", "day", "week", "month"], script: SCRIPTS };
// What a link never restores: playing, since it would move on its own; an online base map, since it calls another host.
export const NOT_IN_LINK = ["playing", "tiles"];
const TYPES = ["incident", "place", "zone", "source"];

export function toFragment(state, opening) {
  const parts = new URLSearchParams();
  const start = writeTools(parts, state, opening);
  if (state.selected && (state.selected.type !== start.selected?.type || state.selected.id !== start.selected.id)) parts.set(state.selected.type, state.selected.id);
  for (const key of ["from", "to", "asof"]) if (state[key] !== start[key]) parts.set(key, dayText(state[key]));
  for (const key of Object.keys(WORDS)) if (state[key] !== start[key]) parts.set(key, state[key]);
  for (const key of FILTERS) if (state[key].length) parts.set(key, state[key].map((value) => value.replaceAll("%", "%25").replaceAll(",", "%2C")).join(","));
  if (state.known !== null) parts.set("known", dayText(state.known));
  if (state.sort !== start.sort) parts.set("sort", state.sort);
  for (const key of FLAGS) if (state[key] !== start[key]) parts.set(key, state[key] ? "1" : "0");
  if (state.query) parts.set("q", state.query);
  if (state.panel) parts.set("panel", state.panel);
  if (state.lang !== start.lang) parts.set("lang", state.lang);
  if (state.view) parts.set("map", state.view.map((n, i) => n.toFixed(i ? 4 : 2).replace(/\.?0+$/, "")).join("/"));
  const text = parts.toString().replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%7E", "~");
  return [state.embed ? "embed" : "", text].filter(Boolean).join("&");
}

// Anything that is not a value of ours is left out, so that a damaged link still opens a whole page.
export function fromFragment(text, start, data) {
  const parts = new URLSearchParams(text.replace(/^#/, ""));
  const state = readTools(parts, start, data);
  for (const key of ["from", "to", "asof"]) {
    const day = parts.has(key) ? readDay(parts.get(key)) : null;
    if (day !== null) state[key] = Math.min(Math.max(day, start.from), start.to);
  }
  for (const [key, values] of Object.entries(WORDS)) if (values.includes(parts.get(key))) state[key] = parts.get(key);
  for (const key of FILTERS) if (parts.get(key)) state[key] = parts.get(key).split(",").filter(Boolean).map((value) => value.replaceAll("%2C", ",").replaceAll("%25", "%")).filter((value) => isFacetValue(data, key, value));
  if (parts.has("known")) state.known = readDay(parts.get("known"));
  if (/^-?[a-z_]{1,20}$/.test(parts.get("sort") || "")) state.sort = parts.get("sort");
  for (const key of FLAGS) if (parts.has(key)) state[key] = parts.get(key) === "1";
  if (parts.get("q")) state.query = parts.get("q").slice(0, 200);
  if (["list", "filters", "method", "measure", "ring", "matrix", "compare", "stories"].includes(parts.get("panel"))) state.panel = parts.get("panel");
  if (Object.hasOwn(data.words, parts.get("lang"))) state.lang = parts.get("lang");
  if (parts.has("embed")) state.embed = true;
  const view = (parts.get("map") || "").split("/").map(Number);
  if (view.length === 3 && view.every(Number.isFinite)) state.view = view;
  for (const type of TYPES) {
    const table = { incident: data.incidents, place: data.places, zone: data.zones, source: data.sources }[type];
    if (parts.has(type) && table.id.includes(parts.get(type))) state.selected = { type, id: parts.get(type) };
  }
  const point = pointOf(parts.get("point"));
  if (point) state.selected = { type: "point", id: pointId(...point) };
  if (state.from !== undefined && state.to !== undefined && state.from > state.to) [state.from, state.to] = [state.to, state.from];
  return state;
}

function readDay(text) {
  try {
    return dayNumber(text);
  } catch {
    return null;
  }
}
