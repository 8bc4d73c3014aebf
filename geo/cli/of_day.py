"""The verbs about who held the ground: control and changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options

if TYPE_CHECKING:
    from ..control import Control

Row = Mapping[str, Any]


@click.command()
@click.argument("place", required=False)
@click.option("--as-of", metavar="DAY", help="The day asked about, such as 2018-02-07; for events of a file, instead of theirs.")
@options.each
@options.shared_with_files
def control(*, place: str | None, as_of: str | None, every: bool, data: Path | None, form: str) -> int:
    """Who held the ground at PLACE on a day.

    On what basis, how far the nearest line is, and whether that can be said for sure. PLACE may be an incident too. On
    a day without digitised zones the last known answer is given with its age, and the exit code is 1. With a file of
    events as --data, PLACE is the id of one of them, or --each answers for all, on the days of each.

    \b
    Examples:
      geo control Khasham --as-of 2018-02-07
      geo control Derik --as-of 2020-06-03 --json
      geo control Conoco --as-of 2018-06-01
      geo control --data events.csv --each --csv
    """
    from ..control import sentence
    from . import datasets, documents
    from .output import Column, Report, emit

    if data is not None and datasets.is_file(data):
        return datasets.control(data, form, name=place, every=every, as_of=as_of)
    if as_of is None:
        raise click.UsageError("Missing option '--as-of'.")
    atlas, place = options.load(data), options.one(place, every=every)
    found = atlas.control(place, as_of=as_of)
    names = {actor.id: actor.name for actor in atlas.dataset.actors.values()}
    columns = [
        Column("zone", lambda row: row["id"], whole=True),
        Column("", lambda row: row["bearing"]),
        Column("held by", lambda row: ", ".join(names.get(actor, actor) for actor in row["controllers"])),
        Column("status", lambda row: row["status"]),
        Column("basis", lambda row: row["basis"].replace("_", " ")),
        Column("valid", lambda row: row["valid"].replace("/", "/\n")),
    ]
    rows = _zones(found)
    emit(form, Report(documents.control(found), rows=rows, head=[sentence(found, names=names)],
                      tables=[(rows, columns)],
                      names=("bearing", "id", "controllers", "status", "basis", "valid", "distance_m")))
    return 1 if found.answer == "unknown" else 0


def _zones(found: Control) -> list[Row]:
    """Every zone the answer speaks of, and how it bears on it."""
    from ..spots import length
    from . import documents

    rows: list[Row] = [{**documents.zone(item), "bearing": "drawn here"} for item in found.zones]
    rows += [{**documents.zone(item.zone), "bearing": f"in reach, {length(item.distance_m)}",
              "distance_m": documents.metres(item.distance_m)} for item in found.candidates]
    rows += [{**documents.zone(item), "bearing": "overlay"} for item in found.overlays]
    if found.last_known:
        rows += [{**row, "bearing": f"last known: {row['bearing']}"} for row in _zones(found.last_known)
                 if row["bearing"] != "overlay"]
    return rows


@click.command()
@click.option("--from", "before", required=True, metavar="DAY", help="The earlier day.")
@click.option("--to", "after", required=True, metavar="DAY", help="The later day.")
@options.shared
def changes(*, before: str, after: str, data: Path | None, form: str) -> None:
    """Places that changed hands between two days.

    And the incidents between them.

    \b
    Examples:
      geo changes --from 2019-10-05 --to 2020-06-03
    """
    from ..selection import select
    from . import documents
    from .output import Column, Report, counted, emit

    atlas = options.load(data)
    found = atlas.changes(before, after)
    between = select(atlas, during=f"{before}/{after}").incidents
    names = {actor.id: actor.name for actor in atlas.dataset.actors.values()}

    def held(row: Row, side: str) -> str:
        drawn = [" + ".join(names.get(actor, actor) for actor in zone.controllers)
                 + ("" if zone.status == "control" else f" ({zone.status})") for zone in getattr(row["change"], side).zones]
        return "; ".join(drawn) or "no zone drawn"

    columns = [
        Column("place", lambda row: row["change"].place.name),
        Column(before, lambda row: held(row, "before")),
        Column(after, lambda row: held(row, "after")),
        Column("sure", lambda row: "yes" if row["change"].sure else "cannot say", whole=True),
    ]
    rows: list[Row] = [{"change": item, "place": item.place.id, "sure": item.sure} for item in found]
    rows = [{**row, "before": held(row, "before"), "after": held(row, "after")} for row in rows]
    days = (date.fromisoformat(after) - date.fromisoformat(before)).days
    notes = [f"{len(found)} of {len(atlas.dataset.places)} places differ after {counted(days, 'day')}",
             f"{counted(len(between), 'incident')} between: geo incidents --during {before}/{after}"]
    emit(form, Report(documents.changes(before, after, found, between), rows=rows, tables=[(rows, columns)],
                      notes=notes, names=("place", "before", "after", "sure")))
