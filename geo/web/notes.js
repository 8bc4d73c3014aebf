// Keeps the words of a figure in sight: inside the frame of the map, and clear of what lies over it.

import { coveredBoxes, onceATurn, scaleRoom } from "./reach.js";
import { freed } from "./placing.js";

const MARGIN = 6;

const notesOf = onceATurn((map) => {
  const container = map.getContainer();
  const frame = container.getBoundingClientRect();
  return [...[...container.querySelectorAll(".sketch-note")].map((one) => inFrame(one, frame)), scaleRoom(container)].filter(Boolean);
});

// What names keep clear of besides what lies over the map: the words of a figure and the scale bar, as boxes in
// container pixels.
export function noteBoxes(map) {
  return notesOf(map);
}

// To be called before a step draws anything: asked for between drawings, each answer would lay out the page anew.
export function measureFirst(map) {
  coveredBoxes(map);
  noteBoxes(map);
}

// Moves each as little as it must.
export function keepInSight(map, pane) {
  const notes = [...pane.querySelectorAll(".sketch-note")];
  if (!notes.length) return; // to measure would lay out the page
  const frame = map.getContainer().getBoundingClientRect();
  const covers = coveredBoxes(map);
  for (const note of notes) {
    note.style.translate = "none";
    const spot = inFrame(note.parentElement, frame);
    if (spot.x < 0 || spot.y < 0 || spot.x > frame.width || spot.y > frame.height) continue; // what it names is not in sight
    const box = inFrame(note, frame);
    const [dx, dy] = moved(box, covers, frame);
    if (dx || dy) note.style.translate = `${dx}px ${dy}px`;
    covers.push({ ...box, x: box.x + dx, y: box.y + dy });
  }
}

function moved(box, covers, frame) {
  const into = (from, size, room) => Math.max(MARGIN, Math.min(from, room - size - MARGIN));
  const start = { ...box, x: into(box.x, box.width, frame.width), y: into(box.y, box.height, frame.height) };
  const isInside = (one) => one.x === into(one.x, one.width, frame.width) && one.y === into(one.y, one.height, frame.height);
  const best = freed(start, covers, isInside, box);
  return [best.x - box.x, best.y - box.y];
}

function inFrame(element, frame) {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: x - frame.x, y: y - frame.y, width, height };
}
