// Takes a mark that lies under the legend or a control out of reach until the map is moved: it could be neither seen nor hit.

import { byId } from "./dom.js";

const LEAST_PX = 24;
const OVER_THE_MAP = ".legend, .leaflet-control";

// What lies over the map, as boxes in container pixels.
export function coveredBoxes(map) {
  const frame = map.getContainer().getBoundingClientRect();
  return [...map.getContainer().parentElement.querySelectorAll(OVER_THE_MAP)].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x - frame.x, y: y - frame.y, width, height };
  });
}

// Registered last, so that every mark stands where it belongs when it looks.
export function keepMarksInReach(map, store) {
  const look = () => {
    const frame = map.getContainer().getBoundingClientRect();
    const covers = coveredBoxes(map);
    const marks = [...map.getContainer().querySelectorAll(".incident-mark, .base-mark")];
    const boxes = marks.map((mark) => mark.getBoundingClientRect());
    marks.forEach((mark, i) => {
      const { x, y, width, height } = boxes[i];
      mark.inert = covers.some((cover) => !isFree({ x: x - frame.x, y: y - frame.y, width, height }, cover));
    });
  };
  map.on("moveend zoomend", look);
  store.watch(look);
  new ResizeObserver(look).observe(byId("legend"));
  look();
}

// Whether a side of the box stands out from under the cover far enough to be pressed.
function isFree(box, cover) {
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  const sides = [cover.x - box.x, right - cover.x - cover.width, cover.y - box.y, bottom - cover.y - cover.height];
  return sides.some((side) => side >= LEAST_PX);
}
