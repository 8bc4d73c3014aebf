// Holds the one state of the page and tells every view when it changes.

export function createStore(initial) {
  let state = Object.freeze({ ...initial });
  const watchers = [];
  return {
    get: () => state,
    watch(callback) {
      watchers.push(callback);
    },
    set(patch) {
      const before = state;
      const changed = Object.keys(patch).filter((key) => !same(before[key], patch[key]));
      if (!changed.length) return;
      state = Object.freeze({ ...before, ...patch });
      for (const callback of watchers) callback(state, new Set(changed), before);
    },
  };
}

function same(a, b) {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => item === b[i]);
  if (a && b && typeof a === "object" && typeof b === "object") return JSON.stringify(a) === JSON.stringify(b);
  return a === b;
}

// Filters are lists of chosen values; an empty list lets everything through.
export const FILTERS = ["kinds", "actors", "statuses", "precisions"];

export function initialState(data) {
  return {
    from: data.range[0], to: data.range[1], asof: data.range[1],
    mode: "on", match: "possible", axis: "all",
    selected: null, query: "",
    kinds: [], actors: [], statuses: [], precisions: [],
    zones: true, patrols: false, agreements: false, bases: true,
    view: null, playing: false, panel: null, theme: "auto", lang: "en",
  };
}
