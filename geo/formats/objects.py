"""Lists of JSON records: the first one in the head of a file, and each member of all as a column of text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy
import pandas

from ..errors import FormatError
from . import cells
from .contract import Limits, Options
from .head import Head
from .rows import Rows

_BLANK: Final = re.compile(r"[\s,]*")


def first(head: Head, *, within: str = "") -> dict[str, Any]:
    """The first object of a list of objects (the one `within` a member, if named), as far as the head shows it; else {}."""
    text = head.text.lstrip("\ufeff \t\r\n")
    start = re.search(rf'"{within}"\s*:\s*\[', text) if within else re.match(r"\[", text)
    if start is None:
        return {}
    blank = _BLANK.match(text, start.end())
    try:
        value, _ = json.JSONDecoder().raw_decode(text, blank.end() if blank else start.end())
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


class Objects:
    """The records of a file, one row each; rows are numbered from 1, and `unit` is what they are called."""

    def __init__(self, items: Sequence[Any], *, name: str, limits: Limits, unit: str = "record") -> None:
        if len(items) > limits.rows:
            raise FormatError(f"{name} has {len(items):,} records", f"at most {limits.rows:,} are read",
                              "raise the limit, or cut the file", code="over-limit")
        self.items: list[dict[str, Any]] = [item if isinstance(item, dict) else {} for item in items]
        self.rows = Rows(name, numpy.arange(1, len(items) + 1), unit=unit)
        self.rows.refuse([at for at, item in enumerate(items) if not isinstance(item, dict)], "", "it is no object",
                         rule="each record is a JSON object", cure="take it out")

    def __len__(self) -> int:
        return len(self.items)

    def text(self, member: str) -> pandas.Series:
        """A member of every record as text without blanks around it; "" where it is absent or null."""
        return self.each(lambda item: plain(item.get(member)))

    def each(self, read: Callable[[dict[str, Any]], str]) -> pandas.Series:
        """A text made of every record."""
        return pandas.Series([read(item) for item in self.items], dtype="str")

    def ids(self, member: str = "id") -> pandas.Series:
        """The ids, "row-<number>" where a record has none."""
        found = self.text(member)
        return found.mask(found == "", pandas.Series([f"row-{number}" for number in self.rows.lines], dtype="str"))

    def keep_raw(self) -> None:
        """Keep the records as the file has them, when any was refused."""
        if self.rows.bad.any():
            raw = [json.dumps(item, ensure_ascii=False) for item in self.items]
            self.rows.raw = pandas.DataFrame({"record": raw}, dtype="str")


def plain(value: Any) -> str:
    """A JSON value as text: lists and objects as JSON, null as ""."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return json.dumps(value, ensure_ascii=False)


def where(lon: Any, rows: Rows, options: Options) -> dict[str, Any]:
    """where_precision and uncertainty_m of records that do not say how sure their place is: near, or what the user says."""
    said = options.where_precision if isinstance(options.where_precision, str) else ""
    radius = options.uncertainty_m if isinstance(options.uncertainty_m, (int, float)) else numpy.nan
    placed = ~numpy.isnan(lon)
    if not said and placed.any():
        rows.say("the file does not say how sure its positions are: drawn as near, radius unknown; "
                 "say where_precision and uncertainty_m in a mapping file")
    return {"where_precision": numpy.where(placed, said or "near", "unknown"),
            "uncertainty_m": numpy.where(placed, radius, numpy.nan)}


def title(text: str, *, otherwise: str) -> str:
    """The beginning of a text, cut after a word when it is long."""
    line = text.split("\n", 1)[0].strip()
    if len(line) <= 90:
        return line or otherwise
    return line[:90].rsplit(" ", 1)[0].rstrip(",;:-") + "…"


def hosts(links: str) -> str:
    """The hosts of addresses, one a line in `links`, each once."""
    found = (re.sub(r"^https?://(?:www\.)?([^/?#:]+).*", r"\1", link) for link in links.split("\n") if link)
    return "; ".join(dict.fromkeys(found))


def links(*texts: str) -> str:
    """The addresses in several texts, one a line, each once."""
    return cells.links("\n".join(texts))
