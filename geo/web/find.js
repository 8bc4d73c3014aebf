// Finds incidents, places and sources by any name they have, in any script, with one slip allowed in a longer word.

import { fold, matchScore } from "./fold.js";
import { rangeWords } from "./days.js";
import { sourcedDay } from "./sourced.js";
import { label } from "./words.js";
import { placeName } from "./naming.js";

const MOST_FOUND = 8;
const MOST_OF_A_TYPE = 5; // while others also fit

// Folded once at the start: what a record may be found by.
export function addSearchKeys(data) {
  const keys = (...texts) => [...new Set(texts.flat().filter(Boolean).map(fold).filter(Boolean))];
  data.places.search = data.places.id.map((id, row) => keys(id, data.places.name[row], data.places.names[row].map(([, names]) => names).flat()));
  data.sources.search = data.sources.id.map((id, row) => keys(id, data.sources.title[row], data.sources.publisher[row], data.sources.author[row]));
  data.incidents.search = data.incidents.id.map((id, row) => [
    ...keys(id, data.incidents.title[row], data.incidents.summary[row], data.incidents.parties[row].map(([, , called]) => called)),
    ...data.incidents.places[row].flatMap(([place]) => (place === null ? [] : data.places.search[place])),
  ]);
}

// -> [{type, id, text, hint, score}], the best first, of the types asked for; an empty query finds nothing.
export function find(data, query, types = ["place", "incident", "source"]) {
  const whole = fold(query);
  const words = whole.split(" ").filter(Boolean);
  if (!words.length) return [];
  const c = data.incidents;
  const all = [
    ...hits("place", data.places, whole, words, 1.1, (row) => [placeName(data, row), label("place_kind", data.places.kind[row])]),
    ...hits("incident", c, whole, words, 1, (row) => [c.title[row], rangeWords(c.earliest[row], c.latest[row])]),
    ...hits("source", data.sources, whole, words, 0.9, (row) => [data.sources.title[row], `${data.sources.publisher[row]}, ${sourcedDay(data.sources.published[row])}`]),
  ].filter((one) => types.includes(one.type)).sort((a, b) => b.score - a.score);
  return mixed(all);
}

function hits(type, table, whole, words, weight, describe) {
  const found = [];
  table.id.forEach((id, row) => {
    const score = fit(table.search[row], whole, words) * weight;
    if (score > 0) found.push({ type, id, row, score });
  });
  return found.map((one) => {
    const [text, hint] = describe(one.row);
    return { ...one, text, hint };
  });
}

// How well the keys of one record answer: as a whole phrase, else word by word, each word in any key.
function fit(keys, whole, words) {
  const best = (text) => Math.max(0, ...keys.map((key) => matchScore(text, key)));
  const phrase = best(whole);
  if (words.length === 1 || phrase >= 40) return phrase;
  const each = words.map(best);
  return each.includes(0) ? phrase : Math.max(phrase, each.reduce((sum, one) => sum + one, 0) / words.length * 0.9);
}

// No type crowds out the others: the best of each come first, what is left over fills up.
function mixed(all) {
  const seen = { place: 0, incident: 0, source: 0 };
  const first = all.filter((one) => (seen[one.type] += 1) <= MOST_OF_A_TYPE);
  const chosen = new Set([...first, ...all.filter((one) => !first.includes(one))].slice(0, MOST_FOUND));
  return all.filter((one) => chosen.has(one));
}
