// Keeps what stands on the map from one drawing to the next, where the next has the same.

// make(item): draws one and gives it back; remove(drawn): takes it away. -> draw(items, keyOf): the same key, the same thing.
export function keeper(make, remove) {
  let standing = new Map();
  return (items, keyOf) => {
    const before = standing;
    standing = new Map();
    for (const item of items) {
      const key = keyOf(item);
      if (standing.has(key)) continue;
      standing.set(key, before.get(key) ?? make(item));
      before.delete(key);
    }
    for (const gone of before.values()) remove(gone);
  };
}
