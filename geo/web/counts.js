// How many incidents carry each value of each facet, as the other filters stand.

import { evidenceAt } from "./known.js";
import { facetCodes } from "./facet_codes.js";
import { facetKeys, ORDERED } from "./facets.js";
import { failsOf, filterRows } from "./filter_rows.js";
import { untilDay } from "./visible.js";
import { OUTSIDE, windowRows } from "./window_rows.js";

// -> Map facet -> [[value, n]]. A facet's own choice does not count against it, so that a reader sees what else it lets through.
export function facetCounts(data, state) {
  const evidence = evidenceAt(data, state.known);
  const { fails } = filterRows(data, state);
  const inside = windowRows(data, state.from, untilDay(state), state.match);
  return new Map(facetKeys(data).map((key) => [key, sorted(key, valueCounts(facetCodes(data, evidence, key), state[key].length ? failsOf(data, evidence, state, key).out : null, fails, inside), state[key])]));
}

// A row counts where nothing keeps it out, or nothing but the choice of this very facet.
function valueCounts({ values, entries }, out, fails, inside) {
  const n = new Uint32Array(entries.length);
  for (let row = 0; row < fails.length; row += 1) {
    const code = values ? values[row] : 0;
    if (inside[row] !== OUTSIDE && fails[row] === (out ? out[code] : 0)) n[code] += 1;
  }
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
