"""Distances, bearings and circles on the WGS 84 ellipsoid; pyproj lives here only.

Degrees in (lon before lat), metres and degrees out. The edges of a geometry are straight in lon and lat, as RFC 7946
(GeoJSON) has them and as a test for "inside" takes them; distances to them are geodesic.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from .errors import PositionError, shown

Floats: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = float | Sequence[float] | NDArray[Any]  # one number, or many: list, array or Series

_WGS84: Final = Geod(ellps="WGS84")
_PIECE_DEG: Final = 0.04  # at most 4.5 km along either axis: the distance to so short a piece has one minimum
_GOLDEN: Final = (math.sqrt(5) - 1) / 2
_STEPS: Final = 38  # 6 km * 0.618**38 is 70 micrometres


def distance_m(lon_a: Numbers, lat_a: Numbers, lon_b: Numbers, lat_b: Numbers) -> Any:
    """Geodesic distance in metres between points given in degrees: a float, or an array if any argument is one.

    >>> round(distance_m(41.23, 37.05, 42.14, 37.177))
    82099

    Raises:
        PositionError: `bad-position`, for what is not a number, is not finite or is off the globe.
    """
    return inverse(lon_a, lat_a, lon_b, lat_b)[0]


def inverse(lon_a: Numbers, lat_a: Numbers, lon_b: Numbers, lat_b: Numbers) -> tuple[Any, Any]:
    """Geodesic distance in metres and true bearing at A towards B in degrees, 0 <= bearing < 360.

    Between coincident points the bearing is 0, since there is none.

    Raises:
        PositionError: `bad-position`.
    """
    parts = [_degrees(lon_a, 180, "lon"), _degrees(lat_a, 90, "lat"),
             _degrees(lon_b, 180, "lon"), _degrees(lat_b, 90, "lat")]
    if all(isinstance(part, float) for part in parts):
        azimuth, _, distance = _WGS84.inv(parts[0], parts[1], parts[2], parts[3])
        return distance, _bearing(azimuth) if distance else 0.0
    bearings, _, distances = _inv(*_broadcast(parts))
    return distances, np.where(distances > 0, _bearings(bearings), 0.0)


def checked(lon: Floats, lat: Floats) -> None:
    """Refuses what is no position in degrees, once for arrays that many questions share.

    Raises:
        PositionError: `bad-position`.
    """
    _degrees(lon, 180, "lon"), _degrees(lat, 90, "lat")


def lengths_m(lon_a: Floats, lat_a: Floats, lon_b: Floats, lat_b: Floats) -> Floats:
    """As `distance_m` for arrays of one length in degrees that `checked` has passed: metres, pair by pair."""
    return _inv(lon_a, lat_a, lon_b, lat_b)[2]


def destination(*, lon: Numbers, lat: Numbers, bearing_deg: Numbers, distance_m: Numbers) -> tuple[Any, Any]:
    """Longitude and latitude in degrees of the point `distance_m` metres from (lon, lat) along `bearing_deg`.

    Raises:
        PositionError: `bad-position`, also for a bearing or distance that is not finite and for a negative distance.
    """
    parts = [_degrees(lon, 180, "lon"), _degrees(lat, 90, "lat"),
             _numbers(bearing_deg, "bearing_deg"), _numbers(distance_m, "distance_m")]
    if np.any(np.asarray(parts[3]) < 0):
        raise PositionError(f"distance_m is {shown(distance_m)}", "a distance is 0 or more", "turn the bearing instead")
    if all(isinstance(part, float) for part in parts):
        end_lon, end_lat, _ = _WGS84.fwd(parts[0], parts[1], parts[2], parts[3])
        return end_lon, end_lat
    arrays = _broadcast(parts)
    lons, lats, _ = _each(_WGS84.fwd, *arrays)
    return lons, lats


def bounds_m(distance_m: Numbers, radius_a_m: Numbers, radius_b_m: Numbers) -> tuple[Any, Any]:
    """Least and greatest distance in metres between two things, each known to lie within a radius of its point.

    `distance_m` is the distance between the points. Numbers or arrays.

    >>> bounds_m(1000.0, 300.0, 900.0)
    (0.0, 2200.0)

    Raises:
        PositionError: `bad-position`, for a number that is negative or not finite.
    """
    parts = [_numbers(value, name) for name, value in
             (("distance_m", distance_m), ("radius_a_m", radius_a_m), ("radius_b_m", radius_b_m))]
    if any(np.any(np.asarray(part) < 0) for part in parts):
        raise PositionError(f"found {shown((distance_m, radius_a_m, radius_b_m))}", "distances and radii are 0 or more",
                            "give them in metres")
    distance, radii = parts[0], parts[1] + parts[2]
    low, high = np.maximum(0.0, distance - radii), distance + radii
    return (float(low), float(high)) if np.ndim(low) == 0 else (low, high)


def position(lon: float, lat: float) -> tuple[float, float]:
    """One position in degrees, as floats.

    Raises:
        PositionError: `bad-position`, also for many positions.
    """
    _degrees(lon, 180, "lon"), _degrees(lat, 90, "lat")
    return _number(lon, "lon"), _number(lat, "lat")


def metres(value: float, name: str) -> float:
    """`value`, a length called `name`, as one finite number of metres, 0 or more.

    Raises:
        PositionError: `bad-position`.
    """
    number = _number(value, name)
    if number < 0:
        raise PositionError(f"{name} is {shown(value)}", "a length is 0 or more", "give it in metres")
    return number


def circle(*, lon: float, lat: float, radius_m: float, points: int = 64) -> list[list[float]]:
    """Closed anticlockwise ring of [lon, lat] in degrees, each `radius_m` metres from the centre.

    Longitudes run on past 180 where the ring crosses the antimeridian, so that it draws as one piece.

    Raises:
        PositionError: `bad-position`.
    """
    if not _is_number(points) or isinstance(points, float) or points < 3:
        raise PositionError(f"points is {shown(points)}", "a ring has 3 points or more", "give a whole number")
    (lon, lat), radius_m = position(lon, lat), metres(radius_m, "radius_m")
    bearings = np.linspace(360.0, 0.0, points, endpoint=False)
    lons, lats = destination(lon=lon, lat=lat, bearing_deg=bearings, distance_m=radius_m)
    lons = lon + (lons - lon + 180.0) % 360.0 - 180.0
    ring = [[float(x), float(y)] for x, y in zip(lons, lats, strict=True)]
    return [*ring, ring[0]]


def nearest_m(*, lon: float, lat: float, geometry: Mapping[str, Any]) -> float:
    """Metres from a point to the nearest point of a GeoJSON geometry (CRS84); 0.0 inside a polygon.

    Raises:
        PositionError: `bad-position`, also for a geometry type without positions.
    """
    lon, lat = position(lon, lat)
    return 0.0 if _covers(geometry, lon, lat) else _extreme(lon, lat, geometry, sign=1)


def farthest_m(*, lon: float, lat: float, geometry: Mapping[str, Any]) -> float:
    """Metres from a point to the farthest point of a GeoJSON geometry (CRS84).

    Raises:
        PositionError: `bad-position`.
    """
    lon, lat = position(lon, lat)
    return _extreme(lon, lat, geometry, sign=-1)


def edge_m(*, lon: float, lat: float, geometry: Mapping[str, Any]) -> tuple[float, bool]:
    """Metres from a point to the nearest edge of a GeoJSON geometry (CRS84), and whether it lies inside a polygon.

    A point on the edge is 0.0 metres from it and inside.

    Raises:
        PositionError: `bad-position`.
    """
    lon, lat = position(lon, lat)
    return _extreme(lon, lat, geometry, sign=1), _covers(geometry, lon, lat)


def _degrees(value: Numbers, limit: int, name: str) -> float | Floats:
    numbers = _numbers(value, name)
    if np.any(np.abs(numbers) > limit):
        raise PositionError(f"{name} is {shown(value)}", f"{name} runs from -{limit} to {limit} degrees",
                            "check the order: lon first, then lat")
    return numbers


def _numbers(value: Numbers, name: str) -> float | Floats:
    """`value` as a float or an array of them, refusing what is not a finite number."""
    if isinstance(value, (float, int)) and not isinstance(value, bool):  # numpy's float64 is a float
        number = float(value) if abs(value) < 1e300 else math.inf
        if math.isfinite(number):
            return number
    if isinstance(value, (bool, str, bytes, bytearray, memoryview, type(None))) or np.ma.is_masked(value):
        raise _not_a_number(value, name)
    try:
        if isinstance(value, (list, tuple)) and not all(map(_is_number, np.asarray(value, dtype=object).flat)):
            raise _not_a_number(value, name)  # numpy would take a truth value between numbers for 0 or 1
        array = np.asarray(value)
    except (TypeError, ValueError, OverflowError, UserWarning) as error:
        raise _not_a_number(value, name) from error
    if array.dtype.kind not in "fiu" and array.size:
        raise _not_a_number(value, name)
    with np.errstate(over="ignore"):
        array = array.astype(np.float64)
    if not np.all(np.isfinite(array)):
        raise _not_a_number(value, name)
    return array if array.ndim else float(array)


def _is_number(item: object) -> bool:
    return isinstance(item, (int, float, np.integer, np.floating)) and not isinstance(item, (bool, np.timedelta64))


def _number(value: float, name: str) -> float:
    """`value` as one float, for what is asked about one position; many of them are refused."""
    number = _numbers(value, name)
    if not isinstance(number, float):
        raise PositionError(f"{name} is {shown(value)}", "one position is asked about here", f"give {name} as one number")
    return number


def _not_a_number(value: object, name: str) -> PositionError:
    return PositionError(f"{name} is {shown(value)}", "finite numbers only: no text, true, false, NaN or infinity",
                         f"give {name} as a number, or leave the row out")


def _broadcast(parts: Sequence[float | Floats]) -> list[Floats]:
    try:
        return [np.ascontiguousarray(part) for part in np.broadcast_arrays(*parts)]
    except ValueError as error:
        lengths = ", ".join(str(np.shape(part)) for part in parts)
        raise PositionError(f"arrays of shapes {lengths}", "arrays given together have one shape", "") from error


def _inv(lon_a: Floats, lat_a: Floats, lon_b: Floats, lat_b: Floats) -> tuple[Floats, Floats, Floats]:
    azimuth, back, distance = _each(_WGS84.inv, lon_a, lat_a, lon_b, lat_b)
    return azimuth, back, distance


def _each(solve: Callable[..., Any], *arrays: Floats) -> list[Floats]:
    """What a function of pyproj gives for arrays of one shape. It takes an array of one number for a number, so that is said."""
    if arrays[0].size == 1:
        return [np.full(arrays[0].shape, number) for number in solve(*(array.item() for array in arrays))]
    return [np.asarray(found) for found in solve(*arrays)]


def _bearing(azimuth: float) -> float:
    bearing = azimuth % 360.0
    return bearing if bearing < 360.0 else 0.0  # -1e-20 % 360 rounds to 360.0


def _bearings(azimuths: Floats) -> Floats:
    bearings = azimuths % 360.0
    return np.where(bearings < 360.0, bearings, 0.0)


def _lines(geometry: Any) -> list[Floats]:
    """The vertex runs of a geometry, each an (n, 2) array of lon, lat; a lone point is a run of one."""
    depth = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    coordinates = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
    if not isinstance(kind, str) or kind not in depth or not isinstance(coordinates, (list, tuple)) or not coordinates:
        raise PositionError(f"a geometry of type {shown(kind)}", "a geometry has a GeoJSON type and positions", "")
    runs: list[Any] = [[coordinates]] if kind == "Point" else [coordinates]
    try:
        if kind == "MultiPoint":
            runs = [[position] for position in coordinates]
        for _ in range(depth[kind] - 1):
            runs = [part for run in runs for part in run]
    except TypeError as error:
        raise _no_positions(coordinates) from error
    if not runs:
        raise _no_positions(coordinates)
    return [_run(run) for run in runs]


def _run(positions: Any) -> Floats:
    try:
        pairs = [(position[0], position[1]) for position in positions]
        if not pairs or not all(_is_number(number) for pair in pairs for number in pair):
            raise _no_positions(positions)
        with np.errstate(over="ignore"):
            run = np.array(pairs, dtype=np.float64)
    except (TypeError, IndexError, KeyError, OverflowError) as error:
        raise _no_positions(positions) from error
    _degrees(run[:, 0], 180, "lon"), _degrees(run[:, 1], 90, "lat")
    return run


def _no_positions(found: Any) -> PositionError:
    return PositionError(f"found {shown(found)}", "a position is [lon, lat] in degrees", "")


def _pieces(geometry: Mapping[str, Any]) -> tuple[Floats, Floats]:
    """Starts and ends, (n, 2) each in degrees, of the edges cut into pieces of at most _PIECE_DEG."""
    starts, ends = [], []
    for run in _lines(geometry):
        heads, tails = (run[:-1], run[1:]) if len(run) > 1 else (run, run)
        counts = np.maximum(1, np.ceil(np.abs(tails - heads).max(axis=1) / _PIECE_DEG)).astype(int)
        index = np.repeat(np.arange(len(heads)), counts)
        step = (np.arange(len(index)) - np.repeat(np.cumsum(counts) - counts, counts))[:, None]
        slope = ((tails - heads) / counts[:, None])[index]
        starts.append(heads[index] + slope * step)
        ends.append(heads[index] + slope * (step + 1))
    return np.concatenate(starts), np.concatenate(ends)


def _extreme(lon: float, lat: float, geometry: Mapping[str, Any], *, sign: int) -> float:
    """Least (sign 1) or greatest (sign -1) distance in metres from a point to the edges of a geometry.

    Measures to every piece end, keeps the pieces whose middle could still beat the best, and narrows those down by
    golden section on the geodesic distance.
    """
    start, end = _pieces(geometry)
    length = _inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])[2]

    def measure(points: Floats) -> Floats:
        return sign * _inv(np.full(len(points), lon), np.full(len(points), lat), points[:, 0], points[:, 1])[2]

    ends = np.minimum(measure(start), measure(end))
    best = ends.min()
    near = ends - length / 2 <= best
    origin, slope = start[near], (end - start)[near]
    low, high = np.zeros((len(origin), 1)), np.ones((len(origin), 1))
    for _ in range(_STEPS):
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        both = measure(np.concatenate([origin + slope * left, origin + slope * right]))  # one call of pyproj costs as much as two
        closer = (both[:len(origin)] <= both[len(origin):])[:, None]
        low, high = np.where(closer, low, left), np.where(closer, right, high)
    return float(sign * min(best, measure(origin + slope * low).min()))


def _covers(geometry: Mapping[str, Any], lon: float, lat: float) -> bool:
    _lines(geometry)
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        return False
    import shapely  # here, so that a distance between points does not wait for it
    from shapely.geometry import shape

    try:
        return bool(shapely.intersects_xy(shape(geometry), lon, lat))
    except (ValueError, TypeError, shapely.errors.ShapelyError) as error:
        raise PositionError(f"found {shown(geometry['coordinates'])}", "a ring has four positions or more, of two or three "
                            "numbers each, and ends where it starts", "") from error
