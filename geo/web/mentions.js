// Whether an incident mentions words: in its title, summary, parties, place names or claims, by the rule of `geo incidents --text`.

import { fold } from "./fold.js";

const folded = new WeakMap(); // data -> {incidents: [text], claims: [text]}, each folded when first asked for

export function mentions(data, evidence, row, query) {
  const words = fold(query).split(" ").filter(Boolean);
  if (!folded.has(data)) folded.set(data, { incidents: [], claims: [] });
  const kept = folded.get(data);
  kept.incidents[row] ??= ownText(data, row);
  const texts = [kept.incidents[row], ...evidence.claims[row].map((claim) => (
    kept.claims[claim] ??= `${fold(data.claims.says[claim])} ${fold(data.claims.speaker[claim])}`))];
  return words.every((word) => texts.some((text) => startsIn(text, word)));
}

// At the start of a word; a single letter is a word by itself.
function startsIn(text, word) {
  return word.length === 1 ? text.split(" ").includes(word) : text.startsWith(word) || text.includes(` ${word}`);
}

function ownText(data, row) {
  const c = data.incidents;
  const places = c.places[row].filter(([place]) => place !== null).flatMap(([place]) => [data.places.name[place], ...data.places.names[place].flatMap(([, names]) => names)]);
  const parties = c.parties[row].flatMap(([actor, , called]) => [data.actors.id[actor], called]);
  return [c.id[row], c.title[row], c.summary[row], ...places, ...parties].filter(Boolean).map(fold).join(" ");
}
