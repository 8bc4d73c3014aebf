// A circle of true metres on the map, with as many corners as its size in pixels can show.

import { circle, direct } from "./geodesic.js";

const SIDE_PX = 8; // the map draws on whole pixels: shorter sides would wobble
const [FEWEST, MOST] = [24, 180];

// -> {ring: [[lat, lon], ...] for the map, radius_px}.
export function trueRing(map, lon, lat, radius_m) {
  const north = direct(lon, lat, 0, radius_m);
  const radius_px = Math.abs(map.project([lat, lon]).y - map.project([north.lat, north.lon]).y);
  const corners = Math.min(Math.max(Math.round((2 * Math.PI * radius_px) / SIDE_PX), FEWEST), MOST);
  return { ring: circle(lon, lat, radius_m, corners).map(([x, y]) => [y, x]), radius_px };
}
