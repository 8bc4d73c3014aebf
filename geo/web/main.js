// Starts the page: reads what it carries, wires state, views and map, and keeps the address in step.

import { createAnnouncer } from "./announce.js";
import { createCard } from "./panel_card.js";
import { createControls } from "./controls.js";
import { createFilters } from "./filters.js";
import { createGround } from "./map_ground.js";
import { createIncidents } from "./incident_layer.js";
import { createRelations } from "./relation_lines.js";
import { createLabels, drawBase, setUpPanes, tileShower } from "./map_base.js";
import { createLanguage, speak } from "./language.js";
import { createLegend } from "./legend.js";
import { createList } from "./list.js";
import { createMethod } from "./method.js";
import { createAsking } from "./asking.js";
import { createIntro } from "./intro.js";
import { createPicture } from "./picture.js";
import { createPlayer } from "./player.js";
import { createEmbed } from "./embed.js";
import { createTiles } from "./tiles.js";
import { createPrinting } from "./printing.js";
import { createSearch } from "./search.js";
import { createTable } from "./table.js";
import { createShare } from "./share.js";
import { clocked, createStore, initialState, openingClock, SHOWN_BY } from "./state.js";
import { createTimeline } from "./timeline.js";
import { createWorkbench } from "./workbench.js";
import { byId, h } from "./dom.js";
import { frame, show, takesNewSize } from "./framing.js";
import { fromFragment } from "./fragment.js";
import { keepHistory } from "./history.js";
import { keepPopupsInReach } from "./fan.js";
import { listenForKeys } from "./keyboard.js";
import { SCRIPTS, useScript } from "./naming.js";
import { patterns } from "./patterns.js";
import { keepMarksInReach } from "./reach.js";
import { measureFirst } from "./notes.js";
import { comfort, panels, theme } from "./looks.js";
import { carriedData } from "./carried.js";
import { useStories } from "./story.js";

export async function startAtlas(map) {
  const data = await carriedData();
  if (!data) return;
  useStories(data);
  const start = initialState(data);
  const isPlain = location.hash.length < 2;
  // In Arabic or Kurdish the names on the map come in it too, where they are known.
  const { lang } = speak(data, fromFragment(location.hash, start, data).lang);
  if (SCRIPTS.includes(lang)) start.script = lang;
  const asked = location.hash.length > 1 ? clocked(data, start, fromFragment(location.hash, start, data)) : openingClock(data, start);
  const store = createStore({ ...start, ...asked });
  data.read = () => store.again(["query"]); // the words of a query were looked for in all texts
  useScript(store.get().script);
  store.watch((state) => useScript(state.script));
  const open = (type, id, how) => openRecord(map, data, store, card, type, id, how);
  // A press on the map is for the tool that waits for one, else it opens the record.
  const pick = (type, id, how) => workbench.takes(type, id) || open(type, id, how);
  document.body.append(patterns());
  store.watch(() => measureFirst(map));
  // What stands round the map comes first: the map then has its size, and is drawn once.
  theme(store);
  const player = createPlayer(data, store, open);
  createControls(byId("controls"), data, store, player);
  createTimeline(byId("timeline"), data, store, open);
  const picture = createPicture(data, store, start, map.getContainer());
  const share = createShare(byId("share-dialog"), data, store, start, { ...picture, print: () => print() });
  const card = createCard(byId("card"), data, store, open, share);
  panels(store);
  comfort(map, store);
  const densityKey = h("div", { class: "layer-key" });
  createLegend(byId("legend"), data, store, densityKey);
  setUpPanes(map);
  const home = data.home.map(([lon, lat]) => [lat, lon]);
  const { view: opening, selected: chosen } = store.get();
  const opens = () => {
    frame(map, home, opening);
    if (chosen && !opening) show(map, data, chosen.type, chosen.id, { atOnce: true });
  };
  map.invalidateSize({ pan: false });
  drawBase(map, data, opens);
  const incidents = createIncidents(map, data, store, (type, id) => pick(type, id, { still: true }), densityKey);
  // Each gives way to those before it: cities to incidents, bases to both, words on lines to bases, other names to all.
  const labels = createLabels(map, data, store, incidents.boxes, () => [...incidents.boxes(), ...ground.boxes(), ...relations.boxes()]);
  const ground = createGround(map, data, store, pick, () => [...incidents.targets(), ...labels.cityBoxes()]);
  const relations = createRelations(map, data, store, () => [...incidents.boxes(), ...ground.boxes(), ...labels.cityBoxes()]);
  labels.follow();
  createAsking(map, data, store, pick, incidents.takes);
  keepPopupsInReach(map);
  keepMarksInReach(map, store);
  createList(byId("list"), data, store, open);
  const workbench = createWorkbench(map, data, store, start, open, home);
  createFilters(byId("filters"), byId("chips"), data, store);
  createSearch(byId("search"), data, store, open);
  createTable(byId("table"), byId("show-table"), data, store, open);
  createMethod(byId("method"), data, store);
  createPrinting(data, store, start, map.getContainer());
  createEmbed(byId("embed-bar"), data, store, start);
  createTiles(data, store, tileShower(map), byId("live"));
  const language = createLanguage(byId("language"), byId("language-note"), data, store, start);
  listenForKeys({ player, store, closeCard: card.close, search: byId("search").querySelector("input"), story: workbench.story });
  const address = keepHistory(store, start, data, restored(map, data, store, start, home, workbench));
  createAnnouncer(byId("live"), data, store);
  if (takesNewSize(map)) opens(); // a tool or a story has taken room
  map.on("moveend", () => {
    if (address.isRestoring() || workbench.isFraming()) return;
    const { lat, lng } = map.getCenter();
    const [zoom, ...kept] = store.get().view ?? [];
    // Leaflet rounds to whole pixels: a link must come back as it was, not a pixel off.
    if (zoom === map.getZoom() && map.project([lat, lng]).distanceTo(map.project(kept)) < 3) return;
    store.set({ view: [map.getZoom(), lat, lng] });
  });
  workbench.frameStory(opening);
  if (store.get().panel === "method") byId("method").showModal();
  workbench.begin();
  if (isPlain) createIntro(document.querySelector(".stage"), data, store);
  language.returnFocus();
  document.documentElement.dataset.ready = "true";
}

function openRecord(map, data, store, card, type, id, how) {
  card.remember();
  store.set(clocked(data, store.get(), { selected: { type, id } }));
  show(map, data, type, id, { still: how?.still });
  if (!how?.keepFocus) card.focus();
}

// What an address says becomes the whole state; only what no address may carry stays as it is.
function restored(map, data, store, start, home, workbench) {
  return (patch) => {
    const before = store.get();
    store.set({ ...start, ...clocked(data, start, patch), tiles: before.tiles });
    const { selected, view } = store.get();
    // What only changes what is shown opens no panel.
    if (Object.entries(store.get()).some(([key, value]) => value !== before[key] && !SHOWN_BY.includes(key))) map.invalidateSize({ pan: false });
    if (workbench.frameStory(view)) return;
    frame(map, home, view);
    if (selected && !view) show(map, data, selected.type, selected.id);
  };
}
