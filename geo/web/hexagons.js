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

// rows: all that lie in `box`, a part of the world that is `scale` pixels wide. -> [{column, row, count, current}] of the
// hexagons that hold any; current: how many of them may have happened on the day.
export function countHexagons(incidents, rows, { scale, width, box, asof }) {
  const top = Math.floor((box.north * scale) / (width * SLOPE)) - 1;
  const left = Math.floor((box.west * scale) / width) - 1;
  const across = Math.ceil((box.east * scale) / width) + 2 - left;
  const down = Math.ceil((box.south * scale) / (width * SLOPE)) + 2 - top;
  const [counts, current] = [new Uint32Array(across * down), new Uint32Array(across * down)];
  const { x, y } = incidents;
  const [earliest, latest] = [incidents.earliest.values, incidents.latest.values];
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i];
    const cell = cellOf(x[row] * scale, y[row] * scale, width, left, top, across);
    counts[cell] += 1;
    if (earliest[row] <= asof && (latest[row] === NONE || latest[row] >= asof)) current[cell] += 1;
  }
  const found = [];
  for (let cell = 0; cell < counts.length; cell += 1) {
    if (counts[cell]) found.push({ column: (cell % across) + left, row: Math.floor(cell / across) + top, count: counts[cell], current: current[cell] });
  }
  return found;
}

// hexagonAt as one number, without a list for each point: this runs for every incident shown.
function cellOf(px, py, width, left, top, across) {
  const down = py / (width * SLOPE);
  let row = Math.round(down);
  let column = Math.round(px / width - (row & 1) / 2);
  const off = down - row;
  if (Math.abs(off) * 3 > 1) {
    const other = row + (off < 0 ? -1 : 1);
    const beside = Math.round(px / width - (other & 1) / 2);
    const [dx, ox] = [px - (column + (row & 1) / 2) * width, px - (beside + (other & 1) / 2) * width];
    const [dy, oy] = [off * width * SLOPE, (down - other) * width * SLOPE];
    if (ox * ox + oy * oy < dx * dx + dy * dy) {
      column = beside;
      row = other;
    }
  }
  return (row - top) * across + (column - left);
}
