// Draws density cells: hexagons shaded by how many incidents lie in each, the number written in it, in reach of the keyboard.

import { keepAfloat } from "./afloat.js";
import { svg } from "./dom.js";
import { middleOf, outlineOfHexagon } from "./hexagons.js";
import { counted } from "./words.js";

const FIRST_OF_SHADE = [3, 10, 30, 100, 300, 1000, 3000]; // each shade begins at so many: the same in every view and on every day
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function shadeOf(count) {
  return FIRST_OF_SHADE.filter((least) => count >= least).length + 1;
}

// act(cell): what a press does. -> {draw(cells, at), boxes()}
export function createCells(map, pane, act) {
  const root = svg("svg", { class: "cells", width: 1, height: 1, role: "group" });
  pane.append(root);
  const afloat = keepAfloat(map, root);
  let cells = new Map(); // "column,row" -> {cell, x, y, element, words}
  let at = null;
  let width = 0;
  let way = null; // the cell that Tab comes to

  function make(key, cell) {
    const [x, y] = middleOf(cell.column, cell.row, width);
    const words = svg("text", { class: "cell-count", y: 4, "text-anchor": "middle" });
    const element = svg("g", { transform: `translate(${Math.round(x - at.x)} ${Math.round(y - at.y)})`, role: "button", tabindex: "-1", "data-cell": key },
      svg("path", { d: outlineOfHexagon(width - 2), class: "cell-body" }), words);
    return { x, y, element, words, cell: null };
  }
  function write(one, cell) {
    if (one.cell?.count !== cell.count) {
      one.words.textContent = cell.count.toLocaleString("en");
      one.element.setAttribute("aria-label", counted("cell.name", cell.count));
    }
    if (one.cell?.count !== cell.count || (one.cell.current > 0) !== (cell.current > 0)) {
      one.element.setAttribute("class", `cell shade-${shadeOf(cell.count)}${cell.current ? " is-current" : ""}`);
    }
    one.cell = cell;
  }
  function bring(one) {
    way?.element.setAttribute("tabindex", "-1");
    way = one ?? null;
    way?.element.setAttribute("tabindex", "0");
  }

  // What stays is kept, so that a step of the clock writes new numbers and the focus does not get lost.
  function draw(found, place) {
    if (!found.length && !cells.size) return;
    const isMoved = !at || !place || at.zoom !== place.zoom;
    const before = root.contains(document.activeElement) ? spotOf(document.activeElement) : null;
    const kept = isMoved ? new Map() : cells;
    if (isMoved) at = place ?? at;
    width = place?.across ?? width;
    cells = new Map(found.map((cell) => {
      const key = `${cell.column},${cell.row}`;
      const one = kept.get(key) ?? make(key, cell);
      write(one, cell);
      return [key, one];
    }));
    if (isMoved) root.replaceChildren();
    else for (const [key, one] of kept) if (!cells.has(key)) one.element.remove();
    for (const one of cells.values()) if (!one.element.isConnected) root.append(one.element);
    if (found.length) afloat.settle(at);
    const middle = map.project(map.getCenter(), at.zoom);
    bring(cells.get(way?.element.dataset.cell) ?? nearest(middle.x, middle.y));
    if (before && !root.contains(document.activeElement)) focusAgain();
  }
  const spotOf = (element) => element.closest("[data-cell]")?.dataset.cell;
  function focusAgain() {
    if (way) way.element.focus({ preventScroll: true });
    else map.getContainer().focus({ preventScroll: true });
  }
  function nearest(x, y, allowed = () => true) {
    let [best, least] = [null, Infinity];
    for (const one of cells.values()) {
      const far = Math.hypot(one.x - x, one.y - y);
      if (far < least && allowed(one)) [best, least] = [one, far];
    }
    return best;
  }

  root.addEventListener("keydown", (event) => {
    const one = cells.get(spotOf(event.target));
    const step = ARROWS[event.key];
    if (!one || !(step || event.key === "Enter" || event.key === " ")) return;
    event.preventDefault();
    event.stopPropagation();
    if (!step) return act(one.cell, at);
    // The next one that way: further along than aside.
    const ahead = (other) => (other.x - one.x) * step[0] + (other.y - one.y) * step[1];
    const aside = (other) => Math.abs((other.x - one.x) * step[1]) + Math.abs((other.y - one.y) * step[0]);
    const next = nearest(one.x + step[0], one.y + step[1], (other) => other !== one && ahead(other) > 1 && aside(other) <= ahead(other) * 1.2);
    if (!next) return;
    bring(next);
    next.element.focus({ preventScroll: true });
    map.panInside(map.unproject([next.x, next.y], at.zoom), { padding: [width, width] });
  });

  // Boxes of the numbers, in pixels of the container.
  function boxes() {
    const corner = map.getPixelBounds().min;
    return [...cells.values()].map(({ x, y, words }) => {
      const across = 2 + 7 * words.textContent.length;
      return { x: x - corner.x - across / 2, y: y - corner.y - 7, width: across, height: 13 };
    });
  }
  return { draw, boxes };
}
