// Opens and closes the card beside the map, with its copy-link and cite buttons.

import { byId, h, replace } from "./dom.js";
import { incidentCard } from "./card.js";
import { placeCard, sourceCard, zoneCard } from "./cards_other.js";
import { rangeWords } from "./days.js";
import { t } from "./words.js";

export function createCard(host, data, store, open) {
  let opener = null;

  function cite(type, id) {
    const table = { incident: data.incidents, place: data.places, zone: data.zones, source: data.sources }[type];
    const row = table.id.indexOf(id);
    const what = type === "incident" ? `${table.title[row]} (${rangeWords(table.earliest[row], table.latest[row])})` : table.title?.[row] ?? table.name[row];
    return `${what}. ${data.title}, ${t("cite.version", { version: data.version, hash: data.data_hash.slice(0, 12) })}, ${type} ${id}.`;
  }

  async function copy(button, text) {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = t("copied");
    } catch {
      replace(byId("card-copy"), h("label", {}, t("copy.by-hand"), h("textarea", { readonly: true, rows: 3 }, text)));
      byId("card-copy").querySelector("textarea").select();
    }
  }

  function content(state) {
    const { type, id } = state.selected;
    if (type === "incident") return incidentCard(data, id, open);
    if (type === "place") return placeCard(data, id, open);
    if (type === "zone") return zoneCard(data, id, state.asof);
    return sourceCard(data, id, open);
  }

  function draw(state) {
    host.hidden = !state.selected;
    document.body.classList.toggle("has-card", Boolean(state.selected));
    if (!state.selected) return replace(host);
    const { type, id } = state.selected;
    const actions = h("div", { class: "card-actions" },
      h("button", { type: "button", class: "button", onclick: (event) => copy(event.currentTarget, location.href) }, t("copy.link")),
      h("button", { type: "button", class: "button", onclick: (event) => copy(event.currentTarget, cite(type, id)) }, t("cite")));
    replace(host, h("div", { class: "card-bar" },
      h("button", { type: "button", class: "icon-button", id: "card-close", "aria-label": t("close"), title: t("close"), onclick: close }, "×"), actions),
    h("div", { class: "card-body" }, content(state), h("div", { id: "card-copy" })));
    host.scrollTop = 0;
    return host;
  }
  function close() {
    store.set({ selected: null });
    (opener?.isConnected ? opener : byId("list")).focus?.();
  }
  store.watch((state, changed, before) => {
    const zoneMoved = state.selected?.type === "zone" && changed.has("asof");
    if (!changed.has("selected") && !changed.has("lang") && !zoneMoved) return;
    if (!before.selected) opener = document.activeElement;
    draw(state);
  });
  draw(store.get());
  return { close, focus: () => byId("card-title")?.focus({ preventScroll: true }) };
}
