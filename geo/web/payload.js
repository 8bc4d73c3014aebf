// Reads the payload of the page; docs/payload.md says what each field holds.

const TABLES = ["actors", "origins", "sources", "places", "presences", "zones", "incidents", "claims"];

// The page holds its JSON deflated and in base64; the browser inflates it by itself.
export async function unpackPayload(packed) {
  const bytes = Uint8Array.from(atob(packed), (one) => one.charCodeAt(0));
  return readPayload(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text());
}

export function readPayload(text) {
  const data = JSON.parse(text);
  for (const table of TABLES) for (const [name, column] of Object.entries(data[table])) data[table][name] = unpack(column);
  return data;
}

// A column whose values repeat travels as {of: distinct values, rows: which one}.
function unpack(column) {
  return Array.isArray(column) ? column : column.rows.map((row) => column.of[row]);
}
