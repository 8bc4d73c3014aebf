// Names an incident in one line: when, what, and how well it is placed.

import { label, t } from "./words.js";
import { rangeWords } from "./days.js";

export function incidentName(data, row) {
  const column = data.incidents;
  return t("incident.name", {
    date: rangeWords(column.earliest.at(row), column.latest.at(row)), title: column.title.at(row) || label("family", column.family.at(row)), // a title may not have come yet
    where: label("where_precision", column.where_precision.at(row)),
  });
}
