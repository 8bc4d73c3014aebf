"""Distances on the ellipsoid, against values published or computed elsewhere."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from geographiclib.geodesic import Geodesic

from geo import geodesy
from geo.errors import PositionError

# lon and lat of both ends in degrees, metres. The first is the opening line of the GeodTest set published with
# GeographicLib; New York to London is an example of its manual, to the millimetre it prints; the rest are properties of
# the WGS 84 ellipsoid: a degree of the equator is a * pi / 180, the quarter meridian is 10001.966 km.
KNOWN = [
    ((0, 36.530042355041), (5.762344694676510456, -48.164270779097768864), 9398502.0434687),
    ((-73.8, 40.6), (-0.5, 51.6), 5551759.400),
    ((0, 0), (1, 0), 6378137 * math.pi / 180),
    ((0, 0), (0, 90), 10001965.729),
    ((0, -90), (57, 90), 20003931.459),
    ((0, 0), (180, 0), 20003931.459),
    ((179.5, 0), (-179.5, 0), 6378137 * math.pi / 180),
    ((41.23, 37.05), (41.23, 37.05), 0.0),
]


@pytest.mark.parametrize(("a", "b", "metres"), KNOWN)
def test_distance_is_the_published_one(a: tuple[float, float], b: tuple[float, float], metres: float) -> None:
    assert geodesy.distance_m(*a, *b) == pytest.approx(metres, abs=1e-3)
    assert geodesy.distance_m(*b, *a) == pytest.approx(metres, abs=1e-3)


def test_bearing_is_true_and_within_a_turn() -> None:
    assert geodesy.inverse(10, 0, 10, 1) == pytest.approx((110574.389, 0.0), abs=1e-3)
    assert geodesy.inverse(10, 0, 11, 0)[1] == pytest.approx(90)
    assert geodesy.inverse(10, 1, 10, 0)[1] == pytest.approx(180)
    assert geodesy.inverse(11, 0, 10, 0)[1] == pytest.approx(270)
    assert geodesy.inverse(10, 0, 10 - 1e-18, 1)[1] < 360


def test_coincident_points_have_distance_and_bearing_zero() -> None:
    assert geodesy.inverse(42.14, 37.177, 42.14, 37.177) == (0.0, 0.0)
    distances, bearings = geodesy.inverse([42.14, 0.0], [37.177, 0.0], 42.14, 37.177)
    assert (distances[0], bearings[0]) == (0.0, 0.0)


def test_numbers_in_give_a_float_and_arrays_an_array() -> None:
    assert type(geodesy.distance_m(10, 0, 11, 0)) is float
    assert type(geodesy.distance_m(np.float64(10), np.array(0), np.int32(11), 0)) is float
    for many in ([10, 11], (10, 11), np.array([10, 11]), pd.Series([10, 11], index=["a", "b"])):
        found = geodesy.distance_m(many, 0, 11, 0)
        assert isinstance(found, np.ndarray)
        assert found == pytest.approx([6378137 * math.pi / 180, 0])
    assert geodesy.distance_m([], [], 0, 0).shape == (0,)
    assert geodesy.distance_m([[10], [11]], 0, [10, 11, 12], 0).shape == (2, 3)


def test_arrays_agree_with_single_numbers() -> None:
    rows = np.array([[lon_a, lat_a, lon_b, lat_b] for (lon_a, lat_a), (lon_b, lat_b), _ in KNOWN])
    distances, bearings = geodesy.inverse(*rows.T)
    single = [geodesy.inverse(*row) for row in rows.tolist()]
    assert distances.tolist() == [distance for distance, _ in single]
    assert bearings.tolist() == [bearing for _, bearing in single]


NO_POSITION: list[tuple[Any, str]] = [
    (math.nan, "finite"), (math.inf, "finite"), (-math.inf, "finite"), (10**400, "finite"), ("10", "finite"),
    (b"10", "finite"), (True, "finite"), (None, "finite"), (1 + 2j, "finite"), (90.0001, "lon first"),
    (-91, "lon first"), ([0.0, math.nan], "finite"), ([1.0, True], "finite"), ([1.0, "2"], "finite"),
    ([1.0, None], "finite"), (np.array([True]), "finite"), (np.array(["1"]), "finite"),
    (np.array([1, 200]), "lon first"), (np.ma.masked_array([1.0, 2.0], [False, True]), "finite"), (object(), "finite"),
    ([[1.0], [1.0, 2.0]], "finite"), (np.array("2020-01-01", dtype="datetime64[D]"), "finite"), ({"lat": 1}, "finite"),
]


@pytest.mark.parametrize(("value", "says"), NO_POSITION, ids=[str(n) for n in range(len(NO_POSITION))])
def test_what_is_no_position_is_refused(value: Any, says: str) -> None:
    with pytest.raises(PositionError, match=says) as caught:
        geodesy.distance_m(0, value, 0, 0)
    assert caught.value.code == "bad-position"
    with pytest.raises(PositionError):
        geodesy.nearest_m(lon=0, lat=value, geometry={"type": "Point", "coordinates": [0, 0]})


def test_longitudes_beyond_180_are_refused() -> None:
    with pytest.raises(PositionError, match="-180 to 180"):
        geodesy.distance_m(181, 0, 0, 0)


def test_arrays_of_different_length_are_refused() -> None:
    with pytest.raises(PositionError, match="one shape"):
        geodesy.distance_m([1, 2], 0, [1, 2, 3], 0)


def test_destination_undoes_inverse() -> None:
    lon, lat = geodesy.destination(lon=41.23, lat=37.05, bearing_deg=80, distance_m=82_000)
    assert geodesy.inverse(41.23, 37.05, lon, lat) == pytest.approx((82_000, 80), abs=1e-6)
    lons, lats = geodesy.destination(lon=[0, 10], lat=0, bearing_deg=90, distance_m=6378137 * math.pi / 180)
    assert lons == pytest.approx([1, 11])
    assert lats == pytest.approx([0, 0])


@pytest.mark.parametrize("change", [
    {"distance_m": -1}, {"distance_m": math.nan}, {"bearing_deg": math.inf}, {"lat": 91},
])
def test_destination_refuses_what_has_none(change: dict[str, float]) -> None:
    with pytest.raises(PositionError):
        geodesy.destination(**{"lon": 0, "lat": 0, "bearing_deg": 0, "distance_m": 1, **change})


def test_bounds_of_two_things_known_to_a_radius() -> None:
    assert geodesy.bounds_m(1000, 200, 300) == (500, 1500)
    assert geodesy.bounds_m(400, 200, 300) == (0, 900)  # they may be one and the same
    low, high = geodesy.bounds_m(np.array([1000, 400]), 200, np.array([300, 300]))
    assert (low.tolist(), high.tolist()) == ([500, 0], [1500, 900])
    for wrong in (-1, math.nan):
        with pytest.raises(PositionError):
            geodesy.bounds_m(1000, wrong, 0)


@pytest.mark.parametrize(("lon", "lat"), [(40.3, 35.3), (0, 0), (10, 89.99), (179.99, 10), (-179.99, -45)])
def test_every_point_of_a_circle_is_its_radius_away(lon: float, lat: float) -> None:
    ring = geodesy.circle(lon=lon, lat=lat, radius_m=7_000, points=36)
    assert len(ring) == 37
    assert ring[0] == ring[-1]
    for point in ring:
        # Past the antimeridian the ring runs on, so that it draws as one piece.
        around = (point[0] + 180) % 360 - 180
        assert Geodesic.WGS84.Inverse(lat, lon, point[1], around)["s12"] == pytest.approx(7_000, abs=1e-6)


def test_circle_runs_anticlockwise_and_on_past_the_antimeridian() -> None:
    ring = geodesy.circle(lon=179.99, lat=10, radius_m=7_000)
    assert sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) > 0
    assert max(lon for lon, _ in ring) > 180


SQUARE = [[10.0, 0.0], [11.0, 0.0], [11.0, 1.0], [10.0, 1.0], [10.0, 0.0]]
HOLE = [[10.4, 0.4], [10.4, 0.6], [10.6, 0.6], [10.6, 0.4], [10.4, 0.4]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE, HOLE]}
DEGREE_M = 6378137 * math.pi / 180


def test_nearest_of_a_polygon() -> None:
    # East of the square on the equator, a degree from its corner.
    assert geodesy.nearest_m(lon=12, lat=0, geometry=POLYGON) == pytest.approx(DEGREE_M, abs=1e-3)
    assert geodesy.nearest_m(lon=10.2, lat=0.3, geometry=POLYGON) == 0.0
    assert geodesy.nearest_m(lon=10, lat=0.5, geometry=POLYGON) == 0.0  # on the edge
    # In the hole, 0.1 of a degree of latitude north of its south side.
    assert geodesy.nearest_m(lon=10.5, lat=0.5, geometry=POLYGON) == pytest.approx(
        Geodesic.WGS84.Inverse(0.5, 10.5, 0.4, 10.5)["s12"], abs=1e-3)


def test_edge_says_inside_or_outside() -> None:
    metres, inside = geodesy.edge_m(lon=10.2, lat=0.5, geometry=POLYGON)
    assert inside
    # The hole's side at 10.4 and the square's at 10.0 are both 0.2 degrees of longitude away.
    assert metres == pytest.approx(Geodesic.WGS84.Inverse(0.5, 10.2, 0.5, 10.4)["s12"], abs=1.0)
    assert geodesy.edge_m(lon=12, lat=0, geometry=POLYGON) == (pytest.approx(DEGREE_M, abs=1e-3), False)
    assert geodesy.edge_m(lon=10, lat=0, geometry=POLYGON) == (0.0, True)


def test_farthest_point_is_the_far_corner() -> None:
    expected = Geodesic.WGS84.Inverse(0, 9, 1, 11)["s12"]
    assert geodesy.farthest_m(lon=9, lat=0, geometry=POLYGON) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("geometry", [
    {"type": "Point", "coordinates": [11, 0]},
    {"type": "Point", "coordinates": [11, 0, 250.0]},
    {"type": "MultiPoint", "coordinates": [[15, 0], [11, 0]]},
    {"type": "LineString", "coordinates": [[11, 0], [15, 0]]},
    {"type": "LineString", "coordinates": [[15, 0], [11, 0], [11, 0], [15, 3]]},
    {"type": "MultiLineString", "coordinates": [[[14, 0], [15, 0]], [[11, 0], [12, 0]]]},
    {"type": "MultiPolygon", "coordinates": [[[[14, 0], [15, 0], [15, 1], [14, 0]]],
                                             [[[11, 0], [12, 0], [12, 1], [11, 0]]]]},
])
def test_nearest_of_every_geometry_type(geometry: dict[str, Any]) -> None:
    assert geodesy.nearest_m(lon=10, lat=0, geometry=geometry) == pytest.approx(DEGREE_M, abs=1e-3)


@pytest.mark.parametrize("geometry", [
    {"type": "GeometryCollection", "geometries": []}, {"type": "Polygon", "coordinates": []}, {"type": "Point"}, {},
    {"type": "LineString", "coordinates": [[0, 0], [0, 91]]},
    {"type": "LineString", "coordinates": [[0, 0], [True, 1]]},
    {"type": "Polygon", "coordinates": [[0, 0]]}, {"type": "LineString", "coordinates": [[0], [1]]},
    {"type": "LineString", "coordinates": [["0", 1], [1, 1]]}, {"type": "Polygon", "coordinates": [5]},
])
def test_geometry_without_positions_is_refused(geometry: dict[str, Any]) -> None:
    with pytest.raises(PositionError):
        geodesy.nearest_m(lon=0, lat=0, geometry=geometry)
