// The search box: finds incidents, places and sources by any name they have, in any script.

import { h, named, replace } from "./dom.js";
import { fold, matchScore } from "./fold.js";
import { rangeWords } from "./days.js";
import { label, t } from "./words.js";

const MOST = 8;

// Folded once at the start: what a record may be found by.
export function addSearchKeys(data) {
  const keys = (...texts) => [...new Set(texts.flat().filter(Boolean).map(fold).filter(Boolean))];
  data.places.search = data.places.id.map((id, row) => keys(id, data.places.name[row], data.places.names[row].map(([, names]) => names).flat()));
  data.sources.search = data.sources.id.map((id, row) => keys(id, data.sources.title[row], data.sources.publisher[row]));
  data.incidents.search = data.incidents.id.map((id, row) => [
    ...keys(id, data.incidents.title[row], data.incidents.summary[row]),
    ...data.incidents.places[row].flatMap(([place]) => (place === null ? [] : data.places.search[place])),
  ]);
}

function best(word, keys) {
  return Math.max(0, ...keys.map((key) => matchScore(word, key)));
}

// -> [{type, id, text, hint}], the best first; an empty query finds nothing.
export function find(data, query) {
  const words = fold(query).split(" ").filter(Boolean);
  if (!words.length) return [];
  const score = (keys) => {
    const each = words.map((word) => best(word, keys));
    return each.some((one) => one === 0) ? 0 : each.reduce((sum, one) => sum + one, 0) / words.length;
  };
  const found = [];
  data.places.id.forEach((id, row) => add(found, "place", id, data.places.name[row], label("place_kind", data.places.kind[row]), score(data.places.search[row]) * 1.1));
  data.incidents.id.forEach((id, row) => add(found, "incident", id, data.incidents.title[row],
    rangeWords(data.incidents.earliest[row], data.incidents.latest[row]), score(data.incidents.search[row])));
  data.sources.id.forEach((id, row) => add(found, "source", id, data.sources.title[row], data.sources.publisher[row], score(data.sources.search[row]) * 0.9));
  return found.sort((a, b) => b.score - a.score).slice(0, MOST);
}

function add(found, type, id, text, hint, score) {
  if (score > 0) found.push({ type, id, text, hint, score });
}

export function createSearch(form, data, store, open) {
  const input = form.querySelector("input");
  const box = form.querySelector("#search-results");
  let found = [];
  let active = -1;

  function draw() {
    const shown = document.activeElement === input && input.value.trim() !== "";
    box.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    input.setAttribute("aria-activedescendant", active >= 0 ? `found-${active}` : "");
    replace(box, found.map((one, i) => h("li", { role: "option", id: `found-${i}`, "aria-selected": String(i === active), class: i === active ? "is-active" : null,
      onpointerdown: (event) => {
        event.preventDefault();
        choose(i);
      } }, h("span", { class: `type type-${one.type}` }, t(`type.${one.type}`)), h("span", { class: "found-text" }, named(one.text)), h("small", {}, named(one.hint)))),
    shown ? h("li", { role: "option", id: `found-${found.length}`, "aria-selected": String(active === found.length), class: active === found.length ? "is-active found-filter" : "found-filter",
      onpointerdown: (event) => {
        event.preventDefault();
        choose(found.length);
      } }, t("search.filter", { text: input.value.trim() })) : null);
  }
  function choose(i) {
    const one = found[i];
    if (one) open(one.type, one.id);
    else store.set({ query: input.value.trim() });
    input.value = "";
    active = -1;
    found = [];
    draw();
  }
  input.addEventListener("input", () => {
    found = find(data, input.value);
    active = found.length ? 0 : -1;
    draw();
  });
  input.addEventListener("keydown", (event) => {
    const last = found.length;
    if (event.key === "ArrowDown") active = Math.min(active + 1, last);
    else if (event.key === "ArrowUp") active = Math.max(active - 1, 0);
    else if (event.key === "Escape") input.value = "";
    else return;
    event.preventDefault();
    event.stopPropagation();
    draw();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) choose(Math.max(active, 0));
  });
  input.addEventListener("blur", draw);
  input.addEventListener("focus", draw);
}
