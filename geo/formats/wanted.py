"""Reads the wanted columns of a delimited text of known layout at full speed, with the line on which each row begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy
import pandas
import pyarrow
from pyarrow import compute
from pyarrow import csv as arrow_csv

from ..errors import FormatError, visible
from . import content as contents
from . import head as heads
from .content import Content
from .contract import Limits, Options
from .head import Head, encoding_of
from .rows import Rows

_SEPARATORS: Final = (",", ";", "\t")
_BLOCKS: Final = (1 << 20, 1 << 27)  # bytes read at once, no row may be longer: what stays in the cache, else much more
_CHUNK: Final = 1 << 18  # bytes looked at once for line ends: what stays in the cache of a processor
_REPLACED: Final = "\ufffd"
_BROKEN: Final = "some bytes in the file cannot be UTF-8, though the rest is: their rows are refused"
_QUOTE, _NEWLINE, _RETURN = b'"'[0], b"\n"[0], b"\r"[0]


@dataclass(frozen=True)
class Header:
    """The first lines of a table: the names of its columns in small letters, and whether a row of HXL tags follows."""

    names: tuple[str, ...]
    separator: str
    tags: bool = False

    @property
    def lines(self) -> int:
        """How many lines stand above the data."""
        return 2 if self.tags else 1


def header(head: Head) -> Header | None:
    """The header of a table, split at whichever separator makes most names of it; None when the first line is no header."""
    lines = head.lines
    if not lines:
        return None
    split = {separator: _cells(lines[0], separator) for separator in _SEPARATORS}
    separator = max(split, key=lambda item: len(split[item]))
    names = tuple(name.strip().lstrip("\ufeff").lower() for name in split[separator])
    if len(names) < 2:
        return None
    second = _cells(lines[1], separator) if len(lines) > 1 else []
    tags = len(second) == len(names) and sum(cell.startswith("#") for cell in second) > len(names) // 2
    return Header(names, separator, tags)


def _cells(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator), [])


@dataclass(frozen=True)
class Wanted:
    """The rows of a delimited text: `table` holds the wanted columns that are there as text, without nulls."""

    table: pyarrow.Table
    lines: Any  # where each row begins, 1-based, the header counted
    ragged: dict[int, tuple[int, str]]  # rows with another number of cells: how many, and the text
    header: Header
    limits: Limits
    content: Content
    top: int  # lines above the data
    quoted: bool = True
    swallowed: tuple[int, ...] = ()  # rows of which one cell seems to hold other rows
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.lines)

    def prose(self, name: str) -> pyarrow.ChunkedArray:
        """A column of long text with line ends as \\n; its blanks stay, to look for them costs more than to read the file."""
        column = self.column(name)
        if not self.content.returns or not compute.any(compute.match_substring(column, "\r")).as_py():
            return column
        return compute.replace_substring(compute.replace_substring(column, "\r\n", "\n"), "\r", "\n")

    def has(self, name: str) -> bool:
        """Whether the file has a column."""
        return name in self.table.column_names

    def column(self, name: str) -> pyarrow.ChunkedArray:
        """A column as text, "" everywhere when the file has none of that name."""
        if self.has(name):
            return self.table.column(name)
        return pyarrow.chunked_array([pyarrow.repeat(pyarrow.scalar("", pyarrow.string()), len(self))])

    def rows(self, name: str) -> Rows:
        """The rows, to collect problems in; those with another number of cells than the header are refused at once."""
        rows = Rows(name, self.lines)
        for at, (cells, _) in self.ragged.items():
            rows.refuse([at], "row", f"it has {cells} cells", rule=f"the header names {len(self.header.names)} columns",
                        cure="look for a separator or a quote too many or too few", code="ragged-row")
        rows.refuse(list(self.swallowed), "row", "a cell holds lines that look like rows",
                    rule="quotes open and close in one cell", cure="look for a quote that is not closed, or not doubled",
                    code="ragged-row")
        for note in self.notes:
            rows.say(note)
        for column in self.table.column_names if _BROKEN in self.notes else ():
            rows.refuse(compute.match_substring(self.table.column(column), _REPLACED).to_numpy(), column,
                        "bytes that are not UTF-8, in a file that else is", rule="a file has one encoding",
                        cure="save all of it as UTF-8", code="not-utf8")
        return rows

    @cached_property
    def raw(self) -> pandas.DataFrame:
        """Every cell of every row as the file has it; a ragged row stands whole in the first column."""
        names = [name if self.header.names.index(name) == at else f"{name} {at + 1}" for at, name in enumerate(self.header.names)]
        whole = Header(tuple(names), self.header.separator)
        content = self.content
        if not _is_utf8(content.whole):
            content = contents.held(content.whole.decode("utf-8", "replace").encode())
        table, ragged = _parsed(content, whole, names, quoted=self.quoted, top=self.top)
        frame = _spread(table, ragged).to_pandas()
        for at, (_, text) in ragged.items():
            frame.iloc[at, 0] = text
        return frame


def opened(path: Path, *, options: Options, label: str, needed: Sequence[str], used: Sequence[str], cure: str,
           ) -> tuple[Head, Header, Wanted, Rows]:
    """A file of a known layout: its head, its header, the columns wanted of it, and where the problems of its rows go.

    Raises: FormatError when one of the columns `needed` is not there, with `cure` as what to do; DataError.
    """
    head = heads.read(path, limits=options.limits)
    top = header(head)
    missing = sorted(set(needed) - set(top.names if top else ()))
    if top is None or missing:
        raise FormatError(f"{head.name} has no column {', '.join(missing)}", f"{label} has {', '.join(needed)}", cure,
                          code="no-column")
    data = read(contents.of(path, head, limits=options.limits), top, name=head.name, wanted=(*needed, *used),
                limits=options.limits)
    rows = data.rows(head.name)
    if top.tags:
        rows.say("line 2 holds HXL tags, no event: skipped")
    return head, top, data, rows


def read(content: Content, head: Header, *, name: str, wanted: Sequence[str], limits: Limits, headless: bool = False,
         quoted: bool = True) -> Wanted:
    """The `wanted` columns of a delimited text, as far as it has them; `name` of the file is for messages.

    `headless` text has no header line: `head` then only says how its columns are called. Text that is not UTF-8 is read as
    Windows-1252 or Latin-1, and `notes` say so.

    Raises: FormatError when it cannot be taken apart, names a wanted column twice, or is beyond the limits.
    """
    twice = sorted({item for item in wanted if head.names.count(item) > 1})
    if twice:
        raise FormatError(f"{name} names the column {', '.join(twice)} more than once", "a header names each column once",
                          "rename or drop one of them", code="no-column")
    if len(head.names) > limits.columns:
        raise FormatError(f"{name} has {len(head.names):,} columns", f"at most {limits.columns:,} are read",
                          "check the separator, or raise the limit", code="over-limit")
    notes: list[str] = []
    top = 0 if headless else head.lines
    here = [item for item in head.names if item in set(wanted)]
    if encoding_of(content.start) == "utf-16":
        content = contents.held(content.whole.decode("utf-16", "replace").encode())
        notes.append("the text is UTF-16")
    try:
        try:
            table, ragged = _parsed(content, head, here, quoted=quoted, top=top, strict=True)
        except pyarrow.ArrowInvalid:  # bytes that are not UTF-8, or a ragged row, whose text must be UTF-8 to be shown
            content = content if _is_utf8(content.whole) else contents.held(_recoded(content.whole, notes))
            table, ragged = _parsed(content, head, here, quoted=quoted, top=top)
    except pyarrow.ArrowInvalid as error:
        raise FormatError(f"{name} cannot be taken apart: {visible(str(error))[:200]}", "every row is closed and ends its quotes",
                          "check that the file is whole") from error
    size = table.num_rows + len(ragged)
    if size > limits.rows:
        raise FormatError(f"{name} has {size:,} rows", f"at most {limits.rows:,} are read", "raise the limit, or cut the file",
                          code="over-limit")
    lines, spans = _lines(content, size, top, quoted=quoted)
    if lines is None:
        if content.whole.count(b'"') % 2:
            raise FormatError(f"{name} has a quote that is never closed", "a cell that begins with a quote ends with one, and "
                              "quotes in it are doubled", "look for the quote, or get the file again")
        notes.append("quotes stand inside cells without quotes: line numbers count rows, not lines")
        lines = numpy.arange(size, dtype="int64") + top + 1
    swallowed = tuple(at for at, start, end in spans if _swallows(content.whole[start:end], head) and at not in ragged)
    return Wanted(_spread(table, ragged), lines, ragged, head, limits, content, top, quoted, swallowed, tuple(notes))


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _recoded(content: bytes, notes: list[str]) -> bytes:
    """The text as UTF-8; where it is UTF-8 but for some bytes, those become the sign for what cannot be read."""
    lenient = content.decode("utf-8", "replace")
    wrong = lenient.count(_REPLACED)
    if sum(not char.isascii() for char in lenient) > 2 * wrong:
        notes.append(_BROKEN)
        return lenient.encode()
    encoding = encoding_of(content)
    notes.append(f"the text is not UTF-8: read as {encoding}; check names with accents")
    return content.decode(encoding, "replace").encode()


def _parsed(content: Content, head: Header, wanted: Sequence[str], *, quoted: bool, top: int,
            strict: bool = False) -> tuple[pyarrow.Table, dict[int, tuple[int, str]]]:
    """The columns as text, without the rows of another width; those by their place among the data rows.

    Raises: ArrowInvalid, when `strict` also for a row of another width.
    """
    try:
        return _blocks(content, head, wanted, quoted=quoted, top=top, strict=strict, block=_BLOCKS[0])
    except pyarrow.ArrowInvalid as error:
        if "straddl" not in str(error) and "block size" not in str(error):
            raise
        return _blocks(content, head, wanted, quoted=quoted, top=top, strict=strict, block=_BLOCKS[1])


def _blocks(content: Content, head: Header, wanted: Sequence[str], *, quoted: bool, top: int, strict: bool,
            block: int) -> tuple[pyarrow.Table, dict[int, tuple[int, str]]]:
    odd: list[Any] = []

    def skip(row: Any) -> str:
        odd.append(row)
        return "skip"

    table = arrow_csv.read_csv(
        content.stream(),
        read_options=arrow_csv.ReadOptions(use_threads=False, block_size=block, column_names=list(head.names), skip_rows=top),
        parse_options=arrow_csv.ParseOptions(delimiter=head.separator, quote_char='"' if quoted else False,
                                             double_quote=quoted, newlines_in_values=quoted,
                                             invalid_row_handler=None if strict else skip),
        convert_options=arrow_csv.ConvertOptions(include_columns=list(wanted), strings_can_be_null=False,
                                                 column_types=dict.fromkeys(wanted, pyarrow.string())))
    return table, {row.number - 1 - top: (row.actual_columns, row.text) for row in odd}


def _spread(table: pyarrow.Table, ragged: dict[int, tuple[int, str]]) -> pyarrow.Table:
    """The table with an empty row where one of another width was left out."""
    if not ragged:
        return table
    size = table.num_rows + len(ragged)
    kept = numpy.ones(size, dtype=bool)
    kept[list(ragged)] = False
    index = pyarrow.array(numpy.cumsum(kept) - 1, mask=~kept)
    return pyarrow.table({name: table.column(name).take(index).fill_null("") for name in table.column_names})


def _swallows(record: bytes, head: Header) -> bool:
    """Whether a cell of a record of several lines holds a line with as many separators as a row."""
    width = len(head.names) - 1
    if record.count(head.separator.encode()) < 2 * width:
        return False
    cells = next(csv.reader(io.StringIO(record.decode("utf-8", "replace"), newline=""), delimiter=head.separator), [])
    return any(line.count(head.separator) >= width for cell in cells if "\n" in cell for line in cell.split("\n"))


def _lines(content: Content, size: int, top: int, *, quoted: bool) -> tuple[Any, list[tuple[int, int, int]]]:
    """The line on which each of `size` rows begins, None when quotes do not tell where rows end; and the rows of several

    lines, each with the place of its first byte and the place after its last.
    """
    ends = content.newlines + (not content.ended)
    if ends - top == size:
        return numpy.arange(size, dtype="int64") + top + 1, []
    lines, starts, stops, several = _records(numpy.frombuffer(content.whole, dtype="uint8"), quoted=quoted)
    lines, starts, stops, several = lines[top:], starts[top:], stops[top:], several[top:]
    if len(lines) != size:
        return None, []
    at = numpy.flatnonzero(several)
    return lines, list(zip(at.tolist(), starts[at].tolist(), stops[at].tolist(), strict=True))


def _records(data: Any, *, quoted: bool) -> tuple[Any, Any, Any, Any]:
    """Of every record that is not blank: its first line, its first byte, the end of its last, and whether it has several."""
    ends, numbers, quotes, lines = [], [], 0, 0
    for offset in range(0, len(data), _CHUNK):
        part = data[offset:offset + _CHUNK]
        signs = numpy.flatnonzero((part == _NEWLINE) | (part == _QUOTE)) if quoted else numpy.flatnonzero(part == _NEWLINE)
        breaks = part[signs] == _NEWLINE
        newline = signs[breaks]
        before = numpy.cumsum(~breaks)
        outside = (before[breaks] + quotes) % 2 == 0
        quotes += int(before[-1]) if len(before) else 0
        ends.append(newline[outside] + offset)
        numbers.append(numpy.flatnonzero(outside) + lines + 1)
        lines += len(newline)
    if len(data) and data[-1] != _NEWLINE:
        ends.append(numpy.array([len(data)]))
        numbers.append(numpy.array([lines + 1]))
    stops = numpy.concatenate(ends)
    last = numpy.concatenate(numbers).astype("int64")
    starts = numpy.concatenate([[0], stops[:-1] + 1])
    first = numpy.concatenate([[1], last[:-1] + 1])
    length = stops - starts
    blank = (length == 0) | ((length == 1) & (data[numpy.maximum(stops - 1, 0)] == _RETURN))
    return first[~blank], starts[~blank], stops[~blank], (last > first)[~blank]
