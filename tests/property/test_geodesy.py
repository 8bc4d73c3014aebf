"""Geodesics against the geographiclib package, everywhere on the ellipsoid, and edges against brute force with it."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo import geodesy

MILLIMETRE = 1e-3
lons = st.floats(-180, 180, allow_nan=False)
lats = st.floats(-90, 90, allow_nan=False)
points = st.tuples(lons, lats)
small = st.floats(-0.6, 0.6, allow_nan=False)


def oracle(a: tuple[float, float], b: tuple[float, float]) -> dict[str, float]:
    return Geodesic.WGS84.Inverse(a[1], a[0], b[1], b[0])


@settings(max_examples=300)
@given(points, points)
@example((0.0, 90.0), (120.0, -90.0))
@example((0.0, 90.0), (77.0, 90.0))
@example((180.0, 10.0), (-180.0, 10.0))
@example((0.0, 0.0), (179.5, 0.3))
@example((0.0, 0.0), (179.39, 0.0))
@example((10.0, 1e-300), (10.0, -1e-300))
def test_distance_is_that_of_geographiclib(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert geodesy.distance_m(*a, *b) == pytest.approx(oracle(a, b)["s12"], abs=MILLIMETRE)


@settings(max_examples=300)
@given(points, small, small)
@example((0.0, -30.0), -0.2, 0.1)
def test_nearly_antipodal_distance_is_that_of_geographiclib(a: tuple[float, float], d_lon: float, d_lat: float) -> None:
    lon = (a[0] + 180 + d_lon + 180) % 360 - 180
    b = (lon, max(-90.0, min(90.0, -a[1] + d_lat)))
    assert geodesy.distance_m(*a, *b) == pytest.approx(oracle(a, b)["s12"], abs=MILLIMETRE)


@settings(max_examples=300)
@given(points, st.floats(0, 359.999), st.floats(0, 20_000_000))
def test_destination_is_that_of_geographiclib(a: tuple[float, float], bearing_deg: float, metres: float) -> None:
    lon, lat = geodesy.destination(lon=a[0], lat=a[1], bearing_deg=bearing_deg, distance_m=metres)
    expected = Geodesic.WGS84.Direct(a[1], a[0], bearing_deg, metres)
    assert oracle((lon, lat), (expected["lon2"], expected["lat2"]))["s12"] < MILLIMETRE


@settings(max_examples=200)
@given(points, points)
def test_bearing_leads_to_the_other_point(a: tuple[float, float], b: tuple[float, float]) -> None:
    distance, bearing = geodesy.inverse(*a, *b)
    assert 0 <= bearing < 360
    end = Geodesic.WGS84.Direct(a[1], a[0], bearing, distance)
    assert oracle(b, (end["lon2"], end["lat2"]))["s12"] < MILLIMETRE


def densified(runs: list[list[tuple[float, float]]], steps: int) -> list[tuple[float, float]]:
    """Points along straight edges in lon and lat, `steps` to an edge."""
    return [(a[0] + (b[0] - a[0]) * n / steps, a[1] + (b[1] - a[1]) * n / steps)
            for run in runs for a, b in pairwise(run) for n in range(steps + 1)]


def brute(point: tuple[float, float], runs: list[list[tuple[float, float]]], sign: int) -> float:
    """Least (sign 1) or greatest (sign -1) distance to the edges: densified, then densified again about the best point."""
    def edge_extreme(a: tuple[float, float], b: tuple[float, float]) -> float:
        low, high = 0.0, 1.0
        best = math.inf
        for parts in (20, *[8] * 10):  # each round narrows the edge to a tenth or a quarter about its best point
            spots = [low + (high - low) * n / parts for n in range(parts + 1)]
            values = [sign * oracle(point, (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t))["s12"] for t in spots]
            best = min(best, *values)
            at = spots[values.index(min(values))]
            width = (high - low) / parts
            low, high = max(0.0, at - width), min(1.0, at + width)
        return best

    return sign * min(edge_extreme(a, b) for run in runs for a, b in pairwise(run))


corners = st.tuples(st.floats(36, 44), st.floats(32, 39))


@settings(max_examples=25)
@given(corners, st.lists(corners, min_size=2, max_size=5))
def test_line_distances_are_those_of_brute_force(point: tuple[float, float], line: list[tuple[float, float]]) -> None:
    geometry: dict[str, Any] = {"type": "LineString", "coordinates": [list(corner) for corner in line]}
    nearest, farthest = brute(point, [line], 1), brute(point, [line], -1)
    assert geodesy.nearest_m(lon=point[0], lat=point[1], geometry=geometry) == pytest.approx(nearest, abs=MILLIMETRE)
    assert geodesy.farthest_m(lon=point[0], lat=point[1], geometry=geometry) == pytest.approx(farthest, abs=MILLIMETRE)


@settings(max_examples=25)
@given(corners, st.floats(36, 44), st.floats(32, 39), st.floats(0.01, 2), st.integers(3, 8))
def test_polygon_distances_are_those_of_brute_force(point: tuple[float, float], lon: float, lat: float, size: float,
                                                   sides: int) -> None:
    turns = [2 * math.pi * n / sides for n in range(sides)]
    ring = [(lon + size * math.cos(turn), lat + size * math.sin(turn)) for turn in turns]
    ring.append(ring[0])
    geometry: dict[str, Any] = {"type": "Polygon", "coordinates": [[list(corner) for corner in ring]]}
    nearest = brute(point, [ring], 1)
    # A convex polygon holds a point that lies left of every edge.
    sides_of = [(b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
                for a, b in pairwise(ring)]
    metres, inside = geodesy.edge_m(lon=point[0], lat=point[1], geometry=geometry)
    assert metres == pytest.approx(nearest, abs=MILLIMETRE)
    if min(map(abs, sides_of)) > 1e-9:
        assert inside == (min(sides_of) > 0)
        found = geodesy.nearest_m(lon=point[0], lat=point[1], geometry=geometry)
        assert found == pytest.approx(0.0 if inside else nearest, abs=MILLIMETRE)


@settings(max_examples=12)
@given(st.tuples(lons, st.floats(-80, 80)), st.lists(st.tuples(lons, st.floats(-80, 80)), min_size=2, max_size=3))
def test_distances_to_lines_across_the_world_stand(point: tuple[float, float], line: list[tuple[float, float]]) -> None:
    geometry: dict[str, Any] = {"type": "LineString", "coordinates": [list(corner) for corner in line]}
    sampled = [oracle(point, spot)["s12"] for spot in densified([line], 400)]
    nearest = geodesy.nearest_m(lon=point[0], lat=point[1], geometry=geometry)
    farthest = geodesy.farthest_m(lon=point[0], lat=point[1], geometry=geometry)
    # Sampled points are on the line; the true extreme lies within half a step of one, 50 km at most.
    assert min(sampled) - 60_000 <= nearest <= min(sampled) + MILLIMETRE
    assert max(sampled) - MILLIMETRE <= farthest <= max(sampled) + 60_000
