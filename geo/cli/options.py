"""The options that several verbs share, and the types they are read as."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from .. import vocabulary

if TYPE_CHECKING:
    from ..api import Atlas

F = TypeVar("F", bound=Callable[..., Any])

_LENGTH: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(km|m|mi)")
_METRES: Final = {"km": 1000.0, "m": 1.0, "mi": 1609.344}


# Generic only since click 8.2.
class Length(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A length with its unit, read as metres."""

    name = "length"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Metres of a text such as 25km."""
        found = _LENGTH.fullmatch(str(value).strip().lower())
        if found is None:
            self.fail(f"{value!r} is not a length: a number and km, m or mi, such as 25km or 500m", param, ctx)
        return float(found[1]) * _METRES[found[2]]


def shared(command: F) -> F:
    """--data, a folder, and the three forms of output."""
    return forms(data(command))


def shared_with_files(command: F) -> F:
    """As `shared`, for verbs that a file of events may be given to too."""
    return forms(data_or_file(command))


def forms(command: F) -> F:
    """The three forms of output."""
    for option in (
        click.option("--table", "form", flag_value="table", default=True, help="Print for people (the default)."),
        click.option("--csv", "form", flag_value="csv", help="Print comma-separated values."),
        click.option("--json", "form", flag_value="json", help="Print one JSON document; see docs/json.md."),
    ):
        command = option(command)
    return command


data = click.option("--data", type=click.Path(path_type=Path), metavar="DIR",
                    help="Folder of the atlas to ask; by default the curated atlas.")
data_or_file = click.option("--data", type=click.Path(path_type=Path), metavar="PATH",
                            help="Folder of the atlas to ask, or a file of events (any that `geo map` reads, or one written "
                                 "by `geo import`) to ask beside the curated atlas.")
each = click.option("--each", "every", is_flag=True, help="With a file of events: answer for every one of them.")
as_of = click.option("--as-of", metavar="DAY", help="The day asked about, such as 2020-06-03.")
actors = click.option("--actor", "actors", multiple=True, metavar="ACTOR",
                      help="Whose: an actor (us, russia, sdf) or a side (coalition, russia, syria_gov). May be repeated.")


def bases(command: F) -> F:
    """What counts as a base, whose, and when."""
    for option in (
        click.option("--checkpoints", is_flag=True, help="Count checkpoints too."),
        click.option("--attempted", is_flag=True, help="Count attempts to set up a post too."),
        actors,
        as_of,
    ):
        command = option(command)
    return command


def selection(command: F) -> F:
    """The conditions on incidents; `conditions` takes their values apart again."""
    for option in (
        click.option("--text", metavar="WORDS",
                     help="Words, or their beginnings, in its title, summary, places, parties or claims."),
        click.option("--precision", multiple=True, type=click.Choice(list(vocabulary.WHERE_PRECISIONS)),
                     help="How well its place is known. May be repeated."),
        click.option("--status", multiple=True, type=click.Choice(list(vocabulary.STATUSES)),
                     help="What its claims amount to. May be repeated."),
        click.option("--in-zone", metavar="ZONE", help="Inside this zone while it held."),
        click.option("--within", "within_m", type=Length(), metavar="LENGTH", help="With --near: 25km, 500m, 3mi."),
        click.option("--near", metavar="NAME", help="Near this place, incident or zone; goes with --within."),
        click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Kind of incident. May be repeated."),
        actors,
        click.option("--match", type=click.Choice(["possible", "certain"]), default="possible", show_default=True,
                     help="Keep what may meet the conditions on date and place, or what surely does."),
        click.option("--known-by", metavar="DAY", help="Only what had been published by this day."),
        click.option("--during", metavar="INTERVAL", help="When: 2020, 2020-06, 2020-06-01/2020-06-15."),
    ):
        command = option(command)
    return command


def shell(path: Path) -> str:
    """A path as one types it in a shell."""
    import shlex

    return shlex.quote(str(path))


def one(place: str | None, *, every: bool) -> str:
    """The place asked about, where no file of events is given."""
    if every:
        raise click.UsageError("--each goes with a file of events: --data FILE.")
    if place is None:
        raise click.UsageError("Missing argument 'PLACE'.")
    return place


def load(folder: Path | None) -> Atlas:
    """The atlas asked; the package is loaded here, so that --help does not wait for it."""
    from ..api import Atlas

    return Atlas.load(folder)


def known(atlas: Atlas, day: str | None, conditions: Mapping[str, Any], *, context: bool) -> tuple[Atlas, tuple[str, ...]]:
    """The atlas as known by a day, and notes on what it leaves out of the incidents that meet the conditions.

    An incident counts that meets them by what is known today or by what was known then; with `context`, claims about no
    incident count too.
    """
    if not day:
        return atlas, ()
    from ..selection import select

    then = atlas.known_by(day)
    asked = atlas.only(item.id for view in (atlas, then) for item in select(view, **conditions).incidents)
    if not context:
        claims = [item for item in asked.dataset.claims if item[1].incident]
        asked = type(asked)(dataclasses.replace(asked.dataset, claims=claims))
    return type(then)(then.dataset, folder=then.folder), asked.known_by(day).notes
