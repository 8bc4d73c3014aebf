// The method panel: scope, definitions, what the map cannot tell, licences, version and data hash.

import { h } from "./dom.js";
import { t } from "./words.js";

export function createMethod(dialog, data, store) {
  const sections = data.method.map(({ heading, paragraphs }) => h("section", {}, h("h3", {}, heading), paragraphs.map((text) => h("p", {}, text))));
  const lists = h("section", {}, h("h3", {}, t("method.words")), Object.entries(data.vocabulary).map(([name, values]) => h("details", {},
    h("summary", {}, t(`list.${name}`)), h("dl", { class: "words" }, Object.entries(values).map(([value, text]) => h("div", {}, h("dt", {}, value), h("dd", {}, text)))))));
  const layers = h("section", {}, h("h3", {}, t("method.basemap")), h("ul", {}, data.basemap.map((layer) => h("li", {}, `${layer.name}: ${layer.credit}`))));
  dialog.append(h("div", { class: "dialog-bar" }, h("h2", { id: "method-title" }, t("method")),
    h("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick: () => dialog.close() }, "×")),
  h("div", { class: "dialog-body" }, sections, lists, layers,
    h("p", { class: "quiet" }, t("method.version", { version: data.version, hash: data.data_hash }))));
  dialog.addEventListener("close", () => store.set({ panel: null }));
  store.watch((state, changed) => {
    if (!changed.has("panel")) return;
    if (state.panel === "method" && !dialog.open) dialog.showModal();
    if (state.panel !== "method" && dialog.open) dialog.close();
  });
}
