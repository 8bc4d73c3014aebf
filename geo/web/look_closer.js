// Zooms in to incidents that are drawn as one, as far as that parts them.

import { worldPixels } from "./world.js";

const MOST_STEP = 3; // zoom levels at once: farther, and the reader would not know where they are
const PARTED_PX = 24; // apart at the deepest zoom

function boundsOf({ x, y }, rows) {
  const box = { west: Infinity, north: Infinity, east: -Infinity, south: -Infinity };
  for (const row of rows) {
    box.west = Math.min(box.west, x[row]);
    box.east = Math.max(box.east, x[row]);
    box.north = Math.min(box.north, y[row]);
    box.south = Math.max(box.south, y[row]);
  }
  return box;
}

// Whether they can be parted by zooming in.
export function spreads(map, incidents, rows) {
  const { west, north, east, south } = boundsOf(incidents, rows);
  return map.getZoom() < map.getMaxZoom() && Math.max(east - west, south - north) * worldPixels(map) * map.getZoomScale(map.getMaxZoom(), map.getZoom()) > PARTED_PX;
}

export function lookCloser(map, incidents, rows) {
  const { west, north, east, south } = boundsOf(incidents, rows);
  const scale = worldPixels(map);
  const corner = (x, y) => map.unproject([x * scale, y * scale], map.getZoom());
  const fits = map.getBoundsZoom([corner(west, south), corner(east, north)]);
  const zoom = Math.min(Math.max(fits - 0.5, map.getZoom() + 1), map.getZoom() + MOST_STEP, map.getMaxZoom());
  map.setView(corner((west + east) / 2, (north + south) / 2), zoom, { animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
}
