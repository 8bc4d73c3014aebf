// Draws the clock under the map: bars, one mark an incident, a window with two handles, and the day depicted.

import { h, replace, svg } from "./dom.js";
import { bins, ticks } from "./bins.js";
import { addMonths, dayText, dayWords, rangeWords } from "./days.js";
import { passes, isUndated } from "./visible.js";
import { counted, t } from "./words.js";

const BAR_TOP = 4;
const BAR_BOTTOM = 44;
const MARK_Y = 52;
const AXIS_Y = 66;

export function createTimeline(host, data, store, open) {
  const start = store.get();
  const extent = [start.from, start.to];
  const plot = svg("svg", { class: "plot", role: "img" });
  const shade = h("div", { class: "window-fill" });
  const handles = {
    from: handle("from", t("time.from")), to: handle("to", t("time.to")), asof: handle("asof", t("time.asof")),
  };
  const track = h("div", { class: "track" }, plot, shade, handles.from, handles.to, handles.asof);
  host.append(track);

  function domain(state) {
    if (state.axis === "all") return extent;
    const pad = Math.max(3, Math.round((state.to - state.from) * 0.04));
    return [Math.max(extent[0], state.from - pad), Math.min(extent[1], state.to + pad)];
  }
  function scale(state) {
    const [low, high] = domain(state);
    const width = Math.max(track.clientWidth, 200);
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
    if (event.target.closest(".handle, .bar-mark")) return;
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

  function drawPlot(state) {
    const x = scale(state);
    const rows = data.incidents.id.map((_, row) => row).filter((row) => !isUndated(data, row) && passes(data, row, state)
      && data.incidents.latest[row] >= x.low && data.incidents.earliest[row] <= x.high);
    const { unit, bins: all } = bins(data, rows, x.low, x.high);
    const most = Math.max(1, ...all.map((bin) => bin.rows.length));
    plot.setAttribute("viewBox", `0 0 ${x.width} 82`);
    plot.setAttribute("width", x.width);
    plot.setAttribute("aria-label", t("time.plot", { n: rows.length, unit: t(`unit.${unit}`), most }));
    const bars = all.filter((bin) => bin.rows.length).map((bin) => {
      const [left, right] = [x.at(Math.max(bin.from, x.low)), x.at(Math.min(bin.to, x.high) + 1)];
      const height = (bin.rows.length / most) * (BAR_BOTTOM - BAR_TOP);
      const inside = bin.to >= state.from && bin.from <= state.to;
      return svg("rect", { x: left + 0.5, width: Math.max(right - left - 1, 1.5), y: BAR_BOTTOM - height, height, class: `bar${inside ? "" : " is-out"}` },
        svg("title", {}, `${rangeWords(bin.from, bin.to)}: ${counted("incident", bin.rows.length)}`));
    });
    replace(plot,
      svg("text", { x: 18, y: BAR_TOP + 8, class: "axis-max" }, t("time.most", { n: most, unit: t(`unit.${unit}`) })),
      svg("line", { x1: 0, x2: x.width, y1: BAR_BOTTOM + 0.5, y2: BAR_BOTTOM + 0.5, class: "axis-line" }),
      bars, rows.map((row) => mark(row, x, state)),
      ticks(x.low, x.high).filter((day) => day >= x.low).map((day) => svg("g", {},
        svg("line", { x1: x.at(day), x2: x.at(day), y1: BAR_BOTTOM, y2: AXIS_Y - 8, class: "axis-tick" }),
        svg("text", { x: x.at(day) + 3, y: AXIS_Y + 8, class: "axis-text" }, tickWords(day, x.high - x.low)))));
  }
  function tickWords(day, span) {
    const words = dayWords(day).split(" ");
    if (span < 75) return words.slice(0, 2).join(" ");
    return dayText(day).endsWith("-01-01") || span > 1200 ? words.at(-1) : words[1].slice(0, 3);
  }
  // One mark an incident; a vague date is a bar with soft ends as long as its bounds.
  function mark(row, x, state) {
    const [from, to] = [Math.max(data.incidents.earliest[row], x.low), Math.min(data.incidents.latest[row], x.high)];
    const [left, right] = [x.at(from), x.at(to + 1)];
    const firm = data.incidents.core_start[row] !== null && data.incidents.sure[row];
    const width = Math.max(right - left - 0.5, 4);
    const chosen = state.selected?.type === "incident" && state.selected.id === data.incidents.id[row];
    return svg("rect", {
      x: (left + right - width) / 2, width, y: MARK_Y - 4, height: chosen ? 12 : 8, rx: firm ? 1 : 4,
      class: `bar-mark family-${data.incidents.family[row]}${firm ? "" : " is-soft"}${chosen ? " is-selected" : ""}`,
      onclick: () => open("incident", data.incidents.id[row]),
    }, svg("title", {}, `${rangeWords(data.incidents.earliest[row], data.incidents.latest[row])}: ${data.incidents.title[row]}`));
  }

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
    drawPlot(state);
    drawHandles(state);
  }
  store.watch(draw);
  new ResizeObserver(() => draw(store.get())).observe(track);
}
