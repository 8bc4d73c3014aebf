// The method panel: scope, definitions, what the map cannot tell, keys, licences, version and data hash.

import { h, prose } from "./dom.js";
import { label, languageNow, t } from "./words.js";

const KEYS = [["←", "→"], ["Space"], ["/"], ["Esc"]];

export function createMethod(dialog, data, store) {
  const sections = data.method.map(({ heading, paragraphs }) => h("section", {}, prose("h3", heading), paragraphs.map((text) => prose("p", text))));
  const lists = h("section", {}, h("h3", {}, t("method.words")), Object.entries(data.vocabulary).map(([name, values]) => h("details", {},
    h("summary", {}, t(`list.${name}`)), h("dl", { class: "words" }, Object.entries(values).map(([value, text]) => h("div", {}, h("dt", {}, label(name, value)), prose("dd", text)))))));
  const keys = h("section", {}, h("h3", {}, t("method.keys")), h("dl", { class: "words keys" }, KEYS.map((names, i) => h("div", {}, h("dt", {}, names.map((name) => h("kbd", {}, name))), h("dd", {}, t(`method.keys.${i}`))))));
  const layers = h("section", {}, h("h3", {}, t("method.basemap")), h("ul", {}, data.basemap.map((layer) => prose("li", `${layer.name}: ${layer.credit}`))));
  dialog.append(h("div", { class: "dialog-bar" }, h("h2", { id: "method-title" }, t("method")),
    h("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick: () => dialog.close() }, "×")),
  h("div", { class: "dialog-body" }, languageNow().isReviewed ? null : h("p", { class: "machine", id: "machine-note" }, t("language.machine.note")), sections, keys, lists, layers,
    h("p", { class: "quiet" }, t("method.version", { version: data.version, hash: data.data_hash }))));
  // Going back may have closed it already, with another panel open.
  dialog.addEventListener("close", () => store.get().panel === "method" && store.set({ panel: null }));
  store.watch((state, changed) => {
    if (!changed.has("panel")) return;
    if (state.panel === "method" && !dialog.open) dialog.showModal();
    if (state.panel !== "method" && dialog.open) dialog.close();
  });
}
