// The table of bases: how far the bases of one side lie from those of another on the day depicted, as `geo matrix`.

import { csvCell } from "./csv.js";
import { basesAt } from "./ground_at.js";
import { dayText } from "./days.js";
import { distanceBetween, measuredSpot } from "./measuring.js";

// Sides whose bases are known on some day, by how many records they have.
export function sidesWithBases(data) {
  const counts = new Map();
  data.presences.actor.forEach((actor, row) => data.base_roles.includes(data.presences.role.at(row)) && counts.set(data.actors.id.at(actor), (counts.get(data.actors.id.at(actor)) ?? 0) + 1));
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
}

// "us~russia" -> the two sides; "" stands for any side.
export function matrixSides(data, text) {
  const known = ["", ...sidesWithBases(data)];
  const asked = (text ?? "us~russia").split("~");
  return [0, 1].map((i) => (known.includes(asked[i]) ? asked[i] : ""));
}

// -> {rows, columns, cells}: spots with `firm`, and for each pair its distance; null where both are one place.
export function matrixOf(data, day, [rowSide, columnSide]) {
  const held = basesAt(data, day);
  const spots = (side) => {
    const own = held.filter(({ row }) => !side || data.actors.id[data.presences.actor.at(row)] === side);
    return [...new Set(own.map(({ row }) => data.presences.place.at(row)))].map((place) => ({ ...measuredSpot(data, "place", data.places.id.at(place)), firm: own.some(({ row, firm }) => firm && data.presences.place.at(row) === place) }));
  };
  const [rows, columns] = [spots(rowSide), spots(columnSide)];
  const cells = rows.map((a) => columns.map((b) => (a.id === b.id ? null : distanceBetween(a, b))));
  return { rows, columns, cells };
}

// Which cells of a row may be its nearest: the smallest as drawn, and those whose least is below the smallest's most.
export function nearestOf(cells) {
  const known = cells.filter(Boolean);
  if (!known.length) return { first: -1, rivals: [] };
  const smallest = known.reduce((one, other) => (other.distance_m < one.distance_m ? other : one));
  const first = cells.indexOf(smallest);
  return { first, rivals: cells.flatMap((cell, i) => (cell && i !== first && cell.low_m < smallest.high_m ? [i] : [])) };
}

export function matrixCsv({ rows, columns, cells }, day) {
  const lines = [["as_of", "from", "to", "from_name", "to_name", "from_attested", "to_attested", "distance_m", "low_m", "high_m", "bearing_deg"]];
  rows.forEach((a, i) => columns.forEach((b, k) => {
    const cell = cells[i][k];
    if (cell) lines.push([dayText(day), a.id, b.id, a.latin, b.latin, a.firm ? "yes" : "no", b.firm ? "yes" : "no", ...[cell.distance_m, cell.low_m, cell.high_m].map((m) => m.toFixed(3)), cell.bearing_deg === null ? "" : cell.bearing_deg.toFixed(4)]);
  }));
  return lines.map((line) => line.map(csvCell).join(",")).join("\r\n");
}
