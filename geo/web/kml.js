// Incidents as KML 2.2 with time spans: everything escaped, no icon, link or style from elsewhere.

import { dayText } from "./days.js";
import { geometryOf, incidentColumns, incidentRecord } from "./records_out.js";

// Text of an element or attribute; what XML has no place for is left out.
export function xmlText(value) {
  // eslint-disable-next-line no-control-regex
  return String(value).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&apos;");
}

// A description is HTML for its reader: what would be a tag there, a picture from elsewhere say, is written as characters.
function descriptionText(value) {
  return xmlText(String(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
}

// -> a file in parts, as download.js writes them.
export function kmlFile(data, known, about) {
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document><name>${xmlText(about.title)}</name><description>${descriptionText(Object.values(about).join(". "))}</description>\n`;
  return { head, lines: (rows) => rows.map((row) => placemark(data, row, known)), joint: "\n", tail: "\n</Document>\n</kml>\n" };
}

function placemark(data, row, known) {
  const record = incidentRecord(data, row, known);
  const fields = ["id", ...incidentColumns(data)].filter((name) => name !== "title" && name !== "summary" && record[name] !== null)
    .map((name) => `<Data name="${name}"><value>${xmlText(Array.isArray(record[name]) ? record[name].join("; ") : record[name])}</value></Data>`);
  // An id of XML may not begin with a digit, one of ours may.
  return `<Placemark id="incident-${xmlText(record.id)}"><name>${xmlText(record.title)}</name><description>${descriptionText(record.summary)}</description>${timeSpan(data, row)}`
    + `<ExtendedData>${fields.join("")}</ExtendedData>${kmlShape(geometryOf(data, row))}</Placemark>`;
}

// A vague date spans its bounds; an open end is left open.
function timeSpan(data, row) {
  const { earliest, latest } = data.incidents;
  const ends = [["begin", earliest.at(row)], ["end", latest.at(row)]].filter(([, day]) => day !== null).map(([name, day]) => `<${name}>${dayText(day)}</${name}>`);
  return ends.length ? `<TimeSpan>${ends.join("")}</TimeSpan>` : "";
}

function kmlShape(geometry) {
  if (!geometry) return "";
  const { type, coordinates } = geometry;
  if (type.startsWith("Multi")) return `<MultiGeometry>${coordinates.map((part) => kmlShape({ type: type.slice(5), coordinates: part })).join("")}</MultiGeometry>`;
  if (type === "Point") return `<Point>${positionsText([coordinates])}</Point>`;
  if (type === "LineString") return `<LineString><tessellate>1</tessellate>${positionsText(coordinates)}</LineString>`;
  const ring = (positions) => `<LinearRing>${positionsText(positions)}</LinearRing>`;
  const bounds = coordinates.map((positions, i) => (i ? `<innerBoundaryIs>${ring(positions)}</innerBoundaryIs>` : `<outerBoundaryIs>${ring(positions)}</outerBoundaryIs>`));
  return `<Polygon>${bounds.join("")}</Polygon>`;
}

function positionsText(positions) {
  return `<coordinates>${positions.map((position) => position.join(",")).join(" ")}</coordinates>`;
}
