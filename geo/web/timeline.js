// Lets the clock be set under the map: a window with two handles over the bars, and the day depicted.

import { h, svg } from "./dom.js";
import { addMonths, dayWords } from "./days.js";
import { createPlot } from "./plot.js";
import { t } from "./words.js";

export function createTimeline(host, data, store, open) {
  const extent = data.range;
  const plot = svg("svg", { class: "plot", role: "img" });
  const shade = h("div", { class: "window-fill" });
  const handles = {
    from: handle("from", t("time.from")), to: handle("to", t("time.to")), asof: handle("asof", t("time.asof")),
  };
  let across = 0; // pixels of the track, measured when they change: to ask at each step would lay out the page
  const key = h("ul", { class: "split-key", "aria-label": t("split"), hidden: true });
  const bars = createPlot(plot, key, data, open);
  // Time runs from left to right in every script.
  const track = h("div", { class: "track", dir: "ltr" }, plot, shade, handles.from, handles.to, handles.asof);
  host.append(key, track);

  function domain(state) {
    if (state.axis === "all") return extent;
    const pad = Math.max(3, Math.round((state.to - state.from) * 0.04));
    return [Math.max(extent[0], state.from - pad), Math.min(extent[1], state.to + pad)];
  }
  function scale(state) {
    const [low, high] = domain(state);
    const width = Math.max(across ||= track.clientWidth, 200);
    const at = (day) => ((day - low) / (high - low + 1)) * width;
    return { at, low, high, width, day: (x) => Math.round(low + (x / width) * (high - low + 1) - 0.5) };
  }

  function handle(key, name) {
    const knob = h("div", { class: `handle handle-${key}`, role: "slider", tabindex: "0", "aria-label": name, "aria-orientation": "horizontal" });
    knob.addEventListener("keydown", (event) => keyMove(event, key));
    knob.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      event.stopPropagation();
      knob.focus();
      drag(event, (day) => move(key, day));
    });
    return knob;
  }

  function move(key, day) {
    const state = store.get();
    const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
    if (key === "from") store.set(keepAsOf({ from: clamp(day, extent[0], state.to), to: state.to }, state));
    else if (key === "to") store.set(keepAsOf({ from: state.from, to: clamp(day, state.from, extent[1]) }, state));
    else store.set({ asof: clamp(day, state.from, state.to) });
  }
  // The day depicted rides along with the end of the window when it stood there, and never leaves the window.
  function keepAsOf(window, state) {
    const rides = state.asof === state.to;
    return { ...window, asof: rides ? window.to : Math.min(Math.max(state.asof, window.from), window.to) };
  }
  function keyMove(event, key) {
    const day = store.get()[key];
    const target = {
      ArrowLeft: day - 1, ArrowDown: day - 1, ArrowRight: day + 1, ArrowUp: day + 1,
      PageDown: addMonths(day, -1), PageUp: addMonths(day, 1), Home: extent[0], End: extent[1],
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(key, target);
  }

  function drag(event, onDay) {
    const box = track.getBoundingClientRect();
    const follow = (e) => onDay(scale(store.get()).day(Math.min(Math.max(e.clientX - box.left, 0), box.width)), e);
    const stop = () => {
      removeEventListener("pointermove", follow);
      removeEventListener("pointerup", stop);
      removeEventListener("pointercancel", stop);
    };
    addEventListener("pointermove", follow);
    addEventListener("pointerup", stop);
    addEventListener("pointercancel", stop);
    return follow;
  }
  track.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".handle, .mark-of")) return;
    const box = track.getBoundingClientRect();
    const first = scale(store.get()).day(event.clientX - box.left);
    const origin = event.clientX;
    let moved = false;
    drag(event, (day, e) => {
      if (!moved && Math.abs(e.clientX - origin) < 5) return;
      moved = true;
      const [low, high] = [Math.min(first, day), Math.max(first, day)];
      store.set({ from: Math.max(low, extent[0]), to: Math.min(high, extent[1]), asof: Math.min(high, extent[1]) });
    });
    addEventListener("pointerup", () => {
      if (!moved) move("asof", first);
    }, { once: true });
  });

  function drawHandles(state) {
    const x = scale(state);
    const place = (key, left, words) => {
      const knob = handles[key];
      knob.style.left = `${Math.min(Math.max(left, 0), x.width)}px`;
      knob.setAttribute("aria-valuemin", extent[0]);
      knob.setAttribute("aria-valuemax", extent[1]);
      knob.setAttribute("aria-valuenow", state[key]);
      knob.setAttribute("aria-valuetext", words);
      knob.dataset.words = words;
    };
    place("from", x.at(state.from), dayWords(state.from));
    place("to", x.at(state.to + 1), dayWords(state.to));
    place("asof", x.at(state.asof + 0.5), dayWords(state.asof));
    shade.style.left = `${x.at(state.from)}px`;
    shade.style.width = `${Math.max(x.at(state.to + 1) - x.at(state.from), 2)}px`;
  }

  function draw(state) {
    bars.draw(state, scale(state));
    drawHandles(state);
  }
  store.watch(draw);
  draw(store.get());
  new ResizeObserver(() => {
    across = track.clientWidth;
    draw(store.get());
  }).observe(track);
}
