// The facets an incident can be filtered by: its values of each, their names, and how many incidents carry each value.

import { evidenceAt } from "./known.js";
import { FILTERS } from "./state.js";
import { sourcedDay } from "./sourced.js";
import { actorName, label, t } from "./words.js";

const LISTS = { kinds: "kind", statuses: "status", precisions: "where_precision", scopes: "scope.short", origins: "origins", areas: "admin1" };
// Values of these have an order of their own; the others stand by how many incidents carry them.
export const ORDERED = { origins: ["0", "1", "2", "3"] };

// The values of one incident; what rests on claims is as of the evidence given.
export function facetValues(data, evidence, key, row) {
  const c = data.incidents;
  switch (key) {
    case "kinds": return c.kinds.at(row);
    case "actors": return [...new Set(c.parties.at(row).map((party) => data.actors.id[party[0]]))];
    case "statuses": return [evidence.status.at(row)];
    case "precisions": return [c.where_precision.at(row)];
    case "origins": return [String(Math.min(evidence.origins.at(row).length, 3))];
    case "areas": return [c.admin1.at(row) ?? ""];
    case "publishers": return [...new Set(evidence.claims.at(row).map((claim) => data.sources.publisher[data.claims.source.at(claim)]))];
    case "founding": return foundingOf(data, evidence.claims.at(row));
    default: return [c.scope.at(row)];
  }
}

function foundingOf(data, claims) {
  const found = data.founding.filter((source) => claims.some((claim) => data.claims.source.at(claim) === source));
  return found.length ? found.map((source) => data.sources.id.at(source)) : ["none"];
}

export function facetName(data, key, value) {
  if (key === "actors") return actorName(data, data.actors.id.indexOf(value)) ?? value;
  if (key === "publishers") return value;
  if (key === "areas" && !value) return t("none");
  if (key !== "founding") return label(LISTS[key], value);
  const row = data.sources.id.indexOf(value);
  if (row < 0) return t("founding.none");
  return t("founding.one", { publisher: data.sources.publisher.at(row), day: sourcedDay(data.sources.published.at(row)) });
}

// Whether a link may ask for it.
export function isFacetValue(data, key, value) {
  const { vocabulary: lists, incidents: c } = data;
  const values = (column) => column.names ?? [column.at(0)]; // a column of one value for all rows has no codes
  const isIn = (list) => Object.hasOwn(lists[list] ?? {}, value);
  const known = {
    kinds: () => isIn("kind") || values(c.kinds).some((kinds) => kinds.includes(value)), statuses: () => isIn("status"), precisions: () => isIn("where_precision"), scopes: () => isIn("scope"),
    areas: () => values(c.admin1).some((name) => (name ?? "") === value),
    actors: () => data.actors.id.includes(value), origins: () => ORDERED.origins.includes(value), publishers: () => data.sources.publisher.includes(value),
    founding: () => value === "none" || data.founding.some((source) => data.sources.id.at(source) === value),
  };
  return known[key]();
}

// A facet that tells no two incidents apart is not offered.
export function facetKeys(data) {
  return FILTERS.filter((key) => data.facets.includes(key) && (key !== "founding" || data.founding.length));
}
