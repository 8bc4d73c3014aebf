// Where the sources differ: each topic, and on it the sides, origin beside origin.

import { h, named } from "./dom.js";
import { sourceBrief } from "./claims.js";
import { evidenceAt } from "./known.js";
import { originBrief } from "./origins.js";
import { claimRange } from "./ranges.js";
import { label, t } from "./words.js";

const FEW_CLAIMS = 6; // claims that are all shown at once

export function differences(data, row, known, open) {
  const evidence = evidenceAt(data, known);
  const topics = evidence.topics.at(row);
  const denied = evidence.claims.at(row).filter((claim) => data.claims.stance.at(claim) === "denies" && data.claims.bears_on.at(claim) === "detail");
  if (!topics.length && !denied.length) return null;
  const alone = denied.filter((claim) => !topics.some(([, claims]) => claims.includes(claim)));
  const parts = [...topics, ...(alone.length ? [["denied", alone]] : [])];
  const few = parts.reduce((sum, [, claims]) => sum + claims.length, 0) <= FEW_CLAIMS;
  return h("section", { class: "differ" }, h("h3", {}, t("card.differ")), parts.map(([topic, claims]) => part(data, topic, claims, few, open)));
}

function part(data, topic, claims, isOpen, open) {
  const low = (claim) => data.claims[topic]?.at(claim)?.[0] ?? Infinity; // figures in rising order, words after them
  const origins = [...new Set([...claims].sort((a, b) => (low(a) === low(b) ? 0 : low(a) - low(b))).map((claim) => data.claims.origin.at(claim)))];
  return h("details", { open: isOpen, dataset: { keep: `topic-${topic}` } },
    h("summary", {}, h("b", {}, label("topic", topic)), h("span", { class: "who" }, preview(data, topic, claims, origins))),
    h("ul", { class: "sides-on" }, origins.map((origin) => h("li", {}, h("h4", {}, named(data.origins.name.at(origin))),
      claims.filter((claim) => data.claims.origin.at(claim) === origin).map((claim) => said(data, topic, claim, open))))));
}

// Who differs; for figures also the lowest and the highest that anybody gives.
function preview(data, topic, claims, origins) {
  const figures = claims.map((claim) => data.claims[topic]?.at(claim)).filter(Array.isArray);
  const names = origins.map((origin) => originBrief(data, origin)).join(" · ");
  if (figures.length < 2) return named(names);
  const [low, high] = [Math.min(...figures.map(([a]) => a)), Math.max(...figures.map(([, b]) => b))];
  const groups = new Set(claims.filter((claim) => Array.isArray(data.claims[topic].at(claim))).map((claim) => data.claims.figures_of.at(claim)));
  return [h("span", { class: "spread" }, t(groups.size > 1 ? "differ.spread.mixed" : "differ.spread", { low: low.toLocaleString("en"), high: high.toLocaleString("en") })), " ", named(names)];
}

function said(data, topic, claim, open) {
  const c = data.claims;
  const figure = Array.isArray(c[topic]?.at(claim)) ? claimRange(data, topic, claim) : null;
  return h("div", { class: `said stance-${c.stance.at(claim)}` }, [data.origins.name[c.origin.at(claim)], originBrief(data, c.origin.at(claim))].includes(c.speaker.at(claim)) ? null : h("span", { class: "speaker" }, named(c.speaker.at(claim))),
    figure ? h("span", { class: "said-figure" }, figure) : null, c.stance.at(claim) === "denies" ? h("span", { class: "stance" }, label("stance", "denies")) : null,
    h("p", {}, named(c.says.at(claim))), sourceBrief(data, c.source.at(claim), open));
}
