"""Weighs the claims about one incident: its status, its independent origins, its disagreements and figures.

Nothing here is typed by hand and nothing is averaged. The rules:

- the origins of an event are those of claims that assert it (`bears_on` event, `stance` asserts), each counted once;
- *disputed*: an origin denies the event, or asserts a rival to what another origin asserts;
- *corroborated*: two or more origins assert the event; otherwise *single_origin*;
- a topic that claims of two or more origins carry is a disagreement: the claims stand side by side;
- figures are each claimant's own [low, high].
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from . import dates, vocabulary

if TYPE_CHECKING:
    from .records import Claim, Source

MEASURES: Final[tuple[str, ...]] = ("killed", "wounded", "strength")
Claims = Sequence[tuple[str, "Claim"]]  # (source id, claim), as dataset.claims holds them


@dataclass(frozen=True, slots=True)
class Figure:
    """What one claimant counts: `measure` is killed, wounded or strength; `of` says of whom."""

    measure: str
    low: int
    high: int
    speaker: str
    origin: str
    of: str | None
    claim: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The state of the evidence on one incident; claims are named by id, `<source id>#<number>`.

    `origins` assert the event; `rivals` are the origins of another account of it, `denials` those that say it did not
    happen. It is disputed exactly when there are rivals or denials.
    """

    status: str
    origins: tuple[str, ...]
    details_disputed: bool
    disagreements: tuple[tuple[str, tuple[str, ...]], ...]
    figures: tuple[Figure, ...]
    rivals: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Claims by a publication cut-off: surely published by it, after it, and those whose day cannot tell."""

    by: tuple[tuple[str, Claim], ...]
    later: tuple[tuple[str, Claim], ...]
    unclear: tuple[tuple[str, Claim], ...]


def claim_id(source_id: str, claim: Claim) -> str:
    """The id of a claim, `<source id>#<number>`."""
    return f"{source_id}#{claim.number}"


def status(claims: Claims) -> Evidence:
    """The evidence that `claims`, all about one incident, amount to.

    A silent claim is no origin, takes no side and opens no disagreement.
    """
    asserting = [claim for _, claim in claims if claim.stance == "asserts"]
    events = {claim.origin for claim in asserting if claim.bears_on == "event"}
    # A rival of nothing is none, and no origin rivals itself.
    rivals = {claim.origin for claim in asserting if claim.bears_on == "rival" and events - {claim.origin}}
    denials = {claim.origin for _, claim in claims if claim.stance == "denies" and claim.bears_on == "event"}
    disagreements = _disagreements(claims)
    denied_detail = any(claim.stance == "denies" and claim.bears_on == "detail" for _, claim in claims)
    return Evidence(
        status="disputed" if rivals or denials else "corroborated" if len(events) >= 2 else "single_origin",
        origins=tuple(sorted(events)),
        details_disputed=bool(disagreements) or denied_detail,
        disagreements=disagreements,
        figures=_figures(claims),
        rivals=tuple(sorted(rivals)),
        denials=tuple(sorted(denials)),
    )


def _disagreements(claims: Claims) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for topic in vocabulary.TOPICS:
        sides = [(source, claim) for source, claim in claims if topic in claim.topics and claim.stance != "silent"]
        if len({claim.origin for _, claim in sides}) >= 2:
            found.append((topic, tuple(claim_id(source, claim) for source, claim in sides)))
    return tuple(found)


def _figures(claims: Claims) -> tuple[Figure, ...]:
    found = []
    for measure in MEASURES:
        counted = [(source, claim) for source, claim in claims if getattr(claim, measure) is not None]
        for source, claim in counted:
            low, high = getattr(claim, measure)
            found.append(Figure(measure, low, high, claim.speaker, claim.origin, claim.figures_of,
                                claim_id(source, claim)))
    return tuple(found)


def known_by(claims: Iterable[tuple[str, Claim]], sources: Mapping[str, Source], day: date) -> Known:
    """Parts claims by whether they were published by `day`; a claim's own date goes before its source's.

    A source without a date, or whose date only may lie before the cut-off, is kept apart as unclear.
    """
    by, later, unclear = [], [], []
    for source_id, claim in claims:
        text = claim.published or sources[source_id].published
        when = dates.parse(text) if text else None
        if when is not None and when.latest is not None and when.latest <= day:
            by.append((source_id, claim))
        elif when is not None and when.earliest is not None and when.earliest > day:
            later.append((source_id, claim))
        else:
            unclear.append((source_id, claim))
    return Known(tuple(by), tuple(later), tuple(unclear))
