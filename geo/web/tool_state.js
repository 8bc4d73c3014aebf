// What the tools and stories keep in the state, as a link writes it and as it is read back.

import { addressBase, stepState, storyStep } from "./story.js";
import { dayNumber, dayText } from "./days.js";
import { measuredSpot } from "./measuring.js";

const MOST_KM = 1000;
export const USUAL_KM = 25;

// "place:derik~incident:..." -> two spots, null for an end not chosen; what is no record of ours is left out.
export function measuredPair(data, text) {
  const ends = (text || "").split("~").map((one) => one.split(":"));
  return [0, 1].map((i) => (ends[i] ? measuredSpot(data, ...ends[i]) : null));
}

export function pairText(pair) {
  if (!pair.some(Boolean)) return null;
  return pair.map((one) => (one ? `${one.type}:${one.id}` : "")).join("~");
}

// "place:conoco-plant~25" -> {centre: a spot or null, km}; a ring goes round a point, not round a road or an area.
export function chosenRing(data, text) {
  const [name, km] = (text || "").split("~");
  const spot = name ? measuredSpot(data, ...name.split(":")) : null;
  return { centre: spot?.geometry.type === "point" ? spot : null, km: ringKm(km) ?? USUAL_KM };
}

export function ringKm(text) {
  const km = Number(text);
  return km > 0 && km <= MOST_KM ? km : null;
}

export function ringText({ centre, km }) {
  return centre ? `${centre.type}:${centre.id}~${km}` : null;
}

// The state an address is written against, with the keys of ours put into `parts`.
export function writeTools(parts, state, start) {
  const base = addressBase(state, start);
  if (storyStep(state)) {
    parts.set("story", state.story);
    parts.set("step", String(state.step));
  }
  for (const key of ["measure", "ring", "matrix"]) if (state[key]) parts.set(key, state[key]);
  if (state.compare !== null) parts.set("compare", dayText(state.compare));
  if (state.swipe !== start.swipe) parts.set("swipe", String(state.swipe));
  if (!state.selected && base.selected) parts.set("card", "none");
  return base;
}

// -> the patch that an address asks for: the step of its story first, which the other keys of the address may change.
export function readTools(parts, start, data) {
  const step = storyStep({ story: parts.get("story"), step: Number(parts.get("step")) });
  const state = step ? stepState({ story: step.story.id, step: step.number }) : {};
  if (step && parts.get("card") === "none") state.selected = null;
  const measure = pairText(measuredPair(data, parts.get("measure")));
  if (measure) state.measure = measure;
  const ring = ringText(chosenRing(data, parts.get("ring")));
  if (ring) state.ring = ring;
  if (/^[a-z0-9-]*~[a-z0-9-]*$/.test(parts.get("matrix") ?? "")) state.matrix = parts.get("matrix");
  const swipe = Number(parts.get("swipe") || NaN);
  if (swipe >= 0 && swipe <= 100) state.swipe = swipe;
  try {
    if (parts.has("compare")) state.compare = Math.min(Math.max(dayNumber(parts.get("compare")), start.from), start.to);
  } catch {
    // No day: nothing is compared.
  }
  return state;
}
