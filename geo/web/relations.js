// Says how a chosen incident lies to the places named with it: so far from one, coming from another, bound for a third.

import { inverse } from "./geodesic.js";
import { meet } from "./placing.js";
import { lineLatLngs } from "./shapes.js";
import { metresWords, t } from "./words.js";

const STEPS_AN_EDGE = 40;

// -> [{role: "far" | "origin" | "destination", from: [lon, lat], to: [lon, lat], place: row, text}], each place and role once.
export function relationsOf(data, row, nameOf) {
  const c = data.incidents;
  if (c.lon.at(row) === null) return [];
  const spot = [c.lon.at(row), c.lat.at(row)];
  const found = new Map();
  for (const [place, , role, , other, distance_m, bearing] of c.places.at(row)) {
    if (place === null) continue;
    const at = [data.places.lon.at(place), data.places.lat.at(place)];
    const name = nameOf(place);
    let one = null;
    if (role === "origin") one = { role, from: at, to: spot, text: t("relation.from", { place: name }) };
    else if (role === "destination") one = { role, from: spot, to: at, text: t("relation.to", { place: name }) };
    else if (role === "scene" && distance_m !== null && other === null) {
      const to = spotAt(data, row, place, distance_m);
      if (to) one = { role: "far", from: at, to, text: farWords(distance_m, bearing, name) };
    }
    if (one) found.set(`${one.role} ${place}`, { ...one, place });
  }
  return [...found.values()];
}

// Where the incident lies so far from the place: its point, or the fitting point of its road; null where what is drawn
// lies elsewhere by more than the two are known to.
function spotAt(data, row, place, distance_m) {
  const [c, p] = [data.incidents, data.places];
  const off_m = ([lon, lat]) => Math.abs(inverse(p.lon.at(place), p.lat.at(place), lon, lat).distance_m - distance_m);
  const spots = c.shape.at(row)?.[0] === "line" ? lineLatLngs(data.shapes[c.shape.at(row)[1]]).flatMap(alongRun) : [[c.lon.at(row), c.lat.at(row)]];
  const best = spots.reduce((one, another) => (off_m(another) < off_m(one) ? another : one));
  return off_m(best) <= (c.uncertainty_m.at(row) || 0) + p.uncertainty_m.at(place) ? best : null;
}

function alongRun(run) {
  return run.slice(1).flatMap(([y2, x2], i) => {
    const [y1, x1] = run[i];
    return Array.from({ length: STEPS_AN_EDGE + 1 }, (_, step) => [x1 + ((x2 - x1) * step) / STEPS_AN_EDGE, y1 + ((y2 - y1) * step) / STEPS_AN_EDGE]);
  });
}

// A bearing in words is as its source gives it; only a plain one reads as part of the sentence.
function farWords(distance_m, bearing, place) {
  const far = metresWords(distance_m);
  if (!bearing) return t("relation.far", { far, place });
  return t(/^(north|south|east|west|-)+$/.test(bearing) ? "relation.far.way" : "relation.far.other", { far, way: bearing, place });
}

// Where the words of a line fit: from its middle outwards, on it or a little off it. points: pixels along the line; taken:
// boxes that must stay free -> {at: place in points, down: pixels, box} or null.
export function captionSpot(points, text, taken, size) {
  const width = text.length * 6.4 + 10;
  const middle = (points.length - 1) / 2;
  const order = points.map((_, at) => at).filter((at) => at % 2 === 0).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  for (const at of order) {
    for (const down of [0, 16, -16, 30, -30, 44, -44]) {
      const box = { x: points[at].x - width / 2, y: points[at].y + down - 9, width, height: 18 };
      const fits = box.x > 4 && box.y > 4 && box.x + width < size.x - 4 && box.y < size.y - 30;
      if (fits && !taken.some((other) => meet(box, other))) return { at, down, box };
    }
  }
  return null;
}
