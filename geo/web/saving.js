// Hands the reader a file that the page has made; nothing is sent anywhere.

import { atlasSlug } from "./citing.js";
import { h } from "./dom.js";

export function saveFile(name, content) {
  const address = URL.createObjectURL(content);
  const anchor = h("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// "Contact Atlas", "2020-06-03", "png" -> contact-atlas-2020-06-03.png
export function fileName(data, day, ending) {
  return `${atlasSlug(data)}-${day}.${ending}`;
}
