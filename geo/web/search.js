// The search box, a combobox: what is found drops down as a list, and its last line filters by the words typed.

import { byId, h, named, replace } from "./dom.js";
import { find, foundRows } from "./find.js";
import { createTitleIndex } from "./title_index.js";
import { counted, t } from "./words.js";

export function createSearch(form, data, store, open) {
  const input = form.querySelector("input");
  const box = form.querySelector("#search-results");
  let found = [];
  let active = -1; // the option Enter takes
  let isOpen = false;

  function option(i, className, ...children) {
    return h("li", { role: "option", id: `found-${i}`, "aria-selected": String(i === active), class: `${className}${i === active ? " is-active" : ""}`,
      // The focus stays in the box, so that a press on the list does not close it first.
      onpointerdown: (event) => event.preventDefault(), onclick: () => choose(i) }, children);
  }

  function draw() {
    const typed = input.value.trim();
    box.hidden = !(isOpen && typed);
    input.setAttribute("aria-expanded", String(!box.hidden));
    if (box.hidden || active < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `found-${active}`);
    replace(box, box.hidden ? [] : [
      found.map((one, i) => option(i, "found", h("span", { class: `type type-${one.type}` }, t(`type.${one.type}`)), h("span", { class: "found-text" }, named(one.text)), h("small", {}, named(one.hint)))),
      option(found.length, "found-filter", found.length ? "" : `${t("search.nothing")} `, t("search.filter", { text: typed })),
    ]);
    box.children[active]?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    isOpen = false;
    active = -1;
    draw();
  }

  function choose(i) {
    const [one, query] = [found[i], input.value.trim()];
    input.value = "";
    found = [];
    close();
    if (one) open(one.type, one.id);
    else if (query) store.set({ query });
  }

  // Titles in their hundred thousands come in as they are read; their texts are fetched before they are shown.
  const titles = data.texts.isSmall ? null : createTitleIndex(data);
  function searchTitles(others) {
    titles.search(input.value, async (rows) => {
      await data.texts.ready(rows, [data.incidents.title]);
      if (found !== others && found.others !== others) return;
      found = Object.assign([...others, ...foundRows(data, rows, 1).filter(({ id }) => !others.some((one) => one.id === id))].slice(0, 10), { others });
      draw();
    });
  }

  // Said once the reader has stopped typing; the options themselves are read as the arrows reach them.
  let timer = null;
  function say() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (isOpen && input.value.trim()) byId("live").textContent = found.length ? counted("search.found", found.length) : t("search.nothing");
    }, 700);
  }

  input.addEventListener("input", () => {
    found = find(data, input.value);
    if (titles) searchTitles(found);
    active = input.value.trim() ? 0 : -1;
    isOpen = true;
    draw();
    say();
  });
  input.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !input.value.trim()) return;
    const last = found.length;
    if (event.key === "ArrowDown") active = !isOpen || active >= last ? 0 : active + 1;
    else if (event.key === "ArrowUp") active = !isOpen || active <= 0 ? last : active - 1;
    else if (event.key === "Escape") {
      // First the list goes, then the words.
      if (!isOpen) input.value = "";
      event.preventDefault();
      event.stopPropagation();
      return close();
    } else return;
    isOpen = true;
    event.preventDefault();
    event.stopPropagation();
    draw();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) choose(isOpen ? Math.max(active, 0) : 0);
  });
  input.addEventListener("blur", () => {
    close();
    if (!input.value.trim()) titles?.drop();
  });
  input.addEventListener("focus", () => {
    isOpen = true;
    active = input.value.trim() ? 0 : -1;
    draw();
  });
}
