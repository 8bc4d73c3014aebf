// The columns of the table: what each says of an incident and how it sorts.

import { evidenceAt } from "./known.js";
import { featuresOf } from "./features.js";
import { rangeWords } from "./days.js";
import { actorName, inARow, label } from "./words.js";

// rests: the column of the incidents it is told from alone; cell: text; order: what it sorts by where that is not the text, null always last.
export const TABLE_COLUMNS = [
  { key: "date", cell: (x) => rangeWords(x.c.earliest.at(x.row), x.c.latest.at(x.row)), order: (x) => x.c.earliest.at(x.row) ?? x.c.latest.at(x.row) },
  { key: "title", cell: (x) => x.c.title.at(x.row) },
  { key: "status", rests: "status", cell: (x) => label("status", x.evidence.status.at(x.row)), order: (x) => Object.keys(x.data.vocabulary.status).indexOf(x.evidence.status.at(x.row)) },
  { key: "origins", isNumber: true, cell: (x) => String(x.evidence.origins.at(x.row).length), order: (x) => x.evidence.origins.at(x.row).length },
  { key: "claims", isNumber: true, cell: (x) => String(x.evidence.claims.at(x.row).length), order: (x) => x.evidence.claims.at(x.row).length },
  { key: "differ", cell: (x) => inARow(x.evidence.topics.at(x.row).map(([topic]) => label("topic", topic))), order: (x) => x.evidence.topics.at(x.row).length },
  { key: "kinds", rests: "kinds", cell: (x) => inARow(x.c.kinds.at(x.row).map((kind) => label("kind", kind))) },
  { key: "actors", rests: "parties", cell: (x) => inARow([...new Set(x.c.parties.at(x.row).map(([actor]) => actorName(x.data, actor)))]) },
  { key: "place", rests: "places", cell: (x) => [...new Set(x.c.places.at(x.row).filter(([, , role]) => role === "scene").map(([place, , , reported]) => (place === null ? reported : x.data.places.name.at(place))))].join("; ") },
  { key: "admin1", rests: "admin1", cell: (x) => label("admin1", x.c.admin1.at(x.row)) },
  { key: "precision", rests: "where_precision", cell: (x) => label("where_precision", x.c.where_precision.at(x.row)), order: (x) => Object.keys(x.data.vocabulary.where_precision).indexOf(x.c.where_precision.at(x.row)) },
  { key: "radius", rests: "uncertainty_m", isNumber: true, cell: (x) => x.c.uncertainty_m.at(x.row)?.toLocaleString("en") ?? "", order: (x) => x.c.uncertainty_m.at(x.row) },
  { key: "scope", rests: "scope", cell: (x) => label("scope.short", x.c.scope.at(x.row)) },
];

// Columns that say the same of every incident of an imported dataset are left out.
export function tableColumns(data) {
  return TABLE_COLUMNS.filter(({ key }) => featuresOf(data).scopes || !["status", "origins", "claims", "differ", "scope"].includes(key));
}

// "-status" -> the column and whether it falls; anything unknown is by date.
export function sortOf(state) {
  const key = state.sort.replace(/^-/, "");
  const column = TABLE_COLUMNS.find((one) => one.key === key);
  return column ? { column, isFalling: state.sort.startsWith("-") } : { column: TABLE_COLUMNS[0], isFalling: false };
}

export function rowFacts(data, state, row) {
  return { data, c: data.incidents, evidence: evidenceAt(data, state.known), row };
}
