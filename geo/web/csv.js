// Rows as comma-separated text that opens in a spreadsheet as it was meant, by the rules of geo/export.py.

const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/;

// A value as a cell: a text that a spreadsheet would run as a formula has an apostrophe put before it.
export function csvCell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = Array.isArray(value) && value.every((item) => typeof item === "string") ? value.join("; ") : typeof value === "string" ? value : JSON.stringify(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
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
