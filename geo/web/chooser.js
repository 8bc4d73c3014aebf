// A box to choose a place or an incident by any name it has, in any script; the map may fill it too.

import { find } from "./find.js";
import { h, named, replace } from "./dom.js";
import { t } from "./words.js";

// `accepts({type, id})` leaves out what cannot be chosen; `onchoose` gets {type, id}, or null when the box was emptied.
export function createChooser(key, name, data, { accepts, onchoose }) {
  const listId = `${key}-options`;
  const input = h("input", { type: "text", id: key, role: "combobox", "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list",
    autocomplete: "off", spellcheck: "false", dir: "auto", placeholder: t("chooser.placeholder") });
  const list = h("ul", { id: listId, role: "listbox", class: "chooser-options", "aria-label": name, hidden: true });
  const element = h("div", { class: "chooser" }, h("label", { for: key }, name), input, list);
  let found = [];
  let active = -1;
  let shown = "";

  function draw() {
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
    input.setAttribute("aria-activedescendant", active >= 0 ? `${key}-option-${active}` : "");
    replace(list, found.map((one, i) => h("li", { role: "option", id: `${key}-option-${i}`, "aria-selected": String(i === active), class: i === active ? "is-active" : null,
      onpointerdown: (event) => {
        event.preventDefault();
        choose(i);
      } }, h("span", { class: "found-text" }, named(one.text)), h("small", {}, t(`type.${one.type}`), " · ", named(one.hint)))));
  }
  function close() {
    found = [];
    active = -1;
    draw();
  }
  function choose(i) {
    const one = found[i];
    close();
    if (one) onchoose({ type: one.type, id: one.id });
  }
  input.addEventListener("input", () => {
    found = find(data, input.value, ["place", "incident"]).filter(accepts);
    active = found.length ? 0 : -1;
    draw();
    if (!input.value.trim() && shown) onchoose(null);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && found.length) active = Math.min(active + 1, found.length - 1);
    else if (event.key === "ArrowUp" && found.length) active = Math.max(active - 1, 0);
    else if (event.key === "Enter") choose(active);
    else if (event.key === "Escape" && found.length) {
      found = [];
      active = -1;
    } else return;
    event.preventDefault();
    event.stopPropagation();
    draw();
  });
  input.addEventListener("focus", () => input.select());
  // What was typed and not chosen is no choice: the box says again what is.
  input.addEventListener("blur", () => {
    close();
    input.value = shown;
  });
  return { element, input, show(spot) {
    shown = spot?.name ?? "";
    input.value = shown;
  } };
}
