"""Answers one question for every event of an imported file: which base was nearest, who held the ground, what is near.

Each answer is a table of columns, a row per event in the order given. What the atlas cannot know is said in `why`: an
event without a date or place, a day without zones, or a position outside everything the atlas draws.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from . import control, dates, geodesy, membership, posts, presence, query, shapes, spots
from .errors import UsageError
from .membership import OPEN
from .outline import Outline
from .sieve import MAYBE, YES, within

if TYPE_CHECKING:
    from .atlas import View
    from .records import Zone
    from .sieve import Events
    from .spots import Spot

Columns: TypeAlias = dict[str, Any]  # by name: arrays or lists, all as long as there are events
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

OUTSIDE: Final = "outside everything the atlas knows"
_MARGIN_DEG: Final = 0.5  # round the places and zones of the atlas, still thought of as in it
NO_DATE, NO_PLACE, NO_BASE, NO_ZONES, NOT_DRAWN = (
    "no date", "no place", "no base known on those days", "no zones drawn for those days", "outside every drawn zone")


def known_ground(view: View) -> tuple[float, float, float, float]:
    """West, south, east and north in degrees of what the atlas knows: its places and zones, and half a degree round them."""
    import shapely
    from shapely.geometry import shape

    geometries = [place.geometry for place in view.dataset.places.values()]
    geometries += [zone.geometry for zone in view.dataset.zones.values()]
    west, south, east, north = shapely.total_bounds([shape(geometry) for geometry in geometries])
    return west - _MARGIN_DEG, south - _MARGIN_DEG, east + _MARGIN_DEG, north + _MARGIN_DEG


def inside_known(view: View, events: Events) -> Flags:
    """Which events have a position inside what the atlas knows."""
    west, south, east, north = known_ground(view)
    with np.errstate(invalid="ignore"):
        return np.asarray((events.lon >= west) & (events.lon <= east) & (events.lat >= south) & (events.lat <= north))


def _head(events: Events) -> Columns:
    frame = events.frame
    return {"id": frame["id"].to_numpy(), "when": frame["when"].to_numpy(), "lon": events.lon, "lat": events.lat}


NEAREST: Final = ("id", "when", "lon", "lat", "nearest", "name", "held_by", "standing", "distance_m", "low_m", "high_m",
                  "others", "firm", "firm_distance_m", "why")


def nearest(view: View, events: Events, *, kind: str = query.BASE, day: date | None = None, actors: Iterable[str] = (),
            attempted: bool = False, checkpoints: bool = False) -> Columns:
    """The nearest base of the atlas to each event, of those that stood on its days (or on `day`): columns of NEAREST.

    `standing` is firm or possible (empty for a kind that is no base), `low_m` and `high_m` the bounds, `others` the number
    of further ones that may be nearer (empty where the file gives no radius), `firm` the nearest that surely stood.

    Raises: UsageError, UnknownName.
    """
    if kind == query.INCIDENT:
        raise UsageError("the nearest incident is not asked for many events", "each event gets its nearest base or place",
                         "choose base or a kind of place")
    if kind == query.BASE:
        wanted = view.actor_ids(actors) if list(actors) else None
        found = presence.counting(view.dataset.places.values(), actors=wanted, attempted=attempted, checkpoints=checkpoints)
        bases = posts.of_presences(found, vague_m=query.VAGUE_M)
        ids, names = [item.place.id for item in found], [item.place.name for item in found]
        who = [view.dataset.actors[item.presence.actor].name for item in found]
    else:
        places, _ = query.candidates(view, kind=kind, day=None, actors=None, attempted=False, checkpoints=False)
        bases = _always([spot for spot, _ in places])
        ids, names, who = [spot.id for spot, _ in places], [spot.name for spot, _ in places], [""] * len(places)
    known, count = inside_known(view, events), len(events)
    rows = np.flatnonzero(known)
    first, last = (np.full(count, dates.day_number(day)),) * 2 if day else (events.first, events.last)
    told = posts.answers(events.lon[rows], events.lat[rows], first[rows], last[rows], events.radius_m[rows], bases)
    radius = np.nan_to_num(events.radius_m[rows])
    low_m, high_m = geodesy.bounds_m(np.nan_to_num(told.distance_m), radius, np.append(bases.radius_m, 0.0)[told.index])
    none, unknown = told.index < 0, np.isnan(events.radius_m[rows])
    firmness = np.where(none, "", np.where(told.firm, "firm", "possible")) if kind == query.BASE else np.full(len(rows), "")
    holders = ["; ".join(dict.fromkeys(who[one] for one in held)) for held in told.held]
    table = _head(events)
    for name, values, empty in (
        ("nearest", _named(ids, told.index), ""), ("name", _named(names, told.index), ""),
        ("held_by", _named(holders, told.code), ""), ("standing", firmness, ""), ("distance_m", told.distance_m, np.nan),
        ("low_m", np.where(none | unknown, np.nan, low_m), np.nan), ("high_m", np.where(none | unknown, np.nan, high_m), np.nan),
        ("others", np.where(none | (told.others < 0), np.nan, told.others), np.nan),
        ("firm", _named(ids, told.firm_index), ""), ("firm_distance_m", told.firm_distance_m, np.nan),
        ("why", np.where(none, NO_BASE, "").astype(object), ""),
    ):
        column = np.full(count, empty, dtype=np.float64 if empty != "" else object)
        column[rows] = values
        table[name] = column
    table["why"][~known] = OUTSIDE
    table["why"][~events.placed] = NO_PLACE
    return table


def _always(found: list[Spot]) -> posts.Bases:
    """Things that stand on every day, as bases."""
    count = len(found)
    start, end = np.full(count, -OPEN), np.full(count, OPEN)
    return posts.Bases(np.arange(count), np.array([spot.lon for spot in found], dtype=np.float64),
                       np.array([spot.lat for spot in found], dtype=np.float64),
                       np.array([spot.radius_m for spot in found], dtype=np.float64), start, end, start, end)


def _named(texts: list[str], index: Ints) -> NDArray[Any]:
    """The text of each index, "" for -1."""
    return np.array([*texts, ""], dtype=object)[index]


NEAR: Final = ("id", "when", "title", "lon", "lat", "distance_m", "low_m", "high_m", "bearing_deg", "within")


def near(events: Events, centre: Spot, *, within_m: float) -> Columns:
    """The events that lie or may lie within so many metres of a thing, nearest first: columns of NEAR."""
    answers = within(events, centre, within_m)
    rows = np.flatnonzero((answers == YES) | (answers == MAYBE))
    chosen, radius = events.only(rows), np.nan_to_num(events.radius_m[rows])
    bearing = np.full(len(rows), np.nan)
    if shapes.is_point(centre.geometry) and len(rows):
        metres, bearing = geodesy.inverse(centre.lon, centre.lat, chosen.lon, chosen.lat)
        low_m, high_m = geodesy.bounds_m(metres, radius, centre.radius_m)
    else:
        spans = [spots.between(centre, spots.position(lon=float(lon), lat=float(lat), uncertainty_m=float(one)))
                 for lon, lat, one in zip(chosen.lon, chosen.lat, radius, strict=True)]
        metres, low_m, high_m = (np.array([getattr(span, name) for span in spans], dtype=np.float64)
                                 for name in ("distance_m", "low_m", "high_m"))
    table = {**_head(chosen), "title": chosen.frame["title"].to_numpy(), "distance_m": metres, "low_m": low_m, "high_m": high_m,
             "bearing_deg": bearing, "within": np.where(answers[rows] == YES, "yes", "cannot say")}
    order = np.argsort(metres, kind="stable")
    return {name: table[name][order] for name in NEAR}


CONTROL: Final = ("id", "when", "lon", "lat", "answer", "held_by", "zones", "in_reach", "why")


def held(view: View, events: Events, *, day: date | None = None) -> Columns:
    """Who held the ground at each event on its days (or on `day`): columns of CONTROL, by the rules of `control`.

    An event of several days is certain only where one holder surely held on all of them. `zones` are those it lies in,
    `in_reach` the others that its radius and the accuracy of the outlines bring in reach; ids joined by "; ". An event
    without a radius is taken as a point.
    """
    zones = [zone for zone in view.dataset.zones.values() if zone.layer == "control"]
    table, rows = _head(events), np.flatnonzero(inside_known(view, events) & (events.dated | (day is not None)))
    first, last = (np.full(len(rows), dates.day_number(day)),) * 2 if day else (events.first[rows], events.last[rows])
    lon, lat, radius = events.lon[rows], events.lat[rows], np.nan_to_num(events.radius_m[rows])
    outlines = [Outline(zone.geometry) for zone in zones]
    begun, ended, sure_from, sure_to = _days(zones)
    areas = membership.Areas([outline.shape for outline in outlines], begun, ended)
    here, number = membership.pairs(lon, lat, first, last, areas)
    accuracy = np.array([zone.accuracy_m for zone in zones], dtype=np.float64)
    own = np.zeros(len(rows))
    np.maximum.at(own, here, accuracy[number])
    also, other = _in_reach(lon, lat, first, last, radius, own, accuracy, outlines, begun, ended, here, number)
    answer = np.full(len(rows), "unknown", dtype=object)
    every, of = np.concatenate([here, also]), np.concatenate([number, other])
    holder = {key: code for code, key in enumerate(dict.fromkeys(map(control.holder, zones)))}
    codes = np.array([holder[control.holder(zone)] for zone in zones], dtype=np.int64)
    least, most = np.full(len(rows), OPEN), np.full(len(rows), -OPEN)
    np.minimum.at(least, every, codes[of])
    np.maximum.at(most, every, codes[of])
    unsure = np.zeros(len(rows), dtype=np.bool_)
    unsure[every[(sure_from[of] > first[every]) | (sure_to[of] < last[every])]] = True
    touched = np.zeros(len(rows), dtype=np.bool_)
    touched[here] = True
    answer[every] = "possible"
    answer[touched & ~unsure & (least == most)] = "certain"
    drawn = np.zeros(len(rows), dtype=np.bool_)
    for start, end in set(zip(begun.tolist(), ended.tolist(), strict=True)):
        drawn |= (first <= end) & (last >= start)
    why = np.where(answer != "unknown", "", np.where(drawn, NOT_DRAWN, NO_ZONES)).astype(object)
    ids = [zone.id for zone in zones]
    names = [_holder_name(view, zone) for zone in zones]
    for name, part in (("answer", answer), ("held_by", _joined(len(rows), here, number, names)),
                       ("zones", _joined(len(rows), here, number, ids)), ("in_reach", _joined(len(rows), also, other, ids)),
                       ("why", why)):
        table[name] = np.full(len(events), "unknown" if name == "answer" else "", dtype=object)
        table[name][rows] = part
    table["why"][~inside_known(view, events)] = OUTSIDE
    table["why"][~events.placed] = NO_PLACE
    if day is None:
        table["why"][~events.dated] = NO_DATE
    return table


def _days(zones: list[Zone]) -> tuple[Ints, Ints, Ints, Ints]:
    """First and last day each zone may have held, and first and last of those it surely held."""
    spans = [dates.parse(zone.valid) for zone in zones]
    columns = ([span.earliest for span in spans], [span.latest for span in spans],
               [span.core_start for span in spans], [span.core_end for span in spans])
    return tuple(np.array([otherwise if one is None else dates.day_number(one) for one in column], dtype=np.int64)
                 for column, otherwise in zip(columns, (-OPEN, OPEN, OPEN, -OPEN), strict=True))  # type: ignore[return-value]


def _in_reach(lon: NDArray[Any], lat: NDArray[Any], first: Ints, last: Ints, radius: NDArray[Any], own: NDArray[Any],
              accuracy: NDArray[Any], outlines: list[Outline], begun: Ints, ended: Ints, here: Ints,
              number: Ints) -> tuple[Ints, Ints]:
    """The (event, zone) pairs where the zone does not hold the event as drawn but its edge is in reach."""
    also, other = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for one, outline in enumerate(outlines):
        then = (first <= ended[one]) & (last >= begun[one])
        then[here[number == one]] = False
        rows = np.flatnonzero(then)
        if len(rows):
            reach = radius[rows] + np.maximum(own[rows], accuracy[one])
            rows = rows[outline.near_edge(lon[rows], lat[rows], reach)]
        also.append(rows)
        other.append(np.full(len(rows), one))
    return np.concatenate(also), np.concatenate(other)


def _holder_name(view: View, zone: Zone) -> str:
    who = " + ".join(view.dataset.actors[actor].name for actor in zone.controllers) or "nobody named"
    return who if zone.status == "control" else f"{who} ({zone.status})"


def _joined(count: int, rows: Ints, number: Ints, texts: list[str]) -> NDArray[Any]:
    """The distinct texts of each row, joined by "; "."""
    found: list[str] = [""] * count
    for row, one in zip(rows.tolist(), number.tolist(), strict=True):
        text = texts[one]
        found[row] = text if not found[row] else found[row] if text in found[row].split("; ") else f"{found[row]}; {text}"
    return np.array(found, dtype=object)
