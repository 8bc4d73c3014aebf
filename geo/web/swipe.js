// Draws two days on one map: the earlier left of a divider, the later right of it, with the ground that changed hands hatched.

import { areaLatLngs } from "./shapes.js";
import { blankDays, comparedDays, gainsOf } from "./compare.js";
import { byId, h, replace, svg } from "./dom.js";
import { dayWords } from "./days.js";
import { holderClass, zoneTitle } from "./holders.js";
import { zonesAt } from "./ground_at.js";
import { t } from "./words.js";

const STEPS = { ArrowLeft: -2, ArrowRight: 2, ArrowDown: -2, ArrowUp: 2, PageDown: -10, PageUp: 10, Home: -100, End: 100 };
const FAR_PX = 20000;
const DAY_GAP = 10;

export function createSwipe(map, data, store, { before, after, gains, turned }) {
  const [left, right] = ["is-left", "is-right"].map((name) => h("span", { class: `swipe-day ${name}`, "aria-hidden": "true" }));
  const handle = h("div", { class: "swipe-handle", role: "slider", tabindex: "0", "aria-valuemin": 0, "aria-valuemax": 100 });
  const divider = h("div", { class: "swipe", hidden: true }, left, right, handle);
  map.getContainer().after(divider);
  const clips = svg("g");
  byId("clips").append(clips);
  let drawn = "";
  let masks = [];

  function zoneItem(row, more) {
    return { kind: "area", at: areaLatLngs(data.shapes[data.zones.shape.at(row)]), className: `zone ${holderClass(data, row)} basis-${data.zones.basis.at(row)}`, tip: zoneTitle(data, row), ...more };
  }
  function drawDays(days) {
    const [first, last] = [days.before, days.after].map((day) => zonesAt(data, day).control);
    const paths = before.set(first.map((row) => zoneItem(row)));
    after.set(last.map((row) => zoneItem(row)));
    const found = gainsOf(data, days);
    const drawnAs = (name) => found.flatMap(({ zones }, i) => zones.map((row) => zoneItem(row, {
      className: `${name} ${holderClass(data, row)}`, clip: `gained-${i}`, tip: t("compare.gained", { holder: zoneTitle(data, row, true) }) })));
    gains.set(drawnAs("gain"));
    turned.set(drawnAs("gain-hatch")); // hatched on both sides of the divider, in its new colour on the later one
    masks = found.map(({ others }, i) => ({ id: `gained-${i}`, paths: others.map((row) => paths[first.indexOf(row)]) }));
  }
  // The map redraws its paths as it moves; the masks are copies of them.
  function copyMasks() {
    replace(clips, masks.map(({ id, paths }) => svg("clipPath", { id }, paths.map((path) => svg("path", { d: path.getElement()?.getAttribute("d") ?? "" })))));
  }
  function cut() {
    if (divider.hidden) return;
    const x = (map.getSize().x * store.get().swipe) / 100;
    const at = Math.round(map.containerPointToLayerPoint([x, 0]).x);
    const side = (from, to) => `polygon(${from}px ${-FAR_PX}px, ${to}px ${-FAR_PX}px, ${to}px ${FAR_PX}px, ${from}px ${FAR_PX}px)`;
    before.pane.style.clipPath = side(-FAR_PX, at);
    for (const one of [after, gains]) one.pane.style.clipPath = side(at, FAR_PX);
    divider.style.setProperty("--swipe", `${store.get().swipe}%`);
    placeDays(x);
  }
  // Each day stands on its side of the line, inside the map and clear of its buttons; where that leaves no room for both,
  // one under the other. A side that is not there is not named.
  function placeDays(x) {
    const { x: width } = map.getSize();
    const [least, most] = [controlsEnd() + DAY_GAP, width - DAY_GAP];
    left.hidden = x < 1;
    right.hidden = x > width - 1;
    const from = Math.max(least, Math.min(x - DAY_GAP, most) - left.offsetWidth);
    const to = Math.min(Math.max(x + DAY_GAP, least), most - right.offsetWidth);
    left.style.left = `${from}px`;
    right.style.left = `${to}px`;
    right.classList.toggle("is-under", !left.hidden && !right.hidden && from + left.offsetWidth + DAY_GAP > to);
  }
  function controlsEnd() {
    const frame = map.getContainer().getBoundingClientRect();
    return Math.max(0, map.getContainer().querySelector(".leaflet-top.leaflet-left .leaflet-control")?.getBoundingClientRect().right - frame.left || 0);
  }
  function redraw() {
    requestAnimationFrame(() => {
      copyMasks();
      cut();
    });
  }

  function draw(state) {
    const days = comparedDays(state);
    const isShown = days !== null && !blankDays(data, days).length;
    divider.hidden = !isShown;
    document.body.classList.toggle("is-comparing", isShown);
    const key = isShown ? `${days.before}/${days.after}/${state.lang}` : "";
    if (key !== drawn) {
      drawn = key;
      if (isShown) drawDays(days);
      else for (const one of [before, after, gains, turned]) one.set([]);
      if (!isShown) masks = [];
      redraw();
    }
    if (!isShown) return;
    left.textContent = dayWords(days.before);
    right.textContent = dayWords(days.after);
    handle.setAttribute("aria-label", t("compare.divider"));
    handle.setAttribute("aria-valuenow", String(Math.round(state.swipe)));
    handle.setAttribute("aria-valuetext", t("compare.divided", { before: dayWords(days.before), after: dayWords(days.after), n: Math.round(state.swipe) }));
    cut();
  }
  function move(to) {
    store.set({ swipe: Math.round(Math.min(Math.max(to, 0), 100) * 10) / 10 });
  }
  handle.addEventListener("keydown", (event) => {
    if (!(event.key in STEPS)) return;
    event.preventDefault();
    event.stopPropagation();
    move(store.get().swipe + STEPS[event.key]);
  });
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const box = map.getContainer().getBoundingClientRect();
    move(((event.clientX - box.left) / box.width) * 100);
  });
  map.on("move", cut);
  map.on("moveend zoomend viewreset resize", redraw);
  store.watch((state, changed) => {
    if (["compare", "asof", "swipe", "lang"].some((one) => changed.has(one))) draw(state);
  });
  draw(store.get());
}
