// The bar over the clock: live title, mode, step and play, the span of the axis, presets of the window.

import { byId, h, replace } from "./dom.js";
import { dayNumber, dayText, dayWords, rangeWords } from "./days.js";
import { featuresOf } from "./features.js";
import { toldCount, visible } from "./visible.js";
import { counted, t } from "./words.js";

export function titleWords(data, state) {
  const { shown, undated, until, isPartial } = visible(data, state);
  const total = toldCount(data, state);
  const range = state.mode === "upto" ? t("title.upto", { day: dayWords(Math.min(state.asof, until)) }) : rangeWords(state.from, state.to);
  const text = t("title.count", { n: shown.length.toLocaleString("en"), total: counted("incident", total), range });
  const parts = [text, undated.length ? counted("title.undated", undated.length) : "", state.known === null ? "" : t("title.known", { day: dayWords(state.known) }), isPartial ? t("title.partial") : ""];
  return parts.filter(Boolean).join(" ");
}

export function createControls(host, data, store, player) {
  const [first, last] = data.range;
  const title = byId("count-title");
  const button = (id, text, name, onclick) => h("button", { type: "button", class: "button", id, "aria-label": /\p{L}/u.test(text) ? null : name, title: name, onclick }, text);
  const [prev, next] = [button("prev", "‹", t("step.back"), () => player.step(-1)), button("next", "›", t("step.on"), () => player.step(1))];
  const play = button("play", "▶", t("play"), () => player.toggle());
  const mode = h("div", { class: "segmented", role: "group", "aria-label": t("mode") }, ["on", "upto"].map((value) => h("button", {
    type: "button", dataset: { mode: value }, title: t(`mode.${value}.long`), onclick: () => store.set({ mode: value }),
  }, t(`mode.${value}`))));
  const axis = button("axis", t("axis.window"), t("axis.window.long"), () => store.set({ axis: store.get().axis === "all" ? "window" : "all" }));
  const chooser = (id, key, words, values) => h("select", { id, "aria-label": words, title: words, onchange: (event) => store.set({ [key]: event.target.value }) },
    values.map((value) => h("option", { value }, t(`${key}.${value}`))));
  const playby = chooser("playby", "playby", t("playby"), ["event", "day", "week", "month"]);
  const split = chooser("split", "split", t("split"), ["none", "family", ...(featuresOf(data).sides ? ["side"] : [])]);
  const certain = button("certain", t("certain"), t("certain.long"), () => store.set({ match: store.get().match === "certain" ? "possible" : "certain" }));
  const presets = h("select", { id: "presets", "aria-label": t("window.choose"), onchange: choose }, options());
  const asof = h("label", { class: "asof-field" }, t(featuresOf(data).zones ? "asof" : "asof.plain"), h("input", {
    type: "text", id: "asof", size: 10, maxlength: 10, inputmode: "numeric", pattern: "\\d{4}-\\d{2}-\\d{2}", title: t("asof.form"),
    onchange: (event) => jump(event.target),
  }));
  host.append(mode, h("div", { class: "player" }, prev, play, next),
    playby, asof, presets, axis, split, certain,
    button("reset", t("reset"), t("reset.long"), () => store.set({ from: first, to: last, asof: last, mode: "on", axis: "all", selected: null })));

  function options() {
    const [from, to] = [first, last].map((day) => Number(dayText(day).slice(0, 4)));
    const years = Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
    return [h("option", { value: "" }, t("window.free")), h("option", { value: "all" }, t("window.all")), h("option", { value: "day" }, t("window.day")),
      years.map((year) => h("option", { value: year }, year))];
  }
  function choose() {
    const value = presets.value;
    if (value === "all") store.set({ from: first, to: last, axis: "all" });
    else if (value === "day") store.set({ from: store.get().asof, to: store.get().asof });
    else if (value) {
      const [from, to] = [Math.max(first, dayNumber(`${value}-01-01`)), Math.min(last, dayNumber(`${value}-12-31`))];
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
    day = Math.min(Math.max(day, first), last);
    store.set({ asof: day, from: Math.min(state.from, day), to: Math.max(state.to, day) });
  }
  const moved = (key, { playby: by }) => t(by === "event" ? key : `${key}.${by}`);
  function name(element, words) {
    element.setAttribute("aria-label", words);
    element.title = words;
  }
  function draw(state) {
    replace(title, titleWords(data, state));
    for (const one of mode.children) one.setAttribute("aria-pressed", String(one.dataset.mode === state.mode));
    play.textContent = state.playing ? "❚❚" : "▶";
    name(play, state.playing ? t("pause") : moved("play", state));
    name(prev, moved("step.back", state));
    name(next, moved("step.on", state));
    certain.setAttribute("aria-pressed", String(state.match === "certain"));
    playby.value = state.playby;
    split.value = state.split;
    axis.setAttribute("aria-pressed", String(state.axis === "window"));
    asof.querySelector("input").value = dayText(state.asof);
    presets.value = presetOf(state);
  }
  function presetOf(state) {
    if (state.from === first && state.to === last) return "all";
    if (state.from === state.to) return "day";
    const year = dayText(state.to).slice(0, 4);
    const whole = Math.max(first, dayNumber(`${year}-01-01`)) === state.from && Math.min(last, dayNumber(`${year}-12-31`)) === state.to;
    return whole ? year : "";
  }
  store.watch(draw);
  draw(store.get());
}
