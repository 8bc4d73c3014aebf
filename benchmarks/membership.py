"""Measures which events lie in which dated zones, ours beside geopandas.sjoin with a filter on days; counts other pairs.

The peer's points are made once and not counted, though ours needs none.
"""

from __future__ import annotations

import time

import geopandas
import numpy
import shapely
import synthetic
from turns import Target, arguments, in_turns, report

from geo import membership

ZONES, CORNERS = 30, 200
TARGET = Target(1 / 3)


def zones(draw: numpy.random.Generator) -> membership.Areas:
    """Thirty made-up zones of 200 corners, each held for some months."""
    outlines = []
    for _ in range(ZONES):
        turn = numpy.sort(draw.uniform(0, 2 * numpy.pi, CORNERS))
        reach = draw.uniform(0.2, 0.9) * draw.uniform(0.8, 1.2, CORNERS)
        outlines.append(shapely.Polygon(numpy.column_stack([draw.uniform(37, 42) + reach * numpy.cos(turn),
                                                            draw.uniform(34, 37) + reach * numpy.sin(turn)])))
    first = draw.integers(synthetic.FIRST, synthetic.LAST - 200, ZONES)
    return membership.Areas(outlines, first, first + draw.integers(100, 700, ZONES))


def fresh(areas: membership.Areas) -> membership.Areas:
    """The same with outlines that nobody has prepared yet."""
    return membership.Areas(list(shapely.from_wkb(shapely.to_wkb(areas.geometries))), areas.first, areas.last)


def main() -> None:
    """CPU seconds in turns, A B A B, and the pairs compared."""
    asked = arguments(__doc__ or "", sizes=(400_000,))
    areas = zones(numpy.random.default_rng(4))
    for n in asked.sizes:
        frame = synthetic.events(n).frame
        lon, lat = frame["lon"].to_numpy(), frame["lat"].to_numpy()
        day = frame["earliest"].to_numpy(dtype="int64")
        points = geopandas.GeoDataFrame({"day": day}, geometry=geopandas.points_from_xy(lon, lat), crs="OGC:CRS84")
        told: dict[str, set[tuple[int, int]]] = {}

        def ours(lon=lon, lat=lat, day=day, told=told) -> float:
            own = fresh(areas)
            start = time.process_time()
            rows, zone = membership.pairs(lon, lat, day, day, own)
            taken = time.process_time() - start
            told["ours"] = set(zip(rows.tolist(), zone.tolist(), strict=True))
            return taken

        def peer(points=points, told=told) -> float:
            own = fresh(areas)
            held = geopandas.GeoDataFrame({"first": own.first, "last": own.last}, geometry=own.geometries, crs="OGC:CRS84")
            start = time.process_time()
            joined = points.sjoin(held, predicate="intersects")
            joined = joined[(joined["day"] >= joined["first"]) & (joined["day"] <= joined["last"])]
            taken = time.process_time() - start
            told["peer"] = set(zip(joined.index.tolist(), joined["index_right"].tolist(), strict=True))
            return taken

        found = in_turns({"ours": ours, "peer": peer}, asked.runs)
        report("zone membership with days", n, found["ours"], found["peer"], peer_name="geopandas.sjoin and a filter",
               unit="CPU s", target=TARGET if n >= 400_000 else None, as_json=asked.json)
        report("zone membership, other pairs", n, len(told["ours"] ^ told["peer"]), None, target=Target(0, "pairs"),
               as_json=asked.json)


if __name__ == "__main__":
    main()
