// Texts of long tables, in blocks that are inflated when they are asked for and dropped when others are.

import { inflated } from "./packed.js";
import { shorthandReader } from "./shorthand.js";

const KEPT_BLOCKS = 12; // inflated blocks kept of all columns together
const KEPT_ROWS = 6000; // single texts kept besides, of rows that stand on the page

// wire: {rows, blocks: [[at, size]], signs, words} of the payload; cut: as packedBytes gives it.
export function createTexts(wire, cut, count) {
  const kept = new Map(); // number of a block -> its texts, the one used last at the end
  const coming = new Map();
  const isSmall = count <= wire.rows; // one block a column: all of them are there from the start
  const single = new Map(); // "first row" -> text

  const written = shorthandReader(wire.signs, wire.words);
  const read = async (number) => partedTexts(written(new Uint8Array(await inflated(cut(...wire.blocks[number])).arrayBuffer())));

  async function load(number) {
    const texts = await read(number);
    coming.delete(number);
    kept.set(number, texts);
    while (kept.size > KEPT_BLOCKS && !isSmall) kept.delete(kept.keys().next().value);
    return kept.get(number);
  }

  // The texts of one block: at once when they are there, else a promise.
  function block(number) {
    const found = kept.get(number);
    if (found) {
      kept.delete(number);
      kept.set(number, found);
      return found;
    }
    if (!coming.has(number)) coming.set(number, load(number));
    return coming.get(number);
  }

  // The same for one that reads all of them: nothing is kept of it.
  async function passing(number) {
    return kept.get(number) ?? read(number);
  }

  // A text cut out of a block would hold all of the block: it is copied.
  function keepSingle(first, rows, texts) {
    for (const row of rows) single.set(`${first} ${row}`, ` ${texts[row % wire.rows]}`.slice(1));
    while (single.size > KEPT_ROWS) single.delete(single.keys().next().value);
  }

  const columns = [];
  return {
    // A column of texts whose first block has this number; at() gives "" while a block is not there.
    column(first, length) {
      const column = { first, length, rows: wire.rows };
      column.has = (row) => kept.has(first + Math.floor(row / wire.rows)) || single.has(`${first} ${row}`);
      column.at = (row) => kept.get(first + Math.floor(row / wire.rows))?.[row % wire.rows] ?? single.get(`${first} ${row}`) ?? "";
      columns.push(column);
      return column;
    },
    block,
    passing,
    // null when the texts of all these rows are there, else a promise that they are.
    ready(rows, of = columns) {
      const waits = of.filter((column) => column.has).flatMap((column) => {
        const missing = new Map();
        for (const row of rows) if (!column.has(row)) missing.set(Math.floor(row / wire.rows), [...(missing.get(Math.floor(row / wire.rows)) ?? []), row]);
        return [...missing].map(async ([number, ofBlock]) => keepSingle(column.first, ofBlock, await block(column.first + number)));
      });
      return waits.length ? Promise.all(waits) : null;
    },
    isSmall,
    rows: wire.rows,
    // All texts of the block a row lies in, there until as many others were asked for.
    open: (row) => (isSmall || row === undefined ? null : Promise.all(columns.map(({ first }) => block(first + Math.floor(row / wire.rows))))),
    loadAll: () => Promise.all(wire.blocks.map((_, number) => block(number))),
    keptCount: () => kept.size,
  };
}

// A text may hold anything: the sign between texts stands in it as two.
export function partedTexts(whole) {
  const texts = whole.slice(0, -1).split(" \0 ");
  return whole.includes("\x10") ? texts.map((text) => text.replaceAll("\x100", "\0").replaceAll("\x10p", "\x10")) : texts;
}
