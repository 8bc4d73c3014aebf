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
  // The chosen place, or those that the chosen incident is told by, are named before all others, beside the mark.
  function first() {
    const { anchors, ends } = anchorsOf(data, store.get());
    const mark = chosenBox(map, data, store.get());
    const taken = [...coveredBoxes(map), ...incidentBoxes(), ...noteBoxes(map), ...[mark].filter(Boolean)];
    const placed = placeAnchors(inView(({ row }) => anchors.has(row) && !ends.has(row)), taken, mark, map.getSize());
    const isUsual = (item, zoom) => item.rank <= zoom && !anchors.has(item.row) && !ends.has(item.row);
    const cities = placeLabels(inView((item, zoom) => item.isCity && isUsual(item, zoom)), [...taken, ...placed.map((item) => item.box)], map.getSize());
    const done = [...placed, ...cities];
    return { done, boxes: [...done.map((item) => item.box), ...[mark].filter(Boolean)], others: (item, zoom) => !item.isCity && isUsual(item, zoom) };
  }
  return {
    rename(script) {
      all = candidates(data, script);
    },
    cityBoxes: () => first().boxes,
    // drawn(): all that is on the map besides, which names other than of cities give way to.
    labels(drawn) {
      const { done, boxes, others } = first();
      return [...done, ...placeLabels(inView(others), [...coveredBoxes(map), ...noteBoxes(map), ...boxes, ...drawn()], map.getSize())];
    },
  };
}
