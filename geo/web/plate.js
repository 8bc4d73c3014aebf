// Lays out the map as a figure that stands alone: title, day, room for the map, a legend of what is on it, credits.

import { holderClass, zoneTitle } from "./holders.js";
import { asOfWords } from "./legend.js";
import { blankDays, comparedDays } from "./compare.js";
import { dayWords } from "./days.js";
import { citedTitle, pageAddress, stateLink } from "./citing.js";
import { h, named, svg } from "./dom.js";
import { outlineOfHexagon } from "./hexagons.js";
import { sample, symbol } from "./symbols.js";
import { titleWords } from "./controls.js";
import { actorName, inARow, label, metresWords, t } from "./words.js";

// Whether something of these is inside the frame of the map.
function seen(container, selector) {
  const frame = container.getBoundingClientRect();
  return [...container.querySelectorAll(selector)].find((one) => {
    const at = one.getBoundingClientRect();
    return at.width && getComputedStyle(one).visibility === "visible" && at.left < frame.right && at.right > frame.left && at.top < frame.bottom && at.bottom > frame.top;
  });
}

function key(mark, text) {
  return h("li", {}, h("span", { class: "figure-mark" }, mark), h("span", {}, text));
}

function zoneKeys(data, container) {
  const found = new Map();
  data.zones.id.forEach((_, row) => found.has(holderClass(data, row)) || found.set(holderClass(data, row), row));
  return [...found].filter(([name]) => seen(container, `path.zone.${name.replaceAll(" ", ".")}`))
    .map(([name, row]) => key(sample("M1 1 H25 V15 H1 Z", `zone ${name} basis-${data.zones.basis.at(row)}`), zoneTitle(data, row, true)))
    .concat(seen(container, "path.gain-hatch") ? [key(sample("M1 1 H25 V15 H1 Z", "gain-hatch"), t("figure.gain"))] : [])
    .concat(seen(container, "path.zone-cut") ? [key(sample("M1 8 H25", "zone-cut"), t("legend.cut"))] : []);
}

function incidentKeys(data, container) {
  const points = container.querySelector("canvas.points")?.dataset.shows ?? "";
  const has = (selector, word) => Boolean(seen(container, selector)) || (word !== undefined && points.split(" ").includes(word));
  const extents = { ring: "M7 8 A6 6 0 1 0 19 8 A6 6 0 1 0 7 8 Z", line: "M2 8 H24", area: "M1 1 H25 V15 H1 Z" };
  const body = ".incident-mark .symbol";
  return [
    ...Object.keys(data.families).filter((family) => has(`${body}.family-${family}`, `family-${family}`)).map((family) => key(symbol(family, "exact", 18), label("family", family))),
    has(`${body}:not(.is-hollow)`, "is-filled") && key(symbol("block", "exact", 18), t("legend.filled")),
    has(`${body}.is-hollow`, "is-hollow") && key(symbol("block", "near", 18), t("figure.hollow")),
    ...Object.keys(extents).filter((name) => has(`path.extent-${name}`)).map((name) => key(sample(extents[name], `extent extent-${name} family-block`), t(`figure.${name}`))),
    has(".mark.is-current", "is-current") && key(h("span", { class: "mark is-current" }, symbol("block", "exact", 18)), t("figure.current")),
    has(".mark.is-coming", "is-coming") && key(h("span", { class: "mark is-coming" }, symbol("block", "near", 18)), t("figure.coming")),
    has(".pile-count", "pile-count") && key(h("b", { class: "pile-count" }, "2"), t("figure.pile")),
    has(".cell[data-cell]") && key(svg("svg", { viewBox: "-13 -13 26 26", width: 26, height: 26, class: "cell shade-4" }, svg("path", { d: outlineOfHexagon(22), class: "cell-body" })), t("figure.cell")),
  ].filter(Boolean);
}

function baseKeys(data, container) {
  const flag = (actor, possible) => h("span", { class: `base-flag by-${actor}${possible ? " is-possible" : ""}` }, label("actor_short", actor));
  // An actor of an imported dataset has its name for an id, with whatever stands in it.
  const flagOf = (actor, more = "") => seen(container, `.base-flag.by-${CSS.escape(actor)}${more}`);
  const actors = data.actors.id.filter((actor) => flagOf(actor));
  const possible = actors.find((actor) => flagOf(actor, ".is-possible"));
  const nameOf = (actor) => data.actors.name[data.actors.id.indexOf(actor)];
  return [...actors.map((actor) => {
    const isFirm = Boolean(flagOf(actor, ":not(.is-possible)"));
    return key(flag(actor, !isFirm), isFirm ? t("figure.base", { actor: nameOf(actor) }) : nameOf(actor));
  }), possible && key(flag(possible, true), t("legend.base.possible"))].filter(Boolean);
}

// What is marked on the map, with how well it is placed.
function chosenLine(data, state) {
  const title = citedTitle(data, state);
  if (!title) return null;
  const row = state.selected.type === "incident" ? data.incidents.id.indexOf(state.selected.id) : -1;
  const radius = row < 0 ? null : data.incidents.uncertainty_m.at(row);
  const placed = row < 0 ? [] : [label("where_precision", data.incidents.where_precision.at(row)), radius ? t("within", { radius: metresWords(radius) }) : ""].filter(Boolean);
  const where = placed.length ? `: ${placed.join(", ")}.` : ".";
  return h("p", { class: "figure-chosen" }, t("figure.chosen"), " ", named(title), where);
}

function asOf(data, state) {
  const days = comparedDays(state);
  return days && !blankDays(data, days).length ? t("figure.compare", { before: dayWords(days.before), after: dayWords(days.after) }) : asOfWords(data, state);
}

// -> {element, room}: the figure, and the box that the map goes into.
export function mapPlate(data, state, start, container) {
  const chips = [...document.querySelectorAll("#chips .chip")].map((chip) => chip.firstChild.textContent.trim());
  const room = h("div", { class: "figure-map" });
  const zones = zoneKeys(data, container);
  const part = (title, keys) => (keys.length ? h("section", {}, h("h3", {}, t(title)), h("ul", {}, keys)) : null);
  const element = h("div", { class: `figure${container.classList.contains("is-far") ? " is-far" : ""}` },
    h("h2", {}, `${data.title}: ${data.subtitle}`),
    h("p", { class: "figure-count" }, titleWords(data, state), chips.length ? `. ${t("figure.filters", { filters: inARow(chips) })}` : ""),
    h("p", { class: "figure-asof" }, asOf(data, state)),
    chosenLine(data, state), room,
    h("div", { class: "figure-key" }, part("figure.ground", zones), part("figure.incidents", incidentKeys(data, container)), part("figure.bases", baseKeys(data, container))),
    zones.length ? h("p", { class: "figure-small" }, t("legend.schematic")) : null,
    h("p", { class: "figure-small figure-credit" }, data.credit.replace(/; Leaflet$/, ""), "; ", t("cite.version", { version: data.version, hash: data.data_hash.slice(0, 12) }), "."),
    h("p", { class: "figure-small figure-link" }, stateLink(pageAddress(location.href), state, start)));
  return { element, room };
}
