// Tells a story beside the map: heading, sentences with their footnotes, the way on and back; each step sets clock, map and card.

import { byId, h, link, named, replace } from "./dom.js";
import { copyFrom } from "./copying.js";
import { dayWords, rangeWords } from "./days.js";
import { footnotes, stepState, storyStep } from "./story.js";
import { sourcedDay } from "./sourced.js";
import { dataLanguage, label, t } from "./words.js";

const ASIDE = ["list", "filters", "measure", "ring", "matrix", "compare", "stories"]; // panels that take the story's room
const KEPT = ["theme", "lang", "embed", "tiles", "script", "known"]; // what is the reader's and not the story's

export function createStory(host, data, store, start, camera) {
  let former = null;
  const head = h("h2", { id: "story-heading", tabindex: "-1", dir: "auto" });
  const title = h("p", { class: "story-title" });
  const bar = h("ol", { class: "story-bar", "aria-label": t("story.steps") });
  const body = h("div", { class: "story-body" });
  const back = h("button", { type: "button", class: "button", id: "story-back", onclick: () => step(-1) });
  const on = h("button", { type: "button", class: "button is-main", id: "story-on", onclick: () => step(1) });
  const copy = h("button", { type: "button", class: "text-button", onclick: (event) => copyFrom(event.currentTarget, stepLink(), () => {
    byId("live").textContent = stepLink();
  }) });
  const leaver = h("button", { type: "button", class: "icon-button", id: "story-leave", onclick: leave }, "×");
  replace(host, h("div", { class: "tool-bar" }, title, leaver), bar, body, h("div", { class: "story-way" }, back, on));

  function stepLink() {
    const { story, step: number } = store.get();
    return `${location.href.split("#")[0]}#story=${story}&step=${number}`;
  }
  function kept(state) {
    return Object.fromEntries(KEPT.filter((key) => key in state).map((key) => [key, state[key]]));
  }
  function go(story, number) {
    const state = store.get();
    if (!state.story) former = state;
    store.set({ ...start, ...kept(state), ...stepState({ story, step: number }) });
  }
  function enter(story) {
    go(story, 1);
    head.focus();
  }
  function step(by) {
    const now = storyStep(store.get());
    if (!now) return;
    const next = now.number + by;
    if (next > now.story.steps.length) leave();
    else if (next >= 1) go(now.story.id, next);
  }
  // The page is again as it was before the story; a story opened by a link leaves the page as it starts.
  function leave() {
    const state = store.get();
    const { view } = former ?? start;
    store.set({ ...(former ?? start), ...kept(state), story: null, step: null, playing: false });
    camera.frame(view);
    const button = document.querySelector('.tools [data-panel="stories"]');
    (button.offsetParent ? button : byId("menu")).focus();
  }

  function note(claim, n) {
    const c = data.claims;
    const source = c.source.at(claim);
    const cited = [data.sources.publisher.at(source), data.sources.published.at(source) ? sourcedDay(data.sources.published.at(source)) : t("source.undated")].join(", ");
    return h("li", { id: `story-note-${n}` }, h("span", { class: "note-number" }, n), h("span", {}, h("b", {}, named(c.speaker.at(claim))),
      c.stance.at(claim) === "asserts" ? null : h("span", { class: `stance stance-${c.stance.at(claim)}` }, label("stance", c.stance.at(claim))),
      " ", link(data.sources.url.at(source), named(cited)), h("small", {}, named(c.says.at(claim)))));
  }
  function marked([text], marks) {
    return h("p", { dir: "auto", lang: dataLanguage(text) }, text, "\u2060", h("sup", {}, marks.map((n) => h("a", { href: `#story-note-${n}`, "aria-label": t("story.note", { n }), onclick: (event) => reach(event, n) }, String(n)))));
  }
  // The address holds the state, so a footnote is reached without it.
  function reach(event, n) {
    event.preventDefault();
    const list = body.querySelector("details");
    list.open = true;
    const target = byId(`story-note-${n}`);
    target.scrollIntoView({ block: "nearest" });
    for (const one of list.querySelectorAll(".is-marked")) one.classList.remove("is-marked");
    target.classList.add("is-marked");
    target.querySelector("a")?.focus({ preventScroll: true });
  }

  function draw(state) {
    const now = storyStep(state);
    const isShown = Boolean(now) && !ASIDE.includes(state.panel);
    host.hidden = !isShown;
    document.body.classList.toggle("has-story", isShown);
    if (!now) return;
    const { story, number, heading, says } = now;
    const { claims, marks } = footnotes(says);
    const last = story.steps.length;
    replace(title, named(story.title));
    leaver.setAttribute("aria-label", t("story.leave"));
    leaver.title = t("story.leave");
    replace(bar, story.steps.map((one, i) => h("li", {}, h("button", { type: "button", class: i < number ? "is-told" : null, "aria-current": i + 1 === number ? "step" : null,
      "aria-label": t("story.to", { n: i + 1, heading: one.heading }), title: one.heading, onclick: () => go(story.id, i + 1) }))));
    head.textContent = heading;
    copy.textContent = t("story.link");
    replace(body, h("p", { class: "kicker" }, t("story.at", { n: number, last }), " · ", when(now)), head, says.map((one, i) => marked(one, marks[i])),
      state.selected ? h("button", { type: "button", class: "button story-card", onclick: () => document.body.classList.add("card-first") }, t("story.card")) : null,
      h("details", { class: "story-notes", open: !matchMedia("(max-width: 760px)").matches }, h("summary", {}, t("story.notes", { n: claims.length })), h("ol", {}, claims.map((claim, i) => note(claim, i + 1)))),
      h("p", { class: "story-foot" }, copy));
    body.scrollTop = 0;
    back.textContent = t("story.back");
    back.disabled = number === 1;
    on.textContent = t(number === last ? "story.end" : "story.on");
  }
  function when({ from, to, asof, mode }) {
    if (mode === "upto") return t("title.upto", { day: dayWords(asof) });
    return from === null || to === null ? dayWords(asof) : rangeWords(from, to);
  }

  store.watch((state, changed, before) => {
    const isStep = changed.has("story") || changed.has("step");
    if (!state.story) former = null;
    if (isStep || (changed.has("selected") && !state.selected)) document.body.classList.remove("card-first");
    if (isStep || changed.has("panel") || changed.has("lang")) draw(state);
    if (state.story && isStep && !state.view) camera.show(storyStep(state).view, Boolean(before.story));
    else if (changed.has("selected")) camera.release();
  });
  draw(store.get());
  return { enter, step, leave, isOpen: () => Boolean(storyStep(store.get())) };
}

// The list of stories, as a panel.
export function createStories(data, enter) {
  const element = h("ul", { class: "stories" });
  return { element, keys: ["lang"], draw() {
    replace(element, data.stories.map((one) => h("li", {}, h("h3", {}, named(one.title)), h("p", {}, named(one.summary)),
      h("button", { type: "button", class: "button is-main", "aria-label": `${t("story.start", { n: one.steps.length })}: ${one.title}`, onclick: () => enter(one.id) }, t("story.start", { n: one.steps.length })))));
  } };
}
