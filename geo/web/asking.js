// Asks who held a point that day: by a click anywhere on the map, by Enter on the map, or by the button for its middle.

import { h, svg } from "./dom.js";
import { pointId } from "./point.js";
import { t } from "./words.js";

const CLICK_WAITS_MS = 240; // a second click within it is a zoom

// isTaken(event): whether something drawn on the map answers a click there.
export function createAsking(map, data, store, open, isTaken) {
  const container = map.getContainer();
  let waiting = null;
  let closedNow = false;
  const ask = ({ lng, lat }) => open("point", pointId(lng, lat), { still: true });
  // A click beside an open list closes it, and asks nothing.
  map.on("popupclose", () => {
    closedNow = true;
    setTimeout(() => {
      closedNow = false;
    });
  });
  map.on("click", (event) => {
    if (closedNow || isTaken(event)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => ask(event.latlng), CLICK_WAITS_MS);
  });
  map.on("dblclick zoomstart", () => clearTimeout(waiting));
  container.addEventListener("keydown", (event) => {
    if (event.target === container && event.key === "Enter") ask(map.getCenter());
  });

  const placeRow = () => (store.get().selected?.type === "place" ? data.places.id.indexOf(store.get().selected.id) : -1);
  const cross = svg("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true", focusable: "false" },
    svg("path", { d: "M10 1 V7 M10 13 V19 M1 10 H7 M13 10 H19 M10 9.5 V10.5", class: "ask-cross" }));
  const button = h("button", { type: "button", class: "button ask", id: "ask", onclick: () => {
    const row = placeRow();
    ask(row < 0 ? map.getCenter() : { lng: data.places.lon.at(row), lat: data.places.lat.at(row) });
  } }, cross);
  // What happens on the button is not meant for the map under it.
  for (const name of ["click", "dblclick", "mousedown", "pointerdown", "touchstart", "keypress"]) button.addEventListener(name, (event) => event.stopPropagation());
  container.querySelector(".leaflet-top.leaflet-left").append(h("div", { class: "leaflet-control ask-control" }, button));
  container.append(h("span", { class: "map-middle", "aria-hidden": "true" }));
  const describe = () => {
    const words = t(placeRow() < 0 ? "ask.middle" : "ask.place");
    button.setAttribute("aria-label", words);
    button.title = words;
  };
  store.watch(describe);
  describe();
}
