// Chooses which labels fit: each in turn takes the first free side of its point, or is left out.

const SIDES = ["right", "left", "top", "bottom", "right-up", "right-down", "left-up", "left-down"];

// What must not be missing looks farther off too.
const WIDE_SIDES = [...SIDES, "top-far", "bottom-far"];
const FAR = 14;
const FARTHER = 24;

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

function boxOf(item, side) {
  const { width } = item;
  const height = 15;
  const [across, down] = side.split("-");
  const x = { right: item.x + 4, left: item.x - 4 - width }[across] ?? item.x - width / 2;
  const y = { top: item.y - height - 4, bottom: item.y + 4 }[across] ?? item.y - height / 2;
  return { x, y: y + ({ up: -FAR, down: FAR, far: across === "top" ? -FARTHER : FARTHER }[down] ?? 0), width, height };
}

export function meet(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
