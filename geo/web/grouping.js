// Groups points that would cover each other on the screen.

// x, y: the world as columns; rows: in date order; scale: pixels of the whole world. A point joins the first group begun
// nearer than `distance` pixels, else it begins one. -> lists of rows in the same order, or null as soon as there are more
// than `most` of them, those that begin outside `box` not counted.
export function groupNear({ x, y }, rows, { scale, distance, most = Infinity, box = null }) {
  const groups = [];
  const [atX, atY] = [[], []]; // group -> where it was begun, in pixels
  // A search grid, each cell as wide as the distance; cells share places in the table, and a group knows the one before it there.
  const table = new Int32Array(2 ** Math.ceil(Math.log2(2 * rows.length + 2))).fill(-1);
  const before = new Int32Array(rows.length);
  const placeOf = (cx, cy) => (Math.imul(cx, 73856093) ^ Math.imul(cy, 19349663)) & (table.length - 1);
  let counted = 0;

  function firstNear(px, py, cx, cy) {
    let first = -1;
    for (let down = cy - 1; down <= cy + 1; down += 1) {
      for (let across = cx - 1; across <= cx + 1; across += 1) {
        for (let one = table[placeOf(across, down)]; one >= 0; one = before[one]) {
          if (first >= 0 && one >= first) continue;
          const [dx, dy] = [atX[one] - px, atY[one] - py];
          if (dx * dx + dy * dy < distance * distance) first = one;
        }
      }
    }
    return first;
  }

  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i];
    const [px, py] = [x[row] * scale, y[row] * scale];
    const [cx, cy] = [Math.floor(px / distance), Math.floor(py / distance)];
    const near = firstNear(px, py, cx, cy);
    if (near >= 0) {
      groups[near].push(row);
      continue;
    }
    if (!box || (x[row] >= box.west && x[row] <= box.east && y[row] >= box.north && y[row] <= box.south)) counted += 1;
    if (counted > most) return null;
    const place = placeOf(cx, cy);
    before[groups.length] = table[place];
    table[place] = groups.length;
    atX.push(px);
    atY.push(py);
    groups.push([row]);
  }
  return groups;
}
