// The measure panel: two things by name or by a press on the map, the distance between them as a sentence and as a figure.

import { createChooser } from "./chooser.js";
import { copyField } from "./copying.js";
import { distanceBetween, distanceSentence, lengthWords, spanWords, measuredSpot } from "./measuring.js";
import { distanceFigure, spotFigure } from "./bands.js";
import { h, named, replace } from "./dom.js";
import { measuredPair, pairText } from "./tool_state.js";
import { t } from "./words.js";

export function createMeasure(data, store) {
  const accepts = (one) => measuredSpot(data, one.type, one.id) !== null;
  const boxes = ["from", "to"].map((side, i) => createChooser(`measure-${side}`, t(`measure.${side}`), data, { accepts, onchoose: (one) => put(i, one, true) }));
  let slot = null; // the box the next press on the map fills: the one last in use, or the first that is empty
  boxes.forEach((box, i) => box.input.addEventListener("focus", () => {
    slot = i;
  }));
  const swap = h("button", { type: "button", class: "button", onclick: () => store.set({ measure: pairText(pair().reverse()) }) }, t("measure.swap"));
  const clear = h("button", { type: "button", class: "button", onclick: () => {
    slot = null;
    store.set({ measure: null });
  } }, t("measure.clear"));
  const said = h("div", { role: "status" });
  const result = h("div", { class: "measure-result" });
  const element = h("div", { class: "measure" }, h("p", { class: "quiet" }, t("measure.how")), boxes.map((box) => box.element),
    h("div", { class: "tool-actions" }, swap, clear), said, result);

  function pair() {
    return measuredPair(data, store.get().measure);
  }
  function put(i, one, byBox) {
    const chosen = pair();
    chosen[i] = one;
    slot = chosen[1 - i] ? i : 1 - i;
    store.set({ measure: pairText(chosen) });
    if (byBox && one && !chosen[1 - i]) boxes[1 - i].input.focus();
  }

  function answer(a, b) {
    const found = distanceBetween(a, b);
    const exact = (m) => t("measure.metres", { n: m.toLocaleString("en", { minimumFractionDigits: 3, maximumFractionDigits: 3 }) });
    const fact = (name, value, note) => h("div", {}, h("dt", {}, t(name)), h("dd", {}, value, note ? h("small", {}, note) : null));
    replace(said, h("p", { class: "measure-answer" }, h("strong", {}, lengthWords(found.distance_m)), h("span", {}, spanWords(found.low_m, found.high_m))));
    return [
      h("dl", { class: "facts" }, fact("measure.distance", exact(found.distance_m)), fact("measure.least", exact(found.low_m)), fact("measure.most", exact(found.high_m)),
        found.bearing_deg === null ? null : fact("measure.way", t("measure.degrees", { n: found.bearing_deg.toFixed(4) }), t("measure.way.note"))),
      h("ul", { class: "measure-known" }, [a, b].map((one) => h("li", {}, knownWords(one)))),
      h("p", { class: "quiet" }, t("measure.why")),
      copyField("measure-sentence", t("measure.copy"), distanceSentence(a, b, found), 3),
    ];
  }
  function knownWords(one) {
    return [named(one.name), ": ", t(`measure.known.${one.geometry.type}`, { radius: lengthWords(one.radius_m) })];
  }

  function draw() {
    const [a, b] = pair();
    boxes[0].show(a);
    boxes[1].show(b);
    swap.disabled = !a || !b;
    clear.disabled = !a && !b;
    if (!a || !b) replace(said);
    replace(result, a && b ? answer(a, b) : null);
  }
  function figure() {
    const [a, b] = pair();
    if (!a || !b) return [a, b].filter(Boolean).flatMap(spotFigure);
    const found = distanceBetween(a, b);
    return distanceFigure(a, b, found, [lengthWords(found.distance_m), spanWords(found.low_m, found.high_m)]);
  }
  // A press on a mark of the map.
  function take(one) {
    if (!accepts(one)) return;
    const chosen = pair();
    const free = chosen.findIndex((end) => !end);
    put(free >= 0 ? free : slot ?? 1, one);
  }
  return { element, keys: ["measure", "script"], draw, figure, take };
}
