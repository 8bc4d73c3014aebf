// Draws the quiet base: land, borders, rivers, towns, and the place names with their collisions resolved.

import { byId, h, link } from "./dom.js";
import { clipToCountry } from "./clipping.js";
import { createLabelRoom } from "./label_room.js";
import { keeper } from "./keeper.js";
import { keepInSight } from "./notes.js";
import { areaLatLngs, lineLatLngs } from "./shapes.js";
import { smooth } from "./true_ring.js";
import { SHOWN_BY } from "./state.js";

const ORDER = ["base-area", "base-line", "zones", "overlays", "rings", "labels", "bases", "incidents"];

export function setUpPanes(map) {
  ORDER.forEach((name, i) => {
    const pane = map.createPane(name);
    pane.style.zIndex = String(210 + i * 30);
    if (["base-area", "base-line", "labels"].includes(name)) pane.style.pointerEvents = "none";
  });
  map.attributionControl.setPrefix(false);
  // The card opens beside the map, not over it: Leaflet must learn the new size.
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(map.getContainer());
  L.control.scale({ imperial: false, maxWidth: 140, position: "bottomleft" }).addTo(map);
}

const WHOLE_WORLD = 1; // the zoom at which a window shows all of it

// opens(): brings the map to its opening view, before a line is drawn: each would be drawn again there.
export function drawBase(map, data, opens) {
  const edge = L.latLngBounds([]);
  const waiting = [];
  for (const layer of data.basemap) {
    if (layer.kind === "points") continue;
    const area = layer.kind === "area";
    const pane = area ? "base-area" : "base-line";
    const style = { pane, interactive: false, className: `base base-${layer.name}`, smoothFactor: 1.2, noClip: layer.name === "countries" };
    const features = area ? layer.shapes.map(areaLatLngs) : layer.shapes.map(lineLatLngs);
    const drawn = features.map((parts) => (area ? L.polygon(parts, style) : L.polyline(parts, style)));
    for (const one of drawn) edge.extend(one.getBounds());
    waiting.push(() => {
      for (const one of drawn) one.addTo(map);
      if (layer.name === "countries") clipToCountry(map, drawn[0]);
    });
  }
  if (edge.isValid()) endZoom(map, edge, L.latLngBounds(data.home.map(([lon, lat]) => [lat, lon])));
  opens();
  for (const draw of waiting) draw();
  if (edge.isValid()) for (let step = 1; step < 9; step += 1) L.rectangle(edge, { pane: "base-line", interactive: false, className: `base-fade is-${step}` }).addTo(map);
  map.attributionControl.addAttribution(h("span", {}, data.credit).outerHTML);
}

// Where the base map ends it fades out, and no one need look at it from so far that it is a scrap on an empty sheet; but
// events beyond it are seen whole.
function endZoom(map, edge, home) {
  map.setMinZoom(edge.contains(home) ? Math.max(map.getMinZoom(), map.getBoundsZoom(edge)) : WHOLE_WORLD);
}

// Base maps of other hosts, one at a time under everything else; the built-in one gives way once a first tile has come.
export function tileShower(map) {
  let layer = null;
  return (tile, failed) => {
    const isShown = (shown) => map.getContainer().classList.toggle("has-tiles", shown);
    layer?.remove();
    layer = null;
    isShown(false);
    if (!tile) return;
    const credit = link(tile.credit_url, tile.credit).outerHTML;
    // OpenStreetMap serves no one who does not say from which website; this says the website, never the page.
    layer = L.tileLayer(tile.url, { maxNativeZoom: tile.zoom, attribution: credit, referrerPolicy: "strict-origin-when-cross-origin" });
    layer.once("tileload", () => isShown(true)).once("tileerror", failed).addTo(map);
  };
}

// Labels are in the script chosen. Cities keep clear of the incidents alone, so that bases can keep clear of them; other
// names give way to all that `drawn()` says is on the map, as boxes in container pixels.
export function createLabels(map, data, store, incidentBoxes, drawn) {
  const group = L.layerGroup().addTo(map);
  const room = createLabelRoom(map, data, store, incidentBoxes);
  const lettered = ({ className, side, dir, lang, offset, text, dot, lat, lon }) => {
    const html = h("span", { class: `label ${className} label-${side}`, dir, lang, style: offset ?? null }, text);
    const icon = L.divIcon({ html, className: dot ? "label-dot" : "label-bare", iconSize: [4, 4] });
    return L.marker([lat, lon], { icon, pane: "labels", interactive: false, keyboard: false }).addTo(group);
  };
  // A label that stays where it is stands on: a step of the clock moves few.
  const stand = keeper(lettered, (one) => group.removeLayer(one));
  const draw = () => stand(room.labels(drawn), ({ text, className, side, lat, lon, dir, lang, offset }) => JSON.stringify([text, className, side, lat, lon, dir, lang, offset]));
  return {
    cityBoxes: room.cityBoxes,
    // Called once all else is on the map, so that labels are drawn last each time.
    follow() {
      map.on("moveend zoomend resize", draw);
      store.watch((state, changed) => {
        if (changed.has("script")) room.rename(state.script);
        if (["script", "bases", "selected", ...SHOWN_BY].some((key) => changed.has(key))) draw();
        if (["measure", "panel"].some((key) => changed.has(key))) requestAnimationFrame(draw); // once the tool has drawn
      });
      // The legend opens and grows.
      new ResizeObserver(draw).observe(byId("legend"));
      draw();
    },
  };
}

// Draws what a tool asks for, in a pane of its own: lines, areas and dots by class, words beside a position. Positions are
// [lat, lon]; `set(items)` draws anew and gives the drawn layers back.
export function createSketch(map, name, zIndex) {
  const pane = map.createPane(name);
  pane.style.zIndex = String(zIndex);
  const group = L.layerGroup().addTo(map);
  const make = {
    line: (item, style) => L.polyline(item.at, style),
    area: (item, style) => L.polygon(item.at, style),
    dot: (item, style) => L.circleMarker(item.at, { ...style, radius: item.size }),
    note: (item) => L.marker(item.at, { pane: name, interactive: false, keyboard: false, zIndexOffset: 10000, icon: L.divIcon({ className: "", iconSize: null,
      html: h("div", { class: `sketch-note ${item.className}` }, h("b", {}, item.lines[0]), item.lines[1] ? h("span", {}, item.lines[1]) : null) }) }),
  };
  function drawn(item) {
    const style = { pane: name, className: item.className, interactive: Boolean(item.onclick || item.tip), smoothFactor: item.tip ? 0.8 : 0, fillRule: item.fillRule ?? "evenodd" };
    const layer = item.tip || !["line", "area"].includes(item.kind) ? make[item.kind](item, style) : smooth(make[item.kind](item, style));
    if (item.tip) layer.bindTooltip(h("span", {}, item.tip), { sticky: item.kind !== "dot", className: "tip" });
    if (item.onclick) layer.on("click", item.onclick);
    layer.addTo(group);
    if (item.clip) layer.getElement().setAttribute("clip-path", `url(#${item.clip})`);
    return layer;
  }
  map.on("moveend zoomend", () => keepInSight(map, pane));
  return { pane, set(items) {
    group.clearLayers();
    const layers = items.map(drawn);
    keepInSight(map, pane);
    return layers;
  } };
}
