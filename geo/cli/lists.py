"""The verbs that show what is there: show, places, zones, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import vocabulary
from . import options

if TYPE_CHECKING:
    from ..api import Atlas

Row = Mapping[str, Any]


@click.command()
@click.argument("name", metavar="ID")
@options.shared
def show(*, name: str, data: Path | None, form: str) -> None:
    """All that is known of one record.

    A place, incident, zone or source, with who says so. ID is an id, or a name that fits one record.

    \b
    Examples:
      geo show derik-standoff-2020-06-03
      geo show Qamishli
      geo show sdf-c --json
    """
    from . import cards, documents
    from .output import Report, emit

    atlas = options.load(data)
    entry = atlas.names.resolve(name, types=("place", "incident", "zone", "source"))
    document = documents.shown(atlas, entry.type, entry.id)
    if form == "table":
        click.echo(cards.card(atlas, entry.type, entry.id))
    else:
        emit(form, Report(document, rows=document["claims"], names=cards.CLAIM_NAMES))


@click.command()
@click.option("--kind", type=click.Choice(list(vocabulary.PLACE_KINDS)), help="Only this kind of place.")
@click.option("--text", metavar="WORDS", help="Only places with these words in a name, in any script and spelling.")
@options.actors
@options.as_of
@options.shared
def places(*, kind: str | None, text: str | None, actors: Sequence[str], as_of: str | None, data: Path | None,
           form: str) -> None:
    """The places, and how well each is known.

    With --actor or --as-of only places where somebody had a base that day.

    \b
    Examples:
      geo places --kind airfield
      geo places --actor us --as-of 2020-06-03
      geo places --text حسكة
    """
    from ..query import candidates
    from ..spots import length
    from . import documents
    from .output import Column

    atlas = options.load(data)
    if as_of:
        atlas = atlas.as_of(as_of)
    rows = [row for row in _rows(atlas, "places") if kind in (None, row["kind"])
            and _has(text, [row["name"], *(name for names in row["names"].values() for name in names)])]
    based = bool(actors or as_of)
    if based:
        wanted = atlas.actor_ids(actors) if actors else None
        found, _ = candidates(atlas, kind="base", day=atlas.day, actors=wanted, attempted=False, checkpoints=False)
        held = {spot.id: items for spot, items in found}
        rows = [{**row, "presences": documents.presences(held[row["id"]])} for row in rows if row["id"] in held]
    columns = [
        Column("id", lambda row: row["id"], whole=True),
        Column("name", lambda row: row["name"]),
        Column("kind", lambda row: row["kind"].replace("_", " ")),
        Column("governorate", lambda row: vocabulary.ADMIN1[row["admin1"]]),
        Column("known to", lambda row: length(row["uncertainty_m"]), right=True, whole=True),
    ]
    if based:
        columns[3] = Column("who stood there", lambda row: documents.stood(atlas, held[row["id"]]))
    _emit(form, rows, columns, len(atlas.dataset.places), "places")


@click.command()
@click.option("--layer", type=click.Choice(list(vocabulary.ZONE_LAYERS)), help="Only this layer.")
@options.actors
@options.as_of
@options.shared
def zones(*, layer: str | None, actors: Sequence[str], as_of: str | None, data: Path | None, form: str) -> None:
    """The control zones and overlays.

    With who held them, when, and how that is known.

    \b
    Examples:
      geo zones --as-of 2020-06-03 --layer control
      geo zones --actor turkey
    """
    from ..spots import length
    from .output import Column

    atlas = options.load(data)
    if as_of:
        atlas = atlas.as_of(as_of)
    wanted = atlas.actor_ids(actors) if actors else frozenset()
    rows = [row for row in _rows(atlas, "zones") if layer in (None, row["layer"])
            and (not wanted or wanted.intersection(row["controllers"]))]
    names = {actor.id: actor.name for actor in atlas.dataset.actors.values()}
    columns = [
        Column("id", lambda row: row["id"], whole=True),
        Column("held by", lambda row: ", ".join(names.get(actor, actor) for actor in row["controllers"])),
        Column("layer", lambda row: row["layer"]),
        Column("status", lambda row: row["status"]),
        Column("valid", lambda row: row["valid"].replace("/", "/\n")),
        Column("basis", lambda row: row["basis"].replace("_", " ")),
        Column("accuracy", lambda row: length(row["accuracy_m"]), right=True, whole=True),
    ]
    _emit(form, rows, columns, len(atlas.dataset.zones), "zones")


@click.command()
@click.option("--text", metavar="WORDS", help="Only sources with these words in title, publisher or author.")
@click.option("--incident", metavar="ID", help="Only sources with a claim about this incident.")
@options.shared
def sources(*, text: str | None, incident: str | None, data: Path | None, form: str) -> None:
    """The source documents.

    Publisher, date and title; --json and --csv give the links.

    \b
    Examples:
      geo sources --incident derik-standoff-2020-06-03
      geo sources --text SOHR
    """
    from .output import Column

    atlas = options.load(data)
    about = None
    if incident:
        key = atlas.names.resolve(incident, types=("incident",)).id
        about = {source for source, _ in atlas.claims_of(key)} | set(atlas.dataset.incidents[key].sources)
    rows = [row for row in _rows(atlas, "sources") if (about is None or row["id"] in about)
            and _has(text, [row["id"], row["title"], row["publisher"], row["author"] or ""])]
    columns = [
        Column("published", lambda row: row["published"] or "undated"),
        Column("publisher", lambda row: row["publisher"]),
        Column("title", lambda row: row["title"]),
        Column("id", lambda row: row["id"]),
    ]
    _emit(form, rows, columns, len(atlas.dataset.sources), "sources")


def _rows(atlas: Atlas, table: str) -> list[dict[str, Any]]:
    """The rows of a table without their geometry: a list is for reading."""
    from ..tables import rows

    return [{name: value for name, value in row.items() if name != "geometry"} for row in rows(atlas, table)]


def _has(text: str | None, parts: Sequence[str]) -> bool:
    from ..names import Words

    return not text or Words(text).found_in(parts)


def _emit(form: str, rows: list[dict[str, Any]], columns: Sequence[Any], total: int, what: str) -> None:
    from ..tables import COLUMNS
    from .output import Report, emit

    names = [*rows[0]] if rows else ["id", *(name for name in COLUMNS[what] if name != "geometry")]
    emit(form, Report(rows, rows=rows, names=names, tables=[(rows, columns)], notes=[f"{len(rows)} of {total} {what}"]))


