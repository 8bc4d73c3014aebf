// Sets up what works over the map: measure, ring, table of bases, comparing two days, stories; and what each draws there.

import { byId } from "./dom.js";
import { createCamera } from "./camera.js";
import { createCompare } from "./compare_panel.js";
import { createMatrix } from "./matrix_table.js";
import { createMeasure } from "./measure.js";
import { createRing } from "./ring.js";
import { createSketch } from "./map_base.js";
import { createStories, createStory } from "./story_panel.js";
import { createSwipe } from "./swipe.js";
import { featuresOf } from "./features.js";
import { createTools, MEASURES } from "./tools.js";
import { storyStep } from "./story.js";

export function createWorkbench(map, data, store, start, open, home) {
  const pane = (name, zIndex, isPressed) => {
    const sketch = createSketch(map, name, zIndex);
    if (!isPressed) sketch.pane.style.pointerEvents = "none";
    return sketch;
  };
  const camera = createCamera(map, home);
  const days = { before: pane("before", 271, true), after: pane("after", 272, true), gains: pane("gains", 273, true), turned: pane("turned", 274, true) };
  const story = createStory(byId("story"), data, store, start, camera);
  const compare = createCompare(data, store, open);
  const tools = createTools(byId("tool"), data, store, {
    views: { measure: createMeasure(data, store), ring: createRing(data, store, open), compare, stories: createStories(data, story.enter) },
    sketch: pane("sketch", 440, false), dots: pane("picks", 375, true), fit: camera.fit,
  });
  const matrix = createMatrix(byId("matrix"), data, store);
  createSwipe(map, data, store, days);
  const has = featuresOf(data);
  const offered = { stories: data.stories.length > 0, compare: has.zones, measure: has.places || has.few };
  for (const [panel, isOffered] of Object.entries(offered)) document.querySelector(`[data-panel="${panel}"]`).hidden = !isOffered;

  // A tool or a story needs the map more than the legend does, which the reader may open again meanwhile.
  let unfolded = null;
  function foldLegend(isBusy) {
    const legend = byId("legend").querySelector("details");
    if (isBusy === (unfolded !== null)) return;
    if (isBusy) unfolded = legend.open;
    legend.open = isBusy ? false : unfolded;
    if (!isBusy) unfolded = null;
  }
  const isBusy = ({ story: told, panel }) => Boolean(told) || ["measure", "ring", "compare"].includes(panel);
  store.watch((state, changed) => (changed.has("story") || changed.has("panel")) && foldLegend(isBusy(state)));
  // Two days are compared until the panel closes that began it; then the window is again what it was.
  let window = null;
  const begin = (state) => {
    if (state.compare === null || !window) window = { from: state.from, to: state.to, asof: state.asof, mode: state.mode };
    compare.begin(state);
  };
  function follow(panel, before) {
    if (before === "compare" && panel !== "compare" && store.get().compare !== null) store.set({ ...(window ?? {}), compare: null, swipe: start.swipe });
    if (MEASURES.includes(before) && !MEASURES.includes(panel)) store.set({ measure: null, ring: null });
    if (panel === "compare") begin(store.get());
  }
  // After all others have heard of the new panel: a state set while they are told of it would reach them out of turn.
  store.watch((state, changed, before) => {
    if (changed.has("panel")) queueMicrotask(() => follow(state.panel, before.panel));
  });
  return {
    story, takes: tools.takes, isFraming: camera.isFraming,
    // Frames the step of a story, where a link or the history asks for one; false where there is none.
    frameStory(view) {
      const step = storyStep(store.get());
      if (!step || view) return false;
      camera.show(step.view, false);
      return true;
    },
    begin() {
      foldLegend(isBusy(store.get()));
      if (store.get().panel === "compare") begin(store.get());
      matrix.open();
      if (!store.get().view) tools.fit();
    },
  };
}
