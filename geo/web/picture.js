// Makes the picture of the view, SVG or PNG, out of what stands on the map now; nothing is fetched.

import { createDrawing } from "./drawing.js";
import { dayText } from "./days.js";
import { fileName, saveFile } from "./saving.js";
import { mapPlate } from "./plate.js";
import { scaleRoom } from "./reach.js";
import { svg } from "./dom.js";
import { t } from "./words.js";

const NOT_DRAWN = ["leaflet-tile-pane", "leaflet-popup-pane", "leaflet-tooltip-pane", "leaflet-shadow-pane"];
const SCALE = 2;
const OF_DEFINITION = ["x", "y", "maskUnits", "width", "height", "patternUnits", "patternTransform", "viewBox", "refX", "refY", "markerWidth", "markerHeight", "markerUnits", "orient"];

// The panes of the map from the lowest up, each with what it holds, the nearest to the reader last.
function mapNodes(container, drawing) {
  const depth = (element) => Number(getComputedStyle(element).zIndex) || 0;
  const panes = [...container.querySelector(".leaflet-map-pane").children].filter((pane) => !NOT_DRAWN.some((name) => pane.classList.contains(name)));
  return panes.filter((pane) => pane.children.length).sort((a, b) => depth(a) - depth(b)).map((pane) => {
    const { opacity } = getComputedStyle(pane);
    return svg("g", { opacity: opacity === "1" ? null : opacity, "clip-path": drawing.cut(pane) },
      [...pane.children].sort((a, b) => depth(a) - depth(b)).flatMap((one) => drawing.element(one)));
  });
}

// Where two days are compared: the line between them, and which day is on which side.
function dividerNodes(container, drawing) {
  const divider = container.parentElement.querySelector(".swipe:not([hidden])");
  if (!divider) return null;
  const { width, height } = container.getBoundingClientRect();
  const x = (width * parseFloat(getComputedStyle(divider).getPropertyValue("--swipe"))) / 100;
  return [svg("line", { x1: x, x2: x, y1: 0, y2: height, stroke: "#ffffff", "stroke-width": 5 }), svg("line", { x1: x, x2: x, y1: 0, y2: height, stroke: "#111111", "stroke-width": 2.5 }),
    ...divider.querySelectorAll(".swipe-day")].flatMap((one) => (one instanceof SVGElement ? one : drawing.element(one)));
}

// Leaflet's scale bar: its width is true, its words are kept.
function scaleBar(container, height) {
  const line = container.querySelector(".leaflet-control-scale-line");
  const room = scaleRoom(container);
  if (!room) return null;
  const width = room.width - 12;
  const back = { ...room, rx: 3, fill: "#ffffff", "fill-opacity": 0.75 };
  return svg("g", {}, svg("rect", back), svg("path", { d: `M14 ${height - 18} V${height - 13} H${14 + width} V${height - 18}`, fill: "none", stroke: "#222222", "stroke-width": 1.5 }),
    svg("text", { x: 14 + width / 2, y: height - 19, "text-anchor": "middle", "font-size": 11, "font-family": "sans-serif", fill: "#222222" }, line.textContent));
}

function definitions(drawing) {
  const made = [];
  const done = new Set();
  for (const id of drawing.used) {
    const one = document.getElementById(id);
    if (!one || done.has(id)) continue;
    done.add(id);
    const kept = Object.fromEntries(OF_DEFINITION.map((name) => [name, one.getAttribute(name)]));
    made.push(svg(one.tagName, { id: `pic-${id}`, ...kept }, [...one.children].map((child) => (
      one.tagName === "clipPath" ? svg("path", { d: child.getAttribute("d") }) : drawing.shape(child))).filter(Boolean)));
  }
  return svg("defs", {}, made, drawing.cuts);
}

// The map alone as an <svg> of its own size, the scale bar in its corner.
export function mapPicture(container) {
  const box = container.getBoundingClientRect();
  const drawing = createDrawing(box);
  const nodes = mapNodes(container, drawing);
  const divider = dividerNodes(container, drawing);
  const [ground] = getComputedStyle(container).backgroundColor.match(/.*/);
  const room = svg("rect", { width: box.width, height: box.height, fill: ground });
  return svg("svg", { xmlns: "http://www.w3.org/2000/svg", width: box.width, height: box.height, viewBox: `0 0 ${box.width} ${box.height}` },
    svg("clipPath", { id: "pic-frame" }, svg("rect", { width: box.width, height: box.height })), definitions(drawing), svg("g", { "clip-path": "url(#pic-frame)" }, room, nodes, divider, scaleBar(container, box.height)));
}

// The whole figure; it is laid out in the page for a moment, so that the browser breaks its lines.
export function viewPicture(data, state, start, container) {
  const { element, room } = mapPlate(data, state, start, container);
  const { width, height } = container.getBoundingClientRect();
  element.style.width = `${width + 32}px`;
  room.style.height = `${height}px`;
  document.body.append(element);
  const box = element.getBoundingClientRect();
  const at = room.getBoundingClientRect();
  const drawing = createDrawing(box);
  const words = drawing.element(element);
  const keys = definitions(drawing);
  element.remove();
  const map = mapPicture(container);
  map.setAttribute("x", at.left - box.left);
  map.setAttribute("y", at.top - box.top);
  for (const one of [...map.querySelectorAll("defs > *")]) {
    if (![...keys.children].some((other) => other.id === one.id)) keys.append(one);
    else one.remove();
  }
  const [w, h] = [Math.ceil(box.width), Math.ceil(box.height)];
  const title = svg("title", {}, `${data.title}: ${dayText(state.asof)}`);
  return svg("svg", { xmlns: "http://www.w3.org/2000/svg", width: w, height: h, viewBox: `0 0 ${w} ${h}` }, title, keys, words, map);
}

function svgText(data, store, start, container) {
  return new XMLSerializer().serializeToString(viewPicture(data, store.get(), start, container));
}

export async function pngOf(text, width, height) {
  const image = new Image(width * SCALE, height * SCALE);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
}

// -> {svg, png}: each saves a file named with the day depicted, and gives back a sentence saying so.
export function createPicture(data, store, start, container) {
  const name = (ending) => fileName(data, dayText(store.get().asof), ending);
  return {
    svg() {
      saveFile(name("svg"), new Blob([svgText(data, store, start, container)], { type: "image/svg+xml" }));
      return t("share.saved", { name: name("svg") });
    },
    async png() {
      const text = svgText(data, store, start, container);
      const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(text).map(Number);
      saveFile(name("png"), await pngOf(text, width, height));
      return t("share.saved", { name: name("png") });
    },
  };
}
