// Defines the hatches and the arrow head that the style sheets fill and end lines with; they live in the page once.

import { svg } from "./dom.js";

const PATTERNS = {
  "hatch-joint": ["M0 8 L8 0 M-2 2 L2 -2 M6 10 L10 6", "pattern-joint"],
  "hatch-contested": ["M0 0 L8 8 M0 8 L8 0", "pattern-contested"],
  "hatch-area": ["M0 12 L12 0", "pattern-area", 12],
  // One for each holder, for readers whose system sets the colours (people.css).
  "hatch-sdf_aanes": ["M3 3 H4.5", "pattern-forced", 9],
  "hatch-syria_gov": ["M0 0 L10 10", "pattern-forced", 10],
  "hatch-turkey_sna": ["M0 4 H9", "pattern-forced", 9],
  "hatch-isil": ["M4 0 V9", "pattern-forced", 9],
  "hatch-gain": ["M0 6 L6 0 M-1.5 1.5 L1.5 -1.5 M4.5 7.5 L7.5 4.5", "pattern-gain", 6],
  "hatch-doubt": ["M0 8 L8 0 M-2 2 L2 -2 M6 10 L10 6", "pattern-doubt"],
};

export function patterns() {
  return svg("svg", { width: 0, height: 0, class: "patterns", "aria-hidden": "true", focusable: "false" },
    svg("defs", { id: "clips" }, Object.entries(PATTERNS).map(([id, [d, className, size = 8]]) => svg("pattern", {
      id, width: size, height: size, patternUnits: "userSpaceOnUse",
    }, svg("rect", { width: size, height: size, class: `${className}-back` }), svg("path", { d, class: className }))),
    svg("marker", { id: "arrow", viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto" },
      svg("path", { d: "M0 0 L10 5 L0 10 Z", class: "arrow-head" }))));
}
