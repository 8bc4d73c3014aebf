// One incident as a row of the list: symbol, date, title, status and how well it is placed.

import { h, named } from "./dom.js";
import { rangeWords } from "./days.js";
import { evidenceAt } from "./known.js";
import { statusMark, symbol } from "./symbols.js";
import { tense } from "./visible.js";
import { label, t } from "./words.js";

// place: of how many it is the which, counted from 0.
export function listItem(data, row, state, open, place, count) {
  const column = data.incidents;
  const id = column.id.at(row);
  const chosen = state.selected?.type === "incident" && state.selected.id === id;
  const { status, details_disputed } = evidenceAt(data, state.known);
  const when = tense(data, row, state.asof);
  return h("li", { "aria-setsize": count, "aria-posinset": place + 1 }, h("button", {
    type: "button", class: `item is-${when}${chosen ? " is-selected" : ""}`, "aria-current": chosen ? "true" : null,
    dataset: { id }, onclick: () => open("incident", id),
  }, symbol(column.family.at(row), column.where_precision.at(row), 20), h("span", { class: "item-text" },
    h("span", { class: "item-date" }, rangeWords(column.earliest.at(row), column.latest.at(row)),
      column.core_start.at(row) === null || !column.sure.at(row) ? h("span", { class: "vague" }, ` · ${label("date_precision", column.date_precision.at(row))}`) : null,
      when === "current" || when === "coming" ? h("span", { class: "tense" }, t(`tense.${when}`)) : null),
    h("span", { class: "item-title" }, named(column.title.at(row))),
    h("span", { class: "item-meta" }, statusMark(status.at(row)), label("status", status.at(row)),
      details_disputed.at(row) ? ` · ${t("details.differ")}` : "",
      ` · ${label("where_precision", column.where_precision.at(row))}`))));
}
