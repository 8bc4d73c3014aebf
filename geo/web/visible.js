// Derives from the data and the state what is shown: incidents, zones and bases, each as row numbers.

import { matchScore } from "./fold.js";
import { fold } from "./fold.js";

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

export function passes(data, row, state) {
  const column = data.incidents;
  const any = (chosen, values) => !chosen.length || values.some((value) => chosen.includes(value));
  return any(state.kinds, column.kinds[row])
    && any(state.actors, column.parties[row].map((party) => data.actors.id[party[0]]))
    && any(state.statuses, [column.status[row]])
    && any(state.precisions, [column.where_precision[row]])
    && (!state.query || matchesText(data, row, state.query));
}

function matchesText(data, row, query) {
  const words = fold(query).split(" ").filter(Boolean);
  const keys = data.incidents.search[row];
  return words.every((word) => keys.some((key) => matchScore(word, key) > 0));
}

export function isUndated(data, row) {
  return data.incidents.earliest[row] === null && data.incidents.latest[row] === null;
}

export function isUnplaced(data, row) {
  return data.incidents.lon[row] === null;
}

// shown: rows inside the window in date order; unplaced: those of them without a point; undated: kept apart.
export function visible(data, state) {
  const shown = [];
  const undated = [];
  const unplaced = [];
  const until = state.mode === "upto" ? Math.min(state.to, state.asof) : state.to;
  for (let row = 0; row < data.incidents.id.length; row += 1) {
    if (!passes(data, row, state)) continue;
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
  if (data.incidents.earliest[row] > asof) return "coming";
  return data.incidents.latest[row] < asof ? "past" : "current";
}

export function zonesAt(data, day) {
  const { from, to, layer } = data.zones;
  const at = { control: [], overlay: [] };
  for (let row = 0; row < from.length; row += 1) {
    if (from[row] <= day && day <= to[row]) at[layer[row]].push(row);
  }
  return at;
}

// The last day before `day` on which control zones were drawn, or null.
export function lastControlDay(data, day) {
  let last = null;
  data.zones.to.forEach((to, row) => {
    if (data.zones.layer[row] === "control" && to < day && (last === null || to > last)) last = to;
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
  return bases;
}
