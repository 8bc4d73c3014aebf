// Weighs the claims about one incident by the rule of geo/evidence.py: status, origins, disagreements; nothing is averaged.

// claims: rows -> {status, origins: rows by id, topics: [[topic, rows of claims]], details_disputed}.
export function weigh(data, claims) {
  const c = data.claims;
  const origins = [...new Set(claims.filter((claim) => countedAs(data, claim) === "origin").map((claim) => c.origin.at(claim)))]
    .sort((a, b) => (data.origins.id.at(a) < data.origins.id.at(b) ? -1 : 1));
  const topics = topicsOf(data, claims);
  return {
    status: statusOf(data, claims, origins), origins, topics,
    details_disputed: topics.length > 0 || claims.some((claim) => c.stance.at(claim) === "denies" && c.bears_on.at(claim) === "detail"),
  };
}

// What a claim does for the status: origin (it reports the event), denial, rival, or why it does nothing.
export function countedAs(data, claim) {
  const { stance, bears_on: bears } = data.claims;
  if (stance.at(claim) === "silent") return "silent";
  if (bears.at(claim) === "event") return stance.at(claim) === "asserts" ? "origin" : "denial";
  if (bears.at(claim) === "rival" && stance.at(claim) === "asserts") return "rival";
  return bears.at(claim) === "background" ? "background" : "detail";
}

function statusOf(data, claims, origins) {
  const contradicts = (claim) => {
    const as = countedAs(data, claim);
    return as === "denial" || (as === "rival" && origins.some((origin) => origin !== data.claims.origin.at(claim)));
  };
  if (claims.some(contradicts)) return "disputed";
  return origins.length >= 2 ? "corroborated" : "single_origin";
}

// A topic that claims of two origins or more carry; a silent claim takes no side.
function topicsOf(data, claims) {
  const c = data.claims;
  return Object.keys(data.vocabulary.topic).map((topic) => [topic, claims.filter((claim) => c.topics.at(claim).includes(topic) && c.stance.at(claim) !== "silent")])
    .filter(([, sides]) => new Set(sides.map((claim) => c.origin.at(claim))).size >= 2);
}
