// The distance between two things of the atlas: metres, the least and greatest it can be, and a sentence, as `geo distance`.
//
// Measured from the point that stands for each: the point itself, the middle of a road, a point inside an area. The bounds
// come from the nearest and the farthest points of both, less and plus the radius each is known to.

import { bounds_m, inverse } from "./geodesic.js";
import { farthestSpan, nearestSpan } from "./spans.js";
import { areaLatLngs, lineLatLngs } from "./shapes.js";
import { t } from "./words.js";
import { placeName } from "./naming.js";

const COMPASS = ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"];

// A place or an incident as a spot to measure from, or null: an id nobody has, an incident no source gives a place.
export function measuredSpot(data, type, id) {
  const table = { place: data.places, incident: data.incidents }[type];
  const row = table ? table.id.indexOf(id) : -1;
  if (row < 0 || table.lon.at(row) === null) return null;
  const [lon, lat] = [table.lon.at(row), table.lat.at(row)];
  return { type, id, row, latin: (table.title ?? table.name).at(row), name: type === "place" ? placeName(data, row) : table.title.at(row), lon, lat, radius_m: table.uncertainty_m.at(row) ?? 0,
    geometry: table.shape?.at(row) ? shapeOf(data, ...table.shape.at(row)) : { type: "point", parts: [lon, lat] } };
}

function shapeOf(data, type, row) {
  const shape = data.shapes[row];
  const swapped = (run) => run.map(([lat, lon]) => [lon, lat]);
  return { type, parts: type === "area" ? areaLatLngs(shape).map((rings) => rings.map(swapped)) : lineLatLngs(shape).map(swapped) };
}

/** {distance_m, low_m, high_m, bearing_deg (null where there is none), nearest, farthest: {distance_m, from, to}}. */
export function distanceBetween(a, b) {
  const { distance_m, bearing_deg } = inverse(a.lon, a.lat, b.lon, b.lat);
  const direct = { distance_m, from: [a.lon, a.lat], to: [b.lon, b.lat] };
  const isPlain = a.geometry.type === "point" && b.geometry.type === "point";
  const nearest = isPlain ? direct : nearestSpan(a.geometry, b.geometry);
  const farthest = isPlain ? direct : farthestSpan(a.geometry, b.geometry);
  // However badly it is known, a thing is where it is.
  const isSame = a.type === b.type && a.id === b.id;
  return { distance_m, bearing_deg: distance_m ? bearing_deg : null, nearest, farthest,
    low_m: isSame ? 0 : bounds_m(nearest.distance_m, a.radius_m, b.radius_m).low_m,
    high_m: isSame ? 0 : bounds_m(farthest.distance_m, a.radius_m, b.radius_m).high_m };
}

/** Whether the two lie within radius_m of each other, given how well each is known: yes, no or unsure. */
export function isWithin({ low_m, high_m }, radius_m) {
  if (high_m <= radius_m) return "yes";
  return low_m > radius_m ? "no" : "unsure";
}

// "840 m", "4.2 km", "504 km".
export function lengthWords(metres) {
  if (Math.round(metres) < 1000) return t("unit.metres", { n: metres.toFixed(0) });
  const km = metres / 1000;
  return t("unit.kilometres", { n: metres < 99950 ? km.toFixed(1) : Math.round(km).toLocaleString("en") });
}

export function spanWords(low_m, high_m) {
  return t("measure.between", { low: lengthWords(low_m), high: lengthWords(high_m) });
}

export function compassPoint(bearing_deg) {
  return COMPASS[Math.round(bearing_deg / 22.5) % 16];
}

export function bearingWords(bearing_deg) {
  return t("measure.bearing", { n: bearing_deg.toFixed(0), point: compassPoint(bearing_deg) });
}

// In English word for word what `geo distance` says.
export function distanceSentence(a, b, found) {
  const way = found.bearing_deg === null ? "" : `, ${bearingWords(found.bearing_deg)}`;
  return t("measure.sentence", { from: a.name, to: b.name, distance: `${lengthWords(found.distance_m)}${way}`, span: spanWords(found.low_m, found.high_m) });
}
