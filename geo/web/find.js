// Finds incidents, places and sources by any name they have, in any script, with one slip allowed in a longer word.

import { fold, matchScore } from "./fold.js";
import { rangeWords } from "./days.js";
import { sourcedDay } from "./sourced.js";
import { label } from "./words.js";
import { placeName } from "./naming.js";

const MOST_FOUND = 8;
const MOST_OF_A_TYPE = 5; // while others also fit

// What a record may be found by, folded once, when something is first looked for.
export function addSearchKeys(data) {
  if (data.places.search) return;
  const keys = (...texts) => [...new Set(texts.flat().filter(Boolean).map(fold).filter(Boolean))];
  data.places.search = data.places.id.map((id, row) => keys(id, data.places.name.at(row), data.places.names.at(row).map(([, names]) => names).flat()));
  data.sources.search = data.sources.id.map((id, row) => keys(id, data.sources.title.at(row), data.sources.publisher.at(row), data.sources.author.at(row)));
  // Many titles are searched by title_index.js instead: their keys alone would fill the memory.
  if (!data.texts.isSmall) return;
  data.incidents.search = Array.from({ length: data.incidents.count }, (_, row) => [
    ...keys(data.incidents.id.at(row), data.incidents.title.at(row), data.incidents.summary.at(row), data.incidents.parties.at(row).map(([, , called]) => called)),
    ...data.incidents.places.at(row).flatMap(([place]) => (place === null ? [] : data.places.search.at(place))),
  ]);
}

// -> [{type, id, text, hint, score}], the best first, of the types asked for; an empty query finds nothing.
export function find(data, query, types = ["place", "incident", "source"]) {
  const whole = fold(query);
  const words = whole.split(" ").filter(Boolean);
  if (!words.length) return [];
  addSearchKeys(data);
  const c = data.incidents;
  const all = [
    ...hits("place", data.places, whole, words, 1.1, (row) => [placeName(data, row), label("place_kind", data.places.kind.at(row))]),
    ...(c.search ? hits("incident", c, whole, words, 1, (row) => incidentWords(data, row)) : exactId(data, query)),
    ...hits("source", data.sources, whole, words, 0.9, (row) => [data.sources.title.at(row), `${data.sources.publisher.at(row)}, ${sourcedDay(data.sources.published.at(row))}`]),
  ].filter((one) => types.includes(one.type)).sort((a, b) => b.score - a.score);
  return mixed(all);
}

// -> [title, date] of an incident.
function incidentWords(data, row) {
  const c = data.incidents;
  return [c.title.at(row), rangeWords(c.earliest.at(row), c.latest.at(row))];
}

function exactId(data, query) {
  const row = data.incidents.id.indexOf(query.trim());
  return row < 0 ? [] : foundRows(data, [row], 100);
}

// Incidents by row as find() gives what it found.
export function foundRows(data, rows, score) {
  return rows.map((row) => {
    const [text, hint] = incidentWords(data, row);
    return { type: "incident", id: data.incidents.id.at(row), row, score, text, hint };
  });
}

function hits(type, table, whole, words, weight, describe) {
  const found = [];
  table.search.forEach((keys, row) => {
    const score = fit(keys, whole, words) * weight;
    if (score > 0) found.push({ type, id: table.id.at(row), row, score });
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
