// Figures as claimants give them, [low, high], as text; and what is counted.

import { t } from "./words.js";

export const COUNTED = ["killed", "wounded", "strength"];

export function rangeText([low, high]) {
  return low === high ? low.toLocaleString("en") : `${low.toLocaleString("en")}–${high.toLocaleString("en")}`;
}

// "80–100 Russian contractors".
export function claimRange(data, measure, claim) {
  const of = data.claims.figures_of.at(claim);
  const range = data.claims[measure].at(claim);
  if (range[1] === 0) return t("figures.zero", { of: of ?? "" }).replace(/[, ]+$/, "");
  return [rangeText(range), of].filter(Boolean).join(" ");
}
