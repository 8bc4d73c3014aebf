// A circle of true metres on the map, with as many corners as its size in pixels can show.

import { circle, direct } from "./geodesic.js";

const SIDE_PX = 4;
const [FEWEST, MOST] = [48, 360];

// -> {ring: [[lat, lon], ...] for the map, radius_px}.
export function trueRing(map, lon, lat, radius_m) {
  const north = direct(lon, lat, 0, radius_m);
  const radius_px = Math.abs(map.project([lat, lon]).y - map.project([north.lat, north.lon]).y);
  const corners = Math.min(Math.max(Math.round((2 * Math.PI * radius_px) / SIDE_PX), FEWEST), MOST);
  return { ring: circle(lon, lat, radius_m, corners).map(([x, y]) => [y, x]), radius_px };
}

// The map puts every corner on a whole pixel, which bends a curve; a figure that `smooth` has had keeps its tenths.
export function smooth(layer) {
  const place = (map, at) => map.project(at).subtract(map.getPixelOrigin());
  layer._projectLatlngs = function projectExactly(positions, rings, bounds) {
    if (!positions.length || Array.isArray(positions[0])) {
      for (const one of positions) this._projectLatlngs(one, rings, bounds);
      return;
    }
    const ring = positions.map((at) => tenths(place(this._map, at)));
    for (const point of ring) bounds.extend(point);
    rings.push(ring);
  };
  return layer;
}

function tenths(point) {
  point.x = Math.round(point.x * 10) / 10;
  point.y = Math.round(point.y * 10) / 10;
  return point;
}
