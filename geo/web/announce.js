// Says in a sentence what changed, for readers who cannot see it change.

import { asOfWords } from "./legend.js";
import { incidentName } from "./incident_name.js";
import { titleWords } from "./controls.js";
import { pointWords } from "./point.js";
import { storyStep } from "./story.js";
import { t } from "./words.js";

const REST_MS = 400;
const LAYER_KEYS = ["zones", "patrols", "agreements", "bases"];
// What does not change the list of incidents, or is heard of elsewhere; anything else does, and its new count is said.
const UNSAID = ["selected", "sort", "table", "asof", "playing", "view", "panel", "theme", "lang", "axis", "split", "playby", "script", "embed", "tiles", "measure", "ring", "matrix",
  "swipe", "story", "step", ...LAYER_KEYS];

// changed: a Set of keys of the state -> one or two sentences; "" when there is nothing to say.
export function changeWords(data, state, changed) {
  const said = [];
  // Day by day it would never come to rest: what it came to is said when it stops.
  if (state.playing && state.playby !== "event" && !changed.has("playing")) return "";
  // A step of a story says itself; its clock and card come with it.
  const told = (changed.has("story") || changed.has("step")) && storyStep(state);
  if (told) return t("story.live", { n: told.number, last: told.story.steps.length, heading: told.heading });
  if (changed.has("selected")) said.push(state.selected ? t("live.opened", { name: recordName(data, state.selected) }) : t("live.closed"));
  for (const key of LAYER_KEYS) if (changed.has(key)) said.push(t(state[key] ? "live.shown" : "live.hidden", { layer: t(`layer.${key}`) }));
  if (changed.has("theme")) said.push(t(state.theme === "dark" ? "live.dark" : "live.light"));
  if (changed.has("playing")) said.push(t(state.playing ? "live.playing" : "live.paused"));
  if (changed.has("match")) said.push(t(`live.match.${state.match}`));
  const isStep = changed.has("selected") && state.selected;
  if (!isStep && ([...changed].some((key) => !UNSAID.includes(key)) || (changed.has("asof") && state.mode === "upto"))) said.push(`${titleWords(data, state)}.`);
  if (!isStep && changed.has("asof")) said.push(asOfWords(data, state).replace(/\.?$/, "."));
  return said.join(" ");
}

function recordName(data, { type, id }) {
  if (type === "point") return pointWords(id);
  const table = { incident: data.incidents, place: data.places, zone: data.zones, source: data.sources }[type];
  const row = table.id.indexOf(id);
  return type === "incident" ? incidentName(data, row) : table.title?.at(row) ?? table.name.at(row);
}

// Waits until the reader has come to rest, so that a drag is one sentence and not a hundred.
export function createAnnouncer(region, data, store) {
  let timer = null;
  let waiting = new Set();
  store.watch((state, changed) => {
    waiting = new Set([...waiting, ...changed]);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const said = changeWords(data, store.get(), waiting);
      waiting = new Set();
      if (said) region.textContent = said;
    }, REST_MS);
  });
}
