// Walks the events in time order, or the calendar: one step, or play with the same dwell for each, whatever the gaps.

import { addMonths } from "./days.js";
import { indexIn } from "./list_groups.js";
import { visible } from "./visible.js";

const DWELL_MS = { event: 2600, day: 300, week: 500, month: 900 };

// Rows a walk goes through, in date order: those that pass the filters and meet the window, unplaced ones included.
export function walk(data, state) {
  return visible(data, { ...state, mode: "on" }).shown;
}

// The row after (or before) the selected one; with none selected, the first after the day depicted.
export function neighbour(data, state, direction) {
  const rows = walk(data, state);
  if (!rows.length) return null;
  const at = state.selected?.type === "incident" ? indexIn(rows, data.incidents.id.indexOf(state.selected.id)) : -1;
  if (at >= 0) return rows[at + direction] ?? null;
  if (state.asof >= state.to || direction < 0) return direction > 0 ? rows[0] : rows.at(-1);
  return rows.find((row) => data.incidents.earliest.at(row) >= state.asof) ?? rows.at(-1);
}

// The day one unit later (or earlier).
export function later(day, unit, direction) {
  return unit === "month" ? addMonths(day, direction) : day + direction * (unit === "week" ? 7 : 1);
}

export function createPlayer(data, store, open) {
  let timer = null;
  function step(direction) {
    if (store.get().playby !== "event") return stepCalendar(direction);
    const row = neighbour(data, store.get(), direction);
    if (row !== null) open("incident", data.incidents.id.at(row), { keepFocus: true });
    return row !== null;
  }
  // The day depicted moves through the window, and stops at its ends.
  function stepCalendar(direction) {
    const { asof, from, to, playby } = store.get();
    const day = later(asof, playby, direction);
    const within = Math.min(Math.max(day, from), to);
    store.set({ asof: within });
    return within !== asof;
  }
  function stop() {
    clearTimeout(timer);
    timer = null;
    if (store.get().playing) store.set({ playing: false });
  }
  function tick() {
    timer = setTimeout(() => {
      if (store.get().playing && step(1)) tick();
      else stop();
    }, DWELL_MS[store.get().playby]);
  }
  function toggle() {
    if (store.get().playing) return stop();
    if (!step(1)) {
      const { from, playby } = store.get();
      store.set({ selected: null, ...(playby === "event" ? {} : { asof: from }) });
      if (playby === "event") step(1);
    }
    store.set({ playing: true });
    return tick();
  }
  return { step, toggle, stop };
}
