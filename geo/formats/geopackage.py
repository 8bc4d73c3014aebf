"""Reads one layer of a GeoPackage: positions from its geometry, the rest from its fields."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any, Final

import pandas
import pyogrio

from ..errors import FormatError, shown, visible
from . import events, geojson
from . import head as heads
from .contract import Imported, Options
from .head import Head
from .rows import Rows, provenance

NAME: Final = "gpkg"
LABEL: Final = "GeoPackage"
_ENDINGS: Final = (".gpkg", ".db", ".sqlite")  # by another GDAL would choose another way to read it


def recognises(head: Head) -> str | None:
    """An SQLite file that carries the mark of GeoPackage."""
    marked = head.start[:15] == b"SQLite format 3" and head.start[68:72] in (b"GPKG", b"GP10", b"GP11")
    return "SQLite with the mark of GeoPackage" if marked else None


def read(path: Path, *, options: Options) -> Imported:
    """The events of the layer named, else of the first. A row is a feature, counted from 1; other systems become degrees.

    Raises: FormatError, DataError.
    """
    name = visible(path.name)
    # GDAL would take other files for what they are, and some of those lead it to further files or to the network.
    if not recognises(heads.read(path, limits=options.limits)):
        raise FormatError(f"{name} is no GeoPackage", "it is SQLite with the mark of GeoPackage", "name its format, or none")
    if path.suffix.lower() not in _ENDINGS:
        raise FormatError(f"{name} is a GeoPackage by what it holds, and not by its name", f"it ends in {' or '.join(_ENDINGS)}",
                          "rename it")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of GDAL, on parts of a layer that it leaves out
            frame, layer, layers = _layer(path, name, options)
    except FormatError:
        raise
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, RuntimeError) as error:
        raise FormatError(f"{name} cannot be read as a GeoPackage: {visible(str(error))}", "", "get the file again",
                          code="unreadable-file") from error
    shapes = frame.geometry if hasattr(frame, "crs") else None
    plain = {str(label): [geojson.text_of(value) for value in frame[label].astype(object).where(frame[label].notna(), None)]
             for label in frame.columns if shapes is None or label != shapes.name}
    cells = pandas.DataFrame(plain, index=range(len(frame)), dtype="str")
    rows = Rows(name, range(1, len(frame) + 1), raw=cells, unit="feature")
    if len(layers) > 1:
        rows.say(f"layer {layer} is read; not read: {', '.join(other for other in layers if other != layer)}")
    given = _places(frame, rows, name) if shapes is not None else {}
    layout = f"layer {layer}, {len(cells.columns)} fields"
    return events.imported(cells, rows, provenance(path, format=NAME, layout=layout, options={"layer": layer}),
                           options=options, given=given)


def _layer(path: Path, name: str, options: Options) -> tuple[Any, str, list[str]]:
    layers = [str(item) for item in pyogrio.list_layers(path)[:, 0]]
    if not layers or (options.sheet is not None and options.sheet not in layers):
        raise FormatError(f"{name} has no layer {shown(options.sheet or '')}", f"its layers are {visible(', '.join(layers))}",
                          "name one of them", code="no-column")
    layer = options.sheet or layers[0]
    info = pyogrio.read_info(path, layer=layer, force_feature_count=True)
    for found, most, what in ((info["features"], options.limits.rows, "features"),
                              (len(info["fields"]), options.limits.columns, "fields")):
        if found > most:
            raise FormatError(f"{name} has {found:,} {what}", f"at most {most:,} are read", "raise the limit, or cut the file",
                              code="over-limit")
    # Dates stay text: a zone must not shift them.
    return pyogrio.read_dataframe(path, layer=layer, datetime_as_string=True), layer, layers


def _places(frame: Any, rows: Rows, name: str) -> dict[str, Any]:
    """The positions in degrees on WGS 84."""
    if frame.crs is None:
        raise FormatError(f"{name} does not say in which system its coordinates are", "positions are degrees on WGS 84",
                          "set its coordinate system, such as EPSG:4326")
    epsg = frame.crs.to_epsg()
    if epsg != 4326 and frame.crs.to_authority() != ("OGC", "CRS84"):
        frame = frame.to_crs("OGC:CRS84")
        rows.say(f"positions are turned from {visible(str(frame.crs.name if epsg is None else f'EPSG:{epsg}'))} into WGS 84")
    return geojson.placed(list(frame.geometry), rows)
