"""Writes the columns of large tables as bytes: whole numbers by planes, texts in blocks, each deflated.

docs/payload.md describes the kinds of column, geo/wire_read.py reads them back. Whole numbers are written as differences
where a column is sorted, then as unsigned numbers, the lowest bytes of all rows first: what repeats stands side by side,
and deflate finds it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import packing, shorthand
from .shorthand import Shorthand

NONE: Final = -(2**31)  # a day that is not known
BLOCK: Final = 4096  # rows of a block of texts
COUNTED: Final = 24  # blocks of texts in which words are counted, evenly spread
MANY: Final = 1 << 24  # characters of texts from which time counts more than bytes
END: Final = " \0 "  # between texts; a zero inside a text is written as two characters
_ESCAPES: Final = (("\x10", "\x10p"), ("\0", "\x100"))

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Days:
    """Days since 1970-01-01, NONE for none; with `after`, the name of a column of days they stand near."""

    values: Whole
    after: str | None = None


@dataclass(frozen=True)
class Steps:
    """Numbers as whole multiples of 1 / `per`; `missing` marks rows without one.

    With `near`, the name of a column of codes, what is written is how far each lies from `base`, one value a code.
    """

    values: Whole
    per: int
    missing: NDArray[np.bool_]
    near: str | None = None
    base: Whole | None = None


@dataclass(frozen=True)
class Codes:
    """One of `names` a row, any value that JSON has; with `of`, the name of the column whose codes these are too."""

    values: Whole
    names: list[Any]
    of: str | None = None


@dataclass(frozen=True)
class Texts:
    """A text a row, read only when it is asked for."""

    values: Sequence[str]


@dataclass(frozen=True)
class Names:
    """A text a row that the page must find at once, such as an id."""

    values: Sequence[str]


@dataclass(frozen=True)
class Same:
    """One value for every row."""

    value: Any


@dataclass(frozen=True)
class Rows:
    """The number of the row, from `start` on."""

    start: int = 0


@dataclass(frozen=True)
class See:
    """What stands in a column of another table, row for row."""

    table: str
    column: str


Column = Days | Steps | Codes | Texts | Names | Same | Rows | See
Described = dict[str, Any] | list[Any]


@dataclass(frozen=True)
class Table:
    """Columns of equal length: each a `Column`, or a list."""

    count: int
    columns: Mapping[str, Any]


class Wired(NamedTuple):
    """Tables with each column described for JSON, and the bytes the descriptions point into."""

    tables: dict[str, dict[str, Any]]
    data: bytes


class _Writer:
    """Collects the whole numbers into one stream and the texts into blocks behind it."""

    def __init__(self, short: Shorthand, level: int) -> None:
        self.numbers: list[NDArray[np.uint8]] = []
        self.size = 0
        self.blocks: list[bytes] = []
        self.short, self.level = short, level

    def put(self, part: NDArray[np.uint8]) -> int:
        at = self.size
        self.numbers.append(part)
        self.size += len(part)
        return at

    def whole(self, values: Whole, *, delta: bool = False) -> dict[str, Any]:
        """Signed whole numbers as byte planes: {at, bytes, delta}."""
        if delta and len(values):
            values = np.diff(values, prepend=np.int64(0))
        plain = bool(len(values)) and int(values.min()) >= 0
        unsigned = (values if plain else (values << 1) ^ (values >> 63)).astype("<u8")
        width = max(1, (int(unsigned.max()).bit_length() + 7) // 8) if len(values) else 1
        planes = unsigned.view(np.uint8).reshape(-1, 8)[:, :width].T
        found: dict[str, Any] = {"at": self.put(np.ascontiguousarray(planes).ravel()), "bytes": width}
        return found | ({"delta": True} if delta else {}) | ({} if plain else {"signed": True})

    def texts(self, values: Sequence[str]) -> list[int]:
        """The numbers of the blocks that hold the texts."""
        first = len(self.blocks)
        for whole in joined(values):
            self.blocks.append(packing.deflated(self.short.written(whole).encode("utf-8", "surrogatepass"), self.level))
        return [first, len(self.blocks)]


def joined(values: Sequence[str]) -> Iterator[str]:
    """The texts of each block as one, from which `wire_read.parted` has them back whatever they hold."""
    for start in range(0, len(values), BLOCK):
        part = values[start:start + BLOCK]
        texts = part.tolist() if hasattr(part, "tolist") else part
        whole = END.join(texts)
        if "\x10" in whole or whole.count("\0") >= len(texts):
            whole = END.join(_escaped(text) for text in texts)
        yield whole + " "


def _escaped(text: str) -> str:
    for plain, written in _ESCAPES:
        text = text.replace(plain, written)
    return text


def wired(tables: Mapping[str, Table]) -> Wired:
    """The tables with every column described; a list is written as `listed` has it."""
    short, level = _short(tables)
    writer = _Writer(short, level)
    described = {name: {"count": table.count}
                 | {key: _described(writer, one, table.columns) for key, one in table.columns.items()}
                 for name, table in tables.items()}
    numbers = packing.deflated(np.concatenate(writer.numbers).tobytes() if writer.numbers else b"")
    parts = [numbers, *writer.blocks]
    # Each part begins where a group of bytes does, so that its characters can be cut out by themselves.
    padded = [packing.padded(part) for part in parts]
    starts = np.cumsum([0, *map(len, padded)]).tolist()
    at = [[start, len(part)] for start, part in zip(starts, parts, strict=False)]
    wire = {"numbers": at[0], "rows": BLOCK, "blocks": at[1:], "signs": short.signs, "words": short.words}
    data = b"".join(padded)
    return Wired({"wire": wire, **described}, data)


def _short(tables: Mapping[str, Table]) -> tuple[Shorthand, int]:
    """Shorthand for the texts where they are long enough for it, and how hard to deflate them."""
    columns = [column.values for table in tables.values() for column in table.columns.values() if isinstance(column, Texts)]
    characters = sum(100 * sum(map(len, values[::100])) for values in columns)  # about, from every hundredth
    level = packing.QUICK if characters > MANY else packing.SHORT
    if characters < shorthand.ENOUGH:
        return Shorthand({}), level
    blocks = sum(-(-len(values) // BLOCK) for values in columns)
    return shorthand.of((whole for values in columns for whole in joined(values)), every=max(1, blocks // COUNTED)), level


def _described(writer: _Writer, column: Any, table: Mapping[str, Any]) -> Described:
    """What JSON says of one column; its numbers and texts go to the writer."""
    match column:
        case Days():
            return _days(writer, column, table)
        case Steps():
            return {"kind": "steps", "per": column.per, **_steps(writer, column, table), **_missing(writer, column.missing)}
        case Codes(of=None):
            return {"kind": "codes", "of": column.names, **writer.whole(column.values)}
        case Codes():
            return {"kind": "codes", "of": column.names, "see": column.of}
        case Texts():
            return {"kind": "texts", "blocks": writer.texts(column.values)}
        case Names():
            return _names(writer, column.values)
        case Same():
            return {"kind": "same", "value": column.value}
        case Rows():
            return {"kind": "rows", "start": column.start}
        case See():
            return {"kind": "see", "table": column.table, "column": column.column}
    return listed(column)


def _days(writer: _Writer, column: Days, table: Mapping[str, Any]) -> dict[str, Any]:
    missing = column.values == NONE
    other = table[column.after].values if column.after else None
    if other is not None:
        if np.array_equal(column.values, other):
            return {"kind": "days", "see": column.after}
        near = np.where(missing | (other == NONE), 0, column.values - np.where(other == NONE, 0, other))
        near = np.where(~missing & (other == NONE), column.values, near)
        return {"kind": "days", "after": column.after, **writer.whole(near), **_missing(writer, missing)}
    return {"kind": "days", **writer.whole(_filled(column.values, missing), delta=True), **_missing(writer, missing)}


def _steps(writer: _Writer, column: Steps, table: Mapping[str, Any]) -> dict[str, Any]:
    if column.near is None or column.base is None:
        return writer.whole(_filled(column.values, column.missing), delta=True)
    off = np.where(column.missing, 0, column.values - column.base[table[column.near].values])
    base = {**writer.whole(column.base), "count": len(column.base)}
    return {"near": column.near, "base": base, **writer.whole(off)}


def _filled(values: Whole, missing: NDArray[np.bool_]) -> Whole:
    """The values with each missing one as the one before it: a difference of nothing."""
    if not missing.any():
        return values
    last = np.maximum.accumulate(np.where(missing, 0, np.arange(len(values))))
    filled: Whole = np.where(missing & (last == 0) & missing[0], 0, values[last])
    return filled


def _missing(writer: _Writer, missing: NDArray[np.bool_]) -> dict[str, Any]:
    """Where the bits stand that mark the rows without a value, if there are any."""
    return {"none": writer.put(np.packbits(missing, bitorder="little"))} if missing.any() else {}


def _names(writer: _Writer, values: Sequence[str]) -> dict[str, Any]:
    numbered = _numbered(values)
    if numbered:
        prefix, digits, numbers = numbered
        return {"kind": "numbered", "prefix": prefix, "digits": digits, **writer.whole(numbers)}
    encoded = [value.encode("utf-8", "surrogatepass") for value in values]
    lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
    return {"kind": "names", "from": writer.put(np.frombuffer(b"".join(encoded), np.uint8)), "size": int(lengths.sum()),
            **writer.whole(lengths)}


def _numbered(values: Sequence[str]) -> tuple[str, int, Whole] | None:
    """The prefix, the digits (0: as many as it takes) and the numbers of ids that are a number behind one prefix."""
    if len(values) < 2:
        return None
    low, high = min(values), max(values)
    same = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high)))
    prefix = low[:same].rstrip("0123456789")
    rest = [value[len(prefix):] for value in values]
    widths = set(map(len, rest))
    whole = "".join(rest)
    if not (whole.isascii() and whole.isdecimal()) or min(widths) < 1 or max(widths) > 9:
        return None
    leads = any(text[0] == "0" and len(text) > 1 for text in rest)
    if leads and len(widths) > 1:
        return None
    return prefix, max(widths) if leads else 0, np.fromiter(map(int, rest), np.int64, len(rest))


def listed(values: Sequence[Any]) -> Described:
    """The shortest of one value, row numbers, {of, rows} and the list itself."""
    first = json.dumps(values[0]) if values else None
    is_same = values and all(json.dumps(one) == first for one in values)
    return {"kind": "same", "value": values[0]} if is_same else repeated(values)


def repeated(values: Sequence[Any]) -> Described:
    """{of: distinct values, rows: which one} where that is shorter than the list itself."""
    texts = [json.dumps(value, ensure_ascii=False) for value in values]
    rows = {text: row for row, text in enumerate(dict.fromkeys(texts))}
    if len(rows) == len(values):
        return list(values)
    short = {"of": [json.loads(text) for text in rows], "rows": [rows[text] for text in texts]}
    return short if len(json.dumps(short, ensure_ascii=False)) < sum(map(len, texts)) + len(texts) + 1 else list(values)


def days(values: Sequence[int | None], after: str | None = None) -> Days:
    """Days of a list, None for none."""
    return Days(np.array([NONE if value is None else value for value in values], np.int64), after)


def steps(values: Sequence[float | None], per: int) -> Steps | list[float | None]:
    """Numbers of a list in steps of 1 / `per`, or the list itself where that would change one of them."""
    missing = np.array([value is None for value in values], bool)
    numbers = np.array([0.0 if value is None else value for value in values], float)
    whole = np.rint(numbers * per).astype(np.int64)
    return Steps(whole, per, missing) if np.array_equal(whole / per, numbers) else list(values)
