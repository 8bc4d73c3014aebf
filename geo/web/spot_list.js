// Lists the incidents of one spot by date; of very many the first, how many more there are, and two ways to see them.

import { h } from "./dom.js";
import { fanList } from "./fan.js";
import { rangeWords } from "./days.js";
import { symbol } from "./symbols.js";
import { withTitles } from "./titles.js";
import { counted, label, t } from "./words.js";

const MOST_LISTED = 60;

// rows: in date order. pick(row): opens one; closer: zooms in to them, null where that would not part them; table: shows the table.
export function spotList(data, rows, { pick, closer, table }) {
  const column = data.incidents;
  const first = rows.slice(0, MOST_LISTED);
  const texts = Array.from(first, (row) => h("span", {}, label("family", column.family.at(row))));
  withTitles(data, first, (title, i) => {
    texts[i].textContent = title;
  });
  const items = Array.from(first, (row, i) => ({
    mark: symbol(column.family.at(row), column.where_precision.at(row), 16), small: rangeWords(column.earliest.at(row), column.latest.at(row)),
    text: texts[i], act: () => pick(row),
  }));
  const list = fanList(counted("incident.here", rows.length), items);
  if (rows.length <= MOST_LISTED) return list;
  list.append(h("p", { class: "fan-more" }, counted("fan.more", rows.length - MOST_LISTED)),
    h("p", { class: "fan-more" }, closer ? h("button", { type: "button", class: "text-button", onclick: closer }, t("fan.closer")) : null, " ",
      h("button", { type: "button", class: "text-button", onclick: table }, t("fan.table"))));
  return list;
}
