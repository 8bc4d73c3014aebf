// The figure of a distance on the map: the ground each end may be on, the band between, the line from end to end and its words.
//
// Positions go out as [lat, lon], the order the map takes.

import { circle, direct, geodesicLine, inverse } from "./geodesic.js";
import { runsOf } from "./crossings.js";

const ROUND = 72; // corners of a circle
const SIDES_OF_END = ["is-north", "is-east", "is-south", "is-west"]; // where a name stands, away from the line
const STRIDE_M = 4000; // between the points of a drawn geodesic

export function onMap([lon, lat]) {
  return [lat, lon];
}

// A geodesic as the map draws it.
export function pathOnMap(from, to) {
  const { distance_m } = inverse(...from, ...to);
  const halves = Math.min(Math.ceil(distance_m / STRIDE_M / 2) || 1, 200);
  return geodesicLine(...from, ...to, 2 * halves + 1).map(onMap); // an odd number, so that one lies in the middle
}

export function ringOnMap(lon, lat, radius_m, points = 2 * ROUND) {
  return circle(lon, lat, radius_m, points).map(onMap);
}

// Everything within radius_m of a geometry, as rings that may overlap; all run the same way round, to be filled as one.
export function groundWithin({ type, parts }, radius_m) {
  const rings = type === "area" ? parts.flatMap((area) => area.map((ring, i) => (i ? ring : anticlockwise(ring)))) : [];
  if (!radius_m) return rings.map((ring) => ring.map(onMap));
  for (const run of runsOf({ type, parts })) {
    for (const [lon, lat] of run) rings.push(circle(lon, lat, radius_m, ROUND));
    for (let i = 1; i < run.length; i += 1) rings.push(anticlockwise(stripAlong(run[i - 1], run[i], radius_m)));
  }
  return rings.map((ring) => ring.map(onMap));
}

function stripAlong(a, b, radius_m) {
  const { bearing_deg } = inverse(...a, ...b);
  const beside = ([lon, lat], turn) => {
    const at = direct(lon, lat, bearing_deg + turn, radius_m);
    return [at.lon, at.lat];
  };
  return [beside(a, -90), beside(a, 90), beside(b, 90), beside(b, -90), beside(a, -90)];
}

function anticlockwise(ring) {
  let twice = 0;
  for (let i = 1; i < ring.length; i += 1) twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return twice < 0 ? [...ring].reverse() : ring;
}

// The smallest outline without a dent that holds all positions (Andrew's monotone chain).
export function hullOf(positions) {
  const sorted = [...positions].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (all) => {
    const kept = [];
    for (const c of all) {
      while (kept.length > 1 && turnsRight(kept.at(-2), kept.at(-1), c)) kept.pop();
      kept.push(c);
    }
    return kept.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

function turnsRight([ax, ay], [bx, by], [cx, cy]) {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) <= 0;
}

// Where the shortest and the longest possible line end: on the near and the far edge of what each end may be on.
export function extremesOf(a, b, { nearest, farthest, low_m }) {
  const moved = (from, to, radius_m, away) => {
    const { bearing_deg } = inverse(...from, ...to);
    const at = direct(...from, bearing_deg + (away ? 180 : 0), radius_m);
    return [at.lon, at.lat];
  };
  const shortest = low_m > 0 ? [moved(nearest.from, nearest.to, a.radius_m, false), moved(nearest.to, nearest.from, b.radius_m, false)] : null;
  const longest = farthest.distance_m > 0 ? [moved(farthest.from, farthest.to, a.radius_m, true), moved(farthest.to, farthest.from, b.radius_m, true)] : null;
  return { shortest, longest };
}

// Whether a line runs across the map rather than up it: its words then stand above it, else beside it.
function isAcross(bearing_deg) {
  return Math.abs(Math.sin((bearing_deg * Math.PI) / 180)) > 0.6;
}

// -> items for a sketch: what is drawn for one spot, and for two with the distance between them.
export function spotFigure(spot) {
  const parts = [{ kind: "dot", at: [spot.lat, spot.lon], size: 5, className: "measure-end" }];
  if (spot.geometry.type === "line") parts.unshift({ kind: "line", at: spot.geometry.parts.map((run) => run.map(onMap)), className: "measure-road" });
  if (spot.radius_m || spot.geometry.type === "area") parts.unshift({ kind: "area", at: groundWithin(spot.geometry, spot.radius_m), fillRule: "nonzero", className: "measure-ground" });
  if (spot.geometry.type === "point" && spot.radius_m) parts.unshift({ kind: "line", at: ringOnMap(spot.lon, spot.lat, spot.radius_m), className: "measure-edge" });
  return parts;
}

export function distanceFigure(a, b, found, words) {
  const items = [];
  if (a.geometry.type === "point" && b.geometry.type === "point" && a.radius_m + b.radius_m > 0) {
    const rims = [a, b].flatMap(({ lon, lat, radius_m }) => (radius_m ? circle(lon, lat, radius_m, ROUND) : [[lon, lat]]));
    items.push({ kind: "area", at: hullOf(rims).map(onMap), className: "measure-band" });
  }
  const { shortest, longest } = extremesOf(a, b, found);
  items.push(...spotFigure(a).slice(0, -1), ...spotFigure(b).slice(0, -1));
  if (longest) items.push({ kind: "line", at: pathOnMap(...longest), className: "measure-most" });
  const middle = pathOnMap([a.lon, a.lat], [b.lon, b.lat]);
  items.push({ kind: "line", at: middle, className: "measure-halo" }, { kind: "line", at: middle, className: "measure-line" });
  if (shortest) items.push({ kind: "line", at: pathOnMap(...shortest), className: "measure-least" });
  items.push(spotFigure(a).at(-1), spotFigure(b).at(-1));
  const name = (spot, towards_deg) => ({ kind: "note", at: [spot.lat, spot.lon], lines: [spot.name.split(" (")[0]], className: `is-name ${SIDES_OF_END[Math.round(towards_deg / 90) % 4]}` });
  if (found.distance_m) items.push(name(a, (found.bearing_deg + 180) % 360), name(b, found.bearing_deg));
  if (found.distance_m) items.push({ kind: "note", at: middle[Math.floor(middle.length / 2)], lines: words, className: isAcross(found.bearing_deg) ? "is-above" : "is-beside" });
  return items;
}
