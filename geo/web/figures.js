// Draws figures by claimant as strips of ranges on one scale a measure, whom they count kept apart; never an average.

import { h, named, svg } from "./dom.js";
import { sourceBrief } from "./claims.js";
import { COUNTED, rangeText } from "./ranges.js";
import { t } from "./words.js";

const STRIP_WIDTH = 140;

export function figureStrips(data, claims, open) {
  const with_ = (measure) => claims.filter((claim) => data.claims[measure].at(claim));
  const unhurt = claims.filter((claim) => isZero(data, claim));
  const missing = ["killed", "wounded"].filter((measure) => !with_(measure).length);
  const key = { 2: "figures.none", 1: `figures.none.${missing[0]}` }[missing.length];
  return h("section", { class: "figure-strips" }, h("h3", {}, t("card.figures")),
    unhurt.map((claim) => h("p", { class: "unhurt" }, t(zeroKey(data, claim), { speaker: data.claims.speaker.at(claim) }), data.claims.figures_of.at(claim) ? ` (${t("figures.of", { of: data.claims.figures_of.at(claim) })})` : "", ". ", sourceBrief(data, data.claims.source.at(claim), open))),
    COUNTED.map((measure) => measureTable(data, measure, with_(measure).filter((claim) => measure === "strength" || !isZero(data, claim)), open)),
    key ? h("p", { class: "quiet" }, t(key)) : null);
}

// A claim that says nobody was hurt is a figure like any other: it is not the same as no figure.
function isZero(data, claim) {
  const zero = (range) => !range || range[1] === 0;
  const { killed, wounded } = data.claims;
  return Boolean(killed.at(claim) || wounded.at(claim)) && zero(killed.at(claim)) && zero(wounded.at(claim));
}

function zeroKey(data, claim) {
  const { killed, wounded } = data.claims;
  return killed.at(claim) && wounded.at(claim) ? "figures.nobody" : killed.at(claim) ? "figures.nobody.killed" : "figures.nobody.wounded";
}

// One table a measure; claims about one set of people together, each group under its name, all on one scale.
function measureTable(data, measure, claims, open) {
  if (!claims.length) return null;
  const ranges = data.claims[measure];
  const top = Math.max(...claims.map((claim) => ranges.at(claim)[1]), 1);
  const groups = grouped(claims, (claim) => data.claims.figures_of.at(claim));
  return h("table", { class: "figures" }, h("caption", {}, t(`figures.${measure}`)),
    h("thead", { class: "sr-only" }, h("tr", {}, ["claims.who", "figures.number", "figures.scale"].map((word) => h("th", { scope: "col" }, t(word))))),
    groups.map(([of, rows]) => h("tbody", {}, of ? h("tr", { class: "of" }, h("th", { colspan: 3, scope: "rowgroup" }, named(of))) : null,
      [...rows].sort((a, b) => ranges.at(a)[0] - ranges.at(b)[0] || ranges.at(a)[1] - ranges.at(b)[1]).map((claim) => h("tr", {},
        h("th", { scope: "row" }, named(data.claims.speaker.at(claim)), " ", sourceBrief(data, data.claims.source.at(claim), open)),
        h("td", {}, rangeText(ranges.at(claim))), h("td", { class: "strip" }, strip(ranges.at(claim), top)))))),
    h("tfoot", {}, h("tr", {}, h("td", { colspan: 2 }), h("td", { class: "strip-scale" }, h("span", {}, "0"), h("span", {}, top.toLocaleString("en"))))));
}

function grouped(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) || []), row]);
  return [...groups];
}

function strip([low, high], top) {
  const x = (n) => 4 + (n / top) * (STRIP_WIDTH - 8);
  return svg("svg", { viewBox: `0 0 ${STRIP_WIDTH} 12`, width: STRIP_WIDTH, height: 12, "aria-hidden": "true" },
    svg("line", { x1: 0, x2: STRIP_WIDTH, y1: 6, y2: 6, class: "strip-axis" }),
    low === high ? svg("circle", { cx: x(low), cy: 6, r: 4, class: "strip-dot" })
      : svg("rect", { x: x(low), width: x(high) - x(low), y: 2.5, height: 7, rx: 3, class: "strip-bar" }));
}
