// Chooses which labels fit: each in turn takes the first free side of its point, or is left out.

const SIDES = ["right", "left", "top", "bottom", "right-up", "right-down", "left-up", "left-down"];

// What must not be missing looks farther off too.
const WIDE_SIDES = [...SIDES, "top-far", "bottom-far"];
const FAR = 14;
const FARTHER = 24;
const GAP = 6; // between a box and what it makes way for

// Items come in falling importance with x, y and the width of their text in pixels; the answer holds those that fit into
// the frame {x, y: its size in pixels} and hide nothing, each with its side and box.
export function placeLabels(items, obstacles, frame) {
  const taken = [...obstacles];
  const placed = [];
  for (const item of items) {
    for (const side of item.dot ? item.isCity ? WIDE_SIDES : SIDES : ["middle"]) {
      const box = boxOf(item, side);
      if (box.x < 0 || box.y < 0 || box.x + box.width > frame.x || box.y + box.height > frame.y) continue;
      if (taken.some((other) => meet(box, other))) continue;
      taken.push(box);
      placed.push({ ...item, side, box });
      break;
    }
  }
  return placed;
}

const STEPS_PX = [6, 14, 22, 30, 38, 46, 54];
const HEIGHT = 15;

// Names that must stand: each takes the nearest free spot round its point or, where none is free, the least crowded one,
// never on `mark` (a box, or null). Positions as for placeLabels; `offset` says where the text stands, from its point.
export function placeAnchors(items, obstacles, mark, frame) {
  const taken = [...obstacles];
  return items.filter(({ x, y }) => x > 0 && y > 0 && x < frame.x && y < frame.y).flatMap((item) => {
    let best = null;
    for (const box of STEPS_PX.flatMap((step) => boxesAround(item, step))) {
      if (box.x < 2 || box.y < 2 || box.x + box.width > frame.x - 2 || box.y + box.height > frame.y - 2 || (mark && meet(box, mark))) continue;
      const crowd = taken.filter((other) => meet(box, other)).length;
      if (!best || crowd < best.crowd) best = { box, crowd };
      if (!crowd) break;
    }
    if (!best) return [];
    taken.push(best.box);
    return [{ ...item, ...best, side: "set", offset: { left: `${best.box.x - item.x + 2}px`, top: `${best.box.y - item.y + 2}px` } }];
  });
}

function boxesAround({ x, y, width }, step) {
  const [right, left, middle] = [x + step, x - step - width, x - width / 2];
  const [above, level, below] = [y - step - HEIGHT, y - HEIGHT / 2, y + step];
  const spots = [[right, level], [left, level], [middle, above], [middle, below], [right, above], [right, below], [left, above], [left, below]];
  return spots.map((at) => ({ x: at[0], y: at[1], width, height: HEIGHT }));
}

function boxOf(item, side) {
  const { width } = item;
  const height = HEIGHT;
  const [across, down] = side.split("-");
  const x = { right: item.x + 4, left: item.x - 4 - width }[across] ?? item.x - width / 2;
  const y = { top: item.y - height - 4, bottom: item.y + 4 }[across] ?? item.y - height / 2;
  return { x, y: y + ({ up: -FAR, down: FAR, far: across === "top" ? -FARTHER : FARTHER }[down] ?? 0), width, height };
}

// The box itself where it meets none of `covers`, else beside them: the spot nearest to `home` that `isInside`.
export function freed(start, covers, isInside, home) {
  const xs = [start.x, ...covers.flatMap((one) => [one.x + one.width + GAP, one.x - start.width - GAP])];
  const ys = [start.y, ...covers.flatMap((one) => [one.y + one.height + GAP, one.y - start.height - GAP])];
  const isFree = (one) => !covers.some((other) => meet(one, other));
  const far = (one) => Math.abs(one.x - home.x) + Math.abs(one.y - home.y);
  const spots = xs.flatMap((x) => ys.map((y) => ({ ...start, x, y }))).sort((one, other) => far(one) - far(other));
  return spots.find((one) => isFree(one) && isInside(one)) ?? start;
}

export function meet(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
