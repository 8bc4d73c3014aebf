// Compares the ground of two days: places that changed hands as `geo changes`, what each holder gained, what was drawn once only.

import { areasHold } from "./crossings.js";
import { controlAt, holderOf, outlineOf } from "./control.js";
import { overlaps } from "./visible.js";
import { lastControlDay, zonesAt } from "./ground_at.js";

const GRID_DEG = 0.04; // about 4 km: less is the error of an outline

// The two days in their order, or null when none is compared with.
export function comparedDays({ asof, compare }) {
  return compare === null ? null : { before: Math.min(asof, compare), after: Math.max(asof, compare) };
}

// Those of the two days that have no control zone, each with the last day before it that has, or null.
export function blankDays(data, { before, after }) {
  return [before, after].filter((day) => !zonesAt(data, day).control.length).map((day) => ({ day, last: lastControlDay(data, day) }));
}

// The spells for which the ground is drawn: [[first, last]], one for each set of zones.
export function drawnSpells(data) {
  const spells = new Map();
  data.zones.id.forEach((_, row) => {
    const [from, to] = [data.zones.from.at(row), data.zones.to.at(row)];
    if (data.zones.layer.at(row) === "control" && from !== null && to !== null) spells.set(`${from}/${to}`, [from, to]);
  });
  // A zone that holds for part of a spell makes no spell of its own.
  const all = [...spells.values()];
  return all.filter(([from, to]) => !all.some(([a, b]) => a <= from && to <= b && b - a > to - from)).sort((a, b) => a[0] - b[0]);
}

// -> [{row, from, to, sure}] by place: row of places, the zones before and after, and whether both answers are certain.
export function changedPlaces(data, { before, after }) {
  const p = data.places;
  const [first, last] = [before, after].map((day) => zonesAt(data, day).control);
  const held = (zones, row) => zones.filter((zone) => areasHold(outlineOf(data, zone).parts, [p.lon.at(row), p.lat.at(row)]));
  const found = [];
  p.id.forEach((_, row) => {
    const [from, to] = [held(first, row), held(last, row)];
    if (holdersText(data, from) === holdersText(data, to)) return;
    const sure = [before, after].every((day) => controlAt(data, p.lon.at(row), p.lat.at(row), day, p.uncertainty_m.at(row)).answer === "certain");
    found.push({ row, from, to, sure });
  });
  return found;
}

function holdersText(data, zones) {
  return [...new Set(zones.map((zone) => holderOf(data, zone)))].sort().join(" + ");
}

// The changed places by what changed: [{from, to, places}], the largest group first.
export function byTransition(data, changed) {
  const groups = new Map();
  for (const one of changed) {
    const key = `${holdersText(data, one.from)} > ${holdersText(data, one.to)}`;
    if (!groups.has(key)) groups.set(key, { from: one.from, to: one.to, places: [] });
    groups.get(key).places.push(one);
  }
  return [...groups.values()].sort((a, b) => b.places.length - a.places.length);
}

// What each holder of the later day may have gained: [{holder, zones, others}]: its zones then, and the zones of all
// others before. The ground gained is where the two overlap.
export function gainsOf(data, { before, after }) {
  const [first, last] = [before, after].map((day) => zonesAt(data, day).control);
  const holders = [...new Set(last.map((zone) => holderOf(data, zone)))];
  return holders.map((holder) => ({ holder, zones: last.filter((zone) => holderOf(data, zone) === holder), others: first.filter((zone) => holderOf(data, zone) !== holder) }))
    .filter(({ zones, others }) => others.length && shareGround(data, zones, others));
}

// Whether zones of two days overlap by more than their outlines: asked of places, then of a grid of points.
function shareGround(data, zones, others) {
  const p = data.places;
  const [a, b] = [zones, others].map((rows) => rows.flatMap((row) => outlineOf(data, row).parts));
  const isShared = (at) => areasHold(a, at) && areasHold(b, at);
  if (p.id.some((_, row) => isShared([p.lon.at(row), p.lat.at(row)]))) return true;
  const corners = a.flat(2);
  const [west, east, south, north] = [0, 1].flatMap((axis) => corners.reduce(([low, high], at) => [Math.min(low, at[axis]), Math.max(high, at[axis])], [Infinity, -Infinity]));
  for (let lon = west + GRID_DEG / 2; lon < east; lon += GRID_DEG) {
    for (let lat = south + GRID_DEG / 2; lat < north; lat += GRID_DEG) if (isShared([lon, lat])) return true;
  }
  return false;
}

// Zones that no zone of the same holder meets on the other day: {before: [row], after: [row]}.
export function drawnOnce(data, { before, after }) {
  const [first, last] = [before, after].map((day) => zonesAt(data, day).control);
  const alone = (zones, others) => zones.filter((zone) => !others.some((other) => holderOf(data, zone) === holderOf(data, other) && meets(data, zone, other)));
  return { before: alone(first, last), after: alone(last, first) };
}

function meets(data, a, b) {
  if (data.zones.shape.at(a) === data.zones.shape.at(b)) return true;
  const [inA, inB] = [outlineOf(data, a).parts, outlineOf(data, b).parts];
  return inA.flat(2).some((corner) => areasHold(inB, corner)) || inB.flat(2).some((corner) => areasHold(inA, corner));
}

// Whether the map draws an incident: where two days are compared, only what may have happened between them.
export function isBetween(data, state, row) {
  const days = comparedDays(state);
  return !days || overlaps(data, row, days.before, days.after, "possible");
}

// Rows of the incidents that may have happened from the one day to the other.
export function incidentsBetween(data, { before, after }) {
  return Array.from({ length: data.incidents.count }, (_, row) => row).filter((row) => overlaps(data, row, before, after, "possible"));
}
