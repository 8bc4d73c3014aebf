// Searches the titles of many incidents: folded block by block as they are first needed, and given up when nobody searches.

import { fold } from "./fold.js";

const MOST_ROWS_FOUND = 8;
const SLICE_MS = 12; // of work before the page gets its turn
export const pause = () => new Promise((done) => setTimeout(done));

export function createTitleIndex(data) {
  const { title } = data.incidents;
  let blocks = []; // {text: titles, each after a line break; starts: where each begins}
  let asked = 0;

  // tell(rows, isDone): the rows found so far, in date order; a new search ends the one before.
  async function search(query, tell) {
    const mine = asked += 1;
    const words = fold(query).split(" ").filter(Boolean);
    const rows = [];
    if (!words.length) return tell(rows, true);
    let since = performance.now();
    for (let n = 0; n * title.rows < title.length && rows.length < MOST_ROWS_FOUND; n += 1) {
      blocks[n] ??= foldedLines(await data.texts.passing(title.first + n));
      collect(blocks[n], n * title.rows, words, rows);
      if (performance.now() - since < SLICE_MS) continue;
      tell(rows, false);
      await pause();
      if (mine !== asked) return null;
      since = performance.now();
    }
    return mine === asked ? tell(rows, true) : null;
  }
  return { search, drop: () => {
    asked += 1;
    blocks = [];
  } };
}

// One text of all, and where each of them begins in it.
export function foldedLines(texts) {
  const starts = new Uint32Array(texts.length);
  const lines = texts.map(fold);
  lines.reduce((at, line, i) => (starts[i] = at, at + line.length + 1), 0);
  return { text: `\n${lines.join("\n")}\n`, starts };
}

// The rows in which each word begins some word: found by the longest, the rest looked up in its line.
function collect({ text, starts }, first, words, rows) {
  const [longest, ...others] = [...words].sort((a, b) => b.length - a.length);
  let last = -1;
  for (let at = text.indexOf(longest); at >= 0 && rows.length < MOST_ROWS_FOUND; at = text.indexOf(longest, at + 1)) {
    const before = text.charCodeAt(at - 1);
    if (before !== 10 && before !== 32) continue;
    const line = lineOf(starts, at);
    if (line === last) continue;
    last = line;
    const from = starts[line];
    const title = ` ${text.slice(from + 1, text.indexOf("\n", from + 1))}`;
    if (others.every((word) => title.includes(` ${word}`))) rows.push(first + line);
  }
}

function lineOf(starts, at) {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] < at) low = middle;
    else high = middle - 1;
  }
  return low;
}
