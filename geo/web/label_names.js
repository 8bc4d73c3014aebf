// What may be named on the map, in falling importance, and what must be: the places that the chosen incident is told by.

import { measuredPair } from "./tool_state.js";
import { placeLabel, townLabel } from "./naming.js";

const CHOSEN_PX = { incident: 44, place: 22 }; // a chosen mark with its ring, and the ring of a place

// The atlas's own places come before the towns of the base map.
export function candidates(data, script) {
  const p = data.places;
  const own = p.id.map((id, row) => ({
    ...placeLabel(data, row, script), row, lon: p.lon.at(row), lat: p.lat.at(row), rank: p.rank.at(row),
    className: `label-place label-${p.kind.at(row)}`, dot: true, isCity: p.kind.at(row) === "city",
  }));
  const others = data.basemap.filter((layer) => layer.kind === "points").flatMap((layer) => layer.points.map((point) => ({
    ...townLabel(point, script), row: -1, lon: point[1], lat: point[2], rank: point[3], className: `label-${point[4]}`, dot: point[4] === "other-town",
  })));
  return [...own, ...others].sort((a, b) => a.rank - b.rank);
}

// -> {anchors, ends}: rows of places that the chosen incident happened at, or of the chosen place, and of those that a
// distance already names.
export function anchorsOf(data, state) {
  const { type, row } = chosenRecord(data, state);
  const scenes = type === "incident" ? data.incidents.places.at(row).filter(([place, , role]) => place !== null && role === "scene").map(([place]) => place) : type === "place" ? [row] : [];
  const pair = state.measure ? measuredPair(data, state.measure) : [];
  return { anchors: new Set(scenes), ends: new Set(pair.every(Boolean) ? pair.filter((one) => one.type === "place").map((one) => one.row) : []) };
}

// The mark of the chosen incident or place as a box in container pixels, or null.
export function chosenBox(map, data, state) {
  const { type, row } = chosenRecord(data, state);
  const table = { incident: data.incidents, place: data.places }[type];
  if (!table || table.lon.at(row) === null) return null;
  const { x, y } = map.latLngToContainerPoint([table.lat.at(row), table.lon.at(row)]);
  const size = CHOSEN_PX[type];
  return { x: x - size / 2, y: y - size / 2, width: size, height: size };
}

function chosenRecord(data, { selected }) {
  const table = { incident: data.incidents, place: data.places }[selected?.type];
  const row = table ? table.id.indexOf(selected.id) : -1;
  return row < 0 ? {} : { type: selected.type, row };
}
