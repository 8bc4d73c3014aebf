// The compare panel: two days to choose, what changed hands between them in words, and the incidents in between.

import { blankDays, byTransition, changedPlaces, comparedDays, drawnOnce, drawnSpells, gainsOf, incidentsBetween } from "./compare.js";
import { dayNumber, dayText, dayWords, rangeWords } from "./days.js";
import { h, named, replace } from "./dom.js";
import { holderClass, zoneTitle } from "./holders.js";
import { symbol } from "./symbols.js";
import { zonesAt } from "./ground_at.js";
import { counted, t } from "./words.js";
import { namedPlace } from "./naming.js";

export function createCompare(data, store, open) {
  const spells = drawnSpells(data);
  const { range } = data;
  const fields = ["before", "after"].map(dayField);
  const result = h("div", { class: "compare-result" });
  const element = h("div", { class: "compare" }, h("p", { class: "quiet" }, t("compare.how")), fields.map((one) => one.element), result);

  function dayField(side) {
    const input = h("input", { type: "text", id: `compare-${side}`, size: 10, maxlength: 10, inputmode: "numeric", title: t("asof.form"), onchange: () => read(side, input) });
    const select = h("select", { "aria-label": t(`compare.spell.${side}`), onchange: () => select.value && put(side, Number(select.value)) },
      h("option", { value: "" }, t("compare.spell")), spells.map(([from, to]) => h("option", { value: String(from) }, rangeWords(from, to))));
    return { input, select, element: h("div", { class: "compare-day" }, h("label", { for: input.id }, t(`compare.${side}`)), input, select) };
  }
  function read(side, input) {
    let day;
    try {
      day = dayNumber(input.value.trim());
    } catch {
      input.setAttribute("aria-invalid", "true");
      return;
    }
    input.removeAttribute("aria-invalid");
    put(side, Math.min(Math.max(day, range[0]), range[1]));
  }
  // The later day is the one that the clock depicts; the window runs from the one to the other.
  function put(side, day) {
    const days = { ...comparedDays(store.get()), [side]: day };
    const [before, after] = [Math.min(days.before, days.after), Math.max(days.before, days.after)];
    store.set({ compare: before, asof: after, from: before, to: after, mode: "on" });
  }

  function placeItem({ row, sure }) {
    return h("li", {}, h("button", { type: "button", class: "text-button", onclick: () => open("place", data.places.id[row]) }, namedPlace(data, row)),
      sure ? null : h("small", {}, ` ${t("compare.unsure")}`));
  }
  function holderName(zones) {
    const names = [...new Set(zones.map((zone) => zoneTitle(data, zone, true)))];
    return names.join(" + ") || t("compare.nozone");
  }
  function swatch(zones) {
    return zones.length ? h("span", { class: `swatch zone ${holderClass(data, zones[0])}`, "aria-hidden": "true" }) : h("span", { class: "swatch is-blank", "aria-hidden": "true" });
  }
  function transitions(changed) {
    return byTransition(data, changed).map(({ from, to, places }) => h("details", { class: "compare-change", open: places.length < 9 },
      h("summary", {}, h("span", { class: "compare-turn" }, swatch(from), holderName(from), h("span", { class: "compare-arrow", "aria-hidden": "true" }, "→"), h("span", { class: "sr-only" }, t("compare.to")), swatch(to), holderName(to)), h("span", { class: "count" }, String(places.length))),
      h("ul", {}, places.map(placeItem))));
  }
  function once(days) {
    const found = drawnOnce(data, days);
    const part = (side) => (found[side].length ? [h("h4", {}, t("compare.only", { day: dayWords(days[side]) })), h("ul", {}, found[side].map((zone) => h("li", {}, swatch([zone]), " ",
      h("button", { type: "button", class: "text-button", onclick: () => open("zone", data.zones.id.at(zone)) }, named(data.zones.name.at(zone))))))] : null);
    return found.before.length + found.after.length ? h("section", { class: "compare-once" }, h("h3", {}, t("compare.once")), part("before"), part("after")) : null;
  }
  function incidents(days) {
    const rows = incidentsBetween(data, days);
    return h("section", {}, h("details", { class: "compare-incidents" }, h("summary", {}, h("span", {}, counted("compare.incidents", rows.length))),
      h("ul", { class: "links" }, rows.map((row) => h("li", {}, h("button", { type: "button", class: "text-button", onclick: () => open("incident", data.incidents.id.at(row), { still: true }) },
        symbol(data.incidents.family.at(row), data.incidents.where_precision.at(row), 15), h("span", {}, h("span", { class: "item-date" }, rangeWords(data.incidents.earliest.at(row), data.incidents.latest.at(row))), " ", named(data.incidents.title.at(row)))))))));
  }
  function blank(found) {
    return h("div", { class: "compare-blank", role: "alert" }, found.map(({ day, last }) => h("div", {}, h("p", {}, h("strong", {}, t("compare.blank", { day: dayWords(day) }))),
      last === null ? null : h("button", { type: "button", class: "button", onclick: () => put(day === comparedDays(store.get()).before ? "before" : "after", last) }, t("compare.use", { day: dayWords(last) })))));
  }
  function key(days) {
    const shown = gainsOf(data, days);
    return h("ul", { class: "key compare-key" }, shown.map(({ zones }) => h("li", {}, h("span", { class: `swatch zone is-gain ${holderClass(data, zones[0])}` }), t("compare.gained", { holder: zoneTitle(data, zones[0], true) }))));
  }

  function draw(state) {
    const days = comparedDays(state);
    if (!days) return replace(result);
    for (const [i, side] of ["before", "after"].entries()) {
      fields[i].input.value = dayText(days[side]);
      const spell = spells.find(([from, to]) => from <= days[side] && days[side] <= to);
      fields[i].select.value = spell ? String(spell[0]) : "";
    }
    const blanks = blankDays(data, days);
    if (blanks.length) return replace(result, blank(blanks));
    const changed = changedPlaces(data, days);
    const sure = changed.filter((one) => one.sure).length;
    return replace(result,
      h("p", { class: "compare-answer" }, h("strong", {}, counted("compare.changed", changed.length, { total: data.places.id.length })), " ", t("compare.sure", { n: sure, days: (days.after - days.before).toLocaleString("en") })),
      key(days),
      changed.length ? h("section", {}, h("h3", {}, t("compare.places")), transitions(changed)) : null, once(days), incidents(days),
      h("p", { class: "quiet" }, t("compare.why")));
  }
  // What the panel begins with: the day depicted against the first day drawn, or the last where it is the first itself.
  function begin(state) {
    if (state.compare !== null) {
      // A link that names two days and no window means the time between them.
      const days = comparedDays(state);
      if (state.from === range[0] && state.to === range[1]) store.set({ from: days.before, to: days.after, mode: "on" });
      return;
    }
    const after = zonesAt(data, state.asof).control.length ? state.asof : spells.findLast(([, to]) => to <= state.asof)?.[1] ?? spells.at(-1)?.[1];
    if (after === undefined) return;
    const isFirst = spells[0][1] >= after;
    const [from, to] = isFirst ? [after, Math.min(spells.at(-1)[1], range[1])] : [Math.max(spells[0][0], range[0]), after];
    store.set({ compare: from, asof: to, from, to, mode: "on" });
  }
  return { element, keys: ["compare", "asof", "lang", "script"], draw, begin };
}
