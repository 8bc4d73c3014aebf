// The card of a zone: who held it, on what basis, how good its outline is, when, and how old that is on the day depicted.

import { claimsOf, claimsTable, sourceLine } from "./claims.js";
import { dayWords, rangeWords } from "./days.js";
import { h, named } from "./dom.js";
import { zoneTitle } from "./holders.js";
import { counted, label, metresWords, t } from "./words.js";

export function zoneCard(data, id, open, state) {
  const z = data.zones;
  const row = z.id.indexOf(id);
  const claims = claimsOf(data, "zone", id);
  return [
    h("p", { class: "kicker" }, label("zone_layer", z.layer.at(row))),
    h("h2", { id: "card-title", tabindex: "-1" }, named(z.name.at(row))),
    h("p", { class: "summary" }, zoneTitle(data, row)),
    h("dl", { class: "facts" },
      h("div", {}, h("dt", {}, t("zone.held")), h("dd", {}, rangeWords(z.from.at(row), z.to.at(row)), h("small", {}, age(z, row, state.asof)))),
      h("div", {}, h("dt", {}, t("zone.basis")), h("dd", {}, label("zone_basis", z.basis.at(row)), h("small", {}, label("zone_basis.long", z.basis.at(row))))),
      h("div", {}, h("dt", {}, t("zone.outline")), h("dd", {}, t("zone.accuracy", { radius: metresWords(z.accuracy_m.at(row)) }), h("small", {}, t("zone.band"))))),
    z.note.at(row) ? h("section", { class: "caveats" }, h("h3", {}, t("card.note")), h("p", {}, named(z.note.at(row)))) : null,
    claims.length ? h("section", {}, h("h3", {}, t("zone.claims")), claimsTable(data, claims, { open, known: state.known })) : null,
    z.sources.at(row).length ? h("section", {}, h("h3", {}, t("sources")), h("ul", { class: "sources" }, z.sources.at(row).map((source) => h("li", {}, sourceLine(data, source))))) : null,
  ];
}

// How the day depicted lies to the days the zone was drawn for.
function age(z, row, asof) {
  const day = dayWords(asof);
  if (asof < z.from.at(row)) return t("zone.before", { day, days: counted("day", z.from.at(row) - asof) });
  if (asof > z.to.at(row)) return t("zone.after", { day, days: counted("day", asof - z.to.at(row)) });
  return t("zone.age", { day, days: counted("day", asof - z.from.at(row)) });
}
