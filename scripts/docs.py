"""Writes what is derived from code: docs/vocabulary.md, docs/cli.md, docs/frames.md, and the README's example output.

`--check` writes nothing and only says which page is stale.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import click
from click.testing import CliRunner

from geo import tables, vocabulary
from geo.cli import geo
from geo.exports import FORMATS, coded

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 100
VOCABULARY_HEAD = """# The closed lists

Every value that a field marked *list* may hold, with its definition: the words of data, code and page alike. Written
from `geo/vocabulary.py` by `scripts/docs.py`; a value outside its list is an error of `geo check`.
"""
FRAMES_HEAD = """# The frames

The columns of `Atlas.places`, `.zones`, `.incidents` (GeoDataFrames in OGC:CRS84), `.claims`, `.sources` and
`.presences` (DataFrames), and of the files that `geo export` and `geo build` write. Written from `geo/tables.py` by
`scripts/docs.py`. Each frame is indexed by `id`, except `presences`. Dates are text, absent metres and degrees are NaN,
every other absent value is None. In CSV a point stands in `lon` and `lat`, a line or area in `wkt`.
"""
EXPORTS_HEAD = """# What `geo export` writes

Written from `geo/exports/` by `scripts/docs.py`. Each file holds one table (`--what`), the incidents by default; the
columns are those of [frames.md](frames.md), unless said below. The same records give the same bytes in every format.
"""
EXPORTS_NOTES = """- **Dates** are text as sourced (`when`, EDTF) with `earliest` and `latest` beside them, in no time zone.
- **CSV and the workbook** have points in `lon` and `lat`, lines and areas in `wkt`. Lists are joined by "; ". Text that a
  spreadsheet would run as a formula has an apostrophe before it in CSV; in the workbook it is a text cell as it stands.
- **GeoPackage** has one layer, named as the table, in EPSG:4326; polygons are stored as multipolygons where a layer has both.
  Its date of change is fixed at 1980-01-01.
- **GeoParquet** is WKB in OGC:CRS84; a table without places is plain Parquet.
- **KML** has a folder per kind (an incident lies in that of its gravest), a style per family, and a time span from the
  first to the last possible day. Incidents without a place are in it too, and nothing is drawn for them.

## Deaths in UCDP- and ACLED-like columns

The atlas has no figure of its own: each claimant has one. `low` and `high` are the lowest and the highest figure of any
claim about the incident. `best` (and ACLED's `fatalities`) stands only where exactly one origin gives figures and all of
them are that one number; otherwise it is empty. Nothing is averaged and no claimant is chosen. Claims may count different
groups (all fighters, or only the citizens of one country): the column `figures` says who counts whom.

The columns are named as those of the two datasets so that scripts for those read them. They are not their data: columns
that the records cannot fill (dyads, conflict ids, countries) are left out, and columns marked "no column of the original"
are added. The codes follow `geo/vocabulary.py` and the codebooks of UCDP GED and ACLED.
"""
CLI_HEAD = """# The commands

What `geo --help` and `geo VERB --help` say, and what the curated atlas answers, written down by `scripts/docs.py`.
Every verb takes `--data DIR` (default: the curated atlas); the asking ones take `--table` (default), `--csv` or
`--json` ([json.md](json.md)). Notes on what an answer leaves out follow a table, and go to stderr beside CSV and JSON.

Exit codes: 0 fine; 1 problems found, no answer, or a file that cannot be read; 2 wrong use, such as an unknown name or
a bad date. An error is one line on stderr, `[code] what was found, the rule, what to do`; the codes are in
[errors.md](errors.md).

A name is an id, or any spelling in any script. When several records fit, they are listed and nothing is guessed.
"""
# What is asked of the curated atlas under each verb; an empty verb is the top of the page.
EXAMPLES: dict[str, list[list[str]]] = {
    "": [["distance", "Salihiyah", "Conoco"]],
    "distance": [["distance", "Qamishlo", "تل تمر"], ["distance", "Khasham", "sdf-a"],
                 ["distance", "Derik", "Qamishli airport", "--json"]],
    "near": [["near", "Conoco", "--within", "10km", "--kind", "incident"]],
    "nearest": [["nearest", "derik-standoff-2020-06-03", "--actor", "us", "--as-of", "2020-06-03"]],
    "matrix": [["matrix", "--kind", "city"]],
    "incidents": [["incidents", "--status", "disputed"],
                  ["incidents", "--during", "2020-08", "--csv"]],
    "control": [["control", "Khasham", "--as-of", "2018-02-07"], ["control", "Conoco", "--as-of", "2018-06-01"]],
    "changes": [["changes", "--from", "2019-10-05", "--to", "2020-06-03", "--csv"]],
    "show": [["show", "mansaf-2020-07-12"]],
    "places": [["places", "--kind", "airfield"]],
    "zones": [["zones", "--actor", "isil", "--as-of", "2018-02-07"]],
    "sources": [["sources", "--incident", "derik-standoff-2020-06-03"]],
}


def vocabulary_page() -> str:
    """docs/vocabulary.md, in full."""
    parts = [VOCABULARY_HEAD]
    for name, values in vocabulary.LISTS.items():
        rows = "\n".join(f"| `{value}` | {definition} |" for value, definition in values.items())
        parts.append(f"## {name}\n\n| value | means |\n| --- | --- |\n{rows}\n")
    return "\n".join(parts)


def cli_page() -> str:
    """docs/cli.md, in full."""
    settings = {**geo.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    top = click.Context(geo, info_name="geo", **settings)
    parts = [CLI_HEAD, f"```text\n{help_of(geo, top)}\n```\n", *map(example, EXAMPLES[""])]
    for verb, command in geo.commands.items():
        inner = click.Context(command, info_name=verb, parent=top, **settings)
        parts.append(f"## geo {verb}\n\n```text\n{help_of(command, inner)}\n```\n")
        for name, part in command.commands.items() if isinstance(command, click.Group) else ():
            deep = click.Context(part, info_name=name, parent=inner, **settings)
            parts.append(f"### geo {verb} {name}\n\n```text\n{help_of(part, deep)}\n```\n")
        parts += map(example, EXAMPLES.get(verb, []))
    return "\n".join(parts)


def example(arguments: list[str]) -> str:
    """One command and what it prints, as a console block; its exit code is named when it is not 0."""
    output, exit_code = answer(arguments)
    code = f"\n$ echo $?\n{exit_code}" if exit_code else ""
    return f"```console\n$ geo {shown(arguments)}\n{output}{code}\n```\n"


def answer(arguments: list[str]) -> tuple[str, int]:
    """What the command prints, without blanks at line ends, and its exit code."""
    done = CliRunner(env={"COLUMNS": str(WIDTH), "NO_COLOR": "1"}).invoke(geo, arguments, prog_name="geo")
    return "\n".join(line.rstrip() for line in done.output.rstrip().splitlines()), done.exit_code


def shown(arguments: list[str]) -> str:
    """The arguments as one types them: quoted only where a blank needs it."""
    return " ".join(f'"{word}"' if " " in word else word for word in arguments)


def help_of(command: click.Command, context: click.Context) -> str:
    """The help text, without blanks at line ends."""
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


def frames_page() -> str:
    """docs/frames.md, in full."""
    parts = [FRAMES_HEAD]
    for table, columns in tables.COLUMNS.items():
        rows = "\n".join(f"| `{name}` | {holds} |" for name, holds in columns.items())
        parts.append(f"## {table}\n\n| column | holds |\n| --- | --- |\n{rows}\n")
    return "\n".join(parts)


def exports_page() -> str:
    """docs/exports.md, in full."""
    formats = "\n".join(f"| `{name}` | {one.label} | {', '.join(one.tables)} |" for name, one in FORMATS.items())
    parts = [EXPORTS_HEAD, f"| `--to` | what it is | tables |\n| --- | --- | --- |\n{formats}\n", EXPORTS_NOTES]
    for name, columns in (("UCDP", coded.UCDP), ("ACLED", coded.ACLED)):
        rows = "\n".join(f"| `{column}` | {holds} |" for column, holds in columns.items())
        parts.append(f"## The columns of `--to {name.lower()}`\n\n| column | holds |\n| --- | --- |\n{rows}\n")
    return "\n".join(parts)


def readme_page() -> str:
    """README.md, with the output of each example as it is now."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    def renewed(found: re.Match[str]) -> str:
        blank = "\n" if found.string[found.end():].startswith("$ ") else ""  # between two commands of one block
        return f"$ geo {found[1]}\n{answer(shlex.split(found[1]))[0]}\n{blank}"

    return re.sub(r"^\$ geo (.+)\n(?:(?!\$ |```).*\n)*", renewed, text, flags=re.MULTILINE)


PAGES: dict[str, Callable[[], str]] = {
    "docs/vocabulary.md": vocabulary_page, "docs/cli.md": cli_page, "docs/frames.md": frames_page,
    "docs/exports.md": exports_page, "README.md": readme_page,
}


def is_fresh(path: Path, text: str) -> bool:
    """Whether the file holds exactly `text`."""
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main(arguments: list[str]) -> int:
    """Write the stale pages; with `--check` only name them, and return 1 when there is one."""
    stale = [name for name, page in PAGES.items() if not is_fresh(ROOT / name, page())]
    if "--check" in arguments:
        for name in stale:
            print(f"{name} is stale: run python scripts/docs.py")
        return 1 if stale else 0
    for name in stale:
        (ROOT / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"wrote {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
