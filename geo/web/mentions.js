// Whether an incident mentions words: in its title, summary, parties, place names or claims, by the rule of `geo incidents --text`.

import { fold } from "./fold.js";
import { scanMentions } from "./mention_scan.js";

const folded = new WeakMap(); // data -> {incidents: [text], claims: [text]}, each folded when first asked for

const mentioned = new WeakMap(); // evidence -> {query, rows}

// -> {rows: 1 for each incident that mentions the words, isPartial: whether some are still being read, read: how many were}
export function mentionRows(data, evidence, query) {
  const last = mentioned.get(evidence);
  if (last?.query === query) return last;
  if (!data.texts.isSmall && data.texts.rows < Infinity) {
    if (last) last.isGivenUp = true;
    const found = { query, rows: new Uint8Array(data.incidents.count), isPartial: true, read: 0 };
    mentioned.set(evidence, found);
    scanMentions(data, found, startsIn, () => data.read?.());
    return found;
  }
  const found = { query, rows: Uint8Array.from({ length: data.incidents.count }, (_, row) => (mentions(data, evidence, row, query) ? 1 : 0)), isPartial: false };
  mentioned.set(evidence, found);
  return found;
}

export function mentions(data, evidence, row, query) {
  const words = fold(query).split(" ").filter(Boolean);
  if (!folded.has(data)) folded.set(data, { incidents: [], claims: [] });
  const kept = folded.get(data);
  kept.incidents[row] ??= ownText(data, row);
  const texts = [kept.incidents[row], ...evidence.claims.at(row).map((claim) => (
    kept.claims[claim] ??= `${fold(data.claims.says.at(claim))} ${fold(data.claims.speaker.at(claim))}`))];
  return words.every((word) => texts.some((text) => startsIn(text, word)));
}

// At the start of a word; a single letter is a word by itself.
function startsIn(text, word) {
  return word.length === 1 ? text.split(" ").includes(word) : text.startsWith(word) || text.includes(` ${word}`);
}

function ownText(data, row) {
  const c = data.incidents;
  const places = c.places.at(row).filter(([place]) => place !== null).flatMap(([place]) => [data.places.name.at(place), ...data.places.names.at(place).flatMap(([, names]) => names)]);
  const parties = c.parties.at(row).flatMap(([actor, , called]) => [data.actors.id.at(actor), called]);
  return [c.id.at(row), c.title.at(row), c.summary.at(row), ...places, ...parties].filter(Boolean).map(fold).join(" ");
}
