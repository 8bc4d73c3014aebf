// Decodes the page's outlines: whole-number steps of a ten-thousandth of a degree, one flat list a ring.

export const STEPS_A_DEGREE = 10000;

// [x0, y0, dx, dy, ...] -> [[lat, lon], ...], the order Leaflet takes.
export function latLngs(flat) {
  const points = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < flat.length; i += 2) {
    x += flat[i];
    y += flat[i + 1];
    points.push([y / STEPS_A_DEGREE, x / STEPS_A_DEGREE]);
  }
  return points;
}

// A shape is a list of parts; a part of an area is a list of rings, a part of a line is one flat list.
export function areaLatLngs(shape) {
  return shape.map((rings) => rings.map(latLngs));
}

export function lineLatLngs(shape) {
  return shape.map(latLngs);
}

const CUT_DEG = 0.3; // no line between holders runs so far along a meridian or a parallel; the frame of a drawing does

// The outline of an area in two kinds of runs: `lines` between holders, and `cuts` where the drawing only ends.
export function edgeLatLngs(shape) {
  const edges = { lines: [], cuts: [] };
  for (const ring of areaLatLngs(shape).flat()) {
    let [kind, run] = ["", []];
    for (let i = 1; i < ring.length; i += 1) {
      const [a, b] = [ring[i - 1], ring[i]];
      const isCut = (a[0] === b[0] || a[1] === b[1]) && Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) >= CUT_DEG;
      if (kind !== (isCut ? "cuts" : "lines")) {
        kind = isCut ? "cuts" : "lines";
        edges[kind].push(run = [a]);
      }
      run.push(b);
    }
  }
  return edges;
}
