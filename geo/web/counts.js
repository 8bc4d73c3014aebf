// How many incidents carry each value of each facet, as the other filters stand.

import { evidenceAt } from "./known.js";
import { facetCodes } from "./facet_codes.js";
import { facetKeys, ORDERED } from "./facets.js";
import { failsOf, filterRows } from "./filter_rows.js";
import { untilDay, visible } from "./visible.js";
import { OUTSIDE, windowRows } from "./window_rows.js";

// -> Map facet -> [[value, n]]. A facet's own choice does not count against it, so that a reader sees what else it lets through.
export function facetCounts(data, state) {
  const evidence = evidenceAt(data, state.known);
  const { fails } = filterRows(data, state);
  const inside = windowRows(data, state.from, untilDay(state), state.match);
  const { shown, undated } = visible(data, state);
  return new Map(facetKeys(data).map((key) => {
    const codes = facetCodes(data, evidence, key);
    const n = state[key].length ? countBeyond(codes, failsOf(data, evidence, state, key).out, fails, inside) : countShown(codes, [shown, undated]);
    return [key, sorted(key, valueCounts(codes.entries, n), state[key])];
  }));
}

// Of a facet without a choice what is shown counts, -> how many a code.
function countShown({ values, entries }, parts) {
  const n = new Uint32Array(entries.length);
  for (const rows of parts) {
    if (!values) n[0] += rows.length;
    else for (let i = 0; i < rows.length; i += 1) n[values[rows[i]]] += 1;
  }
  return n;
}

// Of one with a choice a row counts where nothing keeps it out, or nothing but this very choice.
function countBeyond({ values, entries }, out, fails, inside) {
  const n = new Uint32Array(entries.length);
  for (let row = 0; row < fails.length; row += 1) {
    const code = values ? values[row] : 0;
    if (inside[row] !== OUTSIDE && fails[row] === out[code]) n[code] += 1;
  }
  return n;
}

function valueCounts(entries, n) {
  const of = new Map();
  entries.forEach((entry, code) => n[code] && entry.forEach((value) => of.set(value, (of.get(value) || 0) + n[code])));
  return of;
}

// The most frequent first, unless the values have an order of their own; what is chosen stays in the list at nought.
function sorted(key, counts, chosen) {
  for (const value of chosen) if (!counts.has(value)) counts.set(value, 0);
  const order = ORDERED[key];
  return [...counts].sort((a, b) => (order ? order.indexOf(a[0]) - order.indexOf(b[0]) : b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}
