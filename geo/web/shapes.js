// Decodes the page's outlines: whole-number steps of a ten-thousandth of a degree, one flat list a ring.

const STEP = 10000;

// [x0, y0, dx, dy, ...] -> [[lat, lon], ...], the order Leaflet takes.
export function latLngs(flat) {
  const points = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < flat.length; i += 2) {
    x += flat[i];
    y += flat[i + 1];
    points.push([y / STEP, x / STEP]);
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
