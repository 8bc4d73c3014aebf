// The bottom sheet of a phone: list, tools or card in three heights, by a press, a drag or the arrow keys on its grip.

import { t } from "./words.js";

const HEIGHTS = ["peek", "half", "full"];
// Where the style sheet makes a sheet of the list; the same words stand in layout.css.
const IS_SHEET = "(max-width: 760px) and (min-height: 521px), (max-width: 599px)";
const DRAG_PX = 24;

// A press goes up step by step, and from the top down to the edge.
export function nextHeight(height) {
  return HEIGHTS[(HEIGHTS.indexOf(height) + 1) % HEIGHTS.length];
}

// So many steps up (or down, if negative), as far as there is room.
export function movedHeight(height, steps) {
  return HEIGHTS[Math.min(Math.max(HEIGHTS.indexOf(height) + steps, 0), HEIGHTS.length - 1)];
}

// How many steps a drag of `up` pixels asks for in a room so high: a long one goes two.
export function dragSteps(up, room) {
  if (Math.abs(up) < DRAG_PX) return 0;
  return Math.sign(up) * (Math.abs(up) > room / 2 ? 2 : 1);
}

// Every panel but those that are windows of their own stands where the list does.
function isInSheet(panel) {
  return panel !== null && !["method", "matrix"].includes(panel);
}

export function createSheet(grip, side, card, store) {
  const phone = matchMedia(IS_SHEET);
  // A card has a height of its own, so that closing it gives back the list as it stood.
  const heights = { list: "peek", card: "half" };
  const shown = () => (store.get().selected ? "card" : "list");

  function draw() {
    const height = heights[shown()];
    const owner = shown() === "card" ? card : side;
    document.body.dataset.sheet = phone.matches ? height : "";
    grip.setAttribute("aria-controls", owner.id);
    grip.setAttribute("aria-label", t(`sheet.to.${nextHeight(height)}`));
    grip.title = grip.getAttribute("aria-label");
    // It stands before what it raises, so that the next Tab goes there.
    if (grip.nextElementSibling !== owner) moveBefore(grip, owner);
  }
  function set(height) {
    heights[shown()] = height;
    draw();
  }
  function raise() {
    if (heights[shown()] === "peek") set("half");
  }

  let dragged = false;
  grip.addEventListener("click", () => {
    if (!dragged) set(nextHeight(heights[shown()]));
    dragged = false;
  });
  grip.addEventListener("keydown", (event) => {
    const steps = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!steps) return;
    event.preventDefault();
    event.stopPropagation();
    set(movedHeight(heights[shown()], steps));
  });
  grip.addEventListener("pointerdown", (event) => {
    const from = event.clientY;
    const sheet = shown() === "card" ? card : side;
    dragged = false;
    grip.setPointerCapture(event.pointerId);
    const follow = (e) => {
      for (const moved of [sheet, grip]) moved.style.transform = `translateY(${Math.max(e.clientY - from, 0)}px)`;
    };
    const stop = (e) => {
      grip.removeEventListener("pointermove", follow);
      for (const name of ["pointerup", "pointercancel"]) grip.removeEventListener(name, stop);
      for (const moved of [sheet, grip]) moved.style.transform = "";
      const steps = e.type === "pointerup" ? dragSteps(from - e.clientY, sheet.parentElement.clientHeight) : 0;
      dragged = steps !== 0;
      if (dragged) set(movedHeight(heights[shown()], steps));
    };
    grip.addEventListener("pointermove", follow);
    for (const name of ["pointerup", "pointercancel"]) grip.addEventListener(name, stop);
  });

  phone.addEventListener("change", draw);
  store.watch((state, changed) => {
    if (changed.has("selected") && !state.selected) heights.card = "half";
    if ((changed.has("panel") && isInSheet(state.panel)) || (changed.has("story") && state.story)) raise();
    if (changed.has("selected")) draw();
  });
  const { story, panel } = store.get();
  if (story || isInSheet(panel)) heights.list = "half";
  draw();
  return { raise };
}

function moveBefore(element, owner) {
  const hadFocus = document.activeElement === element;
  owner.before(element);
  if (hadFocus) element.focus();
}
