// Looks up interface texts by key in the language file the page carries, English where a text is missing.

const words = { chosen: {}, fallback: {} };

export function useWords(files, lang) {
  words.fallback = files.en || {};
  words.chosen = files[lang] || words.fallback;
}

// t("list.count", {n: 3}) -> the text with {n} replaced; the key itself when no file knows it.
export function t(key, values) {
  const text = words.chosen[key] ?? words.fallback[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));
}

export function hasWord(key) {
  return key in words.chosen || key in words.fallback;
}

// The words of a closed-list value: "kind.road_block" -> "road block".
export function label(list, value) {
  const key = `${list}.${value}`;
  return hasWord(key) ? t(key) : String(value).replaceAll("_", " ");
}

// 1 -> key.one, otherwise key.many, with {n} filled in.
export function counted(key, n, values) {
  return t(`${key}.${n === 1 ? "one" : "many"}`, { n: n.toLocaleString("en"), ...values });
}

export function metresWords(metres) {
  if (metres === null || metres === undefined) return "";
  if (metres < 1000) return `${Math.round(metres)} m`;
  const km = metres / 1000;
  return `${km < 10 ? km.toFixed(1).replace(/\.0$/, "") : Math.round(km).toLocaleString("en")} km`;
}

export function intervalWords(low, high) {
  const [a, b] = [metresWords(low), metresWords(high)];
  if (a === b) return a;
  const unit = a.slice(-2) === b.slice(-2) ? a.replace(/ km$| m$/, "") : a;
  return `${unit} ${t("to")} ${b}`;
}
