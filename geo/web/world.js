// Where the incidents lie in the square world of the map, as typed columns, and which of them lie in a part of it.

const kept = new WeakMap(); // data -> {x, y, earliest, latest}
export const NO_DAY = -2147483648;

// x and y run from 0 to 1, west to east and north to south (web Mercator); NaN where no place is known.
export function worldOf(data) {
  if (!kept.has(data)) kept.set(data, columnsOf(data.incidents));
  return kept.get(data);
}

function columnsOf(column) {
  const { lon, lat, x, y, earliest, latest } = column;
  return { x: x?.values ?? x ?? Float64Array.from(lon, worldX), y: y?.values ?? y ?? Float64Array.from(lat, worldY), earliest: daysOf(earliest), latest: daysOf(latest) };
}

function daysOf(column) {
  return column.values ?? Int32Array.from(column, (day) => day ?? NO_DAY);
}

export function worldX(lon) {
  return lon === null ? NaN : lon / 360 + 0.5;
}

export function worldY(lat) {
  return lat === null ? NaN : 0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
}

export function latLngOf(x, y) {
  return [(Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI, (x - 0.5) * 360];
}

// The rows that lie in a box of the world, in their order.
export function rowsWithin({ x, y }, rows, { west, north, east, south }) {
  const found = new Int32Array(rows.length);
  let n = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i];
    if (x[row] >= west && x[row] <= east && y[row] >= north && y[row] <= south) found[n++] = row;
  }
  return found.subarray(0, n);
}

export function contains(outer, inner) {
  return outer.west <= inner.west && outer.east >= inner.east && outer.north <= inner.north && outer.south >= inner.south;
}

// The box, larger on each side by a share of itself.
export function padded({ west, north, east, south }, share) {
  const [dx, dy] = [(east - west) * share, (south - north) * share];
  return { west: west - dx, north: north - dy, east: east + dx, south: south + dy };
}
