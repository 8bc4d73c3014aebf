// What the data of a page has at all: views of what it has not are not shown.

import { SameColumn } from "./columns.js";

const keptFeatures = new WeakMap(); // data -> what it has: asked for at every row that is written to a file

// zones, bases, places; published: days on which claims came out; sides of actors; scopes; few: titles can be searched at once.
export function featuresOf(data) {
  if (!keptFeatures.has(data)) {
    keptFeatures.set(data, {
      zones: data.zones.id.length > 0, bases: data.presences.place.length > 0, places: data.places.id.length > 0,
      published: !(data.claims.published_latest instanceof SameColumn) || data.claims.published_latest.value !== null,
      sides: data.actors.side.some(Boolean), scopes: data.facets.includes("scopes"), few: data.texts.isSmall,
    });
  }
  return keptFeatures.get(data);
}
