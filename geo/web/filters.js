// The filters panel: layers, vague dates, as known on a day, and the facets with their counts.

import { createChips } from "./chips.js";
import { facetCounts } from "./counts.js";
import { facetKeys, facetName } from "./facets.js";
import { featuresOf } from "./features.js";
import { fold } from "./fold.js";
import { h, replace } from "./dom.js";
import { knownField } from "./known_field.js";
import { t } from "./words.js";
import { tilesField } from "./tiles.js";

const LAYERS = ["zones", "patrols", "agreements", "bases"];
const SHOWN_AT_FIRST = 8; // values shown of a long facet, besides those chosen
const NARROWED_FROM = 20; // values from which a list can be narrowed by typing

export function createFilters(host, chips, data, store) {
  const whole = new Set(); // facets shown in full
  const narrowed = new Map(); // facet -> what was typed to narrow it

  function toggle(key, value) {
    const chosen = store.get()[key];
    store.set({ [key]: chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value] });
  }

  function check(name, value, text, attributes, count) {
    return h("label", { class: "check" }, h("input", { name, value, dataset: { keep: `${name} ${value}` }, ...attributes }), h("span", { class: "check-name", dir: "auto" }, text),
      count === undefined ? null : h("span", { class: "count" }, count));
  }

  function facet(state, key, counts) {
    const typed = fold(narrowed.get(key) || "");
    const fits = counts.filter(([value]) => !typed || fold(facetName(data, key, value)).includes(typed));
    const isLong = fits.length > SHOWN_AT_FIRST + 1;
    const shown = isLong && !whole.has(key) ? fits.filter(([value], i) => i < SHOWN_AT_FIRST || state[key].includes(value)) : fits;
    return h("fieldset", { dataset: { facet: key } }, h("legend", {}, t(`filter.${key}`)),
      counts.length > NARROWED_FROM ? h("input", { type: "search", class: "narrow", placeholder: t("filter.narrow"), "aria-label": `${t("filter." + key)}: ${t("filter.narrow")}`, value: narrowed.get(key) || "", dataset: { keep: `narrow ${key}` }, oninput: (event) => {
        narrowed.set(key, event.target.value);
        draw(store.get());
      } }) : null,
      shown.map(([value, n]) => check(key, value, facetName(data, key, value), { type: "checkbox", checked: state[key].includes(value), onchange: () => toggle(key, value) }, n.toLocaleString("en"))),
      isLong ? h("button", { type: "button", class: "text-button more", "aria-expanded": String(whole.has(key)), dataset: { keep: `more ${key}` }, onclick: () => {
        if (!whole.delete(key)) whole.add(key);
        draw(store.get());
      } }, whole.has(key) ? t("filter.fewer") : t("filter.more", { n: fits.length })) : null);
  }

  function layers(state) {
    const has = featuresOf(data);
    const offered = LAYERS.filter((key) => (key === "bases" ? has.bases : has.zones));
    if (!offered.length) return null;
    return h("fieldset", {}, h("legend", {}, t("filter.layers")), offered.map((key) => (
      check(key, "on", t(`layer.${key}`), { type: "checkbox", checked: state[key], onchange: () => store.set({ [key]: !store.get()[key] }) }))));
  }

  function sure(state) {
    return h("fieldset", {}, h("legend", {}, t("filter.match")), ["possible", "certain"].map((value) => (
      check("match", value, t(`match.${value}`), { type: "radio", checked: state.match === value, onchange: () => store.set({ match: value }) }))));
  }

  function draw(state) {
    if (state.panel !== "filters") return;
    const focused = host.contains(document.activeElement) ? document.activeElement.dataset.keep : null;
    const caret = focused && document.activeElement.type === "search" ? document.activeElement.selectionStart : null;
    const counts = facetCounts(data, state);
    const top = host.scrollTop;
    replace(host, layers(state), tilesField(data, state, store, check), sure(state), featuresOf(data).published ? knownField(data, state, store) : null, facetKeys(data).map((key) => facet(state, key, counts.get(key))));
    host.scrollTop = top;
    const again = focused && host.querySelector(`[data-keep="${CSS.escape(focused)}"]`);
    again?.focus({ preventScroll: true });
    if (again && caret !== null) again.setSelectionRange(caret, caret);
  }

  createChips(chips, data, store, toggle);
  store.watch((state, changed) => {
    if (![...changed].every((key) => key === "view" || key === "selected")) draw(state);
  });
  draw(store.get());
}
