// The incidents in date order as a list, with a tray for those without a place and one for those without a date.
// A long list holds only the rows near what is seen: each of one height, so that the whole is as tall as it would be.

import { h, named, replace } from "./dom.js";
import { dayWords } from "./days.js";
import { evidenceAt } from "./known.js";
import { listGroups, placeOf, rowAt } from "./list_groups.js";
import { listItem } from "./list_item.js";
import { createRoom } from "./list_room.js";
import { SHOWN_BY } from "./state.js";
import { counted, t } from "./words.js";

const WHOLE = 300; // rows up to which a list stands on the page whole,
const WHOLE_OF_MANY = 60; // and where there are thousands: each step of the clock draws all of it anew
const AROUND = 40; // rows of a long list kept above and below what is seen while it is scrolled,
const AT_FIRST = 8; // and as many when a step of the clock has brought others
const NEAR_END = 6; // rows left above or below what is seen: time to bring more
const ITEM_PX = 78; // list.css has the same

export function createList(host, data, store, open) {
  const column = data.incidents;
  let groups = [];
  let count = 0;
  let from = 0; // the places of the rows that stand on the page
  let to = 0;
  let top = 0; // how far it was scrolled when last heard: to ask at each step would lay out the page
  const whole = data.texts.isSmall ? WHOLE : WHOLE_OF_MANY;
  const room = createRoom(host);

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
    const list = h("ol", { style: count > whole ? room.styleOf(key, rows.length, first, last) : null, start: first + 1 }, items);
    if (year !== undefined) return h("section", { dataset: { group: key } }, h("h3", { class: "year" }, key, h("span", {}, counted("incident", rows.length))), list);
    return h("section", { class: "tray", dataset: { group: key } }, h("h3", {}, `${t("tray." + key)} (${rows.length.toLocaleString("en")})`), h("p", {}, t(`tray.${key}.note`)), list);
  }

  function draw(state) {
    groups = listGroups(data, state);
    count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
    host.classList.toggle("is-long", count > whole);
    const chosen = state.selected?.type === "incident" ? column.id.indexOf(state.selected.id) : -1;
    const place = chosen < 0 ? null : placeOf(groups, chosen)?.place;
    [from, to] = count <= whole ? [0, count] : place === null || place === undefined ? withMore(inSight(top ? room.seen(groups).place : 0), AT_FIRST) : around(place);
    show(state);
    if (place !== null && place !== undefined) bringIntoSight(".is-selected");
  }

  const around = (place) => withMore([place, place], AROUND);
  // So many rows more above and below.
  function withMore([first, last], more) {
    return [Math.max(0, first - more), Math.min(count, last + more)];
  }

  const inSight = (place) => [place, place + room.fits()];

  function show(state, spot) {
    const focused = host.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    let before = 0;
    room.begin(count, spot);
    const parts = groups.map((group) => {
      const made = section(group, before, state);
      before += group.rows.length;
      return made;
    });
    replace(host, parts, untold(state), count ? null : h("p", { class: "empty" }, t("list.empty")));
    if (focused) host.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    readTexts();
  }

  // Titles of a long table come a moment later.
  function readTexts() {
    const rows = Array.from({ length: to - from }, (_, i) => rowAt(groups, from + i));
    const now = [from, to, groups];
    data.texts.ready(rows, [column.title])?.then(() => {
      if (now[0] !== from || now[1] !== to || now[2] !== groups) return;
      host.querySelectorAll(".item-title").forEach((title, i) => replace(title, named(column.title.at(rows[i]))));
    });
  }

  function bringIntoSight(selector) {
    const chosen = host.querySelector(selector);
    const box = host.getBoundingClientRect();
    const at = chosen?.getBoundingClientRect();
    if (at && (at.top < box.top + 30 || at.bottom > box.bottom)) host.scrollTop += at.top - box.top - box.height / 3;
    return chosen;
  }

  host.addEventListener("scroll", () => {
    top = host.scrollTop;
    if (count <= whole) return;
    const spot = room.seen(groups);
    const [first, last] = inSight(spot.place);
    if (spot.isDrawn !== false && (first >= from + NEAR_END || !from) && (last <= to - NEAR_END || to === count)) return;
    [from, to] = withMore([first, last], AROUND);
    show(store.get(), spot);
    room.settle();
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

  // Among thousands the list is not drawn while the filters lie over it.
  const isHidden = ({ panel }) => panel === "filters" && !data.texts.isSmall;
  const matters = [...SHOWN_BY, "selected", "lang"];
  store.watch((state, changed, before) => {
    if (!isHidden(state) && (isHidden(before) || matters.some((key) => changed.has(key)))) draw(state);
  });
  draw(store.get());
}
