// Decides how the incidents in view are drawn: as marks, as small points, or counted in cells.

import { groupNear } from "./grouping.js";
import { boxInView, padded, rowsWithin, widened, worldPixels } from "./world.js";
import { countHexagons, middleOf } from "./hexagons.js";

const FEW_ROWS = 1500; // so many may be marks
const MARKS_AT_ONCE = 150;
const MARK_ROOM_PX = 70; // a mark has at least a square of such a side on average, a point one of the next
const POINT_ROOM_PX = 26;
const POINT_PX = 14; // points nearer than this are one
const MOST_IN_A_CELL = 3.5; // points, on average of the cells that have any: more would be mud
const MOST_IN_A_POINT = 5; // on average; more than that is better said by a number
const PAD = { marks: 0.5, points: 0.5, cells: 0.3 }; // how much more than the view is drawn, on each side

// rows: those shown that have a place, without the one chosen. target_px: what a mark takes up. cell_px: across a cell.
// -> {how: "marks" | "points", groups, box} or {how: "cells", cells, box}: box is the part of the world drawn, null for all.
export function drawnHow(map, incidents, rows, { target_px, cell_px, asof, counted = rows }) {
  const scale = worldPixels(map);
  const view = boxInView(map);
  const { x: width, y: height } = map.getSize();
  // Few of them are marks wherever they lie; of many, those in the view and around it.
  const all = rows.length <= FEW_ROWS ? groupNear(incidents, rows, scale, target_px, MARKS_AT_ONCE) : null;
  if (all) return { how: "marks", groups: all, box: null };
  const most = (room) => Math.floor((width * height) / (room * room));
  const inView = rowsWithin(incidents, rows, view).length;
  const grouped = (how, distance, limit, mostRows) => {
    if (inView > mostRows) return null;
    const box = padded(view, PAD[how]);
    const groups = groupNear(incidents, rowsWithin(incidents, rows, box), scale, distance, limit, view);
    if (!groups || (how === "points" && isMud(incidents, groups, scale / cell_px))) return null;
    return { how, groups, box };
  };
  const points = most(POINT_ROOM_PX);
  return grouped("marks", target_px, Math.min(MARKS_AT_ONCE, most(MARK_ROOM_PX)), FEW_ROWS)
    ?? grouped("points", POINT_PX, points, points * MOST_IN_A_POINT)
    ?? inCells(incidents, counted, scale, cell_px, asof, padded(view, PAD.cells));
}

function isMud({ x, y }, groups, across) {
  const cells = new Set(groups.map(([row]) => `${Math.floor(x[row] * across)} ${Math.floor(y[row] * across)}`));
  return groups.length > MOST_IN_A_CELL * cells.size;
}

// A cell is drawn where its middle is in the box, and all its incidents are counted.
function inCells(incidents, rows, scale, width, asof, box) {
  const around = widened(box, (2 * width) / scale);
  const cells = countHexagons(incidents, rowsWithin(incidents, rows, around), { scale, width, box: around, asof });
  const isIn = ({ column, row }) => {
    const [x, y] = middleOf(column, row, width).map((pixel) => pixel / scale);
    return x >= box.west && x <= box.east && y >= box.north && y <= box.south;
  };
  return { how: "cells", box, cells: cells.filter(isIn) };
}
