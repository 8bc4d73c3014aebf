// Splits the bars by family of incident or by the sides that took part: a few groups, each incident in one.

import { hasWord, inARow, label, t } from "./words.js";

const MOST_GROUPS = 5;

// -> [{key, words, family}] in drawing order, with groupOf(row) -> place in that list; null when the bars are not split.
export function splitBy(data, split) {
  if (split === "family") {
    const keys = Object.keys(data.families);
    const { values, names } = data.incidents.family;
    const groupOfCode = names.map((name) => keys.indexOf(name));
    return { name: split, groups: keys.map((key) => ({ key, words: familyWords(key) })), groupOf: (row) => groupOfCode[values[row]] };
  }
  return split === "side" ? bySides(data) : null;
}

// One incident has several sides: it is counted once, under all of them; the rarest combinations share the last group.
function bySides(data) {
  const { values, names } = data.incidents.parties;
  const sides = names.map((parties) => [...new Set(parties.map(([actor]) => data.actors.side.at(actor)))].sort().join("+"));
  const counts = new Map();
  for (const code of values) counts.set(sides[code], (counts.get(sides[code]) || 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);
  const kept = ranked.length > MOST_GROUPS ? ranked.slice(0, MOST_GROUPS - 1) : ranked;
  const groups = kept.map((key) => ({ key, words: inARow(key.split("+").filter(Boolean).map((side) => label("side", side))) || t("split.nobody") }));
  if (kept.length < ranked.length) groups.push({ key: "rest", words: t("split.rest") });
  const groupOfCode = sides.map((side) => (kept.includes(side) ? kept.indexOf(side) : groups.length - 1));
  return { name: "side", groups, groupOf: (row) => groupOfCode[values[row]] };
}

// "block: road barred, patrol turned back" -> "block".
function familyWords(key) {
  return hasWord(`split.family.${key}`) ? t(`split.family.${key}`) : label("family", key).split(":")[0];
}
