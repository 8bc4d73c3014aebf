// Draws the ground of the day: control zones, patrol and agreement overlays, and the bases that stood.

import { areaLatLngs } from "./shapes.js";
import { basesAt, zonesAt } from "./visible.js";
import { h, svg } from "./dom.js";
import { dayWords } from "./days.js";
import { hasWord, label, t } from "./words.js";

const PATTERNS = {
  "hatch-joint": ["M0 8 L8 0 M-2 2 L2 -2 M6 10 L10 6", "pattern-joint"],
  "hatch-contested": ["M0 0 L8 8 M0 8 L8 0", "pattern-contested"],
  "hatch-area": ["M0 12 L12 0", "pattern-area", 12],
};

// SVG patterns the style sheet fills with; they live in the page once.
export function patterns() {
  return svg("svg", { width: 0, height: 0, class: "patterns", "aria-hidden": "true", focusable: "false" },
    svg("defs", { id: "clips" }, Object.entries(PATTERNS).map(([id, [d, className, size = 8]]) => svg("pattern", {
      id, width: size, height: size, patternUnits: "userSpaceOnUse",
    }, svg("rect", { width: size, height: size, class: `${className}-back` }), svg("path", { d, class: className })))));
}

export function holderClass(data, row) {
  const { status, controllers, layer } = data.zones;
  if (layer[row] === "overlay") return `zone-${status[row]} zone-by-${controllers[row].map((a) => data.actors.id[a]).join("-")}`;
  if (status[row] !== "control") return `zone-${status[row]}`;
  return `zone-held-${data.actors.side[controllers[row][0]]}`;
}

// Brief in the legend and in tooltips, whole on a card.
export function zoneTitle(data, row, brief) {
  const name = (actor) => (brief && hasWord(`actor_brief.${data.actors.id[actor]}`) ? label("actor_brief", data.actors.id[actor]) : data.actors.name[actor]);
  const holders = data.zones.controllers[row].map(name).join(", ");
  if (brief && data.zones.status[row] === "control") return holders;
  return t("zone.title", { holders, status: label("zone_status", data.zones.status[row]) });
}

export function createGround(map, data, store, open) {
  const zoneLayer = L.layerGroup().addTo(map);
  const baseLayer = L.layerGroup().addTo(map);
  const outlines = new Map();
  let drawn = "";
  let standing = [];

  function outline(shape) {
    if (!outlines.has(shape)) outlines.set(shape, areaLatLngs(data.shapes[shape]));
    return outlines.get(shape);
  }

  function drawZones(state) {
    const at = zonesAt(data, state.asof);
    const overlays = at.overlay.filter((row) => (
      state[data.zones.status[row] === "agreement" ? "agreements" : "patrols"]));
    const rows = [...(state.zones ? at.control : []), ...overlays];
    const chosen = state.selected?.type === "zone" ? state.selected.id : "";
    const key = `${rows.join()}|${chosen}`;
    if (key === drawn) return;
    drawn = key;
    zoneLayer.clearLayers();
    for (const row of rows) {
      const overlay = data.zones.layer[row] === "overlay";
      const selected = data.zones.id[row] === chosen ? " is-selected" : "";
      const shape = L.polygon(outline(data.zones.shape[row]), {
        pane: overlay ? "overlays" : "zones", interactive: !overlay, bubblingMouseEvents: true, smoothFactor: 0.8,
        className: `zone ${holderClass(data, row)} basis-${data.zones.basis[row]}${selected}`,
      });
      shape.bindTooltip(h("span", {}, zoneTitle(data, row)), { sticky: true, className: "tip" });
      shape.on("click", () => open("zone", data.zones.id[row]));
      shape.addTo(zoneLayer);
    }
  }

  function drawBases(state) {
    baseLayer.clearLayers();
    standing = [];
    if (!state.bases) return;
    const byPlace = new Map();
    for (const base of basesAt(data, state.asof)) {
      const place = data.presences.place[base.row];
      byPlace.set(place, [...(byPlace.get(place) || []), base]);
    }
    for (const [place, bases] of byPlace) {
      standing.push([place, bases.length]);
      baseMarker(place, bases, state.asof).addTo(baseLayer);
    }
  }

  function baseMarker(place, bases, day) {
    const flags = bases.map(({ row, firm }) => {
      const actor = data.actors.id[data.presences.actor[row]];
      return h("span", { class: `base-flag by-${actor}${firm ? "" : " is-possible"}` }, label("actor_short", actor));
    });
    const words = bases.map(({ row, firm }) => t(firm ? "base.firm" : "base.possible", {
      actor: data.actors.name[data.presences.actor[row]], role: label("presence_role", data.presences.role[row]),
    })).join("; ");
    const icon = L.divIcon({ html: h("span", { class: "base-flags" }, flags), className: "base-mark", iconSize: null });
    const name = t("base.mark", { place: data.places.name[place], bases: words, day: dayWords(day) });
    const marker = L.marker([data.places.lat[place], data.places.lon[place]], { icon, pane: "bases", alt: name, title: name });
    marker.on("click", () => open("place", data.places.id[place]));
    marker.on("add", () => marker.getElement().setAttribute("aria-label", name));
    return marker;
  }

  function draw(state, changed) {
    if (!changed || ["asof", "zones", "patrols", "agreements", "selected"].some((key) => changed.has(key))) drawZones(state);
    if (!changed || ["asof", "bases"].some((key) => changed.has(key))) drawBases(state);
  }
  // Seen from far, a base is a square in its holder's colour; from near, a flag with letters.
  const far = () => map.getContainer().classList.toggle("is-far", map.getZoom() < 9);
  map.on("zoomend", far);
  far();
  store.watch(draw);
  draw(store.get());
  return {
    boxes: () => standing.map(([place, n]) => {
      const at = map.latLngToContainerPoint([data.places.lat[place], data.places.lon[place]]);
      const width = (map.getZoom() < 9 ? 12 : 28) * n;
      return { x: at.x - width / 2, y: at.y - 8, width, height: 16 };
    }),
  };
}
