// Groups the incidents shown into the sections of the list: a year each, then the trays; all as slices of row numbers.

import { dayNumber, yearOf } from "./days.js";
import { NONE } from "./columns.js";
import { visible } from "./visible.js";

// -> [{key, year} | {key}, each with rows]; rows: Int32Array in date order.
export function listGroups(data, state) {
  const { shown, undated, unplaced } = visible(data, state);
  const placed = unplaced.length ? shown.filter((row) => !Number.isNaN(data.incidents.x[row])) : shown;
  return [...years(data.incidents, placed), { key: "unplaced", rows: unplaced }, { key: "undated", rows: undated }].filter(({ rows }) => rows.length);
}

// Rows come in the order of their first day, so that a year ends where a search finds its last day.
function years(column, rows) {
  const [earliest, latest] = [column.earliest.values, column.latest.values];
  const dayOf = (row) => (earliest[row] === NONE ? latest[row] : earliest[row]);
  const found = [];
  for (let start = 0; start < rows.length;) {
    const year = yearOf(dayOf(rows[start]));
    const next = dayNumber(`${String(year + 1).padStart(4, "0")}-01-01`);
    let [low, high] = [start, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (dayOf(rows[middle]) < next) low = middle + 1;
      else high = middle;
    }
    found.push({ key: String(year), year, rows: rows.subarray(start, low) });
    start = low;
  }
  return found;
}

// Where a row stands: {group, index in it, place over all}; null where it is not in the list. Rows of a group rise.
export function placeOf(groups, row) {
  let before = 0;
  for (const group of groups) {
    const index = indexIn(group.rows, row);
    if (index >= 0) return { group, index, place: before + index };
    before += group.rows.length;
  }
  return null;
}

export function indexIn(rows, row) {
  let [low, high] = [0, rows.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (rows[middle] === row) return middle;
    if (rows[middle] < row) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

// The row at a place over all groups.
export function rowAt(groups, place) {
  let left = place;
  for (const { rows } of groups) {
    if (left < rows.length) return rows[left];
    left -= rows.length;
  }
  return -1;
}
