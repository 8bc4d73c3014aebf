// The ring panel: what lies within so many kilometres of a place, what does not, and what cannot be said, as `geo near`.

import { visible } from "./visible.js";
import { basesAt } from "./ground_at.js";
import { createChooser } from "./chooser.js";
import { dayWords, rangeWords } from "./days.js";
import { distanceBetween, isWithin, lengthWords, spanWords, measuredSpot } from "./measuring.js";
import { ringOnMap, spotFigure } from "./bands.js";
import { h, named, replace } from "./dom.js";
import { chosenRing, ringKm, ringText, USUAL_KM } from "./tool_state.js";
import { counted, label, t } from "./words.js";

const OFFERED_KM = [5, 10, 25, 50, 100];

// -> {incidents, bases}: each {yes, unsure, no}, lists of {spot, found} by distance. Incidents are those now shown; bases
// are the places where one stood, or may have stood, on the day depicted.
export function aroundOf(data, state, centre, km) {
  const sorted = (spots) => {
    const groups = { yes: [], unsure: [], no: [] };
    const all = spots.filter((spot) => spot && !(spot.type === centre.type && spot.id === centre.id)).map((spot) => ({ spot, found: distanceBetween(centre, spot) }));
    all.sort((a, b) => a.found.distance_m - b.found.distance_m || (a.spot.id < b.spot.id ? -1 : 1));
    for (const one of all) groups[isWithin(one.found, km * 1000)].push(one);
    return groups;
  };
  const places = [...new Set(basesAt(data, state.asof).map(({ row }) => data.presences.place.at(row)))];
  return {
    incidents: sorted(Array.from(visible(data, state).shown, (row) => measuredSpot(data, "incident", data.incidents.id.at(row)))),
    bases: sorted(places.map((row) => measuredSpot(data, "place", data.places.id.at(row)))),
  };
}

export function createRing(data, store, open) {
  const accepts = (one) => measuredSpot(data, one.type, one.id)?.geometry.type === "point";
  const box = createChooser("ring-centre", t("ring.centre"), data, { accepts, onchoose: (one) => put({ centre: one }) });
  const field = h("input", { type: "number", id: "ring-km", min: 1, max: 1000, step: "any", inputmode: "decimal", onchange: () => (ringKm(field.value) ? put({ km: ringKm(field.value) }) : draw(store.get())) });
  const offers = h("div", { class: "segmented", role: "group", "aria-label": t("ring.offers") }, OFFERED_KM.map((km) => h("button", { type: "button", dataset: { km }, onclick: () => put({ km }) }, String(km))));
  const said = h("div", { role: "status" });
  const result = h("div", { class: "ring-result" });
  const element = h("div", { class: "ring" }, h("p", { class: "quiet" }, t("ring.how")), box.element,
    h("div", { class: "ring-size" }, h("label", { for: "ring-km" }, t("ring.km")), field, offers), said, result);
  let wanted = USUAL_KM; // kept while there is no centre to write it down with

  function put(change) {
    const now = chosenRing(data, store.get().ring);
    const ring = { centre: now.centre, km: now.centre ? now.km : wanted, ...change };
    wanted = ring.km;
    store.set({ ring: ringText(ring) });
    if (!ring.centre) draw(store.get());
  }

  function line({ spot, found }, state) {
    const held = spot.type === "place" ? basesAt(data, state.asof).filter(({ row }) => data.presences.place.at(row) === spot.row) : [];
    return h("li", {}, h("button", { type: "button", class: "text-button", onclick: () => open(spot.type, spot.id, { still: true }) }, named(spot.name)),
      h("small", {}, spot.type === "incident" ? `${rangeWords(data.incidents.earliest.at(spot.row), data.incidents.latest.at(spot.row))} · ` : "",
        held.map(({ row, firm }) => [h("span", { class: `base-flag by-${data.actors.id[data.presences.actor.at(row)]}${firm ? "" : " is-possible"}` }, label("actor_short", data.actors.id[data.presences.actor.at(row)])), " "]),
        lengthWords(found.distance_m), " (", spanWords(found.low_m, found.high_m), ")"));
  }
  function group(groups, name, state) {
    const part = (key) => (groups[key].length ? [h("h4", { class: `ring-${key}` }, t(`ring.${key}`), h("span", { class: "count" }, groups[key].length)), h("ul", { class: "ring-list" }, groups[key].map((one) => line(one, state)))] : null);
    return h("section", {}, h("h3", {}, name), part("yes"), part("unsure"),
      h("p", { class: "ring-no" }, h("b", {}, groups.no.length), " ", t("ring.no")));
  }

  function draw(state) {
    const { centre, km } = chosenRing(data, state.ring);
    box.show(centre);
    field.value = centre ? km : wanted;
    for (const one of offers.children) one.setAttribute("aria-pressed", String(Number(one.dataset.km) === Number(field.value)));
    if (!centre) return [said, result].forEach((one) => replace(one));
    const found = aroundOf(data, state, centre, km);
    const sure = found.incidents.yes.length;
    replace(said, h("p", { class: "ring-answer" }, t("ring.answer", { km, place: centre.name, incidents: counted("incident", sure), bases: counted("ring.base", found.bases.yes.length) })));
    return replace(result, group(found.incidents, t("ring.incidents"), state), group(found.bases, t("ring.bases", { day: dayWords(state.asof) }), state),
      h("p", { class: "quiet" }, t("ring.why")));
  }
  function figure(state) {
    const { centre, km } = chosenRing(data, state.ring);
    if (!centre) return [];
    const [r, doubt] = [km * 1000, centre.radius_m];
    const items = [{ kind: "area", at: ringOnMap(centre.lon, centre.lat, r, 240), className: "ring-area" }];
    if (doubt) {
      items.push({ kind: "area", at: [ringOnMap(centre.lon, centre.lat, r + doubt, 240), ...(doubt < r ? [ringOnMap(centre.lon, centre.lat, r - doubt, 240)] : [])], className: "ring-doubt" });
    }
    items.push({ kind: "line", at: ringOnMap(centre.lon, centre.lat, r, 240), className: "ring-line" }, ...spotFigure(centre));
    const top = items.find((item) => item.className === "ring-line").at[0];
    items.push({ kind: "note", at: top, lines: [t("unit.kilometres", { n: km })], className: "is-small" });
    return items;
  }
  return { element, keys: ["ring", "script", "asof", "from", "to", "mode", "match", "query"], draw, figure, take: (one) => accepts(one) && put({ centre: one }) };
}
