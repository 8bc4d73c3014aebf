"""Reads CSV and its kin as text, cell for cell, with the line on which each row stands.

pyarrow reads what is well formed, at the speed of the disk. What may not be (a quote that swallows lines, rows of another
length, other line ends) is read again by Python's strict csv module, which names the line; nothing is repaired.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy
import pandas
import pyarrow
import pyarrow.compute
import pyarrow.csv as arrow

from ..errors import FormatError, shown, visible
from . import head as heads
from .contract import Limits
from .rows import Rows

DELIMITERS: Final = (",", "\t", ";", "|")
_CALLED: Final = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}
_REPLACED: Final = "\ufffd"
_SAMPLE_ROWS: Final = 50


@dataclass
class Sheet:
    """A table as text: `cells` (one str column each, labelled as the file labels them), `lines` of the rows, 1-based.

    `ragged` are rows of another length than the header, by position: how many cells each has. `notes` say what was
    assumed; `options` what was told from the content (encoding, delimiter).
    """

    cells: pandas.DataFrame
    lines: Any
    ragged: dict[int, int] = field(default_factory=dict)
    spoilt: Sequence[int] = ()  # positions of rows with bytes that are not in the encoding of the file
    notes: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in the order of the file."""
        return list(self.cells.columns)

    def rows(self, name: str, *, unit: str = "line") -> Rows:
        """The rows of this sheet, with those refused whose cells cannot be told: ragged, spoilt, or with a NUL."""
        rows = Rows(name, self.lines, raw=self.cells, unit=unit)
        for note in self.notes:
            rows.say(note)
        rows.refuse(list(self.ragged), "", lambda at: "1 cell" if self.ragged[at] == 1 else f"{self.ragged[at]} cells",
                    rule=f"the header has {len(self.columns)}",
                    cure="quote the cell that holds the delimiter, or add the missing one", code="ragged-row")
        rows.refuse(list(self.spoilt), "", "bytes that are not UTF-8, in a file that else is",
                    rule="a file has one encoding", cure="save all of it as UTF-8", code="not-utf8")
        for column in self.columns:
            nul = self.cells[column].str.contains("\x00", regex=False).to_numpy(dtype=bool)
            if nul.any():
                rows.refuse(nul, column, "the cell holds a NUL character", rule="cells are text", cure="take it out")
        return rows


def read(path: Path, *, limits: Limits, delimiter: str | None = None, header: Sequence[str] | None = None) -> Sheet:
    """The table in a delimited file, unpacked if need be.

    `delimiter` is by default told from the content; `header` names the columns of a file whose first line is data.
    Not rows: empty lines, rows with no cell filled, and a row of HXL tags (#geo+lat) below the header; each is said.

    Raises: FormatError `bad-format`, `over-limit`, `unreadable-file` or `empty-file`.
    """
    name = visible(path.name)
    content = heads.content(path, limits=limits)
    text, options, notes = _utf8(content, name)
    start = 0
    first, _, _ = text[:64].partition(b"\n")
    if first.strip().lower()[:4] == b"sep=" and len(first.strip()) == 5:  # Excel's own hint
        delimiter, start = delimiter or first.strip()[4:5].decode(), 1
    if delimiter is None:
        delimiter = sniffed(text[: heads.SIZE].decode("utf-8", "replace").split("\n", start)[-1])
    options["delimiter"] = _CALLED.get(delimiter, delimiter)
    names, header_lines = _header(text, name, delimiter, start) if header is None else (list(header), 0)
    if len(names) > limits.columns:
        raise FormatError(f"{name} has {len(names):,} columns", f"at most {limits.columns:,} are read",
                          "raise the limit, or check the delimiter", code="over-limit")
    labels = labelled(names, name)
    found = _quick(text, delimiter, labels, start + header_lines) if header_lines <= 1 else None
    cells, lines, ragged = found or _strict(text, name, delimiter, labels, start + header_lines, limits)
    sheet = Sheet(cells, lines, ragged, notes=notes, options=options)
    _tidy(sheet, name, limits, mixed=options["encoding"] == "utf-8, broken")
    return sheet


def sniffed(text: str) -> str:
    """The delimiter of a text: the one that cuts its first lines most evenly, and into most cells; a comma if none does."""
    best, found = (0.0, 0), ","
    for delimiter in DELIMITERS:
        try:
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            widths = [len(row) for row, _ in zip(reader, range(_SAMPLE_ROWS), strict=False) if row]
        except csv.Error:
            continue
        if len(widths) > 1 and text and not text.endswith("\n"):
            widths.pop()  # the head may cut it
        if not widths or widths[0] < 2:
            continue
        score = (Counter(widths)[widths[0]] / len(widths), widths[0])
        if score > best:
            best, found = score, delimiter
    return found


def _utf8(content: bytes, name: str) -> tuple[bytes, dict[str, str], list[str]]:
    """The content as UTF-8 without a mark, its encoding, and what to say of it."""
    encoding = heads.encoding_of(content)
    if encoding in ("utf-8", "utf-8-sig"):
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:  # a letter cut at the very end
            encoding = heads.eight_bit(content)
        else:
            return content.removeprefix(b"\xef\xbb\xbf"), {"encoding": encoding}, []
    if encoding == "utf-16":
        try:
            return content.decode("utf-16").encode("utf-8"), {"encoding": encoding}, []
        except UnicodeDecodeError as error:
            raise FormatError(f"{name} is no whole UTF-16 text", "", "get the file again, or save it as UTF-8",
                              code="not-utf8") from error
    lenient = content.decode("utf-8", "replace")
    wrong = lenient.count(_REPLACED)
    right = sum(not char.isascii() for char in lenient) - wrong
    if right > wrong:
        note = "1 byte" if wrong == 1 else f"{wrong:,} bytes"
        return lenient.encode("utf-8"), {"encoding": "utf-8, broken"}, [f"{note} in the file cannot be UTF-8, though the rest is"]
    called = "Windows-1252" if encoding == "windows-1252" else "Latin-1"
    note = f"the file is not UTF-8: read as {called}; check names with accents"
    return content.decode(encoding).encode("utf-8"), {"encoding": encoding}, [note]


def _header(text: bytes, name: str, delimiter: str, start: int) -> tuple[list[str], int]:
    """The cells of the header and how many lines it and the empty ones above it take."""
    sample = text[: 16 * heads.SIZE].decode("utf-8", "replace").split("\n", start)[-1]
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                return [cell.strip() for cell in row], reader.line_num
    except csv.Error as error:
        raise FormatError(f"{name}, line {reader.line_num}: {error}", "the first line names the columns",
                          "check that the file is a table") from error
    raise FormatError(f"{name} is empty", "a dataset has at least one row", "get the file again", code="empty-file")


def labelled(names: Sequence[str], name: str) -> list[str]:
    """The names of the columns, once known to be different; columns without a name are called by their number."""
    labels = [label or f"column {number}" for number, label in enumerate(names, start=1)]
    twice = [label for label, count in Counter(labels).items() if count > 1]
    if twice:
        raise FormatError(f"{name} has more than one column {', '.join(shown(label) for label in twice)}",
                          "columns are told apart by their names", "rename one of each")
    return labels


def _quick(text: bytes, delimiter: str, labels: Sequence[str], skip: int) -> tuple[pandas.DataFrame, Any, dict[int, int]] | None:
    """Cells and lines by pyarrow, or None when it cannot vouch for each row and its line."""
    if text.count(b"\r") != text.count(b"\r\n"):
        return None
    around = re.escape(delimiter.encode())
    # A quote amid a cell: pyarrow would put "Al"da together to Alda.
    if b'"' in text and re.search(rb'"(?<![%b\r\n"]")(?![%b\r\n"]|$)' % (around, around), text.replace(b'""', b"")):
        return None
    try:
        table = arrow.read_csv(
            pyarrow.BufferReader(text),
            read_options=arrow.ReadOptions(column_names=list(labels), skip_rows=skip, block_size=max(1 << 20, len(text) // 8)),
            parse_options=arrow.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False),
            convert_options=arrow.ConvertOptions(column_types=dict.fromkeys(labels, pyarrow.large_string()),
                                                 strings_can_be_null=False, quoted_strings_can_be_null=False))
    except pyarrow.ArrowInvalid:
        return None
    within = numpy.zeros(table.num_rows, dtype="int64")
    for column in table.columns:
        breaks = pyarrow.compute.count_substring(column, "\n").to_numpy()
        rows = numpy.flatnonzero(breaks)
        # A line inside a cell with as many delimiters as a row: a quote may have swallowed that row.
        held = column.take(rows).to_pylist() if len(rows) else []
        if any(line.count(delimiter) >= max(len(labels) - 1, 1) for cell in held for line in cell.split("\n")):
            return None
        within += breaks
    total = text.count(b"\n") + (not text.endswith(b"\n"))
    if skip + table.num_rows + int(within.sum()) != total:
        return None
    ends = numpy.cumsum(within + 1)
    return table.to_pandas(strings_to_categorical=False).astype("str"), skip + ends - within, {}


def _strict(text: bytes, name: str, delimiter: str, labels: Sequence[str], skip: int,
            limits: Limits) -> tuple[pandas.DataFrame, Any, dict[int, int]]:
    """Cells and lines by the csv module; a quote that is never closed, or closed amid a cell, is an error with its line."""
    found: list[list[str]] = []
    lines: list[int] = []
    ragged: dict[int, int] = {}
    width = len(labels)
    before = csv.field_size_limit(limits.cell_chars)
    reader = csv.reader(io.StringIO(text.decode("utf-8"), newline=""), delimiter=delimiter, strict=True)
    start = 0
    try:
        for row in reader:
            line, start = start + 1, reader.line_num
            if line <= skip:
                continue
            if len(row) != width and any(cell.strip() for cell in row):
                ragged[len(found)] = len(row)
            found.append((row + [""] * (width - len(row)))[:width])
            lines.append(line)
            if len(found) > limits.rows:
                break
    except csv.Error as error:
        where = f"{name}, row that starts on line {start + 1}"
        if "field limit" in str(error):
            raise FormatError(f"{where}: a cell has more than {limits.cell_chars:,} characters", "",
                              "raise the limit, or check the quotes", code="over-limit") from error
        raise FormatError(f"{where}: {error}", "a cell that begins with a quote ends with one, and quotes in it are doubled",
                          "correct the quotes of that row") from error
    finally:
        csv.field_size_limit(before)
    cells = pandas.DataFrame(found or None, columns=list(labels), dtype="str")
    return cells, numpy.array(lines, dtype="int64"), ragged


def _tidy(sheet: Sheet, name: str, limits: Limits, *, mixed: bool) -> None:
    """Leave out what is no row, and hold the rest to the limits."""
    cells = sheet.cells
    if len(cells) > limits.rows:
        raise FormatError(f"{name} has more than {limits.rows:,} rows", "", "raise the limit, or cut the file", code="over-limit")
    for column in cells.columns:
        if len(cells) and int(cells[column].str.len().max()) > limits.cell_chars:
            raise FormatError(f"{name}, column {shown(column)}: a cell has more than {limits.cell_chars:,} characters", "",
                              "raise the limit, or check the quotes", code="over-limit")
    blank = numpy.ones(len(cells), dtype=bool)
    for column in cells.columns:
        if not blank.any():
            break
        blank &= (cells[column].str.strip() == "").to_numpy(dtype=bool)
    keep = ~blank
    for at in sheet.ragged:
        keep[at] = True
    if len(cells) and keep[0] and _is_hxl(cells.iloc[0].tolist()):
        keep[0] = False
        sheet.notes.append(f"line {sheet.lines[0]} holds HXL tags, no event")
    empty = int((blank & ~keep).sum())
    if empty:
        sheet.notes.append(f"{empty:,} empty lines are no rows" if empty > 1 else "1 empty line is no row")
    if not keep.all():
        places = numpy.cumsum(keep) - 1
        sheet.ragged = {int(places[at]): count for at, count in sheet.ragged.items() if keep[at]}
        sheet.cells, sheet.lines = cells[keep].reset_index(drop=True), sheet.lines[keep]
    if mixed:
        bad = numpy.zeros(len(sheet.cells), dtype=bool)
        for column in sheet.columns:
            bad |= sheet.cells[column].str.contains(_REPLACED, regex=False).to_numpy(dtype=bool)
        sheet.spoilt = numpy.flatnonzero(bad).tolist()


def _is_hxl(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) > 1 and all(cell.startswith("#") for cell in filled)
