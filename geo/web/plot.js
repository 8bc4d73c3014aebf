// Draws what stands under the clock's handles: the bars, plain or split, one mark an incident, and the axis.

import { h, replace, svg } from "./dom.js";
import { bins, ticks } from "./bins.js";
import { datePart, dayText, rangeWords } from "./days.js";
import { splitBy } from "./split.js";
import { visible } from "./visible.js";
import { counted, languageNow, setApart, t } from "./words.js";

const BAR_TOP = 4;
const BAR_BOTTOM = 42;
const LANES = 3;
const LANE_TOP = 46;
const LANE_STEP = 6;
const TEXT_Y = 77;
const MOST_MARKS = 500; // more would be a smear, and slow: the bars then stand alone
const SOFT_PX = 16; // a mark with soft ends needs so much width to be seen as soft
const TEXTURES = ["", "M0 4 L4 0", "M0 2 H4", "M2 0 V4", "M1 2 A1 1 0 1 0 3 2 A1 1 0 1 0 1 2"];

// -> {draw(state, x)} for one plot; x is the scale: {at(day), low, high, width}.
export function createPlot(plot, key, data, open) {
  const drawing = svg("g");
  const splits = new Map();
  let drawn = null; // {same, bars} as they stand
  plot.append(svg("defs", {}, Object.keys(data.families).map(softEnds), TEXTURES.slice(1).map(texture)), drawing);

  function draw(state, x) {
    const rows = visible(data, { ...state, from: x.low, to: x.high, mode: "on" }).shown;
    if (!splits.has(state.split)) splits.set(state.split, splitBy(data, state.split));
    const split = splits.get(state.split);
    // A step of the window over the same bars only moves what is inside.
    const same = [rows, x.low, x.high, x.width, split, languageNow().lang];
    if (rows.length > MOST_MARKS && drawn && same.every((one, i) => one === drawn.same[i])) return drawn.bars.forEach(({ bin, element }) => element.classList.toggle("is-out", isOutside(bin, state)));
    const { unit, bins: all } = bins(data, rows, x.low, x.high, split);
    const most = Math.max(1, ...all.map((bin) => bin.n));
    const totals = split ? split.groups.map((_, group) => all.reduce((sum, { counts }) => sum + counts[group], 0)) : [];
    plot.setAttribute("viewBox", `0 0 ${x.width} 82`);
    plot.setAttribute("width", x.width);
    const parts = totals.map((n, group) => (n ? `${split.groups[group].words}: ${n}` : "")).filter(Boolean);
    plot.setAttribute("aria-label", [t("time.plot", { n: rows.length, unit: t(`unit.${unit}`), most }), ...parts].join("; "));
    drawKey(split, totals);
    drawn = { same, bars: all.filter((bin) => bin.n).map((bin) => ({ bin, element: bar(bin, most, x, state, split) })) };
    return replace(drawing,
      svg("line", { x1: 0, x2: x.width, y1: BAR_BOTTOM + 0.5, y2: BAR_BOTTOM + 0.5, class: "axis-line" }),
      drawn.bars.map(({ element }) => element),
      svg("text", { x: 18, y: BAR_TOP + 9, class: "axis-max" }, t("time.most", { n: most.toLocaleString("en"), unit: t(`unit.${unit}`) })),
      rows.length > MOST_MARKS ? null : marks(Array.from(rows), x, state), axis(x));
  }

  function bar(bin, most, x, state, split) {
    const [left, right] = [x.at(Math.max(bin.from, x.low)), x.at(Math.min(bin.to, x.high) + 1)];
    const across = { x: left + 0.5, width: Math.max(right - left - 1, 1.5) };
    const tall = (n) => (n / most) * (BAR_BOTTOM - BAR_TOP);
    const counts = split ? [...bin.counts] : [bin.n];
    const said = [counted("incident", bin.n), ...counts.map((n, group) => (split && n ? `${split.groups[group].words} ${n}` : ""))].filter(Boolean);
    let y = BAR_BOTTOM;
    const pieces = counts.map((n, group) => {
      if (!n) return null;
      y -= tall(n);
      const box = { ...across, y, height: Math.max(tall(n) - (split ? 0.6 : 0), 0.8) };
      return split ? swatchParts(split.groups[group], group, state.split, box) : svg("rect", { ...box, class: "bar-part" });
    });
    return svg("g", { class: `bar${isOutside(bin, state) ? " is-out" : ""}` }, pieces, svg("title", {}, `${rangeWords(bin.from, bin.to)}: ${said.join("; ")}`));
  }

  function drawKey(split, totals) {
    key.hidden = !split;
    if (!split) return replace(key);
    return replace(key, split.groups.map((group, i) => h("li", {}, svg("svg", { viewBox: "0 0 16 12", width: 16, height: 12, "aria-hidden": "true", focusable: "false" },
      swatchParts(group, i, split.name, { x: 0, y: 0, width: 16, height: 12 })), `${group.words} (${totals[i]})`)));
  }

  // Marks that would cover each other go into lanes below each other.
  function marks(rows, x, state) {
    const ends = Array(LANES).fill(-Infinity);
    return rows.map((row) => {
      const box = markBox(row, x);
      const free = ends.findIndex((end) => end + 1 <= box.left);
      const lane = free >= 0 ? free : ends.indexOf(Math.min(...ends));
      ends[lane] = box.left + box.width;
      return mark(row, box, LANE_TOP + lane * LANE_STEP, x, state);
    });
  }

  function markBox(row, x) {
    const { earliest, latest, core_start: core, sure } = data.incidents;
    const firm = core.at(row) !== null && sure.at(row);
    const [left, right] = [x.at(Math.max(earliest.at(row) ?? x.low, x.low)), x.at(Math.min(latest.at(row) ?? x.high, x.high) + 1)];
    const width = Math.max(right - left - 0.5, firm ? 4 : SOFT_PX);
    return { left: (left + right - width) / 2, width, firm };
  }

  // A vague date is as long as its bounds and fades towards them; days it certainly covers stand solid in it.
  function mark(row, { left, width, firm }, y, x, state) {
    const c = data.incidents;
    const chosen = state.selected?.type === "incident" && state.selected.id === c.id.at(row);
    const partly = firm && (c.core_start.at(row) > (c.earliest.at(row) ?? -Infinity) || c.core_end.at(row) < (c.latest.at(row) ?? Infinity));
    const core = partly ? [x.at(c.core_start.at(row)), x.at(c.core_end.at(row) + 1)] : null;
    return svg("g", { class: `mark-of family-${c.family.at(row)}${chosen ? " is-selected" : ""}`, onclick: () => open("incident", c.id.at(row)) },
      svg("rect", { x: left, width, y: chosen ? y - 1.5 : y, height: chosen ? 8 : 5, rx: 1, class: `bar-mark${firm && !partly ? "" : " is-soft"}` }),
      core ? svg("rect", { x: core[0], width: Math.max(core[1] - core[0], 3), y, height: 5, class: "bar-mark" }) : null,
      svg("title", {}, `${rangeWords(c.earliest.at(row), c.latest.at(row))}: ${c.title.at(row)}` + (firm ? "" : ` (${t("time.soft")})`)));
  }

  return { draw };
}

function isOutside(bin, state) {
  return bin.to < state.from || bin.from > state.to;
}

// A piece of a split bar: colour, and a texture of its own, so that colour is not all that tells it apart.
function swatchParts(group, i, name, box) {
  const hue = name === "family" ? `family-${group.key}` : `side-${i}`;
  const rough = TEXTURES[i % TEXTURES.length];
  return svg("g", { class: `split-part ${hue}` }, svg("rect", { ...box, class: "bar-part" }), rough ? svg("rect", { ...box, class: `texture texture-${i % TEXTURES.length}` }) : null);
}

function texture(d, i) {
  return svg("pattern", { id: `texture-${i + 1}`, width: 4, height: 4, patternUnits: "userSpaceOnUse" }, svg("path", { d, class: "texture-line" }));
}

function softEnds(family) {
  return svg("linearGradient", { id: `soft-${family}`, class: `family-${family}` }, [[0, 0], [0.35, 0.9], [0.65, 0.9], [1, 0]].map(([offset, opacity]) => (
    svg("stop", { offset, class: "soft-stop", "stop-opacity": opacity }))));
}

function axis(x) {
  return ticks(x.low, x.high).filter((day) => day >= x.low).map((day) => svg("g", {},
    svg("line", { x1: x.at(day), x2: x.at(day), y1: BAR_BOTTOM, y2: TEXT_Y - 4, class: "axis-tick" }),
    svg("text", { x: x.at(day) + 3, y: TEXT_Y, class: "axis-text" }, tickWords(day, x.high - x.low))));
}

function tickWords(day, span) {
  if (span < 75) return setApart(datePart(day, "{day} {month}"));
  return datePart(day, dayText(day).endsWith("-01-01") || span > 1200 ? "{year}" : "{monthShort}");
}
