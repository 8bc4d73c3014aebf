"""Measures between whole GeoJSON geometries: the nearest and farthest distance, and one point that stands for each.

Edges are straight in lon and lat (RFC 7946); distances are geodesic in metres. Points go straight to geodesy.py. For
lines and areas the nearest pair lies at a vertex of one of them, so vertices are sifted on the sphere first and only
those that could win are measured on the ellipsoid.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from . import geodesy

Geometry: TypeAlias = Mapping[str, Any]
Floats: TypeAlias = NDArray[np.float64]

_RADIUS_M: Final = 6_371_000.0
_STEP_DEG: Final = 0.01  # outline points at most 1.12 km apart while sifting
_SLACK: Final = 0.006  # the sphere differs from the ellipsoid by at most 0.56 %


def is_point(geometry: Geometry) -> bool:
    """Whether the geometry is one position."""
    return bool(geometry["type"] == "Point")


def representative(geometry: Geometry) -> tuple[float, float]:
    """Lon and lat of one point of the geometry: itself, the middle of a line by length, or a point inside an area."""
    if is_point(geometry):
        return float(geometry["coordinates"][0]), float(geometry["coordinates"][1])
    if geometry["type"] == "LineString":
        return _middle(np.asarray(geometry["coordinates"], dtype=np.float64)[:, :2])
    from shapely.geometry import shape  # only areas need it

    inside = shape(geometry).representative_point()
    return float(inside.x), float(inside.y)


def _middle(line: Floats) -> tuple[float, float]:
    lengths = geodesy.distance_m(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])
    total = np.concatenate([[0.0], np.cumsum(lengths)])
    half = total[-1] / 2
    return float(np.interp(half, total, line[:, 0])), float(np.interp(half, total, line[:, 1]))


def touches(a: Geometry, b: Geometry) -> bool:
    """Whether the two geometries share any point."""
    from shapely.geometry import shape

    return bool(shape(a).intersects(shape(b)))


def within(a: Geometry, b: Geometry) -> bool:
    """Whether no part of `a` lies outside `b`."""
    from shapely.geometry import shape

    return bool(shape(b).covers(shape(a)))


def box_gap_m(a: Geometry, b: Geometry) -> float:
    """A distance in metres that two geometries are surely not nearer than: that of their boxes; 0 where boxes meet.

    For sifting only; boxes are taken as they stand, so a pair that meets across the antimeridian must be cut there.
    """
    west_a, south_a, east_a, north_a = _box(a)
    west_b, south_b, east_b, north_b = _box(b)
    lat_gap = max(0.0, south_b - north_a, south_a - north_b)
    lon_gap = max(0.0, west_b - east_a, west_a - east_b)
    lon_gap = min(lon_gap, 360.0 - (max(east_a, east_b) - min(west_a, west_b)))
    widest = math.radians(max(abs(south_a), abs(north_a), abs(south_b), abs(north_b)))
    # Distance from a point to a meridian on the sphere, and along a meridian; the ellipsoid differs by at most _SLACK.
    across = math.asin(math.sin(math.radians(min(90.0, max(0.0, lon_gap)))) * math.cos(min(widest, math.pi / 2)))
    return _RADIUS_M * max(across, math.radians(lat_gap)) * (1 - 2 * _SLACK)


def _box(geometry: Geometry) -> tuple[float, float, float, float]:
    """West, south, east and north in degrees."""
    positions: list[Any] = [geometry["coordinates"]]
    while positions and isinstance(positions[0][0], (list, tuple)):
        positions = [item for group in positions for item in group]
    lons, lats = [position[0] for position in positions], [position[1] for position in positions]
    return min(lons), min(lats), max(lons), max(lats)


def nearest_m(a: Geometry, b: Geometry) -> float:
    """Least distance in metres between the two geometries; 0.0 where they touch or overlap."""
    for point, other in ((a, b), (b, a)):
        if is_point(point):
            lon, lat = representative(point)
            return geodesy.nearest_m(lon=lon, lat=lat, geometry=other)
    if touches(a, b):
        return 0.0
    return min(_from_vertices(a, b), _from_vertices(b, a))


def farthest_m(a: Geometry, b: Geometry) -> float:
    """Greatest distance in metres between any point of `a` and any of `b`."""
    for point, other in ((a, b), (b, a)):
        if is_point(point):
            lon, lat = representative(point)
            return geodesy.farthest_m(lon=lon, lat=lat, geometry=other)
    ends_a, ends_b = _vertices(a), _vertices(b)
    spans = _sphere_m(ends_a, ends_b)
    first, second = np.nonzero(spans >= spans.max() * (1 - 2 * _SLACK))
    lon_a, lat_a = ends_a[first].T
    lon_b, lat_b = ends_b[second].T
    return float(np.max(geodesy.distance_m(lon_a, lat_a, lon_b, lat_b)))


def span_to_area_m(a: Geometry, area: Geometry) -> tuple[float, float]:
    """Least and greatest of the distances in metres from points of `a` to `area`, counted negative inside it.

    A part of `a` that crosses the outline makes the least 0; the greatest is taken over the outline of `a`.
    """
    if is_point(a):
        lon, lat = representative(a)
        edge, inside = geodesy.edge_m(lon=lon, lat=lat, geometry=area)
        return (-edge, -edge) if inside else (edge, edge)
    if within(a, area):
        depth = nearest_m(a, _outline(area))
        return -depth, -depth
    ends = _outside(_vertices(a, step_deg=_STEP_DEG), area)
    if not len(ends):
        return 0.0, 0.0  # it crosses the outline between two of its points, by less than a step
    spans = _sphere_m(ends, _vertices(area, step_deg=_STEP_DEG)).min(axis=1)
    sure = spans.max() * (1 - 2 * _SLACK) - _STEP_DEG * 111_700
    farthest = max(geodesy.nearest_m(lon=float(lon), lat=float(lat), geometry=area) for lon, lat in ends[spans >= sure])
    return nearest_m(a, area), farthest


def _outside(positions: Floats, area: Geometry) -> Floats:
    import shapely
    from shapely.geometry import shape

    inside: NDArray[np.bool_] = shapely.intersects_xy(shape(area), positions[:, 0], positions[:, 1])
    return positions[~inside]


def _outline(area: Geometry) -> Geometry:
    """The rings of an area as lines."""
    parts = area["coordinates"] if area["type"] == "MultiPolygon" else [area["coordinates"]]
    return {"type": "MultiLineString", "coordinates": [ring for polygon in parts for ring in polygon]}


def _from_vertices(a: Geometry, b: Geometry) -> float:
    """Least distance from a vertex of `a` to `b`."""
    ends = _vertices(a)
    spans = _sphere_m(ends, _vertices(b, step_deg=_STEP_DEG)).min(axis=1)
    reach = spans.min() * (1 + 2 * _SLACK) + _STEP_DEG * 111_700
    return min(geodesy.nearest_m(lon=float(lon), lat=float(lat), geometry=b) for lon, lat in ends[spans <= reach])


def _vertices(geometry: Geometry, *, step_deg: float | None = None) -> Floats:
    """The distinct vertices, (n, 2) in degrees; with `step_deg`, outline points no farther apart than that too."""
    import shapely
    from shapely.geometry import shape

    outline = shape(geometry) if step_deg is None else shapely.segmentize(shape(geometry), step_deg)
    return np.unique(shapely.get_coordinates(outline), axis=0)


def _sphere_m(a: Floats, b: Floats) -> Floats:
    """Great-circle distances in metres, one row per position of `a`."""
    cosines = _unit(a) @ _unit(b).T
    return np.asarray(_RADIUS_M * np.arccos(np.clip(cosines, -1.0, 1.0)))


def _unit(positions: Floats) -> Floats:
    lon, lat = np.radians(positions).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
