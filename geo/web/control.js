// Says who held the ground at a position on a day, on the rule of geo/control.py and to the same numbers.
//
// Two neighbouring zones share one drawn line, whose error is the larger of their two accuracies. A zone is in reach when
// its nearest edge is no farther than that. Certain: all zones the position lies in surely held that day, and these and
// those in reach have one holder and status. Possible: not so. Unknown: no zone is drawn there, or none at all that day.

import { areasHold } from "./crossings.js";
import { RADIAN } from "./geodesic_sphere.js";
import { areaLatLngs } from "./shapes.js";
import { nearestSpan } from "./spans.js";
import { lastControlDay, zonesAt } from "./ground_at.js";

const LEAST_A_DEGREE_M = 110500; // a degree of latitude is nowhere shorter, nor one of longitude at the equator
const outlines = new WeakMap();

// -> {day, answer, zones: [row], reach: [[row, metres]], edge_m, overlays: [row], last}. A bare position has no radius; a
// place is known to one.
export function controlAt(data, lon, lat, day, radius_m = 0) {
  const at = zonesAt(data, day);
  const holds = (row) => areasHold(outlineOf(data, row).parts, [lon, lat]);
  const overlays = at.overlay.filter(holds);
  if (!at.control.length) {
    const before = lastControlDay(data, day);
    const last = before === null ? null : { days: day - before, ...controlAt(data, lon, lat, before, radius_m) };
    return { day, answer: "unknown", zones: [], reach: [], edge_m: null, overlays, last };
  }
  const zones = at.control.filter(holds);
  const holders = new Set(zones.map((row) => holderOf(data, row)));
  const others = byDistance(data, at.control.filter((row) => !zones.includes(row)), zones, holders, lon, lat, radius_m);
  const reach = others.filter(([row, far]) => far <= radius_m + lineError(data, zones, row));
  const rivals = others.filter(([row]) => !holders.has(holderOf(data, row)));
  const edge_m = holders.size > 1 ? 0 : rivals[0]?.[1] ?? null;
  return { day, answer: answerOf(data, zones, reach, day), zones, reach, edge_m, overlays, last: null };
}

// The error of the line between the zones a position lies in and another: the larger of their accuracies, in metres.
export function lineError(data, zones, other) {
  return Math.max(...[other, ...zones].map((row) => data.zones.accuracy_m.at(row)), 0);
}

// Who held a zone, and how: two zones that agree in both have no line between holders.
export function holderOf(data, row) {
  return `${data.zones.controllers.at(row).map((actor) => data.actors.id.at(actor)).sort().join()}|${data.zones.status.at(row)}`;
}

function answerOf(data, zones, reach, day) {
  const all = [...zones, ...reach.map(([row]) => row)];
  if (!all.length) return "unknown";
  const surely = zones.every((row) => {
    const sure = data.zones.sure.at(row);
    return sure === null || (sure.length && sure[0] <= day && day <= sure[1]);
  });
  return zones.length && surely && new Set(all.map((row) => holderOf(data, row))).size === 1 ? "certain" : "possible";
}

// [[row, metres]] by distance; those too far to be in reach or to be the nearest of another holder are left unmeasured.
function byDistance(data, rows, zones, holders, lon, lat, radius_m) {
  const found = [];
  let nearestRival_m = Infinity;
  for (const { row, gap_m } of rows.map((one) => ({ row: one, gap_m: boxGap_m(outlineOf(data, one).box, lon, lat) })).sort((a, b) => a.gap_m - b.gap_m)) {
    const rival = !holders.has(holderOf(data, row));
    if (gap_m > radius_m + lineError(data, zones, row) && !(rival && gap_m <= nearestRival_m)) continue;
    const far = nearestSpan({ type: "point", parts: [lon, lat] }, outlineOf(data, row)).distance_m;
    found.push([row, far]);
    if (rival) nearestRival_m = Math.min(nearestRival_m, far);
  }
  return found.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
}

// The outline of a zone as spans.js takes it, with the box round it; decoded once.
export function outlineOf(data, row) {
  const shape = data.shapes[data.zones.shape.at(row)];
  if (!outlines.has(shape)) {
    const parts = areaLatLngs(shape).map((rings) => rings.map((ring) => ring.map(([lat, lon]) => [lon, lat])));
    const [lons, lats] = [0, 1].map((axis) => parts.flat(2).map((position) => position[axis]));
    outlines.set(shape, { type: "area", parts, box: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] });
  }
  return outlines.get(shape);
}

// Metres that a position is surely off a box; for sifting only.
function boxGap_m([west, south, east, north], lon, lat) {
  const [across, along] = [Math.max(0, west - lon, lon - east), Math.max(0, south - lat, lat - north)];
  const widest = Math.min(90, Math.max(Math.abs(south), Math.abs(north), Math.abs(lat)));
  return LEAST_A_DEGREE_M * Math.max(along, (Math.asin(Math.sin(Math.min(90, across) * RADIAN) * Math.cos(widest * RADIAN)) / RADIAN));
}
