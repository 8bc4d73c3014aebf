// Builds elements; every text is set as text, never parsed as markup.

import { dataLanguage } from "./words.js";

const SVG_NS = "http://www.w3.org/2000/svg";

export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG_NS, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, part] of Object.entries(value)) element.style.setProperty(key, part);
    else if (name === "dataset") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(element, child);
    else element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

export function replace(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

export function byId(id) {
  return document.getElementById(id);
}

// A name in any script: the browser picks its direction, a reader its voice.
export function named(text, lang) {
  return h("bdi", { dir: "auto", lang: lang || dataLanguage(text) }, text);
}

// A whole paragraph of a record: it runs, and is read, in its own language.
export function prose(tag, text) {
  return h(tag, { dir: "auto", lang: dataLanguage(text) }, text);
}

// Only http and https become links; anything else stays text.
export function link(url, text) {
  if (!/^https?:\/\//i.test(url || "")) return h("span", {}, text);
  return h("a", {
    href: url, target: "_blank", rel: "noopener noreferrer", referrerpolicy: "no-referrer",
  }, text);
}
