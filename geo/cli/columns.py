"""Prints an answer that has a row per event: streamed as CSV or JSON, the first rows as a table for people."""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import click

from ..errors import visible
from ..export import cell
from .output import Column, counted, steerless, table

SHOWN: Final = 40  # rows of a table for people
_CHUNK: Final = 8192  # rows made ready at one time
_METRES: Final = "_m"  # what the names of lengths end in: they are printed to the millimetre


def emit(form: str, columns: Mapping[str, Any], *, head: Sequence[str], notes: Sequence[str], show: Sequence[str]) -> None:
    """Print columns in one form; `show` names those of the table. Head and notes go to stderr beside CSV and JSON."""
    if form == "table":
        size = _size(columns)
        blocks = [*(visible(line) for line in head)]
        if size:
            blocks.append(table([dict(zip(columns, row, strict=True)) for row in _rows(columns, 0, SHOWN)],
                                [_column(name) for name in show]))
        more = [f"The first {SHOWN} of {size:,}; --csv or --json prints all."] if size > SHOWN else []
        click.echo("\n\n".join([*blocks, *(["\n".join(map(visible, [*more, *notes]))] if more or notes else [])]))
        return
    stream: Any = _Terminal() if sys.stdout.isatty() else sys.stdout
    if form == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        for start in range(0, _size(columns), _CHUNK):
            writer.writerows([cell(value) for value in row] for row in _rows(columns, start, _CHUNK))
    else:
        _json(stream, columns)
    stream.flush()
    for line in (*head, *notes):
        click.echo(visible(line), err=True)


class _Terminal:
    """Takes what is meant for stdout when that is a terminal."""

    def write(self, text: str) -> None:
        """Write a text, what would steer the terminal as escapes."""
        sys.stdout.write(steerless(text))

    def flush(self) -> None:
        """Flush stdout."""
        sys.stdout.flush()


def _json(stream: Any, columns: Mapping[str, Any]) -> None:
    """One array, an object a line."""
    names, lead = list(columns), "[\n"
    for start in range(0, _size(columns), _CHUNK):
        lines = [json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, allow_nan=False)
                 for row in _rows(columns, start, _CHUNK)]
        stream.write(lead + ",\n".join(lines))
        lead = ",\n"
    stream.write("[]\n" if lead == "[\n" else "\n]\n")


def _size(columns: Mapping[str, Any]) -> int:
    return len(next(iter(columns.values())))


def _rows(columns: Mapping[str, Any], start: int, count: int) -> Iterator[tuple[Any, ...]]:
    parts = [_plain(name, values[start:start + count]) for name, values in columns.items()]
    return zip(*parts, strict=True)


def _plain(name: str, values: Any) -> list[Any]:
    """Values of a column as plain ones: None where absent, counts whole, metres to the millimetre."""
    if getattr(values, "dtype", None) is not None and values.dtype.kind == "f":
        digits = 3 if name.endswith(_METRES) else 4 if name.endswith("_deg") else None
        whole = name in ("others", "killed_low", "killed_best", "killed_high")
        return [None if math.isnan(value) else int(value) if whole else value if digits is None else round(value, digits)
                for value in values.tolist()]
    return [None if value is None or value == "" else value for value in getattr(values, "tolist", lambda: list(values))()]


def _column(name: str) -> Column:
    from ..spots import length

    heading = name.removesuffix(_METRES).replace("_", " ")
    if name.endswith(_METRES):
        return Column(heading, lambda row: "" if row[name] is None else length(row[name]), right=True, whole=True)
    return Column(heading, lambda row: "" if row[name] is None else str(row[name]))


def total(number: int, of: int, name: str) -> str:
    """How many of the events of a file an answer has: "12 of 400,000 events of x.csv"."""
    return f"{number:,} of {counted(of, 'event')} of {name}"
