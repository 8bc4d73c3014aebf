// Draws the incidents: symbols grouped where they would pile up, rings with their true radius, lines and areas.

import { h } from "./dom.js";
import { circle } from "./geodesic.js";
import { areaLatLngs, lineLatLngs } from "./shapes.js";
import { isSpot, symbol } from "./symbols.js";
import { groupNear } from "./grouping.js";
import { tense, visible } from "./visible.js";
import { counted, label, metresWords, t } from "./words.js";
import { rangeWords } from "./days.js";

export function incidentName(data, row) {
  const column = data.incidents;
  return t("incident.name", {
    date: rangeWords(column.earliest[row], column.latest[row]), title: column.title[row],
    where: label("where_precision", column.where_precision[row]),
  });
}

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
    const ring = circle(column.lon[row], column.lat[row], column.uncertainty_m[row], 96).map(([lon, lat]) => [lat, lon]);
    return L.polygon(ring, { ...style, smoothFactor: 0, className: `${style.className} extent-ring` });
  }

  function single(row, state) {
    const chosen = isChosen(row, state);
    const html = h("span", { class: `mark is-${tense(data, row, state.asof)}${chosen ? " is-selected" : ""}` },
      symbol(column.family[row], column.where_precision[row], chosen ? 30 : 22));
    return marker(row, L.divIcon({ html, className: "incident-mark", iconSize: [chosen ? 44 : target, chosen ? 44 : target] }), incidentName(data, row), () => open("incident", column.id[row]), chosen);
  }

  function pile(rows, state) {
    const html = h("span", { class: `mark is-pile is-${rows.some((row) => tense(data, row, state.asof) !== "coming") ? "past" : "coming"}` },
      symbol(column.family[rows[0]], column.where_precision[rows[0]], 24), h("b", { class: "pile-count" }, rows.length));
    const name = t("incident.pile", { n: rows.length });
    const made = marker(rows[0], L.divIcon({ html, className: "incident-mark", iconSize: [target, target] }), name, null, false);
    made.bindPopup(() => fan(rows), { className: "fan", minWidth: 260, maxWidth: 340, autoPanPadding: [16, 60] });
    return made;
  }

  // Co-located incidents open as a dated list.
  function fan(rows) {
    const items = rows.map((row) => h("li", {}, h("button", { type: "button", class: "fan-item", onclick: () => {
      map.closePopup();
      open("incident", column.id[row]);
    } }, symbol(column.family[row], column.where_precision[row], 16),
    h("span", {}, h("span", { class: "fan-date" }, rangeWords(column.earliest[row], column.latest[row])), " ", column.title[row]))));
    return h("div", {}, h("p", { class: "fan-head" }, counted("incident.here", rows.length)), h("ol", { class: "fan-list" }, items));
  }

  function marker(row, icon, name, onclick, chosen) {
    const made = L.marker(latLng(row), { icon, pane: "incidents", alt: name, zIndexOffset: chosen ? 1000 : 0, riseOnHover: true });
    made.on("add", () => made.getElement().setAttribute("aria-label", name));
    const radius = column.uncertainty_m[row] ? ` · ${t("within", { radius: metresWords(column.uncertainty_m[row]) })}` : "";
    made.bindTooltip(h("span", {}, onclick ? name + radius : name), { className: "tip", direction: "top", offset: [0, -12] });
    if (onclick) made.on("click", onclick);
    return made;
  }

  function draw(state) {
    extents.clearLayers();
    symbols.clearLayers();
    map.getContainer().classList.toggle("has-selected", state.selected?.type === "incident");
    const placed = visible(data, state).shown.filter((row) => column.lon[row] !== null);
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
  const matters = ["from", "to", "asof", "mode", "match", "query", "kinds", "actors", "statuses", "precisions", "selected", "lang"];
  store.watch((state, changed) => {
    if (matters.some((key) => changed.has(key))) draw(state);
  });
  map.on("zoomend", () => draw(store.get()));
  draw(store.get());
  return {
    boxes: () => groups.map((rows) => {
      const at = map.latLngToContainerPoint(latLng(rows[0]));
      return { x: at.x - 13, y: at.y - 13, width: 28, height: 26 };
    }),
  };
}
