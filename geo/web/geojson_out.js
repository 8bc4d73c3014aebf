// Incidents as a GeoJSON FeatureCollection (RFC 7946), one feature a line, with the properties of `geo export --to geojson`.

import { geometryOf, incidentRecord } from "./records_out.js";

export function geojsonText(data, rows, known, about) {
  const features = rows.map((row) => {
    const { id, ...properties } = incidentRecord(data, row, known);
    return JSON.stringify({ type: "Feature", id, properties, geometry: geometryOf(data, row) });
  });
  return `{"type":"FeatureCollection","about":${JSON.stringify(about)},"features":[\n${features.join(",\n")}\n]}\n`;
}
