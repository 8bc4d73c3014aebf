// What each incident has of a facet as a code a row, so that a choice is one look-up a code and one pass over the rows.

import { codesColumn, SameColumn } from "./columns.js";
import { facetValues } from "./facets.js";

const keptCodes = new WeakMap(); // evidence -> Map facet -> {values, entries}

// -> {values: a code a row, null where all rows have one, entries: code -> values of the facet}
export function facetCodes(data, evidence, key) {
  if (!keptCodes.has(evidence)) keptCodes.set(evidence, new Map());
  const codes = keptCodes.get(evidence);
  if (!codes.has(key)) codes.set(key, made(data, evidence, key));
  return codes.get(key);
}

// Every facet but those told by the claims rests on one column: where that has codes, they serve.
function made(data, evidence, key) {
  const rests = { kinds: data.incidents.kinds, actors: data.incidents.parties, precisions: data.incidents.where_precision, scopes: data.incidents.scope, areas: data.incidents.admin1,
    statuses: evidence.status, origins: evidence.origins, publishers: evidence.documents }[key];
  const valuesAt = (row) => facetValues(data, evidence, key, row);
  if (rests instanceof SameColumn) return { values: null, entries: [data.incidents.count ? valuesAt(0) : []] };
  if (rests?.names) return { values: rests.values, entries: entriesOf(rests, valuesAt) };
  const whole = codesColumn(Array.from({ length: data.incidents.count }, (_, row) => valuesAt(row)));
  return { values: whole.values, entries: whole.names };
}

// The values of each code, from the first row that has it; a code no row has stands for none.
function entriesOf({ values, names }, valuesAt) {
  const entries = names.map(() => null);
  let left = names.length;
  for (let row = 0; left && row < values.length; row += 1) {
    if (entries[values[row]]) continue;
    entries[values[row]] = valuesAt(row);
    left -= 1;
  }
  return entries.map((one) => one ?? []);
}
