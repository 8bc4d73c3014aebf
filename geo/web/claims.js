// The claims table: who says what of a record, with what stance, figures and source; denials first, remarks folded.

import { h, link, named } from "./dom.js";
import { RowsColumn, SameColumn } from "./columns.js";
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
  if (type === "incident" && column[type] instanceof RowsColumn) return [row];
  if (column[type] instanceof SameColumn && column[type].value !== row) return [];
  return Array.from({ length: column.count }, (_, claim) => claim).filter((claim) => column[type].at(claim) === row);
}

export function sourceLine(data, row) {
  const s = data.sources;
  return h("span", { class: "source", dataset: { source: s.id.at(row) } }, named(s.publisher.at(row)), `, ${sourcedDay(s.published.at(row))}: `, link(s.url.at(row), named(s.title.at(row), s.language.at(row))),
    s.archived.at(row) ? [" · ", link(s.archived.at(row), t("source.archived"))] : null);
}

// Publisher and day on a button that opens everything the source says.
export function sourceBrief(data, row, open) {
  const s = data.sources;
  return h("button", { type: "button", class: "text-button source-brief", dataset: { source: s.id.at(row) }, title: s.title.at(row), onclick: () => open("source", s.id.at(row)) },
    named(s.publisher.at(row)), `, ${sourcedDay(s.published.at(row))}`);
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
  const stances = ["asserts", "denies", "silent"].map((stance) => [stance, rows.filter((claim) => data.claims.stance.at(claim) === stance).length]).filter(([, n]) => n);
  return t("claims.summary", { claims: counted("claim", rows.length), documents: counted("document", new Set(rows.map((claim) => data.claims.source.at(claim))).size),
    stances: inARow(stances.map(([stance, n]) => t(`claims.${stance}`, { n }))) });
}

function dayOf(data, claim) {
  return data.claims.published_latest.at(claim) ?? Infinity;
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
  const isOwn = [data.origins.name[c.origin.at(claim)], originBrief(data, c.origin.at(claim))].includes(c.speaker.at(claim));
  return h("tr", { class: `claim stance-${c.stance.at(claim)} bears-${c.bears_on.at(claim)}` },
    h("th", { scope: "row" }, named(c.speaker.at(claim)),
      isOwn ? null : h("span", { class: "origin" }, t("claim.origin", { origin: originBrief(data, c.origin.at(claim)) })),
      h("span", { class: "stance" }, label("stance", c.stance.at(claim)))),
    h("td", {}, h("p", {}, named(c.says.at(claim))), figuresIn(data, claim),
      c.topics.at(claim).length ? h("p", { class: "topics" }, c.topics.at(claim).map((topic) => h("span", { class: "topic" }, label("topic", topic)))) : null,
      c.note.at(claim) ? h("p", { class: "note" }, named(c.note.at(claim))) : null,
      c.links.at(claim) ? h("p", { class: "cited" }, c.links.at(claim).split("\n").map((url, i) => [i ? " · " : "", link(url, hostOf(url))])) : null,
      isOneSource ? h("p", { class: "cited" }, c.locator.at(claim)) : h("p", { class: "cited" }, sourceLine(data, c.source.at(claim)), c.locator.at(claim) ? `, ${c.locator.at(claim)}` : "", " · ",
        h("button", { type: "button", class: "text-button", onclick: () => open("source", data.sources.id[c.source.at(claim)]) }, t("source.all")))));
}

function figuresIn(data, claim) {
  const parts = COUNTED.filter((measure) => data.claims[measure].at(claim)).map((measure) => `${t("figures." + measure)}: ${rangeText(data.claims[measure].at(claim))}`);
  if (!parts.length) return null;
  const of = data.claims.figures_of.at(claim);
  return h("p", { class: "claim-figures" }, parts.join("; ") + (of ? ` (${of})` : ""));
}

// "www.example.org/some" -> "example.org": a link is told by where it leads.
function hostOf(url) {
  return url.replace(/^https?:\/\/(www\.)?/, "").split(/[/?#]/)[0];
}
