// Gives the name of a place in the script chosen for the map, its Latin name where none is known.

import { named } from "./dom.js";

export const SCRIPTS = ["latin", "ar", "ku", "ru"];
const now = { script: "latin" };

// The script that names outside the map stand in: told once at the start, and again whenever another is chosen.
export function useScript(script) {
  now.script = script;
}

// -> {text, lang, dir}; lang is null for the Latin name, which is in whatever language the atlas writes.
export function placeLabel(data, row, script) {
  const names = script === "latin" ? null : data.places.names.at(row).find(([lang]) => lang === script)?.[1];
  return scripted(names, script) ?? { text: data.places.label.at(row), lang: null, dir: "ltr" };
}

// As placeLabel, for a town or country of the base map: [name, lon, lat, zoom, class, {script: [names]}].
export function townLabel(point, script) {
  return scripted(point[5]?.[script], script) ?? { text: point[0], lang: null, dir: "auto" };
}

// The whole name of a place for cards, panels and sentences.
export function placeName(data, row) {
  const { text, lang } = placeLabel(data, row, now.script);
  return lang ? text : data.places.name.at(row);
}

// The same as an element that says which language it is in.
export function namedPlace(data, row) {
  return named(placeName(data, row), placeLabel(data, row, now.script).lang);
}

function scripted(names, script) {
  return names?.length ? { text: briefName(names[0]), lang: script, dir: script === "ar" ? "rtl" : "ltr" } : null;
}

// As the Latin label: without what stands in brackets.
function briefName(name) {
  return name.replace(/\s*[(（][^)）]*[)）]/g, "").trim() || name;
}
