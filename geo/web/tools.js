// The panels of the tools beside the map: measure, ring, compare, stories; one at a time, with what each draws on the map.

import { byId, h, replace } from "./dom.js";
import { t } from "./words.js";
import { placeName } from "./naming.js";

export const TOOL_PANELS = ["measure", "ring", "compare", "stories"];
const FIGURE_KEYS = ["panel", "measure", "ring", "lang", "script"];
export const MEASURES = ["measure", "ring", "matrix"];

// views: {panel: {element, keys, draw(state), figure(state)?, take(record)?}}; `sketch` draws on the map, `dots` what can be pressed.
export function createTools(host, data, store, { views, sketch, dots, fit }) {
  const body = h("div", { class: "tool-body" });
  const title = h("h2", { id: "tool-title", tabindex: "-1" });
  const tabs = h("div", { class: "segmented tool-tabs", role: "group", "aria-label": t("measure") }, MEASURES.map((panel) => h("button", {
    type: "button", dataset: { panel }, onclick: () => store.set({ panel }),
  }, t(`measure.tab.${panel}`))));
  replace(host, h("div", { class: "tool-bar" }, title, h("button", { type: "button", class: "icon-button", "aria-label": t("close"), title: t("close"), onclick: close }, "×")), tabs, body);

  function close() {
    const opener = document.querySelector(`.tools [data-panel="${shown(store.get()) === "ring" ? "measure" : store.get().panel}"]`);
    store.set({ panel: null });
    (opener?.offsetParent ? opener : byId("menu")).focus();
  }
  // The table of bases is a window of its own, over the panel it was opened from.
  function shown({ panel }) {
    return panel === "matrix" ? "measure" : TOOL_PANELS.includes(panel) ? panel : null;
  }

  function draw(state, changed) {
    const panel = shown(state);
    const view = views[panel];
    const isNew = !changed || changed.has("panel");
    if (isNew) {
      host.hidden = !view;
      document.body.classList.toggle("has-tool", Boolean(view));
      document.body.classList.toggle("is-picking", Boolean(view?.take));
      replace(body, view?.element);
      title.textContent = panel ? t(`tool.${panel === "ring" ? "measure" : panel}`) : "";
      tabs.hidden = !MEASURES.includes(panel);
      for (const one of tabs.children) one.setAttribute("aria-pressed", String(one.dataset.panel === panel));
      dots.set(view?.take ? pickable() : []);
    }
    if (isNew || view?.keys.some((key) => changed.has(key))) view?.draw(state);
    if (changed && !FIGURE_KEYS.some((key) => changed.has(key))) return;
    const items = figure(view, state);
    sketch.set(items);
    document.body.classList.toggle("has-figure", items.length > 3);
    if (changed?.has("measure") || changed?.has("ring")) fit(items);
  }
  // What was measured stays on the map of a link that opens no panel.
  function figure(view, state) {
    if (view) return view.figure?.(state) ?? [];
    return state.measure ? views.measure.figure(state) : state.ring ? views.ring.figure(state) : [];
  }
  function pickable() {
    return data.places.id.map((id, row) => ({ kind: "dot", at: [data.places.lat[row], data.places.lon[row]], size: 5, className: "pick-dot",
      tip: placeName(data, row), onclick: () => views[shown(store.get())]?.take?.({ type: "place", id }) }));
  }
  store.watch(draw);
  draw(store.get());
  return {
    // A press on a mark of the map: true when a tool took it.
    takes(type, id) {
      const view = views[shown(store.get())];
      if (!view?.take) return false;
      if (type === "place" || type === "incident") view.take({ type, id });
      return true;
    },
    fit: () => fit(figure(views[shown(store.get())], store.get())),
  };
}
