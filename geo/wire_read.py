"""Reads the columns that geo/wire.py wrote back into lists, and says what each kind of column holds.

>>> parted("one \\0 two ")
['one', 'two']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import packing
from .shorthand import Shorthand
from .wire import END, Codes, Same, Table, Whole


def parted(whole: str) -> list[str]:
    """The texts of a block."""
    texts = whole[:-1].split(END)
    return [text.replace("\x100", "\0").replace("\x10p", "\x10") for text in texts] if "\x10" in whole else texts


def column_of(values: Any) -> list[Any]:
    """The values of a column that JSON holds whole: a list, or {of: distinct values, rows: which one}."""
    return [values["of"][row] for row in values["rows"]] if isinstance(values, dict) else list(values)


def first(table: Table, name: str, rows: int) -> list[Any]:
    """The first `rows` values of a text, code or constant column that is yet to be written."""
    column, size = table.columns[name], min(rows, table.count)
    if isinstance(column, Same):
        return [column.value] * size
    if isinstance(column, Codes):
        values = table.columns[column.of].values if column.of else column.values
        return [column.names[code] for code in values[:size].tolist()]
    values = getattr(column, "values", column)[:size]
    return values.tolist() if hasattr(values, "tolist") else list(values)


def tables(carried: Mapping[str, Any], data: bytes) -> Iterator[tuple[str, dict[str, list[Any]]]]:
    """Each table that `wire.wired` wrote, its columns as lists again."""
    wire = carried["wire"]
    start, size = wire["numbers"]
    numbers = np.frombuffer(packing.inflated(data[start:start + size]), np.uint8)
    done: dict[str, dict[str, list[Any]]] = {}
    for name, table in carried.items():
        if name == "wire":
            continue
        reader = _Reader(numbers, data, wire, table, done)
        done[name] = {key: reader.column(key) for key in table if key != "count"}
        yield name, done[name]


class _Reader:
    """Reads the columns of one table."""

    def __init__(self, numbers: NDArray[np.uint8], data: bytes, wire: Mapping[str, Any], table: Mapping[str, Any],
                 done: Mapping[str, dict[str, list[Any]]]) -> None:
        self.numbers, self.data, self.wire, self.table, self.done = numbers, data, wire, table, done
        self.count: int = table["count"]

    def column(self, key: str) -> list[Any]:
        """The values of a column of the table."""
        column = self.table[key]
        if isinstance(column, list) or "kind" not in column:
            return column_of(column)
        made: list[Any] = getattr(self, "_" + column["kind"])(column)
        return made

    def _whole(self, column: Mapping[str, Any]) -> Whole:
        at, width, count = column["at"], column["bytes"], column.get("count", self.count)
        planes = self.numbers[at:at + width * count].reshape(width, count)
        values = np.zeros(count, np.int64)
        for place in range(width):
            values |= planes[place].astype(np.int64) << (8 * place)
        if column.get("signed"):
            values = (values >> 1) ^ -(values & 1)
        return np.cumsum(values) if column.get("delta") else values

    def _bits(self, column: Mapping[str, Any]) -> NDArray[np.bool_]:
        if "none" not in column:
            return np.zeros(self.count, bool)
        bits = np.unpackbits(self.numbers[column["none"]:column["none"] + (self.count + 7) // 8], bitorder="little")
        return bits[:self.count].astype(bool)

    def _days(self, column: Mapping[str, Any]) -> list[Any]:
        if "see" in column:
            return self.column(column["see"])
        values = self._whole(column)
        if "after" in column:
            values = values + np.array([0 if day is None else day for day in self.column(column["after"])], np.int64)
        return [None if none else value for value, none in zip(values.tolist(), self._bits(column).tolist(), strict=True)]

    def _steps(self, column: Mapping[str, Any]) -> list[Any]:
        whole = self._whole(column)
        if "near" in column:
            whole = whole + self._whole(column["base"])[self._whole(self.table[column["near"]])]
        values = (whole / column["per"]).tolist()
        return [None if none else value for value, none in zip(values, self._bits(column).tolist(), strict=True)]

    def _codes(self, column: Mapping[str, Any]) -> list[Any]:
        values = self._whole(self.table[column["see"]] if "see" in column else column)
        return [column["of"][code] for code in values.tolist()]

    def _texts(self, column: Mapping[str, Any]) -> list[Any]:
        blocks = self.wire["blocks"][slice(*column["blocks"])]
        short = Shorthand(dict(zip(self.wire["words"], self.wire["signs"], strict=True)))
        packed = (packing.inflated(self.data[at:at + size]).decode("utf-8", "surrogatepass") for at, size in blocks)
        return [text for block in packed for text in parted(short.read(block))]

    def _numbered(self, column: Mapping[str, Any]) -> list[Any]:
        return [f"{column['prefix']}{number:0{column['digits']}d}" for number in self._whole(column).tolist()]

    def _names(self, column: Mapping[str, Any]) -> list[Any]:
        ends = np.cumsum(self._whole(column)).tolist()
        whole = self.numbers[column["from"]:column["from"] + column["size"]].tobytes()
        return [whole[start:end].decode("utf-8", "surrogatepass") for start, end in zip([0, *ends], ends, strict=False)]

    def _same(self, column: Mapping[str, Any]) -> list[Any]:
        return [column["value"]] * self.count

    def _rows(self, column: Mapping[str, Any]) -> list[Any]:
        return list(range(column["start"], column["start"] + self.count))

    def _see(self, column: Mapping[str, Any]) -> list[Any]:
        return self.done[column["table"]][column["column"]]
