"""Prints one report as a table for people, as CSV, or as JSON; what it leaves out is said, on stderr if need be."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import click

from ..errors import visible

PLAIN_WIDTH: Final = 100  # of a table that goes to a file or a pipe; the variable COLUMNS says otherwise


Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """One column of a printed table: its heading, and how it shows a row."""

    heading: str
    show: Callable[[Row], str]
    right: bool = False
    whole: bool = False  # never broken over two lines
    most: int | None = None  # characters it gets at most


@dataclass(frozen=True)
class Report:
    """One answer: `document` for JSON, `rows` for CSV; for people `tables`, with lines before and after them."""

    document: Any
    rows: Sequence[Row] = ()
    names: Sequence[str] | None = None  # columns of the CSV, where they are not those of the first row
    head: Sequence[str] = ()
    tables: Sequence[tuple[Sequence[Row], Sequence[Column]]] = ()
    notes: Sequence[str] = ()


def emit(form: str, report: Report) -> None:
    """Print `report` in one form; notes follow a table, and go to stderr beside CSV and JSON."""
    if form == "json":
        click.echo(steerless(json.dumps(report.document, ensure_ascii=False, indent=2, allow_nan=False)))
    elif form == "csv":
        from ..export import to_csv

        click.echo(steerless(to_csv(report.rows, columns=report.names)), nl=False)
    else:
        blocks = [*_lines(report.head), *(table(*item) for item in report.tables if item[0]), *_lines(report.notes)]
        click.echo("\n\n".join(blocks))
        return
    for note in report.notes:
        click.echo(visible(note), err=True)


def steerless(text: str) -> str:
    """Data for stdout: as it is for a file or a pipe, with escapes for all that would steer it on a terminal."""
    return "\n".join(visible(line) for line in text.split("\n")) if sys.stdout.isatty() else text


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 place", "2 places"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _lines(texts: Sequence[str]) -> list[str]:
    return ["\n".join(visible(text) for text in texts)] if texts else []


def table(rows: Sequence[Row], columns: Sequence[Column]) -> str:
    """Rows as a table with a heading, as wide as the terminal."""
    from rich import box
    from rich.table import Table

    drawn = Table(box=box.SIMPLE_HEAD if _draws() else None, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        drawn.add_column(column.heading, justify="right" if column.right else "left", no_wrap=column.whole,
                         overflow="fold", max_width=column.most)
    for row in rows:
        drawn.add_row(*(_text(column.show(row)) for column in columns))
    return _rendered(drawn)


def card(pairs: Sequence[tuple[str, str]]) -> str:
    """Names and values below each other, values wrapped beside their name."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in pairs:
        grid.add_row(_text(name), _text(value))
    return _rendered(grid)


def _text(value: str) -> Any:
    from rich.text import Text

    # Text, not markup: square brackets in a title are only brackets. Line breaks stay, all else invisible is shown.
    return Text("\n".join(visible(line) for line in value.split("\n")))


def _rendered(drawn: Any) -> str:
    from rich.console import Console

    buffer = io.StringIO()
    terminal = sys.stdout.isatty()
    console = Console(file=buffer, force_terminal=terminal, width=None if terminal else width(), highlight=False,
                      emoji=False, legacy_windows=False)
    console.print(drawn)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines())


def width() -> int:
    """Characters in a line of a table that goes to a file or a pipe."""
    text = os.environ.get("COLUMNS", "")
    return int(text) if text.isdecimal() and int(text) >= 40 else PLAIN_WIDTH


def _draws() -> bool:
    """Whether stdout can show line-drawing characters."""
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"
