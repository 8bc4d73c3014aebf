// Geodesics on WGS 84: distance, bearing and bounds between two positions, where a bearing leads, rings and lines.
import { WGS84_A_M, WGS84_B_M, WGS84_F, SECOND_ECCENTRICITY_2, RADIAN } from "./geodesic_sphere.js";
import { sinCosDegrees, reducedLatitude, wrapDegrees, compassDegrees } from "./geodesic_sphere.js";
import { integralSeries, rootSamples, longitudeSeries, periodicPart } from "./geodesic_sphere.js";
import { requirePosition, requireMetres } from "./geodesic_sphere.js";
import { shortestArc, arcLength_m } from "./geodesic_solve.js";

/** Distance in metres and bearing at A, 0 <= degrees < 360, between A and B in degrees; 0 when they are one point. */
export function inverse(lonA, latA, lonB, latB) {
  requirePosition(lonA, latA);
  requirePosition(lonB, latB);
  [latA, latB] = [settled(latA), settled(latB)];
  let east_deg = settled(wrapDegrees(lonB - lonA));
  if (latA === latB && (east_deg === 0 || Math.abs(latA) === 90)) return { distance_m: 0, bearing_deg: 0 };
  // Mirror and swap so that A is the point farther from the equator, south of it, and B lies east of A.
  const eastSign = east_deg < 0 ? -1 : 1;
  const swapped = Math.abs(latA) < Math.abs(latB);
  const southSign = (swapped ? latB : latA) < 0 ? 1 : -1;
  east_deg *= eastSign;
  const [sinBetaA, cosBetaA] = reducedLatitude(southSign * (swapped ? latB : latA));
  const [sinBetaB, cosBetaB] = reducedLatitude(southSign * (swapped ? latA : latB));
  const ends = { sinBetaA, cosBetaA, sinBetaB, cosBetaB };
  if (latA === 0 && latB === 0 && east_deg <= 180 * (1 - WGS84_F)) {
    // Along the equator; beyond this point a detour towards a pole is shorter.
    return { distance_m: WGS84_A_M * east_deg * RADIAN, bearing_deg: eastSign < 0 ? 270 : 90 };
  }
  const arc = shortestArc(ends, east_deg);
  // A swapped pair was solved backwards, so its bearing is the one at the far end, turned round; turning round and
  // the east-west mirror of the swap cancel in the sine.
  const [sine, cosine] = swapped ? [arc.sinAzimuthB, -arc.cosAzimuthB] : [arc.sinAzimuthA, arc.cosAzimuthA];
  return {
    distance_m: arcLength_m(arc),
    bearing_deg: compassDegrees(sine * eastSign, cosine * southSign),
  };
}

// Less than a tenth of a nanometre counts as nothing, so that no square of an angle underflows.
function settled(angle_deg) {
  return Math.abs(angle_deg) < 1e-15 ? 0 : angle_deg;
}

/** Lowest and highest distance between two things each known to lie within a radius; all in metres. */
export function bounds_m(distance_m, radiusA_m, radiusB_m) {
  requireMetres(distance_m, "distance");
  requireMetres(radiusA_m, "radius");
  requireMetres(radiusB_m, "radius");
  return {
    low_m: Math.max(0, distance_m - radiusA_m - radiusB_m),
    high_m: distance_m + radiusA_m + radiusB_m,
  };
}

/** The position {lon, lat} reached from lon, lat in degrees on a bearing in degrees after a distance in metres. */
export function direct(lon, lat, bearing_deg, distance_m) {
  requirePosition(lon, lat);
  if (!Number.isFinite(bearing_deg)) throw new RangeError(`bearing ${String(bearing_deg)} is not a number of degrees`);
  requireMetres(distance_m, "distance");
  if (distance_m === 0) return { lon, lat };
  const [sinBeta, cosBeta] = reducedLatitude(lat);
  const [sinAzimuth, cosAzimuth] = sinCosDegrees(bearing_deg);
  const sinAzimuth0 = sinAzimuth * cosBeta;
  const north = cosAzimuth * cosBeta;
  const cosAzimuth0 = Math.sqrt(north * north + sinBeta * sinBeta);
  const roots = rootSamples(SECOND_ECCENTRICITY_2 * (1 - sinAzimuth0 * sinAzimuth0));
  // On the equator heading along it the arc has no crossing to start from; it starts at the position itself.
  const start = { sine: sinBeta / cosAzimuth0, cosine: north / cosAzimuth0 };
  if (cosAzimuth0 === 0) [start.sine, start.cosine] = [0, 1];
  const arc_rad = arcAfter(integralSeries(roots), start, distance_m / WGS84_B_M);
  const s = Math.sin(arc_rad);
  const c = Math.cos(arc_rad);
  const sine = start.sine * c + start.cosine * s;
  const cosine = start.cosine * c - start.sine * s;
  // Longitude: the turn on the sphere, less the stretch of the ellipsoid.
  const turn_rad = Math.atan2(sinAzimuth0 * sine, cosine) - Math.atan2(sinAzimuth0 * start.sine, start.cosine);
  const series = longitudeSeries(roots);
  const wave = periodicPart(series, sine, cosine) - periodicPart(series, start.sine, start.cosine);
  const east_deg = (turn_rad - WGS84_F * sinAzimuth0 * (series[0] * arc_rad + wave)) / RADIAN;
  const flat = Math.sqrt(sinAzimuth0 * sinAzimuth0 + (cosAzimuth0 * cosine) ** 2);
  return {
    lon: wrapDegrees(lon + wrapDegrees(east_deg)),
    lat: Math.atan2(cosAzimuth0 * sine, (1 - WGS84_F) * flat) / RADIAN,
  };
}

// The arc whose distance integral from the start is target (in units of the polar radius), by Newton's method.
function arcAfter(series, start, target) {
  const before = periodicPart(series, start.sine, start.cosine);
  let arc_rad = target / series[0];
  for (let step = 0; step < 8; step += 1) {
    const s = Math.sin(arc_rad);
    const c = Math.cos(arc_rad);
    const after = periodicPart(series, start.sine * c + start.cosine * s, start.cosine * c - start.sine * s);
    const error = series[0] * arc_rad + after - before - target;
    // The mean slope is within 1 in 600 of the true one: four steps reach rounding error.
    arc_rad -= error / series[0];
    if (Math.abs(error) < 1e-15) break;
  }
  return arc_rad;
}

/**
 * A closed anticlockwise ring [[lon, lat], ...] of `points` different positions radius_m metres from the centre, the
 * first to the north. Longitudes run on past 180 where it crosses the antimeridian, so that it draws as one piece.
 */
export function circle(lon, lat, radius_m, points) {
  requireCount(points, 3);
  const ring = [];
  for (let i = 0; i < points; i += 1) {
    const at = direct(lon, lat, 360 - (360 * i) / points, radius_m);
    ring.push([onwardFrom(lon, at.lon), at.lat]);
  }
  return [...ring, [...ring[0]]];
}

/**
 * `points` positions [[lon, lat], ...] evenly spaced along the shortest path from A to B, both included; longitudes
 * run on past 180 as in circle().
 */
export function geodesicLine(lonA, latA, lonB, latB, points) {
  requireCount(points, 2);
  const { distance_m, bearing_deg } = inverse(lonA, latA, lonB, latB);
  const line = [[lonA, latA]];
  for (let i = 1; i < points; i += 1) {
    const along = direct(lonA, latA, bearing_deg, (distance_m * i) / (points - 1));
    const at = i < points - 1 ? along : { lon: lonB, lat: latB };
    line.push([onwardFrom(line[i - 1][0], at.lon), at.lat]);
  }
  return line;
}

// The longitude equal to `lon` that lies within half a turn of the one before it.
function onwardFrom(before, lon) {
  return lon - 360 * Math.round((lon - before) / 360);
}

function requireCount(points, least) {
  if (!Number.isInteger(points) || points < least || points > 100000) {
    throw new RangeError(`number of points ${String(points)} is not a whole number from ${least} to 100000`);
  }
}
