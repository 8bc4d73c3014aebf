// Shows the table of bases in a window of its own: who against whom, kilometres with their interval, the nearest marked.

import { copyFrom } from "./copying.js";
import { dayWords } from "./days.js";
import { h, named, replace } from "./dom.js";
import { matrixCsv, matrixOf, matrixSides, nearestOf, sidesWithBases } from "./matrix.js";
import { lengthWords, spanWords } from "./measuring.js";
import { actorName, counted, t } from "./words.js";

export function createMatrix(dialog, data, store) {
  const name = (side) => (side ? actorName(data, data.actors.id.indexOf(side)) : t("matrix.any"));
  const choice = (key, i) => h("label", {}, t(key), h("select", { onchange: (event) => choose(i, event.target.value) },
    ["", ...sidesWithBases(data)].map((side) => h("option", { value: side }, name(side)))));
  const selects = [choice("matrix.rows", 0), choice("matrix.columns", 1)];
  const body = h("div", { class: "matrix-scroll", tabindex: "0", role: "region", "aria-labelledby": "matrix-title" });
  const said = h("p", { class: "matrix-said" });
  const fallback = h("div", {});
  const copy = h("button", { type: "button", class: "button", onclick: (event) => {
    const text = matrixCsv(matrixOf(data, store.get().asof, matrixSides(data, store.get().matrix)), store.get().asof);
    copyFrom(event.currentTarget, text, () => {
      replace(fallback, h("textarea", { readonly: true, rows: 5, "aria-label": t("copy.by-hand") }, text));
      fallback.firstChild.select();
    });
  } }, t("matrix.copy"));
  dialog.append(h("div", { class: "dialog-bar" }, h("h2", { id: "matrix-title" }, t("matrix")),
    h("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick: () => dialog.close() }, "×")),
  h("div", { class: "dialog-body" }, h("div", { class: "matrix-choice" }, selects, copy), said, body, fallback, h("p", { class: "quiet" }, t("matrix.why"))));
  dialog.addEventListener("close", () => store.get().panel === "matrix" && store.set({ panel: "measure" }));

  function choose(i, side) {
    const sides = matrixSides(data, store.get().matrix);
    sides[i] = side;
    store.set({ matrix: sides.join("~") });
  }

  function head(spot, scope, n) {
    return h("th", { scope, class: spot.firm ? null : "is-possible" }, h("span", {}, named(spot.name.split(" (")[0]), spot.firm ? null : h("small", {}, ` ${t("matrix.possible")}`)), n);
  }
  function cell(found, kind) {
    if (!found) return h("td", { class: "is-same" }, h("span", { class: "sr-only" }, t("matrix.same")));
    const mark = { first: t("matrix.first"), rival: t("matrix.rival") }[kind];
    return h("td", { class: kind ? `is-${kind}` : null, title: spanWords(found.low_m, found.high_m) }, h("b", {}, kmText(found.distance_m)),
      h("small", {}, `${kmText(found.low_m)}–${kmText(found.high_m)}`), mark ? h("span", { class: "sr-only" }, ` ${mark}`) : null);
  }
  function table({ rows, columns, cells }) {
    const nearest = cells.map(nearestOf);
    return h("table", { class: "matrix" }, h("caption", { class: "sr-only" }, t("matrix.caption")),
      h("thead", {}, h("tr", {}, h("td", {}, t("matrix.unit")), columns.map((spot) => head(spot, "col")))),
      h("tbody", {}, rows.map((spot, i) => h("tr", {}, head(spot, "row"), columns.map((_, k) => (
        cell(cells[i][k], nearest[i].first === k ? "first" : nearest[i].rivals.includes(k) ? "rival" : "")))))));
  }
  // The two bases of the table that lie nearest to each other, in a sentence.
  function closest({ rows, columns, cells }) {
    let least = null;
    cells.forEach((line, i) => line.forEach((found, k) => {
      if (found && (!least || found.distance_m < least.found.distance_m)) least = { found, from: rows[i], to: columns[k] };
    }));
    return least ? t("matrix.closest", { from: least.from.name, to: least.to.name, distance: lengthWords(least.found.distance_m), span: spanWords(least.found.low_m, least.found.high_m) }) : "";
  }

  function draw(state) {
    const sides = matrixSides(data, state.matrix);
    selects.forEach((one, i) => {
      one.querySelector("select").value = sides[i];
    });
    const found = matrixOf(data, state.asof, sides);
    const counts = { day: dayWords(state.asof), rows: counted("ring.base", found.rows.length), columns: counted("ring.base", found.columns.length) };
    replace(said, t("matrix.said", { ...counts, from: name(sides[0]), to: name(sides[1]) }), " ", h("b", {}, closest(found)));
    replace(body, found.rows.length && found.columns.length ? table(found) : h("p", { class: "empty" }, t("matrix.none")));
  }
  store.watch((state, changed) => {
    const isOpen = state.panel === "matrix";
    if (isOpen && ["panel", "asof", "matrix", "lang"].some((key) => changed.has(key))) draw(state);
    if (isOpen && !dialog.open) dialog.showModal();
    if (!isOpen && dialog.open) dialog.close();
  });
  return { open() {
    if (store.get().panel !== "matrix") return;
    draw(store.get());
    dialog.showModal();
  } };
}

// Whole kilometres, with one decimal below ten.
function kmText(metres) {
  const km = metres / 1000;
  return km < 9.95 ? km.toFixed(1) : Math.round(km).toLocaleString("en");
}
