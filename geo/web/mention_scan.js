// Looks for words in all texts of many incidents, block by block, and says so each time some more are done.

import { fold } from "./fold.js";
import { pause } from "./title_index.js";

const SCAN_MS = 25; // of work before the page gets its turn
const TELL_MS = 1000; // between what is said of those found so far: each time the page is drawn anew

// found.rows: 1 for each incident that mentions all words, found so far; read: how many were read; isPartial until all are.
// tell() once a second, and when it is done.
export async function scanMentions(data, found, startsIn, tell) {
  const words = fold(found.query).split(" ").filter(Boolean);
  const c = data.incidents;
  const columns = [c.title, c.summary, data.claims.locator].filter((column) => column.has);
  const others = [c.parties, c.places, data.claims.locator].filter((column) => column.names).map(({ values, names }) => ({ values, hits: names.map((name) => hitsOf(wordsIn(name, data), words, startsIn)) }));
  const all = (1 << words.length) - 1;
  let since = performance.now();
  let told = since;
  for (let start = 0; start < c.count; start += data.texts.rows) {
    const texts = await Promise.all(columns.map(({ first }) => data.texts.passing(first + start / data.texts.rows)));
    for (let row = start; row < Math.min(start + data.texts.rows, c.count); row += 1) {
      let hits = hitsOf(fold(c.id.at(row)), words, startsIn);
      for (const { values, hits: known } of others) hits |= known[values[row]];
      for (let k = 0; k < texts.length && hits !== all; k += 1) hits |= hitsOf(fold(texts[k][row - start]), words, startsIn);
      if (hits === all) found.rows[row] = 1;
    }
    found.read = start + data.texts.rows;
    if (performance.now() - since < SCAN_MS) continue;
    await pause();
    if (found.isGivenUp) return;
    if (performance.now() - told > TELL_MS) {
      tell();
      told = performance.now();
    }
    since = performance.now();
  }
  found.isPartial = false;
  tell();
}

// One bit for each word that begins a word of the text.
function hitsOf(text, words, startsIn) {
  let hits = 0;
  words.forEach((word, i) => {
    if (startsIn(text, word)) hits |= 1 << i;
  });
  return hits;
}

// What a code of parties or places says in words.
function wordsIn(name, data) {
  if (!Array.isArray(name)) return fold(name ?? "");
  return name.flatMap(([of, , , reported]) => (reported ? [reported] : of === null ? [] : [data.actors.name.at(of)])).map(fold).join(" ");
}
