"""One table as a frame of plain, typed columns, as files for machines want it: no lists of mixed things, no NaN for text."""

from __future__ import annotations

from typing import Any, Final

import geopandas
import pandas
from shapely.geometry import shape

from .. import export
from ..tables import COLUMNS, Row

_METRES_AND_DEGREES: Final = ("uncertainty_m", "accuracy_m", "lon", "lat")
_WHOLE: Final = ("geonames", "number", "origins", "claims")
_TRUTH: Final = ("details_disputed", "context")


def framed(found: list[Row], table: str, *, crs: str) -> Any:
    """The rows of a table as a GeoDataFrame in `crs` where it has places, else as a DataFrame; `id` is a column.

    Numbers are Int64 or float64, truth values boolean, all else text with None for what is absent; lists of text are
    joined by "; ", other nested values are JSON.
    """
    names = [name for name in [*([] if table == "presences" else ["id"]), *COLUMNS[table]] if name != "geometry"]
    plain = pandas.DataFrame({name: _column(name, [export.plain(row.get(name)) for row in found]) for name in names})
    if "geometry" not in COLUMNS[table]:
        return plain
    shapes = [shape(row["geometry"]) if row["geometry"] else None for row in found]
    return geopandas.GeoDataFrame(plain, geometry=geopandas.GeoSeries(shapes, crs=crs), crs=crs)


def _column(name: str, values: list[Any]) -> Any:
    kind = ("float64" if name in _METRES_AND_DEGREES else "Int64" if name in _WHOLE
            else "boolean" if name in _TRUTH else object)
    return pandas.Series(values, dtype=kind)
