// Copies text for the reader; where the browser refuses, the text stands selected, ready for the keyboard.

import { byId, h } from "./dom.js";
import { t } from "./words.js";

async function isCopied(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field.focus();
    field.select();
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  }
}

// A text to take away: shown whole, with a button that copies it and says whether it did.
export function copyField(id, name, text, rows) {
  const field = h("textarea", { id, readonly: true, rows, dir: "auto", spellcheck: "false" }, text);
  const said = h("span", { class: "copy-said" });
  const button = h("button", { type: "button", class: "button", onclick: async () => {
    said.textContent = t(await isCopied(field.value, field) ? "copied" : "copy.by-hand");
    byId("live").textContent = said.textContent;
  } }, t("copy"));
  return h("div", { class: "copy-field" }, h("label", { for: id }, name), field, h("div", { class: "copy-bar" }, button, said));
}

// The same without a field to show: `fallback(text)` is called where the browser refuses.
export async function copyFrom(button, text, fallback) {
  try {
    await navigator.clipboard.writeText(text);
    byId("live").textContent = t("copied");
    const words = button.textContent;
    button.textContent = t("copied");
    setTimeout(() => {
      button.textContent = words;
    }, 2500);
  } catch {
    fallback();
  }
}
