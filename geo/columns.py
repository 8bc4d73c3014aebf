"""The tables of the page, one array per column: what each holds is written beside it and is the browser's contract."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from . import dates, presence, spots, vocabulary, wire

if TYPE_CHECKING:
    from .dataset import Dataset
    from .records import Claim, Incident, Place, Presence

Table = dict[str, list[Any]]
STEPS_OF_POINTS: Final = 1_000_000  # positions of incidents to a millionth of a degree, where that is all they have
STEPS_PER_DEGREE: Final = 10_000  # outlines are kept to a ten-thousandth of a degree, some 11 m


class Index:
    """The row number of each id of a table; ids that are not there give None."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = list(ids)
        self._rows = {key: row for row, key in enumerate(self.ids)}

    def row(self, key: str | None) -> int | None:
        """The row of `key`, None where there is none."""
        return None if key is None else self._rows.get(key)

    def rows(self, keys: Iterable[str]) -> list[int]:
        """The rows of those `keys` that are in the table, in their order."""
        return [row for row in map(self.row, keys) if row is not None]


class Shapes:
    """Outlines as whole-number steps, each distinct one once."""

    def __init__(self) -> None:
        self.all: list[Any] = []
        self._rows: dict[str, int] = {}

    def add(self, geometry: dict[str, Any]) -> int:
        """The row of the geometry's outline, a new one only when no earlier outline is the same."""
        coordinates = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            steps: list[Any] = [[flat(_from_corner(ring)) for ring in coordinates]]
        elif geometry["type"] == "MultiPolygon":
            steps = [[flat(_from_corner(ring)) for ring in polygon] for polygon in coordinates]
        elif geometry["type"] == "LineString":
            steps = [flat(coordinates)]
        else:
            steps = [flat(line) for line in coordinates]
        key = repr(steps)
        if key not in self._rows:
            self._rows[key] = len(self.all)
            self.all.append(steps)
        return self._rows[key]


def _from_corner(ring: Sequence[Sequence[float]]) -> list[Sequence[float]]:
    """The ring begun at its south-westernmost position, so that one outline written from two corners is one outline."""
    open_ring = list(ring[:-1])
    first = min(range(len(open_ring)), key=lambda i: tuple(open_ring[i][:2]))
    return [*open_ring[first:], *open_ring[:first], open_ring[first]]


def flat(positions: Sequence[Sequence[float]]) -> list[int]:
    """Positions as [x0, y0, dx, dy, ...] in steps of a ten-thousandth of a degree; repeated points fall together."""
    out: list[int] = []
    last: tuple[int, int] | None = None
    for position in positions:
        here = (round(position[0] * STEPS_PER_DEGREE), round(position[1] * STEPS_PER_DEGREE))
        if here == last:
            continue
        out += here if last is None else (here[0] - last[0], here[1] - last[1])
        last = here
    return out


def day(value: Any) -> int | None:
    """A date as days since 1970-01-01; None stays None."""
    return None if value is None else dates.day_number(value)


def table(records: Iterable[Any], columns: dict[str, Callable[[Any], Any]]) -> Table:
    """One list per column, in the order of `records`."""
    rows = list(records)
    return {name: [read(row) for row in rows] for name, read in columns.items()}


def packed(columns: Table) -> dict[str, Any]:
    """The table with each column whose values repeat written as {of: distinct values, rows: which one}, if that is shorter."""
    return {name: wire.repeated(values) for name, values in columns.items()}


def typed(incident_table: Table, claim_table: Table) -> dict[str, wire.Table]:
    """The two long tables with their days, positions, ids and texts marked as what they are, for geo/wire.py."""
    told: dict[str, Any] = dict(incident_table)
    told |= {name: wire.days(told[name], None if name == "earliest" else "earliest")
             for name in ("earliest", "latest", "core_start", "core_end")}
    told |= {name: wire.steps(told[name], STEPS_OF_POINTS) for name in ("lon", "lat")}
    told |= {"id": wire.Names(told["id"]), "title": wire.Texts(told["title"]), "summary": wire.Texts(told["summary"])}
    return {"incidents": wire.Table(len(incident_table["id"]), told),
            "claims": wire.Table(len(claim_table["says"]), {**claim_table, "says": wire.Texts(claim_table["says"])})}


def fields(*names: str) -> dict[str, Callable[[Any], Any]]:
    """Columns that carry a record's field as it is."""
    return {name: attrgetter(name) for name in names}


def places(data: Dataset, sources: Index) -> Table:
    """The places table, by id."""
    scenes = {item.place for one in data.incidents.values() for item in one.places if item.role == "scene"}
    return table(data.places.values(), {
        **fields("id", "name", "kind", "uncertainty_m", "admin1", "note"),
        "label": lambda place: place.name.split(" (")[0],
        "names": lambda place: [[lang, names] for lang, names in place.names.items()],
        "lon": lambda place: place.geometry["coordinates"][0],
        "lat": lambda place: place.geometry["coordinates"][1],
        "rank": lambda place: _rank(place, scene=place.id in scenes),
        "sources": lambda place: sources.rows(place.sources),
    })


def _rank(place: Place, *, scene: bool) -> float:
    """The zoom level from which a label is worth its space; the scenes of incidents come a level earlier."""
    first = {"city": 5.0, "town": 7.5, "area": 10.0, "road_point": 10.0, "border_point": 10.0}.get(place.kind, 9.0)
    return first - (1.0 if scene else 0.0)


def presences(data: Dataset, place_rows: Index, actors: Index, sources: Index) -> Table:
    """The presences table, by place."""
    pairs = [(place, item) for place in data.places.values() for item in place.presence]

    def field(name: str) -> Callable[[tuple[Place, Presence]], Any]:
        return lambda pair: getattr(pair[1], name)

    def firm(end: int) -> Callable[[tuple[Place, Presence]], int | None]:
        return lambda pair: _firm_days(pair[1])[end]

    return table(pairs, {
        "place": lambda pair: place_rows.row(pair[0].id),
        "actor": lambda pair: actors.row(pair[1].actor),
        "role": field("role"), "status": field("status"), "valid": field("valid"), "attested": field("attested"),
        "from": lambda pair: day(dates.parse(pair[1].valid).earliest),
        "to": lambda pair: day(dates.parse(pair[1].valid).latest),
        "firm_from": firm(0), "firm_to": firm(1),
        "same_as": lambda pair: place_rows.row(pair[1].same_as),
        "note": field("note"),
        "sources": lambda pair: sources.rows(pair[1].sources),
    })


def _firm_days(item: Presence) -> tuple[int | None, int | None]:
    first, last = presence.sure_span(item)
    return (None, None) if first is None or last is None or first > last else (day(first), day(last))


def zones(data: Dataset, actors: Index, sources: Index, shapes: Shapes) -> Table:
    """The zones table, by id; zones that share an outline share its row in `shapes`."""
    return table(data.zones.values(), {
        **fields("id", "name", "layer", "status", "valid", "basis", "accuracy_m", "note"),
        "controllers": lambda zone: actors.rows(zone.controllers),
        "from": lambda zone: day(dates.parse(zone.valid).earliest),
        "to": lambda zone: day(dates.parse(zone.valid).latest),
        "sure": lambda zone: _sure_days(zone.valid),
        "shape": lambda zone: shapes.add(zone.geometry),
        "sources": lambda zone: sources.rows(zone.sources),
    })


def _sure_days(valid: str) -> list[int] | None:
    """The first and last day an interval certainly covers, none of them, or None when that is all of its days."""
    when = dates.parse(valid)
    if when.core_start is None or when.core_end is None:
        return None if when.earliest is not None and when.earliest == when.latest else []
    if (when.core_start, when.core_end) == (when.earliest, when.latest):
        return None
    return [dates.day_number(when.core_start), dates.day_number(when.core_end)]


def incidents(records: Sequence[Incident], place_rows: Index, actors: Index, shapes: Shapes) -> Table:
    """The incidents table, in date order."""

    def bound(name: str) -> Callable[[Incident], int | None]:
        return lambda one: day(getattr(dates.parse(one.when), name))

    def point(axis: str) -> Callable[[Incident], float | None]:
        return lambda one: None if one.geometry is None else round(getattr(spots.of_incident(one), axis), 9)

    return table(records, {
        **fields("id", "title", "when", "when_note", "date_precision", "kinds", "flags", "where_precision", "where_basis",
                 "uncertainty_m", "admin1", "outcome", "summary", "scope", "evidence", "reviewed", "note"),
        "earliest": bound("earliest"), "latest": bound("latest"),
        "sure": lambda one: not (dates.parse(one.when).approximate or dates.parse(one.when).uncertain),
        "core_start": bound("core_start"), "core_end": bound("core_end"),
        "family": lambda one: vocabulary.family(one.kinds),
        "parties": lambda one: [[actors.row(p.actor), p.role, p.named, p.role_note] for p in one.parties],
        "places": lambda one: [[place_rows.row(p.place), p.relation, p.role, p.as_reported, place_rows.row(p.other_place),
                                p.distance_m, p.bearing] for p in one.places],
        "lon": point("lon"), "lat": point("lat"),
        "shape": lambda one: _extent(one, shapes),
    })


def _extent(one: Incident, shapes: Shapes) -> list[Any] | None:
    if one.geometry is None or one.geometry["type"] == "Point":
        return None
    return ["area" if "Polygon" in one.geometry["type"] else "line", shapes.add(one.geometry)]


def claims(data: Dataset, rows: dict[str, Index]) -> Table:
    """The claims table, by source and number; exactly one of incident, place and zone is a row, or none for context."""

    def field(name: str) -> Callable[[tuple[str, Claim]], Any]:
        return lambda pair: getattr(pair[1], name)

    def about(name: str) -> Callable[[tuple[str, Claim]], int | None]:
        return lambda pair: rows[name].row(getattr(pair[1], name))

    def published(bound: str) -> Callable[[tuple[str, Claim]], int | None]:
        def read(pair: tuple[str, Claim]) -> int | None:
            text = pair[1].published or data.sources[pair[0]].published
            return day(getattr(dates.parse(text), bound)) if text else None

        return read

    plain = ("number", "speaker", "speaker_type", "stance", "bears_on", "says", "locator", "topics", "figures_of", "when",
             "where", "lon", "lat", "published", "note", *("killed", "wounded", "strength"))
    return table(data.claims, {
        "source": lambda pair: rows["source"].row(pair[0]),
        "origin": lambda pair: rows["origin"].row(pair[1].origin),
        **{name: about(name) for name in ("incident", "place", "zone")}, "links": lambda _: None,
        **{name: field(name) for name in plain},
        "published_earliest": published("earliest"), "published_latest": published("latest"),
    })


def sources(data: Dataset) -> Table:
    """The sources table, by id."""
    return table(data.sources.values(),
                 fields("id", "title", "publisher", "author", "published", "url", "archived", "language", "note"))


def sorted_incidents(data: Dataset) -> list[Incident]:
    """The incidents by first possible day, then last, then id; those without a date at the end."""

    def key(one: Incident) -> tuple[int, int, str]:
        when = dates.parse(one.when)
        first = day(when.earliest) if when.earliest else day(when.latest)
        return (first if first is not None else 2**31, day(when.latest) or 2**31, one.id)

    return sorted(data.incidents.values(), key=key)
