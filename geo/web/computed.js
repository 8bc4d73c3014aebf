// How the status came about: which claims counted, as what, and which did not and why.

import { h, named } from "./dom.js";
import { dayWords } from "./days.js";
import { evidenceAt } from "./known.js";
import { sourcedDay } from "./sourced.js";
import { countedAs } from "./status.js";
import { counted, label, t } from "./words.js";

export function computedBy(data, evidence, row, known) {
  const claims = evidence.claims.at(row);
  const as = (kind) => claims.filter((claim) => countedAs(data, claim) === kind);
  const origins = evidence.origins.at(row).map((origin) => [data.origins.name.at(origin), as("origin").filter((claim) => data.claims.origin.at(claim) === origin)]);
  return h("details", { class: "computed", dataset: { keep: "computed" } }, h("summary", {}, t("computed.how")),
    h("p", {}, evidence.told.at(row) ? `${t("status.why." + evidence.status.at(row), { n: origins.length })} ` : "", t("computed.rule")),
    h("h4", {}, t("computed.counted", { n: origins.length })),
    origins.length ? h("ul", {}, origins.map(([name, all]) => h("li", {}, h("b", {}, named(name)), ": ", saidIn(data, all), all.length > 1 ? ` ${t("computed.once", { n: all.length })}` : ""))) : h("p", {}, t("card.noorigin")),
    ["denial", "rival"].map((kind) => (as(kind).length ? [h("h4", {}, t(`computed.${kind}`)), list(data, as(kind))] : null)),
    h("h4", {}, t("computed.not")),
    h("ul", {}, ["detail", "background", "silent"].map((kind) => reason(data, kind, as(kind))),
      reason(data, "later", evidence.later.at(row), known), reason(data, "unclear", evidence.unclear.at(row), known),
      claims.length + evidence.later.at(row).length + evidence.unclear.at(row).length === as("origin").length + as("denial").length + as("rival").length ? h("li", {}, t("none")) : null),
    known === null ? null : h("p", {}, t("computed.whole", { status: label("status", evidenceAt(data, null).status.at(row)) })));
}

function reason(data, kind, claims, known) {
  if (!claims.length) return null;
  return h("li", {}, h("b", {}, counted("claim", claims.length)), `, ${t("computed." + kind, known === undefined ? {} : { day: dayWords(known) })}: `, saidIn(data, claims));
}

function list(data, claims) {
  return h("ul", {}, claims.map((claim) => h("li", {}, h("b", {}, named(data.claims.speaker.at(claim))), ": ", saidIn(data, [claim]))));
}

// "Al-Monitor, 3 June 2020; SANA, 4 June 2020", each document once.
function saidIn(data, claims) {
  const s = data.sources;
  return [...new Set(claims.map((claim) => data.claims.source.at(claim)))].map((source, i) => [i ? "; " : "", named(s.publisher.at(source)), `, ${sourcedDay(s.published.at(source))}`]);
}
