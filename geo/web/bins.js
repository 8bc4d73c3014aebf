// Counts incidents by day, week, month or year, whichever the span asks for.

import { addMonths, dayNumber, monthStart, weekStart, yearOf } from "./days.js";

// The widest unit that still gives at least some forty bars.
export function unitFor(days) {
  if (days <= 62) return "day";
  if (days <= 420) return "week";
  if (days <= 365 * 12) return "month";
  return "year";
}

export function binStart(day, unit) {
  if (unit === "day") return day;
  if (unit === "week") return weekStart(day);
  if (unit === "month") return monthStart(day);
  return dayNumber(`${String(yearOf(day)).padStart(4, "0")}-01-01`);
}

export function binNext(start, unit) {
  if (unit === "day") return start + 1;
  if (unit === "week") return start + 7;
  return addMonths(start, unit === "month" ? 1 : 12);
}

// -> {unit, bins: [{from, to, n, counts}]}, empty bins included; an incident counts once, in the bin of its first possible
// day. counts: how many of each group, where a split {groups, groupOf} is given.
export function bins(data, rows, from, to, split = null) {
  const unit = unitFor(to - from + 1);
  const all = [];
  const binOf = new Uint16Array(to - from + 1);
  for (let start = binStart(from, unit); start <= to; start = binNext(start, unit)) {
    const next = binNext(start, unit);
    binOf.fill(all.length, Math.max(start - from, 0), next - from);
    all.push({ from: start, to: next - 1, n: 0, counts: split ? new Uint32Array(split.groups.length) : null });
  }
  const n = new Uint32Array(all.length);
  const { values } = data.incidents.earliest;
  for (let i = 0; i < rows.length; i += 1) {
    const day = Math.max(values[rows[i]], from); // none known is long before
    if (day > to) continue;
    n[binOf[day - from]] += 1;
    if (split) all[binOf[day - from]].counts[split.groupOf(rows[i])] += 1;
  }
  all.forEach((bin, i) => (bin.n = n[i]));
  return { unit, bins: all };
}

// Round dates to label the axis with, some six to twelve of them.
export function ticks(from, to) {
  const days = to - from + 1;
  const months = days / 30.4;
  if (days <= 16) return steps(from, to, (day) => day + (days <= 8 ? 1 : 2));
  if (months < 2.5) return steps(binStart(from, "week"), to, (day) => day + 7);
  const years = Math.ceil(months / 144);
  const step = months < 14 ? 1 : months < 40 ? 3 : 12 * years;
  const first = step >= 12 ? binStart(from, "year") : monthStart(from);
  return steps(first, to, (day) => addMonths(day, step));
}

function steps(first, to, next) {
  const all = [];
  for (let day = first; day <= to; day = next(day)) all.push(day);
  return all;
}
