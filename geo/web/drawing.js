// Redraws what the browser shows as plain SVG that needs no style sheet: shapes, boxes and words, where they stand.

import { lettered, lettering, plainColour, round } from "./lettering.js";
import { svg } from "./dom.js";

const NUMBERS = { "fill-opacity": "1", "stroke-width": "1", "stroke-opacity": "1", "stroke-dasharray": "none",
  "stroke-linecap": "butt", "stroke-linejoin": "miter", opacity: "1" };
const GEOMETRY = ["d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "points", "transform"];

// -> {element, shape, cut, used, cuts}: draw in the coordinates of `box` (a client rectangle); `used` are the ids that were referred to.
export function createDrawing(box) {
  const used = new Set();
  const cuts = [];

  function paint(style, name) {
    const value = style.getPropertyValue(name);
    const id = /url\("?#([^")]+)"?\)/.exec(value)?.[1];
    if (!id) return plainColour(value);
    used.add(id);
    return [`url(#pic-${id})`, 1];
  }

  // Attributes of one shape: its own geometry, and what the style sheets make of it.
  function shapeAttributes(element, style) {
    const made = {};
    for (const name of GEOMETRY) if (element.hasAttribute(name)) made[name] = element.getAttribute(name);
    for (const name of ["fill", "stroke"]) {
      const [colour, alpha] = paint(style, name);
      made[name] = colour;
      if (colour !== "none" && alpha < 1) made[`${name}-opacity`] = alpha;
    }
    for (const [name, usual] of Object.entries(NUMBERS)) {
      const value = style.getPropertyValue(name).replaceAll("px", "");
      if (value === usual || value === "" || (name.startsWith("stroke") && made.stroke === "none")) continue;
      made[name] = name.endsWith("opacity") && made[name] !== undefined ? round(made[name] * value) : value;
    }
    const arrow = /url\("?#([^")]+)"?\)/.exec(style.markerEnd)?.[1];
    if (arrow) {
      used.add(arrow);
      made["marker-end"] = `url(#pic-${arrow})`;
    }
    return made;
  }

  function clipOf(style) {
    const id = /url\("?#([^")]+)"?\)/.exec(style.clipPath)?.[1];
    if (id) used.add(id);
    return id ? `url(#pic-${id})` : null;
  }

  // A pane that the style cuts to a polygon: -> what to write as its clip-path, the outline kept in `cuts`.
  function cut(pane) {
    const points = /^polygon\(([^)]*)\)/.exec(getComputedStyle(pane).clipPath)?.[1];
    if (!points) return null;
    const at = pane.getBoundingClientRect();
    const corners = points.split(",").map((pair) => pair.trim().split(" ").map(parseFloat)).map(([x, y]) => `${round(x + at.left - box.left)},${round(y + at.top - box.top)}`);
    const id = `pic-cut-${cuts.length}`;
    cuts.push(svg("clipPath", { id }, svg("polygon", { points: corners.join(" ") })));
    return `url(#${id})`;
  }

  function shape(element) {
    const style = getComputedStyle(element);
    if (style.display === "none" || style.visibility === "hidden" || style.opacity === "0") return null;
    if (["title", "desc"].includes(element.tagName)) return null;
    if (!["g", "svg", "defs"].includes(element.tagName)) {
      const made = svg(element.tagName, shapeAttributes(element, style));
      if (element.hasAttribute("clip-path")) made.setAttribute("clip-path", clipOf(style));
      if (element.hasAttribute("mask")) made.setAttribute("mask", clipOf({ clipPath: element.getAttribute("mask") }));
      if (element.tagName === "text") return lettered(made, element, style);
      return element.getAttribute("d") === "M0 0" ? null : made;
    }
    return svg("g", { "clip-path": clipOf(style), opacity: style.opacity === "1" ? null : style.opacity,
      transform: element.getAttribute("transform") }, [...element.children].map(shape));
  }

  // An <svg> in the page: its shapes, moved to where it stands.
  function graphic(element) {
    const at = element.getBoundingClientRect();
    const view = element.viewBox.baseVal;
    const scale = view?.width ? at.width / view.width : 1;
    const made = shape(element);
    const steps = [`translate(${round(at.left - box.left)} ${round(at.top - box.top)})`, scale === 1 ? "" : `scale(${round(scale)})`,
      view?.x || view?.y ? `translate(${round(-view.x)} ${round(-view.y)})` : ""];
    made?.setAttribute("transform", steps.filter(Boolean).join(" "));
    return made;
  }

  // A canvas gives what it shows as shapes.
  function painted(canvas) {
    const shapes = canvas.shapes();
    return [graphic(shapes), shapes.remove()][0];
  }

  // A border on the upper side alone is a line.
  function rule(at, width, stroke) {
    const y = round(at.top - box.top + width / 2);
    return svg("line", { x1: round(at.left - box.left), x2: round(at.left - box.left + at.width), y1: y, y2: y, stroke, "stroke-width": width });
  }

  // Background and border as one rectangle; `at` is where it stands.
  function frame(style, at) {
    const [fill, fillAlpha] = plainColour(style.backgroundColor);
    const line = style.borderTopStyle === "none" ? 0 : parseFloat(style.borderTopWidth);
    const [stroke, strokeAlpha] = plainColour(style.borderTopColor);
    if (line && parseFloat(style.borderBottomWidth) === 0) return rule(at, line, stroke);
    if (!(fillAlpha > 0 || (line > 0 && strokeAlpha > 0)) || !at.width || !at.height) return null;
    const radius = style.borderTopLeftRadius.endsWith("%") ? at.width / 2 : Math.min(parseFloat(style.borderTopLeftRadius), at.height / 2);
    return svg("rect", { x: round(at.left - box.left + line / 2), y: round(at.top - box.top + line / 2), width: round(at.width - line), height: round(at.height - line),
      rx: round(Math.max(radius - line / 2, 0)) || null, fill: fillAlpha ? fill : "none", "fill-opacity": fillAlpha && fillAlpha < 1 ? round(fillAlpha) : null,
      stroke: line ? stroke : null, "stroke-width": line || null,
      "stroke-dasharray": { dotted: `${line} ${line}`, dashed: `${line * 3} ${line * 2}` }[style.borderTopStyle] ?? null });
  }

  function pseudo(element, at, name) {
    const style = getComputedStyle(element, name);
    if (style.content === "none" || style.content === "normal" || style.position !== "absolute") return null;
    const line = style.boxSizing === "border-box" || style.borderTopStyle === "none" ? 0 : 2 * parseFloat(style.borderTopWidth);
    const [left, top, width, height] = ["left", "top", "width", "height"].map((side) => parseFloat(style[side]));
    const made = frame(style, { left: at.left + left, top: at.top + top, width: width + line, height: height + line });
    if (style.opacity !== "1") made?.setAttribute("opacity", style.opacity);
    return made;
  }

  function element(one) {
    if (one instanceof SVGElement) return graphic(one);
    if (one.tagName === "CANVAS") return painted(one);
    const style = getComputedStyle(one);
    if (style.display === "none" || style.visibility === "hidden" || one.tagName === "IMG") return null;
    if (style.rotate !== "none") return turned(one, style);
    const at = one.getBoundingClientRect();
    const inside = [frame(style, at), pseudo(one, at, "::before"), [...one.childNodes].map((node) => (
      node.nodeType === Node.TEXT_NODE ? lettering(node, style, box) : node.nodeType === Node.ELEMENT_NODE ? element(node) : null)), pseudo(one, at, "::after")].flat(3).filter(Boolean);
    return style.opacity === "1" ? inside : [svg("g", { opacity: style.opacity }, inside)];
  }

  // Measured straight, then turned about its origin.
  function turned(one, style) {
    const turn = style.rotate;
    const [x, y] = style.transformOrigin.split(" ").map(parseFloat);
    const before = one.style.rotate;
    one.style.rotate = "none";
    const at = one.getBoundingClientRect();
    const made = svg("g", { transform: `rotate(${parseFloat(turn)} ${round(at.left - box.left + x)} ${round(at.top - box.top + y)})` }, element(one));
    one.style.rotate = before;
    return [made];
  }

  return { cut, cuts, element, shape, used };
}
