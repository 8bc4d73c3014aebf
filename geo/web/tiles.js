// The choice of base map, in pages built to offer one: the built-in, or tiles from another host once the reader says so.

import { h } from "./dom.js";
import { t } from "./words.js";

const BUILT_IN = "built-in";

// Whether this page may ask: some hosts refuse a page that was opened from a file.
function isOffered(tile) {
  return !tile.website_only || /^https?:$/.test(location.protocol);
}

// `check` makes one line of the filters panel, as it makes the others.
export function tilesField(data, state, store, check) {
  if (!data.tiles.length) return null;
  const line = (id, text, isOn, isOff) => check("tiles", id, text, { type: "radio", checked: isOn, disabled: isOff, "aria-describedby": "tiles-note",
    onchange: () => store.set({ tiles: id === BUILT_IN ? null : id }) });
  const hosts = [...new Set(data.tiles.map((tile) => tile.host))].join(", ");
  return h("fieldset", {}, h("legend", {}, t("tiles")), line(BUILT_IN, t("tiles.built-in"), !state.tiles, false),
    data.tiles.map((tile) => line(tile.id, `${t("tiles." + tile.id)} (${tile.host})`, state.tiles === tile.id, !isOffered(tile))),
    h("p", { class: "quiet", id: "tiles-note" }, t("tiles.note", { hosts })),
    data.tiles.every(isOffered) ? null : h("p", { class: "quiet" }, t("tiles.website")));
}

// `show(tile, failed)` is the map's part; null is the built-in map. Only the store says which, and no link sets it.
export function createTiles(data, store, show, live) {
  store.watch((state, changed) => {
    if (!changed.has("tiles")) return;
    const tile = data.tiles.find((one) => one.id === state.tiles && isOffered(one)) ?? null;
    show(tile, () => {
      live.textContent = t("tiles.failed", { host: tile.host });
    });
  });
}
