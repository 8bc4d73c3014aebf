// The short names of origins, for where many stand in a line; the whole name stands where one is read about.

import { hasWord, t } from "./words.js";

export function originBrief(data, origin) {
  const key = `origin_brief.${data.origins.id.at(origin)}`;
  return hasWord(key) ? t(key) : data.origins.name.at(origin).replace(/ \([^)]*\)$/, "");
}
