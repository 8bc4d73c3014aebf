// The claims table: who says what, with what stance, on what page, side by side.

import { h, link, named } from "./dom.js";
import { figureStrip, rangeText } from "./figures.js";
import { counted, label, t } from "./words.js";

const MEASURES = ["killed", "wounded", "strength"];

export function claimsOf(data, type, id) {
  const column = data.claims;
  const table = { incident: data.incidents, place: data.places, zone: data.zones, source: data.sources }[type];
  const row = table.id.indexOf(id);
  return column.source.map((_, claim) => claim).filter((claim) => column[type][claim] === row);
}

export function sourceLine(data, row) {
  const s = data.sources;
  const parts = [s.publisher[row], s.published[row] || t("source.undated")].filter(Boolean).join(", ");
  return h("span", { class: "source" }, link(s.url[row], named(s.title[row], s.language[row])), h("span", { class: "source-meta" }, ` ${parts}`),
    s.archived[row] ? [" ", link(s.archived[row], t("source.archived"))] : null);
}

function figuresOf(data, claim) {
  const parts = MEASURES.filter((measure) => data.claims[measure][claim])
    .map((measure) => `${t(`figures.${measure}`)}: ${rangeText(data.claims[measure][claim])}`);
  if (!parts.length) return null;
  const of = data.claims.figures_of[claim];
  return h("p", { class: "claim-figures" }, parts.join("; ") + (of ? ` (${of})` : ""));
}

function claimRow(data, claim, open) {
  const c = data.claims;
  const origin = data.origins.name[c.origin[claim]];
  return h("tr", { class: `claim stance-${c.stance[claim]} bears-${c.bears_on[claim]}`, id: null },
    h("th", { scope: "row" }, named(c.speaker[claim]),
      origin && origin !== c.speaker[claim] ? h("span", { class: "origin" }, t("claim.origin", { origin })) : null,
      h("span", { class: `stance stance-${c.stance[claim]}` }, label("stance", c.stance[claim]))),
    h("td", {}, h("p", {}, named(c.says[claim])), figuresOf(data, claim),
      c.topics[claim].length ? h("p", { class: "topics" }, c.topics[claim].map((topic) => h("span", { class: "topic" }, label("topic", topic)))) : null,
      c.note[claim] ? h("p", { class: "note" }, named(c.note[claim])) : null,
      h("p", { class: "cited" }, sourceLine(data, c.source[claim]), c.locator[claim] ? `, ${c.locator[claim]}` : "", " ",
        h("button", { type: "button", class: "text-button", onclick: () => open("source", data.sources.id[c.source[claim]]) }, t("source.all")))));
}

export function claimsTable(data, rows, open) {
  if (!rows.length) return h("p", { class: "empty" }, t("claims.none"));
  return h("table", { class: "claims" }, h("caption", {}, counted("claim", rows.length)),
    h("thead", { class: "sr-only" }, h("tr", {}, h("th", { scope: "col" }, t("claims.who")), h("th", { scope: "col" }, t("claims.what")))),
    h("tbody", {}, rows.map((claim) => claimRow(data, claim, open))));
}

// Disagreements first: for each topic, what each side says, in its own row.
export function disagreements(data, row) {
  const topics = data.incidents.topics[row];
  if (!topics.length) return null;
  return h("section", { class: "differ" }, h("h3", {}, t("card.differ")), topics.map(([topic, claims]) => h("details", {},
    h("summary", {}, label("topic", topic), h("span", { class: "count" }, t("card.sides", { n: new Set(claims.map((c) => data.claims.origin[c])).size }))),
    h("ul", {}, claims.map((claim) => h("li", {}, h("b", {}, named(data.claims.speaker[claim])), ": ", named(data.claims.says[claim])))))));
}

export function figureStrips(data, rows) {
  const strips = MEASURES.map((measure) => [measure, rows.filter((claim) => data.claims[measure][claim]).map((claim) => ({
    speaker: data.claims.speaker[claim], of: data.claims.figures_of[claim], range: data.claims[measure][claim],
  }))]).filter(([, claims]) => claims.length);
  if (!strips.some(([measure]) => measure !== "strength")) strips.unshift(null);
  return h("section", { class: "figure-strips" }, h("h3", {}, t("card.figures")), strips.map((strip) => (
    strip ? figureStrip(...strip) : h("p", { class: "quiet" }, t("figures.none")))));
}
