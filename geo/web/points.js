// Draws many incidents on one canvas as small symbols, those that share a spot with how many they are.

import { keepAfloat } from "./afloat.js";
import { h, svg } from "./dom.js";
import { createSprites, ringPath } from "./sprites.js";
import { symbol } from "./symbols.js";

const SIZE_PX = 13;
const MOST_RATIO = 2; // a canvas as fine as the finest screens would be too large to keep
const TENSES = ["past", "coming", "current"]; // the last one lies on top
const PILL = { up: 9, height: 13, font: "700 10px system-ui, sans-serif" };

export function createPoints(map, pane) {
  const canvas = h("canvas", { class: "points", "aria-hidden": "true" });
  const stage = h("div", { class: "points-stage" }, canvas);
  pane.append(stage);
  const afloat = keepAfloat(map, stage);
  const sprites = createSprites(pane, SIZE_PX);
  let spots = []; // {x, y, rows, look, family, precision, tense}, pixels from the corner of the canvas
  let pills = [];
  let place = null;

  // groups: spots, but in pixels of the world; place: {x, y, width, height, zoom}.
  function draw(groups, at) {
    place = at;
    spots = TENSES.flatMap((tense) => groups.filter((group) => group.tense === tense));
    for (const spot of spots) {
      spot.x -= place.x;
      spot.y -= place.y;
    }
    stage.hidden = !spots.length;
    if (!spots.length) {
      Object.assign(canvas, { width: 0, height: 0 });
      canvas.dataset.shows = "";
      return;
    }
    const ratio = Math.min(devicePixelRatio, MOST_RATIO);
    const pen = clean(ratio);
    for (const spot of spots) {
      const { image, size } = sprites.of(spot, ratio);
      pen.drawImage(image, spot.x - size / 2, spot.y - size / 2, size, size);
    }
    pills = placedPills();
    drawPills(pen);
    canvas.dataset.shows = [...new Set(spots.map(({ look }) => look)), pills.length ? "pile-count" : ""].join(" ");
    afloat.settle(place);
  }

  // The canvas, empty and as large as the part of the world drawn; a new one only when it must be.
  function clean(ratio) {
    const [width, height] = [Math.round(place.width * ratio), Math.round(place.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    for (const side of ["width", "height"]) canvas.style[side] = `${place[side]}px`;
    const pen = canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, place.width, place.height);
    return pen;
  }

  // The squares of a net that a number covers.
  function squares({ x, y, width }) {
    const covered = [];
    for (let across = Math.floor(x / 8); across <= (x + width) / 8; across += 1) {
      for (let down = Math.floor(y / 8); down <= (y + PILL.height) / 8; down += 1) covered.push(down * 10000 + across);
    }
    return covered;
  }

  // Numbers stand beside what they count where they do not cover another number.
  function placedPills() {
    const taken = new Set();
    const found = [];
    for (const { x, y, rows } of spots.filter((spot) => spot.rows.length > 1).sort((a, b) => b.rows.length - a.rows.length)) {
      const text = rows.length.toLocaleString("en");
      const width = 6 + 6 * text.length;
      // Above to the right if there is room, else another corner: a spot without a number would pass for one incident.
      const corners = [[4, -PILL.up - 4], [-4 - width, -PILL.up - 4], [4, 1], [-4 - width, 1]];
      const free = corners.map(([dx, dy]) => ({ x: x + dx, y: y + dy, width, text })).find((pill) => squares(pill).every((one) => !taken.has(one)));
      if (!free) continue;
      for (const one of squares(free)) taken.add(one);
      found.push(free);
    }
    return found;
  }
  function drawPills(pen) {
    const { color: ink, outlineColor: paper } = getComputedStyle(stage);
    pen.font = PILL.font;
    pen.textAlign = "center";
    pen.strokeStyle = ink;
    for (const { x, y, width, text } of pills) {
      pen.fillStyle = paper;
      pen.beginPath();
      pen.roundRect(x, y, width, PILL.height, PILL.height / 2);
      pen.fill();
      pen.stroke();
      pen.fillStyle = ink;
      pen.fillText(text, x + width / 2, y + 10);
    }
  }

  // The spot nearest to a point of the container and nearer than so many pixels; they are few enough to look at each.
  function near(point, reach_px) {
    const corner = map.getPixelBounds().min;
    let [best, least] = [null, reach_px];
    for (const spot of spots) {
      const far = Math.hypot(spot.x + place.x - corner.x - point.x, spot.y + place.y - corner.y - point.y);
      if (far <= least) [best, least] = [spot, far];
    }
    return best;
  }

  // The same as shapes, for a picture: drawn beside the canvas, so that the style sheets reach them.
  canvas.shapes = () => {
    const at = (x, y) => `translate(${x - SIZE_PX / 2} ${y - SIZE_PX / 2})`;
    const root = svg("svg", { class: "points-shapes", width: place.width, height: place.height }, spots.map(({ x, y, family, precision, tense }) => (
      svg("g", { class: `mark is-${tense}`, transform: at(x, y) }, tense === "current" ? svg("path", { d: ringPath(SIZE_PX), class: "point-ring" }) : null,
        svg("g", { transform: `scale(${SIZE_PX / 22})`, class: symbol(family, precision).getAttribute("class") }, [...symbol(family, precision).childNodes])))),
    pills.map(({ x, y, width, text }) => svg("g", {}, svg("rect", { x, y, width, height: PILL.height, rx: PILL.height / 2, class: "point-pill" }),
      svg("text", { x: x + width / 2, y: y + 10, "text-anchor": "middle", class: "point-count" }, text))));
    canvas.after(root);
    return root;
  };
  return { draw, near, forget: sprites.forget };
}
