"""Right distances, or a refusal: geo.geodesy against geographiclib in every difficult kind, and all that is no position.

tests/geodesics.py says where the pairs come from: twenty published ones, and 10,000 drawn by the recipe of the published
set with geographiclib as the reference. tests/page/test_geodesic_js.py holds the page to the same kinds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import geodesics
import numpy as np
import pandas as pd
import pytest

import geo
from geo import geodesy, spots
from geo.cli import main
from geo.errors import GeoError, PositionError, UsageError

Counted = Callable[..., None]
PROMISED_M = 1e-6  # the manual of GeographicLib promises 15 nm of itself, a sixtieth of this


def test_published_distances_and_bearings_are_met(counted: Counted) -> None:
    cases = geodesics.published()
    wrong = []
    for pair, metres, bearing_deg in cases:
        found_m, found_deg = geodesy.inverse(*pair)
        turned_deg = (found_deg - bearing_deg + 180) % 360 - 180
        if abs(found_m - metres) > PROMISED_M or abs(turned_deg) > 1e-9:
            wrong.append((pair, found_m - metres, turned_deg))
    counted("distances", cases=len(cases), failed=len(wrong))
    assert len(cases) == 20
    assert not wrong


@pytest.mark.parametrize("kind", geodesics.KINDS)
def test_distances_are_those_of_geographiclib_to_a_micrometre(kind: str, counted: Counted) -> None:
    pairs = np.array(geodesics.drawn(kind, 1000))
    found = geodesy.distance_m(*pairs.T)
    truth = np.array([geodesics.metres(pair) for pair in pairs.tolist()])
    off = np.abs(found - truth)
    counted("distances", cases=len(pairs), failed=int((off > PROMISED_M).sum()))
    assert off.max() <= PROMISED_M, (pairs[off.argmax()].tolist(), off.max())
    assert truth.max() <= 2 * geodesics.QUARTER_M + 1
    back = geodesy.distance_m(*pairs[:, [2, 3, 0, 1]].T)
    assert np.abs(back - truth).max() <= PROMISED_M


# No number at all, or none that is finite.
NO_NUMBER: list[Any] = [
    math.nan, math.inf, -math.inf, np.float64("nan"), np.float32("inf"), 10**400, -(10**400), np.longdouble("1e400"),
    True, False, np.True_, np.array(True), "1", "", "nan", "35N", "٣", b"1", bytearray(b"1"), memoryview(b"1"), None,
    pd.NA, pd.NaT,
    np.ma.masked, 1j, Decimal(1), Fraction(1, 2), date(2020, 1, 1), np.timedelta64(1, "D"), np.datetime64("2020-01-01"),
    {}, {"lat": 1}, {1}, object(), float, ..., [None], [True], ["1"], [[["1"]]],
    [1.0, math.nan], [1.0, True], [1.0, np.True_], [[True, 1.0]], [np.array([True]), np.array([1.0])], [1.0, "2"], [1.0, 10**400],
    [1.0, np.ma.masked], (False,), [[1.0], [1.0, 2.0]], np.array([True]), np.array(["1"]), np.array([1.0, None]),
    np.array([math.nan]),
    np.ma.masked_array([1.0, 2.0], [False, True]), np.ma.masked_array([1, 2], [False, True]), pd.Series([True]), pd.Series(["1"]),
    pd.Series([1.0, None]), pd.array([1.0, None], dtype="Float64"), pd.array([True, None], dtype="boolean"),
]
OFF_THE_GLOBE: list[Any] = [90.0000001, 91, -91, np.float32(91), [0, 91], np.array([0.0, -90.5]), 1e300, np.int64(2**60)]
BEYOND_180: list[Any] = [180.0000001, 181, -181, 360, np.array([0.0, 540.0])]
NEGATIVE: list[Any] = [-1, -1e-9, np.float64(-5), np.int64(-1)]
MANY: list[Any] = [[], [1.0], (1.0, 2.0), np.array([1.0, 2.0]), pd.Series([1.0])]  # where one number is asked for
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
POINT = {"type": "Point", "coordinates": [0, 0]}

LATITUDES: dict[str, Callable[[Any], Any]] = {
    "distance_m": lambda value: geodesy.distance_m(0, value, 0, 0), "its end": lambda value: geodesy.distance_m(0, 0, 0, value),
    "inverse": lambda value: geodesy.inverse(0, value, 0, 0),
    "destination": lambda value: geodesy.destination(lon=0, lat=value, bearing_deg=0, distance_m=1),
}
LATITUDE_OF_ONE: dict[str, Callable[[Any], Any]] = {
    "circle": lambda value: geodesy.circle(lon=0, lat=value, radius_m=1),
    "nearest_m": lambda value: geodesy.nearest_m(lon=0, lat=value, geometry=SQUARE),
    "farthest_m": lambda value: geodesy.farthest_m(lon=0, lat=value, geometry=POINT),
    "edge_m": lambda value: geodesy.edge_m(lon=0, lat=value, geometry=SQUARE),
    "a vertex": lambda value: geodesy.nearest_m(lon=0, lat=0, geometry={"type": "Point", "coordinates": [0, value]}),
    "position": lambda value: spots.position(lon=0, lat=value),
}
LONGITUDES: dict[str, Callable[[Any], Any]] = {
    "distance_m": lambda value: geodesy.distance_m(value, 0, 0, 0), "its end": lambda value: geodesy.distance_m(0, 0, value, 0),
    "destination": lambda value: geodesy.destination(lon=value, lat=0, bearing_deg=0, distance_m=1),
}
LENGTHS: dict[str, Callable[[Any], Any]] = {
    "destination": lambda value: geodesy.destination(lon=0, lat=0, bearing_deg=0, distance_m=value),
    "bounds_m": lambda value: geodesy.bounds_m(1, value, 1), "its distance": lambda value: geodesy.bounds_m(value, 1, 1),
}
LENGTH_OF_ONE: dict[str, Callable[[Any], Any]] = {
    "circle": lambda value: geodesy.circle(lon=0, lat=0, radius_m=value),
    "position": lambda value: spots.position(lon=0, lat=0, uncertainty_m=value),
}


def cases() -> Iterator[tuple[str, Callable[[Any], Any], Any]]:
    """A name, a function and what it has to refuse."""
    for asked, refused in ((LATITUDES, [*NO_NUMBER, *OFF_THE_GLOBE]), (LATITUDE_OF_ONE, [*NO_NUMBER, *OFF_THE_GLOBE, *MANY]),
                           (LONGITUDES, [*NO_NUMBER, *BEYOND_180]), (LENGTHS, [*NO_NUMBER, *NEGATIVE]),
                           (LENGTH_OF_ONE, [*NO_NUMBER, *NEGATIVE, *MANY])):
        for name, ask in asked.items():
            for value in refused:
                yield name, ask, value


def answered(tried: Iterable[tuple[str, Callable[[Any], Any], Any]], error: type[GeoError] | tuple[type[GeoError], ...],
             ) -> tuple[int, list[str]]:
    """How many were tried, and those that were answered, or refused with an error that is not ours."""
    count, wrong = 0, []
    for name, ask, value in tried:
        count += 1
        try:
            wrong.append(f"{name}({value!r}) gave {ask(value)!r:.60}")
        except error:
            pass
        except Exception as other:
            wrong.append(f"{name}({value!r}) raised {type(other).__name__}: {other!s:.60}")
    return count, wrong


def test_what_is_no_position_or_length_is_never_answered(counted: Counted) -> None:
    count, wrong = answered(cases(), PositionError)
    counted("distances", cases=count, failed=len(wrong))
    assert count > 1000
    assert not wrong


NO_GEOMETRIES: list[Any] = [
    None, [], "Point", True, {}, {"type": "Point"}, {"type": ["Point"], "coordinates": [0, 0]},
    {"type": "GeometryCollection", "geometries": [POINT]},
    *({"type": kind, "coordinates": wrong} for kind, wrong in [
        ("Point", []), ("Point", [0]), ("Point", [[0, 0]]), ("Point", [0, [1, 2]]), ("Point", "00"), ("Point", {"0": 1}),
        ("MultiPoint", [5]), ("MultiPoint", 5), ("LineString", [[0, 0], 5]), ("Polygon", [[]]), ("Polygon", [[[0, 0], [1, 1]]]),
        ("MultiPolygon", [[]]), ("MultiPolygon", [5]), ("MultiPolygon", [[[[0, 0], [0, math.nan]]]])]),
]


def test_what_is_no_geometry_is_never_measured_to(counted: Counted) -> None:
    asked = {"nearest_m": geodesy.nearest_m, "edge_m": geodesy.edge_m}
    tried = [(name, lambda value, ask=ask: ask(lon=0, lat=0, geometry=value), value)
             for name, ask in asked.items() for value in NO_GEOMETRIES]
    count, wrong = answered(tried, PositionError)
    counted("distances", cases=count, failed=len(wrong))
    assert not wrong


def test_a_whole_number_of_points_makes_a_ring() -> None:
    assert len(geodesy.circle(lon=0, lat=0, radius_m=1, points=3)) == 4
    for points in (0, 2, -1, True, 3.0, "3", None, math.nan):
        with pytest.raises(PositionError, match="3 points or more"):
            geodesy.circle(lon=0, lat=0, radius_m=1, points=points)  # type: ignore[arg-type]


def test_an_atlas_refuses_what_is_no_radius_position_or_name(counted: Counted) -> None:
    atlas = geo.load()
    of_one = [value for value in [*NO_NUMBER, *MANY] if value is not None]  # None leaves the condition out
    day = "2020-06-03"
    span = atlas.distance("Derik", "Qamishli")
    tried: list[tuple[str, Callable[[Any], Any], Any]] = []
    for value in [*of_one, *NEGATIVE]:
        tried += [("near", lambda value: atlas.near("Derik", within_m=value), value),
                  ("select", lambda value: atlas.select(near="Derik", within_m=value), value),
                  ("within", lambda value: span.within(value), value),
                  ("control within", lambda value: atlas.control(lon=40, lat=35, uncertainty_m=value, as_of=day), value)]
    for value in [*of_one, *OFF_THE_GLOBE]:
        tried.append(("control", lambda value: atlas.control(lon=40, lat=value, as_of=day), value))
    for value in [*of_one, *BEYOND_180]:
        tried.append(("control", lambda value: atlas.control(lon=value, lat=35, as_of=day), value))
    for value in (math.nan, True, 5, None, [1], b"x", np.array([1]), object()):
        tried += [("distance", lambda value: atlas.distance("Derik", value), value),
                  ("near", lambda value: atlas.near(value, within_m=1), value),
                  ("actors", lambda value: atlas.nearest("Derik", actors=[value]), value),
                  ("as_of", atlas.as_of, value), ("known_by", atlas.known_by, value)]
    count, wrong = answered(tried, (PositionError, UsageError, GeoError))
    counted("distances", cases=count, failed=len(wrong))
    assert not wrong


NO_LENGTHS = ["nan", "inf", "-5km", "5", "true", "5 parsecs", "1e3km", "٣km", "", "NaNkm", "9" * 400 + "km"]


@pytest.mark.parametrize("length", NO_LENGTHS, ids=range(len(NO_LENGTHS)))
def test_the_command_line_refuses_what_is_no_length(length: str, capsys: pytest.CaptureFixture[str], counted: Counted) -> None:
    with pytest.raises(SystemExit) as left:
        main(["near", "Derik", "--within", length])
    said = capsys.readouterr()
    refused = left.value.code == 2 and not said.out and said.err.startswith(("[usage]", "[bad-position]"))
    counted("distances", cases=1, failed=int(not refused))
    assert refused, said
