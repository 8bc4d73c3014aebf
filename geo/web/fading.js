// Fades the fill of an area out towards where its drawing only ends: a straight frame is no front and should not look like one.

import { byId, replace, svg } from "./dom.js";

const MASK_PX = 20000;
const WIDE_PX = 90;
const STROKES = 15; // strokes on each other, the widest first

export function createFading(map) {
  const masks = svg("g");
  byId("clips").append(masks);
  let pairs = [];
  let waiting = 0;

  // The map redraws its paths as it moves; the masks are copies of them.
  function copy() {
    replace(masks, pairs.map(([, cut], i) => svg("mask", { id: `fade-${i}`, maskUnits: "userSpaceOnUse", x: -MASK_PX, y: -MASK_PX, width: 2 * MASK_PX, height: 2 * MASK_PX },
      svg("rect", { x: -MASK_PX, y: -MASK_PX, width: 2 * MASK_PX, height: 2 * MASK_PX, class: "fade-all" }),
      Array.from({ length: STROKES }, (_, step) => svg("path", { d: cut.getAttribute("d") ?? "", class: "fade-step", style: { "stroke-width": `${WIDE_PX * (1 - step / STROKES)}px` } })))));
  }
  const soon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(copy);
  };
  map.on("moveend zoomend viewreset", soon);
  return {
    clear() {
      pairs = [];
      soon();
    },
    // fill: the path of an area; cut: the path of where its drawing ends.
    add(fill, cut) {
      fill.setAttribute("mask", `url(#fade-${pairs.length})`);
      pairs.push([fill, cut]);
      copy();
    },
  };
}
