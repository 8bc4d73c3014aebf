// Groups points that would cover each other on the screen.

const STRIDE = 0x4000000; // cells of the search grid are numbered row by row: more than any map has across

// rows: in date order; x, y: the world as columns; scale: pixels of the whole world. A point joins the first group begun
// nearer than `distance` pixels, else it begins one. -> lists of rows in the same order, or null as soon as more than
// `most` of them begin in `box`.
export function groupNear({ x, y }, rows, scale, distance, most = Infinity, box = null) {
  const groups = [];
  const next = []; // group -> the one begun before it in the same cell of the grid
  const latest = new Map(); // cell -> the group begun last in it
  let inBox = 0;

  function nearest(px, py, cx, cy) {
    let first = -1;
    for (let down = cy - 1; down <= cy + 1; down += 1) {
      for (let across = cx - 1; across <= cx + 1; across += 1) {
        for (let one = latest.get(down * STRIDE + across) ?? -1; one >= 0; one = next[one]) {
          const begun = groups[one][0];
          if ((first < 0 || one < first) && Math.hypot(x[begun] * scale - px, y[begun] * scale - py) < distance) first = one;
        }
      }
    }
    return first;
  }

  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i];
    const [px, py] = [x[row] * scale, y[row] * scale];
    const [cx, cy] = [Math.floor(px / distance), Math.floor(py / distance)];
    const near = nearest(px, py, cx, cy);
    if (near >= 0) {
      groups[near].push(row);
      continue;
    }
    if (box && x[row] >= box.west && x[row] <= box.east && y[row] >= box.north && y[row] <= box.south) inBox += 1;
    if (inBox > most || (!box && groups.length === most)) return null;
    const cell = cy * STRIDE + cx;
    next.push(latest.get(cell) ?? -1);
    latest.set(cell, groups.length);
    groups.push([row]);
  }
  return groups;
}
