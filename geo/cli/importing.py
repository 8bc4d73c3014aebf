"""The verb that imports foreign events, and the options by which every verb that takes such files reads them."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from ..errors import DataError, FormatError, UsageError, shown, visible

if TYPE_CHECKING:
    from ..formats.contract import Imported, RowProblem

F = TypeVar("F", bound=Callable[..., Any])

SHOWN: Final = 20  # problems printed for each file before the rest is counted


def reading(command: F) -> F:
    """The options by which foreign files are read; `read` takes their values."""
    for option in (
        click.option("--limit", "limits", multiple=True, metavar="NAME=NUMBER",
                     help="Raise a limit, such as rows=10000000; docs/formats.md lists them. May be repeated."),
        click.option("--on-bad", type=click.Choice(["stop", "skip"]), default="stop", show_default=True,
                     help="What a row with a bad cell does: stop everything, or be left out."),
        click.option("--date-format", metavar="FORM", help="How all dates are written, such as %d/%m/%Y."),
        click.option("--mapping", type=click.Path(path_type=Path), metavar="FILE",
                     help="A TOML file that says what the columns hold; see docs/formats.md."),
        click.option("--columns", metavar="OURS=THEIRS,...",
                     help="Which column is which: when=event_date,lat=y,lon=x. Empty (when=) for none."),
        click.option("--format", "fmt", metavar="NAME", help="The format; by default told from the content."),
    ):
        command = option(command)
    return command


def read(files: Sequence[Path], *, fmt: str | None, columns: str | None, mapping: Path | None, date_format: str | None,
         on_bad: str, limits: Sequence[str]) -> list[Imported]:
    """One import for each source file, read as the options of `reading` say.

    Raises: FormatError, DataError, UsageError.
    """
    from .. import formats
    from ..formats import mapping as mappings

    said = _mapping(mapping) if mapping else {}
    if date_format:
        said["date_format"] = date_format
    return formats.read_any(files, format=fmt, columns=mappings.parsed(columns) if columns else None, mapping=said,
                            on_bad="skip" if on_bad == "skip" else "stop", limits=_limits(limits))


def _mapping(path: Path) -> dict[str, Any]:
    """A mapping file as parsed. Raises: FormatError with what is wrong with it as a file, or (`bad-mapping`) as TOML."""
    from ..reading import read_toml

    tree = read_toml(path, path.name)
    if tree.problems:
        told = "; ".join(", ".join(filter(None, (one.field, one.found))) for one in tree.problems)
        first = tree.problems[0].code
        code = first if first in ("missing-file", "unreadable-file") else "bad-mapping"
        raise FormatError(f"{visible(path.name)}: {told}", "a mapping is a TOML file", "see docs/formats.md", code=code)
    return dict(tree.value)


def _limits(texts: Sequence[str]) -> Any:
    from ..formats.contract import Limits

    known = {field.name for field in dataclasses.fields(Limits)}
    values: dict[str, int] = {}
    for text in texts:
        name, _, number = text.partition("=")
        if name not in known or not (number.isascii() and number.isdecimal() and len(number) < 19):
            raise UsageError(f"--limit {shown(text)}", f"it is NAME=NUMBER with NAME one of {', '.join(sorted(known))}",
                             "write for example rows=10000000")
        values[name] = int(number)
    return Limits(**values)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="DATASET.parquet",
              help="The dataset to write; without it the files are only read and reported on.")
@reading
@click.option("--refused", type=click.Path(path_type=Path), metavar="FILE.csv",
              help="Where rows left out by --on-bad skip go; by default beside the dataset.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document with every problem; see docs/json.md.")
def import_(*, files: tuple[Path, ...], out: Path | None, refused: Path | None, as_json: bool, **said: Any) -> int:
    """Read events from files of other projects and store them as one dataset.

    The format is told from the content. Every row is mapped, kept in the tray (no position), or refused, and counted.
    The dataset is GeoParquet with its provenance inside: file, SHA-256, format, options, counts.

    \b
    Examples:
      geo import events.csv -o events.parquet
      geo import sheet.xlsx --columns when=day,lat=y,lon=x -o events.parquet
      geo import export.csv --on-bad skip --refused refused.csv -o events.parquet
    """
    from .. import files as disk
    from .. import formats
    from ..formats import stored
    from .output import Report, emit

    beside = refused or (refused_beside(out) if out else None)
    spare(files, out, beside)
    try:
        imports = read(files, **said)
    except DataError as error:
        if as_json:
            emit("json", Report({"files": [], "problems": [_problem(item) for item in error.problems]}))
        else:
            told_stopped(error)
        return 1
    dataset = {out: stored.content(imports)} if out else {}
    left = left_rows(beside, imports)
    disk.write_all({**dataset, **left})
    whys = {path: formats.recognise(path, limits=_limits(said["limits"])).why for path in files} if not said["fmt"] else {}
    if as_json:
        emit("json", Report({"files": [_document(item) for item in imports],
                             "problems": [_problem(item.problem(one.provenance.name)) for one in imports
                                          for item in one.problems]}))
        return 0
    for number, imported in enumerate(imports):
        why = whys.get(files[number], "") if len(files) == len(imports) else ""
        click.echo("\n".join(visible(line) for line in _told(imported, why)))
    for path in left:
        click.echo(f"wrote {visible(str(path))}: refused rows")
    for path, content in dataset.items():
        click.echo(f"wrote {visible(str(path))}: {len(content):,} bytes")
    return 0


def counts_line(imported: Imported) -> str:
    """Rows in = mapped + tray + refused, in words."""
    counts = imported.provenance.counts
    undated = f"; {counts['undated']:,} undated" if counts["undated"] else ""
    return (f"{counts['read']:,} rows in = {counts['mapped']:,} mapped + {counts['tray']:,} in the tray (no position) + "
            f"{counts['refused']:,} refused{undated}")


def _told(imported: Imported, why: str) -> list[str]:
    """What is said of one file."""
    from .. import formats

    provenance = imported.provenance
    label = formats.reader(provenance.format).LABEL
    lines = [f"{provenance.name}: {label}{f', {provenance.layout}' if provenance.layout else ''}{f' ({why})' if why else ''}",
             f"  {counts_line(imported)}"]
    lines += [f"  {note}" for note in provenance.notes]
    lines += [f"  {problem.problem(provenance.name)}" for problem in _first(imported.problems)]
    more = len(imported.problems) - SHOWN
    return lines + ([f"  and {more:,} more; --json lists all"] if more > 0 else [])


def _first(problems: Sequence[RowProblem]) -> Sequence[RowProblem]:
    return problems[:SHOWN]


def told_stopped(error: DataError) -> None:
    """Say which rows stop the import, the first of them."""
    click.echo(f"[{error.code}] {error.found}, a bad row stops the import, correct it or leave such rows out with "
               "--on-bad skip", err=True)
    for problem in error.problems[:SHOWN]:
        click.echo(f"  {problem}", err=True)
    if len(error.problems) > SHOWN:
        click.echo(f"  and {len(error.problems) - SHOWN:,} more; --json lists all", err=True)


def spare(files: Sequence[Path], *outputs: Path | None) -> None:
    """Refuse to write over a file that is read, or one output over the other."""
    taken = [os.path.realpath(path) for path in files]
    for output in outputs:
        if output is not None and os.path.realpath(output) in taken:
            raise UsageError(f"{visible(str(output))} is both read and written", "files that are read stay as they are",
                             "choose another output")
        taken += [os.path.realpath(output)] if output is not None else []


def refused_beside(out: Path) -> Path:
    """Where the refused rows go when nobody says."""
    return out.parent / f"{out.stem}.refused.csv"


def left_rows(path: Path | None, imports: Sequence[Imported]) -> dict[Path, str]:
    """The refused rows of all files as CSV, by the path they go to; nothing when there are none or nowhere to put them."""
    from ..export import to_csv

    rows = [{"file": imported.provenance.name} | row for imported in imports
            for row in imported.refused.to_dict("records")]
    if not rows or path is None:
        return {}
    names = list(dict.fromkeys(name for row in rows for name in row))
    return {path: to_csv(rows, columns=names)}


def _document(imported: Imported) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value
            for key, value in dataclasses.asdict(imported.provenance).items()}


def _problem(item: Any) -> dict[str, str]:
    return {"code": item.code, "severity": item.severity, "file": item.file, "record": item.record, "field": item.field,
            "message": item.message}
