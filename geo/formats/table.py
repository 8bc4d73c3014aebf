"""Reads plain CSV and TSV files, or any text with one row a line and a header."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..errors import visible
from . import delimited, events
from .contract import Imported, Options
from .head import Head
from .rows import provenance

NAME: Final = "table"
LABEL: Final = "plain table (CSV, TSV)"


def recognises(head: Head) -> str | None:
    """A text whose first line is cut into cells, and that is no JSON or XML."""
    lines = [line for line in head.lines[:50] if line.strip()]
    if not lines or head.text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[", "<"):
        return None
    delimiter = delimited.sniffed(head.text)
    width = lines[0].count(delimiter) + 1
    if width < 2 and head.suffix not in (".csv", ".tsv", ".txt"):
        return None
    return f"text with {width} columns" if width > 1 else "text with one column"


def read(path: Path, *, options: Options) -> Imported:
    """The events of a delimited file with a header.

    Raises: FormatError, DataError.
    """
    sheet = delimited.read(path, limits=options.limits, delimiter=options.delimiter)
    rows = sheet.rows(visible(path.name))
    layout = f"{len(sheet.columns)} columns"
    return events.imported(sheet.cells, rows, provenance(path, format=NAME, layout=layout, options=sheet.options),
                           options=options)
