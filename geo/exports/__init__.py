"""Writes one table of a view in any format that others read: the list of formats, and the one way to ask for them.

Each format is a module with a function that gives back the bytes of a whole file; it is loaded when first asked for,
since some bring in pandas. The same view gives the same bytes in every format.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from ..errors import UsageError
from ..tables import COLUMNS

if TYPE_CHECKING:
    from ..atlas import View


@dataclass(frozen=True)
class Format:
    """One format: its name for people, the module that writes it, the tables it takes, whether no terminal can show it."""

    label: str
    module: str
    tables: tuple[str, ...]
    binary: bool = False


TABLES: Final = tuple(COLUMNS)
_PLACED: Final = tuple(table for table in TABLES if "geometry" in COLUMNS[table])
FORMATS: Final[dict[str, Format]] = {
    "geojson": Format("GeoJSON", "plain", _PLACED),
    "csv": Format("CSV", "plain", TABLES),
    "xlsx": Format("an Excel workbook", "workbook", TABLES, binary=True),
    "gpkg": Format("GeoPackage", "geopackage", TABLES, binary=True),
    "parquet": Format("GeoParquet", "geoparquet", TABLES, binary=True),
    "kml": Format("KML with time spans", "kml", ("incidents",)),
    "ucdp": Format("CSV in columns named as UCDP GED's", "coded", ("incidents",)),
    "acled": Format("CSV in columns named as ACLED's", "coded", ("incidents",)),
}


def content(view: View, table: str, *, to: str) -> bytes:
    """One table of the view as the bytes of a file in the format `to`, a key of FORMATS.

    Raises: UsageError for a table or format that does not exist, a table that the format cannot hold, or a text too long
    for a cell of it.
    """
    if to not in FORMATS:
        raise UsageError(f"no format is called {to!r}", f"the formats are {', '.join(FORMATS)}", "choose one of them")
    if table not in TABLES:
        raise UsageError(f"no table is called {table!r}", f"the tables are {', '.join(TABLES)}", "choose one of them")
    chosen = FORMATS[to]
    if table not in chosen.tables:
        raise UsageError(f"{table} cannot be written as {to}", f"{to} holds {_either(chosen.tables, 'and')} only",
                         f"write them as {_either(_others(table), 'or')}")
    writer: Any = import_module(f".{chosen.module}", __name__)
    made: bytes = writer.written(view, table, to=to)
    return made


def _others(table: str) -> list[str]:
    """The formats that hold a table, text before binary."""
    return [name for name, one in FORMATS.items() if table in one.tables]


def _either(names: Sequence[str], word: str) -> str:
    """Names as one says them: a, b and c."""
    return f" {word} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
