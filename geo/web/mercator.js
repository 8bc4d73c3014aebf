// Where positions lie on the square of web mercator, each axis from 0 to 1: what the map's layers project from.

// lon, lat: columns with at(row) in degrees -> {x, y} as Float64Arrays, NaN where there is no position.
export function onSquare(lon, lat) {
  const [x, y] = [new Float64Array(lon.length), new Float64Array(lon.length)];
  for (let row = 0; row < lon.length; row += 1) {
    const [east, north] = [lon.at(row) ?? NaN, lat.at(row) ?? NaN];
    x[row] = east / 360 + 0.5;
    y[row] = 0.5 - Math.log(Math.tan(Math.PI / 4 + (north * Math.PI) / 360)) / (2 * Math.PI);
  }
  return { x, y };
}
