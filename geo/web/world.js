// Boxes of the square world of the map, each side from 0 to 1, and which incidents lie in one.

export const EVERYWHERE = { west: -Infinity, north: -Infinity, east: Infinity, south: Infinity };

// What the window of the map shows.
export function boxInView(map) {
  const { min, max } = map.getPixelBounds();
  const scale = worldPixels(map);
  return { west: min.x / scale, north: min.y / scale, east: max.x / scale, south: max.y / scale };
}

// How many pixels the whole world measures.
export function worldPixels(map) {
  return map.project([0, 0], map.getZoom()).x * 2;
}

// The box, larger on each side by so much.
export function widened({ west, north, east, south }, dx, dy = dx) {
  return { west: west - dx, north: north - dy, east: east + dx, south: south + dy };
}

// The box, larger on each side by a share of itself.
export function padded(box, share) {
  return widened(box, (box.east - box.west) * share, (box.south - box.north) * share);
}

export function contains(outer, inner) {
  return outer.west <= inner.west && outer.east >= inner.east && outer.north <= inner.north && outer.south >= inner.south;
}

// The rows of those given that lie in a box, in their order, as an Int32Array; one without a place lies in none.
export function rowsWithin({ x, y }, rows, { west, north, east, south }) {
  const found = new Int32Array(rows.length);
  let n = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i];
    if (x[row] >= west && x[row] <= east && y[row] >= north && y[row] <= south) found[n++] = row;
  }
  return found.subarray(0, n);
}

// Whether more than so many of the rows lie in a box.
export function isMoreThan(most, { x, y }, rows, { west, north, east, south }) {
  let n = 0;
  for (let i = 0; i < rows.length && n <= most; i += 1) {
    const row = rows[i];
    if (x[row] >= west && x[row] <= east && y[row] >= north && y[row] <= south) n += 1;
  }
  return n > most;
}
