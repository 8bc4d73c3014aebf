// Incidents and claims as plain rows with the columns of `geo export`; docs/downloads.md says what each holds.

import { areaLatLngs, lineLatLngs } from "./shapes.js";
import { dayText } from "./days.js";
import { featuresOf } from "./features.js";
import { evidenceAt } from "./known.js";

const AS_THEY_ARE = ["title", "when", "date_precision", "kinds", "family", "where_precision", "uncertainty_m", "scope", "admin1", "outcome", "summary", "reviewed", "note"];
export const INCIDENT_COLUMNS = ["title", "when", "earliest", "latest", "date_precision", "kinds", "family", "actors", "status", "details_disputed", "origins", "claims",
  "where_precision", "uncertainty_m", "scope", "admin1", "outcome", "summary", "reviewed", "note"];
export const CLAIM_COLUMNS = ["source", "number", "incident", "place", "zone", "context", "speaker", "speaker_type", "origin", "stance", "bears_on", "says", "locator", "topics",
  "killed", "wounded", "strength", "figures_of", "when", "where", "lon", "lat", "published", "note"];

// An imported dataset has one claim an incident: what it adds stands beside the incident.
const EVENT_COLUMNS = [...INCIDENT_COLUMNS, "killed_low", "killed_high", "source", "links"];

export function incidentColumns(data) {
  return featuresOf(data).scopes ? INCIDENT_COLUMNS : EVENT_COLUMNS;
}

// Status, origins and claims are those known by the day chosen.
export function incidentRecord(data, row, known) {
  const c = data.incidents;
  const evidence = evidenceAt(data, known);
  const made = { id: c.id.at(row) };
  for (const name of incidentColumns(data)) made[name] = null; // the order of the columns
  for (const name of AS_THEY_ARE) made[name] = c[name].at(row);
  Object.assign(made, {
    earliest: c.earliest.at(row) === null ? null : dayText(c.earliest.at(row)), latest: c.latest.at(row) === null ? null : dayText(c.latest.at(row)),
    actors: [...new Set(c.parties.at(row).map(([actor]) => data.actors.id.at(actor)))],
    status: evidence.status.at(row), details_disputed: evidence.details_disputed.at(row), origins: evidence.origins.at(row).length, claims: evidence.claims.at(row).length,
  });
  return featuresOf(data).scopes ? made : Object.assign(made, eventFacts(data, row));
}

function eventFacts(data, row) {
  const c = data.claims;
  const [killed_low, killed_high] = c.killed.at(row) ?? [null, null];
  return { killed_low, killed_high, source: c.locator.at(row), links: c.links.at(row)?.split("\n").filter(Boolean) ?? null };
}

export function claimRecord(data, claim) {
  const c = data.claims;
  const source = c.source.at(claim);
  const about = (name, table) => (c[name].at(claim) === null ? null : table.id.at(c[name].at(claim)));
  const found = {
    ...Object.fromEntries(CLAIM_COLUMNS.filter((name) => name in c).map((name) => [name, c[name].at(claim)])),
    source: data.sources.id.at(source), origin: data.origins.id.at(c.origin.at(claim)), published: c.published.at(claim) ?? data.sources.published.at(source),
    incident: about("incident", data.incidents), place: about("place", data.places), zone: about("zone", data.zones),
    context: [c.incident, c.place, c.zone].every((column) => column.at(claim) === null),
  };
  return { id: `${found.source}#${found.number}`, ...Object.fromEntries(CLAIM_COLUMNS.map((name) => [name, found[name]])) };
}

// GeoJSON geometry in degrees, lon before lat; null where no source gives a place, and no point is made up for a line.
export function geometryOf(data, row) {
  const { lon, lat, shape } = data.incidents;
  if (lon.at(row) === null) return null;
  if (!shape.at(row)) return { type: "Point", coordinates: [lon.at(row), lat.at(row)] };
  const [kind, number] = shape.at(row);
  const isLine = kind === "line";
  const parts = isLine ? lineLatLngs(data.shapes[number]) : areaLatLngs(data.shapes[number]);
  const coordinates = turned(parts);
  const name = isLine ? "LineString" : "Polygon";
  return parts.length === 1 ? { type: name, coordinates: coordinates[0] } : { type: `Multi${name}`, coordinates };
}

function turned(nested) {
  return typeof nested[0] === "number" ? [nested[1], nested[0]] : nested.map(turned);
}

// The same as well-known text, for a table; points stand in columns of their own.
export function wktOf(geometry) {
  if (!geometry || geometry.type === "Point") return null;
  const text = (nested) => (typeof nested[0] === "number" ? nested.join(" ") : `(${nested.map(text).join(", ")})`);
  return `${geometry.type.toUpperCase()} ${text(geometry.coordinates)}`;
}
