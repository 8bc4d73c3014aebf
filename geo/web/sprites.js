// Paints the symbols of incidents for a canvas, once for each look, in the colours the style sheets give to the marks.

import { h } from "./dom.js";
import { symbol } from "./symbols.js";

const RING_PX = 4; // from the symbol to the ring of an incident on the day depicted

// -> {of(spot, ratio), forget()}: spot is {look, family, precision, tense}, look the three in a word; a sprite is {image, size},
// size in pixels of the page. What it looks like is read off a mark of `size` pixels that stands unseen in `host`.
export function createSprites(host, size) {
  const made = new Map();
  let fine = 0; // pixels of the screen to one of the page

  function styleOf(element) {
    const probe = h("span", { class: "sprite-probe" }, element);
    host.append(probe);
    const read = [...probe.querySelectorAll("path")].map((path) => {
      const { fill, stroke, strokeWidth, strokeDasharray } = getComputedStyle(path);
      return { d: path.getAttribute("d"), fill, stroke, width: parseFloat(strokeWidth), dashes: strokeDasharray === "none" ? [] : strokeDasharray.split(",").map(parseFloat) };
    });
    const { color } = getComputedStyle(probe);
    probe.remove();
    return { paths: read, ink: color };
  }
  function paint({ family, precision, tense }, ratio) {
    const { paths, ink } = styleOf(h("span", { class: `mark is-${tense}` }, symbol(family, precision, size)));
    const whole = size + 4 * RING_PX;
    const canvas = new OffscreenCanvas(Math.ceil(whole * ratio), Math.ceil(whole * ratio));
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    pen.translate(2 * RING_PX, 2 * RING_PX);
    if (tense === "current") {
      pen.strokeStyle = ink;
      pen.lineWidth = 2;
      pen.stroke(new Path2D(ringPath(size)));
    }
    pen.scale(size / 22, size / 22);
    pen.lineJoin = "round";
    for (const { d, fill, stroke, width, dashes } of paths) {
      const path = new Path2D(d);
      pen.setLineDash(dashes);
      pen.lineWidth = width;
      [pen.fillStyle, pen.strokeStyle] = [fill, stroke];
      if (fill !== "none") pen.fill(path);
      if (stroke !== "none") pen.stroke(path);
    }
    return { image: canvas.transferToImageBitmap(), size: whole };
  }
  return {
    of(spot, ratio) {
      if (ratio !== fine) made.clear();
      fine = ratio;
      if (!made.has(spot.look)) made.set(spot.look, paint(spot, ratio));
      return made.get(spot.look);
    },
    forget: () => made.clear(),
  };
}

// About a symbol that fills [0, size].
export function ringPath(size) {
  const [r, c] = [size / 2 + RING_PX, size / 2];
  return `M${c - r} ${c} A${r} ${r} 0 1 0 ${c + r} ${c} A${r} ${r} 0 1 0 ${c - r} ${c} Z`;
}
