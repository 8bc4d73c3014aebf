// Finds the shortest geodesic between two canonical ends: A farther from the equator and south of it, B not west of A.
//
// The bearing at A is found by Newton's method inside a bracket that always holds the answer, which is what makes it
// safe for nearly opposite points (Karney 2013, sections 4 and 5, equations 38 and 46).
import { WGS84_B_M, WGS84_F, SECOND_ECCENTRICITY_2, RADIAN } from "./geodesic_sphere.js";
import { sinCosDegrees } from "./geodesic_sphere.js";
import { integralSeries, rootSamples, longitudeSeries, periodicPart } from "./geodesic_sphere.js";

const LONGITUDE_TOLERANCE_RAD = 1e-15; // 6 nanometres on the equator
const MOST_STEPS = 120; // bisection alone ends well before

/**
 * The shortest geodesic between canonical ends, B `east_deg` east of A: sine and cosine of the bearing at both ends,
 * with what arcLength_m needs.
 */
export function shortestArc(ends, east_deg) {
  const [sinEast, cosEast] = sinCosDegrees(east_deg);
  // Along a meridian no search is needed: the bearing at A is the difference of longitude itself.
  if (sinEast === 0 || ends.cosBetaA < 1e-100) {
    return { ...arcFrom(ends, sinEast, cosEast), sinAzimuthB: 0, cosAzimuthB: 1 };
  }
  // The search runs on the bearing less 90 degrees: close to due east it needs all the digits a number has there.
  const east_rad = east_deg * RADIAN;
  let low = -Math.PI / 2;
  let high = Math.PI / 2;
  let slant = sphericalSlant(ends, east_rad);
  let lastStep = Math.PI;
  for (let step = 0; ; step += 1) {
    const arc = arcFrom(ends, Math.cos(slant), -Math.sin(slant));
    const error = arc.longitude_rad - east_rad;
    if (Math.abs(error) <= LONGITUDE_TOLERANCE_RAD || step === MOST_STEPS) return arc;
    if (error > 0) high = slant;
    else low = slant;
    let next = slant - error / longitudeSlope(arc, ends);
    const tooSlow = Math.abs(next - slant) > Math.abs(lastStep) / 2;
    if (tooSlow || !(next > low && next < high)) next = low + (high - low) / 2;
    if (next === slant || next === low || next === high) return arc;
    lastStep = next - slant;
    slant = next;
  }
}

// The geodesic that leaves A on this bearing, up to the place where it reaches the latitude of B going north.
function arcFrom(ends, sinAzimuthA, cosAzimuthA) {
  const { sinBetaA, cosBetaA, sinBetaB, cosBetaB } = ends;
  const sinAzimuth0 = sinAzimuthA * cosBetaA; // Clairaut's constant
  const northA = cosAzimuthA * cosBetaA;
  const northB = northPart(ends, northA);
  const roots = rootSamples(SECOND_ECCENTRICITY_2 * (1 - sinAzimuth0 * sinAzimuth0));
  const a = unitPair(sinBetaA, northA);
  const b = unitPair(sinBetaB, northB);
  const arc_rad = Math.atan2(Math.max(0, a.cosine * b.sine - a.sine * b.cosine), a.cosine * b.cosine + a.sine * b.sine);
  const eastA = sinAzimuth0 * sinBetaA;
  const eastB = sinAzimuth0 * sinBetaB;
  const turn_rad = Math.atan2(Math.max(0, northA * eastB - eastA * northB), northA * northB + eastA * eastB);
  const series = longitudeSeries(roots);
  const stretch = series[0] * arc_rad + periodicPart(series, b.sine, b.cosine) - periodicPart(series, a.sine, a.cosine);
  return {
    sinAzimuthA, cosAzimuthA, sinAzimuthB: sinAzimuth0 / cosBetaB, cosAzimuthB: northB / cosBetaB,
    a, b, roots, arc_rad, longitude_rad: turn_rad - WGS84_F * sinAzimuth0 * stretch,
  };
}

// cos(azimuth) cos(beta) at B by Clairaut, with the difference of squares taken where it loses least.
function northPart({ sinBetaA, cosBetaA, sinBetaB, cosBetaB }, northA) {
  const gain = cosBetaA < -sinBetaA
    ? (cosBetaB - cosBetaA) * (cosBetaB + cosBetaA)
    : (sinBetaA - sinBetaB) * (sinBetaA + sinBetaB);
  return Math.sqrt(northA * northA + Math.max(0, gain));
}

function unitPair(sine, cosine) {
  const size = Math.sqrt(sine * sine + cosine * cosine);
  return { sine: sine / size, cosine: cosine / size };
}

// How fast the longitude reached changes with the bearing at A: the reduced length over the north part at B.
function longitudeSlope({ a, b, roots, arc_rad, cosAzimuthB }, { cosBetaB }) {
  const series = integralSeries(roots.map((root) => root - 1 / root));
  const twist = series[0] * arc_rad + periodicPart(series, b.sine, b.cosine) - periodicPart(series, a.sine, a.cosine);
  const k2 = roots[6] * roots[6] - 1;
  const rootA = Math.sqrt(1 + k2 * a.sine * a.sine);
  const rootB = Math.sqrt(1 + k2 * b.sine * b.sine);
  const reduced = rootB * a.cosine * b.sine - rootA * a.sine * b.cosine - a.cosine * b.cosine * twist;
  return ((1 - WGS84_F) * reduced) / (cosAzimuthB * cosBetaB);
}

// The bearing at A, less 90 degrees, if the ellipsoid were its auxiliary sphere and longitude stretched evenly.
function sphericalSlant({ sinBetaA, cosBetaA, sinBetaB, cosBetaB }, east_rad) {
  const middle = (cosBetaA + cosBetaB) / 2;
  const turn_rad = Math.min(Math.PI, east_rad / Math.sqrt(1 - WGS84_F * (2 - WGS84_F) * middle * middle));
  const half = Math.sin(turn_rad / 2);
  const north = sinBetaB * cosBetaA - cosBetaB * sinBetaA + 2 * sinBetaA * cosBetaB * half * half;
  return Math.atan2(-north, cosBetaB * Math.sin(turn_rad));
}

/** Length in metres of an arc of shortestArc. */
export function arcLength_m({ a, b, roots, arc_rad }) {
  const series = integralSeries(roots);
  const wave = periodicPart(series, b.sine, b.cosine) - periodicPart(series, a.sine, a.cosine);
  return WGS84_B_M * (series[0] * arc_rad + wave);
}
