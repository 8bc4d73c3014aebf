// The table over the map: exactly the incidents of the list, one a row, sorted by any column, with downloads of the same.

import { downloadButtons } from "./download.js";
import { byId, h, named, replace } from "./dom.js";
import { SHOWN_BY } from "./state.js";
import { statusMark, symbol } from "./symbols.js";
import { isSortable, rowsInOrder } from "./row_order.js";
import { rowFacts, sortOf, tableColumns } from "./table_rows.js";
import { titleWords } from "./controls.js";
import { t } from "./words.js";

const WHOLE_TABLE = 300; // rows up to which a table stands on the page whole
const AROUND_ROWS = 30; // rows of a long one kept above and below what is seen
const ROW_PX = 34; // list.css has the same
const MOST_TABLE_PX = 30e6; // a browser draws nothing lower

export function createTable(host, button, data, store, open) {
  const title = h("h2", { id: "table-title", tabindex: "-1" });
  const scroll = h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-labelledby": "table-title" });
  const bar = h("div", { class: "table-bar" });
  const columns = tableColumns(data);
  let rows = new Int32Array(0);
  let [from, to] = [0, 0]; // the places of the rows that stand on the page
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
    return h("thead", {}, h("tr", {}, columns.map((column) => {
      const { key, isNumber } = column;
      const on = sorted.key === key;
      return h("th", { scope: "col", "aria-sort": on ? (isFalling ? "descending" : "ascending") : null, class: isNumber ? "is-number" : null },
        !isSortable(data, column) ? h("span", { class: "sort" }, t(`column.${key}`)) : h("button", { type: "button", class: "sort", dataset: { keep: `sort ${key}` }, onclick: () => sortBy(key, on && !isFalling) }, t(`column.${key}`),
          h("span", { "aria-hidden": "true", class: "sort-mark" }, on ? (isFalling ? " ▼" : " ▲") : " ↕")));
    })));
  }

  function sortBy(key, isFalling) {
    store.set({ sort: isFalling ? `-${key}` : key });
    byId("live").textContent = t(isFalling ? "table.falling" : "table.rising", { column: t(`column.${key}`) });
  }

  function line(row, state, place) {
    const x = rowFacts(data, state, row);
    const id = x.c.id.at(row);
    const isChosen = state.selected?.type === "incident" && state.selected.id === id;
    return h("tr", { dataset: { id }, "aria-rowindex": place + 2, class: isChosen ? "is-selected" : null, "aria-current": isChosen ? "true" : null }, columns.map(({ key, cell, isNumber }) => {
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
    rows = rowsInOrder(data, state);
    replace(title, titleWords(data, state));
    replace(bar, title, downloadButtons(data, store), h("button", { type: "button", class: "icon-button", id: "table-close", "aria-label": t("table.close"), title: t("table.close"), onclick: () => toggle(false) }, "×"));
    return show(state);
  }

  const rowPx = () => Math.min(ROW_PX, MOST_TABLE_PX / Math.max(rows.length, 1));

  // A long table holds the rows near what is seen, and the room of the others above and below.
  function show(state) {
    const focused = scroll.contains(document.activeElement) ? document.activeElement.dataset.keep : null;
    const at = [scroll.scrollLeft, scroll.scrollTop];
    const isLong = rows.length > WHOLE_TABLE;
    const fits = Math.ceil(scroll.clientHeight / ROW_PX);
    const seen = Math.min(Math.floor(at[1] / rowPx()), Math.max(0, rows.length - fits));
    [from, to] = isLong ? [Math.max(0, seen - AROUND_ROWS), Math.min(rows.length, seen + fits + AROUND_ROWS)] : [0, rows.length];
    const room = (n) => (n ? h("tr", { "aria-hidden": "true", class: "room" }, h("td", { colspan: columns.length, style: { height: `${n * rowPx()}px` } })) : null);
    const shown = rows.slice(from, to);
    replace(scroll, rows.length ? h("table", { class: `incident-table${isLong ? " is-long" : ""}`, "aria-rowcount": rows.length + 1 }, h("caption", { class: "sr-only" }, t("table.caption")), head(state),
      h("tbody", {}, room(from), Array.from(shown, (row, i) => line(row, state, from + i)), room(rows.length - to)))
      : h("p", { class: "empty" }, t("list.empty")));
    [scroll.scrollLeft, scroll.scrollTop] = at;
    if (focused) scroll.querySelector(`[data-keep="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    const now = [rows, from, to];
    data.texts.ready(shown, [data.incidents.title])?.then(() => now[0] === rows && now[1] === from && now[2] === to && show(store.get()));
    return host;
  }
  scroll.addEventListener("scroll", () => {
    if (rows.length <= WHOLE_TABLE || !store.get().table) return;
    const seen = Math.floor(scroll.scrollTop / rowPx());
    if (seen < from + AROUND_ROWS / 3 && from > 0 || seen + scroll.clientHeight / ROW_PX > to - AROUND_ROWS / 3 && to < rows.length) show(store.get());
  });
  store.watch((state, changed) => {
    if (changed.has("table") || (state.table && [...SHOWN_BY, "sort", "selected", "lang"].some((key) => changed.has(key)))) draw(state);
  });
  draw(store.get());
}
