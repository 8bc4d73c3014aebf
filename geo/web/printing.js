// The print sheet: the map as a figure, the open card or the list of incidents, and every source as a numbered footnote.

import { evidenceAt } from "./known.js";
import { h, named, replace, svg } from "./dom.js";
import { mapPicture } from "./picture.js";
import { mapPlate } from "./plate.js";
import { rangeWords } from "./days.js";
import { sourcedDay } from "./sourced.js";
import { statusMark, symbol } from "./symbols.js";
import { visible } from "./visible.js";
import { label, t } from "./words.js";

const MOST_ON_PAPER = 400;
// Hatches under which each holder is known without colour: dots, lines both ways, level lines, a net.
const HATCHES = {
  sdf: ["--held-sdf", "M2 2 h0.01 M7 7 h0.01", 10, true], gov: ["--held-gov", "M-1 9 L9 -1 M-1 1 L1 -1 M7 9 L9 7", 8], turkey: ["--held-turkey", "M0 3.5 H7", 7],
  isil: ["--held-isil", "M0 0 L8 8 M0 8 L8 0", 8], joint: ["--joint-a", "M0 3.5 H7 M3.5 0 V7", 7],
};

// Numbers each source once, in the order of first mention, and keeps the list.
function createNotes(data) {
  const rows = [];
  return {
    number(id) {
      const row = data.sources.id.indexOf(id);
      if (!rows.includes(row)) rows.push(row);
      return rows.indexOf(row) + 1;
    },
    list() {
      const s = data.sources;
      return rows.length ? h("section", { class: "print-sources" }, h("h2", {}, t("print.sources")), h("ol", {}, rows.map((row) => h("li", {},
        [s.author.at(row), s.publisher.at(row), sourcedDay(s.published.at(row))].filter(Boolean).join(", "), ": ", named(s.title.at(row), s.language.at(row)), ". ",
        h("span", { class: "address" }, s.url.at(row) || ""), s.archived.at(row) ? [` ${t("print.archived")} `, h("span", { class: "address" }, s.archived.at(row))] : null)))) : null;
    },
  };
}

function hatches() {
  const style = getComputedStyle(document.documentElement);
  return Object.entries(HATCHES).map(([name, [colour, d, size, isDots]]) => svg("pattern", { id: `print-${name}`, width: size, height: size, patternUnits: "userSpaceOnUse" },
    svg("rect", { width: size, height: size, fill: style.getPropertyValue(colour), "fill-opacity": 0.38 }), svg("path", { d, class: isDots ? "print-hatch is-dots" : "print-hatch" })));
}

// The card as it stands open, for paper: nothing folded, nothing to press, sources as numbers.
function cardOnPaper(card, notes) {
  const body = card.querySelector(".card-body").cloneNode(true);
  for (const one of body.querySelectorAll("[data-source]")) one.append(h("sup", {}, `[${notes.number(one.dataset.source)}]`));
  for (const one of body.querySelectorAll(".cited > .text-button")) {
    if (one.previousSibling?.nodeType === Node.TEXT_NODE) one.previousSibling.remove();
    one.remove();
  }
  for (const one of body.querySelectorAll("details")) one.open = true;
  for (const one of body.querySelectorAll("tbody[hidden]")) one.hidden = false;
  for (const one of body.querySelectorAll(".fold-button")) one.replaceWith(...one.childNodes);
  for (const one of body.querySelectorAll("a, .text-button")) one.replaceWith(...one.childNodes);
  for (const one of body.querySelectorAll("button, input, select, textarea, form, label, .as-known, .no-print")) one.remove();
  for (const one of body.querySelectorAll("[id]")) one.removeAttribute("id");
  body.className = "print-card";
  return body;
}

function listOnPaper(data, state) {
  const { shown, undated } = visible(data, state);
  const rows = [...shown, ...undated];
  const c = data.incidents;
  const { status } = evidenceAt(data, state.known);
  return h("section", { class: "print-list" }, h("h2", {}, t("print.incidents")), h("table", {}, h("tbody", {}, rows.slice(0, MOST_ON_PAPER).map((row) => h("tr", {},
    h("td", {}, symbol(c.family.at(row), c.where_precision.at(row), 14)), h("td", { class: "print-date" }, rangeWords(c.earliest.at(row), c.latest.at(row))),
    h("td", {}, named(c.title.at(row))), h("td", {}, label("where_precision", c.where_precision.at(row))),
    h("td", {}, statusMark(status.at(row)), label("status", status.at(row))))))),
  rows.length > MOST_ON_PAPER ? h("p", {}, t("print.more", { n: rows.length - MOST_ON_PAPER })) : null);
}

export function createPrinting(data, store, start, container) {
  const sheet = h("div", { id: "print" });
  const root = document.documentElement;
  const patterns = [];
  let theme = null;

  addEventListener("beforeprint", () => {
    if (theme !== null) return;
    theme = root.dataset.theme;
    root.dataset.theme = "light";
    container.classList.add("for-print");
    patterns.push(...hatches());
    document.getElementById("clips").append(...patterns);
    const state = store.get();
    const notes = createNotes(data);
    const { element, room } = mapPlate(data, state, start, container);
    element.classList.add("for-print");
    const map = mapPicture(container);
    room.append(map);
    container.classList.remove("for-print");
    const card = document.getElementById("card");
    replace(sheet, element, state.selected && !card.hidden ? cardOnPaper(card, notes) : listOnPaper(data, state), notes.list());
    document.body.append(sheet);
    document.body.classList.add("is-printing");
  });
  addEventListener("afterprint", () => {
    document.body.classList.remove("is-printing");
    sheet.remove();
    for (const one of patterns.splice(0)) one.remove();
    root.dataset.theme = theme;
    theme = null;
  });
}
