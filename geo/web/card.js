// The card of one incident: when, where, what, how sure, who says so, who held the ground, and what lay near.

import { h, named } from "./dom.js";
import { dayWords, rangeWords } from "./days.js";
import { claimsOf, claimsTable, disagreements, figureStrips } from "./claims.js";
import { zoneTitle } from "./map_ground.js";
import { statusMark, symbol } from "./symbols.js";
import { counted, intervalWords, label, metresWords, t } from "./words.js";

export function incidentCard(data, id, open) {
  const row = data.incidents.id.indexOf(id);
  const claims = claimsOf(data, "incident", id);
  const c = data.incidents;
  return [
    h("p", { class: "kicker" }, symbol(c.family[row], c.where_precision[row], 20), c.kinds[row].map((kind) => label("kind", kind)).join(", ")),
    h("h2", { id: "card-title", tabindex: "-1" }, named(c.title[row])),
    h("dl", { class: "facts" },
      fact(t("card.when"), rangeWords(c.earliest[row], c.latest[row]), [label("date_precision.long", c.date_precision[row]), c.when_note[row]]),
      fact(t("card.where"), where(data, row), [label("where_precision.long", c.where_precision[row]), c.where_basis[row]]),
      fact(t("card.parties"), parties(data, row)),
      c.outcome[row] ? fact(t("card.outcome"), named(c.outcome[row])) : null),
    h("p", { class: "summary" }, named(c.summary[row])),
    status(data, row, claims),
    disagreements(data, row),
    figureStrips(data, claims),
    h("section", {}, h("h3", {}, t("card.claims")), claimsTable(data, claims, open)),
    ground(data, row, open),
    nearest(data, row, open),
    c.note[row] ? h("section", { class: "caveats" }, h("h3", {}, t("card.note")), h("p", {}, named(c.note[row]))) : null,
    h("p", { class: "reviewed" }, c.reviewed[row] ? t("card.reviewed", { day: c.reviewed[row] }) : "", ` ${label("scope", c.scope[row])}.`),
  ];
}

function fact(name, value, notes) {
  const said = (notes || []).filter(Boolean);
  return h("div", {}, h("dt", {}, name), h("dd", {}, value, said.map((note) => h("small", {}, named(note)))));
}

function where(data, row) {
  const c = data.incidents;
  const scenes = c.places[row].filter((place) => place[2] === "scene" || place[2] === "alternative");
  const said = scenes.map(([place, relation, role, reported, other, distance, bearing]) => {
    const name = place === null ? reported : data.places.name[place];
    const far = [distance ? metresWords(distance) : "", bearing || ""].filter(Boolean).join(" ");
    const pair = other === null ? "" : ` ${t("and")} ${data.places.name[other]}`;
    const text = `${far ? `${far}, ` : ""}${label("relation", relation)} ${name}${pair}`;
    return role === "alternative" ? t("card.alternative", { text }) : text;
  });
  const radius = c.uncertainty_m[row] ? t("card.within", { radius: metresWords(c.uncertainty_m[row]) }) : "";
  if (!said.length) return [t("card.noplace"), radius ? h("small", {}, radius) : null];
  return [h("ul", {}, said.map((text) => h("li", {}, named(text)))), radius ? h("small", { class: "radius" }, radius) : null];
}

function parties(data, row) {
  return h("ul", { class: "parties" }, data.incidents.parties[row].map(([actor, role, as, note]) => h("li", {},
    h("span", { class: `party party-${data.actors.side[actor]}` }, named(as || data.actors.name[actor])),
    role !== "unknown" ? ` – ${label("party_role", role)}` : "", note ? h("small", {}, ` (${note})`) : null)));
}

function status(data, row, claims) {
  const c = data.incidents;
  const origins = c.origins[row].map((origin) => data.origins.name[origin]);
  return h("section", { class: `verdict verdict-${c.status[row]}` }, h("p", {}, statusMark(c.status[row]),
    h("strong", {}, label("status", c.status[row])), c.details_disputed[row] ? `, ${t("details.differ")}` : ""),
  h("p", {}, t(`status.why.${c.status[row]}`, { n: origins.length })),
  h("p", { class: "origins" }, t("card.origins"), " ", named(origins.join("; ") || t("card.noorigin")), ". ", counted("card.fromclaims", claims.length)));
}

function ground(data, row, open) {
  const held = data.incidents.ground[row];
  if (!held) return null;
  return h("section", { class: "ground" }, h("h3", {}, t("card.ground", { day: dayWords(held.as_of) })),
    held.last ? [h("p", {}, t("ground.gap", { n: held.last.days, day: dayWords(held.last.as_of) })), held.last.answer === "unknown" ? null : heldBy(data, held.last, open)]
      : heldBy(data, held, open));
}

// The zones the place lies in as drawn, and those that the radius and the error of the outlines leave possible.
function heldBy(data, held, open) {
  const item = (zone, far) => h("li", {}, h("button", { type: "button", class: "text-button", onclick: () => open("zone", data.zones.id[zone]) }, zoneTitle(data, zone)),
    h("small", {}, ` ${far}${label("zone_basis", data.zones.basis[zone])}, ${t("zone.accuracy", { radius: metresWords(data.zones.accuracy_m[zone]) })}`));
  const key = held.answer === "unknown" ? "outside" : held.answer;
  return [h("p", {}, t(`ground.${key}`, { edge: metresWords(held.edge_m) })), held.zones.length + held.reach.length
    ? h("ul", {}, held.zones.map((zone) => item(zone, `${t("ground.drawn")}, `)), held.reach.map(([zone, far]) => item(zone, `${t("ground.reach", { far: metresWords(far) })}, `))) : null];
}

function nearest(data, row, open) {
  const bases = data.incidents.nearest[row];
  if (!bases.length) return null;
  return h("section", { class: "nearest" }, h("h3", {}, t("card.nearest")), h("ul", {}, bases.map(([actor, place, low, high, firm, role]) => h("li", {},
    h("span", { class: `base-flag by-${data.actors.id[actor]}${firm ? "" : " is-possible"}` }, label("actor_short", data.actors.id[actor])), " ",
    h("button", { type: "button", class: "text-button", onclick: () => open("place", data.places.id[place]) }, named(data.places.name[place])), " ",
    t("nearest.interval", { interval: intervalWords(low, high), role: label("presence_role", role) }),
    firm ? "" : h("small", {}, ` ${t("nearest.possible")}`)))), h("p", { class: "quiet" }, t("nearest.note")));
}
