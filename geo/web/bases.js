// Arranges the bases of a day on the screen: those that would cover each other share a mark, none hides under an incident.

import { basesAt } from "./ground_at.js";
import { actorName, label, t } from "./words.js";

// Where a mark may go, the nearest first: straight, then aslant, then farther.
const REACH_PX = [14, 20, 26, 33, 41, 50];
const WAYS_OFF = [[0, 1], [0, -1], [1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1]];

// standing: [{place, x, y, actor, firm}] in pixels -> [{x, y, places, flags: [{actor, firm, n}]}]. A mark stands at its
// first base; every actor has one flag in it, with how many bases it counts, firm when one of them is.
export function baseMarks(standing, near) {
  const marks = [];
  for (const base of standing) {
    let mark = marks.find((one) => Math.hypot(one.x - base.x, one.y - base.y) < near);
    if (!mark) marks.push(mark = { x: base.x, y: base.y, places: [], flags: [] });
    if (!mark.places.includes(base.place)) mark.places.push(base.place);
    const flag = mark.flags.find((one) => one.actor === base.actor);
    if (!flag) mark.flags.push({ actor: base.actor, firm: base.firm, n: 1 });
    else Object.assign(flag, { n: flag.n + 1, firm: flag.firm || base.firm });
  }
  return marks;
}

export function flagText(data, actor, n) {
  return label("actor_short", data.actors.id.at(actor)) + (n > 1 ? `×${n}` : "");
}

// Who stood at a place on a day, in words.
export function standWords(data, place, day) {
  return basesAt(data, day).filter(({ row }) => data.presences.place.at(row) === place).map(({ row, firm }) => t(firm ? "base.firm" : "base.possible", {
    actor: actorName(data, data.presences.actor.at(row)), role: label("presence_role", data.presences.role.at(row)),
  })).join("; ");
}

// In pixels: from far a square a flag, from near its letters.
export function markSize(data, { flags }, far) {
  if (far) return { width: flags.length * 12, height: 11 };
  return { width: flags.reduce((sum, { actor, n }) => sum + flagText(data, actor, n).length * 7 + 12, 0), height: 18 };
}

export function atLeast({ width, height }, least) {
  return { width: Math.max(width, least), height: Math.max(height, least) };
}

// Moves each mark, which takes `sizeOf(mark)` pixels, to the first free spot beside its point, or the least crowded one:
// -> the marks with dx, dy in pixels from the point.
export function nudged(marks, obstacles, sizeOf) {
  const taken = [...obstacles];
  return marks.map((mark) => {
    const { width, height } = sizeOf(mark);
    const moves = [[0, 0], ...REACH_PX.flatMap((reach) => WAYS_OFF.map(([across, down]) => [across * (reach + (width - height) / 2), down * reach]))];
    let best = null;
    for (const [dx, dy] of moves) {
      const box = { x: mark.x + dx - width / 2, y: mark.y + dy - height / 2, width, height };
      const covered = taken.reduce((sum, other) => sum + shared(box, other), 0);
      if (!best || covered < best.covered) best = { dx, dy, box, covered };
      if (!covered) break;
    }
    taken.push(best.box);
    return { ...mark, dx: best.dx, dy: best.dy };
  });
}

// The area two boxes share, in square pixels.
function shared(a, b) {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return across > 0 && down > 0 ? across * down : 0;
}
