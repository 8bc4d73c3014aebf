"""Reads the base map of a data folder: one GeoJSON file per layer, each with its own source and licence."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from .errors import DataError, Problem
from .reading import read_json

# Drawn in this order, the first lowest.
ORDER: Final = ("countries", "lakes", "water", "coast", "rivers", "admin1", "borders", "roads")
# The zoom level from which a name is worth its space, by what it names; towns by their rank in the file.
_ZOOM: Final = {"country": 5.0, "sea": 5.0, "river": 8.0}
_TOWN_ZOOM: Final = {1: 6.5, 2: 7.5, 3: 8.5, 4: 9.5}


def layers(folder: Path) -> list[dict[str, Any]]:
    """The layers in `folder`/basemap, in drawing order, names last; an empty list where there is no base map.

    Each is {name, kind: line | area | points, credit} with `geometries` (GeoJSON, CRS84) or, for points, `points`:
    [name, lon, lat, zoom, class, names], where zoom is the level a name is drawn from and names is {language: [names]}.

    Raises: DataError for a file that cannot be read or names no source.
    """
    found = [_layer(path) for path in sorted((folder / "basemap").glob("*.geojson"))]
    return sorted(found, key=lambda one: (ORDER.index(one["name"]) if one["name"] in ORDER else len(ORDER), one["name"]))


def _layer(path: Path) -> dict[str, Any]:
    tree = read_json(path, f"basemap/{path.name}")
    value = tree.value
    if not tree.problems and (not isinstance(value, dict) or "credit" not in value.get("source", {})):
        tree.problems.append(Problem("missing-field", "error", f"basemap/{path.name}", "", "source.credit", "no credit",
                                     "every layer of the base map names its source", "build it with scripts/basemap.py"))
    if tree.problems:
        raise DataError(tree.problems)
    features = value["features"]
    head = {"name": path.stem, "credit": value["source"]["credit"]}
    kinds = {feature["geometry"]["type"] for feature in features}
    if kinds <= {"Point"}:
        return {**head, "kind": "points", "points": [_point(feature) for feature in features]}
    area = bool(kinds & {"Polygon", "MultiPolygon"})
    return {**head, "kind": "area" if area else "line", "geometries": [feature["geometry"] for feature in features]}


def _point(feature: dict[str, Any]) -> list[Any]:
    lon, lat = feature["geometry"]["coordinates"][:2]
    properties = feature["properties"]
    kind = properties.get("kind")
    zoom = _ZOOM.get(kind, 8.0) if kind else _TOWN_ZOOM.get(properties.get("rank"), 10.0)
    names = {lang: known[:1] for lang, known in properties.get("names", {}).items()}
    return [properties["name"], lon, lat, zoom, kind or "other-town", names]
