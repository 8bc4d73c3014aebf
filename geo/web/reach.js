// Takes a mark that lies under the legend, a panel or other marks out of reach until the map is moved: no one could hit it.

const LEAST_PX = 24;
const STEP_PX = 4;
const OVER_THE_MAP = ".legend, .leaflet-control, .grip, .card, .side, .intro";

// Many ask in one go, between drawings of their own: what measure(map) finds holds for all of them.
export function onceATurn(measure) {
  let found = null;
  return (map) => {
    if (!found) {
      found = measure(map);
      queueMicrotask(() => {
        found = null;
      });
    }
    return found;
  };
}

const coversOf = onceATurn((map) => {
  const container = map.getContainer();
  return boxesOf((container.closest("main") ?? container.parentElement).querySelectorAll(OVER_THE_MAP), container).filter((box) => box.width > 0);
});

// What lies over the map, as boxes in container pixels.
export function coveredBoxes(map) {
  return coversOf(map);
}

// How many pixels of the map's lower edge are covered from side to side, or nearly: by the credits, and on a narrow map by the
// legend, which leaves no room beside it; of an open one half the map at most.
export function coveredBelow(map) {
  const container = map.getContainer();
  const { bottom, width, height } = container.getBoundingClientRect();
  const legend = (container.closest("main") ?? container.parentElement).querySelector(".legend")?.getBoundingClientRect();
  const isAcross = legend?.height > 0 && width < 2.5 * legend.width;
  const credits = container.querySelector(".leaflet-control-attribution")?.offsetHeight ?? 0;
  return Math.max(credits, isAcross ? Math.min(bottom - legend.top, height / 2) : 0);
}

// Where the scale bar stands, on the screen and, a little higher, in a picture of the map.
export function scaleRoom(container) {
  const line = container.querySelector(".leaflet-control-scale-line");
  const { width, height } = container.getBoundingClientRect();
  return line && width ? { x: 8, y: height - 32, width: line.getBoundingClientRect().width + 12, height: 24 } : null;
}

function boxesOf(elements, container) {
  const frame = container.getBoundingClientRect();
  return [...elements].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x - frame.x, y: y - frame.y, width, height };
  });
}

// Looks once all has been drawn: incidents lie over bases, panels over both.
export function keepMarksInReach(map, store) {
  const container = map.getContainer();
  let waiting = 0;
  const look = () => {
    const covers = coveredBoxes(map);
    const [incidents, bases] = [".incident-mark", ".base-mark"].map((name) => [...container.querySelectorAll(name)]);
    const [incidentBoxes, baseBoxes] = [incidents, bases].map((marks) => boxesOf(marks, container));
    incidents.forEach((mark, i) => setReach(mark, hasRoom(incidentBoxes[i], covers)));
    bases.forEach((mark, i) => setReach(mark, hasRoom(baseBoxes[i], [...covers, ...incidentBoxes])));
  };
  const soon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(look);
  };
  map.on("moveend zoomend resize", soon);
  store.watch(soon);
  new ResizeObserver(soon).observe(container.parentElement.querySelector(".legend-box") ?? container);
  look();
}

function setReach(mark, reachable) {
  if (mark.inert === reachable) mark.inert = !reachable;
}

// Whether a square large enough to be pressed is left of the box.
function hasRoom(box, covers) {
  const near = covers.filter((one) => one.x < box.x + box.width && box.x < one.x + one.width && one.y < box.y + box.height && box.y < one.y + one.height);
  if (!near.length) return true;
  const [across, down] = [Math.max(0, box.width - LEAST_PX), Math.max(0, box.height - LEAST_PX)];
  for (let dx = 0; dx <= across; dx += STEP_PX) {
    for (let dy = 0; dy <= down; dy += STEP_PX) {
      const [x, y] = [box.x + dx, box.y + dy];
      if (!near.some((one) => one.x < x + LEAST_PX && x < one.x + one.width && one.y < y + LEAST_PX && y < one.y + one.height)) return true;
    }
  }
  return false;
}
