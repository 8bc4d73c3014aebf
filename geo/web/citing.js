// Words a reader takes away: a link to what is shown, a citation in plain words and in BibTeX, the code of a frame.

import { dayWords, rangeWords } from "./days.js";
import { pointWords } from "./point.js";
import { toFragment } from "./fragment.js";
import { t } from "./words.js";

// A page opened from a file is named by the file alone: the folders above it are the reader's own business.
export function pageAddress(href) {
  const page = href.split("#")[0];
  return page.startsWith("file:") ? page.slice(page.lastIndexOf("/") + 1) : page;
}

// The dialogs and the frame are how it was looked at, not what was looked at.
export function stateLink(page, state, start, changes) {
  const text = toFragment({ ...state, panel: null, embed: false, ...changes }, start);
  return text ? `${page}#${text}` : page;
}

// What is cited: the open record, or the atlas as a whole.
export function citedTitle(data, state) {
  if (!state.selected) return "";
  const { type, id } = state.selected;
  if (type === "point") return t("cite.point", { point: pointWords(id), day: dayWords(state.asof) });
  const table = { incident: data.incidents, place: data.places, zone: data.zones, source: data.sources }[type];
  const row = table.id.indexOf(id);
  if (type === "incident") return `${table.title.at(row)} (${rangeWords(table.earliest.at(row), table.latest.at(row))})`;
  return type === "source" ? t("cite.source", { title: table.title.at(row) }) : table.name.at(row);
}

export function plainCitation(data, state, address) {
  const atlas = `${data.title}: ${data.subtitle}`;
  const title = citedTitle(data, state);
  const version = t("cite.version", { version: data.version, hash: data.data_hash.slice(0, 12) });
  const work = title ? `${title}. ${t("cite.in", { atlas })}` : atlas;
  return `${work}, ${version}. ${address}`;
}

// "Contact Atlas" -> contact-atlas, for keys and file names.
export function atlasSlug(data) {
  return data.title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "atlas";
}

const SPECIAL = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

function bibtexText(text) {
  return text.replace(/[\\{}$&#_%~^]/g, (one) => SPECIAL[one] ?? `\\${one}`);
}

export function bibtexCitation(data, state, address) {
  const atlas = `${data.title}: ${data.subtitle}`;
  const title = citedTitle(data, state);
  const fields = {
    // Doubled braces keep the capitals, and a group from being read as a person.
    author: `{${bibtexText(t("cite.author", { title: data.title }))}}`, title: `{${bibtexText(title || atlas)}}`,
    howpublished: title ? bibtexText(t("cite.in", { atlas })) : null,
    version: data.version, note: `Data SHA-256 ${data.data_hash}`, url: address.replaceAll("{", "%7B").replaceAll("}", "%7D"),
  };
  const lines = Object.entries(fields).filter(([, value]) => value)
    .map(([name, value]) => `  ${name.padEnd(12)} = {${value}},`);
  // The id of an imported event is any text; a key is one word.
  const id = state.selected?.id.replace(/[^A-Za-z0-9.,:_-]+/g, "-").replaceAll(",", ".");
  return [`@misc{${[atlasSlug(data), id].filter(Boolean).join(":")},`, ...lines, "}"].join("\n");
}

export function embedCode(data, state, start, page) {
  const attribute = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const source = stateLink(page, state, start, { embed: true });
  return `<iframe src="${attribute(source)}" title="${attribute(data.title + ": " + data.subtitle)}" width="100%" height="560"`
    + ' sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" loading="lazy"></iframe>';
}
