"""Geodesics to measure by: the twenty that the package geographiclib publishes, and as many as wanted of every difficult kind.

The large set that GeographicLib publishes (GeodTest.dat, half a million lines) comes with no package, so it is not used
here. This draws its own from the nine kinds and the shares that the manual describes for that set, and takes the package
geographiclib, which is other code than pyproj's, as the reference. `published` are the twenty cases of that package's
tests, worked out by its author in high precision, and read from the installed package.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import TypeAlias

from geographiclib.geodesic import Geodesic

Pair: TypeAlias = list[float]  # lon and lat of the start, lon and lat of the end, in degrees
WGS84 = Geodesic.WGS84
QUARTER_M = 10_001_965.729  # from the equator to a pole


def published() -> list[tuple[Pair, float, float]]:
    """Pair, metres and bearing in degrees (-180 to 180) of each published case."""
    from geographiclib.test.test_geodesic import GeodesicTest

    return [([wrapped(case[1]), case[0], wrapped(case[4]), case[3]], case[6], case[2]) for case in GeodesicTest.testcases]


def wrapped(lon: float) -> float:
    """A longitude brought into -180 to 180."""
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180


def anywhere(chance: random.Random) -> tuple[float, float]:
    """lon and lat, every part of the ellipsoid as likely as another."""
    return chance.uniform(-180, 180), math.degrees(math.asin(chance.uniform(-1, 1)))


def along(lon: float, lat: float, bearing_deg: float, metres: float) -> Pair:
    """The pair from a position to where a bearing leads."""
    end = WGS84.Direct(lat, lon, bearing_deg, metres)
    return [lon, lat, wrapped(end["lon2"]), end["lat2"]]


def by_chance(chance: random.Random) -> Pair:
    return [*anywhere(chance), *anywhere(chance)]


def nearly_antipodal(chance: random.Random) -> Pair:
    lon, lat = anywhere(chance)
    away, turn = 10 ** chance.uniform(-10, 0.3), chance.uniform(0, math.tau)
    return [lon, lat, wrapped(lon + 180 + away * math.sin(turn)), max(-90.0, min(90.0, away * math.cos(turn) - lat))]


def short(chance: random.Random) -> Pair:
    return along(*anywhere(chance), chance.uniform(-180, 180), 10 ** chance.uniform(-3, 4))


def from_a_pole(chance: random.Random) -> Pair:
    return [chance.uniform(-180, 180), chance.choice((-1, 1)) * (90 - 10 ** chance.uniform(-12, 0)), *anywhere(chance)]


def pole_to_pole(chance: random.Random) -> Pair:
    end = chance.choice((-1, 1))
    return [chance.uniform(-180, 180), end * (90 - 10 ** chance.uniform(-12, 0)),
            chance.uniform(-180, 180), -end * (90 - 10 ** chance.uniform(-12, 0))]


def nearly_meridional(chance: random.Random) -> Pair:
    bearing = chance.choice((0, 180)) + chance.choice((-1, 1)) * 10 ** chance.uniform(-12, 0)
    return along(*anywhere(chance), bearing, chance.uniform(0, 2 * QUARTER_M))


def nearly_equatorial(chance: random.Random) -> Pair:
    bearing = chance.choice((-90, 90)) + chance.choice((-1, 1)) * 10 ** chance.uniform(-12, 0)
    return along(chance.uniform(-180, 180), chance.choice((-1, 1)) * 10 ** chance.uniform(-12, 0), bearing,
                 chance.uniform(0, 2 * QUARTER_M))


def between_vertices(chance: random.Random) -> Pair:
    """From where a geodesic is farthest north to where it is farthest south: half the way round."""
    lon, lat = anywhere(chance)
    end = WGS84.ArcDirect(lat, lon, 90, 180)
    return [lon, lat, wrapped(end["lon2"]), end["lat2"]]


def near_vertices(chance: random.Random) -> Pair:
    lon, lat = anywhere(chance)
    end = WGS84.ArcDirect(lat, lon, 90 + 10 ** chance.uniform(-10, -1), 180 - 10 ** chance.uniform(-10, 0))
    return [lon, lat, wrapped(end["lon2"]), end["lat2"]]


# Kinds by their share in the published set: 100,000 by chance and 50,000 of each other.
KINDS: dict[str, tuple[Callable[[random.Random], Pair], int]] = {
    "by chance": (by_chance, 2), "nearly antipodal": (nearly_antipodal, 1), "short": (short, 1),
    "from a pole": (from_a_pole, 1), "pole to pole": (pole_to_pole, 1), "nearly meridional": (nearly_meridional, 1),
    "nearly equatorial": (nearly_equatorial, 1), "between vertices": (between_vertices, 1), "near vertices": (near_vertices, 1),
}


def drawn(kind: str, share: int) -> list[Pair]:
    """Pairs of a kind, `share` for each of its shares; the same ones on every run."""
    make, shares = KINDS[kind]
    chance = random.Random(f"published kinds, {kind}")
    return [make(chance) for _ in range(share * shares)]


def metres(pair: Pair) -> float:
    """What geographiclib measures between the ends of a pair."""
    return float(WGS84.Inverse(pair[1], pair[0], pair[3], pair[2], Geodesic.DISTANCE)["s12"])
