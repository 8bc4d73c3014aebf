// The table over the map: exactly the incidents of the list, one a row, sorted by any column, with downloads of the same.

import { downloadButtons } from "./download.js";
import { byId, h, named, replace } from "./dom.js";
import { SHOWN_BY } from "./state.js";
import { statusMark, symbol } from "./symbols.js";
import { rowFacts, rowsInOrder, sortOf, TABLE_COLUMNS } from "./table_rows.js";
import { titleWords } from "./controls.js";
import { t } from "./words.js";

const MOST_ROWS = 1000; // more would make the page crawl; a download has them all

export function createTable(host, button, data, store, open) {
  const title = h("h2", { id: "table-title", tabindex: "-1" });
  const scroll = h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-labelledby": "table-title" });
  const bar = h("div", { class: "table-bar" });
  host.append(bar, scroll);
  const toggle = (table) => {
    store.set({ table });
    if (table) title.focus();
    else button.focus();
  };
  button.addEventListener("click", () => toggle(!store.get().table));
  host.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !store.get().selected) toggle(false);
    // In here arrows scroll and the space bar presses: they do not walk the events.
    if (event.key.startsWith("Arrow") || event.key === " ") event.stopPropagation();
  });

  function head(state) {
    const { column: sorted, isFalling } = sortOf(state);
    return h("thead", {}, h("tr", {}, TABLE_COLUMNS.map(({ key, isNumber }) => {
      const on = sorted.key === key;
      return h("th", { scope: "col", "aria-sort": on ? (isFalling ? "descending" : "ascending") : null, class: isNumber ? "is-number" : null },
        h("button", { type: "button", class: "sort", dataset: { keep: `sort ${key}` }, onclick: () => sortBy(key, on && !isFalling) }, t(`column.${key}`),
          h("span", { "aria-hidden": "true", class: "sort-mark" }, on ? (isFalling ? " ▼" : " ▲") : " ↕")));
    })));
  }

  function sortBy(key, isFalling) {
    store.set({ sort: isFalling ? `-${key}` : key });
    byId("live").textContent = t(isFalling ? "table.falling" : "table.rising", { column: t(`column.${key}`) });
  }

  function line(row, state) {
    const x = rowFacts(data, state, row);
    const id = x.c.id.at(row);
    const isChosen = state.selected?.type === "incident" && state.selected.id === id;
    return h("tr", { dataset: { id }, class: isChosen ? "is-selected" : null, "aria-current": isChosen ? "true" : null }, TABLE_COLUMNS.map(({ key, cell, isNumber }) => {
      const text = cell(x);
      if (key === "title") return h("th", { scope: "row" }, h("button", { type: "button", class: "text-button", dataset: { keep: `row ${id}` }, onclick: () => open("incident", id, { still: true }) }, named(text)));
      const mark = key === "status" ? statusMark(x.evidence.status.at(row)) : key === "kinds" ? symbol(x.c.family.at(row), x.c.where_precision.at(row), 16) : null;
      return h("td", { class: isNumber ? "is-number" : null }, mark ? h("span", { class: "marked" }, mark, text) : named(text));
    }));
  }

  function draw(state) {
    host.hidden = !state.table;
    button.setAttribute("aria-expanded", String(state.table));
    document.body.classList.toggle("has-table", state.table);
    if (!state.table) return replace(scroll);
    const rows = rowsInOrder(data, state);
    replace(title, titleWords(data, state));
    replace(bar, title, downloadButtons(data, store), h("button", { type: "button", class: "icon-button", id: "table-close", "aria-label": t("table.close"), title: t("table.close"), onclick: () => toggle(false) }, "×"));
    const focused = scroll.contains(document.activeElement) ? document.activeElement.dataset.keep : null;
    const at = [scroll.scrollLeft, scroll.scrollTop];
    replace(scroll, rows.length ? h("table", { class: "incident-table" }, h("caption", { class: "sr-only" }, t("table.caption")), head(state), h("tbody", {}, rows.slice(0, MOST_ROWS).map((row) => line(row, state))))
      : h("p", { class: "empty" }, t("list.empty")),
    rows.length > MOST_ROWS ? h("p", { class: "quiet" }, t("table.more", { shown: MOST_ROWS, n: rows.length })) : null);
    [scroll.scrollLeft, scroll.scrollTop] = at;
    if (focused) scroll.querySelector(`[data-keep="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    return host;
  }
  store.watch((state, changed) => {
    if (changed.has("table") || (state.table && [...SHOWN_BY, "sort", "selected", "lang"].some((key) => changed.has(key)))) draw(state);
  });
  draw(store.get());
}
