"""Says who held the ground at a spot on a day, how the zones of that day were known, and how sure the answer is.

Two neighbouring zones share one drawn line, so the error of that line is the larger of their two accuracies. A zone is
*in reach* when its nearest edge is no farther than the radius of the spot plus that error. The answer is

- *certain*: the spot lies in drawn zones that surely held on that day, and all zones it touches or has in reach have
  one holder and status;
- *possible*: the spot touches zones of several holders, or one of another holder is in reach (cannot say for sure);
- *unknown*: no zone is drawn there, or none at all for that day; then the last known answer, and its age, come along.

Certain speaks of the drawing. How the drawing was come by is the `basis` of each zone. The edge of the drawn area and a
state border are no line between holders and are not counted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from . import dates, shapes
from .errors import UsageError
from .spots import Spot, length, of_place

if TYPE_CHECKING:
    from .atlas import View
    from .records import Place, Zone


@dataclass(frozen=True, slots=True)
class Reach:
    """A zone that does not hold the spot as drawn, but may: `distance_m` metres to its nearest edge."""

    zone: Zone
    distance_m: float


@dataclass(frozen=True, slots=True)
class Control:
    """Who held the ground at `at` on `as_of`.

    `zones` are the control zones the spot lies in as drawn, `candidates` the others in reach, nearest first;
    `nearest_edge_m` is the distance in metres to the nearest zone of another holder, 0 when the spot touches several,
    None when there is none. `overlays` are patrol and agreement areas, which say nothing of who held the ground.
    `last_known` is the answer on the last day before `as_of` that has control zones, where that day has none.
    """

    at: Spot
    as_of: date
    answer: Literal["certain", "possible", "unknown"]
    zones: tuple[Zone, ...]
    candidates: tuple[Reach, ...]
    nearest_edge_m: float | None
    overlays: tuple[Zone, ...]
    last_known: Control | None = None

    @property
    def days_ago(self) -> int | None:
        """Days from the last known answer to the day asked about."""
        return (self.as_of - self.last_known.as_of).days if self.last_known else None


@dataclass(frozen=True, slots=True)
class Change:
    """A place whose holder differs between two days; `sure` when both answers are certain."""

    place: Place
    before: Control
    after: Control

    @property
    def sure(self) -> bool:
        """Whether both answers are certain."""
        return self.before.answer == self.after.answer == "certain"


def control(view: View, at: Spot, day: date) -> Control:
    """Who held the ground at `at` on `day`."""
    drawn = view.zones_on(day)
    if not drawn:
        last = _last_day(view, day)
        overlays = tuple(_holding(view.zones_on(day, layer="overlay"), at))
        return Control(at, day, "unknown", (), (), None, overlays, control(view, at, last) if last else None)
    zones = tuple(_holding(drawn, at))
    others = _by_distance(at, [zone for zone in drawn if zone not in zones], zones)
    candidates = tuple(item for item in others if item.distance_m <= _reach_m(at, zones, item.zone))
    rivals = [item.distance_m for item in others if holder(item.zone) not in map(holder, zones)]
    edge_m = 0.0 if len(set(map(holder, zones))) > 1 else min(rivals, default=None)
    overlays = tuple(_holding(view.zones_on(day, layer="overlay"), at))
    return Control(at, day, _answer(zones, candidates, day), zones, candidates, edge_m, overlays)


def _answer(zones: tuple[Zone, ...], candidates: tuple[Reach, ...],
            day: date) -> Literal["certain", "possible", "unknown"]:
    everything = [*zones, *(item.zone for item in candidates)]
    if not everything:
        return "unknown"
    surely = all(dates.certain(zone.valid, day.isoformat()) for zone in zones)
    return "certain" if zones and surely and len(set(map(holder, everything))) == 1 else "possible"


def holder(zone: Zone) -> tuple[tuple[str, ...], str]:
    """Who held a zone, and how: two zones that agree in both have no line between holders."""
    return tuple(sorted(zone.controllers)), zone.status


def _reach_m(at: Spot, zones: Iterable[Zone], other: Zone) -> float:
    return at.radius_m + max(other.accuracy_m, *(zone.accuracy_m for zone in zones), 0.0)


def _holding(zones: Iterable[Zone], at: Spot) -> Iterator[Zone]:
    """The zones that the spot as drawn touches."""
    for zone in zones:
        if shapes.box_gap_m(at.geometry, zone.geometry) == 0 and shapes.touches(at.geometry, zone.geometry):
            yield zone


def _by_distance(at: Spot, zones: list[Zone], own: tuple[Zone, ...]) -> list[Reach]:
    """The zones by distance; those too far to be in reach or the nearest of another holder are left out unmeasured."""
    holders = set(map(holder, own))
    found: list[Reach] = []
    nearest_rival_m = math.inf
    for gap_m, zone in sorted(((shapes.box_gap_m(at.geometry, zone.geometry), zone) for zone in zones), key=_gap):
        rival = holder(zone) not in holders
        if gap_m > _reach_m(at, own, zone) and not (rival and gap_m <= nearest_rival_m):
            continue
        reach = Reach(zone, shapes.nearest_m(at.geometry, zone.geometry))
        found.append(reach)
        if rival:
            nearest_rival_m = min(nearest_rival_m, reach.distance_m)
    return sorted(found, key=lambda reach: (reach.distance_m, reach.zone.id))


def _gap(item: tuple[float, Zone]) -> float:
    return item[0]


def _last_day(view: View, day: date) -> date | None:
    """The last day before `day` with control zones."""
    ends = (dates.parse(zone.valid).latest for zone in view.dataset.zones.values() if zone.layer == "control")
    return max((end for end in ends if end and end < day), default=None)


def changes(view: View, before: date, after: date) -> list[Change]:
    """The places whose holder or the status of it differs between two days, by place id.

    Raises: UsageError when a day has no control zones: nothing can be compared with nothing.
    """
    for day in (before, after):
        if not view.zones_on(day):
            last = _last_day(view, day)
            cure = f"the last day before it with zones is {last}" if last else "choose a later day"
            raise UsageError(f"no control zones are drawn for {day}", "both days need them", cure)
    found = []
    for place in view.dataset.places.values():
        spot = of_place(place)
        change = Change(place, control(view, spot, before), control(view, spot, after))
        if _holders(change.before) != _holders(change.after):
            found.append(change)
    return found


def _holders(found: Control) -> set[tuple[tuple[str, ...], str]]:
    return set(map(holder, found.zones))


def sentence(found: Control, *, names: Mapping[str, str], where: str | None = None) -> str:
    """The answer in words; `names` gives the names of actors by id, `where` stands for the name of the spot."""
    where, day = where or found.at.name, found.as_of.isoformat()
    if found.last_known:
        ago = f"{found.days_ago} day{'' if found.days_ago == 1 else 's'} before"
        return f"No control data for {day}. Last known {ago}: {sentence(found.last_known, names=names, where=where)}"
    edge = "" if found.nearest_edge_m is None else f"; the nearest line is {length(found.nearest_edge_m)} away"
    if found.answer == "unknown":
        return f"No control data for {where} on {day}{edge.replace('line', 'drawn zone')}."
    held = " and ".join(dict.fromkeys(_held(zone, names) for zone in found.zones))
    if found.answer == "certain":
        return f"{where} on {day}: {held}{edge}."
    parts = [f"as drawn {held}"] if held else ["outside every drawn zone"]
    rivals: dict[str, float] = {}
    for item in found.candidates:
        if holder(item.zone) not in _holders(found):
            rivals.setdefault(_held(item.zone, names), item.distance_m)
    if rivals:
        parts.append("within reach: " + "; ".join(f"{who} at {length(far)}" for who, far in rivals.items()))
    return f"{where} on {day}: cannot say for sure; {'; '.join(parts)}."


def _held(zone: Zone, names: Mapping[str, str]) -> str:
    who = " + ".join(names.get(actor, actor) for actor in zone.controllers) or "nobody named"
    status = "" if zone.status == "control" else f"{zone.status}, "
    return f"{who} ({status}{zone.basis.replace('_', ' ')})"
