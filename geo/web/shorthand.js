// Reads texts in which geo/shorthand.py wrote words as single characters.

// signs: a text, one character a word; words: in the same order -> a function from the bytes of a text in UTF-8 to the
// text with its words written out. It works on bytes: joining that many short strings takes ten times as long.
export function shorthandReader(signs, words) {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  if (!signs) return (bytes) => decoder.decode(bytes);
  const known = new Array(0x10000); // the bytes of a word and its blank, by the code of its sign
  words.forEach((word, i) => { known[signs.charCodeAt(i)] = new TextEncoder().encode(`${word} `); });
  return (bytes) => {
    let out = new Uint8Array(bytes.length * 8);
    let to = 0;
    for (let i = 0; i < bytes.length;) {
      const size = bytes[i] < 0x80 ? 1 : bytes[i] < 0xe0 ? 2 : bytes[i] < 0xf0 ? 3 : 4;
      const word = known[codeAt(bytes, i, size)];
      const from = word ?? bytes;
      const start = word ? 0 : i;
      const end = word ? word.length : i + size;
      if (to + end - start > out.length) out = larger(out, end - start);
      for (let k = start; k < end; k += 1) out[to++] = from[k];
      i += size;
    }
    return decoder.decode(out.subarray(0, to));
  };
}

// The code of the character that begins at a byte; 0 for one of four bytes, which is no sign.
function codeAt(bytes, i, size) {
  if (size === 1) return bytes[i];
  if (size === 2) return ((bytes[i] & 31) << 6) | (bytes[i + 1] & 63);
  return size === 3 ? ((bytes[i] & 15) << 12) | ((bytes[i + 1] & 63) << 6) | (bytes[i + 2] & 63) : 0;
}

function larger(bytes, by) {
  const grown = new Uint8Array(bytes.length * 2 + by);
  grown.set(bytes);
  return grown;
}
