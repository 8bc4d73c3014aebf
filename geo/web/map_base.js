// Draws the quiet base: land, borders, rivers, towns, and the place names with their collisions resolved.

import { byId, h, link, svg } from "./dom.js";
import { placeLabel } from "./naming.js";
import { areaLatLngs, lineLatLngs } from "./shapes.js";
import { placeLabels } from "./placing.js";
import { coveredBoxes } from "./reach.js";
import { ruler } from "./ruler.js";
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

export function drawBase(map, data) {
  for (const layer of data.basemap) {
    if (layer.kind === "points") continue;
    const area = layer.kind === "area";
    const pane = area ? "base-area" : "base-line";
    const style = { pane, interactive: false, className: `base base-${layer.name}`, smoothFactor: 1.2, noClip: layer.name === "countries" };
    const features = area ? layer.shapes.map(areaLatLngs) : layer.shapes.map(lineLatLngs);
    const drawn = features.map((parts) => (area ? L.polygon(parts, style) : L.polyline(parts, style)).addTo(map));
    if (layer.name === "countries") clipToCountry(map, drawn[0]);
  }
  map.attributionControl.addAttribution(h("span", {}, data.credit).outerHTML);
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

// Zone outlines are coarser than the border: they are shown only inside the country, whose outline is the better one.
function clipToCountry(map, country) {
  const path = svg("path");
  byId("clips").append(svg("clipPath", { id: "country" }, path));
  const copy = () => path.setAttribute("d", country.getElement().getAttribute("d"));
  map.on("moveend zoomend viewreset", copy);
  copy();
}

// Candidates in falling importance; the atlas's own places come before the towns of the base map.
function candidates(data, script) {
  const own = data.places.id.map((id, row) => ({
    ...placeLabel(data, row, script), lon: data.places.lon.at(row), lat: data.places.lat.at(row), rank: data.places.rank.at(row),
    className: `label-place label-${data.places.kind.at(row)}`, dot: true, isCity: data.places.kind.at(row) === "city",
  }));
  const others = data.basemap.filter((layer) => layer.kind === "points").flatMap((layer) => layer.points.map((p) => ({
    text: p[0], lang: null, dir: "auto", lon: p[1], lat: p[2], rank: p[3], className: `label-${p[4]}`, dot: p[4] === "other-town",
  })));
  return [...own, ...others].sort((a, b) => a.rank - b.rank);
}

// Labels are in the script chosen. Cities keep clear of the incidents alone, so that bases can keep clear of them; other
// names give way to all that `drawn()` says is on the map, as boxes in container pixels.
export function createLabels(map, data, store, incidentBoxes, drawn) {
  const group = L.layerGroup().addTo(map);
  const widthOf = ruler();
  let all = candidates(data, store.get().script);

  function inView(isCity) {
    const zoom = map.getZoom();
    const size = map.getSize();
    return all.filter((item) => item.rank <= zoom && Boolean(item.isCity) === isCity).map((item) => {
      const point = map.latLngToContainerPoint([item.lat, item.lon]);
      return { ...item, x: point.x, y: point.y, width: widthOf(item) };
    }).filter((item) => item.x > -60 && item.y > -20 && item.x < size.x + 60 && item.y < size.y + 20);
  }
  const cities = () => placeLabels(inView(true), [...coveredBoxes(map), ...incidentBoxes()], map.getSize());
  function draw() {
    group.clearLayers();
    const first = cities();
    const others = placeLabels(inView(false), [...coveredBoxes(map), ...first.map((item) => item.box), ...drawn()], map.getSize());
    for (const item of [...first, ...others]) {
      const html = h("span", { class: `label ${item.className} label-${item.side}`, dir: item.dir, lang: item.lang }, item.text);
      const icon = L.divIcon({ html, className: item.dot ? "label-dot" : "label-bare", iconSize: [4, 4] });
      L.marker([item.lat, item.lon], { icon, pane: "labels", interactive: false, keyboard: false }).addTo(group);
    }
  }
  return {
    cityBoxes: () => cities().map((item) => item.box),
    // Called once all else is on the map, so that labels are drawn last each time.
    follow() {
      map.on("moveend zoomend resize", draw);
      store.watch((state, changed) => {
        if (changed.has("script")) all = candidates(data, state.script);
        if (["script", "bases", "selected", ...SHOWN_BY].some((key) => changed.has(key))) draw();
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
    const style = { pane: name, className: item.className, interactive: Boolean(item.onclick || item.tip), smoothFactor: item.kind === "area" ? 0.8 : 0.5, fillRule: item.fillRule ?? "evenodd" };
    const layer = make[item.kind](item, style);
    if (item.tip) layer.bindTooltip(h("span", {}, item.tip), { sticky: item.kind !== "dot", className: "tip" });
    if (item.onclick) layer.on("click", item.onclick);
    layer.addTo(group);
    if (item.clip) layer.getElement().setAttribute("clip-path", `url(#${item.clip})`);
    return layer;
  }
  return { pane, set(items) {
    group.clearLayers();
    return items.map(drawn);
  } };
}
