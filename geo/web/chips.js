// The filters that are on, each as a chip that takes it off.

import { dayWords } from "./days.js";
import { facetName } from "./facets.js";
import { h, replace } from "./dom.js";
import { FILTERS, SHOWN_BY } from "./state.js";
import { t } from "./words.js";

export function createChips(host, data, store, toggle) {
  function chip(text, remove) {
    return h("button", { type: "button", class: "chip", onclick: remove, "aria-label": t("filter.remove", { text }) }, h("bdi", {}, text), h("span", { "aria-hidden": "true" }, " ×"));
  }

  function draw(state) {
    const hadFocus = [...host.children].indexOf(document.activeElement);
    const all = [
      state.known === null ? null : chip(t("filter.known.chip", { day: dayWords(state.known) }), () => store.set({ known: null })),
      state.query ? chip(`“${state.query}”`, () => store.set({ query: "" })) : null,
      ...FILTERS.flatMap((key) => state[key].map((value) => chip(facetName(data, key, value), () => toggle(key, value)))),
    ].filter(Boolean);
    const clear = () => store.set({ query: "", known: null, ...Object.fromEntries(FILTERS.map((key) => [key, []])) });
    replace(host, all, all.length > 1 ? h("button", { type: "button", class: "text-button", onclick: clear }, t("filter.clear")) : null);
    // Taking a chip off leaves the focus on the next one, or on the list when none is left.
    if (hadFocus >= 0) (host.children[Math.min(hadFocus, host.children.length - 1)] ?? document.getElementById("list")).focus();
  }
  store.watch((state, changed) => {
    if ([...SHOWN_BY, "lang"].some((key) => changed.has(key))) draw(state);
  });
  draw(store.get());
}
