// The verdict on an incident: its status, who reports it, who denies it, as known on which day, and how that was computed.

import { h, named } from "./dom.js";
import { computedBy } from "./computed.js";
import { dayWords } from "./days.js";
import { featuresOf } from "./features.js";
import { evidenceAt, partByDay } from "./known.js";
import { originBrief } from "./origins.js";
import { countedAs } from "./status.js";
import { statusMark } from "./symbols.js";
import { counted, t } from "./words.js";

export function verdict(data, row, state, store) {
  const evidence = evidenceAt(data, state.known);
  const claims = evidence.claims.at(row);
  const told = evidence.told.at(row);
  const status = told ? evidence.status.at(row) : "untold";
  return h("section", { class: `verdict verdict-${status}` },
    h("p", { class: "verdict-line" }, told ? statusMark(status) : null, h("strong", {}, told ? headline(evidence, row) : t("status.untold")),
      told && evidence.details_disputed.at(row) ? h("span", {}, `, ${t("details.differ")}`) : null),
    told ? h("dl", { class: "sides" }, sides(data, claims).map(([as, names]) => h("div", { class: `side-${as}` }, h("dt", {}, t(`side.${as}`)), h("dd", {}, names.map((name, i) => [i ? " · " : "", named(name)]))))) : null,
    told ? null : h("p", { class: "why" }, t("status.why.untold", { day: dayWords(state.known) })),
    asKnown(data, row, state, store),
    computedBy(data, evidence, row, state.known));
}

// "Corroborated: 5 independent origins".
function headline(evidence, row) {
  const n = evidence.origins.at(row).length;
  return evidence.status.at(row) === "corroborated" ? t("verdict.corroborated", { n }) : t(`verdict.${evidence.status.at(row)}`);
}

// Who stands where on whether it happened: origins by name with the documents that carry them, others by speaker.
function sides(data, claims) {
  const c = data.claims;
  const rows = (as) => claims.filter((claim) => countedAs(data, claim) === as);
  const names = (as, name) => [...new Set(rows(as).map(name))];
  const origins = names("origin", (claim) => c.origin.at(claim)).map((origin) => {
    const documents = new Set(rows("origin").filter((claim) => c.origin.at(claim) === origin).map((claim) => c.source.at(claim))).size;
    return documents > 1 ? t("side.carried", { origin: originBrief(data, origin), n: documents }) : originBrief(data, origin);
  });
  return [["origin", origins], ...["denial", "rival", "silent"].map((as) => [as, names(as, (claim) => c.speaker.at(claim))])].filter(([as, all]) => all.length || as === "origin")
    .map(([as, all]) => [as, all.length ? all : [t("card.noorigin")]]);
}

// The same incident as it could be read on the day, a week and a month after, and now, with the claims there were.
function asKnown(data, row, state, store) {
  const last = data.incidents.latest.at(row);
  const all = evidenceAt(data, null).claims.at(row);
  if (last === null || !all.length || !featuresOf(data).published) return null;
  const steps = [["day", last], ["week", last + 7], ["month", last + 30], ["now", null]];
  if (!steps.some(([, day]) => day === state.known)) steps.splice(3, 0, ["then", state.known]);
  return h("div", { class: "as-known", role: "group", "aria-label": t("known.as") }, h("span", { class: "as-known-name" }, t("known.as")), steps.map(([key, day]) => {
    const n = partByDay(data, all, day).by.length;
    return h("button", {
      type: "button", class: "step", dataset: { keep: `known-${key}` }, "aria-pressed": String(day === state.known), title: day === null ? t("known.all") : t("known.by", { day: dayWords(day) }),
      onclick: () => store.set({ known: day }),
    }, key === "then" ? dayWords(day) : t(`known.${key}`), h("small", {}, counted("claim", n)));
  }));
}
