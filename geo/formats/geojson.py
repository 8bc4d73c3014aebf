"""Reads GeoJSON whose features are events: the position from the geometry, the rest from the properties."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pandas
import shapely
from shapely.geometry import shape

from ..errors import FormatError, shown, visible
from . import cells, events, jsons, outlines
from .contract import Imported, Options
from .head import Head
from .rows import Rows, provenance

NAME: Final = "geojson"
LABEL: Final = "GeoJSON"
# Lists around a position, by type.
_NESTED: Final = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_START: Final = re.compile(r'\s*\{[^{}\[\]]*"type"\s*:\s*"FeatureCollection"')
_WGS84: Final = re.compile(r"(?:CRS:?:?84|OGC:1\.3:CRS84|EPSG:?:?4326|4326)$", re.IGNORECASE)


def recognises(head: Head) -> str | None:
    """A JSON object that says it is a FeatureCollection, or has features."""
    text = head.text.lstrip("\ufeff \t\r\n")
    if not text.startswith("{"):
        return None
    return "a FeatureCollection" if _START.match(text) or '"FeatureCollection"' in text else None


def read(path: Path, *, options: Options) -> Imported:
    """The events of a FeatureCollection; a row is a feature, counted from 1.

    Raises: FormatError, DataError.
    """
    name = visible(path.name)
    features = _features(jsons.parsed(path, limits=options.limits), name, options)
    table = _table(features)
    if len(table.columns) > options.limits.columns:
        raise FormatError(f"{name} has {len(table.columns):,} properties", f"at most {options.limits.columns:,} are read",
                          "raise the limit", code="over-limit")
    rows = Rows(name, range(1, len(features) + 1), raw=table, unit="feature")
    return events.imported(table, rows, provenance(path, format=NAME, layout=f"{len(table.columns)} properties"),
                           options=options, given=_geometry([item.get("geometry") for item in features], rows))


def _features(value: Any, name: str, options: Options) -> list[dict[str, Any]]:
    """The features, once known to be objects in degrees."""
    features = value.get("features") if isinstance(value, dict) else None
    if not isinstance(features, list) or not all(isinstance(item, dict) for item in features):
        raise FormatError(f"{name} is no FeatureCollection", "GeoJSON of events is a FeatureCollection of Features",
                          "check the file", code="not-geojson")
    if len(features) > options.limits.rows:
        raise FormatError(f"{name} has {len(features):,} features", f"at most {options.limits.rows:,} are read",
                          "raise the limit", code="over-limit")
    crs = value.get("crs")
    called = crs.get("properties", {}).get("name") if isinstance(crs, dict) and isinstance(crs.get("properties"), dict) else crs
    if called is not None and not (isinstance(called, str) and _WGS84.search(called)):
        raise FormatError(f"{name} is in {shown(called)}", "GeoJSON is in degrees on WGS 84", "export it in WGS 84 (EPSG:4326)")
    return features


def _table(features: list[dict[str, Any]]) -> pandas.DataFrame:
    """The properties as columns of text, and the id of the feature as `id`."""
    properties = [item["properties"] if isinstance(item.get("properties"), dict) else {} for item in features]
    names = list(dict.fromkeys(name for item in properties for name in item))
    columns = {name: [text_of(item.get(name)) for item in properties] for name in names}
    ids = [text_of(item.get("id")) for item in features]
    if any(ids) and columns.get("id") != ids:
        others = {("properties.id" if name == "id" else name): values for name, values in columns.items()}
        columns = {"id": ids, **others}
    return pandas.DataFrame(columns, index=range(len(features)), dtype="str")


def text_of(value: Any) -> str:
    """A JSON value as text: lists of plain values are joined by "; ", other nested values stay JSON."""
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return "; ".join(events.text_of(item) for item in value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return events.text_of(value)


def _geometry(geometries: list[Any], rows: Rows) -> dict[str, Any]:
    """lon, lat and uncertainty_m; what is no geometry is refused, null is no place."""
    shapes: list[Any] = []
    for at, geometry in enumerate(geometries):
        shapes.append(None)
        if geometry is None:
            continue
        try:
            shapes[at] = shape(_numeric(geometry))
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError,
                shapely.errors.ShapelyError):
            rows.refuse([at], "geometry", f"found {shown(json.dumps(geometry, ensure_ascii=False))}",
                        rule="a geometry has a type and positions [lon, lat] in numbers", cure="correct it, or write null",
                        code="bad-position")
    return placed(shapes, rows)


def _numeric(geometry: Any) -> dict[str, Any]:
    """`geometry` itself when its coordinates are numbers, nested as its type has them; text is not taken for numbers.

    Raises: ValueError, TypeError or KeyError when they are not.
    """
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            _numeric(part)
    else:
        _check_numbers(geometry["coordinates"], _NESTED[geometry["type"]])
    found: dict[str, Any] = geometry
    return found


def _check_numbers(value: Any, depth: int) -> None:
    if not isinstance(value, list):
        raise TypeError("positions are lists")
    for item in value:
        if depth:
            _check_numbers(item, depth - 1)
        elif isinstance(item, bool) or not isinstance(item, int | float):
            raise TypeError("a coordinate is a number")


def placed(shapes: list[Any], rows: Rows) -> dict[str, Any]:
    """lon, lat and uncertainty_m of shapely geometries, in degrees; points that look swapped are named once."""
    where, radius = outlines.points(shapes, rows)
    lon, lat = cells.degrees(where["lon"], where["lat"], rows, fields=("lon", "lat"),
                             cure="exchange the two numbers of each position: longitude comes first")
    return {"lon": lon, "lat": lat, "uncertainty_m": radius}
