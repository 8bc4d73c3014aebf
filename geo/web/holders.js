// Says who holds a zone: the class it is drawn with, and its holders in words.

import { actorName, hasWord, inARow, label, t } from "./words.js";

export function holderClass(data, row) {
  const { status, controllers, layer } = data.zones;
  if (layer.at(row) === "overlay") return `zone-${status.at(row)} nth-${nthHolder(data, row) % 4} zone-by-${controllers.at(row).map((a) => data.actors.id.at(a)).join("-")}`;
  if (status[row] !== "control") return `zone-${status[row]}`;
  return `zone-held-${data.actors.side[controllers[row][0]]}`;
}

// Overlays of one kind are told apart by their dashes: each set of holders has its own.
function nthHolder(data, row) {
  const { status, controllers, layer, id } = data.zones;
  const same = id.map((_, i) => i).filter((i) => layer.at(i) === "overlay" && status.at(i) === status.at(row));
  return [...new Set(same.map((i) => controllers.at(i).join()))].sort().indexOf(controllers.at(row).join());
}

export function briefActor(data, actor) {
  const id = data.actors.id.at(actor);
  return hasWord(`actor_brief.${id}`) ? label("actor_brief", id) : actorName(data, actor);
}

// Brief in the legend and in tooltips, whole on a card.
export function zoneTitle(data, row, brief) {
  const name = (actor) => (brief ? briefActor(data, actor) : actorName(data, actor));
  const holders = inARow(data.zones.controllers.at(row).map(name));
  if (brief && data.zones.status.at(row) === "control") return holders;
  return t("zone.title", { holders, status: label("zone_status", data.zones.status.at(row)) });
}
