// Derives from the data and the state what is shown: incidents, zones and bases, each as row numbers.

import { evidenceAt } from "./known.js";
import { facetValues } from "./facets.js";
import { FILTERS } from "./state.js";
import { mentions } from "./mentions.js";

// Possible: it may have happened in the window. Certain: it did, whichever of its days is the true one.
export function overlaps(data, row, from, to, match) {
  const column = data.incidents;
  const [earliest, latest] = [column.earliest[row], column.latest[row]];
  if (earliest === null && latest === null) return false;
  const low = earliest ?? -Infinity;
  const high = latest ?? Infinity;
  if (match !== "certain") return low <= to && high >= from;
  if (!column.sure[row]) return false;
  if (low >= from && high <= to) return true;
  const [start, end] = [column.core_start[row], column.core_end[row]];
  return start !== null && end !== null && start <= to && end >= from;
}

// Whether the filters let an incident through; one that no claim told of by the day known is not there at all.
export function passes(data, row, state) {
  return filterOf(data, state)(row);
}

// The same for many rows: what the state asks is looked up once.
function filterOf(data, state) {
  const evidence = evidenceAt(data, state.known);
  const keys = FILTERS.filter((key) => state[key]?.length);
  return (row) => evidence.told[row] && keys.every((key) => passesFacet(data, evidence, row, state, key))
    && (!state.query || mentions(data, evidence, row, state.query));
}

// Values of one facet widen the choice, facets narrow each other.
export function passesFacet(data, evidence, row, state, key) {
  return !state[key]?.length || facetValues(data, evidence, key, row).some((value) => state[key].includes(value));
}

// How many incidents there are to choose from.
export function toldCount(data, state) {
  return evidenceAt(data, state.known).told.filter(Boolean).length;
}

export function isUndated(data, row) {
  return data.incidents.earliest[row] === null && data.incidents.latest[row] === null;
}

export function isUnplaced(data, row) {
  return data.incidents.lon[row] === null;
}

function untilDay(state) {
  return state.mode === "upto" ? Math.min(state.to, state.asof) : state.to;
}

// Whether it falls into the window as the clock counts; one without a date is kept apart, not left out.
export function inWindow(data, row, state) {
  return isUndated(data, row) || overlaps(data, row, state.from, untilDay(state), state.match);
}

// shown: rows inside the window in date order; unplaced: those of them without a point; undated: kept apart.
export function visible(data, state) {
  const shown = [];
  const undated = [];
  const unplaced = [];
  const until = untilDay(state);
  const filter = filterOf(data, state);
  for (let row = 0; row < data.incidents.id.length; row += 1) {
    if (!filter(row)) continue;
    if (isUndated(data, row)) undated.push(row);
    else if (overlaps(data, row, state.from, until, state.match)) {
      shown.push(row);
      if (isUnplaced(data, row)) unplaced.push(row);
    }
  }
  return { shown, undated, unplaced, until };
}

// Before, on or after the day the map depicts.
export function tense(data, row, asof) {
  if (isUndated(data, row)) return "undated";
  if ((data.incidents.earliest[row] ?? -Infinity) > asof) return "coming";
  return (data.incidents.latest[row] ?? Infinity) < asof ? "past" : "current";
}

export function zonesAt(data, day) {
  const { from, to, layer } = data.zones;
  const at = { control: [], overlay: [] };
  for (let row = 0; row < from.length; row += 1) {
    if ((from[row] ?? -Infinity) <= day && day <= (to[row] ?? Infinity)) at[layer[row]].push(row);
  }
  return at;
}

// The last day before `day` on which control zones were drawn, or null.
export function lastControlDay(data, day) {
  let last = null;
  data.zones.to.forEach((to, row) => {
    if (data.zones.layer[row] === "control" && to !== null && to < day && (last === null || to > last)) last = to;
  });
  return last;
}

// Bases on a day: firm inside what is attested, possible where only an open end reaches the day.
export function basesAt(data, day) {
  const p = data.presences;
  const bases = [];
  for (let row = 0; row < p.place.length; row += 1) {
    if (!data.base_roles.includes(p.role[row]) || p.status[row] === "attempted") continue;
    if ((p.from[row] ?? -Infinity) > day || (p.to[row] ?? Infinity) < day) continue;
    const firm = p.firm_from[row] !== null && p.firm_from[row] <= day && day <= p.firm_to[row];
    bases.push({ row, firm });
  }
  return bases.filter((base) => !isCountedElsewhere(p, base, bases));
}

// One post written down at two places stands once, as geo/presence.py has it: at the place its record points to, unless
// only the record that points is firm.
function isCountedElsewhere(p, base, bases) {
  const isTwin = (a, b) => p.same_as[a.row] === p.place[b.row] && p.actor[a.row] === p.actor[b.row];
  const onlyItIsFirm = (a, twins) => a.firm && twins.every((twin) => !twin.firm);
  const twins = bases.filter((other) => isTwin(base, other));
  if (twins.length) return !onlyItIsFirm(base, twins);
  return bases.some((other) => isTwin(other, base) && onlyItIsFirm(other, bases.filter((twin) => isTwin(other, twin))));
}
