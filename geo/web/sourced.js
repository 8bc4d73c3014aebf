// The words for a date as a source gives it: a single day is written out, a vaguer date stays in figures.

import { dayNumber, dayWords } from "./days.js";
import { t } from "./words.js";

const SIGNS = { "~": "day.about", "?": "day.perhaps", "%": "day.perhaps" };

export function sourcedDay(text) {
  if (!text) return t("source.undated");
  const [, plain, sign] = /^([\d-]+)([~?%]?)$/.exec(text) ?? [];
  if (!plain) return text;
  const day = plain.length === 10 ? dayWords(dayNumber(plain)) : plain;
  return sign ? t(SIGNS[sign], { day }) : day;
}
