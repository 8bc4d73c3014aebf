// The incidents in date order as a list, with a tray for those without a place and one for those without a date.

import { h, named, replace } from "./dom.js";
import { dayText, dayWords, rangeWords } from "./days.js";
import { evidenceAt } from "./known.js";
import { SHOWN_BY } from "./state.js";
import { statusMark, symbol } from "./symbols.js";
import { tense, visible } from "./visible.js";
import { counted, label, t } from "./words.js";

export function createList(host, data, store, open) {
  const column = data.incidents;

  function item(row, state) {
    const chosen = state.selected?.type === "incident" && state.selected.id === column.id.at(row);
    const { status, details_disputed } = evidenceAt(data, state.known);
    const when = tense(data, row, state.asof);
    return h("li", {}, h("button", {
      type: "button", class: `item is-${when}${chosen ? " is-selected" : ""}`, "aria-current": chosen ? "true" : null,
      dataset: { id: column.id.at(row) }, onclick: () => open("incident", column.id.at(row)),
    }, symbol(column.family.at(row), column.where_precision.at(row), 20), h("span", { class: "item-text" },
      h("span", { class: "item-date" }, rangeWords(column.earliest.at(row), column.latest.at(row)),
        column.core_start.at(row) === null || !column.sure.at(row) ? h("span", { class: "vague" }, ` · ${label("date_precision", column.date_precision.at(row))}`) : null,
        when === "current" || when === "coming" ? h("span", { class: "tense" }, t(`tense.${when}`)) : null),
      h("span", { class: "item-title" }, named(column.title.at(row))),
      h("span", { class: "item-meta" }, statusMark(status.at(row)), label("status", status.at(row)),
        details_disputed.at(row) ? ` · ${t("details.differ")}` : "",
        ` · ${label("where_precision", column.where_precision.at(row))}`))));
  }

  function tray(title, note, rows, state) {
    if (!rows.length) return null;
    return h("section", { class: "tray" }, h("h3", {}, `${title} (${rows.length})`), h("p", {}, note), h("ol", {}, rows.map((row) => item(row, state))));
  }

  // With a day chosen: the incidents no source had surely told of by it, in two numbers.
  function untold(state) {
    if (state.known === null) return null;
    const { told, unclear } = evidenceAt(data, state.known);
    const rows = told.map((_, row) => row).filter((row) => !told.at(row));
    const vague = rows.filter((row) => unclear.at(row).length);
    if (!rows.length) return null;
    return h("section", { class: "tray untold" }, h("h3", {}, t("tray.untold", { day: dayWords(state.known) })),
      h("p", {}, counted("tray.untold.all", rows.length), vague.length ? ` ${counted("tray.untold.vague", vague.length)}` : ""));
  }

  function draw(state) {
    const { shown, undated, unplaced } = visible(data, state);
    const placed = shown.filter((row) => column.lon.at(row) !== null);
    const years = [];
    for (const row of placed) {
      const year = dayText(column.earliest.at(row) ?? column.latest.at(row)).slice(0, 4);
      if (years.at(-1)?.year !== year) years.push({ year, rows: [] });
      years.at(-1).rows.push(row);
    }
    const focused = host.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    replace(host, years.map(({ year, rows }) => h("section", {}, h("h3", { class: "year" }, year, h("span", {}, counted("incident", rows.length))),
      h("ol", {}, rows.map((row) => item(row, state))))),
    tray(t("tray.unplaced"), t("tray.unplaced.note"), [...unplaced], state), tray(t("tray.undated"), t("tray.undated.note"), [...undated], state),
    untold(state), shown.length + undated.length ? null : h("p", { class: "empty" }, t("list.empty")));
    const chosen = host.querySelector(focused ? `[data-id="${CSS.escape(focused)}"]` : ".is-selected");
    if (focused) chosen?.focus({ preventScroll: true });
    const box = host.getBoundingClientRect();
    const at = chosen?.getBoundingClientRect();
    if (at && (at.top < box.top + 30 || at.bottom > box.bottom)) host.scrollTop += at.top - box.top - box.height / 3;
  }
  const matters = [...SHOWN_BY, "selected", "lang"];
  store.watch((state, changed) => {
    if (matters.some((key) => changed.has(key))) draw(state);
  });
  draw(store.get());
}
