// Which incidents fall into a window of days, one byte a row: read in one pass over the days, and kept.

import { NONE } from "./columns.js";

export const OUTSIDE = 0;
export const INSIDE = 1;
export const UNDATED = 2;
const MOST_WINDOWS = 4; // the window, the whole axis, and those a reader steps back to
const keptWindows = new WeakMap(); // data -> [{key, codes}], the latest first

// -> Uint8Array of OUTSIDE, INSIDE and UNDATED. Possible: it may have happened in the window. Certain: it did, whichever
// of its days is the true one.
export function windowRows(data, from, to, match) {
  if (!keptWindows.has(data)) keptWindows.set(data, []);
  const all = keptWindows.get(data);
  const key = `${from} ${to} ${match}`;
  const found = all.find((one) => one.key === key);
  if (found) {
    all.unshift(...all.splice(all.indexOf(found), 1));
    return found.codes;
  }
  // The bytes of the oldest are used again: at 400,000 rows a new array each step of a drag would pile up.
  const codes = all.length < MOST_WINDOWS ? new Uint8Array(data.incidents.count) : all.pop().codes;
  if (match === "certain") certainRows(data.incidents, codes, from, to);
  else possibleRows(data.incidents, codes, from, to);
  all.unshift({ key, codes });
  return codes;
}

// An open first day is less than any day as it stands; an open last one is after all of them.
function possibleRows(column, codes, from, to) {
  const [earliest, latest] = [column.earliest.values, column.latest.values];
  for (let row = 0; row < codes.length; row += 1) {
    const [low, high] = [earliest[row], latest[row]];
    if (low === NONE && high === NONE) codes[row] = UNDATED;
    else codes[row] = low <= to && (high >= from || high === NONE) ? INSIDE : OUTSIDE;
  }
}

function certainRows(column, codes, from, to) {
  const [earliest, latest] = [column.earliest.values, column.latest.values];
  for (let row = 0; row < codes.length; row += 1) {
    const [low, high] = [earliest[row], latest[row]];
    if (low === NONE && high === NONE) codes[row] = UNDATED;
    else if (!column.sure.at(row)) codes[row] = OUTSIDE;
    else if (low !== NONE && high !== NONE && low >= from && high <= to) codes[row] = INSIDE;
    else {
      const [start, end] = [column.core_start.at(row), column.core_end.at(row)];
      codes[row] = start !== null && end !== null && start <= to && end >= from ? INSIDE : OUTSIDE;
    }
  }
}
