// The auxiliary sphere of the WGS 84 ellipsoid: angles in degrees, reduced latitudes and the geodesic integrals.
//
// Every geodesic is the image of a great circle on this sphere (F. W. Bessel 1825; C. F. F. Karney, "Algorithms for
// geodesics", J. Geodesy 87, 2013, equations 7 and 8): with sigma the arc from the equator crossing and
// root(sigma) = sqrt(1 + k2 sin^2 sigma), distance is b times the integral of root, and longitude differs from the
// spherical one by f sin(alpha0) times the integral of (2 - f) / (1 + (1 - f) root). Both integrands have period pi
// and are even, so a seven-point cosine transform gives their Fourier series to rounding error (its terms fall by
// 600 each on this ellipsoid) and no table of coefficients is needed.

export const WGS84_A_M = 6378137;
export const WGS84_F = 1 / 298.257223563;
export const WGS84_B_M = WGS84_A_M * (1 - WGS84_F);
export const SECOND_ECCENTRICITY_2 = (WGS84_F * (2 - WGS84_F)) / (1 - WGS84_F) ** 2;
export const RADIAN = Math.PI / 180;

// At a pole the cosine of latitude is this instead of 0, so that a direction still exists there.
const POLE_COSINE = 1e-150;
const HALF_ROOT_3 = Math.sqrt(3) / 2;
// cos(m pi / 6) for m = 0 .. 11, exact where it can be.
const COSINE_TWELFTHS = [1, HALF_ROOT_3, 0.5, 0, -0.5, -HALF_ROOT_3, -1, -HALF_ROOT_3, -0.5, 0, 0.5, HALF_ROOT_3];

/** [sin, cos] of an angle in degrees, exact at multiples of 90. */
export function sinCosDegrees(angle_deg) {
  const quarter = Math.round(angle_deg / 90);
  const rest = (angle_deg - 90 * quarter) * RADIAN;
  const s = Math.sin(rest);
  const c = Math.cos(rest);
  switch (((quarter % 4) + 4) % 4) {
    case 0: return [s, c];
    case 1: return [c, -s];
    case 2: return [-s, -c];
    default: return [-c, s];
  }
}

/** [sin, cos] of the reduced latitude beta, where tan beta = (1 - f) tan latitude. */
export function reducedLatitude(lat) {
  const [s, c] = sinCosDegrees(lat);
  const scaled = (1 - WGS84_F) * s;
  const size = Math.sqrt(scaled * scaled + c * c);
  return [scaled / size, Math.max(c / size, POLE_COSINE)];
}

/** An angle in degrees brought into -180 .. 180. */
export function wrapDegrees(angle_deg) {
  const turned = angle_deg % 360;
  if (turned > 180) return turned - 360;
  return turned < -180 ? turned + 360 : turned;
}

/** A bearing from its sine and cosine, in 0 <= degrees < 360. */
export function compassDegrees(sine, cosine) {
  const angle_deg = Math.atan2(sine, cosine) / RADIAN;
  if (angle_deg >= 0) return angle_deg + 0; // + 0 turns -0 into 0
  return angle_deg + 360 < 360 ? angle_deg + 360 : 0;
}

/** Values at sigma = 0, 15 .. 90 degrees -> [mean, w1 .. w5]: the integral is mean sigma + sum of wj sin(2 j sigma). */
export function integralSeries(values) {
  const series = [0, 0, 0, 0, 0, 0];
  for (let j = 0; j < 6; j += 1) {
    let sum = (values[0] + (j % 2 ? -values[6] : values[6])) / 2;
    for (let m = 1; m < 6; m += 1) sum += values[m] * COSINE_TWELFTHS[(j * m) % 12];
    series[j] = j === 0 ? sum / 6 : sum / (6 * j);
  }
  return series;
}

/** root(sigma) at the seven nodes of integralSeries. */
export function rootSamples(k2) {
  const roots = [];
  for (let m = 0; m < 7; m += 1) roots.push(Math.sqrt(1 + (k2 * (1 - COSINE_TWELFTHS[m])) / 2));
  return roots;
}

/** The series of the longitude integral from the samples of root. */
export function longitudeSeries(roots) {
  return integralSeries(roots.map((root) => (2 - WGS84_F) / (1 + (1 - WGS84_F) * root)));
}

/** The periodic part of an integral at the point of the great circle with this sine and cosine of sigma (Clenshaw). */
export function periodicPart(series, sine, cosine) {
  const step = 2 * (cosine - sine) * (cosine + sine);
  let later = 0;
  let sum = 0;
  for (let j = 5; j > 0; j -= 1) [later, sum] = [sum, series[j] + step * sum - later];
  return 2 * sine * cosine * sum;
}

/** Throws RangeError unless lon and lat, in degrees, are a position. */
export function requirePosition(lon, lat) {
  if (typeof lon !== "number" || !(Math.abs(lon) <= 180)) {
    throw new RangeError(`longitude ${String(lon)} is not a number from -180 to 180 degrees`);
  }
  if (typeof lat !== "number" || !(Math.abs(lat) <= 90)) {
    throw new RangeError(`latitude ${String(lat)} is not a number from -90 to 90 degrees`);
  }
}

/** Throws RangeError unless the value is a finite number of metres, 0 or more. */
export function requireMetres(value, name) {
  if (typeof value !== "number" || !(value >= 0 && value < Infinity)) {
    throw new RangeError(`${name} ${String(value)} is not a number of metres, 0 or more`);
  }
}
