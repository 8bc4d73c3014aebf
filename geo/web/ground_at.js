// Which zones and bases stood on a day, as row numbers.

export function zonesAt(data, day) {
  const { from, to, layer } = data.zones;
  const at = { control: [], overlay: [] };
  for (let row = 0; row < from.length; row += 1) {
    if ((from.at(row) ?? -Infinity) <= day && day <= (to.at(row) ?? Infinity)) at[layer.at(row)].push(row);
  }
  return at;
}

// The last day before `day` on which control zones were drawn, or null.
export function lastControlDay(data, day) {
  let last = null;
  data.zones.to.forEach((to, row) => {
    if (data.zones.layer.at(row) === "control" && to !== null && to < day && (last === null || to > last)) last = to;
  });
  return last;
}

// Bases on a day: firm inside what is attested, possible where only an open end reaches the day.
export function basesAt(data, day) {
  const p = data.presences;
  const bases = [];
  for (let row = 0; row < p.place.length; row += 1) {
    if (!data.base_roles.includes(p.role.at(row)) || p.status.at(row) === "attempted") continue;
    if ((p.from.at(row) ?? -Infinity) > day || (p.to.at(row) ?? Infinity) < day) continue;
    const firm = p.firm_from.at(row) !== null && p.firm_from.at(row) <= day && day <= p.firm_to.at(row);
    bases.push({ row, firm });
  }
  return bases.filter((base) => !isCountedElsewhere(p, base, bases));
}

// One post written down at two places stands once, as geo/presence.py has it: at the place its record points to, unless
// only the record that points is firm.
function isCountedElsewhere(p, base, bases) {
  const isTwin = (a, b) => p.same_as.at(a.row) === p.place.at(b.row) && p.actor.at(a.row) === p.actor.at(b.row);
  const onlyItIsFirm = (a, twins) => a.firm && twins.every((twin) => !twin.firm);
  const twins = bases.filter((other) => isTwin(base, other));
  if (twins.length) return !onlyItIsFirm(base, twins);
  return bases.some((other) => isTwin(other, base) && onlyItIsFirm(other, bases.filter((twin) => isTwin(other, twin))));
}
