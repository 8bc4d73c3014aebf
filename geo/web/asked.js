// Where the point asked about, or the chosen place, is, and how wide the doubt is.

import { controlAt, lineError } from "./control.js";
import { pointOf } from "./point.js";

// -> {lon, lat, error_m, isPlace}, or null where neither is chosen. error_m is of the lines that reach the point, or of
// where the place is.
export function spotAsked(data, { selected, asof }) {
  if (selected?.type === "place") return placeAsked(data.places, selected.id);
  if (selected?.type !== "point") return null;
  const [lon, lat] = pointOf(selected.id);
  const found = controlAt(data, lon, lat, asof);
  const held = found.last ?? found;
  return { lon, lat, error_m: Math.max(0, ...held.reach.map(([row]) => lineError(data, held.zones, row))), isPlace: false };
}

function placeAsked(places, id) {
  const row = places.id.indexOf(id);
  return row < 0 ? null : { lon: places.lon.at(row), lat: places.lat.at(row), error_m: places.uncertainty_m.at(row), isPlace: true };
}
