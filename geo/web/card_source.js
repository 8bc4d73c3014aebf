// The card of a source: the document itself, and everything it says, by what it speaks of.

import { claimsOf, claimsTable } from "./claims.js";
import { dayWords, rangeWords } from "./days.js";
import { h, link, named } from "./dom.js";
import { sourcedDay } from "./sourced.js";
import { counted, label, t } from "./words.js";
import { namedPlace } from "./naming.js";

const MOST_CLAIMS = 1000; // a file of events says one thing of each: the list and the table show them

export function sourceCard(data, id, open, state) {
  const s = data.sources;
  const row = s.id.indexOf(id);
  const claims = claimsOf(data, "source", id);
  return [
    h("p", { class: "kicker" }, named(s.publisher.at(row)), data.founding.includes(row) ? h("span", { class: "topic" }, t("source.founding")) : null),
    h("h2", { id: "card-title", tabindex: "-1" }, named(s.title.at(row), s.language.at(row))),
    h("dl", { class: "facts" },
      sourceFact(t("source.published"), sourcedDay(s.published.at(row)), s.author.at(row) ? h("small", {}, named(s.author.at(row))) : null),
      s.url.at(row) ? sourceFact(t("source.link"), h("span", { class: "break" }, link(s.url.at(row), s.url.at(row)))) : null,
      s.archived.at(row) ? sourceFact(t("source.archived"), h("span", { class: "break" }, link(s.archived.at(row), s.archived.at(row)))) : null,
      s.language.at(row) ? sourceFact(t("source.language"), label("language_name", s.language.at(row))) : null),
    s.note.at(row) ? h("p", { class: "quiet" }, named(s.note.at(row))) : null,
    standing(data, claims, state.known),
    h("section", {}, h("h3", {}, t("source.says")), claims.length > MOST_CLAIMS ? h("p", {}, counted("claim", claims.length)) : claims.length ? subjects(data, claims).map(([name, rows]) => [
      h("h4", { class: "subject" }, subjectName(data, name, open)), claimsTable(data, rows, { open, caption: counted("claim", rows.length), isOneSource: true }),
    ]) : h("p", { class: "quiet" }, t("source.nothing")), uses(data, row, open)),
  ];
}

function sourceFact(name, ...parts) {
  return h("div", {}, h("dt", {}, name), h("dd", {}, parts));
}

// With a day chosen: whether this document had been published by it.
function standing(data, claims, known) {
  if (known === null || !claims.length) return null;
  const { published_earliest: earliest, published_latest: latest } = data.claims;
  const day = dayWords(known);
  const key = latest.at(claims[0]) === null ? "unclear" : latest.at(claims[0]) <= known ? "by" : earliest.at(claims[0]) > known ? "later" : "unclear";
  return h("p", { class: "quiet" }, t(`source.known.${key}`, { day }));
}

// Claims by the record they speak of, in the order of the document.
function subjects(data, claims) {
  const found = new Map();
  for (const claim of claims) {
    const type = ["incident", "place", "zone"].find((one) => data.claims[one].at(claim) !== null) ?? "context";
    const key = type === "context" ? type : `${type} ${data.claims[type].at(claim)}`;
    found.set(key, [...(found.get(key) || []), claim]);
  }
  return [...found];
}

function subjectName(data, key, open) {
  const [type, number] = key.split(" ");
  if (type === "context") return t("source.context");
  const row = Number(number);
  const [table, text] = { incident: [data.incidents, "title"], place: [data.places, "name"], zone: [data.zones, "name"] }[type];
  const button = h("button", { type: "button", class: "text-button", onclick: () => open(type, table.id.at(row)) }, named(table[text].at(row)));
  return type === "incident" ? [h("span", { class: "item-date" }, rangeWords(table.earliest.at(row), table.latest.at(row))), " ", button] : button;
}

// Places and zones that name the document as what they rest on.
function uses(data, source, open) {
  const places = data.places.sources.map((_, row) => row).filter((row) => data.places.sources.at(row).includes(source));
  const zones = data.zones.sources.filter((sources) => sources.includes(source)).length;
  if (!places.length && !zones) return null;
  return h("p", { class: "quiet" }, places.length ? [t("source.places"), " ", places.map((row, i) => [i ? ", " : "", h("button", { type: "button", class: "text-button", onclick: () => open("place", data.places.id[row]) }, namedPlace(data, row))]), ". "] : null,
    zones ? counted("source.zones", zones) : null);
}
