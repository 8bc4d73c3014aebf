// Moves the map to the frame of a story's step: the same ground on any screen, clear of the card, and kept while the screen changes.

import { byId } from "./dom.js";
import { coveredBelow } from "./reach.js";

// The size of the map the frames were chosen on, in pixels.
const FRAMED_ON = { x: 640, y: 600 };
const MOST_CLOSER = 1; // zoom levels, on a larger map
const FLIGHT_S = 1.4;

export function createCamera(map, home) {
  let framed = null; // the frame that is kept, until the reader moves the map

  // A view [zoom, lat, lon] in the part of the map that nothing covers.
  function fitted([zoom, lat, lon]) {
    const card = byId("card");
    const isOver = !card.hidden && getComputedStyle(card).position === "absolute";
    const size = map.getSize();
    const covered = isOver ? Math.min(card.offsetWidth, size.x / 2) : 0;
    const closer = Math.log2(Math.min((size.x - covered) / FRAMED_ON.x, size.y / FRAMED_ON.y));
    const level = Math.min(Math.max(Math.floor((zoom + Math.min(closer, MOST_CLOSER)) * 4) / 4, map.getMinZoom()), map.getMaxZoom());
    return { level, middle: map.unproject(map.project([lat, lon], level).add([covered / 2, 0]), level) };
  }
  function move(view, animate) {
    map.stop();
    map.invalidateSize({ pan: false });
    const { level, middle } = fitted(view);
    if (animate && !matchMedia("(prefers-reduced-motion: reduce)").matches) map.flyTo(middle, level, { duration: FLIGHT_S });
    else map.setView(middle, level, { animate: false });
  }
  const release = () => {
    framed = null;
  };
  for (const name of ["pointerdown", "wheel", "keydown"]) map.getContainer().addEventListener(name, release, { capture: true, passive: true });
  map.on("resize", () => framed && move(framed, false));
  return {
    release,
    isFraming: () => framed !== null,
    show(view, animate) {
      framed = view;
      move(view, animate);
    },
    // Brings a figure into sight, unless it is in sight and large enough to read.
    fit(items) {
      const pairsOf = (at) => (typeof at[0] === "number" ? [at] : at.flatMap(pairsOf));
      const positions = items.filter(({ kind }) => kind !== "note").flatMap(({ at }) => pairsOf(at));
      if (positions.length < 4) return;
      const pixels = positions.map((one) => map.latLngToContainerPoint(one));
      const [xs, ys] = [pixels.map(({ x }) => x), pixels.map(({ y }) => y)];
      const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      const size = map.getSize();
      const below = coveredBelow(map);
      const isSeen = left > 0 && top > 0 && right < size.x && bottom < size.y - below;
      if (isSeen && Math.max(right - left, bottom - top) > Math.min(size.x, size.y) / 3) return;
      release();
      map.fitBounds(positions, { paddingTopLeft: [Math.max(size.x / 8, 70), Math.max(size.y / 8, 50)], paddingBottomRight: [size.x / 8, Math.max(size.y / 8, below, 80)], maxZoom: 12, animate: false });
    },
    // As before the story: a view of the reader's, or the whole.
    frame(view) {
      release();
      map.stop();
      map.invalidateSize({ pan: false });
      if (view) map.setView([view[1], view[2]], view[0], { animate: false });
      else map.fitBounds(home, { animate: false });
    },
  };
}
