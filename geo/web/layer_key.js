// What the legend says of points and cells: nothing where incidents are drawn as marks.

import { h, svg } from "./dom.js";
import { outlineOfHexagon } from "./hexagons.js";
import { symbol } from "./symbols.js";
import { metresWords, t } from "./words.js";

const SHADE_COUNT = 8;

// cell_px: across a cell; its breadth on the ground is that in the middle of the map.
export function layerKey(map, how, cell_px) {
  if (how === "marks") return null;
  if (how === "points") return h("p", {}, symbol("contact", "exact", 13), t("legend.points"));
  const middle = map.latLngToContainerPoint(map.getCenter());
  const across_m = map.distance(map.containerPointToLatLng(middle.subtract([cell_px / 2, 0])), map.containerPointToLatLng(middle.add([cell_px / 2, 0])));
  const ramp = Array.from({ length: SHADE_COUNT }, (_, i) => svg("g", { class: `cell shade-${i + 1}`, transform: `translate(${13 + i * 21} 13)` }, svg("path", { d: outlineOfHexagon(20), class: "cell-body" })));
  return [svg("svg", { class: "cells-key", width: 175, height: 26, viewBox: "0 0 175 26", "aria-hidden": "true" }, ramp), h("p", {}, t("legend.cells", { size: metresWords(across_m) }))];
}
