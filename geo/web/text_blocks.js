// Texts of long tables, in blocks that are inflated when they are asked for and dropped when others are.

const KEPT_BLOCKS = 24; // inflated blocks kept of all columns together

// Base64 as it stands in the page: any part that begins at a third byte can be cut out by itself.
export function packedBytes(element) {
  const text = element.textContent;
  return (at, size) => {
    const whole = atob(text.slice((at / 3) * 4, Math.ceil((at + size) / 3) * 4));
    const bytes = new Uint8Array(size);
    for (let i = 0; i < size; i += 1) bytes[i] = whole.charCodeAt(i);
    return bytes;
  };
}

export function inflated(bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")));
}

// wire: {rows, blocks: [[at, size]]} of the payload; cut: as packedBytes gives it.
export function createTexts(wire, cut) {
  const kept = new Map(); // number of a block -> its texts, the one used last at the end
  const coming = new Map();
  const isSmall = wire.blocks.length <= KEPT_BLOCKS;

  async function load(number) {
    const whole = await inflated(cut(...wire.blocks[number])).text();
    coming.delete(number);
    kept.set(number, partedTexts(whole));
    while (kept.size > Math.max(KEPT_BLOCKS, wire.blocks.length * isSmall)) kept.delete(kept.keys().next().value);
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
    return kept.get(number) ?? partedTexts(await inflated(cut(...wire.blocks[number])).text());
  }

  const columns = [];
  return {
    // A column of texts whose first block has this number; at() gives "" while a block is not there.
    column(first, length) {
      const column = { first, length, rows: wire.rows, at: (row) => kept.get(first + Math.floor(row / wire.rows))?.[row % wire.rows] ?? "" };
      columns.push(column);
      return column;
    },
    block,
    passing,
    // null when the texts of all these rows are there, else a promise that they are.
    ready(rows, of = columns) {
      const numbers = new Set(Array.from(rows, (row) => Math.floor(row / wire.rows)));
      const waits = of.flatMap(({ first }) => [...numbers].map((number) => block(first + number))).filter((one) => one instanceof Promise);
      return waits.length ? Promise.all(waits) : null;
    },
    isSmall,
    loadAll: () => Promise.all(wire.blocks.map((_, number) => block(number))),
    keptCount: () => kept.size,
  };
}

// A text may hold anything: the sign between texts stands in it as two.
export function partedTexts(whole) {
  const texts = whole.split("\0");
  return whole.includes("\x10") ? texts.map((text) => text.replaceAll("\x100", "\0").replaceAll("\x10p", "\x10")) : texts;
}
