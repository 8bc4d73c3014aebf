// Gives the name of a place in the script chosen for the map, its Latin name where none is known.

export const SCRIPTS = ["latin", "ar", "ku", "ru"];

// -> {text, lang, dir}; lang is null for the Latin name, which is in whatever language the atlas writes.
export function placeLabel(data, row, script) {
  const names = script === "latin" ? null : data.places.names.at(row).find(([lang]) => lang === script)?.[1];
  if (!names?.length) return { text: data.places.label.at(row), lang: null, dir: "ltr" };
  return { text: briefName(names[0]), lang: script, dir: script === "ar" ? "rtl" : "ltr" };
}

// As the Latin label: without what stands in brackets.
function briefName(name) {
  return name.replace(/\s*[(（][^)）]*[)）]/g, "").trim() || name;
}
