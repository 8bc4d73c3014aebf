// A button that opens what a narrow screen has no room for: the tools of the header, the rarer controls of the clock.

import { h } from "./dom.js";
import { t } from "./words.js";

// What of the clock stays in sight on any screen: the mode, step and play, the day depicted.
const STAYS = ".segmented:first-child, .player, .asof-field";

// Everything else in `host` moves into a drawer, which a wide screen shows open and without its button.
export function createMore(host) {
  const drawer = h("div", { class: "more-controls", id: "more-controls", role: "group", "aria-label": t("more.controls") },
    [...host.children].filter((part) => !part.matches(STAYS)));
  const button = h("button", { type: "button", class: "button", id: "more", "aria-controls": "more-controls", "aria-label": t("more.controls"), title: t("more.controls") }, "⋯");
  host.append(button, drawer);
  createDrawer(button, drawer, { closeOnChoice: false });
}

// The drawer closes on Escape, on a press elsewhere, and (closeOnChoice) once something in it was chosen.
export function createDrawer(button, drawer, { closeOnChoice }) {
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  function set(open) {
    button.setAttribute("aria-expanded", String(open));
    drawer.classList.toggle("is-open", open);
  }
  button.addEventListener("click", () => set(!isOpen()));
  for (const element of [button, drawer]) {
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !isOpen()) return;
      event.preventDefault();
      set(false);
      button.focus();
    });
  }
  drawer.addEventListener("click", (event) => {
    if (closeOnChoice && isOpen() && event.target.closest("button")) set(false);
  });
  addEventListener("pointerdown", (event) => {
    if (isOpen() && !drawer.contains(event.target) && !button.contains(event.target)) set(false);
  });
  set(false);
}
