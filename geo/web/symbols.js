// Draws the symbol of an incident: shape by family, filled when the spot is known, hollow when only its area is.

import { svg } from "./dom.js";

const SHAPES = {
  fire: "M11 1 L13.4 6.2 L18.6 3.4 L16.6 8.8 L21 11 L16.6 13.2 L18.6 18.6 L13.4 15.8 L11 21 L8.6 15.8 L3.4 18.6 L5.4 13.2 L1 11 L5.4 8.8 L3.4 3.4 L8.6 6.2 Z",
  contact: "M11 2 L20 11 L11 20 L2 11 Z",
  block: "M4 3.5 H18 V18.5 H4 Z",
  air: "M11 2.5 L20 18.5 H2 Z",
  fifth: "M11 2 L19.6 8.2 L16.3 18.3 H5.7 L2.4 8.2 Z",
  sixth: "M7.5 2.5 H14.5 V7.5 H19.5 V14.5 H14.5 V19.5 H7.5 V14.5 H2.5 V7.5 H7.5 Z",
  other: "M11 3 A8 8 0 1 0 11.01 3 Z",
};

const MARKS = {
  block: "M7 11 H15",
  fire: "", contact: "", air: "", fifth: "", sixth: "", other: "",
};

// Symbols stand for a known spot only when it is exact or within a town.
export function isSpot(precision) {
  return precision === "exact" || precision === "town";
}

export function symbol(family, precision, size) {
  const hollow = isSpot(precision) ? "" : " is-hollow";
  return svg("svg", {
    viewBox: "0 0 22 22", width: size || 22, height: size || 22, class: `symbol family-${family}${hollow}`,
    "aria-hidden": "true", focusable: "false",
  }, svg("path", { d: SHAPES[family], class: "symbol-halo" }), svg("path", { d: SHAPES[family], class: "symbol-body" }),
  MARKS[family] ? svg("path", { d: MARKS[family], class: "symbol-mark" }) : null);
}

// The status of an incident as a small mark beside its words: one, two or three strokes.
export function statusMark(status) {
  const paths = {
    corroborated: "M2 8 L5 11 L10 3 M7 10 L8 11 L13 3",
    single_origin: "M3 8 L6 11 L12 3",
    disputed: "M3 7 H13 M10 4 L13 7 L10 10 M6 4 L3 7 L6 10",
  };
  return svg("svg", { viewBox: "0 0 16 14", width: 16, height: 14, class: `status-mark status-${status}`, "aria-hidden": "true", focusable: "false" },
    svg("path", { d: paths[status] }));
}

// A path drawn with the classes of the map: a legend then looks as the map does, whatever the style sheet says.
export function sample(d, className) {
  return svg("svg", { viewBox: "0 0 26 16", width: 26, height: 16, class: "line-swatch", "aria-hidden": "true", focusable: "false" }, svg("path", { d, class: className }));
}
