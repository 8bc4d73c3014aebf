// Draws what of the incidents stands on the map by itself: marks, piles, rings with their true radius, lines and areas.

import { h } from "./dom.js";
import { fanOptions, pressable } from "./fan.js";
import { areaLatLngs, lineLatLngs } from "./shapes.js";
import { isSpot, symbol } from "./symbols.js";
import { withTitles } from "./titles.js";
import { smooth, trueRing } from "./true_ring.js";
import { groupTense, tense } from "./visible.js";
import { metresWords, t } from "./words.js";
import { worldPixels } from "./world.js";
import { incidentName } from "./incident_name.js";

const SYMBOL_PX = 22;
const MOST_EXTENTS = 150; // more outlines than that would cover each other and the ground

// target: pixels a mark takes up; openList(rows): what lies in one spot as a list.
export function createMarks(map, data, target, open, openList) {
  const extents = L.layerGroup().addTo(map);
  const symbols = L.layerGroup().addTo(map);
  const tip = L.tooltip({ className: "tip spot-tip", direction: "top", offset: [0, -6] });
  const column = data.incidents;
  const latLng = (row) => [column.lat.at(row), column.lon.at(row)];

  // Where the spot is not known, what is known is drawn: the radius in true metres, the road, the area.
  function extent(row, asof, chosen) {
    const style = {
      pane: "rings", interactive: false,
      className: `extent family-${column.family.at(row)} is-${tense(data, row, asof)}${chosen ? " is-selected" : ""}`,
    };
    const shape = column.shape.at(row);
    if (shape) {
      if (shape[0] === "area") return L.polygon(areaLatLngs(data.shapes[shape[1]]), { ...style, className: `${style.className} extent-area` });
      return L.polyline(lineLatLngs(data.shapes[shape[1]]), { ...style, className: `${style.className} extent-line` });
    }
    if (!column.uncertainty_m.at(row) || (isSpot(column.where_precision.at(row)) && !chosen)) return null;
    if (isTiny(row)) return null;
    const { ring, radius_px } = trueRing(map, column.lon.at(row), column.lat.at(row), column.uncertainty_m.at(row));
    // A ring keeps its true size or is not there at all: it fades on its way to vanishing behind its symbol.
    if (radius_px < SYMBOL_PX / 2) return null;
    const faint = radius_px < SYMBOL_PX ? " is-faint" : "";
    return smooth(L.polygon(ring, { ...style, smoothFactor: 0, className: `${style.className} extent-ring${faint}` }));
  }

  // Reckoned roughly first: many are far too small, and true metres take their time.
  function isTiny(row) {
    const metres_per_px = (40075017 * Math.cos((column.lat.at(row) * Math.PI) / 180)) / worldPixels(map);
    return column.uncertainty_m.at(row) / metres_per_px < SYMBOL_PX / 2 - 2;
  }

  function single(row, asof, chosen) {
    const html = h("span", { class: `mark is-${tense(data, row, asof)}${chosen ? " is-selected" : ""}` },
      symbol(column.family.at(row), column.where_precision.at(row), chosen ? 30 : SYMBOL_PX));
    const made = marker([row], html, chosen ? 44 : target, chosen);
    if (!data.texts.isSmall) made.once("add", () => nameLater(made, row));
    return pressable(made, () => open("incident", column.id.at(row)));
  }
  // Its title is fetched when somebody asks for it.
  function nameLater(made, row) {
    const element = made.getElement();
    const named = () => withTitles(data, [row], () => {
      element.setAttribute("aria-label", incidentName(data, row));
      made.setTooltipContent(h("span", {}, tipOf([row])));
    });
    for (const one of ["focus", "mouseover"]) element.addEventListener(one, named, { once: true });
  }

  function pile(rows, asof) {
    const html = h("span", { class: `mark is-pile is-${groupTense(data, rows, asof)}` },
      symbol(column.family.at(rows[0]), column.where_precision.at(rows[0]), 24), h("b", { class: "pile-count" }, rows.length.toLocaleString("en")));
    return pressable(marker(rows, html, target, false), () => showList(rows));
  }

  function marker(rows, html, size, chosen) {
    const called = rows.length > 1 ? tipOf(rows) : incidentName(data, rows[0]);
    const icon = L.divIcon({ html, className: "incident-mark", iconSize: [size, size] });
    const made = L.marker(latLng(rows[0]), { icon, pane: "incidents", alt: called, zIndexOffset: chosen ? 1000 : 0, riseOnHover: true });
    made.on("add", () => made.getElement().setAttribute("aria-label", called));
    return made.bindTooltip(() => h("span", {}, tipOf(rows)), { className: "tip", direction: "top", offset: [0, -12] });
  }

  // What is said of a spot under the pointer.
  function tipOf(rows) {
    if (rows.length > 1) return t("incident.pile", { n: rows.length.toLocaleString("en") });
    const radius = column.uncertainty_m.at(rows[0]);
    return incidentName(data, rows[0]) + (radius ? ` · ${t("within", { radius: metresWords(radius) })}` : "");
  }

  // groups: lists of rows; chosen: the row drawn on top of all, -1 for none.
  function draw(groups, asof, chosen) {
    extents.clearLayers();
    symbols.clearLayers();
    const drawn = new Set();
    const rows = groups.flat();
    for (const row of [...(rows.length > MOST_EXTENTS ? [] : rows), ...(chosen < 0 ? [] : [chosen])].sort((a, b) => a - b)) {
      const key = column.shape.at(row)?.join();
      // Incidents that share an area share its outline; drawn twice it would only grow darker.
      if (key && drawn.has(key) && row !== chosen) continue;
      if (key) drawn.add(key);
      extent(row, asof, row === chosen)?.addTo(extents);
    }
    for (const rows of groups) (rows.length > 1 ? pile(rows, asof) : single(rows[0], asof, false)).addTo(symbols);
    if (chosen >= 0) single(chosen, asof, true).addTo(symbols);
  }

  // A tip beside a spot that has no element of its own; none without rows.
  let tipped = null;
  function showTip(rows) {
    tipped = rows;
    if (!rows) return map.closeTooltip(tip);
    const say = () => tipped === rows && map.openTooltip(tip.setContent(h("span", {}, tipOf(rows))).setLatLng(latLng(rows[0])));
    say();
    if (!data.texts.isSmall && rows.length === 1) withTitles(data, rows, say);
  }
  // Co-located incidents open as a dated list, and close at a second press.
  let list = null;
  function showList(rows) {
    if (list?.of === rows && map.hasLayer(list.popup)) return map.closePopup(list.popup);
    list = { of: rows, popup: L.popup(fanOptions(map)).setLatLng(latLng(rows[0])).setContent(openList(rows)) };
    list.popup.openOn(map);
  }
  return { draw, showTip, showList };
}

// Lines and words that nobody presses: over the ground, under the marks.
export function linePen(map) {
  const layer = L.layerGroup().addTo(map);
  return {
    clear: () => layer.clearLayers(),
    line: (latLngs, className) => L.polyline(latLngs, { pane: "rings", interactive: false, smoothFactor: 0, noClip: true, className }).addTo(layer),
    words: (at, html, down) => L.marker(at, { icon: L.divIcon({ html, className: "label-bare", iconSize: [0, 0], iconAnchor: [0, -down] }), pane: "labels", interactive: false, keyboard: false }).addTo(layer),
  };
}
