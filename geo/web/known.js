// What could be read by a day: parts the claims by publication and weighs what is left, as geo's known_by does.

import { RowsColumn, SameColumn } from "./columns.js";
import { weigh } from "./status.js";

const weighed = new WeakMap(); // data -> {claims: rows by incident, known, evidence}

// by: surely published by the day; later: surely after it; unclear: no date, or one that cannot tell. No day: all are `by`.
export function partByDay(data, claims, known) {
  const parts = { by: [], later: [], unclear: [] };
  const { published_earliest: earliest, published_latest: latest } = data.claims;
  for (const claim of claims) {
    if (known === null || (latest.at(claim) !== null && latest.at(claim) <= known)) parts.by.push(claim);
    else if (earliest.at(claim) !== null && earliest.at(claim) > known) parts.later.push(claim);
    else parts.unclear.push(claim);
  }
  return parts;
}

// The evidence on every incident by row, as read by a day (null: everything): kept until another day is asked about.
export function evidenceAt(data, known) {
  const day = known ?? null;
  if (!weighed.has(data)) weighed.set(data, { claims: claimsByIncident(data) });
  const kept = weighed.get(data);
  if (!kept.evidence || kept.known !== day) Object.assign(kept, { known: day, evidence: day === null ? wholeEvidence(data, kept.claims) : partEvidence(data, kept.claims, day) });
  return kept.evidence;
}

function claimsByIncident(data) {
  // Where every incident has one claim, the claim of a row is that row: nothing is kept.
  if (data.claims.incident instanceof RowsColumn) return { at: (row) => [row] };
  const rows = Array.from({ length: data.incidents.count }, () => []);
  for (let claim = 0; claim < data.claims.count; claim += 1) {
    const row = data.claims.incident.at(claim);
    if (row !== null) rows[row].push(claim);
  }
  return rows;
}

// With no day chosen the page shows what was computed when it was built.
function wholeEvidence(data, claims) {
  const { status, origins, topics, details_disputed } = data.incidents;
  const { count } = data.incidents;
  const none = new SameColumn([], count);
  return { status, origins, topics, details_disputed, claims, later: none, unclear: none, told: new SameColumn(true, count), toldCount: count, documents: data.claims.incident instanceof RowsColumn ? data.claims.source : null };
}

function partEvidence(data, claims, day) {
  const parts = claims.map((rows) => partByDay(data, rows, day));
  const each = parts.map(({ by }) => weigh(data, by));
  return {
    status: each.map((one) => one.status), origins: each.map((one) => one.origins), topics: each.map((one) => one.topics),
    details_disputed: each.map((one) => one.details_disputed),
    claims: parts.map(({ by }) => by), later: parts.map(({ later }) => later), unclear: parts.map(({ unclear }) => unclear),
    told: parts.map(({ by }) => by.length > 0), toldCount: parts.filter(({ by }) => by.length).length,
  };
}
