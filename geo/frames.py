"""Puts the rows of tables.py into frames: GeoDataFrames in OGC:CRS84 for what has a place, DataFrames for the rest.

Each frame is indexed by `id`, except `presences` (rows in the order of their places). Absent metres and degrees are
NaN, every other absent value is None. Loading this module loads pandas and geopandas; nothing else in the package does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import geopandas
import pandas
from shapely.geometry import shape

from .tables import COLUMNS, rows

if TYPE_CHECKING:
    from .atlas import View

CRS: Final = "OGC:CRS84"
_NUMBERS: Final = ("uncertainty_m", "accuracy_m", "lon", "lat")


def frame(view: View, table: str) -> Any:
    """One table of the view as a frame: a GeoDataFrame where the table has a geometry, else a DataFrame."""
    found = rows(view, table)
    columns = list(COLUMNS[table])
    index = None if table == "presences" else pandas.Index([row["id"] for row in found], name="id", dtype=object)
    plain = pandas.DataFrame(found, index=index, columns=columns, dtype=object)
    for column in _NUMBERS:
        if column in plain:
            plain[column] = plain[column].astype("float64")  # so that arithmetic on metres works
    if "geometry" not in columns:
        return plain
    plain["geometry"] = [shape(row["geometry"]) if row["geometry"] else None for row in found]
    return geopandas.GeoDataFrame(plain, geometry="geometry", crs=CRS)
