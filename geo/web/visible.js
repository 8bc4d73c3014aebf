// Derives from the data and the state what is shown: incidents, zones and bases, each as row numbers.

import { evidenceAt } from "./known.js";
import { filterRows } from "./filter_rows.js";
import { INSIDE, OUTSIDE, UNDATED, windowRows } from "./window_rows.js";

const MOST_KEPT = 3; // what the window shows, the whole axis, and what a walk goes through
const keptVisible = new WeakMap(); // data -> [{key, found}], the latest first

// Possible: it may have happened in the window. Certain: it did, whichever of its days is the true one.
export function overlaps(data, row, from, to, match) {
  const column = data.incidents;
  const [earliest, latest] = [column.earliest.at(row), column.latest.at(row)];
  if (earliest === null && latest === null) return false;
  const low = earliest ?? -Infinity;
  const high = latest ?? Infinity;
  if (match !== "certain") return low <= to && high >= from;
  if (!column.sure.at(row)) return false;
  if (low >= from && high <= to) return true;
  const [start, end] = [column.core_start.at(row), column.core_end.at(row)];
  return start !== null && end !== null && start <= to && end >= from;
}

// How many incidents there are to choose from.
export function toldCount(data, state) {
  return evidenceAt(data, state.known).toldCount;
}

export function isUndated(data, row) {
  return data.incidents.earliest.at(row) === null && data.incidents.latest.at(row) === null;
}

export function isUnplaced(data, row) {
  return data.incidents.lon.at(row) === null;
}

// The last day that counts: the day depicted where the clock shows all up to it.
export function untilDay(state) {
  return state.mode === "upto" ? Math.min(state.to, state.asof) : state.to;
}

// shown: rows inside the window in date order; unplaced: those of them without a point; undated: kept apart. Each is an
// Int32Array, made in one pass and kept: many views ask for the same in one step. isPartial: words are still being looked for.
export function visible(data, state) {
  const until = untilDay(state);
  const { key: filtered, fails, isPartial } = filterRows(data, state);
  const key = `${filtered} ${state.from} ${until} ${state.match}`;
  if (!keptVisible.has(data)) keptVisible.set(data, []);
  const all = keptVisible.get(data);
  const known = all.find((one) => one.key === key);
  if (known) {
    all.unshift(...all.splice(all.indexOf(known), 1)); // the whole axis is asked for each time, and must not grow old
    return known.found;
  }
  const found = { ...picked(data, fails, windowRows(data, state.from, until, state.match)), until, isPartial };
  all.splice(MOST_KEPT - 1);
  all.unshift({ key, found });
  return found;
}

function picked(data, fails, codes) {
  const { count, x } = data.incidents;
  const n = [0, 0, 0];
  let bare = 0;
  for (let row = 0; row < count; row += 1) {
    if (fails[row]) continue;
    n[codes[row]] += 1;
    if (codes[row] === INSIDE && Number.isNaN(x[row])) bare += 1;
  }
  const [shown, undated, unplaced] = [n[INSIDE], n[UNDATED], bare].map((size) => new Int32Array(size));
  let [i, k, m] = [0, 0, 0];
  for (let row = 0; row < count; row += 1) {
    if (fails[row] || codes[row] === OUTSIDE) continue;
    if (codes[row] === UNDATED) undated[k++] = row;
    else {
      shown[i++] = row;
      if (m < bare && Number.isNaN(x[row])) unplaced[m++] = row;
    }
  }
  return { shown, undated, unplaced };
}

// Before, on or after the day the map depicts.
export function tense(data, row, asof) {
  if (isUndated(data, row)) return "undated";
  if ((data.incidents.earliest.at(row) ?? -Infinity) > asof) return "coming";
  return (data.incidents.latest.at(row) ?? Infinity) < asof ? "past" : "current";
}

// A group is where its nearest to the day is: on it, else before it, else after.
export function groupTense(data, rows, asof) {
  let isPast = false;
  for (const row of rows) {
    const one = tense(data, row, asof);
    if (one === "current") return one;
    isPast ||= one === "past";
  }
  return isPast ? "past" : "coming";
}
