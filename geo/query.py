"""Asks a view for distances: between two things, what is near, which base is nearest, and between all of a kind.

Every answer keeps its doubt: a distance has bounds, "within R" is yes, no or cannot say, and what is not counted is
named beside the answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Final

from . import geodesy, presence, spots, vocabulary
from .errors import UsageError
from .presence import Held
from .spots import Distance, Spot

if TYPE_CHECKING:
    from .atlas import View

__all__ = ["Distance", "Found", "Hit", "Nearest", "distance", "matrix", "near", "nearest"]

BASE: Final = "base"  # the kind that means a place with a base, airfield or post, whatever kind of place it is
INCIDENT: Final = "incident"
VAGUE_M: Final = 8_000.0  # a base known no better than this cannot be named the nearest


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its distance, what stood there (for bases), and whether it is within the radius asked for."""

    distance: Distance
    held: tuple[Held, ...] = ()
    within: spots.Answer | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What is near, nearest first; `notes` say what was left aside and why."""

    hits: tuple[Hit, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest by the drawn points, and the others that may be nearer, given how well each is known."""

    hits: tuple[Hit, ...]
    notes: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether the first surely stood there and no other can be nearer."""
        return len(self.hits) == 1 and _stood(self.hits[0])

    @property
    def only_possible(self) -> bool:
        """Whether there are hits and none of them is sure to have stood there."""
        return bool(self.hits) and not any(map(_stood, self.hits))


def distance(view: View, start: str, end: str) -> Distance:
    """The distance between two named things: places, incidents or zones.

    Raises: UnknownName, AmbiguousName, or UsageError for an incident without a place.
    """
    return spots.between(view.spot(start), view.spot(end))


def candidates(view: View, *, kind: str | None, day: date | None, actors: frozenset[str] | None, attempted: bool,
               checkpoints: bool) -> tuple[list[tuple[Spot, tuple[Held, ...]]], list[str]]:
    """The spots of a kind with what stood there, and notes on what does not count.

    Raises: UsageError for a kind that does not exist.
    """
    kinds = (BASE, INCIDENT, *vocabulary.PLACE_KINDS)
    if kind is not None and kind not in kinds:
        raise UsageError(f"no kind is called {kind!r}", f"the kinds are {', '.join(kinds)}", "choose one of them")
    if kind == INCIDENT:
        placed = [item for item in view.incidents_in_order() if item.geometry is not None]
        missing = len(view.dataset.incidents) - len(placed)
        notes = [f"not counted, no place given: {missing} incident{'' if missing == 1 else 's'}"] if missing else []
        return [(spots.of_incident(item), ()) for item in placed], notes
    by_place: dict[str, list[Held]] = {}
    if kind == BASE or actors is not None:
        for item in presence.held(view.dataset.places.values(), day=day, actors=actors, attempted=attempted,
                                  checkpoints=checkpoints):
            by_place.setdefault(item.place.id, []).append(item)
        chosen = [place for place in view.dataset.places.values() if place.id in by_place]
        if kind not in (None, BASE):
            chosen = [place for place in chosen if place.kind == kind]
    else:
        chosen = [place for place in view.dataset.places.values() if kind in (None, place.kind)]
    return [(spots.of_place(place), tuple(by_place.get(place.id, ()))) for place in chosen], []


def near(view: View, place: str, *, within_m: float, kind: str | None = None, day: date | None = None,
         actors: Iterable[str] = (), attempted: bool = False, checkpoints: bool = False) -> Found:
    """What lies, or may lie, within `within_m` metres of a named thing, nearest first.

    Args:
        place: a place, incident or zone, by id or name.
        within_m: radius in metres.
        kind: a kind of place, "base" (what stood on `day`), "incident", or None for all places.
        day: the day for bases; None takes those of any day.
        actors: whose bases (actor ids, names or sides).
        attempted: count attempted bases too.
        checkpoints: count checkpoints too.

    Raises: UnknownName, AmbiguousName, UsageError, PositionError for a radius that is no length.
    """
    start, within_m = view.spot(place), geodesy.metres(within_m, "within_m")
    found, notes = candidates(view, kind=kind, day=day, actors=_actors(view, actors), attempted=attempted,
                              checkpoints=checkpoints)
    hits = []
    for spot, held in found:
        if spot.id == start.id:
            continue
        span = spots.between(start, spot)
        answer = span.within(within_m)
        if answer != "no":
            hits.append(Hit(span, held, answer))
    return Found(tuple(sorted(hits, key=_by_distance)), tuple(notes))


def nearest(view: View, place: str, *, kind: str = BASE, day: date | None = None, actors: Iterable[str] = (),
            attempted: bool = False, checkpoints: bool = False) -> Nearest:
    """The nearest of a kind to a named thing, and the others that may be nearer.

    Bases known no better than VAGUE_M are skipped and named in the notes; of other kinds all count, within their bounds.
    Arguments as for `near`. A base on the very place counts: its distance is 0.

    Raises: UnknownName, AmbiguousName, UsageError.
    """
    start = view.spot(place)
    found, notes = candidates(view, kind=kind, day=day, actors=_actors(view, actors), attempted=attempted,
                              checkpoints=checkpoints)
    usable = [(spot, held) for spot, held in found
              if (spot.radius_m < VAGUE_M if kind == BASE else spot.id != start.id)]
    vague = sorted(spot.name for spot, _ in found if kind == BASE and spot.radius_m >= VAGUE_M and spot.id != start.id)
    if vague:
        notes.append(f"skipped, position known to 8 km or worse: {'; '.join(vague)}")
    hits = sorted((Hit(spots.between(start, spot), held) for spot, held in usable), key=_by_distance)
    # One that only may have stood there does not rule out the next.
    sure = [hit for hit in hits if _stood(hit)] or hits
    reach_m = min((hit.distance.high_m for hit in sure), default=0.0)
    return Nearest(tuple(hit for hit in hits if hit.distance.low_m < reach_m or hit in (hits[0], sure[0])), tuple(notes))


def _stood(hit: Hit) -> bool:
    """Whether something surely stood there: a base that is firm on the day, or a thing that is no base."""
    return not hit.held or any(item.standing != "possible" for item in hit.held)


def matrix(view: View, *, kind: str = BASE, day: date | None = None, actors: Iterable[str] = (),
           attempted: bool = False, checkpoints: bool = False) -> list[Distance]:
    """The distances between every two places of a kind, each pair once. Arguments as for `near`.

    Raises: UsageError, UnknownName.
    """
    found, _ = candidates(view, kind=kind, day=day, actors=_actors(view, actors), attempted=attempted,
                          checkpoints=checkpoints)
    return [spots.between(a, b) for (a, _), (b, _) in combinations(found, 2)]


def _actors(view: View, names: Iterable[str]) -> frozenset[str] | None:
    wanted = list(names)
    return view.actor_ids(wanted) if wanted else None


def _by_distance(hit: Hit) -> tuple[float, str]:
    return hit.distance.distance_m, hit.distance.end.id
