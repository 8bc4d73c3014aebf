"""The events of an imported file, asked as columns: which meet conditions on date, place, kind and actor, and how surely.

The rules are those of `selection`, without a record per row. Days, kinds and actors are judged once per distinct value,
places once per position. Names of places and zones are those of the atlas beside the file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from . import dates, geodesy, shapes, spots
from .atlas import happened
from .errors import UnknownName, UsageError, shown
from .membership import OPEN
from .names import Words
from .outline import Outline

if TYPE_CHECKING:
    import pandas

    from .atlas import View
    from .spots import Spot

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Marks: TypeAlias = NDArray[np.int8]
Flags: TypeAlias = NDArray[np.bool_]

NO, MAYBE, YES, UNJUDGED = 0, 1, 2, 3  # what a condition says of an event; UNJUDGED: it has not what is asked about
_SAID: Final[dict[str | None, int]] = {"no": NO, "cannot say": MAYBE, "yes": YES, None: UNJUDGED}
_LISTED: Final = 12  # values named in an error


@dataclass(frozen=True)
class Events:
    """The incident frame of a file (geo.formats.contract) and its hot columns as arrays."""

    frame: pandas.DataFrame
    name: str = field(default="the file")

    def __len__(self) -> int:
        return len(self.frame)

    @cached_property
    def lon(self) -> Floats:
        """Longitudes in degrees, NaN without a place."""
        return np.asarray(self.frame["lon"].to_numpy(dtype=np.float64))

    @cached_property
    def lat(self) -> Floats:
        """Latitudes in degrees, NaN without a place."""
        return np.asarray(self.frame["lat"].to_numpy(dtype=np.float64))

    @cached_property
    def placed(self) -> Flags:
        """Whether the file gives a position."""
        return np.asarray(~np.isnan(self.lon))

    @cached_property
    def radius_m(self) -> Floats:
        """The radius in metres that holds the event, NaN where the file does not tell."""
        return np.asarray(self.frame["uncertainty_m"].to_numpy(dtype=np.float64))

    @cached_property
    def first(self) -> Ints:
        """The first day it may have happened, from 1970-01-01; -OPEN where open."""
        return np.asarray(self.frame["earliest"].fillna(0).to_numpy(np.int64) + self._gap("earliest") * -OPEN)

    @cached_property
    def last(self) -> Ints:
        """The last day it may have happened; OPEN where open."""
        return np.asarray(self.frame["latest"].fillna(0).to_numpy(np.int64) + self._gap("latest") * OPEN)

    def _gap(self, name: str) -> Ints:
        return np.asarray(self.frame[name].isna().to_numpy(dtype=np.int64))

    @cached_property
    def dated(self) -> Flags:
        """Whether a day bounds it on either side."""
        return np.asarray((self.first > -OPEN) | (self.last < OPEN))

    def only(self, chosen: Any) -> Events:
        """The events at these rows, by index or mark."""
        return Events(self.frame.iloc[np.flatnonzero(chosen) if np.asarray(chosen).dtype == bool else chosen], self.name)

    def one(self, key: str) -> Events:
        """The event with an id. Raises: UnknownName."""
        found = np.flatnonzero((self.frame["id"] == key).to_numpy())
        if not len(found):
            raise UnknownName(key, self.frame["id"].head(3).tolist())
        return self.only(found)

    def judged(self, name: str, judge: Callable[[str], int]) -> Marks:
        """What `judge` says of each event by its text in a column, asked once per distinct text."""
        import pandas

        codes, texts = pandas.factorize(self.frame[name])
        return np.asarray(np.array([judge(str(text)) for text in texts], dtype=np.int8)[codes])


@dataclass(frozen=True)
class Chosen:
    """The events that meet the conditions, in order of date, and counts of the rest.

    `doubtful` marks, row by row of `events`, those that only possibly meet them; `only_possible` counts all such.
    """

    events: Events
    doubtful: Flags
    total: int
    only_possible: int
    unplaced: int
    undated: int
    match: str

    @property
    def notes(self) -> list[str]:
        """What the answer leaves open or out, in words."""
        found = []
        if self.only_possible:
            found.append(f"{self.only_possible:,} of them only possibly meet the conditions" if self.match == "possible" else
                         f"{self.only_possible:,} more possibly meet the conditions (--match possible shows them)")
        for count, what in ((self.unplaced, "place"), (self.undated, "date")):
            if count:
                found.append(f"{count:,} without a {what} cannot be judged")
        return found


def select(view: View, events: Events, *, during: str | None = None, match: str = "possible", kinds: Collection[str] = (),
           actors: Collection[str] = (), near: str | None = None, within_m: float | None = None, in_zone: str | None = None,
           precision: Collection[str] = (), text: str | None = None) -> Chosen:
    """The events that meet every condition given; with match "certain", those that meet them for sure.

    Arguments as for `selection.select`; kinds and actors are those of the file, near and in_zone those of the atlas.

    Raises: UsageError, DateError, UnknownName, AmbiguousName, PositionError.
    """
    if (near is None) != (within_m is None):
        raise UsageError("near and within go together", "a place and a distance make one condition", "give both")
    plain = np.ones(len(events), dtype=np.bool_)
    if kinds:
        plain &= _of_kinds(events, kinds)
    for_actors = [_named(events, ("actor_a", "actor_b"), name, "actor") for name in actors]
    plain &= np.any(for_actors, axis=0) if for_actors else True
    if precision:
        plain &= events.frame["where_precision"].isin(list(precision)).to_numpy()
    if text:
        plain &= _says(events, text)
    dated, placed = [], []
    if during is not None:
        dated.append(_dated(events, during))
    if near is not None and within_m is not None:
        placed.append(within(events, view.spot(near), within_m))
    if in_zone is not None:
        placed.append(_in_zone(view, events, in_zone))
    answers = [*dated, *placed]
    refused = ~plain | np.any([answer == NO for answer in answers], axis=0) if answers else ~plain
    undated = ~refused & np.any([answer == UNJUDGED for answer in dated], axis=0) if dated else np.zeros_like(plain)
    unjudged = ~refused & np.any([answer == UNJUDGED for answer in answers], axis=0) if answers else np.zeros_like(plain)
    kept = ~refused & ~unjudged
    doubtful = kept & np.any([answer == MAYBE for answer in answers], axis=0) if answers else np.zeros_like(plain)
    shown_rows = kept if match == "possible" else kept & ~doubtful
    rows = in_order(events, np.flatnonzero(shown_rows))
    return Chosen(events.only(rows), doubtful[rows], len(events), int(doubtful.sum()),
                  int((unjudged & ~undated).sum()), int(undated.sum()), match)


def in_order(events: Events, rows: Ints) -> Ints:
    """These rows by first possible day, then last, then as in the file; those without a first day last."""
    first = np.where(events.first[rows] == -OPEN, OPEN, events.first[rows])
    return np.asarray(rows[np.lexsort((rows, events.last[rows], first))])


def _dated(events: Events, during: str) -> Marks:
    span = dates.interval(during)

    def judge(when: str) -> int:
        if not when:
            return UNJUDGED
        if not dates.possible(when, span):
            return NO
        return YES if happened(when, span, match="certain") else MAYBE

    return events.judged("when", judge)


def _of_kinds(events: Events, kinds: Iterable[str]) -> Flags:
    """Marks events of these kinds: the file's own words, in any case.

    Raises: UsageError that names the kinds there are.
    """
    known = [str(kind) for kind in events.frame["kind"].cat.categories if kind]
    wanted: set[str] = set()
    for kind in kinds:
        alike = [one for one in known if one.casefold() == kind.casefold()]
        if not alike:
            raise UsageError(f"no kind in {events.name} is {shown(kind)}", f"its kinds are {', '.join(known[:_LISTED])}",
                             "choose one of them")
        wanted.update(alike)
    return np.asarray(events.frame["kind"].isin(wanted).to_numpy())


def _named(events: Events, columns: tuple[str, ...], name: str, what: str) -> Flags:
    """Marks events with a name in one of the columns that is `name`, or else that has all its words.

    Raises: UsageError with names that are there.
    """
    names = list(dict.fromkeys(str(one) for column in columns for one in events.frame[column].cat.categories if one))
    wanted = [one for one in names if one.casefold() == name.casefold()]
    words = Words(name)
    wanted = wanted or [one for one in names if words.found_in([one])]
    if not wanted:
        listed = "; ".join(names[:_LISTED])
        raise UsageError(f"no {what} in {events.name} is {shown(name)}", f"it has {len(names):,}: {listed}",
                         "give the words of one of them")
    return np.asarray(np.any([events.frame[column].isin(wanted).to_numpy() for column in columns], axis=0))


def _says(events: Events, text: str) -> Flags:
    """Marks events with all words of `text` in the title, summary, actors or place, in any script and spelling."""
    words = Words(text)
    columns = [events.frame[name].astype(str) for name in ("id", "title", "summary", "actor_a", "actor_b", "place")]
    # Joined, so that each event is folded once.
    return np.fromiter((words.found_in([" ".join(parts)]) for parts in zip(*columns, strict=True)), np.bool_, len(events))


def distinct(events: Events) -> tuple[Ints, Ints]:
    """One row for each distinct position and radius of the placed events, and which of those each placed event has."""
    rows = np.flatnonzero(events.placed)
    keys = np.column_stack([events.lon[rows], events.lat[rows], np.nan_to_num(events.radius_m[rows])])
    _, first, inverse = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    return rows[first], inverse.reshape(-1)


def within(events: Events, centre: Spot, within_m: float) -> Marks:
    """Whether each event lies within so many metres of a place, incident or zone, given how well each is known.

    An event without a radius is taken as a point.

    Raises: PositionError for a `within_m` that is no length.
    """
    within_m = geodesy.metres(within_m, "within_m")
    found = np.full(len(events), UNJUDGED, dtype=np.int8)
    rows = np.flatnonzero(events.placed)
    lon, lat = events.lon[rows], events.lat[rows]
    doubt_m = centre.radius_m + np.nan_to_num(events.radius_m[rows])
    if shapes.is_point(centre.geometry):
        metres = geodesy.distance_m(lon, lat, centre.lon, centre.lat) if len(rows) else np.empty(0)
        found[rows] = _said(metres + doubt_m <= within_m, np.maximum(0.0, metres - doubt_m) > within_m)
    elif centre.type == "zone":
        outline = Outline(centre.geometry)
        found[rows] = _said(outline.within(lon, lat, within_m - doubt_m), ~outline.within(lon, lat, within_m + doubt_m))
    else:  # a road or an area of an incident: few, and none of the answers above
        places, inverse = distinct(events)
        told = [_SAID[spots.between(spots.position(lon=float(events.lon[row]), lat=float(events.lat[row]),
                                                   uncertainty_m=float(np.nan_to_num(events.radius_m[row]))),
                                    centre).within(within_m)] for row in places]
        found[rows] = np.array(told, dtype=np.int8)[inverse]
    return found


def _in_zone(view: View, events: Events, in_zone: str) -> Marks:
    area = view.spot(in_zone, types=("zone",))
    valid = view.dataset.zones[area.id].valid
    span = dates.parse(valid)

    def judge(when: str) -> int:
        if when and not dates.possible(when, span):
            return NO
        return YES if when and happened(when, span, match="certain") else MAYBE

    days, place = events.judged("when", judge), within(events, area, 0.0)
    found = np.where((place == YES) & (days != YES), MAYBE, place)
    return np.where(days == NO, NO, found).astype(np.int8)


def _said(yes: Flags, no: Flags) -> Marks:
    return np.where(no, NO, np.where(yes, YES, MAYBE)).astype(np.int8)


