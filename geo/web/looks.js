// Keeps what is open and how it looks in step with the state, and fits the page to hand, keyboard and newcomer.

import { byId } from "./dom.js";
import { createDrawer, createMore } from "./menu.js";
import { createSheet } from "./sheet.js";
import { createSkips, nameMap } from "./focus.js";

export function panels(store) {
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

export function theme(store) {
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

// What makes the page fit a hand, a keyboard and a newcomer.
export function comfort(map, store) {
  nameMap(map);
  const sheet = createSheet(byId("sheet-grip"), byId("side"), byId("card"), store);
  createSkips(document.querySelectorAll(".skip"), (target) => target === byId("list") && sheet.raise());
  createDrawer(byId("menu"), byId("tools"), { closeOnChoice: true });
  createMore(byId("controls"));
}
