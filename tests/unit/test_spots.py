"""Distances between places, incidents and zones keep their bounds; expected values come from geographiclib."""

from __future__ import annotations

import math
from typing import Any

import pytest
from geographiclib.geodesic import Geodesic

from geo import shapes, spots
from geo.errors import PositionError
from geo.spots import Spot, between


def true_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    return float(Geodesic.WGS84.Inverse(a[1], a[0], b[1], b[0])["s12"])


def point(key: str, lon: float, lat: float, radius_m: float = 0.0, kind: str = "place") -> Spot:
    return Spot(key, kind, key.title(), {"type": "Point", "coordinates": [lon, lat]}, radius_m)


def line(key: str, *positions: tuple[float, float], radius_m: float = 0.0) -> Spot:
    return Spot(key, "incident", key.title(), {"type": "LineString", "coordinates": [list(p) for p in positions]}, radius_m)


def area(key: str, west: float, south: float, east: float, north: float, radius_m: float = 0.0, kind: str = "zone") -> Spot:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return Spot(key, kind, key.title(), {"type": "Polygon", "coordinates": [ring]}, radius_m)


DERIK, QAMISHLI = (42.14, 37.177), (41.23, 37.05)


def test_distance_of_two_points_has_the_radii_as_bounds():
    found = between(point("derik", *DERIK, 1500), point("qamishli", *QAMISHLI, 3000))
    solved = Geodesic.WGS84.Inverse(DERIK[1], DERIK[0], QAMISHLI[1], QAMISHLI[0])
    assert found.distance_m == pytest.approx(solved["s12"], abs=1e-3)
    assert found.low_m == pytest.approx(solved["s12"] - 4500, abs=1e-3)
    assert found.high_m == pytest.approx(solved["s12"] + 4500, abs=1e-3)
    assert found.bearing_deg == pytest.approx(solved["azi1"] % 360, abs=1e-9)


def test_bound_is_never_below_zero():
    found = between(point("a", 40.0, 36.0, 5000), point("b", 40.01, 36.0, 5000))
    assert found.low_m == 0


def test_thing_is_where_it_is_however_badly_known():
    found = between(point("a", 40.0, 36.0, 5000), point("a", 40.0, 36.0, 5000))
    assert (found.distance_m, found.low_m, found.high_m, found.bearing_deg) == (0, 0, 0, None)


def test_two_things_at_one_point_may_be_both_radii_apart():
    found = between(point("a", 40.0, 36.0, 5000), point("b", 40.0, 36.0, 1000))
    assert (found.distance_m, found.low_m, found.high_m, found.bearing_deg) == (0, 0, 6000, None)


def test_within_is_yes_no_or_cannot_say():
    found = between(point("a", 40.0, 36.0, 1000), point("b", 40.0, 36.1, 1000))  # 11.1 km, 9.1 to 13.1
    assert [found.within(radius_m) for radius_m in (9_000, 9_200, 11_100, 13_000, 13_200)] == [
        "no", "cannot say", "cannot say", "cannot say", "yes"]
    assert found.within(found.low_m) == "cannot say"
    assert found.within(found.high_m) == "yes"


def test_road_is_measured_from_its_middle_and_bounded_by_its_nearest_and_farthest_ends():
    # Along the equator, so that the nearest point of the road to the place is its western end.
    found = between(point("a", 10.0, 0.0, 100), line("road", (10.1, 0.0), (10.2, 0.0), (10.4, 0.0), radius_m=500))
    assert found.distance_m == pytest.approx(true_m((10.0, 0.0), (10.25, 0.0)), abs=1e-3)
    assert found.low_m == pytest.approx(true_m((10.0, 0.0), (10.1, 0.0)) - 600, abs=1e-3)
    assert found.high_m == pytest.approx(true_m((10.0, 0.0), (10.4, 0.0)) + 600, abs=1e-3)


def test_two_roads_are_nearest_at_an_end_and_farthest_at_the_others():
    west, east = line("west", (10.0, 36.0), (10.1, 36.0)), line("east", (10.3, 36.0), (10.5, 36.2))
    found = between(west, east)
    assert found.low_m == pytest.approx(true_m((10.1, 36.0), (10.3, 36.0)), abs=0.5)
    assert found.high_m == pytest.approx(true_m((10.0, 36.0), (10.5, 36.2)), abs=1e-3)


def test_crossing_roads_may_be_one_spot():
    assert between(line("a", (10.0, 36.0), (10.2, 36.2)), line("b", (10.0, 36.2), (10.2, 36.0))).low_m == 0


def test_area_is_measured_from_a_point_inside_it():
    found = between(point("a", 10.0, 0.0), area("field", 10.2, -0.1, 10.4, 0.1, kind="incident"))
    assert found.low_m == pytest.approx(true_m((10.0, 0.0), (10.2, 0.0)), abs=1e-3)
    assert found.high_m == pytest.approx(true_m((10.0, 0.0), (10.4, 0.1)), abs=1e-3)
    assert found.low_m < found.distance_m < found.high_m


# To the edges of a box between the meridians 10 and 11 and the parallels 0 and 1.
BOX = area("box", 10.0, 0.0, 11.0, 1.0, radius_m=2000)


def test_outside_a_zone_it_is_the_distance_to_the_nearest_edge():
    found = between(point("a", 9.9, 0.5, 1000), BOX)
    edge = true_m((9.9, 0.5), (10.0, 0.5))  # the shortest way to a meridian leaves it at nearly the same latitude
    assert found.distance_m == pytest.approx(edge, abs=0.5)
    assert found.low_m == pytest.approx(edge - 3000, abs=0.5)
    assert found.high_m == pytest.approx(edge + 3000, abs=0.5)
    assert (found.inside, found.bearing_deg) == (False, None)


def test_deep_inside_a_zone_it_is_zero_for_sure():
    found = between(point("a", 10.5, 0.5, 1000), BOX)
    assert (found.distance_m, found.low_m, found.high_m, found.inside) == (0, 0, 0, True)


def test_inside_near_the_edge_cannot_be_said():
    found = between(point("a", 10.01, 0.5, 1000), BOX)  # 1.1 km inside, 3 km of doubt
    depth = true_m((10.01, 0.5), (10.0, 0.5))
    assert (found.distance_m, found.low_m, found.inside) == (0, 0, None)
    assert found.high_m == pytest.approx(3000 - depth, abs=0.5)


def test_direction_does_not_change_a_distance_to_a_zone():
    there, back = between(point("a", 9.9, 0.5, 1000), BOX), between(BOX, point("a", 9.9, 0.5, 1000))
    assert (there.distance_m, there.low_m, there.high_m) == (back.distance_m, back.low_m, back.high_m)
    assert (back.start.id, back.end.id) == ("box", "a")


def test_road_across_an_edge_may_be_inside_or_as_far_as_its_end():
    found = between(line("road", (9.8, 0.5), (10.3, 0.5)), BOX)
    assert (found.low_m, found.inside) == (0, None)
    assert found.high_m == pytest.approx(true_m((9.8, 0.5), (10.0, 0.5)) + 2000, abs=2)


def test_road_wholly_inside_is_inside():
    found = between(line("road", (10.4, 0.4), (10.6, 0.6)), BOX)
    assert (found.high_m, found.inside) == (0, True)


def test_zones_are_apart_by_their_gap():
    found = between(BOX, area("other", 11.5, 0.2, 12.0, 0.8, radius_m=1000))
    gap = true_m((11.0, 0.2), (11.5, 0.2))  # shortest where the meridians lie closest, farthest from the equator: 0.8
    assert found.distance_m == pytest.approx(true_m((11.0, 0.8), (11.5, 0.8)), abs=0.5)
    assert found.distance_m < gap
    assert found.low_m == pytest.approx(found.distance_m - 3000, abs=1e-6)
    assert between(BOX, area("over", 10.5, 0.5, 12.0, 1.5)).distance_m == 0


@pytest.mark.parametrize(("start", "end", "sentence"), [
    (point("a", 40.0, 36.0, 1000), point("b", 40.0, 36.1, 1000), "A to B: 11.1 km, bearing 0° (N); between 9.1 km and 13.1 km."),
    (point("a", 40.0, 36.0, 10), point("b", 40.0, 36.0, 20), "A to B: 0 m; between 0 m and 30 m."),
    (point("a", 9.9, 0.5, 1000), BOX, "A to the nearest edge of Box: 11.1 km; between 8.1 km and 14.1 km."),
    (BOX, point("a", 9.9, 0.5, 1000), "A to the nearest edge of Box: 11.1 km; between 8.1 km and 14.1 km."),
    (point("a", 10.5, 0.5, 1000), BOX, "A is inside Box."),
    (point("a", 10.01, 0.5, 1000), BOX, "A is inside Box as drawn, but cannot say for sure: the edge is within reach."),
    (area("over", 10.5, 0.5, 12.0, 1.5), BOX, "Over touches Box as drawn."),
])
def test_sentence(start: Spot, end: Spot, sentence: str):
    assert between(start, end).sentence == sentence


@pytest.mark.parametrize(("metres", "text"), [
    (0, "0 m"), (999.4, "999 m"), (999.6, "1.0 km"), (4213, "4.2 km"), (99_949, "99.9 km"), (99_951, "100 km"),
    (504_321, "504 km"), (12_345_678, "12,346 km"),
])
def test_length(metres: float, text: str):
    assert spots.length(metres) == text


def test_position_refuses_what_is_none():
    assert spots.position(lon=40.0, lat=36.0, uncertainty_m=10).radius_m == 10
    for bad in ({"lon": 400.0, "lat": 36.0}, {"lon": 40.0, "lat": math.nan}, {"lon": 40.0, "lat": 36.0, "uncertainty_m": -1}):
        with pytest.raises(PositionError):
            spots.position(**bad)


def test_box_gap_is_never_above_the_distance():
    boxes: list[Any] = [area(str(n), w, s, w + 1, s + 1).geometry for n, (w, s) in enumerate(
        [(10, 0), (11.5, 0.2), (10.2, 2), (60, 50), (-150, -40), (10.5, 0.5), (170, 80), (-179, 80)])]
    for a in boxes:
        for b in boxes:
            assert shapes.box_gap_m(a, b) <= shapes.nearest_m(a, b) + 1e-6


def test_box_gap_of_overlapping_boxes_is_zero():
    assert shapes.box_gap_m(BOX.geometry, point("a", 10.5, 0.5).geometry) == 0
    multi = {"type": "MultiPolygon", "coordinates": [BOX.geometry["coordinates"]]}
    assert shapes.box_gap_m(multi, point("a", 10.5, 0.5).geometry) == 0


def test_depth_is_measured_to_every_ring_of_a_multipolygon():
    hole = [[10.4, 0.4], [10.4, 0.6], [10.6, 0.6], [10.6, 0.4], [10.4, 0.4]]
    multi = {"type": "MultiPolygon", "coordinates": [[*BOX.geometry["coordinates"], hole]]}
    road = line("road", (10.2, 0.5), (10.3, 0.5)).geometry
    least, greatest = shapes.span_to_area_m(road, multi)
    assert least == greatest == pytest.approx(-true_m((10.3, 0.5), (10.4, 0.5)), abs=0.5)
