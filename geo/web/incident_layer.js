// The layer of the incidents: draws anew what the state or the view has changed, and answers the pointer.

import { isBetween } from "./compare.js";
import { answerPointer } from "./pointer.js";
import { createCells } from "./cells.js";
import { createMarks } from "./map_incidents.js";
import { createPoints } from "./points.js";
import { drawnHow } from "./how_dense.js";
import { replace } from "./dom.js";
import { hexagonAt } from "./hexagons.js";
import { layerKey } from "./layer_key.js";
import { lookCloser, spreads } from "./look_closer.js";
import { spotList } from "./spot_list.js";
import { isSpot } from "./symbols.js";
import { SHOWN_BY } from "./state.js";
import { groupTense, visible } from "./visible.js";
import { boxInView, contains, EVERYWHERE, padded, rowsWithin, worldPixels } from "./world.js";

const [POINTER, FINGER] = [{ mark: 30, cell: 54, reach: 12 }, { mark: 44, cell: 60, reach: 22 }]; // pixels
const SPARE = { marks: 0, points: 0.25, cells: 0.15 }; // less than this share of the view left around it: time to draw anew

// open(type, id): opens a record; key: an element that is to say what points and cells mean.
export function createIncidents(map, data, store, open, key) {
  const column = data.incidents;
  // A finger needs more room than a pointer; marks nearer than this become one with a count.
  const room = matchMedia("(pointer: coarse)").matches ? FINGER : POINTER;
  const pane = map.createPane("density");
  pane.style.zIndex = "345"; // over rings, under names and bases
  const marks = createMarks(map, data, room.mark, open, listOf);
  const cells = createCells(map, pane, pressCell);
  const points = createPoints(map, pane);
  let drawn = null;
  let placed = { shown: null, rows: null };
  let chosen = -1;

  function placedRows(state) {
    const { shown, unplaced } = visible(data, state);
    const between = state.compare;
    if (placed.shown !== shown || placed.between !== between || between) {
      const rows = unplaced.length ? rowsWithin(column, shown, EVERYWHERE) : shown;
      placed = { shown, between, rows: between ? rows.filter((row) => isBetween(data, state, row)) : rows };
    }
    return placed.rows;
  }
  function draw(state) {
    const rows = placedRows(state);
    const row = state.selected?.type === "incident" ? column.id.indexOf(state.selected.id) : -1;
    chosen = row >= 0 && rows.includes(row) ? row : -1;
    map.getContainer().classList.toggle("has-selected", state.selected?.type === "incident");
    const others = chosen < 0 ? rows : rows.filter((one) => one !== chosen);
    drawn = drawnHow(map, column, others, { all: rows, target_px: room.mark, cell_px: room.cell, asof: state.asof });
    const isIn = (how) => drawn.how === how;
    const scale = worldPixels(map);
    marks.draw(isIn("marks") ? drawn.groups : [], state.asof, chosen);
    points.draw(isIn("points") ? drawn.groups.map((group) => spotOf(group, scale, state.asof)) : [], isIn("points") ? placeOf(drawn.box, scale) : null);
    cells.draw(isIn("cells") ? drawn.cells : [], isIn("cells") ? { ...placeOf(drawn.box, scale), across: room.cell } : null);
    map.getContainer().classList.toggle("has-cells", isIn("cells"));
    replace(key, layerKey(map, drawn.how, room.cell));
  }
  // The box in whole pixels of the world.
  function placeOf(box, scale) {
    const [x, y] = [Math.floor(box.west * scale), Math.floor(box.north * scale)];
    return { x, y, width: Math.ceil(box.east * scale) - x, height: Math.ceil(box.south * scale) - y, zoom: map.getZoom() };
  }
  function spotOf(rows, scale, asof) {
    const [row] = rows;
    const [family, precision, tense] = [column.family.at(row), column.where_precision.at(row), groupTense(data, rows, asof)];
    return { x: column.x[row] * scale, y: column.y[row] * scale, rows, look: `family-${family} ${isSpot(precision) ? "is-filled" : "is-hollow"} is-${tense}`, family, precision, tense };
  }

  function listOf(rows) {
    const close = (act) => () => {
      map.closePopup();
      act();
    };
    return spotList(data, rows, {
      pick: (row) => close(() => open("incident", column.id.at(row)))(),
      closer: spreads(map, column, rows) ? close(() => lookCloser(map, column, rows)) : null,
      table: close(() => store.set({ table: true })),
    });
  }
  // Where zooming in would not part them, the list does.
  function pressCell({ column: across, row: down }) {
    const scale = worldPixels(map);
    const rows = rowsWithin(column, placedRows(store.get()), drawn.box ?? EVERYWHERE).filter((row) => {
      const [c, r] = hexagonAt(column.x[row] * scale, column.y[row] * scale, room.cell);
      return c === across && r === down;
    });
    if (spreads(map, column, rows)) lookCloser(map, column, rows);
    else marks.showList(rows);
  }
  const latLngOf = (row) => [column.lat.at(row), column.lon.at(row)];
  const spotAt = ({ containerPoint }) => (drawn.how === "points" ? points.near(containerPoint, room.reach) : null);
  function cellAt({ containerPoint }) {
    if (drawn.how !== "cells") return null;
    const { x, y } = map.getPixelBounds().min.add(containerPoint);
    const [across, down] = hexagonAt(x, y, room.cell);
    return drawn.cells.find((cell) => cell.column === across && cell.row === down) ?? null;
  }

  const answered = answerPointer(map, { spotAt, cellAt, pressCell, open: (row) => open("incident", column.id.at(row)), showList: marks.showList, showTip: marks.showTip });

  store.watch((state, changed) => [...SHOWN_BY, "selected", "compare"].some((one) => changed.has(one)) && draw(state));
  map.on("zoomend", () => draw(store.get()));
  map.on("moveend resize", () => {
    if (drawn.box && !contains(drawn.box, padded(boxInView(map), SPARE[drawn.how]))) draw(store.get());
  });
  const forced = matchMedia("(forced-colors: active)");
  // A canvas does not hear of the style sheets: the colours of the page or of the system have changed.
  let look = "";
  const repaint = () => {
    const now = `${document.documentElement.dataset.theme} ${forced.matches}`;
    if (now === look) return;
    look = now;
    points.forget();
    if (drawn.how === "points") draw(store.get());
  };
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  forced.addEventListener("change", repaint);
  draw(store.get());

  function markBoxes(one, many) {
    const groups = [...(drawn.how === "marks" ? drawn.groups : []), ...(chosen < 0 ? [] : [[chosen]])];
    return groups.map((rows) => {
      const at = map.latLngToContainerPoint(latLngOf(rows[0]));
      const box = rows.length > 1 ? many : one;
      return { x: at.x + box.x, y: at.y + box.y, width: box.width, height: box.height };
    });
  }
  const square = (size) => ({ x: -size / 2, y: -size / 2, width: size, height: size });
  const numbers = () => (drawn.how === "cells" ? cells.boxes() : []);
  return {
    // What the layer shows, and what can be pressed of it; a press that it has answered is no question about the ground.
    boxes: () => [...markBoxes(square(26), { x: -13, y: -20, width: 40, height: 33 }), ...numbers()],
    targets: () => [...markBoxes(square(room.mark), square(room.mark)), ...numbers()],
    takes: ({ originalEvent }) => originalEvent === answered(),
  };
}
