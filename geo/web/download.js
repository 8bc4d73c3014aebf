// Saves exactly what the table shows: the incidents as CSV, GeoJSON or KML, and the claims about them as CSV.

import { csvText } from "./csv.js";
import { evidenceAt } from "./known.js";
import { geojsonText } from "./geojson_out.js";
import { h } from "./dom.js";
import { kmlText } from "./kml.js";
import { CLAIM_COLUMNS, claimRecord, geometryOf, INCIDENT_COLUMNS, incidentRecord, wktOf } from "./records_out.js";
import { saveFile } from "./saving.js";
import { rowsInOrder } from "./table_rows.js";
import { titleWords } from "./controls.js";
import { t } from "./words.js";

const FORMATS = {
  csv: ["incidents.csv", "text/csv;charset=utf-8", incidentsCsv],
  geojson: ["incidents.geojson", "application/geo+json", (data, state, rows) => geojsonText(data, rows, state.known, aboutOf(data, state))],
  kml: ["incidents.kml", "application/vnd.google-earth.kml+xml", (data, state, rows) => kmlText(data, rows, state.known, aboutOf(data, state))],
  claims: ["claims.csv", "text/csv;charset=utf-8", claimsCsv],
};

export function downloadButtons(data, store) {
  return h("div", { class: "downloads", role: "group", "aria-label": t("download") }, h("span", { "aria-hidden": "true" }, t("download")),
    Object.keys(FORMATS).map((key) => h("button", { type: "button", class: "button", dataset: { format: key }, title: t(`download.${key}.long`), onclick: () => save(data, store.get(), key) }, t(`download.${key}`))));
}

function save(data, state, key) {
  const [name, type, write] = FORMATS[key];
  saveFile(name, new Blob([write(data, state, rowsInOrder(data, state))], { type }));
}

// What a file is of: where it comes from and which incidents it holds.
function aboutOf(data, state) {
  return { title: data.title, shown: titleWords(data, state), credit: data.credit.replace(/; Leaflet$/, ""), version: data.version, data_hash: data.data_hash };
}

function incidentsCsv(data, state, rows) {
  return csvText(["id", ...INCIDENT_COLUMNS, "lon", "lat", "wkt"], rows.map((row) => {
    const geometry = geometryOf(data, row);
    const [lon, lat] = geometry?.type === "Point" ? geometry.coordinates : [null, null];
    return { ...incidentRecord(data, row, state.known), lon, lat, wkt: wktOf(geometry) };
  }));
}

function claimsCsv(data, state, rows) {
  const { claims } = evidenceAt(data, state.known);
  return csvText(["id", ...CLAIM_COLUMNS], rows.flatMap((row) => claims.at(row).map((claim) => claimRecord(data, claim))));
}
