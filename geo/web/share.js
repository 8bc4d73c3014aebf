// The share dialog: the link, the picture, the print sheet, the citation and the code of a frame, all for what is shown.

import { bibtexCitation, embedCode, pageAddress, plainCitation, stateLink } from "./citing.js";
import { byId, h, replace } from "./dom.js";
import { copyField } from "./copying.js";
import { t } from "./words.js";

// `acts` is {png, svg, print}: what the buttons of the middle do.
export function createShare(dialog, data, store, start, acts) {
  const section = (key, ...content) => h("section", {}, h("h3", {}, t(`share.${key}`)), content);
  const note = (text) => h("p", { class: "quiet" }, text);
  const button = (id, text, onclick) => h("button", { type: "button", class: "button", id, onclick }, text);

  async function act(which) {
    const said = byId("share-said");
    said.textContent = t("share.making");
    try {
      said.textContent = await which();
    } catch {
      said.textContent = t("share.failed");
    }
    byId("live").textContent = said.textContent;
  }

  const link = () => stateLink(location.href.split("#")[0], store.get(), start);

  function content() {
    const state = store.get();
    const isFile = location.protocol === "file:";
    const cited = stateLink(pageAddress(location.href), state, start);
    return [
      section("link", copyField("share-link", t("share.link.name"), link(), 2), isFile ? note(t("share.link.file")) : null),
      section("picture", note(t("share.picture.note")), h("div", { class: "share-bar" },
        button("share-png", t("share.png"), () => act(acts.png)), button("share-svg", t("share.svg"), () => act(acts.svg)),
        button("share-print", t("share.print"), () => {
          dialog.close();
          acts.print();
        })), h("p", { id: "share-said", class: "quiet" })),
      section("cite", copyField("cite-plain", t("cite.plain"), plainCitation(data, state, cited), 4),
        copyField("cite-bibtex", "BibTeX", bibtexCitation(data, state, cited), 8)),
      section("embed", note(t("share.embed.note")), copyField("share-embed", t("share.embed.name"), embedCode(data, state, start, pageAddress(location.href)), 4)),
    ];
  }

  function open(part) {
    replace(dialog, h("div", { class: "dialog-bar" }, h("h2", { id: "share-title" }, t("share")),
      h("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick: () => dialog.close() }, "×")),
    h("div", { class: "dialog-body share-body" }, content()));
    dialog.showModal();
    if (part) byId(part).select();
  }
  byId("share").addEventListener("click", () => open());
  return { open, link };
}
