"""Measures the nearest of 50 dated bases for each incident, ours beside pyproj.Geod.inv on every pair; counts what is wrong."""

from __future__ import annotations

import time

import numpy
import synthetic
from pyproj import Geod
from turns import Target, arguments, in_turns, report

from geo import posts
from geo.membership import OPEN

BASES = 50
TARGET = Target(1 / 20)


def bases(draw: numpy.random.Generator) -> posts.Bases:
    """Fifty made-up bases, each standing for one to seven years from a random day."""
    first = draw.integers(synthetic.FIRST - 400, synthetic.LAST - 400, BASES)
    last = first + draw.integers(365, 2500, BASES)
    last[:5] = OPEN
    return posts.Bases(numpy.arange(BASES), draw.uniform(36.0, 42.3, BASES), draw.uniform(33.0, 37.2, BASES),
                       numpy.full(BASES, 500.0), first, last, first + 30, last - 30)


def brute(lon: numpy.ndarray, lat: numpy.ndarray, day: numpy.ndarray, some: posts.Bases) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Every pair by pyproj, then the least of those that stood."""
    wgs84, best, best_m = Geod(ellps="WGS84"), numpy.full(len(lon), -1), numpy.full(len(lon), numpy.inf)
    for one in range(len(some.lon)):
        metres = wgs84.inv(lon, lat, numpy.full(len(lon), some.lon[one]), numpy.full(len(lon), some.lat[one]))[2]
        nearer = (metres < best_m) & (day >= some.first[one]) & (day <= some.last[one])
        best[nearer], best_m[nearer] = one, metres[nearer]
    return best, best_m


def main() -> None:
    """CPU seconds in turns, A B A B, and the answers compared."""
    asked = arguments(__doc__ or "", sizes=(400_000,))
    some = bases(numpy.random.default_rng(4))
    for n in asked.sizes:
        frame = synthetic.events(n).frame
        lon, lat = frame["lon"].to_numpy(), frame["lat"].to_numpy()
        day = frame["earliest"].to_numpy(dtype="int64")
        posts.nearest_bases(lon[:9], lat[:9], day[:9], day[:9], some)  # scipy is loaded once
        told: dict[str, tuple[numpy.ndarray, numpy.ndarray]] = {}

        def ours(lon=lon, lat=lat, day=day, told=told) -> float:
            start = time.process_time()
            told["ours"] = posts.nearest_bases(lon, lat, day, day, some)
            return time.process_time() - start

        def peer(lon=lon, lat=lat, day=day, told=told) -> float:
            start = time.process_time()
            told["peer"] = brute(lon, lat, day, some)
            return time.process_time() - start

        found = in_turns({"ours": ours, "peer": peer}, asked.runs)
        report("nearest of 50 bases", n, found["ours"], found["peer"], peer_name="pyproj on every pair", unit="CPU s",
               target=TARGET if n >= 400_000 else None, as_json=asked.json)
        stood = told["peer"][0] >= 0
        wrong = int((told["ours"][0] != told["peer"][0]).sum()
                    + (numpy.abs(told["ours"][1][stood] - told["peer"][1][stood]) > 1e-6).sum())
        report("nearest of 50 bases, wrong answers", n, wrong, None, target=Target(0, "wrong"), as_json=asked.json)


if __name__ == "__main__":
    main()
