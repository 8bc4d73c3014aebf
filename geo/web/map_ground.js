// Draws the ground of the day: control zones, patrol and agreement overlays, the bases that stood, and the spot asked about.

import { spotAsked } from "./asked.js";
import { atLeast, baseMarks, flagText, markSize, nudged, standWords } from "./bases.js";
import { createFading } from "./fading.js";
import { fanList, fanOptions, pressable } from "./fan.js";
import { keeper } from "./keeper.js";
import { areaLatLngs, edgeLatLngs } from "./shapes.js";
import { smooth, trueRing } from "./true_ring.js";
import { basesAt, zonesAt } from "./ground_at.js";
import { byId, h } from "./dom.js";
import { dayWords } from "./days.js";
import { counted, languageNow, t } from "./words.js";
import { holderClass, zoneTitle } from "./holders.js";
import { placeName } from "./naming.js";

const FAR_ZOOM = 9; // below it a base is a square in its holder's colour, from there on a flag with letters

// `obstacles()` says which boxes, in container pixels, the marks of bases should not hide under.
export function createGround(map, data, store, open, obstacles = () => []) {
  const zoneLayer = L.layerGroup().addTo(map);
  const baseLayer = L.layerGroup().addTo(map);
  const pointLayer = L.layerGroup().addTo(map);
  const outlines = new Map();
  const fading = createFading(map);
  const coarse = matchMedia("(pointer: coarse)").matches;
  const target = coarse ? 44 : 24; // pixels to press
  const room = coarse ? 30 : 24; // of them free of any other mark
  let drawn = "";
  let marks = [];

  function outline(shape) {
    if (!outlines.has(shape)) outlines.set(shape, { area: areaLatLngs(data.shapes[shape]), ...edgeLatLngs(data.shapes[shape]) });
    return outlines.get(shape);
  }

  function drawZones(state) {
    const at = zonesAt(data, state.asof);
    const overlays = at.overlay.filter((row) => (
      state[data.zones.status.at(row) === "agreement" ? "agreements" : "patrols"]));
    const rows = [...(state.zones ? at.control : []), ...overlays];
    const chosen = state.selected?.type === "zone" ? state.selected.id : "";
    const key = `${rows.join()}|${chosen}`;
    if (key === drawn) return;
    drawn = key;
    zoneLayer.clearLayers();
    fading.clear();
    for (const row of rows) drawZone(row, data.zones.id[row] === chosen);
  }

  // The outline is drawn where it is a line between holders; where the drawing only ends, the fill fades to a dotted edge.
  function drawZone(row, chosen) {
    const overlay = data.zones.layer.at(row) === "overlay";
    const { area, lines, cuts } = outline(data.zones.shape.at(row));
    const className = `${holderClass(data, row)} basis-${data.zones.basis.at(row)}${chosen ? " is-selected" : ""}`;
    const style = { pane: overlay ? "overlays" : "zones", smoothFactor: 0.8 };
    const isWhole = overlay || chosen || !cuts.length;
    const fill = L.polygon(area, { ...style, interactive: !overlay, stroke: isWhole, className: `zone ${className}` });
    fill.bindTooltip(h("span", {}, zoneTitle(data, row)), { sticky: true, className: "tip" });
    fill.addTo(zoneLayer);
    fill.getElement().setAttribute("tabindex", "-1"); // its tooltip makes it a stop of the Tab key, without a name and with nothing to press
    if (isWhole) return;
    L.polyline(lines, { ...style, interactive: false, className: `zone-edge ${className}` }).addTo(zoneLayer);
    if (cuts.length) fading.add(fill.getElement(), L.polyline(cuts, { ...style, interactive: false, className: "zone-cut" }).addTo(zoneLayer).getElement());
  }

  const standing = keeper(({ mark, day, options }) => baseMarker(mark, day, options).addTo(baseLayer), (gone) => baseLayer.removeLayer(gone));

  // A mark that stays as it is stands on, with its list of bases if that is open: a step or a pan moves few.
  function drawBases(state) {
    const far = map.getZoom() < FAR_ZOOM;
    const day = state.asof;
    const found = (state.bases ? basesAt(data, day) : []).map(({ row, firm }) => {
      const place = data.presences.place.at(row);
      const at = map.latLngToContainerPoint([data.places.lat.at(place), data.places.lon.at(place)]);
      return { place, x: at.x, y: at.y, actor: data.presences.actor.at(row), firm };
    });
    marks = found.length === 0 ? [] : nudged(baseMarks(found, coarse ? room : far ? 11 : room), obstacles(), (mark) => atLeast(sizeOf(mark), room));
    const options = marks.length ? fanOptions(map) : null; // measured once, before the first mark changes the page
    standing(marks.map((mark) => ({ mark, day, options })), ({ mark: { places, flags, dx, dy } }) => JSON.stringify([places, flags, dx, dy, day, far, state.script, languageNow().lang]));
  }

  const sizeOf = (mark) => markSize(data, mark, map.getZoom() < FAR_ZOOM);

  function baseMarker(mark, day, options) {
    const { places, flags, dx, dy } = mark;
    const name = places.map((place) => t("base.mark", { place: placeName(data, place), bases: standWords(data, place, day), day: dayWords(day) })).join(" ");
    const html = h("span", { class: "base-spot" },
      dx || dy ? h("span", { class: "base-leader", style: { width: `${Math.hypot(dx, dy)}px`, rotate: `${Math.atan2(-dy, -dx)}rad` } }) : null,
      h("span", { class: "base-flags" }, flags.map(({ actor, firm, n }) => h("span", { class: `base-flag by-${data.actors.id.at(actor)}${firm ? "" : " is-possible"}` }, flagText(data, actor, n)))));
    const { width, height } = atLeast(sizeOf(mark), target);
    const icon = L.divIcon({ html, className: "base-mark", iconSize: [width, height], iconAnchor: [width / 2 - dx, height / 2 - dy] });
    const marker = L.marker([data.places.lat[places[0]], data.places.lon[places[0]]], { icon, pane: "bases", alt: name, title: name });
    if (places.length > 1) {
      pressable(marker.bindPopup(() => fanList(counted("base.here", places.length), places.map((place) => ({
        mark: h("span", { class: "fan-flag", "aria-hidden": "true" }, "▪"), small: standWords(data, place, day), text: placeName(data, place),
        act: () => open("place", data.places.id.at(place)),
      }))), options), () => marker.openPopup());
    } else pressable(marker, () => open("place", data.places.id[places[0]]));
    marker.on("add", () => marker.getElement().setAttribute("aria-label", name));
    return marker;
  }

  // A cross for a point, a ring for a place, which stands below the marks of incidents; and a circle as wide as the doubt.
  function drawPoint(state) {
    pointLayer.clearLayers();
    const spot = spotAsked(data, state);
    if (!spot) return;
    const { lon, lat, error_m, isPlace } = spot;
    if (error_m) smooth(L.polygon(trueRing(map, lon, lat, error_m).ring, { pane: "rings", interactive: false, smoothFactor: 0, className: "point-error" })).addTo(pointLayer);
    const icon = L.divIcon({ html: h("span", { class: isPlace ? "place-ring" : "point-cross" }), className: "point-mark", iconSize: isPlace ? [22, 22] : [34, 34] });
    L.marker([lat, lon], { icon, pane: "incidents", interactive: false, keyboard: false, zIndexOffset: isPlace ? -2000 : 2000 }).addTo(pointLayer);
  }

  function draw(state, changed) {
    const any = (...keys) => !changed || keys.some((key) => changed.has(key));
    if (any("asof", "zones", "patrols", "agreements", "selected")) drawZones(state);
    if (!changed || !(changed.size === 1 && changed.has("view"))) drawBases(state);
    if (any("asof", "selected")) drawPoint(state);
  }
  const isFar = () => map.getContainer().classList.toggle("is-far", map.getZoom() < FAR_ZOOM);
  map.on("zoomend", () => {
    isFar();
    drawPoint(store.get());
  });
  // What is in view, the legend and the card change what room there is: city names move, and bases make way for them again.
  const again = () => drawBases(store.get());
  map.on("moveend resize", again);
  new ResizeObserver(again).observe(byId("legend"));
  isFar();
  store.watch(draw);
  draw(store.get());
  return { boxes: () => marks.map((mark) => {
    const at = map.latLngToContainerPoint([data.places.lat[mark.places[0]], data.places.lon[mark.places[0]]]);
    const { width, height } = sizeOf(mark);
    return { x: at.x + mark.dx - width / 2, y: at.y + mark.dy - height / 2, width, height };
  }) };
}
