"""Selects incidents by date, kind, actor, place, zone, status, precision or words, and counts what it cannot judge.

With a condition on date or place an incident may meet it for sure, possibly, or not; one without a date or place cannot
be judged and is named beside the answer, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from . import dates, geodesy, spots, vocabulary
from .atlas import happened
from .errors import UsageError
from .names import Words

if TYPE_CHECKING:
    from .atlas import View
    from .records import Incident

MATCHES: Final = ("possible", "certain")


@dataclass(frozen=True, slots=True)
class Selection:
    """The incidents that meet the conditions, in order of date.

    `only_possible` counts those that would not meet them for sure; `unplaced` and `undated` those among `total` that a
    condition on place or date cannot judge, and that are left out for it.
    """

    incidents: tuple[Incident, ...]
    total: int
    only_possible: int
    unplaced: tuple[str, ...]
    undated: tuple[str, ...]
    match: str = "possible"

    @property
    def notes(self) -> tuple[str, ...]:
        """What the answer leaves open or out, in words."""
        found = []
        if self.only_possible and self.match == "possible":
            found.append(f"{self.only_possible} of them only possibly meet the conditions")
        elif self.only_possible:
            found.append(f"{self.only_possible} more possibly meet the conditions (--match possible shows them)")
        if self.unplaced:
            found.append(f"{len(self.unplaced)} without a place cannot be judged: {', '.join(self.unplaced)}")
        if self.undated:
            found.append(f"{len(self.undated)} without a date cannot be judged: {', '.join(self.undated)}")
        return tuple(found)


# A condition answers for one incident: "yes", "no", "cannot say", or None when the incident has not what it asks about.
Condition = Callable[["Incident"], spots.Answer | None]


def select(view: View, *, during: str | None = None, match: str = "possible", kinds: Collection[str] = (),
           actors: Collection[str] = (), near: str | None = None, within_m: float | None = None,
           in_zone: str | None = None, status: Collection[str] = (), precision: Collection[str] = (),
           text: str | None = None) -> Selection:
    """The incidents that meet every condition given; with match "certain", those that meet them for sure.

    Args:
        during: EDTF interval.
        match: possible or certain; bears on `during`, `near` and `in_zone`.
        kinds: kinds of incident, any of them.
        actors: actor ids, names or sides, any of them.
        near: a place, incident or zone; goes with `within_m`, metres.
        in_zone: a zone id or name; the incident must also fall into the days the zone held.
        status: corroborated, single_origin or disputed, any of them.
        precision: values of where_precision, any of them.
        text: words, or their beginnings, to be found in the title, summary, parties, place names or claims, in any script
            and spelling.

    Raises: UsageError, DateError, UnknownName, AmbiguousName, PositionError for a radius that is no length.
    """
    if match not in MATCHES:
        raise UsageError(f"match is {match!r}", f"it is {' or '.join(MATCHES)}", "choose one of them")
    if (near is None) != (within_m is None):
        raise UsageError("near and within go together", "a place and a distance make one condition", "give both")
    dated = list(_dated(during))
    placed = list(_placed(view, near, within_m, in_zone))
    plain = list(_plain(view, kinds, actors, status, precision, text))
    kept: list[Incident] = []
    unplaced: list[str] = []
    undated: list[str] = []
    only_possible = 0
    for incident in view.incidents_in_order():
        if not all(condition(incident) == "yes" for condition in plain):
            continue
        answers = [condition(incident) for condition in (*dated, *placed)]
        if "no" in answers:
            continue
        if None in answers:
            (undated if any(condition(incident) is None for condition in dated) else unplaced).append(incident.id)
            continue
        doubtful = "cannot say" in answers
        only_possible += doubtful
        if not doubtful or match == "possible":
            kept.append(incident)
    return Selection(tuple(kept), len(view.dataset.incidents), only_possible, tuple(unplaced), tuple(undated),
                     match)


def _dated(during: str | None) -> Iterator[Condition]:
    if during is None:
        return
    span = dates.interval(during)

    def condition(incident: Incident) -> spots.Answer | None:
        when = dates.parse(incident.when)
        if when.earliest is None and when.latest is None:
            return None
        if not dates.possible(when, span):
            return "no"
        return "yes" if happened(incident.when, span, match="certain") else "cannot say"

    yield condition


def _placed(view: View, near: str | None, within_m: float | None, in_zone: str | None) -> Iterator[Condition]:
    if near is not None and within_m is not None:
        centre, radius_m = view.spot(near), geodesy.metres(within_m, "within_m")

        def is_near(incident: Incident) -> spots.Answer | None:
            return spots.between(centre, spots.of_incident(incident)).within(radius_m) if incident.geometry else None

        yield is_near
    if in_zone is not None:
        area = view.spot(in_zone, types=("zone",))
        valid = view.dataset.zones[area.id].valid

        def is_inside(incident: Incident) -> spots.Answer | None:
            if not dates.possible(incident.when, valid):
                return "no"
            if not incident.geometry:
                return None
            span = spots.between(spots.of_incident(incident), area)
            sure_day = happened(incident.when, dates.parse(valid), match="certain")
            return "no" if span.low_m > 0 else "yes" if span.inside and sure_day else "cannot say"

        yield is_inside


def _plain(view: View, kinds: Collection[str], actors: Collection[str], status: Collection[str],
           precision: Collection[str], text: str | None) -> Iterator[Condition]:
    """Conditions that an incident meets or does not."""
    tests: list[Callable[[Incident], bool]] = []
    if kinds:
        wanted = _members("kind", kinds)
        tests.append(lambda incident: bool(wanted.intersection(incident.kinds)))
    if actors:
        ids = view.actor_ids(actors)
        tests.append(lambda incident: bool(ids.intersection(party.actor for party in incident.parties)))
    if status:
        statuses = _members("status", status)
        tests.append(lambda incident: view.evidence(incident.id).status in statuses)
    if precision:
        precisions = _members("where_precision", precision)
        tests.append(lambda incident: incident.where_precision in precisions)
    if text:
        tests.append(_says(view, text))
    yield from map(_condition, tests)


def _condition(test: Callable[[Incident], bool]) -> Condition:
    return lambda incident: "yes" if test(incident) else "no"


def _members(listing: str, values: Collection[str]) -> frozenset[str]:
    known = vocabulary.LISTS[listing]
    wrong = [value for value in values if value not in known]
    if wrong:
        raise UsageError(f"no {listing} is called {wrong[0]!r}", f"the values are {', '.join(known)}", "choose one")
    return frozenset(values)


def _says(view: View, text: str) -> Callable[[Incident], bool]:
    """Whether all words of `text` are found in what the atlas says of an incident."""
    words = Words(text)
    return lambda incident: words.found_in(_texts(view, incident))


def _texts(view: View, incident: Incident) -> Sequence[str]:
    names = [view.dataset.places[item.place] for item in incident.places if item.place in view.dataset.places]
    spelled = [name for place in names for name in (place.name, *(n for group in place.names.values() for n in group))]
    parties = [part for party in incident.parties for part in (party.actor, party.named) if part]
    claims = [part for _, claim in view.claims_of(incident.id) for part in (claim.says, claim.speaker)]
    return [incident.id, incident.title, incident.summary, *spelled, *parties, *claims]
