// Builds the list that opens where several marks share a spot, and keeps it in reach of the keyboard.

import { freed } from "./placing.js";
import { coveredBoxes } from "./reach.js";
import { h } from "./dom.js";
import { t } from "./words.js";

// items: [{mark, small, text, act}] -> the content of a popup.
export function fanList(head, items) {
  return h("div", {}, h("p", { class: "fan-head" }, head), h("ol", { class: "fan-list" }, items.map(({ mark, small, text, act }) => h("li", {},
    h("button", { type: "button", class: "fan-item", onclick: act }, mark, h("span", {}, h("span", { class: "fan-date" }, small), " ", text))))));
}

// The map makes room for the list by itself, below.
export function fanOptions() {
  return { className: "fan", minWidth: 260, maxWidth: 340, autoPan: false };
}

// The focus goes into a popup as it opens, Escape closes it, and the focus goes back to the mark it came from.
export function keepPopupsInReach(map) {
  map.on("popupopen", ({ popup }) => {
    const opener = document.activeElement;
    const box = popup.getElement();
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", box.querySelector(".fan-head")?.textContent || t("close"));
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      map.closePopup(popup);
    });
    map.once("popupclose", () => {
      if (box.contains(document.activeElement) && opener?.isConnected) opener.focus({ preventScroll: true });
    });
    makeRoom(map, box);
    box.querySelector(".fan-item")?.focus({ preventScroll: true });
  });
}

// A mark acts on click, Enter and the space bar alike, as a button does; with a list of its own, it opens that.
export function pressable(marker, act) {
  if (!marker.getPopup()) marker.on("click", act);
  marker.on("keydown", ({ originalEvent }) => {
    if (originalEvent.key !== "Enter" && originalEvent.key !== " ") return;
    originalEvent.preventDefault();
    originalEvent.stopPropagation();
    act();
  });
  return marker;
}

const MARGIN_PX = 8;
const LEAST_LIST_PX = 150;

// The list grows no taller than the room above its mark; only then the map moves, and by no more than brings it into
// sight beside what lies over the map.
function makeRoom(map, popup) {
  const frame = map.getContainer().getBoundingClientRect();
  const boxNow = () => {
    const { x, y, width, height } = popup.getBoundingClientRect();
    return { x: x - frame.x, y: y - frame.y, width, height };
  };
  const list = popup.querySelector(".fan-list");
  const over = MARGIN_PX - boxNow().y;
  if (list && over > 0) list.style.maxHeight = `${Math.max(list.offsetHeight - over, LEAST_LIST_PX)}px`;
  const box = boxNow();
  const into = (from, size, room) => Math.max(MARGIN_PX, Math.min(from, room - size - MARGIN_PX));
  const start = { ...box, x: into(box.x, box.width, frame.width), y: into(box.y, box.height, frame.height) };
  const best = freed(start, coveredBoxes(map), (one) => one.x === into(one.x, one.width, frame.width) && one.y === into(one.y, one.height, frame.height), box);
  if (best.x !== box.x || best.y !== box.y) map.panBy([box.x - best.x, box.y - best.y], { animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
}
