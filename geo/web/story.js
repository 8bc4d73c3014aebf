// The stories: what each step asks of the page, as a state; a link names the story and the step and no more.

const told = { data: null };

// A story whose claims the page does not all carry is not told.
export function useStories(data) {
  told.data = data;
}

// The story and the step (counted from 1) of a state, or null.
export function storyStep({ story, step }) {
  const found = told.data?.stories.find((one) => one.id === story);
  if (!found) return null;
  const number = Math.min(Math.max(Math.trunc(step) || 1, 1), found.steps.length);
  return { story: found, number, ...found.steps[number - 1] };
}

// What a step sets: clock, mode, layers and card. The map is framed to fit the screen, so no view is written down.
export function stepState(state) {
  const found = storyStep(state);
  if (!found) return {};
  const { data } = told;
  const [type, id] = found.opens ?? [];
  const table = { incident: data.incidents, place: data.places, zone: data.zones, source: data.sources }[type];
  return {
    story: found.story.id, step: found.number, from: found.from ?? data.range[0], to: found.to ?? data.range[1], asof: found.asof, mode: found.mode, axis: "window",
    selected: table?.id.includes(id) ? { type, id } : null, patrols: found.layers.includes("patrols"), agreements: found.layers.includes("agreements"), view: null,
  };
}

// What an address is written against: the page as it starts, or as the step of a story sets it.
export function addressBase(state, start) {
  return storyStep(state) ? { ...start, ...stepState(state) } : start;
}

// The claims a step rests on, numbered in the order in which its sentences name them: {claims, marks: one list a sentence}.
export function footnotes(says) {
  const claims = [...new Set(says.flatMap(([, rows]) => rows))];
  return { claims, marks: says.map(([, rows]) => rows.map((row) => claims.indexOf(row) + 1)) };
}
