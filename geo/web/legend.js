// The legend: what the symbols mean, who holds what as of the day shown, and how old that evidence is.

import { h, replace } from "./dom.js";
import { dayWords } from "./days.js";
import { holderClass, zoneTitle } from "./map_ground.js";
import { symbol } from "./symbols.js";
import { lastControlDay, zonesAt } from "./visible.js";
import { label, t } from "./words.js";

export function createLegend(host, data, store) {
  let symbolsOpen = false;
  const body = h("div", { class: "legend-body" });
  const asof = h("span", { id: "asof-line" });
  const details = h("details", { class: "legend", open: !matchMedia("(max-width: 760px)").matches },
    h("summary", {}, asof), body);
  host.append(details);

  function asOfLine(state) {
    const day = dayWords(state.asof);
    if (!state.zones) return t("legend.off", { day });
    if (zonesAt(data, state.asof).control.length) return t("legend.asof", { day });
    const last = lastControlDay(data, state.asof);
    return last === null ? t("legend.never", { day }) : t("legend.gap", { day, last: dayWords(last), n: state.asof - last });
  }

  function holders(state) {
    const at = zonesAt(data, state.asof);
    const rows = [...(state.zones ? at.control : []), ...at.overlay.filter((row) => state[data.zones.status[row] === "agreement" ? "agreements" : "patrols"])];
    const seen = new Map();
    for (const row of rows) if (!seen.has(holderClass(data, row))) seen.set(holderClass(data, row), row);
    return [...seen].map(([className, row]) => h("li", {}, h("span", { class: `swatch zone ${className} basis-${data.zones.basis[row]}` }), zoneTitle(data, row, true)));
  }

  function draw(state) {
    replace(asof, asOfLine(state));
    const held = holders(state);
    replace(body,
      held.length ? h("ul", { class: "key" }, held) : null,
      held.length ? h("p", { class: "quiet" }, t("legend.schematic")) : null,
      h("details", { class: "legend-symbols", open: symbolsOpen, ontoggle: (event) => {
        symbolsOpen = event.target.open;
      } }, h("summary", {}, t("legend.symbols")), h("ul", { class: "key key-symbols" }, Object.keys(data.families).map((family) => h("li", {}, symbol(family, "exact", 18), label("family", family)))),
      h("ul", { class: "key" },
        h("li", {}, symbol("block", "exact", 18), t("legend.filled")),
        h("li", {}, h("span", { class: "ring-key" }, symbol("block", "near", 12)), t("legend.ring")),
        h("li", {}, h("span", { class: "line-key" }), t("legend.line")),
        h("li", {}, h("span", { class: "area-key" }), t("legend.area"))),
      h("ul", { class: "key" },
        h("li", {}, h("span", { class: "base-flag by-us" }, label("actor_short", "us")), h("span", { class: "base-flag by-russia" }, label("actor_short", "russia")), t("legend.base")),
        h("li", {}, h("span", { class: "base-flag by-us is-possible" }, label("actor_short", "us")), t("legend.base.possible")))));
  }
  store.watch((state, changed) => {
    if (["asof", "zones", "patrols", "agreements", "lang"].some((key) => changed.has(key))) draw(state);
  });
  draw(store.get());
}
