"""The verbs that check and write: check, export, build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..exports import FORMATS, content
from . import options


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[DIR|FILE]...")
@options.shared
def check(*, paths: tuple[Path, ...], data: Path | None, form: str) -> int:
    """Every problem of a data folder at once.

    Or of one file in it: where, what was found, the rule, and what to do. Errors make the exit code 1; warnings are
    things to look at twice.

    \b
    Examples:
      geo check
      geo check my-atlas
      geo check my-atlas/data/zones.geojson --json
    """
    from .. import dataset
    from . import documents
    from .output import Report, counted, emit

    # A file named beside its folder is checked twice; its problems are told once.
    found = list(dict.fromkeys(problem for path in (paths or (data,)) for problem in dataset.check(path)))
    document = documents.problems(found)
    counts = document["counts"]
    lines = [str(problem) for problem in sorted(found, key=lambda problem: problem.severity)]
    emit(form, Report(document, rows=document["problems"], head=lines,
                      notes=[f"{counted(counts['errors'], 'error')}, {counted(counts['warnings'], 'warning')}"],
                      names=("code", "severity", "file", "record", "field", "message")))
    return 1 if counts["errors"] else 0


@click.command()
@click.option("--to", "fmt", type=click.Choice(list(FORMATS)), required=True, help="The format to write.")
@click.option("--what", default="incidents", show_default=True, metavar="TABLE",
              help="places, zones, incidents, claims, sources or presences.")
@click.option("-o", "--out", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE",
              help="The file; by default, and for -, stdout. xlsx, gpkg and parquet need a file.")
@options.as_of
@options.selection
@options.data
def export(*, fmt: str, what: str, out: Path | None, as_of: str | None, data: Path | None, known_by: str | None,
           **conditions: Any) -> None:
    """Write one table for another program.

    GeoJSON, CSV, an Excel workbook, GeoPackage or GeoParquet; incidents also as KML for Google Earth and as CSV in the
    columns of UCDP GED or ACLED (docs/exports.md says what each column holds). Conditions narrow the incidents and
    their claims. Nothing that a spreadsheet opens runs as a formula.

    \b
    Examples:
      geo export --to geojson -o incidents.geojson
      geo export --to csv --what zones --as-of 2020-06-03
      geo export --to xlsx --what claims --during 2018-02 -o claims.xlsx
      geo export --to kml --kind road_block -o blocks.kml
    """
    from .. import dataset, files
    from ..errors import UsageError, visible
    from .output import steerless

    stdout = out in (None, Path("-"))
    if stdout and FORMATS[fmt].binary:
        raise UsageError(f"no file is named for {fmt}", "it is no text that a terminal could show",
                         f"name one: -o {what}.{fmt}")
    atlas, left_out = options.known(options.load(data), known_by, conditions, context=True)
    atlas = atlas.select(**conditions)
    made = content(atlas.as_of(as_of) if as_of else atlas, what, to=fmt)
    if stdout or out is None:
        click.echo(steerless(made.decode("utf-8")), nl=False)
    else:
        dataset.spare(dataset.locate(data), [out])
        files.write_bytes(out, made)
        click.echo(f"wrote {what} as {FORMATS[fmt].label}, {len(made):,} bytes: {visible(str(out))}", err=True)
    for note in (*left_out, *atlas.notes):
        click.echo(visible(note), err=True)


@click.command()
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("output"), show_default=True, metavar="DIR",
              help="The folder to write to.")
@click.option("--as-of", metavar="DAY", help="The day the map opens with.")
@click.option("--during", metavar="INTERVAL", help="The days the clock opens with.")
@click.option("--online-basemaps", is_flag=True,
              help="Offer base maps from OpenStreetMap and Esri in a menu of the page.")
@options.data
def build(*, out: Path, as_of: str | None, during: str | None, online_basemaps: bool, data: Path | None) -> None:
    """Write the map, the exports and a manifest.

    The map is one HTML file that needs no network. With --online-basemaps it may load the base map that a reader
    chooses, from that map's host and no other; until one is chosen it still loads nothing.

    \b
    Examples:
      geo build
      geo build -o output --as-of 2020-06-03 --during 2020
      geo build -o site --online-basemaps
    """
    from ..build import build as write
    from ..errors import visible

    manifest = write(out, data=data, as_of=as_of, during=during, online_basemaps=online_basemaps)
    for file in manifest["files"]:
        click.echo(f"{file['bytes']:>10,}  {visible(str(out / file['name']))}")
