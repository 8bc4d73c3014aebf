// Counts points in hexagons that lie fast on the world: a pan moves them, it does not deal the points out anew.

import { NONE } from "./columns.js";

const SLOPE = Math.sqrt(3) / 2;

// Hexagons stand on a corner, `width` pixels across; every second row is half a width to the right. -> the middle in pixels.
export function middleOf(column, row, width) {
  return [(column + (row & 1) / 2) * width, row * width * SLOPE];
}

// The corners of one about its middle, as the path of an SVG.
export function outlineOfHexagon(width) {
  const [half, side] = [width / 2, width / (2 * SLOPE)];
  return `M0 ${-side} L${half} ${-side / 2} V${side / 2} L0 ${side} L${-half} ${side / 2} V${-side / 2} Z`;
}

// The hexagon a point is in: of the nearest middle in the row it is next to and the nearest in the row after that.
export function hexagonAt(px, py, width) {
  const down = py / (width * SLOPE);
  const row = Math.round(down);
  const column = Math.round(px / width - (row & 1) / 2);
  const off = down - row;
  if (Math.abs(off) * 3 <= 1) return [column, row]; // nearer to its own row than any corner reaches
  const other = row + (off < 0 ? -1 : 1);
  const beside = Math.round(px / width - (other & 1) / 2);
  const near = (c, r) => Math.hypot(px - (c + (r & 1) / 2) * width, py - r * width * SLOPE);
  return near(beside, other) < near(column, row) ? [beside, other] : [column, row];
}

// rows: of which those in `box` count, a part of a world that is `scale` pixels wide. -> [{column, row, count, current}] of the
// hexagons that hold any; current: how many of them may have happened on the day. What hexagonAt says is said here without
// a list for each point, and counted from a corner so that cutting off a fraction rounds: this runs for every incident shown.
export function countHexagons(incidents, rows, { scale, width, box, asof }) {
  const { west, north, east, south } = box;
  const { x, y } = incidents;
  const [earliest, latest] = [incidents.earliest.values, incidents.latest.values];
  const high = width * SLOPE;
  const top = 2 * Math.floor((north * scale) / high / 2) - 2; // even, so that the rows to the right stay the same ones
  const left = Math.floor((west * scale) / width) - 1;
  const across = Math.ceil((east * scale) / width) + 2 - left;
  const down = Math.ceil((south * scale) / high) + 3 - top;
  const [counts, current] = [new Uint32Array(across * down), new Uint32Array(across * down)];
  const [perX, perY] = [scale / width, scale / high];
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i];
    const [px, py] = [x[row], y[row]];
    if (!(px >= west && px <= east && py >= north && py <= south)) continue;
    const [fx, fy] = [px * perX - left, py * perY - top];
    let r = (fy + 0.5) | 0;
    let c = (fx - (r & 1) / 2 + 0.5) | 0;
    const off = fy - r;
    if (off * 3 > 1 || off * 3 < -1) {
      const other = off < 0 ? r - 1 : r + 1;
      const beside = (fx - (other & 1) / 2 + 0.5) | 0;
      const [dx, ox] = [fx - c - (r & 1) / 2, fx - beside - (other & 1) / 2];
      const [dy, oy] = [off * SLOPE, (fy - other) * SLOPE];
      if (ox * ox + oy * oy < dx * dx + dy * dy) {
        c = beside;
        r = other;
      }
    }
    const cell = r * across + c;
    counts[cell] += 1;
    if (earliest[row] <= asof && (latest[row] === NONE || latest[row] >= asof)) current[cell] += 1;
  }
  const found = [];
  for (let cell = 0; cell < counts.length; cell += 1) {
    if (counts[cell]) found.push({ column: (cell % across) + left, row: Math.floor(cell / across) + top, count: counts[cell], current: current[cell] });
  }
  return found;
}
