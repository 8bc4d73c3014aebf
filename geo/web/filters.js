// The filters: search, kinds, parties, status, precision, and the layers of the map, with counts and chips.

import { h, replace } from "./dom.js";
import { FILTERS } from "./state.js";
import { visible } from "./visible.js";
import { label, t } from "./words.js";

const LISTS = { kinds: "kind", statuses: "status", precisions: "where_precision", actors: "actor" };
const LAYERS = ["zones", "patrols", "agreements", "bases"];

function valuesOf(data, key, row) {
  const c = data.incidents;
  if (key === "kinds") return c.kinds[row];
  if (key === "statuses") return [c.status[row]];
  if (key === "precisions") return [c.where_precision[row]];
  return [...new Set(c.parties[row].map((party) => data.actors.id[party[0]]))];
}

function nameOf(data, key, value) {
  return key === "actors" ? data.actors.name[data.actors.id.indexOf(value)] : label(LISTS[key], value);
}

// Counts ignore the facet's own choice, so that a reader sees what else it would let through.
export function facetCounts(data, state, key) {
  const { shown, undated } = visible(data, { ...state, [key]: [] });
  const counts = new Map();
  for (const row of [...shown, ...undated]) for (const value of valuesOf(data, key, row)) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

export function createFilters(host, chips, data, store) {
  const toggle = (key, value) => {
    const chosen = store.get()[key];
    store.set({ [key]: chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value] });
  };

  function facet(state, key) {
    const counts = facetCounts(data, state, key);
    for (const value of state[key]) if (!counts.some(([one]) => one === value)) counts.push([value, 0]);
    return h("fieldset", {}, h("legend", {}, t(`filter.${key}`)), counts.map(([value, n]) => h("label", { class: "check" },
      h("input", { type: "checkbox", checked: state[key].includes(value), value, name: key, onchange: () => toggle(key, value) }),
      h("span", {}, nameOf(data, key, value)), h("span", { class: "count" }, n))));
  }

  function layers(state) {
    return h("fieldset", {}, h("legend", {}, t("filter.layers")), LAYERS.map((key) => h("label", { class: "check" },
      h("input", { type: "checkbox", checked: state[key], name: key, onchange: () => store.set({ [key]: !store.get()[key] }) }), h("span", {}, t(`layer.${key}`)))));
  }

  function sure(state) {
    return h("fieldset", {}, h("legend", {}, t("filter.match")), ["possible", "certain"].map((value) => h("label", { class: "check" },
      h("input", { type: "radio", name: "match", checked: state.match === value, onchange: () => store.set({ match: value }) }), h("span", {}, t(`match.${value}`)))));
  }

  function draw(state) {
    const focused = host.contains(document.activeElement) ? [document.activeElement.name, document.activeElement.value] : null;
    replace(host, layers(state), sure(state), FILTERS.map((key) => facet(state, key)));
    if (focused) [...host.querySelectorAll("input")].find((input) => input.name === focused[0] && input.value === focused[1])?.focus();
    drawChips(state);
  }
  function drawChips(state) {
    const all = FILTERS.flatMap((key) => state[key].map((value) => [key, value]));
    replace(chips, state.query ? chip(`“${state.query}”`, () => store.set({ query: "" })) : null,
      all.map(([key, value]) => chip(nameOf(data, key, value), () => toggle(key, value))),
      all.length + Boolean(state.query) > 1 ? h("button", { type: "button", class: "text-button", onclick: clear }, t("filter.clear")) : null);
  }
  function chip(text, remove) {
    return h("button", { type: "button", class: "chip", onclick: remove, "aria-label": t("filter.remove", { text }) }, text, h("span", { "aria-hidden": "true" }, " ×"));
  }
  function clear() {
    store.set({ query: "", ...Object.fromEntries(FILTERS.map((key) => [key, []])) });
  }
  store.watch((state, changed) => {
    if (!changed.has("view") && !changed.has("selected")) draw(state);
  });
  draw(store.get());
}
