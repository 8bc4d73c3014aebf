// The control "as known on": a day by which sources must have been published for their claims to count.

import { dayNumber, dayText } from "./days.js";
import { evidenceAt } from "./known.js";
import { h } from "./dom.js";
import { counted, t } from "./words.js";

export function knownField(data, state, store) {
  const problem = h("p", { class: "problem", id: "known-problem", hidden: true }, t("asof.form"));
  const input = h("input", {
    type: "text", id: "known", size: 10, maxlength: 10, inputmode: "numeric", placeholder: "2020-06-05", value: state.known === null ? "" : dayText(state.known),
    "aria-describedby": "known-note known-problem", dataset: { keep: "known" }, onchange: set,
  });
  // An empty field counts everything again.
  function set() {
    const text = input.value.trim();
    let known = null;
    try {
      known = text ? dayNumber(text) : null;
    } catch {
      input.setAttribute("aria-invalid", "true");
      problem.hidden = false;
      return;
    }
    store.set({ known });
  }
  return h("fieldset", { class: "known" }, h("legend", {}, h("label", { for: "known" }, t("filter.known"))), h("div", { class: "known-row" }, input,
    h("button", { type: "button", class: "button", dataset: { keep: "known-set" }, onclick: set }, t("filter.known.set")),
    state.known === null ? null : h("button", { type: "button", class: "button", dataset: { keep: "known-now" }, onclick: () => store.set({ known: null }) }, t("filter.known.now"))),
  problem, h("p", { class: "quiet", id: "known-note" }, t("filter.known.note"), state.known === null ? "" : ` ${leftOut(data, state.known)}`));
}

function leftOut(data, known) {
  const { later, unclear } = evidenceAt(data, known);
  const sum = (rows) => counted("claim", rows.reduce((total, one) => total + one.length, 0));
  return t("filter.known.left", { later: sum(later), unclear: sum(unclear) });
}
