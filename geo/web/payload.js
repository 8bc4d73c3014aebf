// Reads the payload of the page; docs/payload.md says what each field holds.

import { codesColumn, daysColumn, numbersColumn } from "./columns.js";
import { onSquare } from "./mercator.js";

const TABLES = ["actors", "origins", "sources", "places", "presences", "zones", "incidents", "claims"];
const TYPED = [
  [daysColumn, ["earliest", "latest", "core_start", "core_end"]],
  [numbersColumn, ["lon", "lat", "uncertainty_m"]],
  [codesColumn, ["sure", "kinds", "family", "parties", "where_precision", "date_precision", "status", "details_disputed", "origins", "scope", "admin1", "shape"]],
];

// The page holds its JSON deflated and in base64; the browser inflates it by itself.
export async function unpackPayload(packed) {
  const bytes = Uint8Array.from(atob(packed), (one) => one.charCodeAt(0));
  return readPayload(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text());
}

export function readPayload(text) {
  const data = JSON.parse(text);
  for (const table of TABLES) for (const [name, column] of Object.entries(data[table])) data[table][name] = unpack(column);
  for (const [make, names] of TYPED) for (const name of names) data.incidents[name] = make(data.incidents[name]);
  for (const table of ["incidents", "claims"]) data[table].count = data[table][table === "claims" ? "says" : "id"].length;
  Object.assign(data.incidents, onSquare(data.incidents.lon, data.incidents.lat));
  return data;
}

// A column whose values repeat travels as {of: distinct values, rows: which one}.
function unpack(column) {
  return Array.isArray(column) ? column : column.rows.map((row) => column.of[row]);
}
