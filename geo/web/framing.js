// Frames the map: the view of a link, the opening view, or a record brought into sight beside its card.

import { byId } from "./dom.js";
import { circle } from "./geodesic.js";
import { pointOf } from "./point.js";
import { coveredBelow } from "./reach.js";

const NEAR_ZOOM = 9;
const LEAST_RADIUS_M = 15000;
const CLEAR_PX = 50; // between a record that is shown and what lies over the map
const SAME_PX = 0.75; // Leaflet keeps the middle to whole pixels

export function frame(map, home, view) {
  const { zoom, middle } = view ? { zoom: view[0], middle: map.project([view[1], view[2]], view[0]) } : wholeOf(map, home);
  // Where it stands there already nothing moves: to set the same view would draw the whole base anew.
  if (map.getZoom() === zoom && map.project(map.getCenter()).distanceTo(middle) < SAME_PX) return;
  if (view) map.setView([view[1], view[2]], view[0], { animate: false });
  else map.fitBounds(home, { animate: false });
}

// Whether the map has another size than when it was last asked; it then knows.
export function takesNewSize(map) {
  const { x, y } = map.getSize();
  map.invalidateSize({ pan: false });
  const now = map.getSize();
  return now.x !== x || now.y !== y;
}

// Where fitBounds would go.
function wholeOf(map, home) {
  const zoom = map.getBoundsZoom(home);
  const corners = home.map((one) => map.project(one, zoom));
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return { zoom, middle: corners[0].add([(Math.min(...xs) + Math.max(...xs)) / 2 - xs[0], (Math.min(...ys) + Math.max(...ys)) / 2 - ys[0]]) };
}

// From afar it goes near enough to see the radius of the record. A record that stands clear of what lies over the map
// stays where it is; picked on the map (still) it moves no more than it must, else to the middle of what is free.
export function show(map, data, type, id, { still = false, atOnce = false } = {}) {
  const spot = spotOf(data, type, id);
  if (!spot) return;
  map.invalidateSize({ pan: false });
  const { x, y } = map.getSize();
  const [left, top, right, bottom] = sidesToSpare(map);
  const animate = atOnce || matchMedia("(prefers-reduced-motion: reduce)").matches ? false : undefined; // else as far as Leaflet finds it smooth
  const pad = { paddingTopLeft: [left, top], paddingBottomRight: [right, bottom], animate };
  if (still) map.panInside([spot.lat, spot.lon], pad);
  else if (map.getZoom() < NEAR_ZOOM) map.fitBounds(circle(spot.lon, spot.lat, Math.max(2 * spot.radius_m, LEAST_RADIUS_M), 8).map(([lon, lat]) => [lat, lon]), { ...pad, maxZoom: 10 });
  else {
    const at = map.latLngToContainerPoint([spot.lat, spot.lon]);
    const isFree = at.x >= left && at.x <= x - right && at.y >= top && at.y <= y - bottom;
    if (!isFree) map.panBy([Math.round(at.x - (left + x - right) / 2), Math.round(at.y - (top + y - bottom) / 2)], { animate });
  }
}

// How far from each side of the map a mark stands clear of card, legend and credits: [left, top, right, bottom] in pixels.
function sidesToSpare(map) {
  const box = map.getContainer().getBoundingClientRect();
  const [left, right, below] = coveredSides(box, byId("card").getBoundingClientRect());
  const [byLegendLeft, byLegendRight] = legendSides(box, byId("legend").getBoundingClientRect());
  const bottom = Math.max(below, coveredBelow(map));
  const margin = Math.min(CLEAR_PX, (box.height - bottom) / 7); // a phone has none to give away
  return [CLEAR_PX + Math.max(left, byLegendLeft), margin, CLEAR_PX + Math.max(right, byLegendRight), margin + bottom];
}

// How much of the map the card hides on its left (in right-to-left pages), on its right, and, in a narrow frame of an
// article, from below; the sheet of a phone hides none.
function coveredSides(map, card) {
  if (!card.width || card.bottom <= map.top || card.top >= map.bottom) return [0, 0, 0];
  if (card.width >= map.width) return [0, 0, document.body.classList.contains("is-embed") ? map.bottom - card.top : 0];
  if (card.left <= map.left) return [Math.max(card.right - map.left, 0), 0, 0];
  return [0, Math.max(map.right - card.left, 0), 0];
}

// An open legend hides the side it stands on, where there is room for a record beside it.
function legendSides(map, legend) {
  if (legend.height < map.height / 3 || legend.width > map.width / 2) return [0, 0];
  const isLeft = legend.left + legend.right < map.left + map.right;
  return isLeft ? [legend.right - map.left, 0] : [0, map.right - legend.left];
}

function spotOf(data, type, id) {
  if (type === "point") {
    const [lon, lat] = pointOf(id);
    return { lon, lat, radius_m: 0 };
  }
  const table = { incident: data.incidents, place: data.places }[type];
  const row = table ? table.id.indexOf(id) : -1;
  if (row < 0 || table.lon.at(row) === null) return null;
  return { lon: table.lon.at(row), lat: table.lat.at(row), radius_m: table.uncertainty_m.at(row) || 0 };
}
