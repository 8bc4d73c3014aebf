// Says whether lines and areas share a point, and whether an area holds one: exact for positions of up to six decimals.

// The runs of positions of a geometry: a lone position, its lines, or its rings.
export function runsOf({ type, parts }) {
  if (type === "point") return [[parts]];
  return type === "area" ? parts.flat() : parts;
}

/** A position that two lines or areas share, or null. */
export function touchPoint(a, b) {
  for (const [inner, outer] of [[a, b], [b, a]]) {
    const start = outer.type === "area" && runsOf(inner).map((run) => run[0]).find((position) => areasHold(outer.parts, position));
    if (start) return start;
  }
  for (const one of runsOf(a)) {
    for (const other of runsOf(b)) {
      for (let i = 1; i < one.length; i += 1) {
        for (let k = 1; k < other.length; k += 1) {
          if (edgesCross(one[i - 1], one[i], other[k - 1], other[k])) return crossingPoint(one[i - 1], one[i], other[k - 1], other[k]);
        }
      }
    }
  }
  return null;
}

/** Whether one of the areas (lists of rings) holds the position; on an edge counts as inside. */
export function areasHold(areas, position) {
  return areas.some((rings) => {
    let inside = false;
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i += 1) {
        const [a, b] = [ring[i - 1], ring[i]];
        const turn = turnSide(a, b, position);
        if (turn === 0 && isOnEdge(a, b, position)) return true;
        if ((a[1] > position[1]) !== (b[1] > position[1]) && (turn > 0) === (b[1] > a[1])) inside = !inside;
      }
    }
    return inside;
  });
}

// On which side of a-b the position lies: 1, -1, or 0 on the line through both. Whole millionths of a degree, so that a
// position on a line is found on it.
function turnSide(a, b, [x, y]) {
  const n = (degrees) => Math.round(degrees * 1e6);
  return Math.sign((n(b[0]) - n(a[0])) * (n(y) - n(a[1])) - (n(b[1]) - n(a[1])) * (n(x) - n(a[0])));
}

function isOnEdge(a, b, [x, y]) {
  return Math.min(a[0], b[0]) <= x && x <= Math.max(a[0], b[0]) && Math.min(a[1], b[1]) <= y && y <= Math.max(a[1], b[1]);
}

function edgesCross(a, b, c, d) {
  const [c1, d1, a1, b1] = [turnSide(a, b, c), turnSide(a, b, d), turnSide(c, d, a), turnSide(c, d, b)];
  if (c1 !== d1 && a1 !== b1 && c1 * d1 <= 0 && a1 * b1 <= 0 && (c1 * d1 < 0 || a1 * b1 < 0)) return true;
  return (c1 === 0 && isOnEdge(a, b, c)) || (d1 === 0 && isOnEdge(a, b, d)) || (a1 === 0 && isOnEdge(c, d, a)) || (b1 === 0 && isOnEdge(c, d, b));
}

function crossingPoint(a, b, c, d) {
  const cross = (u, v) => u[0] * v[1] - u[1] * v[0];
  const minus = (u, v) => [u[0] - v[0], u[1] - v[1]];
  const across = cross(minus(b, a), minus(d, c));
  if (across === 0) return [c, d, a].find((end) => isOnEdge(a, b, end)) ?? a;
  const share = cross(minus(c, a), minus(d, c)) / across;
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}
