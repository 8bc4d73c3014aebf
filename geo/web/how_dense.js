// Decides how the incidents in view are drawn: as marks, as small points, or counted in cells.

import { groupNear } from "./grouping.js";
import { boxInView, isMoreThan, padded, rowsWithin, widened, worldPixels } from "./world.js";
import { countHexagons, middleOf } from "./hexagons.js";

const FEW_ROWS = 1500; // so many may be marks
const MARKS_AT_ONCE = 150;
const POINT_ROOM_PX = 26; // a point has a square of such a side on average
const POINT_PX = 14; // points nearer than this are one
const MOST_IN_A_POINT = 5; // on average; more than that is better said by a number
const MOST_IN_A_CELL = 3.5; // points, on average of the cells that have any: more would be mud
const PAD = { marks: 0.25, points: 0.5, cells: 0.3 }; // how much more than the view is drawn, on each side

// rows: those shown that have a place, without the one chosen; all: with it. target_px: what a mark takes up; cell_px: across
// a cell. -> {how: "marks" | "points", groups, box} or {how: "cells", cells, box}: box is the part of the world drawn, null for all.
export function drawnHow(map, incidents, rows, { all, target_px, cell_px, asof }) {
  const scale = worldPixels(map);
  const view = boxInView(map);
  // Few of them are marks wherever they lie; of many, those in the view and around it.
  const everywhere = rows.length <= FEW_ROWS && groupNear(incidents, rows, { scale, distance: target_px, most: MARKS_AT_ONCE });
  if (everywhere) return { how: "marks", groups: everywhere, box: null };
  return asMarks(incidents, rows, scale, target_px, padded(view, PAD.marks))
    ?? asPoints(incidents, rows, scale, cell_px, view, map.getSize())
    ?? inCells(incidents, all, scale, cell_px, asof, padded(view, PAD.cells));
}

function asMarks(incidents, rows, scale, distance, box) {
  if (isMoreThan(FEW_ROWS, incidents, rows, box)) return null;
  const groups = groupNear(incidents, rowsWithin(incidents, rows, box), { scale, distance, most: MARKS_AT_ONCE });
  return groups && { how: "marks", groups, box };
}

function asPoints(incidents, rows, scale, cell_px, view, size) {
  const most = Math.floor((size.x * size.y) / (POINT_ROOM_PX * POINT_ROOM_PX));
  if (isMoreThan(most * MOST_IN_A_POINT, incidents, rows, view)) return null;
  const box = padded(view, PAD.points);
  const groups = groupNear(incidents, rowsWithin(incidents, rows, box), { scale, distance: POINT_PX, most, box: view });
  return groups && !isMud(incidents, groups, scale / cell_px) ? { how: "points", groups, box } : null;
}

function isMud({ x, y }, groups, across) {
  const cells = new Set(groups.map(([row]) => Math.floor(x[row] * across) + Math.floor(y[row] * across) * 0x1000000));
  const inGroups = groups.reduce((sum, rows) => sum + rows.length, 0);
  return groups.length > MOST_IN_A_CELL * cells.size || inGroups > MOST_IN_A_POINT * groups.length;
}

// A cell is drawn where its middle is in the box, and all its incidents are counted.
function inCells(incidents, rows, scale, width, asof, box) {
  const around = widened(box, (2 * width) / scale);
  const cells = countHexagons(incidents, rows, { scale, width, box: around, asof });
  const isIn = ({ column, row }) => {
    const [x, y] = middleOf(column, row, width).map((pixel) => pixel / scale);
    return x >= box.west && x <= box.east && y >= box.north && y <= box.south;
  };
  return { how: "cells", box, cells: cells.filter(isIn) };
}
