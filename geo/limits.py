"""How much of a data folder is read before a file is refused; who trusts a larger one raises the limit."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from .errors import UsageError, shown


@dataclass(frozen=True)
class Limits:
    """What a curated file may hold at most. The files of others have limits of their own (geo.formats.contract)."""

    bytes: int = 32_000_000  # of a JSON file, which is read whole
    toml_bytes: int = 1_000_000  # of a TOML file: a source and its claims take a few thousand
    depth: int = 40  # of nesting; a MultiPolygon in a FeatureCollection is 8 deep
    lists: int = 2_000_000  # lists and objects in a JSON file, counted by their brackets; each position is one
    values: int = 20_000  # in one record beside its geometry
    problems: int = 2_000  # told of one file, and of how the records of all fit together


_current = Limits()


def current() -> Limits:
    """The limits in force."""
    return _current


def use(limits: Limits) -> None:
    """Put other limits in force, for this process."""
    global _current
    _current = limits


def parsed(text: str) -> Limits:
    """The limits of a text such as `bytes=64000000,depth=60`; what it does not name keeps its default.

    Raises: UsageError.
    """
    known = [field.name for field in dataclasses.fields(Limits)]
    values: dict[str, int] = {}
    for part in filter(None, (item.strip() for item in text.split(","))):
        name, _, number = part.partition("=")
        if name not in known or not (number.isascii() and number.isdecimal() and 0 < len(number) < 19):
            raise UsageError(f"GEO_LIMITS: {shown(part)}", f"it is NAME=NUMBER with NAME one of {', '.join(known)}",
                             "write for example bytes=64000000,problems=10000")
        values[name] = int(number)
    return Limits(**values)
