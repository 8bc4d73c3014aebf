"""The asking verbs on a file of events: incidents from the file, places, bases and zones from the curated atlas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import UsageError
from . import columns
from .output import counted

if TYPE_CHECKING:
    from ..api import Atlas
    from ..sieve import Events

INCIDENT: Final = ("id", "title", "when", "kind", "actor_a", "actor_b", "place", "lon", "lat", "where_precision",
                   "uncertainty_m", "killed_low", "killed_best", "killed_high", "source", "links", "note")


def is_file(data: Path | None) -> bool:
    """Whether --data names a file of events and no folder of an atlas."""
    return data is not None and data.is_file()


def load(data: Path) -> tuple[Atlas, Events, list[str]]:
    """The curated atlas, the events of the file, and notes for people.

    Raises: FormatError, DataError.
    """
    from .. import formats
    from ..api import Atlas
    from ..sieve import Events

    found = formats.read(data)
    made = found.provenance
    notes = [f"Events from {made.name} ({made.format}); places, bases and zones from the curated atlas.", *made.notes]
    return Atlas.load(None), Events(found.frame, made.name), notes


def _outside(atlas: Atlas, events: Events) -> list[str]:
    """What to say of events beyond what the atlas knows."""
    from ..each import inside_known

    known, placed = int(inside_known(atlas, events).sum()), int(events.placed.sum())
    if known == placed:
        return []
    if not known:
        return ["Every event lies outside everything the atlas knows, north and east Syria: it has no base or zone there."]
    return [f"{placed - known:,} of {placed:,} placed events lie outside everything the atlas knows; that is no absence."]


def _chosen(events: Events, name: str | None, *, each: bool, verb: str) -> Events:
    """The one event named, or with --each all of them in order of date."""
    import numpy

    from ..sieve import in_order

    if each == (name is not None):
        raise UsageError("one event or --each", f"`geo {verb} --data FILE` asks of one event by id, or of all",
                         "give one of the two")
    return events.one(name) if name is not None else events.only(in_order(events, numpy.arange(len(events))))


def incidents(data: Path, form: str, *, status: Sequence[str], known_by: str | None, **conditions: Any) -> int:
    """geo incidents --data FILE."""
    from ..sieve import select

    if known_by:
        raise UsageError("--known-by on a file of events", "the file does not say when each event was published", "leave it out")
    if status and "single_origin" not in status:
        raise UsageError(f"--status {status[0]} on a file of events", "its events have one origin, the file",
                         "leave it out, or give single_origin")
    atlas, events, notes = load(data)
    found = select(atlas, events, **conditions)
    frame = found.events.frame
    table: dict[str, Any] = {name: _values(frame[name]) for name in INCIDENT}
    table["meets"] = ["possibly" if doubt else "surely" for doubt in found.doubtful.tolist()]
    placed = [] if not (conditions["near"] or conditions["in_zone"]) else _outside(atlas, events)
    columns.emit(form, table, head=[], show=("when", "title", "kind", "where_precision", "meets"),
                 notes=[columns.total(len(frame), found.total, events.name), *found.notes, *placed, *notes])
    return 0


def _values(series: Any) -> Any:
    """A column of the frame as an array: whole numbers with gaps as floats, categories as their names."""
    import numpy

    if str(series.dtype) == "Int32":
        return series.to_numpy(dtype=numpy.float64, na_value=numpy.nan)
    return numpy.asarray(series.astype(object) if str(series.dtype) == "category" else series)


def near(data: Path, form: str, *, place: str, within_m: float, kind: str | None) -> int:
    """geo near PLACE --data FILE."""
    from .. import each
    from ..spots import length

    if kind not in (None, "incident"):
        raise UsageError(f"--kind {kind} on a file of events", "the file holds incidents", "leave --data out to ask for places")
    atlas, events, notes = load(data)
    centre = atlas.spot(place)
    found = each.near(events, centre, within_m=within_m)
    sure = int((found["within"] == "yes").sum())
    missing = int((~events.placed).sum())
    unplaced = [f"{missing:,} events without a place cannot be judged"] if missing else []
    head = [f"Within {length(within_m)} of {centre.name}: {sure:,} for sure, {len(found['id']) - sure:,} cannot say."]
    columns.emit(form, found, head=head, show=("when", "title", "distance_m", "low_m", "high_m", "within"),
                 notes=[*unplaced, *_outside(atlas, events), *notes])
    return 0


def nearest(data: Path, form: str, *, name: str | None, every: bool, as_of: str | None, **options: Any) -> int:
    """geo nearest --data FILE, of one event or of each."""
    from .. import dates, each

    atlas, events, notes = load(data)
    events = _chosen(events, name, each=every, verb="nearest")
    found = each.nearest(atlas, events, day=dates.day(as_of) if as_of else None, **options)
    told = int((found["nearest"] != "").sum())
    columns.emit(form, found, head=[f"A nearest {options['kind']} for {columns.total(told, len(events), events.name)}."],
                 show=("id", "when", "name", "held_by", "standing", "distance_m", "others", "why"),
                 notes=[*_why(found), *_outside(atlas, events), *notes])
    return 0 if told else 1


def control(data: Path, form: str, *, name: str | None, every: bool, as_of: str | None) -> int:
    """geo control --data FILE, of one event or of each."""
    from .. import dates, each

    atlas, events, notes = load(data)
    events = _chosen(events, name, each=every, verb="control")
    found = each.held(atlas, events, day=dates.day(as_of) if as_of else None)
    sure, told = (int(sum(answer in these for answer in found["answer"])) for these in (("certain",), ("certain", "possible")))
    head = [f"Who held the ground: certain for {sure:,}, possible for {told - sure:,}, unknown for {len(events) - told:,} "
            f"of {counted(len(events), 'event')}."]
    columns.emit(form, found, head=head, show=("id", "when", "answer", "held_by", "in_reach", "why"),
                 notes=[*_why(found), *_outside(atlas, events), *notes])
    return 0 if told else 1


def _why(found: Mapping[str, Any]) -> list[str]:
    """How many rows have no answer, by the reason."""
    from collections import Counter

    reasons = Counter(reason for reason in found["why"] if reason)
    return [f"{count:,} without an answer: {reason}" for reason, count in sorted(reasons.items())]
