// The page in a frame of an article: a line of its own with the count and the way to the whole, the rest by style sheet.

import { h, replace } from "./dom.js";
import { stateLink } from "./citing.js";
import { titleWords } from "./controls.js";
import { t } from "./words.js";

export function createEmbed(host, data, store, start) {
  const page = location.href.split("#")[0];
  // A frame without an address of its own (srcdoc) has no whole to lead to.
  const isReachable = /^(https?|file):/.test(page);
  const count = h("span", { class: "embed-count" });
  const full = isReachable ? h("a", { target: "_blank", rel: "noopener noreferrer", referrerpolicy: "no-referrer" }, t("embed.full")) : null;
  replace(host, h("strong", {}, data.title), count, full);

  function draw(state) {
    document.body.classList.toggle("is-embed", state.embed);
    host.hidden = !state.embed;
    if (!state.embed) return;
    replace(count, titleWords(data, state));
    full?.setAttribute("href", stateLink(page, state, start));
  }
  store.watch(draw);
  draw(store.get());
}
