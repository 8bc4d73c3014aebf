// Three lines over the map for a reader who has just arrived: what this is, what it is not, how to begin.

import { featuresOf } from "./features.js";
import { h } from "./dom.js";
import { t } from "./words.js";

// Nothing is remembered: it comes with the plain page each time, and goes at the first thing the reader does.
export function createIntro(stage, data, store) {
  const strip = h("section", { class: "intro", id: "intro", "aria-labelledby": "intro-title" },
    h("h2", { id: "intro-title", class: "sr-only" }, t("intro")),
    h("ul", {}, ["is", "not", "start"].map((key) => h("li", {}, t(key === "is" && !featuresOf(data).scopes ? "intro.events" : `intro.${key}`, { subject: data.subtitle })))),
    h("button", { type: "button", class: "icon-button", "aria-label": t("intro.close"), title: t("intro.close"), onclick: () => {
      strip.remove();
      stage.querySelector(".leaflet-container")?.focus({ preventScroll: true });
    } }, "×"));
  stage.prepend(strip);
  store.watch((state, changed) => {
    if ([...changed].some((key) => key !== "view")) strip.remove();
  });
}
