// Rows as comma-separated text that opens in a spreadsheet as it was meant, by the rules of geo/export.py.

// Programs drop what cannot be seen, and some the quotation marks, before they ask whether a cell is a formula.
// eslint-disable-next-line no-control-regex
const FORMULA = /^(?:[\s\x00-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"'‘’“”]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/;
const NUMBER = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

// A value as a cell: a text that a spreadsheet would run as a formula has an apostrophe put before it.
export function csvCell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = Array.isArray(value) && value.every((item) => typeof item === "string") ? value.join("; ") : typeof value === "string" ? value : JSON.stringify(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// With a byte order mark: without it Excel takes UTF-8 for something else and breaks every Arabic name.
export function csvText(columns, rows) {
  return `\ufeff${[csvLine(columns), ...csvLines(columns, rows)].join("\n")}\n`;
}

function csvLine(cells) {
  return cells.map(csvCell).join(",");
}

export function csvLines(columns, rows) {
  return rows.map((row) => csvLine(columns.map((name) => row[name])));
}
