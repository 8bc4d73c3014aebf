// Which incidents the filters let through, one byte a row, facet by facet; kept until the choice changes.

import { SameColumn } from "./columns.js";
import { evidenceAt } from "./known.js";
import { facetCodes } from "./facet_codes.js";
import { FILTERS } from "./state.js";
import { mentionRows } from "./mentions.js";

export const OUT = 255; // kept out by more than a choice of facets
const keptFails = new WeakMap(); // data -> {key, fails, isPartial}

// What the choice of filters is told apart by.
function filterKey(state) {
  return JSON.stringify([state.known, state.query, FILTERS.map((name) => state[name] ?? [])]);
}

// -> {key, fails, isPartial}. fails: how many of the facets chosen keep a row out, 255 where no claim told of it by the day known
// or the words are not in it. Values of one facet widen the choice, facets narrow each other.
export function filterRows(data, state) {
  const evidence = evidenceAt(data, state.known);
  const words = state.query ? mentionRows(data, evidence, state.query) : null;
  const key = filterKey(state) + (words?.isPartial ? ` ${words.read}` : "");
  const last = keptFails.get(data);
  if (last?.key === key) return last;
  const { count } = data.incidents;
  const fails = last?.fails.length === count ? last.fails.fill(0) : new Uint8Array(count);
  for (const name of FILTERS) if (state[name]?.length) countOut(fails, failsOf(data, evidence, state, name));
  if (!(evidence.told instanceof SameColumn)) keepOut(fails, (row) => !evidence.told.at(row));
  if (words) keepOut(fails, (row) => !words.rows[row]);
  const made = { key, fails, isPartial: Boolean(words?.isPartial) };
  keptFails.set(data, made);
  return made;
}

function keepOut(fails, isOut) {
  for (let row = 0; row < fails.length; row += 1) if (isOut(row)) fails[row] = OUT;
}

function countOut(fails, { values, out }) {
  for (let row = 0; row < fails.length; row += 1) fails[row] += out[values ? values[row] : 0];
}

// -> {values, out}: for each code 1 where the choice of this facet keeps it out, else 0.
export function failsOf(data, evidence, state, name) {
  const { values, entries } = facetCodes(data, evidence, name);
  const chosen = new Set(state[name]);
  return { values, out: Uint8Array.from(entries, (entry) => (chosen.size && !entry.some((value) => chosen.has(value)) ? 1 : 0)) };
}
