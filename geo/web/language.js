// The language of the page: set at the start, offered in a menu, and the page opened anew when another is chosen.

import { byId, h, replace } from "./dom.js";
import { useDateWords } from "./days.js";
import { fromFragment, toFragment } from "./fragment.js";
import { hasWord, languageNow, t, useWords, wordsOf } from "./words.js";

const ATTRIBUTES = ["aria-label", "title", "placeholder"];

// Before any view is drawn: the words, the dates, and the direction of the whole page.
export function speak(data, wanted) {
  useWords(data.words, wanted);
  const now = languageNow();
  document.documentElement.lang = now.lang;
  document.documentElement.dir = now.direction;
  if (now.lang !== "en") {
    useDateWords(dateTable());
    translateTemplate(data.words.en);
  }
  return now;
}

// "date.months": "January,February,..." and so on -> the table that days.js asks for.
function dateTable() {
  const table = {};
  for (const key of ["day", "inMonth", "inYear", "acrossYears", "since", "until", "undated"]) {
    if (hasWord(`date.${key}`)) table[key] = t(`date.${key}`);
  }
  for (const key of ["months", "monthsShort"]) if (hasWord(`date.${key}`)) table[key] = t(`date.${key}`).split(",");
  return table;
}

// The builder writes the template with texts of the English file; each is looked up backwards and replaced.
function translateTemplate(english) {
  const keys = new Map(Object.entries(english).map(([key, text]) => [text, key]).reverse());
  const translated = (text) => (keys.has(text.trim()) ? t(keys.get(text.trim())) : text);
  for (const element of document.body.querySelectorAll(":not(script, style, noscript, noscript *)")) {
    for (const name of ATTRIBUTES) if (element.hasAttribute(name)) element.setAttribute(name, translated(element.getAttribute(name)));
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE && node.data.trim()) node.data = translated(node.data);
  }
}

// Every view draws itself once in one language and none needs to know another: since the address holds the whole
// state, choosing a language opens the page again at the same state. Call it before the history is kept.
export function createLanguage(menu, note, data, store, start) {
  const returned = history.state?.focus === "language";
  const { lang, isReviewed } = languageNow();
  replace(menu, Object.keys(data.words).map((code) => h("option", { value: code, lang: code, selected: code === lang }, wordsOf(data.words, code)["this.name"])));
  note.hidden = isReviewed;
  let chosen = false;
  menu.addEventListener("change", () => {
    chosen = true;
    store.set({ lang: menu.value });
  });
  store.watch((state, changed) => {
    if (changed.has("lang")) setTimeout(() => openAgain(state.lang, chosen));
  });

  function openAgain(wanted, isFromMenu) {
    if ((fromFragment(location.hash, start, data).lang ?? start.lang) !== wanted) location.hash = toFragment(store.get(), start);
    if (isFromMenu) history.replaceState({ focus: "language" }, "");
    location.reload();
  }
  return { returnFocus: () => returned && menu.focus() };
}
