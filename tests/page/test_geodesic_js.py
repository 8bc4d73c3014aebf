"""geo/web/geodesic.js measures as GeographicLib does, everywhere on the ellipsoid, and as geo.geodesy does."""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise, product
from typing import Any

import geodesics
import pytest
from geographiclib.geodesic import Geodesic
from playwright.sync_api import Page

from geo import geodesy

CallEach = Callable[..., list[Any]]
Golden = Callable[[str], Any]
WGS84 = Geodesic.WGS84

PROMISED_M = 1e-3
FOUND_M = 1e-6  # what the formulas give is a hundredth of this; a slip in them would show here long before PROMISED_M

# distance_m, bearing_deg, and where that bearing and distance lead, for each pair.
SOLVE = """async (pairs) => {
  const { inverse, direct } = await import("/geodesic.js");
  return pairs.map(([lonA, latA, lonB, latB]) => {
    const { distance_m, bearing_deg } = inverse(lonA, latA, lonB, latB);
    const end = direct(lonA, latA, bearing_deg, distance_m);
    return [distance_m, bearing_deg, end.lon, end.lat];
  });
}"""

TIME = """async (pairs) => {
  const { inverse } = await import("/geodesic.js");
  for (const pair of pairs) inverse(...pair);
  const start = performance.now();
  for (const pair of pairs) inverse(...pair);
  return (performance.now() - start) * 1000 / pairs.length;
}"""


def wrapped(lon: float) -> float:
    return (lon + 180) % 360 - 180


def world(chance: random.Random) -> list[float]:
    return [value for _ in "AB" for value in
            (chance.uniform(-180, 180), math.degrees(math.asin(chance.uniform(-1, 1))))]


def syria(chance: random.Random) -> list[float]:
    return [chance.uniform(*span) for span in ((35.5, 42.5), (32.0, 37.5)) * 2]


def antipodal(chance: random.Random) -> list[float]:
    """B lies 1e-12 to 1e-1 degrees from the point opposite A, sometimes exactly along a parallel or a meridian."""
    lon = chance.uniform(-180, 180)
    lat = chance.choice((chance.uniform(-90, 90), chance.uniform(-60, 60), 0.0, 10 ** chance.uniform(-14, -1)))
    away, turn = 10 ** chance.uniform(-12, -1), chance.choice((chance.uniform(0, 360), 0, 90, 180, 270))
    return [lon, lat, wrapped(lon + 180 + away * math.sin(math.radians(turn))),
            max(-90.0, min(90.0, away * math.cos(math.radians(turn)) - lat))]


def beyond_antipodal(chance: random.Random) -> list[float]:
    """B lies up to 2 degrees from the opposite point: where geodesics cross and meet again."""
    lon, lat = chance.uniform(-180, 180), chance.choice((chance.uniform(-88, 88), 0.0))
    return [lon, lat, wrapped(lon + 180 + chance.uniform(-2, 2)), chance.uniform(-2, 2) - lat]


def equatorial(chance: random.Random) -> list[float]:
    lon = chance.uniform(-180, 180)
    return [lon, 0.0, chance.choice((chance.uniform(-180, 180), wrapped(lon + 180 + chance.uniform(-1.5, 1.5)))),
            chance.choice((0.0, 0.0, 10 ** chance.uniform(-14, -1)))]


def meridional(chance: random.Random) -> list[float]:
    lon = chance.uniform(-180, 180)
    return [lon, chance.uniform(-90, 90), chance.choice((lon, wrapped(lon + 180))), chance.uniform(-90, 90)]


def polar(chance: random.Random) -> list[float]:
    def near_pole() -> float:
        return chance.choice((-1, 1)) * (90 - chance.choice((0.0, 10 ** chance.uniform(-13, 0))))

    return [chance.uniform(-180, 180), near_pole(), chance.uniform(-180, 180),
            chance.choice((near_pole(), chance.uniform(-90, 90)))]


def one_parallel(chance: random.Random) -> list[float]:
    lat = chance.uniform(-90, 90)
    return [chance.uniform(-180, 180), lat, chance.uniform(-180, 180), chance.choice((-1, 1)) * lat]


def tiny(chance: random.Random) -> list[float]:
    """From a hundredth of a micrometre to 10 km."""
    lon, lat = chance.uniform(-179, 179), chance.uniform(-89, 89)
    away, turn = 10 ** chance.uniform(-13, -1), chance.uniform(0, 360)
    return [lon, lat, lon + away * math.sin(math.radians(turn)), lat + away * math.cos(math.radians(turn))]


KINDS = {"world": (world, 1500), "syria": (syria, 1000), "antipodal": (antipodal, 1500),
         "beyond antipodal": (beyond_antipodal, 500), "equatorial": (equatorial, 700), "meridional": (meridional, 500),
         "polar": (polar, 700), "one parallel": (one_parallel, 500), "tiny": (tiny, 700)}

EDGE_LATITUDES = (0.0, -0.0, 90.0, -90.0, 5e-324, 1e-300, -1e-160, 1e-12, 45.0, -45.0, 90 - 1.5e-14, -89.9999999)
EDGE_LONGITUDES = (0.0, -0.0, 180.0, -180.0, 179.9999999999999, -179.99999, 179.39449, 1e-300, 1e-13, 90.0, -90.0)


def pairs_of(kind: str) -> list[list[float]]:
    make, count = KINDS[kind]
    chance = random.Random(f"geodesic {kind}")
    return [make(chance) for _ in range(count)]


def edges() -> Iterator[list[float]]:
    for pair in product((0.0, 180.0, -180.0, 90.0), EDGE_LATITUDES, EDGE_LONGITUDES, EDGE_LATITUDES):
        yield list(pair)


def worst(pairs: list[list[float]], solved: list[list[float]]) -> dict[str, tuple[float, list[float]]]:
    """The greatest error in metres and the pair that has it, of the distance and of the point the bearing leads to."""
    found = {"distance_m": (-1.0, [0.0]), "landing_m": (-1.0, [0.0])}
    for pair, (distance_m, bearing_deg, lon, lat) in zip(pairs, solved, strict=True):
        lon_a, lat_a, lon_b, lat_b = pair
        assert 0 <= bearing_deg < 360, pair
        truth_m = WGS84.Inverse(lat_a, lon_a, lat_b, lon_b, Geodesic.DISTANCE)["s12"]
        miss_m = WGS84.Inverse(lat, lon, lat_b, lon_b, Geodesic.DISTANCE)["s12"]
        for name, error in (("distance_m", abs(distance_m - truth_m)), ("landing_m", miss_m)):
            assert math.isfinite(error), (name, pair)
            found[name] = max(found[name], (error, pair))
    return found


def tell(what: str, found: dict[str, tuple[float, list[float]]]) -> None:
    """The figures of a run, shown by `pytest -s` or `-rP`."""
    sys.stdout.write(f"\n{what}: " + ", ".join(f"{name} off by at most {e:.1e}" for name, (e, _) in found.items()))


def test_at_least_five_thousand_pairs_are_compared_a_thousand_of_them_nearly_antipodal():
    assert sum(count for _, count in KINDS.values()) >= 5000
    assert KINDS["antipodal"][1] >= 1000


@pytest.mark.parametrize("kind", KINDS)
def test_distance_and_bearing_are_those_of_geographiclib(kind: str, modules: Page):
    pairs = pairs_of(kind)
    found = worst(pairs, modules.evaluate(SOLVE, pairs))
    tell(f"{kind}, {len(pairs)} pairs", found)
    for name, (error, pair) in found.items():
        assert error <= FOUND_M < PROMISED_M, (name, error, pair)


def test_the_kinds_of_the_published_set_and_its_cases_hold_too(modules: Page, record_property: Callable[[str, object], None]):
    published = geodesics.published()
    pairs = [pair for pair, _, _ in published] + [pair for kind in geodesics.KINDS for pair in geodesics.drawn(kind, 100)]
    solved = modules.evaluate(SOLVE, pairs)
    found = worst(pairs, solved)
    wrong = sum(abs(row[0] - geodesics.metres(pair)) > PROMISED_M for pair, row in zip(pairs, solved, strict=True))
    record_property("hostile", f"distances|{len(pairs)}|{wrong}")  # a row of the table of tests/hostile/conftest.py
    tell(f"published kinds, {len(pairs)} pairs", found)
    assert max(error for error, _ in found.values()) <= FOUND_M < PROMISED_M, found
    for (pair, metres, bearing_deg), (page_m, page_deg, *_) in zip(published, solved, strict=False):
        assert page_m == pytest.approx(metres, abs=FOUND_M, rel=0), pair
        assert abs(wrapped(page_deg - bearing_deg)) < 1e-9, pair


# What is no number, or none that is finite, as JavaScript may meet it.
REFUSALS = """async () => {
  const geodesic = await import("/geodesic.js");
  const numbers = [NaN, Infinity, -Infinity, true, false, "5", "", null, undefined, [], [5], {}, 5n, new Number(5), () => 5];
  const asked = [["inverse", [40, 35, 41, 36], [[181], [91], [-180.1], [-90.1]]],
                 ["direct", [40, 35, 90, 1000], [[181], [91], [], [-1]]],
                 ["circle", [40, 35, 1000, 8], [[181], [91], [-1], [2, 2.5, 1e9]]],
                 ["geodesicLine", [40, 35, 41, 36, 8], [[181], [91], [181], [91], [1, 2.5, 1e9]]],
                 ["bounds_m", [1000, 10, 10], [[-1], [-1], [-1]]]];
  const answered = [];
  let tried = 0;
  for (const [name, row, beyond] of asked) {
    geodesic[name](...row);
    for (const [at, more] of beyond.entries()) for (const value of [...numbers, ...more]) {
      tried += 1;
      try { geodesic[name](...row.with(at, value)); answered.push(`${name}: ${typeof value} as argument ${at}`); }
      catch (error) { if (!(error instanceof RangeError)) answered.push(`${name}: ${error}`); }
    }
  }
  return { tried, answered };
}"""


def test_what_is_no_number_is_never_answered(modules: Page, record_property: Callable[[str, object], None]):
    found = modules.evaluate(REFUSALS)
    record_property("hostile", f"distances|{found['tried']}|{len(found['answered'])}")
    assert found["tried"] > 200
    assert found["answered"] == []


def test_poles_meridian_of_180_and_numbers_near_nothing_hold_too(modules: Page):
    pairs = list(edges())
    found = worst(pairs, modules.evaluate(SOLVE, pairs))
    tell(f"edges, {len(pairs)} pairs", found)
    assert max(error for error, _ in found.values()) <= FOUND_M, found


def test_bearings_are_those_of_geographiclib_where_there_is_only_one(modules: Page):
    pairs = [*pairs_of("world"), *pairs_of("syria"), *pairs_of("tiny")]
    greatest = 0.0
    for pair, (distance_m, bearing_deg, *_) in zip(pairs, modules.evaluate(SOLVE, pairs), strict=True):
        truth = WGS84.Inverse(pair[1], pair[0], pair[3], pair[2])
        turned_deg = abs(wrapped(bearing_deg - truth["azi1"]))
        # As metres aside at the far end, no farther than a quarter round: a bearing over a micrometre means little.
        greatest = max(greatest, math.radians(turned_deg) * min(distance_m, 6.4e6))
    tell("bearings", {"aside_m": (greatest, [])})
    assert greatest <= FOUND_M


def test_direct_leads_where_geographiclib_leads(call_each: CallEach):
    chance = random.Random("direct")
    rows = []
    for _ in range(1500):
        lat = chance.choice((chance.uniform(-90, 90), 0.0, 90.0, -90.0, 10 ** chance.uniform(-14, 0)))
        bearing = chance.choice((chance.uniform(0, 360), chance.uniform(-360, 0), 0.0, 90.0, 180.0, 270.0, 360.0))
        rows.append([chance.uniform(-180, 180), lat, bearing, 10 ** chance.uniform(-6, 7.6)])
    greatest = 0.0
    for (lon, lat, bearing, distance), end in zip(rows, call_each("geodesic.js", "direct", rows), strict=True):
        truth = WGS84.Direct(lat, lon, bearing, distance)
        assert abs(end["lon"]) <= 180
        greatest = max(greatest, WGS84.Inverse(truth["lat2"], truth["lon2"], end["lat"], end["lon"])["s12"])
    tell("direct", {"landing_m": (greatest, [])})
    assert greatest <= FOUND_M


def test_the_golden_file_is_what_geographiclib_says(golden: Golden, golden_maker: dict[str, Any]):
    rows, now = golden("geodesics.json"), golden_maker["geodesics"]()
    assert [row[:2] for row in rows] == [row[:2] for row in now]
    # Not to the last digit: sine and cosine differ between platforms there.
    assert [row[2] for row in rows] == pytest.approx([row[2] for row in now], abs=2e-6, rel=0)


def test_the_page_and_python_agree_on_the_golden_file(golden: Golden, modules: Page):
    rows = golden("geodesics.json")
    solved = modules.evaluate(SOLVE, [pair for _, pair, _, _ in rows])
    for (kind, pair, distance_m, bearing_deg), (page_m, page_deg, *_) in zip(rows, solved, strict=True):
        python_m, python_deg = geodesy.inverse(*pair)
        assert page_m == pytest.approx(distance_m, abs=2e-6, rel=0), pair
        assert python_m == pytest.approx(distance_m, abs=2e-6, rel=0), pair
        if kind in ("syria", "world"):
            assert abs(wrapped(page_deg - bearing_deg)) < 1e-8, pair
            assert abs(wrapped(python_deg - bearing_deg)) < 1e-8, pair


def test_one_point_is_nowhere_from_itself(call_each: CallEach):
    same = [[41.23, 37.05, 41.23, 37.05], [180, -16.5, -180, -16.5], [12, 90, -100, 90], [0, 0, 0, -0.0]]
    assert call_each("geodesic.js", "inverse", same) == [{"distance_m": 0, "bearing_deg": 0}] * len(same)


def test_bounds_reach_from_least_to_greatest(call_each: CallEach):
    # 10 km apart, each known to 2 and 3 km: 5 to 15 km. Overlapping discs: from nothing.
    rows = [[10_000, 2_000, 3_000], [1_000, 300, 900], [0, 0, 0]]
    assert call_each("geodesic.js", "bounds_m", rows) == [
        {"low_m": 5_000, "high_m": 15_000}, {"low_m": 0, "high_m": 2_200}, {"low_m": 0, "high_m": 0},
    ]
    for row in rows:
        assert geodesy.bounds_m(*row) == tuple(call_each("geodesic.js", "bounds_m", [row])[0].values())


@pytest.mark.parametrize("centre", [(41.23, 37.05), (179.99, -16.5), (-180.0, 60.0), (10.0, 0.0)])
def test_ring_radius_is_geodesic(centre: tuple[float, float], call_each: CallEach):
    lon, lat = centre
    [ring] = call_each("geodesic.js", "circle", [[lon, lat, 25_000, 72]])
    assert len(ring) == 73
    assert ring[0] == ring[-1]
    for x, y in ring:
        assert WGS84.Inverse(lat, lon, y, x)["s12"] == pytest.approx(25_000, abs=FOUND_M)
        assert abs(x - lon) < 1  # it draws as one piece, also across the meridian of 180
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    assert area > 0, "anticlockwise"
    twin = geodesy.circle(lon=lon, lat=lat, radius_m=25_000, points=72)
    assert [v for p in ring for v in p] == pytest.approx([v for p in twin for v in p], abs=1e-10)


@pytest.mark.parametrize("pair", [(41.23, 37.05, 40.308, 35.335), (170.0, -20.0, -160.0, 30.0), (-170, 60, 170, 60)])
def test_a_line_is_the_shortest_path_in_even_steps(pair: tuple[float, ...], call_each: CallEach):
    lon_a, lat_a, lon_b, lat_b = pair
    [line] = call_each("geodesic.js", "geodesicLine", [[*pair, 33]])
    whole = WGS84.Inverse(lat_a, lon_a, lat_b, lon_b)
    assert line[0] == [lon_a, lat_a]
    assert wrapped(line[-1][0] - lon_b) == pytest.approx(0, abs=1e-12)
    assert line[-1][1] == lat_b
    for i, (lon, lat) in enumerate(line):
        truth = WGS84.Direct(lat_a, lon_a, whole["azi1"], whole["s12"] * i / 32)
        assert WGS84.Inverse(truth["lat2"], truth["lon2"], lat, lon)["s12"] <= FOUND_M
    assert max(abs(b[0] - a[0]) for a, b in pairwise(line)) < 20


NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(("name", "row", "said"), [
    ("inverse", [181, 0, 0, 0], "longitude 181"), ("inverse", [0, 90.0000001, 0, 0], "latitude 90.0000001"),
    ("inverse", [0, 0, NAN, 0], "longitude NaN"), ("inverse", [0, 0, 0, -INF], "latitude -Infinity"),
    ("inverse", ["41", 0, 0, 0], "longitude 41"), ("inverse", [None, 0, 0, 0], "longitude null"),
    ("inverse", [0, True, 0, 0], "latitude true"), ("inverse", [0, 0, 0], "latitude undefined"),
    ("direct", [0, 0, NAN, 1], "bearing NaN"), ("direct", [0, 0, "90", 1], "bearing 90"),
    ("direct", [0, 0, 90, -1], "distance -1"), ("direct", [0, 0, 90, INF], "distance Infinity"),
    ("direct", [200, 0, 90, 1], "longitude 200"), ("bounds_m", [-1, 0, 0], "distance -1"),
    ("bounds_m", [1, NAN, 0], "radius NaN"), ("bounds_m", [1, 0, None], "radius null"),
    ("circle", [0, 0, -5, 64], "distance -5"), ("circle", [0, 0, 5, 2], "points 2"),
    ("geodesicLine", [0, 0, 1, 1, 1], "points 1"), ("geodesicLine", [0, 0, 1, 1, 2.5], "points 2.5"),
    ("geodesicLine", [0, 0, 1, 91, 5], "latitude 91"),
])
def test_what_is_no_position_or_length_is_refused(name: str, row: list[Any], said: str, call_each: CallEach):
    [refusal] = call_each("geodesic.js", name, [row])
    assert refusal["error"] == "RangeError"
    assert said in refusal["message"]


def test_a_distance_takes_microseconds(modules: Page):
    """Told, not timed: a limit a hundred times the usual figure only catches a search that has lost its way."""
    spent = {kind: modules.evaluate(TIME, pairs_of(kind)) for kind in KINDS}
    sys.stdout.write("\nmicroseconds a pair: " + ", ".join(f"{kind} {us:.1f}" for kind, us in spent.items()))
    assert max(spent.values()) < 1000
