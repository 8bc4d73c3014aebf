"""The verbs that measure and select: distance, near, nearest, matrix, incidents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options

if TYPE_CHECKING:
    from ..api import Atlas
    from ..query import Hit, Nearest

Row = Mapping[str, Any]


@click.command()
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@options.shared
def distance(*, start: str, end: str, data: Path | None, form: str) -> None:
    """How far A is from B, and how sure that is.

    Metres, bearing, and the least and greatest it can be. A and B are places, incidents or zones; to a zone it is the
    distance to the nearest edge, or inside.

    \b
    Examples:
      geo distance Derik "Qamishli airport"
      geo distance Qamishlo "تل تمر"
      geo distance Conoco khasham-battle-2018-02-07 --json
      geo distance Khasham sdf-a
    """
    from . import documents
    from .output import Report, emit

    found = options.load(data).distance(start, end)
    document = documents.distance(found)
    emit(form, Report(document, rows=[document], head=[found.sentence]))


@click.command()
@click.argument("place")
@click.option("--within", "within_m", type=options.Length(), required=True, metavar="LENGTH",
              help="The radius: 25km, 500m, 3mi.")
@click.option("--kind", metavar="KIND", help="A kind of place, base, or incident; by default all places.")
@options.bases
@options.shared_with_files
def near(*, place: str, within_m: float, kind: str | None, as_of: str | None, actors: Sequence[str], attempted: bool,
         checkpoints: bool, data: Path | None, form: str) -> int:
    """What lies within a distance of PLACE.

    Nearest first, and whether it is for sure. PLACE may be an incident or zone too. With a file of events as --data:
    which of its events lie there.

    \b
    Examples:
      geo near Derik --within 25km
      geo near Conoco --within 10km --kind incident
      geo near Qamishli --within 30km --kind base --as-of 2020-06-03
      geo near Qamishli --within 30km --data events.csv
    """
    from ..spots import length
    from . import datasets
    from .output import Report, emit

    if data is not None and datasets.is_file(data):
        return datasets.near(data, form, place=place, within_m=within_m, kind=kind)
    atlas = options.load(data)
    found = atlas.near(place, within_m=within_m, kind=kind, as_of=as_of, actors=actors, attempted=attempted,
                       checkpoints=checkpoints)
    rows, columns = _hits(atlas, found.hits)
    sure = sum(item.within == "yes" for item in found.hits)
    head = (f"Within {length(within_m)} of {atlas.spot(place).name}: {sure} for sure, "
            f"{len(found.hits) - sure} cannot say.")
    emit(form, Report([row["document"] for row in rows], rows=_flat(rows), names=_HIT_NAMES, head=[head],
                      tables=[(rows, columns)], notes=[*found.notes, *_any_day(found.hits, as_of)]))
    return 0


@click.command()
@click.argument("place", required=False)
@options.each
@click.option("--kind", default="base", show_default=True, metavar="KIND", help="A kind of place, base, or incident.")
@options.bases
@options.shared_with_files
def nearest(*, place: str | None, every: bool, kind: str, as_of: str | None, actors: Sequence[str], attempted: bool,
            checkpoints: bool, data: Path | None, form: str) -> int:
    """The base nearest to PLACE.

    Or the nearest of another KIND, and the others that may be nearer, given how well each is known. Bases whose
    position is known to 8 km or worse are skipped, and named. With a file of events as --data, PLACE is the id of one
    of them, or --each answers for all: the base that was nearest of those that stood on its days.

    \b
    Examples:
      geo nearest Khasham --actor us --as-of 2018-02-07
      geo nearest derik-standoff-2020-06-03 --actor russia --as-of 2020-06-03
      geo nearest --data events.csv --each --actor russia --csv
    """
    from . import datasets
    from .output import Report, emit

    if data is not None and datasets.is_file(data):
        return datasets.nearest(data, form, name=place, every=every, kind=kind, as_of=as_of, actors=actors,
                                attempted=attempted, checkpoints=checkpoints)
    atlas, place = options.load(data), options.one(place, every=every)
    found = atlas.nearest(place, kind=kind, as_of=as_of, actors=actors, attempted=attempted, checkpoints=checkpoints)
    rows, columns = _hits(atlas, found.hits)
    emit(form, Report([row["document"] for row in rows], rows=_flat(rows), names=_HIT_NAMES, head=[_lead(found)],
                      tables=[(rows, columns)], notes=[*found.notes, *_any_day(found.hits, as_of)]))
    return 0 if found.hits else 1


def _lead(found: Nearest) -> str:
    """What to say above the nearest."""
    if not found.hits:
        return "Nothing of that kind is known."
    first = found.hits[0].distance.sentence
    if found.only_possible:
        these = "these only may have:" if len(found.hits) > 1 else f"this only may have: {first}"
        return f"Nothing is sure to have stood on that day; {these}"
    return first if len(found.hits) == 1 else "Cannot say for sure which; these may be the nearest:"


_HIT_NAMES = ("from", "to", "distance_m", "low_m", "high_m", "bearing_deg", "within", "actor", "role", "valid",
              "status", "standing")


def _hits(atlas: Atlas, found: Sequence[Hit]) -> tuple[list[Row], list[Any]]:
    """Rows and columns of things found."""
    from ..spots import compass, length
    from . import documents
    from .output import Column

    rows: list[Row] = [{"hit": item, "document": documents.hit(item)} for item in found]
    columns: list[Any] = [
        Column("what", lambda row: row["hit"].distance.end.name),
        Column("distance", lambda row: length(row["hit"].distance.distance_m), right=True, whole=True),
        Column("between", lambda row: f"{length(row['hit'].distance.low_m)} and {length(row['hit'].distance.high_m)}",
               whole=True),
        Column("way", lambda row: "" if row["hit"].distance.bearing_deg is None
               else compass(row["hit"].distance.bearing_deg), whole=True),
    ]
    if any(item.within for item in found):
        columns.append(Column("within", lambda row: row["hit"].within, whole=True))
    if any(item.held for item in found):
        columns.append(Column("who stood there", lambda row: documents.stood(atlas, row["hit"].held)))
    return rows, columns


def _flat(rows: Sequence[Row]) -> list[Row]:
    """One row per thing, or per presence where several stood there."""
    flat: list[Row] = []
    for row in rows:
        document = {name: value for name, value in row["document"].items() if name != "presences"}
        flat += [{**document, **item} for item in row["document"].get("presences", [{}])]
    return flat


def _any_day(hits: Sequence[Hit], as_of: str | None) -> list[str]:
    held = any(hit.held for hit in hits)
    return ["Bases of any day; give --as-of for those of one day."] if held and not as_of else []


@click.command()
@click.option("--kind", default="base", show_default=True, metavar="KIND", help="A kind of place, base, or incident.")
@options.bases
@options.shared
def matrix(*, kind: str, as_of: str | None, actors: Sequence[str], attempted: bool, checkpoints: bool,
           data: Path | None, form: str) -> None:
    """All distances between bases.

    Or between the places of another KIND.

    \b
    Examples:
      geo matrix --actor russia --as-of 2020-06-03
      geo matrix --kind city --csv
    """
    from ..names import short
    from . import documents
    from .output import Report, counted, emit

    found = options.load(data).matrix(kind=kind, as_of=as_of, actors=actors, attempted=attempted,
                                      checkpoints=checkpoints)
    rows = [documents.distance(item) for item in found]
    names = {spot.id: short(spot.name) for item in found for spot in (item.start, item.end)}
    head = [f"{counted(len(names), 'place')}, {counted(len(found), 'distance')} in km between their points; "
            "--json and --csv give bounds."]
    emit(form, Report(rows, rows=rows, names=_HIT_NAMES[:6], head=head, tables=_grids(rows, names)))


def _grids(rows: Sequence[Row], names: Mapping[str, str]) -> list[tuple[list[Row], list[Any]]]:
    """The half grid of distances, cut into blocks of columns that a page holds; places are numbered."""
    from .output import Column, width

    km = {(row["from"], row["to"]): f"{row['distance_m'] / 1000:,.0f}" for row in rows}
    order = list(names)
    digits = max((len(text) for text in km.values()), default=0)
    across = max(1, (width() - max(map(len, names.values()), default=0) - 8) // (digits + 3))

    def column(number: int) -> Any:
        key = order[number]
        return Column(str(number + 1), lambda row: km.get((key, row["id"]), ""), right=True, whole=True)

    grids = []
    for first in range(0, len(order) - 1, across):
        lines: list[Row] = [{"id": key, "number": number + 1} for number, key in enumerate(order) if number >= first]
        lead = [Column("", lambda row: str(row["number"]), right=True, whole=True),
                Column("place", lambda row: names[row["id"]], whole=True)]
        grids.append((lines, [*lead, *(column(item) for item in range(first, min(first + across, len(order) - 1)))]))
    return grids


@click.command()
@options.selection
@options.shared_with_files
def incidents(*, data: Path | None, form: str, known_by: str | None, **conditions: Any) -> int:
    """The incidents that meet all conditions.

    In order of date. What cannot be judged for want of a date or place is counted, never dropped in silence. With a file
    of events as --data, kinds and actors are the words of the file.

    \b
    Examples:
      geo incidents --during 2020-06
      geo incidents --near Derik --within 10km --match certain
      geo incidents --status disputed
      geo incidents --actor civilians --json
      geo incidents --data events.csv --during 2019 --near Qamishli --within 50km
    """
    from ..selection import select
    from . import datasets, documents
    from .output import Column, Report, emit

    if data is not None and datasets.is_file(data):
        return datasets.incidents(data, form, known_by=known_by, **conditions)

    atlas, left_out = options.known(options.load(data), known_by, conditions, context=False)
    found = select(atlas, **conditions)
    rows = [documents.incident(atlas, item) for item in found.incidents]
    columns = [
        Column("when", lambda row: row["when"].replace("/", "/\n").replace("..", "..\n")),
        Column("what", lambda row: f"{row['title']}\n{row['id']}"),
        Column("status", lambda row: f"{row['status'].replace('_', ' ')}\n{_sides(row)}"),
        Column("where known", lambda row: _known(row)),
    ]
    notes = [f"{len(rows)} of {found.total} incidents", *found.notes, *left_out]
    emit(form, Report(rows, rows=rows, names=documents.INCIDENT, tables=[(rows, columns)], notes=notes))
    return 0


def _sides(row: Row) -> str:
    """How many origins assert it, and how many stand against them."""
    from .output import counted

    against = [counted(row[name], noun) for name, noun in (("rivals", "rival account"), ("denials", "denial")) if row[name]]
    return ", ".join([counted(row["origins"], "origin"), *against])


def _known(row: Row) -> str:
    from ..spots import length

    if row["where_precision"] == "unknown":
        return "no place given"
    return f"{row['where_precision']}, to {length(row['uncertainty_m'] or 0)}"
