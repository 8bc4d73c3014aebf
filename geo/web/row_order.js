// Puts the visible incidents into the order of a column of the table: by comparing few, by counting codes where there are many.

import { CodesColumn } from "./columns.js";
import { fold } from "./fold.js";
import { rowFacts, sortOf, TABLE_COLUMNS } from "./table_rows.js";
import { visible } from "./visible.js";

// Whether a long table can be put in this order: one whose texts must be read first cannot.
export function isSortable(data, column) {
  return data.texts.isSmall || column === TABLE_COLUMNS[0] || codesOf(data, column) !== null;
}

function codesOf(data, { rests }) {
  return rests && data.incidents[rests] instanceof CodesColumn ? data.incidents[rests] : null;
}

// Everything the list shows, its trays included; where two are equal the order of the list stands.
export function rowsInOrder(data, state) {
  const { shown, undated } = visible(data, state);
  const { column, isFalling } = sortOf(state);
  const rows = new Int32Array(shown.length + undated.length);
  rows.set(shown);
  rows.set(undated, shown.length);
  const key = (row) => {
    const x = rowFacts(data, state, row);
    return column.order ? column.order(x) : fold(column.cell(x)) || null;
  };
  if (data.texts.isSmall) return compared(rows, key, isFalling);
  const codes = codesOf(data, column);
  if (codes) return dealt(rows, codes, key, isFalling);
  // By date, or by what a long table cannot be put in order of: rows rise with their first day.
  return isFalling ? Int32Array.from([...shown].reverse().concat([...undated])) : rows;
}

const isMissing = (key) => key === null || key === undefined;

function compare(a, b, isFalling) {
  if (isMissing(a.key) || isMissing(b.key)) return isMissing(a.key) - isMissing(b.key) || a.at - b.at;
  if (a.key === b.key) return a.at - b.at;
  return (a.key < b.key ? -1 : 1) * (isFalling ? -1 : 1);
}

function compared(rows, key, isFalling) {
  const keyed = Array.from(rows, (row, at) => ({ row, at, key: key(row) }));
  return Int32Array.from(keyed.sort((a, b) => compare(a, b, isFalling)), ({ row }) => row);
}

// Each code has one key, told from the first row that has it; the rows are dealt out code by code.
function dealt(rows, { values, names }, key, isFalling) {
  const counts = new Uint32Array(names.length);
  const first = new Int32Array(names.length).fill(-1);
  for (const row of rows) {
    if (!counts[values[row]]) first[values[row]] = row;
    counts[values[row]] += 1;
  }
  const keyed = Array.from(first, (row, code) => ({ code, at: code, key: row < 0 ? null : key(row) })).sort((a, b) => compare(a, b, isFalling));
  const next = new Uint32Array(names.length);
  keyed.reduce((at, { code }) => {
    next[code] = at;
    return at + counts[code];
  }, 0);
  const ordered = new Int32Array(rows.length);
  for (const row of rows) ordered[next[values[row]]++] = row;
  return ordered;
}
