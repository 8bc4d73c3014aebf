"""Turns whole columns of text into what the incident frame stores; only columns with a bad cell are looked at cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

import numpy
import pandas
import pyarrow
from pyarrow import compute

from . import cells
from .contract import CLOSED
from .rows import Rows

_NO_CELL: Final = numpy.zeros(1, dtype="int32")
_FEW: Final = 1 << 22  # so many places are counted off sooner than hashed
_DAY_FIELDS: Final = ("when", "earliest", "latest", "date_precision")


class Coded(NamedTuple):
    """A column as codes into its different texts, in the order of their first rows."""

    codes: Any
    values: list[str]

    def mapped(self, read: Callable[[str], Any], dtype: str) -> Any:
        """`read` of every cell as an array, called once for each different text."""
        return numpy.array([read(value) for value in self.values], dtype=dtype)[self.codes]


def coded(column: pyarrow.ChunkedArray) -> Coded:
    """A column with few different texts, each without blanks around it.

    >>> coded(pyarrow.chunked_array([["b", "a ", "b"]])).values
    ['b', 'a']
    """
    single = _single(column)
    if single is not None:
        return single
    found = compute.dictionary_encode(column)
    if not len(found):
        return Coded(numpy.zeros(0, dtype="int32"), [])
    different = found.chunk(0).dictionary  # that of all chunks
    indices = numpy.concatenate([part.indices.to_numpy() for part in found.chunks])
    values = [value.strip() for value in different.to_pylist()]
    if len(set(values)) == len(values):
        return Coded(indices, values)
    codes, unlike = pandas.factorize(numpy.array(values, dtype=object))
    return Coded(codes.astype("int32")[indices], [str(value) for value in unlike])


def _single(column: pyarrow.ChunkedArray) -> Coded | None:
    """As `coded` for a column of which every cell is one visible sign of ASCII, such as a code; else None."""
    parts = []
    for part in column.chunks:
        _, places, signs = part.buffers()
        ends = numpy.frombuffer(places, dtype="int32")[part.offset:part.offset + len(part) + 1] if len(part) else _NO_CELL
        if ends[-1] - ends[0] != len(part) or (ends[1:] - ends[:-1] != 1).any():
            return None
        parts.append(numpy.frombuffer(signs, dtype="uint8")[ends[0]:ends[-1]] if len(part) else ends[:0].astype("uint8"))
    cells_of = numpy.concatenate(parts) if parts else _NO_CELL[:0]
    present = numpy.flatnonzero(numpy.bincount(cells_of, minlength=1))
    if not len(present) or present[0] <= 32 or present[-1] >= 127:
        return None
    ordered = sorted(present.tolist(), key=lambda sign: int((cells_of == sign).argmax()))
    codes = numpy.zeros(128, dtype="int32")
    codes[ordered] = numpy.arange(len(ordered))
    return Coded(codes[cells_of], [chr(sign) for sign in ordered])


def category(column: pyarrow.ChunkedArray | Coded) -> pandas.Categorical:
    """A column as a category, its names in the order of their first rows."""
    codes, values = column if isinstance(column, Coded) else coded(column)
    made = pandas.Categorical.from_codes(codes, categories=pandas.Index(values, dtype="str"))
    return made if numpy.bincount(codes, minlength=len(values)).all() else made.remove_unused_categories()


def trimmed(column: pyarrow.ChunkedArray) -> pyarrow.ChunkedArray:
    """A column of short text without blanks around it."""
    return compute.utf8_trim_whitespace(column)


def text(column: Any) -> pandas.Series:
    """A column of Arrow text as the frame stores text."""
    return column.to_pandas().astype("str")


def joined(parts: Sequence[Any], separator: str) -> Any:
    """Columns joined row by row; what is empty leaves no separator behind."""
    made, *rest = parts
    before = compute.not_equal(made, "")
    pieces = [made]
    for part in rest:
        here = compute.not_equal(part, "")
        pieces += [compute.if_else(compute.and_(before, here), separator, ""), part]
        before = compute.or_(before, here)
    return compute.binary_join_element_wise(*pieces, "")


def code(column: pyarrow.ChunkedArray, field: str, rows: Rows, allowed: Sequence[str], *, of: str) -> Any:
    """A column of codes as their places in `allowed`, counted from 1; others are refused and stand as 0."""
    found = coded(column)
    places = found.mapped(lambda value: allowed.index(value) + 1 if value in allowed else 0, "int8")
    wrong = (places == 0) & ~rows.bad
    if wrong.any():
        rows.refuse(wrong, field, numpy.array(found.values, dtype=object)[found.codes],
                    rule=f"the codes of {of} are {', '.join(allowed)}", cure="look the event up in the codebook")
    return places


def found_in(column: pyarrow.ChunkedArray, mask: Any, *, ends: re.Pattern[str] | None = None) -> pandas.Series:
    """The http and https addresses in the cells of `mask`, "" in the others; `ends` are signs that end an address."""
    at = numpy.flatnonzero(mask)
    held = column.filter(pyarrow.array(mask)).to_pylist()  # take would first join all parts of the column
    links = ["", *(cells.links(ends.sub(" ", cell) if ends else cell) if "://" in cell else "" for cell in held)]
    codes = numpy.zeros(len(column), dtype="int32")
    codes[at] = numpy.arange(1, len(links))
    return text(_taken(links, codes))


def choice(codes: Any, names: Sequence[str]) -> pandas.Categorical:
    """A category of a closed list, from a code into it for each row."""
    return pandas.Categorical.from_codes(codes, categories=list(names))


def spelled(parts: Sequence[Coded | Any], spell: Callable[..., str]) -> pyarrow.Array:
    """Text for each row from the values of several columns (or whole numbers from 0) in it.

    `spell` takes the values, text or int, and is called once for each set of values that occurs.
    """
    codes, sets = _sets(parts)
    return _taken([spell(*values) for values in sets], codes)


def _sets(parts: Sequence[Coded | Any]) -> tuple[Any, list[tuple[Any, ...]]]:
    """Each set of values that occurs, and which of them each row has."""
    columns = [part.codes if isinstance(part, Coded) else part for part in parts]
    key = columns[0].astype("int64")
    for column in columns[1:]:
        size = int(column.max(initial=0)) + 1
        if int(key.max(initial=0)) >= 2**62 // size:  # a file of millions of different texts in every column
            key = pandas.factorize(key)[0]
        key = key * size + column
    codes, different = _factors(key)
    first = numpy.empty(len(different), dtype="int64")
    first[codes[::-1]] = numpy.arange(len(codes) - 1, -1, -1)
    values = []
    for part, column in zip(parts, columns, strict=True):
        found = column[first].tolist()
        values.append([part.values[at] for at in found] if isinstance(part, Coded) else found)
    return codes, list(zip(*values, strict=True))


def _factors(key: Any) -> tuple[Any, Any]:
    """Codes of whole numbers from 0 into their different ones, and those."""
    most = int(key.max(initial=0))
    if most >= _FEW:
        codes, different = pandas.factorize(key)
        return codes, different
    seen = numpy.zeros(most + 1, dtype=bool)
    seen[key] = True
    places = numpy.cumsum(seen) - 1
    return places[key], numpy.flatnonzero(seen)


def _taken(different: list[str], codes: Any) -> pyarrow.Array:
    return pyarrow.array(different, pyarrow.string()).take(pyarrow.array(codes))


def positions(lon: pyarrow.ChunkedArray, lat: pyarrow.ChunkedArray, rows: Rows, *, fields: tuple[str, str]) -> tuple[Any, Any]:
    """As `cells.positions`; a column without a bad cell is read at once."""
    x, y = _numbers(lon), _numbers(lat)
    if x is not None and y is not None and len(x):
        inside = (numpy.abs(x) <= 180) & (numpy.abs(y) <= 90)  # False for NaN too
        if inside.all() and not ((x == 0) & (y == 0)).any():
            return x, y
    return cells.positions(lon.to_pandas(), lat.to_pandas(), rows, fields=fields)


def whole(column: pyarrow.ChunkedArray, field: str, rows: Rows) -> Any:
    """As `cells.whole`; a column without a bad cell is read at once."""
    try:
        found = compute.cast(column, pyarrow.int32())
    except pyarrow.ArrowInvalid:
        return cells.whole(column.to_pandas(), field, rows)
    values = found.to_numpy()
    if len(values) and (values.min() < 0 or _anywhere(column, "x", "X")):  # 0x10 became 16
        return cells.whole(column.to_pandas(), field, rows)
    return pandas.array(values, dtype="Int32")


def holding(column: pyarrow.ChunkedArray, text: str) -> Any:
    """Which cells hold a text, as an array of booleans; that none does is told at the speed of memory."""
    if not _anywhere(column, text):
        return numpy.zeros(len(column), dtype=bool)
    return compute.match_substring(column, text).to_numpy()


def _anywhere(column: pyarrow.ChunkedArray, *texts: str) -> bool:
    """Whether one of the texts may stand in a cell; False is certain."""
    held = (part.buffers()[2] for part in column.chunks)
    return any(text.encode() in signs for signs in map(bytes, filter(None, held)) for text in texts)


def _numbers(column: pyarrow.ChunkedArray) -> Any:
    try:
        return compute.cast(column, pyarrow.float64()).to_numpy()
    except pyarrow.ArrowInvalid:
        return None


def dated(parts: Sequence[Any], read: Callable[..., tuple[str, int | None, int | None, str]]) -> dict[str, Any]:
    """The four date columns of the frame from whole numbers from 0 in each row.

    `read` gives when, earliest, latest and date_precision (as `cells.bounds`); it is called once for each set that occurs.
    """
    codes, sets = _sets(parts)
    names = CLOSED["date_precision"]
    found = [read(*values) for values in sets]
    precision = numpy.array([names.index(item[3]) for item in found], dtype="int8")[codes]
    ends = [pandas.array([item[at] for item in found], dtype="Int32").take(codes) for at in (1, 2)]
    when = text(_taken([item[0] for item in found], codes))
    return dict(zip(_DAY_FIELDS, (when, *ends, choice(precision, names)), strict=True))
