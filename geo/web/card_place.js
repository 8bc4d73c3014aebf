// The card of a place: its names, who stood there as of the clock's day, everything said to have happened there, by date.

import { claimsOf, claimsTable, sourceLine } from "./claims.js";
import { dayWords, rangeWords } from "./days.js";
import { h, named } from "./dom.js";
import { evidenceAt } from "./known.js";
import { positions } from "./positions.js";
import { statusMark } from "./symbols.js";
import { actorName, counted, label, metresWords, t } from "./words.js";
import { namedPlace, placeName } from "./naming.js";

export function placeCard(data, id, open, state) {
  const p = data.places;
  const row = p.id.indexOf(id);
  const { told } = evidenceAt(data, state.known);
  const here = Array.from({ length: data.incidents.count }, (_, i) => i).filter((i) => told.at(i) && data.incidents.places.at(i).some(([place]) => place === row));
  const claims = claimsOf(data, "place", id);
  return [
    h("p", { class: "kicker" }, label("place_kind", p.kind[row]), ", ", label("admin1", p.admin1[row])),
    h("h2", { id: "card-title", tabindex: "-1" }, namedPlace(data, row)),
    h("dl", { class: "facts" }, p.names[row].map(([lang, names]) => h("div", {}, h("dt", {}, label("language", lang)),
      h("dd", {}, names.map((name, i) => [i ? ", " : "", named(name, lang)])))),
    h("div", {}, h("dt", {}, t("place.point")), h("dd", {}, t("place.coordinates", { lon: p.lon.at(row), lat: p.lat.at(row) }),
      h("small", {}, t("card.within", { radius: metresWords(p.uncertainty_m.at(row)) }))))),
    stays(data, row, state.asof),
    h("section", {}, h("h3", {}, counted("place.incidents", here.length)), here.length ? incidentList(data, here, row, state.known, open) : null),
    positions(data, row, claims, state.known, open),
    claims.length ? h("section", {}, h("h3", {}, t("place.claims")), claimsTable(data, claims, { open, known: state.known, caption: counted("claim", claims.length) })) : null,
    p.note.at(row) ? h("section", { class: "caveats" }, h("h3", {}, t("card.note")), h("p", {}, named(p.note.at(row)))) : null,
    p.sources.at(row).length ? h("section", {}, h("h3", {}, t("sources")), sourceList(data, p.sources.at(row))) : null,
  ];
}

// Forces here, those on the day depicted first: attested, or only possible because an open end reaches the day.
function stays(data, place, asof) {
  const s = data.presences;
  const rows = s.place.map((_, i) => i).filter((i) => s.place.at(i) === place);
  if (!rows.length) return null;
  const standing = (i) => {
    if ((s.from.at(i) ?? -Infinity) > asof) return "coming";
    if ((s.to.at(i) ?? Infinity) < asof) return "gone";
    return s.firm_from.at(i) !== null && s.firm_from.at(i) <= asof && asof <= s.firm_to.at(i) ? "firm" : "possible";
  };
  const order = ["firm", "possible", "coming", "gone"];
  const sorted = [...rows].sort((a, b) => order.indexOf(standing(a)) - order.indexOf(standing(b)) || (s.from.at(a) ?? -1e9) - (s.from.at(b) ?? -1e9));
  return h("section", {}, h("h3", {}, t("place.bases", { day: dayWords(asof) })), h("ul", { class: "stays" }, sorted.map((i) => h("li", { class: `stay-${standing(i)}` },
    h("span", { class: `base-flag by-${data.actors.id[s.actor[i]]}${standing(i) === "firm" ? "" : " is-possible"}`, "aria-hidden": "true" }, label("actor_short", data.actors.id[s.actor[i]])), " ",
    h("strong", {}, named(actorName(data, s.actor[i]))), `, ${label("presence_role", s.role[i])}`, s.status[i] === "confirmed" ? "" : ` (${label("presence_status", s.status[i])})`, ": ",
    h("span", { class: "standing" }, t(`standing.${s.status[i] === "attempted" ? "attempted" : standing(i)}`)),
    h("small", {}, t("place.stay", { valid: stayed(s, i), attested: s.attested[i].join(", ") || t("none") })),
    s.same_as[i] === null ? null : h("small", {}, t("place.same", { place: placeName(data, s.same_as[i]) })),
    s.note[i] ? h("small", {}, named(s.note[i])) : null, h("details", { dataset: { keep: `stay-${i}` } }, h("summary", {}, counted("source", s.sources[i].length)), sourceList(data, s.sources[i]))))));
}

function stayed(s, i) {
  return s.from.at(i) === null && s.to.at(i) === null ? t("place.stay.open") : rangeWords(s.from.at(i), s.to.at(i));
}

function incidentList(data, rows, place, known, open) {
  const c = data.incidents;
  const { status } = evidenceAt(data, known);
  return h("ul", { class: "links" }, rows.map((row) => h("li", {}, h("button", { type: "button", class: "text-button", onclick: () => open("incident", c.id.at(row)) },
    h("span", { class: "item-date" }, rangeWords(c.earliest.at(row), c.latest.at(row))), " ", named(c.title.at(row))),
  h("small", {}, statusMark(status.at(row)), label("status", status.at(row)), " · ", [...new Set(c.places.at(row).filter(([at]) => at === place).map(([, relation]) => label("relation", relation)))].join(", ")))));
}

function sourceList(data, rows) {
  return h("ul", { class: "sources" }, rows.map((row) => h("li", {}, sourceLine(data, row))));
}
