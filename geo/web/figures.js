// Draws figures by claimant as a strip of ranges on one scale: never an average, never a best value.

import { h, svg } from "./dom.js";
import { t } from "./words.js";

const WIDTH = 150;

export function rangeText([low, high]) {
  return low === high ? low.toLocaleString("en") : `${low.toLocaleString("en")}–${high.toLocaleString("en")}`;
}

// claims: [{speaker, of, range: [low, high]}] of one measure (killed, wounded or strength).
export function figureStrip(measure, claims) {
  const top = Math.max(...claims.map((claim) => claim.range[1]), 1);
  const x = (n) => 3 + (n / top) * (WIDTH - 6);
  const rows = claims.map(({ speaker, of, range }) => h("tr", {},
    h("th", { scope: "row" }, speaker, of ? h("span", { class: "of" }, ` ${of}`) : null),
    h("td", {}, rangeText(range)),
    h("td", { class: "strip" }, svg("svg", { viewBox: `0 0 ${WIDTH} 12`, width: WIDTH, height: 12, "aria-hidden": "true" },
      svg("line", { x1: 0, x2: WIDTH, y1: 6, y2: 6, class: "strip-axis" }),
      range[0] === range[1] ? svg("circle", { cx: x(range[0]), cy: 6, r: 3.5, class: "strip-dot" })
        : svg("rect", { x: x(range[0]), width: x(range[1]) - x(range[0]), y: 3, height: 6, rx: 2, class: "strip-bar" })))));
  return h("table", { class: "figures" }, h("caption", {}, t(`figures.${measure}`)), h("tbody", {}, rows));
}
