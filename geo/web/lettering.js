// Redraws words as SVG text where the browser has put them, line by line, with their halo.

import { svg } from "./dom.js";

let pen = null;

export function round(n) {
  return Math.round(n * 100) / 100;
}

// A colour of the browser as [#rrggbb, opacity]; other programs do not know rgba() or color().
export function plainColour(text) {
  const [colour] = /(rgba?|color)\([^)]*\)/.exec(text) || [""];
  const parts = (colour.match(/-?[\d.]+(?:e-?\d+)?/g) || []).map(Number);
  const scale = colour.startsWith("color(") ? 255 : 1;
  if (parts.length < 3) return ["none", 0];
  const hex = parts.slice(0, 3).map((part) => Math.round(Math.min(Math.max(part * scale, 0), 255)).toString(16).padStart(2, "0"));
  return [`#${hex.join("")}`, parts[3] ?? 1];
}

// The words of a text node line by line, as the browser broke them.
export function lettering(node, style, box) {
  const lines = [];
  for (const found of node.data.matchAll(/\S+/g)) {
    const range = document.createRange();
    range.setStart(node, found.index);
    range.setEnd(node, found.index + found[0].length);
    const at = range.getBoundingClientRect();
    const line = lines.at(-1);
    if (line && Math.abs(line.top - at.top) < 2) Object.assign(line, { text: `${line.text} ${found[0]}`, left: Math.min(line.left, at.left), right: Math.max(line.right, at.right) });
    else lines.push({ text: found[0], left: at.left, right: at.right, top: at.top, height: at.height });
  }
  return lines.filter((line) => line.right > line.left).flatMap((line) => letteredLine(line, style, box));
}

function letteredLine(line, style, box) {
  const [fill, alpha] = plainColour(style.color);
  if (!alpha) return [];
  pen ??= document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = pen.measureText("x");
  const text = style.textTransform === "uppercase" ? line.text.toUpperCase() : line.text;
  const common = { x: round((line.left + line.right) / 2 - box.left), y: round(line.top - box.top + (line.height * up) / (up + down)), "text-anchor": "middle",
    "font-family": style.fontFamily.replaceAll('"', "'"), "font-size": style.fontSize.replace("px", ""), "font-weight": style.fontWeight === "400" ? null : style.fontWeight,
    "font-style": style.fontStyle === "normal" ? null : style.fontStyle, "letter-spacing": style.letterSpacing === "normal" ? null : style.letterSpacing,
    direction: style.direction === "rtl" ? "rtl" : null };
  // A halo is a second text under the first: not every program knows paint-order.
  const halo = style.textShadow === "none" ? null : plainColour(style.textShadow);
  return [halo ? svg("text", { ...common, fill: "none", stroke: halo[0], "stroke-opacity": halo[1], "stroke-width": 3, "stroke-linejoin": "round" }, text) : null,
    svg("text", { ...common, fill, "fill-opacity": alpha < 1 ? alpha : null }, text)];
}

// Words that are SVG already, in the lettering the style sheets give them.
export function lettered(made, element, style) {
  for (const name of ["font-family", "font-size", "font-weight", "text-anchor"]) made.setAttribute(name, style.getPropertyValue(name));
  made.textContent = element.textContent;
  return made;
}
