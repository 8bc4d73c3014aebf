// Calendar days as whole numbers, days since 1970-01-01, and the words for them; never a Date object.
//
// Proleptic Gregorian, years 0001 to 9999, as in Python. Integer arithmetic only, so that no timezone can move a day.

const FIRST_DAY = -719162; // 0001-01-01
const LAST_DAY = 2932896; // 9999-12-31
const EPOCH_FROM_MARCH_0000 = 719468; // days from 0000-03-01 to 1970-01-01

/** The English words; a language file gives a table with the same keys to useDateWords. */
export const ENGLISH_DATES = {
  months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December"],
  monthsShort: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  day: "{day} {month} {year}",
  inMonth: "{day} to {day2} {month} {year}",
  inYear: "{day} {monthShort} to {day2} {monthShort2} {year}",
  acrossYears: "{day} {monthShort} {year} to {day2} {monthShort2} {year2}",
  since: "since {date}",
  until: "until {date}",
  undated: "undated",
};

const dateWords = { chosen: ENGLISH_DATES };

/** Makes a table like ENGLISH_DATES the default of dayWords and rangeWords; keys it lacks stay English. */
export function useDateWords(words) {
  dateWords.chosen = { ...ENGLISH_DATES, ...words };
}

/** "2020-06-03" -> 18416; RangeError for anything but a real day written so. */
export function dayNumber(text) {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const [year, month, day] = found ? found.slice(1).map(Number) : [0, 0, 0];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) {
    throw new RangeError(`${String(text)} is not a day from 0001-01-01 to 9999-12-31`);
  }
  return numberOfDay(year, month, day);
}

/** 18416 -> "2020-06-03". */
export function dayText(n) {
  const { year, month, day } = dayParts(n);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** 18416 -> "3 June 2020". */
export function dayWords(n, words = dateWords.chosen) {
  return filledDate(words.day, wordParts(n, words));
}

/** A part of a day by a pattern of its own: datePart(18416, "{day} {monthShort}") -> "3 Jun". */
export function datePart(n, pattern) {
  return filledDate(pattern, wordParts(n, dateWords.chosen));
}

/** "3 June 2020", "1 to 30 June 2020", "1 Jan to 30 Jun 2020"; null is an open end: "since ..", "until ..". */
export function rangeWords(earliest, latest, words = dateWords.chosen) {
  const [opens, ends] = [earliest ?? null, latest ?? null];
  if (opens === null && ends === null) return words.undated;
  if (ends === null) return filledDate(words.since, { date: dayWords(opens, words) });
  if (opens === null) return filledDate(words.until, { date: dayWords(ends, words) });
  if (opens > ends) throw new RangeError(`the range ${dayText(opens)} to ${dayText(ends)} ends before it starts`);
  if (opens === ends) return dayWords(opens, words);
  const a = wordParts(opens, words);
  const b = wordParts(ends, words);
  const both = { ...a, day2: b.day, monthShort2: b.monthShort, year2: b.year };
  if (a.year !== b.year) return filledDate(words.acrossYears, both);
  return filledDate(a.month === b.month ? words.inMonth : words.inYear, both);
}

/** The year of a day: 18416 -> 2020. */
export function yearOf(n) {
  return dayParts(n).year;
}

/** The first day of the month a day is in. */
export function monthStart(n) {
  return n - dayParts(n).day + 1;
}

/** The Monday on or before a day. */
export function weekStart(n) {
  requireDay(n);
  return n - ((((n + 3) % 7) + 7) % 7); // 1970-01-01 was a Thursday
}

/** The same day k months later (earlier if k < 0); in a shorter month its last day: 31 January + 1 -> 29 February. */
export function addMonths(n, k) {
  const { year, month, day } = dayParts(n);
  if (!Number.isInteger(k)) throw new RangeError(`${String(k)} is not a whole number of months`);
  const months = year * 12 + month - 1 + k;
  const [newYear, newMonth] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  return requireDay(numberOfDay(newYear, newMonth, Math.min(day, monthLength(newYear, newMonth))));
}

// Years are counted from March, so that the leap day comes last and months before it have a fixed pattern.
function numberOfDay(year, month, day) {
  const marchYear = month < 3 ? year - 1 : year;
  const dayOfMarchYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return daysBeforeMarchYear(marchYear) + dayOfMarchYear - EPOCH_FROM_MARCH_0000;
}

function dayParts(n) {
  const days = requireDay(n) + EPOCH_FROM_MARCH_0000;
  let marchYear = Math.floor((days * 400) / 146097);
  if (daysBeforeMarchYear(marchYear + 1) <= days) marchYear += 1;
  if (daysBeforeMarchYear(marchYear) > days) marchYear -= 1;
  const dayOfMarchYear = days - daysBeforeMarchYear(marchYear);
  const marchMonth = Math.floor((5 * dayOfMarchYear + 2) / 153);
  return {
    year: marchMonth < 10 ? marchYear : marchYear + 1,
    month: ((marchMonth + 2) % 12) + 1,
    day: dayOfMarchYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

function daysBeforeMarchYear(marchYear) {
  return 365 * marchYear + Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
}

function monthLength(year, month) {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function requireDay(n) {
  if (Number.isInteger(n) && n >= FIRST_DAY && n <= LAST_DAY) return n;
  throw new RangeError(`${String(n)} is not a day number from ${FIRST_DAY} to ${LAST_DAY}`);
}

function wordParts(n, words) {
  const { year, month, day } = dayParts(n);
  return { day, month: words.months[month - 1], monthShort: words.monthsShort[month - 1], year };
}

function filledDate(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
