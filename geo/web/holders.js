// Says who holds a zone: the class it is drawn with, and its holders in words.

import { actorName, hasWord, inARow, label, t } from "./words.js";

export function holderClass(data, row) {
  const { status, controllers, layer } = data.zones;
  if (layer.at(row) === "overlay") return `zone-${status.at(row)} zone-by-${controllers.at(row).map((a) => data.actors.id.at(a)).join("-")}`;
  if (status.at(row) !== "control") return `zone-${status.at(row)}`;
  return `zone-held-${data.actors.side[controllers.at(row)[0]]}`;
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
