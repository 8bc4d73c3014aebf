"""The verb that makes one page of anybody's events."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ..errors import DataError, visible
from . import importing

if TYPE_CHECKING:
    from ..events import Progress
    from ..formats.contract import Imported

MANY: Final = 20_000  # rows from which a terminal is shown how far the page is
# Seconds a row takes on a slow machine, for the estimate: reading apart.
_ROW_S: Final = 4e-5


@click.command("map")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("map.html"), show_default=True, metavar="FILE.html",
              help="The page to write.")
@click.option("--title", metavar="TEXT", help="What the page is called; by default what the dataset calls itself, else the file.")
@click.option("--during", metavar="INTERVAL", help="The days the clock opens with.")
@click.option("--no-texts", is_flag=True,
              help="Leave out titles, summaries, sources and links: some ten bytes an event are left.")
@click.option("--online-basemaps", is_flag=True, help="Offer base maps from OpenStreetMap and Esri in a menu of the page.")
@importing.reading
@click.option("--refused", type=click.Path(path_type=Path), metavar="FILE.csv",
              help="Where rows left out by --on-bad skip go; by default beside the page.")
def map_(*, files: tuple[Path, ...], out: Path, title: str | None, during: str | None, no_texts: bool, online_basemaps: bool,
         refused: Path | None, **said: Any) -> int:
    """Make one page of events from files of other projects.

    The page is one HTML file that needs no network: a map with every event as precisely as the dataset places it, a
    clock, filters, a list, a table, search and downloads, from thirty rows to some hundred thousand.

    \b
    Examples:
      geo map events.csv
      geo map ucdp-ged-syria.csv.gz -o syria.html --title "Syria, by UCDP"
      geo map sheet.xlsx --columns when=day,lat=y,lon=x --on-bad skip -o map.html
    """
    from .. import build
    from .. import files as disk

    beside = refused or importing.refused_beside(out)
    importing.spare(files, out, beside)
    try:
        imports = importing.read(files, **said)
    except DataError as error:
        importing.told_stopped(error)
        return 1
    for imported in imports:
        click.echo(visible(f"{imported.provenance.name}: {importing.counts_line(imported)}"))
    with _progress(imports) as progress:
        page = build.draw_events(imports, title=title, during=during, texts=not no_texts, online_basemaps=online_basemaps,
                                 progress=progress).page()
        progress("writing")
        left = importing.left_rows(beside, imports)
        disk.write_all({out: page, **left})
    for path in left:
        click.echo(f"wrote {visible(str(path))}: refused rows")
    click.echo(f"wrote {visible(str(out))}: {out.stat().st_size:,} bytes")
    return 0


@contextmanager
def _progress(imports: list[Imported]) -> Iterator[Progress]:
    """Tells a terminal how far a long build is; says nothing where nobody watches or nothing takes long."""
    import sys

    count = sum(len(one.frame) for one in imports)
    if count < MANY or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    steps = ("sorting", "columns", "base map", "page", "writing")
    with Bar(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task(f"{count:,} events, some {max(1, round(count * _ROW_S)):,} s", total=len(steps))

        def tell(step: str) -> None:
            bar.update(task, description=f"{step} (some {max(1, round(count * _ROW_S)):,} s in all)", completed=steps.index(step))

        yield tell
