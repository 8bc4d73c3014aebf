// Reduces a name to what its spellings share, keeping its script, and ranks how well a query fits a name so reduced.
//
// The part of fold() in geo/names.py that needs no transliteration: folding there what is folded here gives the same
// key, and for Latin script the two keys are equal (tests/golden/fold.json).

// Forms of one Arabic letter that writers and keyboards exchange; hamza carriers lose their hamza as a mark.
const ARABIC_FORMS = {
  "\u0671": "\u0627", // alef with wasla -> alef
  "\u0649": "\u064a", // alef maqsura -> ya
  "\u06cc": "\u064a", // Persian and Kurdish ya -> ya
  "\u06d0": "\u064a", // e -> ya
  "\u0629": "\u0647", // ta marbuta -> ha
  "\u06a9": "\u0643", // Persian and Kurdish kaf -> kaf
};
// Latin letters that are not a letter and a mark.
const LATIN_FORMS = {
  "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h",
};
const ARTICLES = new Set([
  ..."al el ar as ash at ath ad adh az an er es esh et ez".split(" "),
  ..."аль эль ар ас аш ат ад аз ан эр эс эш эт эз".split(" "),
]);
const ARABIC_ARTICLE = "\u0627\u0644";
// Marks of ayn, hamza and glottal stop; the format characters; tatweel, which carries no sound.
const SILENT = /['`"\u2018\u2019\u02bb\u02bc\u02bf\u02be\u0640\p{Cf}]/gu;

const PLAIN = /^[\x20-\x7e]*$/;
const QUOTES = /['`"]/g;
const PLAIN_WORDS = /[a-z0-9]+/g;
const MOST_FOLDS = 20000;
const folds = new Map(); // word -> what it folds to

/** "Al-Qāmishlī" -> "qamishli": lower-case words of the same script, no marks, quotes, article or doubled letter. */
export function fold(text) {
  if (PLAIN.test(text)) return foldPlain(String(text));
  const bareLetters = String(text).normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC");
  const words = bareLetters.toLowerCase().replace(SILENT, "").match(/[\p{L}\p{Nd}]+/gu) ?? [];
  const plain = words.map((word) => withoutArabicArticle(oneForm(word)));
  const kept = plain.filter((word) => !ARTICLES.has(word));
  return (kept.length ? kept : plain).map(foldedWord).join(" ");
}

// Letters and digits of ASCII need no look at scripts: each word once, since texts by the hundred thousand share theirs.
function foldPlain(text) {
  const words = text.toLowerCase().replace(QUOTES, "").match(PLAIN_WORDS) ?? [];
  const kept = words.filter((word) => !ARTICLES.has(word));
  return (kept.length ? kept : words).map(knownWord).join(" ");
}

function knownWord(word) {
  let folded = folds.get(word);
  if (folded === undefined) {
    if (folds.size > MOST_FOLDS) folds.clear();
    folds.set(word, folded = foldedWord(word));
  }
  return folded;
}

function oneForm(word) {
  return Array.from(word, (letter) => ARABIC_FORMS[letter] ?? LATIN_FORMS[letter] ?? westernDigit(letter)).join("");
}

function withoutArabicArticle(word) {
  return word.startsWith(ARABIC_ARTICLE) && word.length > 3 ? word.slice(2) : word;
}

// Arabic-Indic and Persian digits.
function westernDigit(letter) {
  const code = letter.codePointAt(0);
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
  return code >= 0x6f0 && code <= 0x6f9 ? String(code - 0x6f0) : letter;
}

function foldedWord(word) {
  const one = word.length > 3 ? word.replace(/y$/, "i") : word; // Qamishly and Qamishli
  const single = one.replace(/([a-z])\1+/g, "$1");
  return single.length > 3 && single.endsWith("ah") ? single.slice(0, -1) : single; // -iya and -iyah are one ending
}

/**
 * How well a folded query fits a folded key: 100 the same, 90 the same but for spaces, 80 its start, 60 starts of its
 * words, 40 a part of it, 20 with one slip in a word of five letters or more; 0 not at all.
 */
export function matchScore(query, key) {
  if (!query || !key) return 0;
  if (query === key) return 100;
  if (query.replaceAll(" ", "") === key.replaceAll(" ", "")) return 90;
  if (key.startsWith(query)) return 80;
  const asked = query.split(" ");
  if (asked.every((word) => startsSomeWord(word, key))) return 60;
  if (key.includes(query)) return 40;
  if (asked.every((word) => word.length < 5 && !startsSomeWord(word, key))) return 0;
  const words = key.split(" ");
  const near = (word) => word.length >= 5 && words.some((other) => isOneSlip(word, other));
  return asked.every((word) => startsSomeWord(word, key) || near(word)) ? 20 : 0;
}

function startsSomeWord(word, key) {
  return key.startsWith(word) || key.includes(` ${word}`);
}

// One letter more, less or other, or two neighbours exchanged.
function isOneSlip(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const restA = a.slice(same);
  const restB = b.slice(same);
  if (restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}
