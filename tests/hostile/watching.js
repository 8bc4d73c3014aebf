// Put into a page before it begins: notes what a text has become that is more than text, and works through the page.

window.watch = (() => {
  // What a payload would be if it were markup. The page makes none of these once it stands.
  const LOUD = new Set(("script iframe frame object embed applet img image meta base link style video audio source track math mtext mglyph marquee "
    + "plaintext body foreignObject animate set").split(" "));
  const LEADING = ["href", "src", "srcset", "srcdoc", "action", "formaction", "data", "poster", "background", "ping", "xlink:href"];
  const found = { elements: {}, wrong: [] };
  const seen = new WeakSet();

  function look(one) {
    if (!seen.has(one) && LOUD.has(one.localName)) found.elements[one.localName] = (found.elements[one.localName] ?? 0) + 1;
    seen.add(one);
    for (const { name, value } of one.attributes) {
      if (name.startsWith("on")) found.wrong.push(`${one.localName} ${name}=${value}`);
      if (LEADING.includes(name) && !/^(https?:|file:|blob:|#|data:,$)/.test(value)) found.wrong.push(`${one.localName} ${name}=${value}`);
      if (name === "style" && /url\(\s*["']?(?!#)/i.test(value)) found.wrong.push(`${one.localName} ${name}=${value}`);
    }
    if (one.localName !== "a" || !/^https?:/.test(one.getAttribute("href") ?? "") && one.target !== "_blank") return;
    if (one.rel !== "noopener noreferrer" || one.referrerPolicy !== "no-referrer") found.wrong.push(`loose link ${one.outerHTML.slice(0, 200)}`);
  }
  function lookAt(root) {
    if (root.nodeType === Node.ELEMENT_NODE) look(root);
    for (const one of root.querySelectorAll?.("*") ?? []) look(one);
  }
  new MutationObserver((all) => all.forEach(({ addedNodes }) => addedNodes.forEach(lookAt))).observe(document, { childList: true, subtree: true });
  document.addEventListener("securitypolicyviolation", (event) => found.wrong.push(`stopped by the policy: ${event.violatedDirective} ${event.blockedURI}`));

  const rest = () => new Promise((done) => setTimeout(done));
  const all = (selector) => [...document.querySelectorAll(selector)];
  const press = async (one) => {
    one.click();
    await rest();
  };
  const say = (type) => new MouseEvent(type, { bubbles: true, cancelable: true, view: window });

  return {
    // What has been made so far, and whether anything ran.
    report() {
      lookAt(document.documentElement);
      return { elements: found.elements, wrong: found.wrong.splice(0), ran: window.ran ?? null };
    },
    texts: (selector) => all(selector).map((one) => one.textContent),
    unfold: () => all("details").forEach((one) => { one.open = true; }),
    // Each address in turn -> the text of `selector` under it.
    async visit(fragments, selector) {
      const texts = [];
      for (const fragment of fragments) {
        const come = new Promise((done) => addEventListener("hashchange", () => setTimeout(done), { once: true }));
        location.hash = fragment;
        await come;
        texts.push(document.querySelector(selector)?.textContent ?? null);
      }
      return texts;
    },
    // Presses every element of `selector`, and behind each the first of every selector of `further` -> what `told` then says.
    async pressAll(selector, told, further = []) {
      const texts = [];
      for (let i = 0; i < all(selector).length; i += 1) {
        await press(all(selector)[i]);
        const said = [document.querySelector(told)?.textContent ?? null];
        for (const next of further) {
          const one = document.querySelector(next);
          if (one) await press(one);
          said.push(one ? document.querySelector(told)?.textContent ?? null : null);
        }
        texts.push(said);
      }
      return texts;
    },
    // Moves the pointer over every part of the map -> the texts of the tips that come.
    async hover(selector) {
      const tips = [];
      for (const one of all(selector)) {
        one.dispatchEvent(say("mouseover"));
        one.dispatchEvent(say("mousemove"));
        tips.push(...all(".leaflet-tooltip").map((tip) => tip.textContent));
        one.dispatchEvent(say("mouseout"));
      }
      await rest();
      return tips;
    },
    // Types every text into the search -> what is found for each.
    async search(texts) {
      const input = document.querySelector("#search input");
      const answers = [];
      input.focus();
      for (const text of texts) {
        input.value = text;
        input.dispatchEvent(new Event("input"));
        await rest();
        answers.push(all("#search-results [role=option]").map((one) => one.textContent));
      }
      all("#search-results [role=option]").at(-1)?.click(); // the last one filters by the words
      return answers;
    },
    // What the print sheet holds; the page is as before afterwards.
    print() {
      dispatchEvent(new Event("beforeprint"));
      lookAt(document.documentElement);
      const text = document.querySelector("#print").textContent;
      dispatchEvent(new Event("afterprint"));
      return text;
    },
  };
})();
