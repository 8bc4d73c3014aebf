// The claims table: who says what of a record, with what stance, figures and source; denials first, remarks folded.

import { h, link, named } from "./dom.js";
import { partByDay } from "./known.js";
import { originBrief } from "./origins.js";
import { COUNTED, rangeText } from "./ranges.js";
import { sourcedDay } from "./sourced.js";
import { countedAs } from "./status.js";
import { counted, inARow, label, t } from "./words.js";

// What a group holds, in the order of the table; those after the second are folded away at first.
const GROUPS = { event: ["denial", "rival", "origin", "silent"], detail: ["detail"], background: ["background"] };

export function claimsOf(data, type, id) {
  const column = data.claims;
  const table = { incident: data.incidents, place: data.places, zone: data.zones, source: data.sources }[type];
  const row = table.id.indexOf(id);
  return column.source.map((_, claim) => claim).filter((claim) => column[type][claim] === row);
}

export function sourceLine(data, row) {
  const s = data.sources;
  return h("span", { class: "source", dataset: { source: s.id[row] } }, named(s.publisher[row]), `, ${sourcedDay(s.published[row])}: `, link(s.url[row], named(s.title[row], s.language[row])),
    s.archived[row] ? [" · ", link(s.archived[row], t("source.archived"))] : null);
}

// Publisher and day on a button that opens everything the source says.
export function sourceBrief(data, row, open) {
  const s = data.sources;
  return h("button", { type: "button", class: "text-button source-brief", dataset: { source: s.id[row] }, title: s.title[row], onclick: () => open("source", s.id[row]) },
    named(s.publisher[row]), `, ${sourcedDay(s.published[row])}`);
}

// kinds: whether claims bear on an event (then they are grouped); claims published after the day known are left out.
export function claimsTable(data, rows, { open, known = null, byBearing = false, caption = null, isOneSource = false }) {
  const show = (claim) => claimRow(data, claim, open, isOneSource);
  const { by, later, unclear } = partByDay(data, rows, known);
  if (!rows.length) return h("p", { class: "empty" }, t("claims.none"));
  const ordered = [...by].sort((a, b) => dayOf(data, a) - dayOf(data, b));
  const groups = byBearing ? Object.entries(GROUPS).map(([name, kinds]) => [name, kinds.flatMap((kind) => ordered.filter((claim) => countedAs(data, claim) === kind))]) : [["all", ordered]];
  return [h("table", { class: "claims" }, h("caption", {}, caption ?? summary(data, by)),
    h("thead", { class: "sr-only" }, h("tr", {}, h("th", { scope: "col" }, t("claims.who")), h("th", { scope: "col" }, t("claims.what")))),
    groups.filter(([, claims]) => claims.length).map(([name, claims]) => group(name, claims, show)),
    unclear.length ? group("unclear", unclear, show) : null),
  later.length ? h("p", { class: "quiet" }, counted("claims.later", later.length)) : null];
}

// "98 claims in 15 documents: 91 assert, 7 deny, 0 are silent".
function summary(data, rows) {
  const stances = ["asserts", "denies", "silent"].map((stance) => [stance, rows.filter((claim) => data.claims.stance[claim] === stance).length]).filter(([, n]) => n);
  return t("claims.summary", { claims: counted("claim", rows.length), documents: counted("document", new Set(rows.map((claim) => data.claims.source[claim])).size),
    stances: inARow(stances.map(([stance, n]) => t(`claims.${stance}`, { n }))) });
}

function dayOf(data, claim) {
  return data.claims.published_latest[claim] ?? Infinity;
}

function group(name, claims, show) {
  const folded = name === "background" || name === "unclear";
  const body = h("tbody", { hidden: folded || null }, claims.map(show));
  if (name === "all") return body;
  const heading = `${t("claims." + name)} (${claims.length})`;
  const fold = (event) => {
    body.hidden = !body.hidden;
    event.currentTarget.setAttribute("aria-expanded", String(!body.hidden));
  };
  return [h("tbody", { class: "claims-head" }, h("tr", {}, h("th", { colspan: 2, scope: "rowgroup" },
    folded ? h("button", { type: "button", class: "fold-button", "aria-expanded": "false", onclick: fold }, heading) : heading))), body];
}

function claimRow(data, claim, open, isOneSource) {
  const c = data.claims;
  const isOwn = [data.origins.name[c.origin[claim]], originBrief(data, c.origin[claim])].includes(c.speaker[claim]);
  return h("tr", { class: `claim stance-${c.stance[claim]} bears-${c.bears_on[claim]}` },
    h("th", { scope: "row" }, named(c.speaker[claim]),
      isOwn ? null : h("span", { class: "origin" }, t("claim.origin", { origin: originBrief(data, c.origin[claim]) })),
      h("span", { class: "stance" }, label("stance", c.stance[claim]))),
    h("td", {}, h("p", {}, named(c.says[claim])), figuresIn(data, claim),
      c.topics[claim].length ? h("p", { class: "topics" }, c.topics[claim].map((topic) => h("span", { class: "topic" }, label("topic", topic)))) : null,
      c.note[claim] ? h("p", { class: "note" }, named(c.note[claim])) : null,
      isOneSource ? h("p", { class: "cited" }, c.locator[claim]) : h("p", { class: "cited" }, sourceLine(data, c.source[claim]), c.locator[claim] ? `, ${c.locator[claim]}` : "", " · ",
        h("button", { type: "button", class: "text-button", onclick: () => open("source", data.sources.id[c.source[claim]]) }, t("source.all")))));
}

function figuresIn(data, claim) {
  const parts = COUNTED.filter((measure) => data.claims[measure][claim]).map((measure) => `${t("figures." + measure)}: ${rangeText(data.claims[measure][claim])}`);
  if (!parts.length) return null;
  const of = data.claims.figures_of[claim];
  return h("p", { class: "claim-figures" }, parts.join("; ") + (of ? ` (${of})` : ""));
}
