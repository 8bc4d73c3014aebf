// Starts the page: reads what it carries, wires state, views and map, and keeps the address in step.

import { createCard } from "./panel_card.js";
import { createControls, titleWords } from "./controls.js";
import { createFilters } from "./filters.js";
import { createGround, patterns } from "./map_ground.js";
import { createIncidents, incidentName } from "./map_incidents.js";
import { createLabels, drawBase, setUpPanes } from "./map_base.js";
import { createLegend } from "./legend.js";
import { createList } from "./list.js";
import { createMethod } from "./method.js";
import { createPlayer } from "./player.js";
import { addSearchKeys, createSearch } from "./search.js";
import { createStore, initialState } from "./state.js";
import { createTimeline } from "./timeline.js";
import { byId } from "./dom.js";
import { fromFragment, toFragment } from "./fragment.js";
import { listenForKeys } from "./keyboard.js";
import { readPayload } from "./payload.js";
import { t, useWords } from "./words.js";

export function startAtlas(map) {
  const data = readPayload(byId("payload").textContent);
  addSearchKeys(data);
  useWords(data.words, "en");
  const start = initialState(data);
  const store = createStore({ ...start, ...clocked(data, start, fromFragment(location.hash, start, data)) });
  const open = (type, id, how) => openRecord(map, data, store, card, type, id, how);
  document.body.append(patterns());
  setUpPanes(map);
  drawBase(map, data);
  const home = data.home.map(([lon, lat]) => [lat, lon]);
  const opening = store.get().view;
  frame(map, home, opening);
  const ground = createGround(map, data, store, open);
  const incidents = createIncidents(map, data, store, (type, id) => open(type, id, { still: true }));
  createLabels(map, data, (row) => data.places.label[row], () => [...incidents.boxes(), ...ground.boxes()]);
  const player = createPlayer(data, store, open);
  createList(byId("list"), data, store, open);
  const card = createCard(byId("card"), data, store, open);
  createFilters(byId("filters"), byId("chips"), data, store);
  createLegend(byId("legend"), data, store);
  createControls(byId("controls"), data, store, player);
  createTimeline(byId("timeline"), data, store, open);
  createSearch(byId("search"), data, store, open);
  createMethod(byId("method"), data, store);
  panels(store);
  theme(store);
  listenForKeys({ player, store, closeCard: card.close, search: byId("search").querySelector("input") });
  keepAddress(store, start, data, map, home);
  announce(data, store);
  const chosen = store.get().selected;
  map.invalidateSize({ pan: false });
  frame(map, home, opening);
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    const [zoom, ...kept] = store.get().view ?? [];
    // Leaflet rounds to whole pixels: a link must come back as it was, not a pixel off.
    if (zoom === map.getZoom() && map.project([lat, lng]).distanceTo(map.project(kept)) < 3) return;
    store.set({ view: [map.getZoom(), lat, lng] });
  });
  if (chosen && !opening) show(map, data, chosen.type, chosen.id, false);
  if (store.get().panel === "method") byId("method").showModal();
  document.documentElement.dataset.ready = "true";
}

function frame(map, home, view) {
  if (view) map.setView([view[1], view[2]], view[0], { animate: false });
  else map.fitBounds(home, { animate: false });
}

// Opening an incident moves the clock to it; the window widens only when it lay outside.
function clocked(data, state, patch) {
  if (patch.selected?.type !== "incident") return patch;
  const row = data.incidents.id.indexOf(patch.selected.id);
  const [first, last] = [data.incidents.earliest[row], data.incidents.latest[row]];
  if (first === null || last === null) return patch;
  const [from, to] = [patch.from ?? state.from, patch.to ?? state.to];
  const window = last < from || first > to ? { from: Math.min(from, first), to: Math.max(to, last) } : {};
  return { ...patch, ...window, asof: patch.asof ?? last };
}

function openRecord(map, data, store, card, type, id, how) {
  store.set(clocked(data, store.get(), { selected: { type, id } }));
  show(map, data, type, id, how?.still);
  if (!how?.keepFocus) card.focus();
}

// Brings a record into view: from afar it goes near enough to see its radius; picked on the map, it only makes room.
function show(map, data, type, id, still) {
  const table = { incident: data.incidents, place: data.places }[type];
  const row = table ? table.id.indexOf(id) : -1;
  if (row < 0 || table.lon[row] === null) return;
  map.invalidateSize({ pan: false });
  const covered = getComputedStyle(byId("card")).position === "absolute";
  const phone = matchMedia("(max-width: 760px)").matches;
  const room = { right: covered && !phone ? byId("card").offsetWidth : 0, bottom: phone ? map.getSize().y * 0.5 : 0 };
  const pad = { paddingTopLeft: [50, 50], paddingBottomRight: [50 + room.right, 50 + room.bottom], animate: !matchMedia("(prefers-reduced-motion: reduce)").matches };
  const point = L.latLng(table.lat[row], table.lon[row]);
  if (still || map.getZoom() >= 9) map.panInside(point, pad);
  else map.fitBounds(point.toBounds(Math.max(4 * (table.uncertainty_m[row] || 0), 30000)), { ...pad, maxZoom: 10 });
}

function keepAddress(store, start, data, map, home) {
  let written = null;
  const write = () => {
    const text = toFragment(store.get(), start);
    if (text === written) return;
    written = text;
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  };
  store.watch(write);
  write();
  addEventListener("hashchange", () => {
    if (location.hash.slice(1) === written) return;
    const state = { ...start, ...clocked(data, start, fromFragment(location.hash, start, data)) };
    store.set(state);
    frame(map, home, state.view);
    if (state.selected && !state.view) show(map, data, state.selected.type, state.selected.id, false);
  });
}

function panels(store) {
  for (const one of document.querySelectorAll("[data-panel]")) {
    one.addEventListener("click", () => store.set({ panel: store.get().panel === one.dataset.panel ? null : one.dataset.panel }));
  }
  const draw = (state) => {
    document.body.dataset.panel = state.panel || "";
    byId("filters").hidden = state.panel !== "filters";
    byId("list").hidden = state.panel === "filters";
    for (const one of document.querySelectorAll("[data-panel]")) one.setAttribute("aria-expanded", String(state.panel === one.dataset.panel));
  };
  store.watch((state, changed) => changed.has("panel") && draw(state));
  draw(store.get());
}

function theme(store) {
  const prefers = matchMedia("(prefers-color-scheme: dark)");
  prefers.addEventListener("change", () => draw(store.get()));
  const draw = (state) => {
    document.documentElement.dataset.theme = state.theme === "auto" ? (prefers.matches ? "dark" : "light") : state.theme;
  };
  byId("theme").addEventListener("click", () => {
    store.set({ theme: document.documentElement.dataset.theme === "dark" ? "light" : "dark" });
  });
  store.watch(draw);
  draw(store.get());
}

// The live region says in a sentence what changed, after the reader has come to rest.
function announce(data, store) {
  let timer = null;
  store.watch((state, changed) => {
    if (!["from", "to", "asof", "mode", "query", "kinds", "actors", "statuses", "precisions", "selected"].some((key) => changed.has(key))) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const row = state.selected?.type === "incident" ? data.incidents.id.indexOf(state.selected.id) : -1;
      byId("live").textContent = row >= 0 && changed.has("selected") ? t("live.opened", { name: incidentName(data, row) }) : titleWords(data, state);
    }, 400);
  });
}
