// What may be named on the map, in falling importance, and what must be: the places that the chosen incident is told by.

import { measuredPair } from "./tool_state.js";
import { placeLabel, townLabel } from "./naming.js";

const CHOSEN_PX = 44; // a chosen mark with its ring

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

// -> {anchors, ends}: rows of places that the chosen incident happened at, and of those that a distance already names.
export function anchorsOf(data, state) {
  const row = chosenRow(data, state);
  const scenes = row < 0 ? [] : data.incidents.places.at(row).filter(([place, , role]) => place !== null && role === "scene");
  const pair = state.measure ? measuredPair(data, state.measure) : [];
  return { anchors: new Set(scenes.map(([place]) => place)), ends: new Set(pair.every(Boolean) ? pair.filter((one) => one.type === "place").map((one) => one.row) : []) };
}

// The mark of the chosen incident as a box in container pixels, or null.
export function chosenBox(map, data, state) {
  const row = chosenRow(data, state);
  if (row < 0 || data.incidents.lon.at(row) === null) return null;
  const { x, y } = map.latLngToContainerPoint([data.incidents.lat.at(row), data.incidents.lon.at(row)]);
  return { x: x - CHOSEN_PX / 2, y: y - CHOSEN_PX / 2, width: CHOSEN_PX, height: CHOSEN_PX };
}

function chosenRow(data, { selected }) {
  return selected?.type === "incident" ? data.incidents.id.indexOf(selected.id) : -1;
}
