"""Writes the tables of a view as GeoJSON or CSV text, safe to open in a spreadsheet, the same bytes for the same view.

CSV: UTF-8, comma, LF, a header line; absent is empty; the members of a list are joined by "; "; other nested values are
JSON. Points stand in `lon` and `lat` (degrees), lines and areas in `wkt`, and no point is made up for those. A text
that a spreadsheet would run as a formula (it begins with = + - @, plain or full-width, also behind blanks or quotation
marks, or with a tab or a line break) has an apostrophe put before it; one that is a number stays as it is.
GeoJSON: a FeatureCollection in CRS84 (RFC 7946), one Feature a line.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from .errors import UsageError
from .tables import COLUMNS, rows

if TYPE_CHECKING:
    from .atlas import View

TABLES: Final = tuple(COLUMNS)
FORMATS: Final = ("geojson", "csv")
NAMES: Final = tuple(f"{table}.{name}" for table in TABLES for name in FORMATS)  # of which `files` writes those that there are
_PLACE_COLUMNS: Final = {"places": ("lon", "lat"), "zones": ("wkt",), "incidents": ("lon", "lat", "wkt")}
# Programs drop what cannot be seen, and some the quotation marks, before they ask whether a cell is a formula.
_FORMULA: Final = re.compile("[\\s\x00-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\"'‘’“”]*"
                             "[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def files(view: View) -> dict[str, str]:
    """Every table as CSV, and those with a geometry as GeoJSON too: text by file name, in the order of TABLES."""
    found = {}
    for table in TABLES:
        if "geometry" in COLUMNS[table]:
            found[f"{table}.geojson"] = geojson(view, table)
        found[f"{table}.csv"] = _table_csv(view, table)
    return found


def text(view: View, table: str, *, to: str) -> str:
    """One table of the view as text in one format.

    Raises: UsageError for a table or format that does not exist, or GeoJSON of a table without places.
    """
    if table not in COLUMNS:
        raise UsageError(f"no table is called {table!r}", f"the tables are {', '.join(TABLES)}", "choose one of them")
    if to not in FORMATS:
        raise UsageError(f"no format is called {to!r}", f"the formats are {', '.join(FORMATS)}", "choose one of them")
    return _WRITERS[to](view, table)


def geojson(view: View, table: str) -> str:
    """One table as a GeoJSON FeatureCollection.

    Raises: UsageError for a table without places.
    """
    if "geometry" not in COLUMNS[table]:
        raise UsageError(f"{table} have no place", "GeoJSON holds what has a place", "write them as csv")
    lines = [_json(_feature(row)) for row in rows(view, table)]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _feature(row: Mapping[str, Any]) -> dict[str, Any]:
    properties = {name: value for name, value in row.items() if name not in ("id", "geometry")}
    return {"type": "Feature", "id": row["id"], "properties": properties, "geometry": row["geometry"]}


def _table_csv(view: View, table: str) -> str:
    return to_csv(flat(rows(view, table)), columns=columns(table))


def columns(table: str) -> list[str]:
    """The columns of a table whose geometry is flat: its id, its own columns, and where it has places lon, lat or wkt."""
    own = [name for name in COLUMNS[table] if name != "geometry"]
    return [*([] if table == "presences" else ["id"]), *own, *_PLACE_COLUMNS.get(table, ())]


_WRITERS: Final[dict[str, Callable[[View, str], str]]] = {"geojson": geojson, "csv": _table_csv}


def flat(found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows with their geometry, if they have one, as lon and lat (points) or wkt (lines and areas)."""
    return [{**{name: value for name, value in row.items() if name != "geometry"}, **_place(row)} for row in found]


def _place(row: Mapping[str, Any]) -> dict[str, Any]:
    if "geometry" not in row:
        return {}
    geometry = row["geometry"]
    if geometry is None:
        return {"lon": None, "lat": None, "wkt": None}
    if geometry["type"] == "Point":
        return {"lon": geometry["coordinates"][0], "lat": geometry["coordinates"][1], "wkt": None}
    return {"lon": None, "lat": None, "wkt": wkt(geometry)}


def wkt(geometry: Mapping[str, Any]) -> str:
    """A GeoJSON geometry as WKT, degrees with at most seven decimals.

    >>> wkt({"type": "LineString", "coordinates": [[10.6, 0.35], [10.7, 0.5]]})
    'LINESTRING (10.6 0.35, 10.7 0.5)'
    """
    from shapely import to_wkt
    from shapely.geometry import shape

    text: str = to_wkt(shape(geometry), rounding_precision=7, trim=True)
    # Under a Turkish locale it comes as LiNESTRiNG; Python's own upper() knows no locale. The e of 1e-7 stays.
    return re.sub("[A-Za-z]{5,}", lambda word: word[0].upper(), text)


def to_csv(found: Sequence[Mapping[str, Any]], *, columns: Sequence[str] | None = None) -> str:
    """Rows as CSV text with a header; the columns are those given, else those of the first row."""
    names = list(columns if columns is not None else found[0] if found else ())
    file = io.StringIO()
    plain_row, quoted_row = (csv.writer(file, lineterminator="\n", quoting=quoting).writerow
                             for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    # The names may be those of a foreign file.
    header = [[cell(name) for name in names]] if names else []
    for cells in [*header, *([cell(row.get(name)) for name in names] for row in found)]:
        # Python quotes only the line end it writes itself; another would end the row for who reads it, amid a cell.
        (quoted_row if any("\r" in text for text in cells) else plain_row)(cells)
    return file.getvalue()


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula.

    >>> is_formula("=1+1"), is_formula(' "=1+1"'), is_formula("-5 dead"), is_formula("-5"), is_formula("1 = 1")
    (True, True, True, False, False)
    """
    return _FORMULA.match(text) is not None and _NUMBER.fullmatch(text) is None


def cell(value: Any) -> str:
    """A value as the text of a CSV cell that no spreadsheet runs as a formula.

    >>> cell("=1+1"), cell(-1.5), cell(["us", "russia"]), cell(None), cell(True)
    ("'=1+1", '-1.5', 'us; russia', '', 'true')
    """
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    return f"'{value}" if is_formula(value) else value


def plain(value: Any) -> bool | int | float | str | None:
    """A value that one cell can hold: lists of text joined by "; ", other nested values as JSON, the rest as it is.

    >>> plain(["us", "russia"]), plain({"en": ["Derik"]}), plain((55, 68)), plain(0.5), plain(None)
    ('us; russia', '{"en":["Derik"]}', '[55,68]', 0.5, None)
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    return _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
