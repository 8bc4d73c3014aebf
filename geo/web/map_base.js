// Draws the quiet base: land, borders, rivers, towns, and the place names with their collisions resolved.

import { byId, h, svg } from "./dom.js";
import { areaLatLngs, lineLatLngs } from "./shapes.js";
import { placeLabels } from "./placing.js";

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

// Zone outlines are coarser than the border: they are shown only inside the country, whose outline is the better one.
function clipToCountry(map, country) {
  const path = svg("path");
  byId("clips").append(svg("clipPath", { id: "country" }, path));
  const copy = () => path.setAttribute("d", country.getElement().getAttribute("d"));
  map.on("moveend zoomend viewreset", copy);
  copy();
}

// Candidates in falling importance; the atlas's own places come before the towns of the base map.
function candidates(data, names) {
  const own = data.places.id.map((id, row) => ({
    text: names(row), lon: data.places.lon[row], lat: data.places.lat[row], rank: data.places.rank[row],
    className: `label-place label-${data.places.kind[row]}`, dot: true,
  }));
  const others = data.basemap.filter((layer) => layer.kind === "points").flatMap((layer) => layer.points.map((p) => ({
    text: p[0], lon: p[1], lat: p[2], rank: p[3], className: `label-${p[4]}`, dot: p[4] === "other-town",
  })));
  return [...own, ...others].sort((a, b) => a.rank - b.rank);
}

// Labels give way to what `obstacles()` says is already drawn, as boxes in container pixels.
export function createLabels(map, data, names, obstacles) {
  const group = L.layerGroup().addTo(map);
  let all = candidates(data, names);
  function draw() {
    group.clearLayers();
    const zoom = map.getZoom();
    const size = map.getSize();
    const boxes = all.filter((item) => item.rank <= zoom).map((item) => {
      const point = map.latLngToContainerPoint([item.lat, item.lon]);
      return { ...item, x: point.x, y: point.y };
    }).filter((item) => item.x > -60 && item.y > -20 && item.x < size.x + 60 && item.y < size.y + 20);
    for (const item of placeLabels(boxes, obstacles())) {
      const html = h("span", { class: `label ${item.className} label-${item.side}`, dir: "auto" }, item.text);
      const icon = L.divIcon({ html, className: item.dot ? "label-dot" : "label-bare", iconSize: [4, 4] });
      L.marker([item.lat, item.lon], { icon, pane: "labels", interactive: false, keyboard: false }).addTo(group);
    }
  }
  map.on("moveend zoomend resize", draw);
  draw();
  return {
    draw,
    rename(newNames) {
      all = candidates(data, newNames);
      draw();
    },
  };
}
