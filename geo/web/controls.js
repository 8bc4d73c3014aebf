// The bar over the clock: live title, mode, step and play, the span of the axis, presets of the window.

import { byId, h, replace } from "./dom.js";
import { dayNumber, dayText, dayWords, rangeWords } from "./days.js";
import { visible } from "./visible.js";
import { counted, t } from "./words.js";

export function titleWords(data, state) {
  const { shown, undated, until } = visible(data, state);
  const total = data.incidents.id.length;
  const range = state.mode === "upto" ? t("title.upto", { day: dayWords(Math.min(state.asof, until)) }) : rangeWords(state.from, state.to);
  const text = t("title.count", { n: shown.length, total: counted("incident", total), range });
  return undated.length ? `${text} ${counted("title.undated", undated.length)}` : text;
}

export function createControls(host, data, store, player) {
  const start = store.get();
  const title = byId("count-title");
  const button = (id, text, name, onclick) => h("button", { type: "button", class: "button", id, "aria-label": name, title: name, onclick }, text);
  const play = button("play", "▶", t("play"), () => player.toggle());
  const mode = h("div", { class: "segmented", role: "group", "aria-label": t("mode") }, ["on", "upto"].map((value) => h("button", {
    type: "button", dataset: { mode: value }, title: t(`mode.${value}.long`), onclick: () => store.set({ mode: value }),
  }, t(`mode.${value}`))));
  const axis = button("axis", t("axis.window"), t("axis.window.long"), () => store.set({ axis: store.get().axis === "all" ? "window" : "all" }));
  const presets = h("select", { id: "presets", "aria-label": t("window.choose"), onchange: choose }, options());
  const asof = h("label", { class: "asof-field" }, t("asof"), h("input", {
    type: "text", id: "asof", size: 10, maxlength: 10, inputmode: "numeric", pattern: "\\d{4}-\\d{2}-\\d{2}", title: t("asof.form"),
    onchange: (event) => jump(event.target),
  }));
  host.append(mode, h("div", { class: "player" }, button("prev", "‹", t("step.back"), () => player.step(-1)), play, button("next", "›", t("step.on"), () => player.step(1))),
    asof, presets, axis, button("reset", t("reset"), t("reset.long"), () => store.set({ from: start.from, to: start.to, asof: start.to, mode: "on", axis: "all", selected: null })));

  function options() {
    const [first, last] = [start.from, start.to].map((day) => Number(dayText(day).slice(0, 4)));
    const years = Array.from({ length: last - first + 1 }, (_, i) => String(first + i));
    return [h("option", { value: "" }, t("window.free")), h("option", { value: "all" }, t("window.all")), h("option", { value: "day" }, t("window.day")),
      years.map((year) => h("option", { value: year }, year))];
  }
  function choose() {
    const value = presets.value;
    if (value === "all") store.set({ from: start.from, to: start.to, axis: "all" });
    else if (value === "day") store.set({ from: store.get().asof, to: store.get().asof });
    else if (value) {
      const [from, to] = [Math.max(start.from, dayNumber(`${value}-01-01`)), Math.min(start.to, dayNumber(`${value}-12-31`))];
      store.set({ from, to, asof: Math.min(Math.max(store.get().asof, from), to), axis: "all" });
    }
  }
  function jump(input) {
    let day;
    try {
      day = dayNumber(input.value.trim());
    } catch {
      input.setAttribute("aria-invalid", "true");
      byId("live").textContent = t("asof.form");
      return;
    }
    input.removeAttribute("aria-invalid");
    const state = store.get();
    store.set({ asof: Math.min(Math.max(day, start.from), start.to), from: Math.min(state.from, day), to: Math.max(state.to, day) });
  }
  function draw(state) {
    replace(title, titleWords(data, state));
    for (const one of mode.children) one.setAttribute("aria-pressed", String(one.dataset.mode === state.mode));
    play.textContent = state.playing ? "❚❚" : "▶";
    play.setAttribute("aria-label", t(state.playing ? "pause" : "play"));
    axis.setAttribute("aria-pressed", String(state.axis === "window"));
    asof.querySelector("input").value = dayText(state.asof);
    presets.value = presetOf(state);
  }
  function presetOf(state) {
    if (state.from === start.from && state.to === start.to) return "all";
    if (state.from === state.to) return "day";
    const year = dayText(state.to).slice(0, 4);
    const whole = Math.max(start.from, dayNumber(`${year}-01-01`)) === state.from && Math.min(start.to, dayNumber(`${year}-12-31`)) === state.to;
    return whole ? year : "";
  }
  store.watch(draw);
  draw(start);
}
