// Saves exactly what the table shows: the incidents as CSV, GeoJSON or KML, and the claims about them as CSV.

import { csvLines, csvText } from "./csv.js";
import { evidenceAt } from "./known.js";
import { geojsonFile } from "./geojson_out.js";
import { h } from "./dom.js";
import { kmlFile } from "./kml.js";
import { CLAIM_COLUMNS, claimRecord, geometryOf, incidentColumns, incidentRecord, wktOf } from "./records_out.js";
import { saveFile } from "./saving.js";
import { rowsInOrder } from "./row_order.js";
import { titleWords } from "./controls.js";
import { t } from "./words.js";

// Each gives a file in parts: {head, lines(rows) -> texts, joint between two, tail}.
const FORMATS = {
  csv: ["incidents.csv", "text/csv;charset=utf-8", incidentsCsv],
  geojson: ["incidents.geojson", "application/geo+json", (data, state) => geojsonFile(data, state.known, aboutOf(data, state))],
  kml: ["incidents.kml", "application/vnd.google-earth.kml+xml", (data, state) => kmlFile(data, state.known, aboutOf(data, state))],
  claims: ["claims.csv", "text/csv;charset=utf-8", claimsCsv],
};

export function downloadButtons(data, store) {
  return h("div", { class: "downloads", role: "group", "aria-label": t("download") }, h("span", { "aria-hidden": "true" }, t("download")),
    Object.keys(FORMATS).map((key) => h("button", { type: "button", class: "button", dataset: { format: key }, title: t(`download.${key}.long`), onclick: ({ currentTarget: button }) => button.getAttribute("aria-disabled") !== "true" && save(data, store.get(), key, progressOn(button)) }, t(`download.${key}`))));
}

// A button that says how far it has come, and cannot be pressed again before it is done. -> say(share), null at the end.
function progressOn(button) {
  const words = button.textContent;
  return (share) => {
    button.textContent = share === null ? words : `${Math.floor(100 * share)} %`;
    button.setAttribute("aria-disabled", String(share !== null));
  };
}

// Many rows are written block by block, in order of time: no more of their texts is in the memory at once.
async function save(data, state, key, say) {
  const [name, type, made] = FORMATS[key];
  const { head, lines, joint, tail } = made(data, state);
  const rows = rowsInOrder(data, state);
  const parts = [];
  let done = 0;
  try {
    for (const some of data.texts.isSmall ? [Array.from(rows)] : byBlock(rows.sort(), data.texts.rows)) {
      await data.texts.open(some[0]);
      const written = lines(some);
      if (written.length) parts.push(new Blob([parts.length ? joint : "", written.join(joint)]));
      done += some.length;
      if (done < rows.length) say(done / rows.length);
    }
  } finally {
    say(null);
  }
  saveFile(name, new Blob([head, ...parts, tail], { type }));
}

function* byBlock(rows, size) {
  for (let start = 0; start < rows.length;) {
    let end = start;
    while (end < rows.length && Math.floor(rows[end] / size) === Math.floor(rows[start] / size)) end += 1;
    yield Array.from(rows.subarray(start, end));
    start = end;
  }
}

// What a file is of: where it comes from and which incidents it holds.
function aboutOf(data, state) {
  return { title: data.title, shown: titleWords(data, state), credit: data.credit.replace(/; Leaflet$/, ""), version: data.version, data_hash: data.data_hash };
}

function incidentsCsv(data, state) {
  const columns = ["id", ...incidentColumns(data), "lon", "lat", "wkt"];
  const record = (row) => {
    const geometry = geometryOf(data, row);
    const [lon, lat] = geometry?.type === "Point" ? geometry.coordinates : [null, null];
    return { ...incidentRecord(data, row, state.known), lon, lat, wkt: wktOf(geometry) };
  };
  return { head: csvText(columns, []), lines: (rows) => csvLines(columns, rows.map(record)).map((line) => `${line}\n`), joint: "", tail: "" };
}

function claimsCsv(data, state) {
  const columns = ["id", ...CLAIM_COLUMNS];
  const { claims } = evidenceAt(data, state.known);
  return { head: csvText(columns, []), lines: (rows) => csvLines(columns, rows.flatMap((row) => claims.at(row).map((claim) => claimRecord(data, claim)))).map((line) => `${line}\n`), joint: "", tail: "" };
}
