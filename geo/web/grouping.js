// Groups points that would cover each other on the screen.

// points: [{row, x, y}] in pixels, in date order -> lists of rows, each list in the same order.
export function groupNear(points, distance) {
  const groups = [];
  for (const point of points) {
    const near = groups.find((group) => Math.hypot(group.x - point.x, group.y - point.y) < distance);
    if (near) near.rows.push(point.row);
    else groups.push({ x: point.x, y: point.y, rows: [point.row] });
  }
  return groups.map((group) => group.rows);
}
