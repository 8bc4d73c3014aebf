// Keeps the address in step with the state: a step worth going back to gets an entry, the rest overwrite theirs.

import { FILTERS } from "./state.js";
import { fromFragment, toFragment } from "./fragment.js";

// A drag, a pan, a word being typed or a switch would fill the history with moments nobody wants to go back to.
const CONTINUOUS = new Set(["from", "to", "asof", "match", "axis", "query", "known", "sort", ...FILTERS,
  "zones", "patrols", "agreements", "bases", "view", "playing", "theme", "tiles", "swipe", "split", "playby", "script"]);
// Browsers count address changes, and slow or refuse the page that makes too many.
const PAUSE_MS = 300;

// `restore(patch)` is called with what an address says when the reader goes back, forward, or edits it.
export function keepHistory(store, start, data, restore) {
  const page = location.href.split("#")[0];
  let written = null;
  let last = -Infinity;
  let timer = null;
  let restoring = false;

  function write(state, how) {
    clearTimeout(timer);
    timer = null;
    const text = toFragment(state, start);
    if (text === written) return;
    written = text;
    last = performance.now();
    try {
      history[how](null, "", text ? `${page}#${text}` : page);
    } catch {
      // A sandboxed frame may forbid it; the page works on, only its address stands still.
    }
  }

  store.watch((state, changed, before) => {
    const isStep = !restoring && !state.playing && [...changed].some((key) => !CONTINUOUS.has(key));
    if (isStep) {
      if (timer) write(before, "replaceState");
      write(state, "pushState");
    } else if (restoring || performance.now() - last > PAUSE_MS) write(state, "replaceState");
    else if (!timer) timer = setTimeout(() => write(store.get(), "replaceState"), PAUSE_MS);
  });
  write(store.get(), "replaceState");

  function follow() {
    const text = location.hash.slice(1);
    if (text === (written ?? "")) return;
    clearTimeout(timer);
    timer = null;
    written = text;
    restoring = true;
    restore(fromFragment(text, start, data));
    restoring = false;
    write(store.get(), "replaceState");
  }
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);
  return { isRestoring: () => restoring };
}
