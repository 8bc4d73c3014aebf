// How many incidents carry each value of each facet, as the other filters stand.

import { evidenceAt } from "./known.js";
import { facetKeys, facetValues, ORDERED } from "./facets.js";
import { mentions } from "./mentions.js";
import { inWindow, passesFacet } from "./visible.js";

// -> Map facet -> [[value, n]]. A facet's own choice does not count against it, so that a reader sees what else it lets through.
export function facetCounts(data, state) {
  const keys = facetKeys(data);
  const evidence = evidenceAt(data, state.known);
  const counts = new Map(keys.map((key) => [key, new Map()]));
  for (let row = 0; row < data.incidents.id.length; row += 1) {
    if (!evidence.told[row] || !inWindow(data, row, state) || (state.query && !mentions(data, evidence, row, state.query))) continue;
    const failed = keys.filter((key) => !passesFacet(data, evidence, row, state, key));
    if (failed.length > 1) continue;
    for (const key of failed.length ? failed : keys) {
      const of = counts.get(key);
      for (const value of facetValues(data, evidence, key, row)) of.set(value, (of.get(value) || 0) + 1);
    }
  }
  return new Map(keys.map((key) => [key, sorted(key, counts.get(key), state[key])]));
}

// The most frequent first, unless the values have an order of their own; what is chosen stays in the list at nought.
function sorted(key, counts, chosen) {
  for (const value of chosen) if (!counts.has(value)) counts.set(value, 0);
  const order = ORDERED[key];
  return [...counts].sort((a, b) => (order ? order.indexOf(a[0]) - order.indexOf(b[0]) : b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}
