// The card of a bare point: who held it on the day depicted, on what basis, and whether a line runs too near to say.

import { controlAt, lineError } from "./control.js";
import { dayWords } from "./days.js";
import { h, named } from "./dom.js";
import { inverse } from "./geodesic.js";
import { pointOf, pointWords } from "./point.js";
import { zoneTitle } from "./holders.js";
import { counted, inARow, label, metresWords, t } from "./words.js";
import { namedPlace } from "./naming.js";

const WAYS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"];
const AT_A_PLACE_M = 300;

export function pointCard(data, id, open, { asof }) {
  const [lon, lat] = pointOf(id);
  const found = controlAt(data, lon, lat, asof);
  return [
    h("p", { class: "kicker" }, t("point.kind")),
    h("h2", { id: "card-title", tabindex: "-1" }, pointWords(id)),
    h("p", { class: "summary" }, whereWords(data, lon, lat, open)),
    h("section", { class: "ground", id: "point-ground" }, h("h3", {}, t("card.ground", { day: dayWords(asof) })),
      found.last ? [h("p", { class: "gap" }, counted("point.gap", found.last.days, { day: dayWords(found.last.day) })), heldBy(data, found.last)] : heldBy(data, found)),
    found.overlays.length ? h("section", { id: "point-overlays" }, h("h3", {}, t("point.overlays")), h("ul", {}, found.overlays.map((row) => zoneItem(row, "")))) : null,
    h("p", { class: "reviewed" }, t("point.note")),
  ];

  function heldBy(of, held) {
    return [h("p", { class: `point-answer answer-${held.answer}` }, h("strong", {}, shortAnswer(of, held)), " ", answerWords(held)),
      held.zones.length ? h("ul", { class: "point-zones" }, held.zones.map((row) => zoneItem(row, t("ground.drawn")))) : null,
      held.reach.length ? [h("p", {}, t("point.candidates")), h("ul", { class: "point-reach" }, held.reach.map(([row, far]) => zoneItem(row,
        t("point.reach", { far: metresWords(far), error: metresWords(lineError(of, held.zones, row)) }))))] : null];
  }

  function zoneItem(row, how) {
    const parts = [how, label("zone_basis", data.zones.basis.at(row)), t("zone.accuracy", { radius: metresWords(data.zones.accuracy_m.at(row)) })];
    return h("li", {}, h("button", { type: "button", class: "text-button", dataset: { zone: data.zones.id.at(row) }, onclick: () => open("zone", data.zones.id.at(row)) }, zoneTitle(data, row)),
      h("small", {}, ` ${inARow(parts.filter(Boolean))}`));
  }
}

// How the point lies to the nearest place of the atlas.
function whereWords(data, lon, lat, open) {
  const p = data.places;
  let best = null;
  for (let row = 0; row < p.id.length; row += 1) {
    const { distance_m, bearing_deg } = inverse(p.lon.at(row), p.lat.at(row), lon, lat);
    if (!best || distance_m < best.distance_m) best = { row, distance_m, bearing_deg };
  }
  if (!best) return null;
  const way = t(`compass.${WAYS[Math.round(best.bearing_deg / 45) % 8]}`);
  const words = best.distance_m < AT_A_PLACE_M ? t("point.at") : t("point.from", { far: metresWords(best.distance_m), way });
  return [words, " ", h("button", { type: "button", class: "text-button", onclick: () => open("place", p.id[best.row]) }, namedPlace(data, best.row))];
}

function shortAnswer(data, held) {
  if (held.answer === "certain") return `${[...new Set(held.zones.map((row) => zoneTitle(data, row)))].join("; ")}.`;
  return t(held.answer === "unknown" ? "point.unknown" : "point.possible");
}

function answerWords({ answer, zones, reach, edge_m }) {
  const edge = metresWords(edge_m);
  if (answer === "certain") return edge_m === null ? t("point.certain.alone") : t("point.certain", { edge });
  if (answer === "unknown") return edge_m === null ? t("point.unknown.alone") : t("point.unknown.edge", { edge });
  if (!zones.length) return t("point.possible.outside");
  if (edge_m === 0) return t("point.possible.several");
  return t(reach.length ? "point.possible.line" : "point.possible.day");
}
