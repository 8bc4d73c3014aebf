// The legend: what the symbols mean, who holds what as of the day shown, and how old that evidence is.

import { h, replace } from "./dom.js";
import { dayWords, rangeWords } from "./days.js";
import { featuresOf } from "./features.js";
import { briefActor, holderClass, zoneTitle } from "./holders.js";
import { SCRIPTS } from "./naming.js";
import { edgeLatLngs } from "./shapes.js";
import { sample, symbol } from "./symbols.js";
import { basesAt, lastControlDay, zonesAt } from "./ground_at.js";
import { SHOWN_BY } from "./state.js";
import { visible } from "./visible.js";
import { label, languageNow, t } from "./words.js";

// What day the ground is shown of, or why none is shown.
export function asOfWords(data, state) {
  const day = dayWords(state.asof);
  if (!featuresOf(data).zones) return t("legend.day", { day });
  if (!state.zones) return t("legend.off", { day });
  if (zonesAt(data, state.asof).control.length) return t("legend.asof", { day });
  const last = lastControlDay(data, state.asof);
  return last === null ? t("legend.never", { day }) : t("legend.gap", { day, last: dayWords(last), n: state.asof - last });
}

// layer: what the layer of the incidents says of itself.
export function createLegend(host, data, store, layer) {
  const has = featuresOf(data);
  let symbolsOpen = !has.zones;
  let groundsOpen = false;
  let shown = null; // what the legend was last drawn of: most steps of the clock change nothing in it
  const body = h("div", { class: "legend-body" });
  const asof = h("span", { id: "asof-line" });
  const details = h("details", { class: "legend", open: !matchMedia("(max-width: 760px), (max-height: 520px)").matches },
    h("summary", {}, asof), body);
  host.append(details);

  function drawnZones(state) {
    const at = zonesAt(data, state.asof);
    return [...(state.zones ? at.control : []), ...at.overlay.filter((row) => state[data.zones.status.at(row) === "agreement" ? "agreements" : "patrols"])];
  }

  function holders(rows) {
    const seen = new Map();
    for (const row of rows) if (!seen.has(holderClass(data, row))) seen.set(holderClass(data, row), row);
    const isLine = (row) => ["patrol", "agreement"].includes(data.zones.status.at(row));
    const swatch = (name, row) => (isLine(row) ? sample("M0 8 H26", `zone ${name}`) : h("span", { class: `swatch zone ${name} basis-${data.zones.basis.at(row)}` }));
    return [...seen].map(([className, row]) => h("li", {}, swatch(className, row), zoneTitle(data, row, true)));
  }

  // How the outlines were come by, for how long the same ones stand, and that a frame is no front.
  function grounds(rows) {
    if (!rows.length) return null;
    const z = data.zones;
    const bases = new Set(rows.map((row) => z.basis.at(row)));
    // The days for which the picture does not change: how coarse in time the drawing is.
    const [from, to] = [Math.max(...rows.map((row) => z.from.at(row) ?? -Infinity)), Math.min(...rows.map((row) => z.to.at(row) ?? Infinity))];
    const said = [bases.has("schematic") || bases.has("carried_forward") || bases.has("carried_back") ? t("legend.schematic") : "",
      Number.isFinite(from) && Number.isFinite(to) ? t("legend.window", { range: rangeWords(from, to) }) : "",
      bases.has("carried_forward") || bases.has("carried_back") ? t("legend.carried") : ""];
    const isCut = rows.some((row) => z.layer.at(row) === "control" && edgeLatLngs(data.shapes[z.shape.at(row)]).cuts.length);
    return h("details", { class: "legend-grounds", open: groundsOpen, ontoggle: (event) => {
      groundsOpen = event.target.open;
    } }, h("summary", {}, t("legend.grounds")), h("p", { class: "quiet" }, said.filter(Boolean).join(" ")),
    isCut ? h("ul", { class: "key" }, h("li", {}, h("span", { class: "cut-key" }), t("legend.cut"))) : null);
  }

  // The one sign of an incident that might be read as held ground says what it is wherever it is drawn.
  const hasAreas = (state) => data.shapes.length > 0 && visible(data, state).shown.some((row) => data.incidents.shape.at(row)?.[0] === "area");
  function areas() {
    return h("ul", { class: "key" }, h("li", {}, h("span", { class: "area-key" }), t("legend.incident-area")));
  }

  function bases(standing) {
    if (!standing.length) return null;
    const flag = (actor, firm) => h("span", { class: `base-flag by-${data.actors.id.at(actor)}${firm ? "" : " is-possible"}` }, label("actor_short", data.actors.id.at(actor)));
    const actors = [...new Set(standing.map(({ row }) => data.presences.actor.at(row)))];
    const possible = standing.find(({ firm }) => !firm);
    return h("section", { class: "legend-bases" }, h("h3", {}, t("legend.bases")), h("ul", { class: "key key-bases" },
      actors.map((actor) => h("li", {}, flag(actor, true), briefActor(data, actor))),
      possible ? h("li", { class: "is-wide" }, flag(data.presences.actor.at(possible.row), false), t("legend.base.possible")) : null));
  }

  function symbols() {
    const mark = (tense, words) => h("li", {}, h("span", { class: "tense-key" }, h("span", { class: `mark is-${tense}` }, symbol("contact", "exact", 16))), words);
    return h("details", { class: "legend-symbols", open: symbolsOpen, ontoggle: (event) => {
      symbolsOpen = event.target.open;
    } }, h("summary", {}, t("legend.symbols")), h("ul", { class: "key key-symbols" }, Object.keys(data.families).map((family) => h("li", {}, symbol(family, "exact", 18), label("family", family)))),
    h("ul", { class: "key" }, ["past", "current", "coming"].map((tense) => mark(tense, t(`legend.${tense}`)))),
    h("ul", { class: "key" },
      h("li", {}, symbol("block", "exact", 18), t("legend.filled")),
      h("li", {}, h("span", { class: "ring-key" }, symbol("block", "near", 12)), t("legend.ring")),
      h("li", {}, h("span", { class: "line-key" }), t("legend.line")),
      h("li", {}, h("span", { class: "area-key is-hatched" }), t("legend.area"))),
    has.bases ? h("p", { class: "quiet" }, t("legend.several")) : null,
    h("p", { class: "quiet" }, t("legend.small")));
  }

  const script = h("label", { class: "script-field" }, t("script"), h("select", { id: "script", title: t("script.note"), onchange: (event) => store.set({ script: event.target.value }) },
    SCRIPTS.map((value) => h("option", { value }, t(`script.${value}`)))));

  function draw(state) {
    const rows = drawnZones(state);
    const standing = state.bases ? basesAt(data, state.asof) : [];
    const isOfAreas = hasAreas(state);
    replace(asof, asOfWords(data, state));
    const now = JSON.stringify([rows, standing, isOfAreas, languageNow().lang, state.script]);
    if (now === shown) return;
    shown = now;
    replace(body, layer, rows.length ? h("ul", { class: "key" }, holders(rows)) : null, isOfAreas ? areas() : null, grounds(rows), bases(standing), symbols(), has.places ? script : null);
    script.querySelector("select").value = state.script;
  }
  store.watch((state, changed) => {
    if (["asof", "zones", "patrols", "agreements", "bases", "script", ...SHOWN_BY].some((key) => changed.has(key))) draw(state);
  });
  draw(store.get());
}
