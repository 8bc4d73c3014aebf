"""Bases as columns, and for each of many dated incidents the nearest that stood on its days and what else may be nearer.

The rules are those of `presence`: on the days of an incident a base is *firm* when it surely stood on all of them,
*possible* when it may have stood on one, else it does not count; each physical post counts once. The incidents between
two days on which any base changes see the same bases, so they are answered together by one tree of `nearest`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from . import dates, geodesy
from .membership import OPEN
from .nearest import bounds_m, nearest
from .presence import sure_span

if TYPE_CHECKING:
    from datetime import date

    from .presence import Held

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

_PAIRS: Final = 1 << 20  # pairs bounded at one time: 8 MB an array


@dataclass(frozen=True, slots=True)
class Bases:
    """Bases: degrees, the radius in metres each is known to, the days it may have stood and those it surely stood.

    Days count from 1970-01-01, both ends included; -OPEN and OPEN where open, `firm_first` after `firm_last` where no day
    is sure. Bases with one number in `place` stand at one place. `twins` are the (marked, other) pairs of bases that are
    one physical post. One known no better than to `vague_m` is no answer.
    """

    place: Ints
    lon: Floats
    lat: Floats
    radius_m: Floats
    first: Ints
    last: Ints
    firm_first: Ints
    firm_last: Ints
    twins: Sequence[tuple[int, int]] = ()
    vague_m: float = math.inf

    def places(self, found: Ints, firm: Flags) -> tuple[Ints, Flags]:
        """One of these bases for each place, a firm one where there is one, and whether it is firm."""
        order = np.argsort(~firm, kind="stable")
        _, lead = np.unique(self.place[found[order]], return_index=True)
        return found[order][lead], firm[order][lead]

    def standing(self, first: int, last: int) -> tuple[Ints, Flags]:
        """The bases that count on all these days together, as indexes, and which of them are firm."""
        stood = (self.first <= last) & (self.last >= first)
        firm = stood & (self.firm_first <= first) & (self.firm_last >= last)
        dropped: list[int] = []
        for one in dict.fromkeys(one for one, _ in self.twins if stood[one]):
            others = [other for mark, other in self.twins if mark == one and stood[other]]
            if others:
                dropped += others if firm[one] and not firm[others].any() else [one]
        stood[dropped] = False
        found = np.flatnonzero(stood & (self.radius_m < self.vague_m))
        return found, firm[found]


def of_presences(found: Sequence[Held], *, vague_m: float = math.inf) -> Bases:
    """The columns of presences of any day, in their order; those known no better than to `vague_m` never count."""
    valid = [dates.parse(item.presence.valid) for item in found]
    sure = [sure_span(item.presence) for item in found]
    twins = [(one, other) for one, item in enumerate(found) for other, twin in enumerate(found)
             if twin.place.id == item.presence.same_as and twin.presence.actor == item.presence.actor]
    places = {key: number for number, key in enumerate(dict.fromkeys(item.place.id for item in found))}
    spots = np.array([item.place.geometry["coordinates"][:2] for item in found], dtype=np.float64).reshape(-1, 2)
    return Bases(
        np.array([places[item.place.id] for item in found], dtype=np.int64), spots[:, 0].copy(), spots[:, 1].copy(),
        np.array([item.place.uncertainty_m for item in found], dtype=np.float64),
        _days([when.earliest for when in valid], -OPEN), _days([when.latest for when in valid], OPEN),
        _days([since if until else None for since, until in sure], OPEN),
        _days([until if since else None for since, until in sure], -OPEN), twins, vague_m)


def _days(days: Sequence[date | None], otherwise: int) -> Ints:
    return np.array([otherwise if day is None else dates.day_number(day) for day in days], dtype=np.int64)


def sights(first: Ints, last: Ints, bases: Bases) -> Iterator[tuple[Ints, Ints, Flags]]:
    """The incidents (indexes) that see the same bases, those bases (indexes), and which of them are firm.

    `first`..`last` are the days on which each incident may have happened, both included.
    """
    turns = np.unique(np.concatenate([bases.first, bases.last + 1, bases.firm_first, bases.firm_last + 1]))
    starts = np.searchsorted(turns, first, side="right")
    keys = starts * (len(turns) + 1) + np.searchsorted(turns, last, side="right")
    order = np.argsort(keys, kind="stable")
    cuts = np.flatnonzero(np.diff(keys[order])) + 1
    alike: dict[tuple[bytes, bytes], list[Ints]] = {}
    for rows in np.split(order, cuts):
        if len(rows):
            found, firm = bases.standing(int(first[rows[0]]), int(last[rows[0]]))
            alike.setdefault((found.tobytes(), firm.tobytes()), []).append(rows)
    for (found_bytes, firm_bytes), groups in alike.items():
        yield np.concatenate(groups), np.frombuffer(found_bytes, np.int64), np.frombuffer(firm_bytes, np.bool_)


def nearest_bases(lon: Floats, lat: Floats, first: Ints, last: Ints, bases: Bases) -> tuple[Ints, Floats]:
    """For each incident the index of the nearest base that may have stood on its days, and the geodesic metres to it.

    Exact: no base is nearer by pyproj. -1 and NaN where none stood. Raises: PositionError.
    """
    index, distance_m = np.full(len(lon), -1, dtype=np.int64), np.full(len(lon), np.nan)
    for rows, stood, firm in sights(first, last, bases):
        found, _ = bases.places(stood, firm)
        if len(found):
            near, metres = nearest(lon[rows], lat[rows], to_lon=bases.lon[found], to_lat=bases.lat[found])
            index[rows], distance_m[rows] = found[near], metres
    return index, distance_m


@dataclass(frozen=True, slots=True)
class Answers:
    """For each incident: the nearest base (-1 none) and metres to it, whether it is firm, and the nearest firm one.

    `others` counts further places with a base that may be nearer, given the radius to which each and the incident are
    known; -1 where the radius of the incident is not known. `held[code]` are the bases that stood at the nearest place.
    """

    index: Ints
    distance_m: Floats
    firm: Flags
    firm_index: Ints
    firm_distance_m: Floats
    others: Ints
    code: Ints
    held: Sequence[tuple[int, ...]]


def answers(lon: Floats, lat: Floats, first: Ints, last: Ints, radius_m: Floats, bases: Bases) -> Answers:
    """Everything about the nearest base of each incident, `radius_m` NaN where not known.

    Raises: PositionError.
    """
    index, firm_index, others, code = (np.full(len(lon), -1, dtype=np.int64) for _ in range(4))
    distance_m, firm_distance_m = np.full(len(lon), np.nan), np.full(len(lon), np.nan)
    is_firm, held = np.zeros(len(lon), dtype=np.bool_), list[tuple[int, ...]]()
    for rows, every, sure in sights(first, last, bases):
        stood, firm = bases.places(every, sure)
        for one, metres, these in ((index, distance_m, stood), (firm_index, firm_distance_m, stood[firm])):
            if len(these):
                near, metres[rows] = nearest(lon[rows], lat[rows], to_lon=bases.lon[these], to_lat=bases.lat[these])
                one[rows] = these[near]
        if not len(stood):
            continue
        is_firm[rows] = np.isin(index[rows], stood[firm])
        at = np.searchsorted(bases.place[stood], bases.place[index[rows]])
        code[rows] = at + len(held)
        held += [tuple(every[bases.place[every] == bases.place[one]].tolist()) for one in stood]
        judged = rows[~np.isnan(radius_m[rows])]
        step = max(1, _PAIRS // len(stood))
        for part in (judged[start:start + step] for start in range(0, len(judged), step)):
            nearer = _may_be_nearest(lon[part], lat[part], radius_m[part], bases, stood, firm)
            nearer |= stood[None, :] == firm_index[part, None]  # the first sure one comes along, as in query.nearest
            others[part] = (nearer & (stood[None, :] != index[part, None])).sum(axis=1)
    return Answers(index, distance_m, is_firm, firm_index, firm_distance_m, others, code, held)


def _may_be_nearest(lon: Floats, lat: Floats, radius_m: Floats, bases: Bases, stood: Ints, firm: Flags) -> Flags:
    """Which bases may be the nearest, a row per incident: their least distance is below the greatest to some firm one.

    One that only may have stood does not rule out the next, as in `query.nearest`; without a firm one any does. Pairs are
    measured only where their bounds cannot tell.
    """
    to_lon, to_lat = bases.lon[stood], bases.lat[stood]
    low, high = bounds_m(lon, lat, to_lon=to_lon, to_lat=to_lat)
    doubt = bases.radius_m[stood][None, :] + radius_m[:, None]
    sure = firm if firm.any() else np.ones(len(stood), dtype=np.bool_)
    most = (high + doubt)[:, sure].min(axis=1)[:, None]
    least = (low + doubt)[:, sure].min(axis=1)[:, None]
    # Exact where a pair may set the reach, or may fall on either side of it.
    rows, columns = np.nonzero((sure & (low + doubt <= most)) | ((low - doubt < most) & (high - doubt >= least)))
    low[rows, columns] = high[rows, columns] = geodesy.lengths_m(lon[rows], lat[rows], to_lon[columns], to_lat[columns])
    reach = (high + doubt)[:, sure].min(axis=1)[:, None]
    return np.asarray(np.maximum(0.0, low - doubt) < reach)
