// The card of one incident: when, where, what, how sure, who says so, who held the ground, and what lay near.

import { h, named } from "./dom.js";
import { dayWords, rangeWords } from "./days.js";
import { claimsTable } from "./claims.js";
import { differences } from "./differences.js";
import { evidenceAt } from "./known.js";
import { featuresOf } from "./features.js";
import { figureStrips } from "./figures.js";
import { zoneTitle } from "./holders.js";
import { symbol } from "./symbols.js";
import { verdict } from "./verdict.js";
import { actorName, counted, inARow, intervalWords, label, metresWords, setApart, t } from "./words.js";
import { namedPlace, placeName } from "./naming.js";

export function incidentCard(data, id, open, state, store) {
  const row = data.incidents.id.indexOf(id);
  const c = data.incidents;
  const claims = evidenceAt(data, state.known).claims.at(row);
  return [
    h("p", { class: "kicker" }, symbol(c.family.at(row), c.where_precision.at(row), 20), inARow(c.kinds.at(row).map((kind) => label("kind", kind)))),
    h("h2", { id: "card-title", tabindex: "-1" }, named(c.title.at(row))),
    whenWhere(data, row),
    verdict(data, row, state, store),
    differences(data, row, state.known, open),
    h("section", {}, h("h3", {}, t("card.summary")), h("p", { class: "summary" }, named(c.summary.at(row))), h("dl", { class: "facts" },
      fact(t("card.parties"), parties(data, row)), c.outcome.at(row) ? fact(t("card.outcome"), named(c.outcome.at(row))) : null)),
    claims.length ? figureStrips(data, claims, open) : null,
    h("section", {}, h("h3", {}, t("card.claims")), claimsTable(data, evidenceAt(data, null).claims.at(row), { open, known: state.known, byBearing: true })),
    ground(data, row, open),
    nearest(data, row, open),
    dated(data, row),
    c.note.at(row) ? h("section", { class: "caveats" }, h("h3", {}, t("card.note")), h("p", {}, named(c.note.at(row)))) : null,
    featuresOf(data).scopes ? h("p", { class: "reviewed" }, c.reviewed.at(row) ? t("card.reviewed", { day: c.reviewed.at(row) }) : "", ` ${label("scope", c.scope.at(row))}.`) : null,
  ];
}

// The day and the spot in two lines, each with how well it is known; why stands in a section below.
function whenWhere(data, row) {
  const c = data.incidents;
  const [first, ...rest] = scenes(data, row);
  const radius = c.uncertainty_m.at(row) ? `, ${t("within", { radius: metresWords(c.uncertainty_m.at(row)) })}` : "";
  const line = (text, sure) => h("p", {}, h("b", {}, text), sure ? h("small", {}, ` · ${sure}`) : null);
  return h("div", { class: "when-where" },
    line(rangeWords(c.earliest.at(row), c.latest.at(row)), c.date_precision.at(row) === "interval" ? "" : label("date_precision", c.date_precision.at(row))),
    line(first ? named(first.text) : t("card.noplace"), [label("where_precision", c.where_precision.at(row)) + radius, rest.length ? counted("card.accounts", rest.length) : ""].filter(Boolean).join(" · ")));
}

// How the day and the spot were come by, and every place that an account gives.
function dated(data, row) {
  const c = data.incidents;
  const notes = [label("date_precision.long", c.date_precision.at(row)), c.when_note.at(row)].filter(Boolean);
  const spot = [c.uncertainty_m.at(row) ? t("card.within", { radius: metresWords(c.uncertainty_m.at(row)) }) : "", label("where_precision.long", c.where_precision.at(row)), c.where_basis.at(row)].filter(Boolean);
  return h("section", { class: "dated" }, h("h3", {}, t("card.dated")), h("dl", { class: "facts" },
    h("div", {}, h("dt", {}, t("card.when")), h("dd", {}, notes.map((note) => h("p", {}, named(note))))),
    h("div", {}, h("dt", {}, t("card.where")), h("dd", {}, h("ul", {}, scenes(data, row).map(({ text, isOther }) => h("li", {}, named(isOther ? t("card.alternative", { text }) : text)))),
      spot.map((note) => h("p", {}, named(note)))))));
}

function fact(name, value) {
  return h("div", {}, h("dt", {}, name), h("dd", {}, value));
}

// The places where it is said to have happened, those of other accounts last.
function scenes(data, row) {
  const places = data.incidents.places.at(row).filter((place) => place[2] === "scene" || place[2] === "alternative");
  return places.map(([place, relation, role, reported, other, distance, bearing]) => {
    const name = place === null ? reported : placeName(data, place);
    const far = [distance ? metresWords(distance) : "", bearing || ""].filter(Boolean).join(" ");
    const pair = other === null ? "" : ` ${t("and")} ${setApart(placeName(data, other))}`;
    return { text: `${far && far + ", "}${label("relation", relation)} ${setApart(name)}${pair}`, isOther: role === "alternative" };
  }).sort((a, b) => a.isOther - b.isOther);
}

function parties(data, row) {
  return h("ul", { class: "parties" }, data.incidents.parties.at(row).map(([actor, role, as, note]) => h("li", {},
    h("span", { class: `party party-${data.actors.side.at(actor)}` }, named(as || actorName(data, actor))),
    role !== "unknown" ? ` – ${label("party_role", role)}` : "", note ? h("small", {}, ` (${note})`) : null)));
}

function ground(data, row, open) {
  const held = data.incidents.ground.at(row);
  if (!held) return null;
  return h("section", { class: "ground" }, h("h3", {}, t("card.ground", { day: dayWords(held.as_of) })),
    held.last ? [h("p", {}, t("ground.gap", { n: held.last.days, day: dayWords(held.last.as_of) })), held.last.answer === "unknown" ? null : heldBy(data, held.last, open)]
      : heldBy(data, held, open));
}

// The zones the place lies in as drawn, and those that the radius and the error of the outlines leave possible.
function heldBy(data, held, open) {
  const item = (zone, far) => h("li", {}, h("button", { type: "button", class: "text-button", onclick: () => open("zone", data.zones.id.at(zone)) }, zoneTitle(data, zone)),
    h("small", {}, ` ${far}${label("zone_basis", data.zones.basis.at(zone))}, ${t("zone.accuracy", { radius: metresWords(data.zones.accuracy_m.at(zone)) })}`));
  const key = held.answer === "unknown" ? "outside" : held.answer;
  return [h("p", {}, t(`ground.${key}`, { edge: metresWords(held.edge_m) })), held.zones.length + held.reach.length
    ? h("ul", {}, held.zones.map((zone) => item(zone, `${t("ground.drawn")}, `)), held.reach.map(([zone, far]) => item(zone, `${t("ground.reach", { far: metresWords(far) })}, `))) : null];
}

function nearest(data, row, open) {
  const bases = data.incidents.nearest.at(row);
  if (!bases.length) return null;
  return h("section", { class: "nearest" }, h("h3", {}, t("card.nearest")), h("ul", {}, bases.map(([actor, place, low, high, firm, role]) => h("li", {},
    h("span", { class: `base-flag by-${data.actors.id[actor]}${firm ? "" : " is-possible"}` }, label("actor_short", data.actors.id[actor])), " ",
    h("button", { type: "button", class: "text-button", onclick: () => open("place", data.places.id[place]) }, namedPlace(data, place)), " ",
    t("nearest.interval", { interval: intervalWords(low, high), role: label("presence_role", role) }),
    firm ? "" : h("small", {}, ` ${t("nearest.possible")}`)))), h("p", { class: "quiet" }, t("nearest.note")));
}
