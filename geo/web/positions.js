// The positions that sources give a place, side by side: how far each lies from the drawn point, and whether inside its radius.

import { inverse } from "./geodesic.js";
import { h, named } from "./dom.js";
import { partByDay } from "./known.js";
import { sourceBrief } from "./claims.js";
import { metresWords, t } from "./words.js";

// -> [{claim, lon, lat, distance_m, isInside}], the nearest first.
export function positionsOf(data, place, claims) {
  const { lon, lat, uncertainty_m: radius } = data.places;
  return claims.filter((claim) => data.claims.lon.at(claim) !== null).map((claim) => {
    const at = { claim, lon: data.claims.lon.at(claim), lat: data.claims.lat.at(claim) };
    const { distance_m } = inverse(lon.at(place), lat.at(place), at.lon, at.lat);
    return { ...at, distance_m, isInside: distance_m <= radius.at(place) };
  }).sort((a, b) => a.distance_m - b.distance_m);
}

export function positions(data, place, claims, known, open) {
  const found = positionsOf(data, place, partByDay(data, claims, known).by);
  if (!found.length) return null;
  return h("section", {}, h("h3", {}, t("positions")), h("table", { class: "positions" },
    h("caption", {}, t("positions.note", { radius: metresWords(data.places.uncertainty_m.at(place)) })),
    h("thead", {}, h("tr", {}, ["positions.source", "positions.position", "positions.off", "positions.inside"].map((word) => h("th", { scope: "col" }, t(word))))),
    h("tbody", {}, found.map(({ claim, lon, lat, distance_m, isInside }) => h("tr", { class: isInside ? null : "is-outside" },
      h("th", { scope: "row" }, named(data.claims.speaker.at(claim)), " ", sourceBrief(data, data.claims.source.at(claim), open)),
      h("td", {}, h("bdi", {}, `${lat}, ${lon}`)), h("td", {}, t("metres", { n: Math.round(distance_m).toLocaleString("en") })), h("td", {}, t(isInside ? "yes" : "no")))))));
}
