// Builds the list that opens where several marks share a spot, and keeps it in reach of the keyboard.

import { h } from "./dom.js";
import { t } from "./words.js";

// items: [{mark, small, text, act}] -> the content of a popup.
export function fanList(head, items) {
  return h("div", {}, h("p", { class: "fan-head" }, head), h("ol", { class: "fan-list" }, items.map(({ mark, small, text, act }) => h("li", {},
    h("button", { type: "button", class: "fan-item", onclick: act }, mark, h("span", {}, h("span", { class: "fan-date" }, small), " ", text))))));
}

// The list opens beside the legend, not under it.
export function fanOptions(map) {
  const frame = map.getContainer().getBoundingClientRect();
  const legend = map.getContainer().parentElement.querySelector(".legend[open]")?.getBoundingClientRect();
  const left = legend && frame.width - legend.width > 420 ? legend.right - frame.x : 0;
  return { className: "fan", minWidth: 260, maxWidth: 340, autoPanPaddingTopLeft: [left + 16, 60], autoPanPaddingBottomRight: [16, 60] };
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
