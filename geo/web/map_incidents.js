// Draws the incidents: symbols grouped where they would pile up, rings with their true radius, lines and areas.

import { h } from "./dom.js";
import { isBetween } from "./compare.js";
import { fanList, fanOptions, pressable } from "./fan.js";
import { geodesicLine } from "./geodesic.js";
import { coveredBoxes } from "./reach.js";
import { placeLabel } from "./naming.js";
import { captionSpot, relationsOf } from "./relations.js";
import { areaLatLngs, lineLatLngs } from "./shapes.js";
import { SHOWN_BY } from "./state.js";
import { isSpot, symbol } from "./symbols.js";
import { smooth, trueRing } from "./true_ring.js";
import { groupNear } from "./grouping.js";
import { tense, visible } from "./visible.js";
import { counted, label, metresWords, t } from "./words.js";
import { rangeWords } from "./days.js";
import { incidentName } from "./incident_name.js";

const SYMBOL_PX = 22;

export function createIncidents(map, data, store, open) {
  const extents = L.layerGroup().addTo(map);
  const symbols = L.layerGroup().addTo(map);
  const column = data.incidents;
  let groups = [];
  // A finger needs more room than a pointer; marks nearer than this become one with a count.
  const target = matchMedia("(pointer: coarse)").matches ? 44 : 30;
  const isChosen = (row, state) => state.selected?.type === "incident" && state.selected.id === column.id[row];
  const latLng = (row) => [column.lat[row], column.lon[row]];

  // Where the spot is not known, what is known is drawn: the radius in true metres, the road, the area.
  function extent(row, state) {
    const chosen = isChosen(row, state);
    const style = {
      pane: "rings", interactive: false,
      className: `extent family-${column.family[row]} is-${tense(data, row, state.asof)}${chosen ? " is-selected" : ""}`,
    };
    const shape = column.shape[row];
    if (shape) {
      if (shape[0] === "area") return L.polygon(areaLatLngs(data.shapes[shape[1]]), { ...style, className: `${style.className} extent-area` });
      return L.polyline(lineLatLngs(data.shapes[shape[1]]), { ...style, className: `${style.className} extent-line` });
    }
    if (!column.uncertainty_m[row] || (isSpot(column.where_precision[row]) && !chosen)) return null;
    const { ring, radius_px } = trueRing(map, column.lon[row], column.lat[row], column.uncertainty_m[row]);
    // A ring keeps its true size or is not there at all: it fades on its way to vanishing behind its symbol.
    if (radius_px < SYMBOL_PX / 2) return null;
    const faint = radius_px < SYMBOL_PX ? " is-faint" : "";
    return smooth(L.polygon(ring, { ...style, smoothFactor: 0, className: `${style.className} extent-ring${faint}` }));
  }

  function single(row, state) {
    const chosen = isChosen(row, state);
    const html = h("span", { class: `mark is-${tense(data, row, state.asof)}${chosen ? " is-selected" : ""}` },
      symbol(column.family[row], column.where_precision[row], chosen ? 30 : SYMBOL_PX));
    return marker(row, L.divIcon({ html, className: "incident-mark", iconSize: [chosen ? 44 : target, chosen ? 44 : target] }), incidentName(data, row), () => open("incident", column.id[row]), chosen);
  }

  function pile(rows, state) {
    const html = h("span", { class: `mark is-pile is-${["current", "past"].find((one) => rows.some((row) => tense(data, row, state.asof) === one)) ?? "coming"}` },
      symbol(column.family[rows[0]], column.where_precision[rows[0]], 24), h("b", { class: "pile-count" }, rows.length));
    const name = t("incident.pile", { n: rows.length });
    const made = marker(rows[0], L.divIcon({ html, className: "incident-mark", iconSize: [target, target] }), name, null, false);
    // Co-located incidents open as a dated list.
    return pressable(made.bindPopup(() => fanList(counted("incident.here", rows.length), rows.map((row) => ({
      mark: symbol(column.family[row], column.where_precision[row], 16), small: rangeWords(column.earliest[row], column.latest[row]),
      text: column.title[row], act: () => {
        map.closePopup();
        open("incident", column.id[row]);
      },
    }))), fanOptions(map)), () => made.openPopup());
  }

  function marker(row, icon, name, onclick, chosen) {
    const made = L.marker(latLng(row), { icon, pane: "incidents", alt: name, zIndexOffset: chosen ? 1000 : 0, riseOnHover: true });
    made.on("add", () => made.getElement().setAttribute("aria-label", name));
    const radius = column.uncertainty_m[row] ? ` · ${t("within", { radius: metresWords(column.uncertainty_m[row]) })}` : "";
    made.bindTooltip(h("span", {}, onclick ? name + radius : name), { className: "tip", direction: "top", offset: [0, -12] });
    return onclick ? pressable(made, onclick) : made;
  }

  function draw(state) {
    extents.clearLayers();
    symbols.clearLayers();
    map.getContainer().classList.toggle("has-selected", state.selected?.type === "incident");
    const placed = visible(data, state).shown.filter((row) => column.lon[row] !== null && isBetween(data, state, row));
    const areas = new Set();
    for (const row of placed) {
      const key = column.shape[row]?.join();
      // Incidents that share an area share its outline; drawn twice it would only grow darker.
      if (key && areas.has(key) && !isChosen(row, state)) continue;
      if (key) areas.add(key);
      extent(row, state)?.addTo(extents);
    }
    const points = placed.map((row) => ({ row, ...map.project(latLng(row)) }));
    groups = [...groupNear(points.filter(({ row }) => !isChosen(row, state)), target), ...placed.filter((row) => isChosen(row, state)).map((row) => [row])];
    for (const rows of groups) (rows.length > 1 ? pile(rows, state) : single(rows[0], state)).addTo(symbols);
  }

  function symbolBoxes() {
    return groups.map((rows) => {
      const at = map.latLngToContainerPoint(latLng(rows[0]));
      return rows.length > 1 ? { x: at.x - 13, y: at.y - 20, width: 40, height: 33 } : { x: at.x - 13, y: at.y - 13, width: 26, height: 26 };
    });
  }
  store.watch((state, changed) => [...SHOWN_BY, "selected", "compare"].some((key) => changed.has(key)) && draw(state));
  map.on("zoomend", () => draw(store.get()));
  draw(store.get());
  // What the marks show, and what can be pressed of them.
  return { boxes: symbolBoxes, targets: () => groups.map((rows) => {
    const at = map.latLngToContainerPoint(latLng(rows[0]));
    return { x: at.x - target / 2, y: at.y - target / 2, width: target, height: target };
  }) };
}

// From the chosen incident to the places it is told by; the words keep clear of what `taken()` says is drawn.
export function createRelations(map, data, store, taken) {
  const relations = L.layerGroup().addTo(map);
  let captions = [];

  function draw() {
    const state = store.get();
    relations.clearLayers();
    captions = [];
    const row = state.selected?.type === "incident" ? data.incidents.id.indexOf(state.selected.id) : -1;
    if (row < 0) return;
    for (const { role, from, to, text } of relationsOf(data, row, (place) => placeLabel(data, place, state.script).text)) {
      const line = geodesicLine(...from, ...to, 33).map(([lon, lat]) => [lat, lon]);
      L.polyline(line, { pane: "rings", interactive: false, smoothFactor: 0, noClip: true, className: `relation relation-${role}` }).addTo(relations);
      caption(line, text);
    }
  }

  // The words of a line stand on it where there is room in the window, or nowhere.
  function caption(line, text) {
    const points = line.map((position) => map.latLngToContainerPoint(position));
    const spot = captionSpot(points, text, [...coveredBoxes(map), ...taken(), ...captions], map.getSize());
    if (!spot) return;
    captions.push(spot.box);
    const icon = L.divIcon({ html: h("span", { class: "relation-text", dir: "auto" }, text), className: "label-bare", iconSize: [0, 0], iconAnchor: [0, -spot.down] });
    L.marker(line[spot.at], { icon, pane: "labels", interactive: false, keyboard: false }).addTo(relations);
  }

  map.on("moveend zoomend", draw);
  store.watch((state, changed) => {
    if (["selected", "script", "bases", ...SHOWN_BY].some((key) => changed.has(key))) draw();
  });
  draw();
  return { boxes: () => captions };
}
