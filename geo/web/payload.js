// Reads what the page carries into tables of columns; docs/payload.md says what each field holds.

import { codesColumn, daysColumn, numbersColumn } from "./columns.js";
import { onSquare } from "./mercator.js";
import { inflated, packedBytes, unpacked } from "./packed.js";
import { createTexts } from "./text_blocks.js";
import { decodeTable } from "./wire.js";

const SHORT = ["actors", "origins", "sources", "places", "presences", "zones"];
const LONG = ["incidents", "claims"];
// Columns of the incidents that many rows are scanned for: where they stand in the JSON, they become typed here.
const TYPED = [
  [daysColumn, ["earliest", "latest", "core_start", "core_end"]],
  [numbersColumn, ["lon", "lat"]],
  [codesColumn, ["sure", "kinds", "family", "parties", "where_precision", "date_precision", "status", "details_disputed", "origins", "scope", "admin1", "shape"]],
];

// The page holds its JSON and its columns deflated, as characters; the browser inflates them by itself.
export async function unpackPayload(payload, columns) {
  const data = await unpacked(payload).json();
  const cut = packedBytes(columns);
  const numbers = new Uint8Array(await inflated(cut(...data.wire.numbers)).arrayBuffer());
  data.texts = createTexts(data.wire, cut, data.incidents.count);
  for (const name of LONG) data[name] = decodeTable(data[name], numbers, data.texts, data);
  if (data.texts.isSmall) await data.texts.loadAll();
  return finished(data);
}

// The same from JSON in which every column is a list, as `geo.page.carried` gives it.
export function readPayload(text) {
  const data = JSON.parse(text);
  for (const name of LONG) data[name].count = Object.values(data[name])[0].length;
  data.texts = createTexts({ rows: Infinity, blocks: [] }, null, 0);
  data.texts.ready = () => null;
  return finished(data);
}

function finished(data) {
  for (const table of [...SHORT, ...LONG]) for (const [name, column] of Object.entries(data[table])) data[table][name] = unpack(column);
  for (const [make, names] of TYPED) for (const name of names) if (Array.isArray(data.incidents[name])) data.incidents[name] = make(data.incidents[name]);
  Object.assign(data.incidents, onSquare(data.incidents.lon, data.incidents.lat));
  return data;
}

// A column whose values repeat travels as {of: distinct values, rows: which one}.
function unpack(column) {
  return column?.of && column.rows ? column.rows.map((row) => column.of[row]) : column;
}
