// Measures between whole geometries: the nearest and the farthest two points of them, as geo/shapes.py does.
//
// A geometry is {type: point, line or area, parts}: one position, runs of positions, or areas as lists of rings; positions
// are [lon, lat] in degrees. Edges are straight in lon and lat, distances geodesic. Among lines and areas the nearest pair
// lies at a vertex of one of them, the farthest at a vertex of each.

import { inverse } from "./geodesic.js";
import { RADIAN } from "./geodesic_sphere.js";
import { areasHold, runsOf, touchPoint } from "./crossings.js";

const PIECE_SPAN_DEG = 0.04; // the distance to so short a piece has one minimum
const SIFT_DEG = 0.01; // vertices at most 1.12 km apart while sifting on the sphere
const SIFT_SPHERE_M = 6371000;
const SIFT_SLACK = 0.006; // the sphere differs from the ellipsoid by at most 0.56 %
const GOLDEN_SHARE = (Math.sqrt(5) - 1) / 2;
const GOLDEN_STEPS = 38; // 6 km * 0.618^38 is 70 micrometres

/** The nearest of a and b: {distance_m, from, to}; 0 m where they touch or overlap. */
export function nearestSpan(a, b) {
  if (a.type === "point") return nearestFrom(a.parts, b);
  if (b.type === "point") return turnedSpan(nearestFrom(b.parts, a));
  const shared = touchPoint(a, b);
  if (shared) return { distance_m: 0, from: shared, to: shared };
  const there = fromVertices(a, b);
  const back = turnedSpan(fromVertices(b, a));
  return there.distance_m <= back.distance_m ? there : back;
}

/** The farthest of a and b: {distance_m, from, to}. */
export function farthestSpan(a, b) {
  if (a.type === "point") return extremeSpan(a.parts, b, -1);
  if (b.type === "point") return turnedSpan(extremeSpan(b.parts, a, -1));
  const pairs = spanVertices(a).flatMap((from) => spanVertices(b).map((to) => ({ from, to, rough_m: roughly_m(from, to) })));
  const sure_m = Math.max(...pairs.map((pair) => pair.rough_m)) * (1 - 2 * SIFT_SLACK);
  return bestSpan(pairs.filter((pair) => pair.rough_m >= sure_m).map(({ from, to }) => measuredSpan(from, to)), -1);
}

function nearestFrom(point, geometry) {
  if (geometry.type === "area" && areasHold(geometry.parts, point)) return { distance_m: 0, from: point, to: point };
  return extremeSpan(point, geometry, 1);
}

function turnedSpan({ distance_m, from, to }) {
  return { distance_m, from: to, to: from };
}

function measuredSpan(from, to) {
  return { distance_m: inverse(...from, ...to).distance_m, from, to };
}

function bestSpan(spans, sign) {
  return spans.reduce((one, other) => (sign * other.distance_m < sign * one.distance_m ? other : one));
}

// The least from a vertex of a to b; only the vertices that could win are measured on the ellipsoid.
function fromVertices(a, b) {
  const outline = spanPieces(b, SIFT_DEG).map(([start]) => start);
  const ends = spanVertices(a).map((from) => ({ from, rough_m: Math.min(...outline.map((to) => roughly_m(from, to))) }));
  const reach_m = Math.min(...ends.map((end) => end.rough_m)) * (1 + 2 * SIFT_SLACK) + SIFT_DEG * 111700;
  return bestSpan(ends.filter((end) => end.rough_m <= reach_m).map(({ from }) => extremeSpan(from, b, 1)), 1);
}

// Least (sign 1) or greatest (-1) from a point to the edges: measured to every end of a piece, then narrowed down by golden
// section on those pieces whose middle could still win.
function extremeSpan(point, geometry, sign) {
  if (geometry.type === "point") return measuredSpan(point, geometry.parts);
  const all = spanPieces(geometry, PIECE_SPAN_DEG).map(([start, end]) => ({ start, end, near: bestSpan([measuredSpan(point, start), measuredSpan(point, end)], sign) }));
  const winner = bestSpan(all.map((piece) => piece.near), sign);
  const open = all.filter(({ start, end, near }) => sign * near.distance_m - inverse(...start, ...end).distance_m / 2 <= sign * winner.distance_m);
  return bestSpan([winner, ...open.map(({ start, end }) => narrowedSpan(point, start, end, sign))], sign);
}

function narrowedSpan(point, start, end, sign) {
  const at = (share) => measuredSpan(point, [start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share]);
  let [low, high] = [0, 1];
  let [left, right] = [at(high - GOLDEN_SHARE), at(low + GOLDEN_SHARE)];
  for (let step = 0; step < GOLDEN_STEPS; step += 1) {
    if (sign * left.distance_m <= sign * right.distance_m) {
      high = low + GOLDEN_SHARE * (high - low);
      [right, left] = [left, at(high - GOLDEN_SHARE * (high - low))];
    } else {
      low = high - GOLDEN_SHARE * (high - low);
      [left, right] = [right, at(low + GOLDEN_SHARE * (high - low))];
    }
  }
  return bestSpan([left, right], sign);
}

// The edges cut into pieces of at most `most_deg` along either axis: [[start, end], ...]; a lone position is a piece.
function spanPieces(geometry, most_deg) {
  const found = [];
  for (const run of runsOf(geometry)) {
    if (run.length === 1) found.push([run[0], run[0]]);
    for (let i = 1; i < run.length; i += 1) {
      const [[x1, y1], [x2, y2]] = [run[i - 1], run[i]];
      const n = Math.max(1, Math.ceil(Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1)) / most_deg));
      const at = (k) => [x1 + ((x2 - x1) / n) * k, y1 + ((y2 - y1) / n) * k];
      for (let k = 0; k < n; k += 1) found.push([at(k), at(k + 1)]);
    }
  }
  return found;
}

function spanVertices(geometry) {
  return runsOf(geometry).flat();
}

function roughly_m([x1, y1], [x2, y2]) {
  const [north, east] = [Math.sin(((y2 - y1) * RADIAN) / 2), Math.sin(((x2 - x1) * RADIAN) / 2)];
  const half = north * north + Math.cos(y1 * RADIAN) * Math.cos(y2 * RADIAN) * east * east;
  return 2 * SIFT_SPHERE_M * Math.asin(Math.min(1, Math.sqrt(half)));
}
