// Draws what binds the chosen incident to places: lines to those it lies off, came from or was bound for.

import { h } from "./dom.js";
import { geodesicLine } from "./geodesic.js";
import { linePen } from "./map_incidents.js";
import { coveredBoxes } from "./reach.js";
import { placeLabel } from "./naming.js";
import { captionSpot, relationsOf } from "./relations.js";
import { SHOWN_BY } from "./state.js";

// From the chosen incident to the places it is said to lie off, to have come from, to have been bound for; the words keep
// clear of what `taken()` says is drawn.
export function createRelations(map, data, store, taken) {
  const pen = linePen(map);
  let captions = [];

  function draw() {
    const state = store.get();
    pen.clear();
    captions = [];
    const row = state.selected?.type === "incident" ? data.incidents.id.indexOf(state.selected.id) : -1;
    if (row < 0) return;
    for (const { role, from, to, text } of relationsOf(data, row, (place) => placeLabel(data, place, state.script).text)) {
      const line = geodesicLine(...from, ...to, 33).map(([lon, lat]) => [lat, lon]);
      pen.line(line, `relation relation-${role}`);
      caption(line, text);
    }
  }

  // The words of a line stand on it where there is room in the window, or nowhere.
  function caption(line, text) {
    const points = line.map((position) => map.latLngToContainerPoint(position));
    const spot = captionSpot(points, text, [...coveredBoxes(map), ...taken(), ...captions], map.getSize());
    if (!spot) return;
    captions.push(spot.box);
    pen.words(line[spot.at], h("span", { class: "relation-text", dir: "auto" }, text), spot.down);
  }

  map.on("moveend zoomend", draw);
  store.watch((state, changed) => {
    if (["selected", "script", "bases", ...SHOWN_BY].some((key) => changed.has(key))) draw();
  });
  draw();
  return { boxes: () => captions };
}
