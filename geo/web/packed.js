// Reads the bytes that geo/packing.py wrote as printable characters, and inflates them.

const GROUP = 13; // bytes that fill whole characters,
const WIDE = 16; // and the characters they fill
const VALUES = new Uint8Array(128);
for (let sign = 33, value = 0; sign < 127; sign += 1) if (!"<>&".includes(String.fromCharCode(sign))) VALUES[sign] = value++;

// A function that gives `size` bytes from a byte on, the first of a group.
export function packedBytes(element) {
  // Cut out of the node: the text of the whole would stand in the memory of the script besides.
  const node = element.childNodes.length === 1 ? element.firstChild : new Text(element.textContent);
  return (at, size) => bytesOf(node.substringData((at / GROUP) * WIDE, Math.ceil((size * 8) / 13) * 2), size);
}

function bytesOf(text, size) {
  const bytes = new Uint8Array(size);
  let bits = 0;
  let held = 0;
  for (let i = 0, to = 0; to < size; i += 2) {
    bits |= (VALUES[text.charCodeAt(i)] * 91 + VALUES[text.charCodeAt(i + 1)]) << held;
    for (held += 13; held >= 8 && to < size; held -= 8) {
      bytes[to] = bits & 255;
      to += 1;
      bits >>>= 8;
    }
  }
  return bytes;
}

export function inflated(bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")));
}

// All that an element carries, inflated.
export const unpacked = (element) => inflated(packedBytes(element)(0, Number(element.dataset.bytes)));
