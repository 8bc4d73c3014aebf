// Chooses which labels fit: each in turn takes the first free side of its point, or is left out.

const SIDES = ["right", "left", "top", "bottom", "right-up", "right-down", "left-up", "left-down"];

const FAR = 14;

// Items come in falling importance with x, y in pixels; the answer holds those placed, each with its side.
export function placeLabels(items, obstacles) {
  const taken = [...(obstacles || [])];
  const placed = [];
  for (const item of items) {
    for (const side of item.dot ? SIDES : ["middle"]) {
      const box = boxOf(item, side);
      if (taken.some((other) => meet(box, other))) continue;
      taken.push(box);
      placed.push({ ...item, side });
      break;
    }
  }
  return placed;
}

function boxOf(item, side) {
  const width = item.text.length * 6.6 + 6;
  const height = 15;
  const [across, down] = side.split("-");
  const x = { right: item.x + 4, left: item.x - 4 - width }[across] ?? item.x - width / 2;
  const y = { top: item.y - height - 4, bottom: item.y + 4 }[across] ?? item.y - height / 2;
  return { x, y: y + ({ up: -FAR, down: FAR }[down] ?? 0), width, height };
}

function meet(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
