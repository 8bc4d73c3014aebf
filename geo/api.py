"""Atlas: a view that answers questions, draws its map and builds its output; what `import geo` offers.

Layers: atlas.View holds the records and frames; query, selection and control ask a View; page and build draw one. Atlas
joins them as methods and stands above them all, so that no lower module has to import a higher one.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from . import control as _control
from . import dates, query, selection, spots
from .atlas import View
from .errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from .page import AtlasMap

__all__ = ["Atlas", "load"]


def load(path: str | os.PathLike[str] | None = None) -> Atlas:
    """The atlas in a data folder; without a path, the curated atlas that comes with the package.

    >>> load().distance("Rumaylan", "Qamishli").sentence
    'Rumaylan (Rmeilan) to Qamishli: 64.3 km, bearing 275° (W); between 59.8 km and 68.8 km.'

    Raises: DataError with every problem found; UsageError when there is no such folder.
    """
    return Atlas.load(path)


class Atlas(View):
    """The records of an atlas, and answers about them. Distances are geodesic metres on WGS 84, days are EDTF text.

    A name may be an id, or a name in any script and spelling. `as_of` may be left out where the atlas itself has a day
    (`atlas.as_of("2020-06-03")`).
    """

    def distance(self, start: str, end: str) -> spots.Distance:
        """The distance between two places, incidents or zones: distance_m, low_m, high_m, bearing_deg.

        Raises: UnknownName, AmbiguousName, UsageError.
        """
        return query.distance(self, start, end)

    def near(self, place: str, *, within_m: float, kind: str | None = None, as_of: str | None = None,
             actors: Iterable[str] = (), attempted: bool = False, checkpoints: bool = False) -> query.Found:
        """What lies or may lie within `within_m` metres of a place, nearest first; see query.near.

        Raises: UnknownName, AmbiguousName, UsageError, DateError, PositionError.
        """
        return query.near(self, place, within_m=within_m, kind=kind, day=self._day(as_of), actors=actors,
                          attempted=attempted, checkpoints=checkpoints)

    def nearest(self, place: str, *, kind: str = query.BASE, as_of: str | None = None, actors: Iterable[str] = (),
                attempted: bool = False, checkpoints: bool = False) -> query.Nearest:
        """The nearest of a kind, and the others that may be nearer; see query.nearest.

        Raises: UnknownName, AmbiguousName, UsageError, DateError.
        """
        return query.nearest(self, place, kind=kind, day=self._day(as_of), actors=actors, attempted=attempted,
                             checkpoints=checkpoints)

    def matrix(self, *, kind: str = query.BASE, as_of: str | None = None, actors: Iterable[str] = (),
               attempted: bool = False, checkpoints: bool = False) -> list[spots.Distance]:
        """The distances between every two places of a kind, each pair once; see query.matrix.

        Raises: UnknownName, UsageError, DateError.
        """
        return query.matrix(self, kind=kind, day=self._day(as_of), actors=actors, attempted=attempted,
                            checkpoints=checkpoints)

    def control(self, place: str | None = None, *, as_of: str | None = None, lon: float | None = None,
                lat: float | None = None, uncertainty_m: float = 0.0) -> _control.Control:
        """Who held the ground at a named place or incident, or at a position in degrees, on a day.

        Raises: UnknownName, AmbiguousName, UsageError, DateError, PositionError.
        """
        day = self._day(as_of)
        if day is None:
            raise UsageError("no day is given", "control is that of one day", "give as_of, such as 2020-06-03")
        if place is not None and lon is None and lat is None:
            return _control.control(self, self.spot(place, types=("place", "incident")), day)
        if place is not None or lon is None or lat is None:
            raise UsageError("a place, or lon and lat", "one spot is asked about", "give one of the two")
        return _control.control(self, spots.position(lon=lon, lat=lat, uncertainty_m=uncertainty_m), day)

    def changes(self, before: str, after: str) -> list[_control.Change]:
        """The places whose holder, or the status of it, differs between two days.

        Raises: DateError, UsageError when a day has no control zones.
        """
        return _control.changes(self, dates.day(before), dates.day(after))

    def select(self, *, during: str | None = None, match: str = "possible", kinds: Collection[str] = (),
               actors: Collection[str] = (), near: str | None = None, within_m: float | None = None,
               in_zone: str | None = None, status: Collection[str] = (), precision: Collection[str] = (),
               text: str | None = None) -> Self:
        """The atlas with only the incidents that meet every condition; see selection.select. `notes` counts the rest.

        Raises: UsageError, DateError, UnknownName, AmbiguousName, PositionError.
        """
        found = selection.select(self, during=during, match=match, kinds=kinds, actors=actors, near=near,
                                 within_m=within_m, in_zone=in_zone, status=status, precision=precision, text=text)
        narrowed = self.only(incident.id for incident in found.incidents)
        return narrowed.noting(*found.notes)

    def map(self) -> AtlasMap:
        """The map of the atlas, a folium.Map that shows itself in a notebook; `.save(path)` writes one offline page.

        Raises: DataError for a damaged about.toml or base map.
        """
        from .build import draw

        return draw(self)

    def build(self, out: str | os.PathLike[str] = "output", *, online_basemaps: bool = False) -> dict[str, Any]:
        """Writes the map, the exports and the manifest of the atlas to a folder; gives back the manifest.

        With `online_basemaps` the page offers base maps from other hosts; it calls one only once a reader chooses it.

        Raises: UsageError when a file cannot be written; DataError as `map`.
        """
        from .build import write

        return write(self, Path(out), online_basemaps=online_basemaps)

    def _day(self, as_of: str | None) -> date | None:
        return dates.day(as_of) if as_of else self.day
