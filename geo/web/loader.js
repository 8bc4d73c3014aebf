// The one script that stands in the page as it is: inflates the others and runs them, or says why it cannot.

import { unpacked } from "./packed.js";
import { sorry } from "./sorry.js";

export async function loadScripts() {
  if (typeof DecompressionStream === "undefined") return sorry("old");
  let scripts;
  try {
    scripts = await unpacked(document.getElementById("code")).json();
  } catch (problem) {
    console.error(problem);
    return sorry("memory");
  }
  // The policy of the page knows each by its hash: no other text would run.
  for (const text of scripts) document.body.append(Object.assign(document.createElement("script"), { textContent: text }));
}
