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
    // What these keys ask for has changed, though they have not.
    again(keys) {
      for (const callback of watchers) callback(state, new Set(keys), state);
    },
  };
}

function same(a, b) {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => item === b[i]);
  if (a && b && typeof a === "object" && typeof b === "object") return JSON.stringify(a) === JSON.stringify(b);
  return a === b;
}

// Filters are lists of chosen values; an empty list lets everything through.
export const FILTERS = ["kinds", "actors", "statuses", "precisions", "origins", "publishers", "founding", "scopes", "areas"];

// The keys that decide which incidents are shown, and as what.
export const SHOWN_BY = ["from", "to", "asof", "mode", "match", "query", "known", ...FILTERS];

export function initialState(data) {
  return {
    from: data.range[0], to: data.range[1], asof: data.range[1],
    mode: "on", match: "possible", axis: "all", split: "none", playby: "event", script: "latin",
    selected: null, query: "",
    ...Object.fromEntries(FILTERS.map((key) => [key, []])), known: null, table: false, sort: "date",
    zones: true, patrols: false, agreements: false, bases: true,
    view: null, playing: false, panel: null, theme: "auto", lang: "en",
    embed: false, tiles: null,
    measure: null, ring: null, matrix: null, compare: null, swipe: 50, story: null, step: null,
  };
}

// The clock the page was built to open with, where an address asks for nothing.
export function openingClock(data, start) {
  const within = (day) => Math.min(Math.max(day, start.from), start.to);
  const clock = Object.fromEntries(Object.entries(data.opens).map(([key, day]) => [key, within(day)]));
  return clock.asof === undefined && clock.to !== undefined ? { ...clock, asof: clock.to } : clock;
}

// Opening an incident moves the clock to it; the window widens only when it lay outside.
export function clocked(data, state, patch) {
  if (patch.selected?.type !== "incident") return patch;
  const row = data.incidents.id.indexOf(patch.selected.id);
  const [first, last] = [data.incidents.earliest.at(row), data.incidents.latest.at(row)];
  if (first === null || last === null) return patch;
  const [from, to] = [patch.from ?? state.from, patch.to ?? state.to];
  const window = last < from || first > to ? { from: Math.min(from, first), to: Math.max(to, last) } : {};
  return { ...patch, ...window, asof: patch.asof ?? last };
}
