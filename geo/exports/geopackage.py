"""A GeoPackage with one layer named after the table, in WGS 84, for QGIS and every GIS; GDAL writes it, through pyogrio.

A table without places becomes a plain table of the file. What GDAL would date with the clock is given one fixed day, so
the same rows give the same bytes.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from ..tables import COLUMNS, rows

if TYPE_CHECKING:
    from ..atlas import View

CRS: Final = "EPSG:4326"  # a GeoPackage always stores lon before lat, and names the system so
_NO_CLOCK: Final = {"OGR_CURRENT_DATE": "1980-01-01T00:00:00.000Z"}


def written(view: View, table: str, *, to: str = "gpkg") -> bytes:
    """One table as the bytes of a GeoPackage."""
    del to
    import pyogrio

    from .framing import framed

    frame = framed(rows(view, table), table, crs=CRS)
    before = {name: pyogrio.get_gdal_config_option(name) for name in _NO_CLOCK}
    pyogrio.set_gdal_config_options(_NO_CLOCK)
    try:
        made = io.BytesIO()  # nothing of it touches the disk, where a killed run would leave it
        options = {"geometry_type": _type(frame)} if "geometry" in COLUMNS[table] else {}
        pyogrio.write_dataframe(frame, made, layer=table, driver="GPKG", **options)
        return made.getvalue()
    finally:
        pyogrio.set_gdal_config_options(before)


def _type(frame: object) -> str:
    """The geometry type of the layer: that of its rows when they share one, else any."""
    kinds = set(frame.geometry.dropna().geom_type)  # type: ignore[attr-defined]
    return kinds.pop() if len(kinds) == 1 else "Unknown"
