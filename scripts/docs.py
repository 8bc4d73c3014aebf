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


def readme_page() -> str:
    """README.md, with the output of each example as it is now."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    def renewed(found: re.Match[str]) -> str:
        blank = "\n" if found.string[found.end():].startswith("$ ") else ""  # between two commands of one block
        return f"$ geo {found[1]}\n{answer(shlex.split(found[1]))[0]}\n{blank}"

    return re.sub(r"^\$ geo (.+)\n(?:(?!\$ |```).*\n)*", renewed, text, flags=re.MULTILINE)


PAGES: dict[str, Callable[[], str]] = {
    "docs/vocabulary.md": vocabulary_page, "docs/cli.md": cli_page, "docs/frames.md": frames_page, "README.md": readme_page,
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
