// Opens and closes the card beside the map, with its copy-link and cite buttons.

import { byId, h, replace } from "./dom.js";
import { copyFrom } from "./copying.js";
import { giveBack, rememberPlace } from "./focus.js";
import { incidentCard } from "./card.js";
import { keepPlace } from "./keep_place.js";
import { placeCard } from "./card_place.js";
import { pointCard } from "./card_point.js";
import { sourceCard } from "./card_source.js";
import { zoneCard } from "./card_zone.js";
import { t } from "./words.js";

export function createCard(host, data, store, open, share) {
  let opener = () => null;

  function content(state) {
    const { type, id } = state.selected;
    return { incident: incidentCard, place: placeCard, zone: zoneCard, source: sourceCard, point: pointCard }[type](data, id, open, state, store);
  }

  function draw(state) {
    host.hidden = !state.selected;
    document.body.classList.toggle("has-card", Boolean(state.selected));
    if (!state.selected) return replace(host);
    const { type, id } = state.selected;
    const kept = keepPlace(host, `${type} ${id}`);
    const actions = h("div", { class: "card-actions" },
      h("button", { type: "button", class: "button", onclick: (event) => copyFrom(event.currentTarget, share.link(), () => share.open("share-link")) }, t("copy.link")),
      h("button", { type: "button", class: "button", onclick: () => share.open("cite-plain") }, t("cite")));
    replace(host, h("div", { class: "card-bar" },
      h("button", { type: "button", class: "icon-button", id: "card-close", "aria-label": t("close"), title: t("close"), onclick: close }, "×"), actions),
    h("div", { class: "card-body" }, content(state)));
    kept();
    const row = type === "incident" ? data.incidents.id.indexOf(id) : -1;
    // Texts of a long table come a moment later.
    if (row >= 0) data.texts.ready([row])?.then(() => store.get().selected?.id === id && draw(store.get()));
    return host;
  }
  function close() {
    const { id } = store.get().selected;
    store.set({ selected: null });
    giveBack(opener, id);
  }
  store.watch((state, changed) => {
    const moved = changed.has("asof") && ["zone", "place", "point"].includes(state.selected?.type);
    if (!["selected", "lang", "known", "script"].some((key) => changed.has(key)) && !moved) return;
    draw(state);
  });
  draw(store.get());
  // Asked before a record is chosen: what had the focus then is what opened the card.
  const remember = () => {
    if (!store.get().selected) opener = rememberPlace(document.activeElement);
  };
  return { close, remember, focus: () => byId("card-title")?.focus({ preventScroll: true }) };
}
