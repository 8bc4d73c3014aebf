"""View: the records of one data folder, seen as of a day and narrowed at will, as records and as frames.

A View never changes; what narrows it gives a new one. It answers by records without loading pandas; the frames
(`places`, `zones`, `incidents`, `claims`, `sources`, `presences`; columns in tables.py) are built when first asked for.
The asking methods stand one layer up, in api.Atlas, which is a View too.
"""

from __future__ import annotations

import dataclasses
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from . import dataset, dates, evidence, spots
from .errors import UnknownName, UsageError, shown
from .names import Names

if TYPE_CHECKING:
    import geopandas
    import pandas

    from .records import Claim, Dataset, Incident, Zone


class View:
    """The records of a dataset as of `day` (None: no day chosen); `notes` say what narrowing set aside."""

    def __init__(self, dataset: Dataset, *, folder: Path | None = None, day: date | None = None,
                 notes: Sequence[str] = ()) -> None:
        self.dataset = dataset
        self.folder = folder  # where the records were read; None is the atlas that comes with the package
        self.day = day
        self.notes = tuple(notes)

    @classmethod
    def load(cls, path: str | os.PathLike[str] | None = None) -> Self:
        """The view of a data folder; without a path, of the atlas that comes with the package.

        Raises: DataError with every problem found; UsageError when there is no such folder.
        """
        return cls(dataset.read(path), folder=None if path is None else Path(path))

    def __repr__(self) -> str:
        data = self.dataset
        as_of = f" as of {self.day}" if self.day else ""
        return (f"<{type(self).__name__}{as_of}: {len(data.places)} places, {len(data.zones)} zones, "
                f"{len(data.incidents)} incidents, {len(data.claims)} claims, {len(data.sources)} sources>")

    # Looking up

    @cached_property
    def names(self) -> Names:
        """The names of the records in this view."""
        return Names.of(self.dataset)

    def spot(self, name: str, *, types: Sequence[str] = ("place", "incident", "zone")) -> spots.Spot:
        """The located thing that `name` (an id, or a name in any script and spelling) means.

        Raises: UnknownName, AmbiguousName, or UsageError for an incident without a place.
        """
        entry = self.names.resolve(name, types=types)
        if entry.type == "place":
            return spots.of_place(self.dataset.places[entry.id])
        if entry.type == "zone":
            return spots.of_zone(self.dataset.zones[entry.id])
        return spots.of_incident(self.dataset.incidents[entry.id])

    def actor_ids(self, names: Iterable[str]) -> frozenset[str]:
        """The ids of actors meant by `names`: each an actor's id or name, or a side, which means all its actors.

        Raises: UnknownName with the ids that exist; UsageError for what is no text.
        """
        found: set[str] = set()
        for name in names:
            if not isinstance(name, str):
                raise UsageError(f"{shown(name)} is no actor", "actors are a list of names, ids or sides", "give them in quotes")
            wanted = name.strip().lower()
            hits = {actor.id for actor in self.dataset.actors.values()
                    if wanted in (actor.id, actor.name.lower(), actor.side, actor.side.replace("_", "-"))}
            if not hits:
                raise UnknownName(name, sorted(self.dataset.actors))
            found |= hits
        return frozenset(found)

    @cached_property
    def _claims_by_incident(self) -> dict[str, list[tuple[str, Claim]]]:
        found: dict[str, list[tuple[str, Claim]]] = defaultdict(list)
        for source_id, claim in self.dataset.claims:
            if claim.incident:
                found[claim.incident].append((source_id, claim))
        return found

    def claims_of(self, incident_id: str) -> list[tuple[str, Claim]]:
        """The (source id, claim) pairs about one incident, in the order of the seeds."""
        return self._claims_by_incident.get(incident_id, [])

    def evidence(self, incident_id: str) -> evidence.Evidence:
        """What the claims about one incident amount to."""
        return evidence.status(self.claims_of(incident_id))

    def incidents_in_order(self) -> list[Incident]:
        """The incidents by first possible day, then last, then id; those without a first day come last."""
        def key(incident: Incident) -> tuple[date, date, str]:
            when = dates.parse(incident.when)
            return when.earliest or date.max, when.latest or date.max, incident.id

        return sorted(self.dataset.incidents.values(), key=key)

    def zones_on(self, day: date, *, layer: str | None = "control") -> list[Zone]:
        """The zones that held, or may have held, on `day`; `layer` control, overlay, or None for both."""
        when = dates.parse(day.isoformat())
        return [zone for zone in self.dataset.zones.values()
                if layer in (None, zone.layer) and dates.possible(zone.valid, when)]

    # Narrowing

    def as_of(self, day: str) -> Self:
        """The same records on one day: zones that held, presences that stood; incidents are left as they are.

        Raises: DateError.
        """
        return self._with(day=dates.day(day))

    def during(self, interval: str, *, match: str = "possible") -> Self:
        """The incidents that happened, or with match="certain" certainly happened, during an EDTF interval.

        A date marked approximate or uncertain is never certain. Raises: DateError.
        """
        span = dates.interval(interval)
        return self.only(incident.id for incident in self.dataset.incidents.values()
                         if happened(incident.when, span, match=match))

    def known_by(self, day: str) -> Self:
        """What could be read by the end of `day`: claims published later, and incidents without other claims, drop out.

        Claims whose day of publication cannot tell are set aside too; `notes` says how many. Places, presences, zones
        and the list of sources stay. Raises: DateError.
        """
        known = evidence.known_by(self.dataset.claims, self.dataset.sources, dates.day(day))
        told = {claim.incident for _, claim in known.by}
        incidents = {key: item for key, item in self.dataset.incidents.items() if key in told}
        notes = [f"known by {day}: {len(known.later)} later claims and "
                 f"{len(self.dataset.incidents) - len(incidents)} incidents not yet told are left out"]
        if known.unclear:
            count = len({source for source, _ in known.unclear})
            sources = "1 source" if count == 1 else f"{count} sources"
            notes.append(f"{len(known.unclear)} claims of {sources} without a clear date are left out")
        narrowed = dataclasses.replace(self.dataset, incidents=incidents, claims=list(known.by))
        return self._with(dataset=narrowed, notes=(*self.notes, *notes))

    def only(self, incident_ids: Iterable[str]) -> Self:
        """The view with these incidents only; claims about other incidents leave with them."""
        kept = set(incident_ids)
        incidents = {key: item for key, item in self.dataset.incidents.items() if key in kept}
        claims = [(source, claim) for source, claim in self.dataset.claims
                  if claim.incident is None or claim.incident in kept]
        return self._with(dataset=dataclasses.replace(self.dataset, incidents=incidents, claims=claims))

    def noting(self, *notes: str) -> Self:
        """The view with more notes on what was set aside."""
        return self._with(notes=(*self.notes, *notes))

    def _with(self, **changes: Any) -> Self:
        parts: dict[str, Any] = {"folder": self.folder, "day": self.day, "notes": self.notes} | changes
        return type(self)(parts.pop("dataset", self.dataset), **parts)

    # Frames

    @cached_property
    def places(self) -> geopandas.GeoDataFrame:
        """Places, one Point each, OGC:CRS84."""
        return self._frame("places")

    @cached_property
    def zones(self) -> geopandas.GeoDataFrame:
        """Zones, OGC:CRS84; with a day chosen, those that held on it."""
        return self._frame("zones")

    @cached_property
    def incidents(self) -> geopandas.GeoDataFrame:
        """Incidents in order of date, OGC:CRS84, with what their claims amount to."""
        return self._frame("incidents")

    @cached_property
    def claims(self) -> pandas.DataFrame:
        """Claims, one row each."""
        return self._frame("claims")

    @cached_property
    def sources(self) -> pandas.DataFrame:
        """Source documents, one row each."""
        return self._frame("sources")

    @cached_property
    def presences(self) -> pandas.DataFrame:
        """Presences, one row each; with a day chosen, those that stood or may have stood on it."""
        return self._frame("presences")

    def _frame(self, table: str) -> Any:
        from .frames import frame  # pandas is loaded here and not before

        return frame(self, table)


def happened(when: str, span: dates.When, *, match: str) -> bool:
    """Whether a date as sourced falls in `span`: possibly (match "possible") or for sure (match "certain").

    Raises: UsageError for another match.
    """
    if match == "possible":
        return dates.possible(when, span)
    if match != "certain":
        raise UsageError(f"match is {match!r}", "it is possible or certain", "choose one of them")
    sourced = dates.parse(when)
    return dates.certain(sourced, span) and not (sourced.approximate or sourced.uncertain)
