// Where the rows of a long list stand, of which only those near what is seen are drawn.
// A browser draws nothing lower than some height: a list of more rows gives those out of sight less room than they would
// take, and what is seen is then moved row by row, wherever it stands in that room.

const ROOM_ITEM_PX = 78; // list.css has the same
const MOST_LIST_PX = 15e6; // Firefox ends before 18 million pixels, Chromium before 34

export function createRoom(host, most_px = MOST_LIST_PX) {
  const stands = new Map(); // key of a section -> {first, last, pad} as drawn
  let rowPx = ROOM_ITEM_PX;
  let kept = null; // the row that stays where it is seen while others are drawn

  return {
    fits: () => Math.ceil(screen.height / ROOM_ITEM_PX),
    // To be called before sections are drawn: of how many rows, and what seen() gave if they are to stay where they are.
    begin(count, spot = null) {
      rowPx = Math.min(ROOM_ITEM_PX, most_px / Math.max(count, 1));
      kept = spot;
      stands.clear();
    },
    // The style of a section of n rows, of which those from first to last are drawn.
    styleOf(key, n, first, last) {
      const drawn = (last - first) * ROOM_ITEM_PX;
      const height = Math.max(n * rowPx, drawn);
      const free = kept?.key === key ? kept.y - (kept.at - first) * ROOM_ITEM_PX : first * rowPx;
      const pad = first === 0 ? 0 : last === n ? height - drawn : Math.min(Math.max(free, 0), height - drawn);
      if (kept?.key === key) kept.off = pad - free;
      stands.set(key, { first, last, pad });
      return { "padding-top": `${pad}px`, height: `${height}px` };
    },
    // At the ends of a list there may be no such room: then the page is scrolled by so much.
    settle() {
      if (kept?.isDrawn && Math.abs(kept.off) > 2) host.scrollTop += kept.off;
    },
    // What stands at the upper edge: {place over all groups, key and at: section and row in it, y: pixels of it above the edge}.
    seen(groups) {
      const { top } = host.getBoundingClientRect();
      let found = { place: 0 };
      let before = 0;
      for (const { key, rows } of groups) {
        const list = host.querySelector(`[data-group="${key}"] ol`);
        const y = list ? top - list.getBoundingClientRect().top : -1;
        if (y >= 0) {
          const { first, last, pad } = stands.get(key) ?? { first: 0, last: 0, pad: 0 };
          const isDrawn = y >= pad && (y <= pad + (last - first) * ROOM_ITEM_PX || last === rows.length);
          const at = Math.min(rows.length, isDrawn ? first + (y - pad) / ROOM_ITEM_PX : y / rowPx);
          found = { key, y, at, isDrawn, place: before + Math.floor(at) };
        }
        before += rows.length;
      }
      return found;
    },
  };
}
