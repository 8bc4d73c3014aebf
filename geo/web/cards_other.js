// The cards of a place, a zone and a source: everything said of it or by it, by date.

import { h, link, named } from "./dom.js";
import { claimsOf, claimsTable, sourceLine } from "./claims.js";
import { dayWords, rangeWords } from "./days.js";
import { zoneTitle } from "./map_ground.js";
import { counted, label, metresWords, t } from "./words.js";

export function placeCard(data, id, open) {
  const p = data.places;
  const row = p.id.indexOf(id);
  const here = data.incidents.id.map((_, i) => i).filter((i) => data.incidents.places[i].some(([place]) => place === row));
  const stays = data.presences.place.map((_, i) => i).filter((i) => data.presences.place[i] === row);
  return [
    h("p", { class: "kicker" }, label("place_kind", p.kind[row]), ", ", label("admin1", p.admin1[row])),
    h("h2", { id: "card-title", tabindex: "-1" }, named(p.name[row])),
    h("dl", { class: "facts" }, p.names[row].map(([lang, names]) => h("div", {}, h("dt", {}, label("language", lang)),
      h("dd", {}, names.map((name, i) => [i ? ", " : "", named(name, lang)])))),
    h("div", {}, h("dt", {}, t("place.point")), h("dd", {}, t("place.coordinates", { lon: p.lon[row], lat: p.lat[row] }),
      h("small", {}, t("card.within", { radius: metresWords(p.uncertainty_m[row]) }))))),
    stays.length ? h("section", {}, h("h3", {}, t("place.bases")), h("ul", { class: "stays" }, stays.map((stay) => stayItem(data, stay)))) : null,
    h("section", {}, h("h3", {}, counted("place.incidents", here.length)), incidentList(data, here, open)),
    h("section", {}, h("h3", {}, t("place.claims")), claimsTable(data, claimsOf(data, "place", id), open)),
    p.note[row] ? h("section", { class: "caveats" }, h("h3", {}, t("card.note")), h("p", {}, named(p.note[row]))) : null,
    sourceList(data, p.sources[row]),
  ];
}

function stayItem(data, stay) {
  const s = data.presences;
  return h("li", {}, h("strong", {}, data.actors.name[s.actor[stay]]), `, ${label("presence_role", s.role[stay])}, ${label("presence_status", s.status[stay])}`,
    h("small", {}, t("place.stay", { valid: s.valid[stay], attested: s.attested[stay].join(", ") || t("none") })),
    s.note[stay] ? h("small", {}, named(s.note[stay])) : null, sourceList(data, s.sources[stay], true));
}

export function zoneCard(data, id, asof) {
  const z = data.zones;
  const row = z.id.indexOf(id);
  return [
    h("p", { class: "kicker" }, label("zone_layer", z.layer[row])),
    h("h2", { id: "card-title", tabindex: "-1" }, named(z.name[row])),
    h("p", { class: "summary" }, zoneTitle(data, row)),
    h("dl", { class: "facts" },
      h("div", {}, h("dt", {}, t("zone.held")), h("dd", {}, rangeWords(z.from[row], z.to[row]),
        h("small", {}, t("zone.age", { day: dayWords(asof), n: Math.max(0, asof - z.from[row]) })))),
      h("div", {}, h("dt", {}, t("zone.basis")), h("dd", {}, label("zone_basis", z.basis[row]), h("small", {}, label("zone_basis.long", z.basis[row])))),
      h("div", {}, h("dt", {}, t("zone.outline")), h("dd", {}, t("zone.accuracy", { radius: metresWords(z.accuracy_m[row]) })))),
    z.note[row] ? h("section", { class: "caveats" }, h("h3", {}, t("card.note")), h("p", {}, named(z.note[row]))) : null,
    sourceList(data, z.sources[row]),
  ];
}

export function sourceCard(data, id, open) {
  const s = data.sources;
  const row = s.id.indexOf(id);
  const claims = claimsOf(data, "source", id);
  const incidents = [...new Set(claims.map((claim) => data.claims.incident[claim]).filter((i) => i !== null && i >= 0))].sort((a, b) => a - b);
  return [
    h("p", { class: "kicker" }, named(s.publisher[row])),
    h("h2", { id: "card-title", tabindex: "-1" }, named(s.title[row], s.language[row])),
    h("dl", { class: "facts" },
      h("div", {}, h("dt", {}, t("source.published")), h("dd", {}, s.published[row] || t("source.undated"), s.author[row] ? h("small", {}, s.author[row]) : null)),
      s.url[row] ? h("div", {}, h("dt", {}, t("source.link")), h("dd", { class: "break" }, link(s.url[row], s.url[row]))) : null,
      s.archived[row] ? h("div", {}, h("dt", {}, t("source.archived")), h("dd", { class: "break" }, link(s.archived[row], s.archived[row]))) : null),
    s.note[row] ? h("p", { class: "quiet" }, named(s.note[row])) : null,
    incidents.length ? h("section", {}, h("h3", {}, counted("place.incidents", incidents.length)), incidentList(data, incidents, open)) : null,
    h("section", {}, h("h3", {}, t("source.says")), claimsTable(data, claims, open)),
  ];
}

function incidentList(data, rows, open) {
  return h("ul", { class: "links" }, rows.map((row) => h("li", {}, h("button", { type: "button", class: "text-button", onclick: () => open("incident", data.incidents.id[row]) },
    h("span", { class: "item-date" }, rangeWords(data.incidents.earliest[row], data.incidents.latest[row])), " ", named(data.incidents.title[row])))));
}

function sourceList(data, rows, small) {
  if (!rows.length) return null;
  const items = h("ul", { class: "sources" }, rows.map((row) => h("li", {}, sourceLine(data, row))));
  return small ? items : h("section", {}, h("h3", {}, t("sources")), items);
}
