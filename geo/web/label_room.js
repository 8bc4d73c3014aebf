// Finds room for the names on the map: which fit into the view, and where each stands.

import { anchorsOf, candidates, chosenBox } from "./label_names.js";
import { noteBoxes } from "./notes.js";
import { placeAnchors, placeLabels } from "./placing.js";
import { coveredBoxes } from "./reach.js";
import { ruler } from "./ruler.js";

// incidentBoxes(): what cities keep clear of, as boxes in container pixels.
export function createLabelRoom(map, data, store, incidentBoxes) {
  const widthOf = ruler();
  let all = candidates(data, store.get().script);

  function inView(isWanted) {
    const zoom = map.getZoom();
    const size = map.getSize();
    return all.filter((item) => isWanted(item, zoom)).map((item) => {
      const point = map.latLngToContainerPoint([item.lat, item.lon]);
      return { ...item, x: point.x, y: point.y, width: widthOf(item) };
    }).filter((item) => item.x > -60 && item.y > -20 && item.x < size.x + 60 && item.y < size.y + 20);
  }
  // The places that the chosen incident is told by are named before all others, beside its mark.
  function first() {
    const { anchors, ends } = anchorsOf(data, store.get());
    const taken = [...coveredBoxes(map), ...incidentBoxes(), ...noteBoxes(map)];
    const placed = placeAnchors(inView(({ row }) => anchors.has(row) && !ends.has(row)), taken, chosenBox(map, data, store.get()), map.getSize());
    const isUsual = (item, zoom) => item.rank <= zoom && !anchors.has(item.row) && !ends.has(item.row);
    const cities = placeLabels(inView((item, zoom) => item.isCity && isUsual(item, zoom)), [...taken, ...placed.map((item) => item.box)], map.getSize());
    return { done: [...placed, ...cities], others: (item, zoom) => !item.isCity && isUsual(item, zoom) };
  }
  return {
    rename(script) {
      all = candidates(data, script);
    },
    cityBoxes: () => first().done.map((item) => item.box),
    // drawn(): all that is on the map besides, which names other than of cities give way to.
    labels(drawn) {
      const { done, others } = first();
      return [...done, ...placeLabels(inView(others), [...coveredBoxes(map), ...noteBoxes(map), ...done.map((item) => item.box), ...drawn()], map.getSize())];
    },
  };
}
