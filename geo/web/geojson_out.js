// Incidents as a GeoJSON FeatureCollection (RFC 7946), one feature a line, with the properties of `geo export --to geojson`.

import { geometryOf, incidentRecord } from "./records_out.js";

// -> a file in parts, as download.js writes them.
export function geojsonFile(data, known, about) {
  const feature = (row) => {
    const { id, ...properties } = incidentRecord(data, row, known);
    return JSON.stringify({ type: "Feature", id, properties, geometry: geometryOf(data, row) });
  };
  return { head: `{"type":"FeatureCollection","about":${JSON.stringify(about)},"features":[\n`, lines: (rows) => rows.map(feature), joint: ",\n", tail: "\n]}\n" };
}
