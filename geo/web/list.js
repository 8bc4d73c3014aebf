// The incidents in date order as a list, with a tray for those without a place and one for those without a date.
// A long list holds only the rows near what is seen: each of one height, so that the whole is as tall as it would be.

import { h, replace } from "./dom.js";
import { dayWords } from "./days.js";
import { evidenceAt } from "./known.js";
import { listGroups, placeOf, rowAt } from "./list_groups.js";
import { listItem } from "./list_item.js";
import { SHOWN_BY } from "./state.js";
import { counted, t } from "./words.js";

const WHOLE = 300; // rows up to which a list stands on the page whole
const AROUND = 40; // rows of a long list kept above and below what is seen
const ITEM_PX = 78; // list.css has the same
const MOST_PX = 30e6; // a browser draws nothing lower: the room of rows out of sight shrinks before it comes to that

export function createList(host, data, store, open) {
  const column = data.incidents;
  let groups = [];
  let count = 0;
  let from = 0; // the places of the rows that stand on the page
  let to = 0;

  const rowPx = () => Math.min(ITEM_PX, MOST_PX / Math.max(count, 1));

  // With a day chosen: the incidents no source had surely told of by it, in two numbers.
  function untold(state) {
    if (state.known === null) return null;
    const { told, unclear } = evidenceAt(data, state.known);
    const rows = told.map((_, row) => row).filter((row) => !told.at(row));
    const vague = rows.filter((row) => unclear.at(row).length);
    if (!rows.length) return null;
    return h("section", { class: "tray untold" }, h("h3", {}, t("tray.untold", { day: dayWords(state.known) })),
      h("p", {}, counted("tray.untold.all", rows.length), vague.length ? ` ${counted("tray.untold.vague", vague.length)}` : ""));
  }

  // One section a group, the rows it has between `from` and `to` in it, the room of the others kept.
  function section(group, before, state) {
    const { key, year, rows } = group;
    const [first, last] = [Math.min(Math.max(from - before, 0), rows.length), Math.min(Math.max(to - before, 0), rows.length)];
    const items = Array.from(rows.subarray(first, last), (row, i) => listItem(data, row, state, open, before + first + i, count));
    const room = count > WHOLE ? { "padding-top": `${first * rowPx()}px`, height: `${rows.length * rowPx() + (last - first) * (ITEM_PX - rowPx())}px` } : null;
    const list = h("ol", { style: room, start: first + 1 }, items);
    if (year !== undefined) return h("section", { dataset: { group: key } }, h("h3", { class: "year" }, key, h("span", {}, counted("incident", rows.length))), list);
    return h("section", { class: "tray", dataset: { group: key } }, h("h3", {}, `${t("tray." + key)} (${rows.length.toLocaleString("en")})`), h("p", {}, t(`tray.${key}.note`)), list);
  }

  function draw(state) {
    groups = listGroups(data, state);
    count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
    host.classList.toggle("is-long", count > WHOLE);
    const chosen = state.selected?.type === "incident" ? column.id.indexOf(state.selected.id) : -1;
    const place = chosen < 0 ? null : placeOf(groups, chosen)?.place;
    [from, to] = count <= WHOLE ? [0, count] : place === null || place === undefined ? seen() : around(place);
    show(state);
    if (place !== null && place !== undefined) bringIntoSight(".is-selected");
  }

  function around(place) {
    return [Math.max(0, place - AROUND), Math.min(count, place + AROUND)];
  }

  // The places in sight, by where each section stands.
  function seen() {
    const box = host.getBoundingClientRect();
    let before = 0;
    let at = 0;
    for (const { rows, key } of groups) {
      const list = host.querySelector(`[data-group="${key}"] ol`);
      const top = list ? list.getBoundingClientRect().top : box.bottom;
      if (top <= box.top) at = before + Math.min(rows.length, Math.floor((box.top - top) / rowPx()));
      before += rows.length;
    }
    return [Math.max(0, at - AROUND), Math.min(count, at + AROUND + Math.ceil(box.height / ITEM_PX))];
  }

  function show(state) {
    const focused = host.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    const top = host.scrollTop;
    let before = 0;
    const parts = groups.map((group) => {
      const made = section(group, before, state);
      before += group.rows.length;
      return made;
    });
    replace(host, parts, untold(state), count ? null : h("p", { class: "empty" }, t("list.empty")));
    host.scrollTop = top;
    if (focused) host.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    readTexts();
  }

  // Titles of a long table come a moment later.
  function readTexts() {
    const rows = Array.from({ length: to - from }, (_, i) => rowAt(groups, from + i));
    const now = [from, to, groups];
    data.texts.ready(rows, [column.title])?.then(() => now[0] === from && now[1] === to && now[2] === groups && show(store.get()));
  }

  function bringIntoSight(selector) {
    const chosen = host.querySelector(selector);
    const box = host.getBoundingClientRect();
    const at = chosen?.getBoundingClientRect();
    if (at && (at.top < box.top + 30 || at.bottom > box.bottom)) host.scrollTop += at.top - box.top - box.height / 3;
    return chosen;
  }

  host.addEventListener("scroll", () => {
    if (count <= WHOLE) return;
    const [first, last] = seen();
    // New rows only once those kept around are half used up.
    if (first >= from - AROUND / 2 && first <= from + AROUND / 2 && last <= to + AROUND / 2) return;
    [from, to] = [first, last];
    show(store.get());
  });

  // Up and down walk the rows, a page is what fits, Home and End go to the ends, whether or not the row stands there yet.
  host.addEventListener("keydown", (event) => {
    const here = event.target.closest(".item");
    if (!here || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = Number(here.closest("li").getAttribute("aria-posinset")) - 1;
    const page = Math.max(1, Math.floor(host.clientHeight / ITEM_PX) - 1);
    const to_ = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: count - 1 }[event.key];
    if (to_ === undefined) return;
    event.preventDefault();
    const place = Math.min(Math.max(to_, 0), count - 1);
    if (place < from || place >= to) {
      [from, to] = around(place);
      show(store.get());
    }
    bringIntoSight(`li[aria-posinset="${place + 1}"] .item`)?.focus({ preventScroll: true });
  });

  const matters = [...SHOWN_BY, "selected", "lang"];
  store.watch((state, changed) => {
    if (matters.some((key) => changed.has(key))) draw(state);
  });
  draw(store.get());
}
