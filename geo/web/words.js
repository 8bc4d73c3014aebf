// Looks up interface texts by key in the language file the page carries, English where a text is missing.

const words = { chosen: {}, fallback: {}, own: new Set(), lang: "en", isRightToLeft: false };

// Text of another direction inside a right-to-left sentence is set apart, or its figures and dates would change places.
const ISOLATE = "\u2068";
const END_ISOLATE = "\u2069";

export function useWords(files, lang) {
  words.fallback = files.en || {};
  words.lang = Object.hasOwn(files, lang) ? lang : "en";
  words.chosen = wordsOf(files, words.lang);
  words.own = new Set(Object.values(words.chosen));
  words.isRightToLeft = words.chosen["this.direction"] === "rtl";
}

// English comes by key, any other language in the order of the English keys (see docs/payload.md).
export function wordsOf(files, lang) {
  if (lang === "en") return files.en || {};
  const { texts, more } = files[lang];
  const pairs = Object.keys(files.en).map((key, i) => [key, texts[i]]).filter(([, text]) => text !== null);
  return { ...Object.fromEntries(pairs), ...more };
}

// The language chosen: its code, its direction, and whether a speaker of it has read the texts.
export function languageNow() {
  return { lang: words.lang, direction: words.isRightToLeft ? "rtl" : "ltr", isReviewed: t("this.reviewed") === "yes" };
}

// t("search.filter", {text: "Derik"}) -> the text with {text} replaced; the key itself when no file knows it.
export function t(key, values) {
  const text = words.chosen[key] ?? words.fallback[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? setApart(String(values[name])) : whole));
}

// A name put into a sentence by hand needs this; t() does it for what it fills in.
export function setApart(text) {
  return words.isRightToLeft && !/^[\d.,]*$/.test(text) ? `${ISOLATE}${text}${END_ISOLATE}` : text;
}

export function hasWord(key) {
  return key in words.chosen || key in words.fallback;
}

// The words of a closed-list value: "kind.road_block" -> "road block".
export function label(list, value) {
  const key = `${list}.${value}`;
  return hasWord(key) ? t(key) : String(value).replaceAll("_", " ");
}

// An actor by its name in the language chosen, where the language file has one; the data itself stays as it is.
export function actorName(data, row) {
  if (row < 0) return undefined;
  const key = `actor.${data.actors.id.at(row)}`;
  return hasWord(key) ? t(key) : data.actors.name.at(row);
}

// Several things in a row, with the comma of the language.
export function inARow(texts) {
  return texts.join(t("comma"));
}

// What the text of a record is written in, when the interface is in something else: data is not translated.
export function dataLanguage(text) {
  if (words.lang === "en" || words.own.has(text)) return null;
  return /[\u0600-\u06ff]/.test(text) ? "ar" : "en";
}

// The form a number asks for: Arabic has one, two, few (3 to 10, and 103 to 110) and many; the others one and many.
export function pluralForm(lang, n) {
  if (n === 1) return "one";
  if (lang !== "ar") return "many";
  if (n === 2) return "two";
  return Number.isInteger(n) && n % 100 >= 3 && n % 100 <= 10 ? "few" : "many";
}

// 1 -> key.one, otherwise key.many (or what the language has between), with {n} filled in.
export function counted(key, n, values) {
  const form = `${key}.${pluralForm(words.lang, n)}`;
  return t(form in words.chosen ? form : `${key}.many`, { n: n.toLocaleString("en"), ...values });
}

export function metresWords(metres) {
  if (metres === null || metres === undefined) return "";
  const [n, unit] = lengthParts(metres);
  return t(unit, { n });
}

export function intervalWords(low, high) {
  const [a, b] = [lengthParts(low), lengthParts(high)];
  if (a.join() === b.join()) return metresWords(low);
  return `${a[1] === b[1] ? a[0] : metresWords(low)} ${t("to")} ${metresWords(high)}`;
}

function lengthParts(metres) {
  if (metres < 1000) return [String(Math.round(metres)), "unit.metres"];
  const km = metres / 1000;
  return [km < 10 ? km.toFixed(1).replace(/\.0$/, "") : Math.round(km).toLocaleString("en"), "unit.kilometres"];
}
