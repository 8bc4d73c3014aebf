// Where the focus goes: skip links move it, and what closes gives it back to what opened it.

import { byId } from "./dom.js";
import { t } from "./words.js";

// The address holds the state, so a skip link moves the focus and leaves the address alone.
export function createSkips(links, before) {
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const target = document.querySelector(link.hash);
      before(target);
      target?.focus();
    });
  }
}

// -> a function that finds the element again, though lists and maps draw their buttons anew whenever something changes.
export function rememberPlace(element) {
  if (!element || element === document.body) return () => null;
  const { id, dataset } = element;
  const name = element.getAttribute("aria-label");
  const holder = element.closest("[id]");
  return () => {
    if (element.isConnected) return element;
    if (id) return byId(id);
    if (dataset.id) return listed(dataset.id);
    return name && holder ? byId(holder.id)?.querySelector(`[aria-label="${CSS.escape(name)}"]`) : null;
  };
}

function listed(id) {
  return document.querySelector(`#list [data-id="${CSS.escape(id)}"]`);
}

// Tries what opened a card, then its line in the list, then what is always there, until one can take the focus.
export function giveBack(place, id) {
  for (const element of [place(), listed(id), byId("list"), byId("sheet-grip")]) {
    element?.focus({ preventScroll: true });
    if (element && document.activeElement === element) return;
  }
}

// Leaflet makes the map a stop of the Tab key without a name, and speaks English in its own buttons.
export function nameMap(map) {
  const box = map.getContainer();
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", t("map.keys"));
  map.on("popupopen", ({ popup }) => popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", t("close")));
}
