"""Says whether a presence (an actor's base, airfield, post or checkpoint at a place) stood on a given day.

An open start or end is no evidence. On day D a presence is

- *firm* when D lies inside its interval for sure, not before the first attested day where the start is open, and not
  after the last attested day where the end is open;
- *possible* when D lies inside its interval otherwise;
- absent when D lies outside.

Where a bound or an attestation names a month or a year, the reading that claims least is taken: "since 2017-09" is firm
from 30 September on, "attested in 2018-02" proves the last day of February for a beginning and the first for an end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from . import dates, vocabulary

if TYPE_CHECKING:
    from .records import Place, Presence

Standing = Literal["firm", "possible"]
ANY_DAY: Final = "any day"


@dataclass(frozen=True, slots=True)
class Held:
    """One presence at its place; `standing` on the day asked about, or None when no day was asked."""

    place: Place
    presence: Presence
    standing: Standing | None


def standing(presence: Presence, day: date) -> Standing | None:
    """How sure it is that the presence stood on `day`; None when it did not."""
    valid = dates.parse(presence.valid)
    if (valid.earliest and day < valid.earliest) or (valid.latest and day > valid.latest):
        return None
    since, until = sure_span(presence)
    return "firm" if since and until and since <= day <= until else "possible"


def sure_span(presence: Presence) -> tuple[date | None, date | None]:
    """The first and last day on which the presence is firm; None where nothing makes that side sure."""
    valid = dates.parse(presence.valid)
    attested = [dates.parse(text) for text in presence.attested]
    if valid.is_open_start:
        since = min(filter(None, (when.core_start or when.latest for when in attested)), default=None)
    else:
        since = dates.parse(presence.valid.partition("/")[0]).latest
    if valid.is_open_end:
        until = max(filter(None, (when.core_end or when.earliest for when in attested)), default=None)
    else:
        until = dates.parse(presence.valid.rpartition("/")[2]).earliest
    return since, until


def held(places: Iterable[Place], *, day: date | None = None, actors: frozenset[str] | None = None,
         attempted: bool = False, checkpoints: bool = False, possible: bool = True) -> list[Held]:
    """The presences that count, each physical post once.

    Args:
        places: where to look.
        day: the day asked about; None takes presences of any day.
        actors: actor ids that count; None takes all.
        attempted: count attempts to set up a post too.
        checkpoints: count checkpoints too.
        possible: count presences that are only possible on the day.
    """
    found = []
    for item in counting(places, actors=actors, attempted=attempted, checkpoints=checkpoints):
        how = standing(item.presence, day) if day else None
        if day and (how is None or (how == "possible" and not possible)):
            continue
        found.append(Held(item.place, item.presence, how))
    return _once(found)


def counting(places: Iterable[Place], *, actors: frozenset[str] | None = None, attempted: bool = False,
             checkpoints: bool = False) -> list[Held]:
    """The presences that count on some day, both of a post that stands under two names; arguments as for `held`."""
    return [Held(place, item, None) for place in places for item in place.presence
            if (attempted or item.status != "attempted")
            and (item.role in vocabulary.BASE_ROLES or (checkpoints and item.role == "checkpoint"))
            and (actors is None or item.actor in actors)]


def _once(found: list[Held]) -> list[Held]:
    """Leaves out one of each pair of posts that the data marks as the same: the marked one, unless only it is firm."""
    dropped: set[int] = set()
    for item in found:
        twins = [twin for twin in found
                 if twin.place.id == item.presence.same_as and twin.presence.actor == item.presence.actor]
        only_it = item.standing == "firm" and all(twin.standing == "possible" for twin in twins)
        dropped.update(id(twin) for twin in (twins if only_it else [item] if twins else []))
    return [item for item in found if id(item) not in dropped]
