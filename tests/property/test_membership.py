"""Positions in dated areas are those of geopandas.sjoin with a filter on the days."""

from __future__ import annotations

import geopandas
import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.membership import OPEN, Areas, pairs

steps = st.integers(0, 8)  # a coarse grid, so that positions fall on outlines and corners
days = st.tuples(st.integers(0, 9), st.integers(0, 3)).map(lambda pair: (pair[0], pair[0] + pair[1]))
open_days = st.one_of(days, days.map(lambda pair: (-OPEN, pair[1])), days.map(lambda pair: (pair[0], OPEN)))
boxes = st.tuples(steps, steps, st.integers(1, 4), st.integers(1, 4), st.booleans())


def area(west, south, wide, high, holed):
    """A box, some with a hole."""
    box = shapely.box(west, south, west + wide, south + high)
    return box - shapely.box(west + 0.25, south + 0.25, west + 0.75, south + 0.75) if holed else box


def found_and_given(some, zones):
    """What `pairs` finds, and what it is given: lon, lat, first and last day of points, outline and days of zones."""
    lon, lat = (np.array([item[axis] for item in some], dtype=float) / 2 for axis in (0, 1))
    first, last = (np.array([item[2][end] for item in some], dtype=np.int64) for end in (0, 1))
    outlines = [area(*box) for box, _ in zones]
    begun, ended = (np.array([held[end] for _, held in zones], dtype=np.int64) for end in (0, 1))
    rows, found = pairs(lon, lat, first, last, Areas(outlines, begun, ended))
    return sorted(zip(rows.tolist(), found.tolist(), strict=True)), (lon, lat, first, last, outlines, begun, ended)


scenes = (st.lists(st.tuples(steps, steps, days), max_size=30), st.lists(st.tuples(boxes, open_days), max_size=6))


@settings(max_examples=200)
@given(*scenes)
def test_pairs_are_those_of_looking_at_each(some, zones):
    found, (lon, lat, first, last, outlines, begun, ended) = found_and_given(some, zones)
    points = shapely.points(lon, lat)
    inside = [shapely.intersects(outline, points) & (first <= end) & (last >= start)
              for outline, start, end in zip(outlines, begun, ended, strict=True)]
    assert found == sorted((row, zone) for zone, marks in enumerate(inside) for row in np.flatnonzero(marks).tolist())


@settings(max_examples=20)
@given(*scenes)
def test_pairs_are_those_of_sjoin(some, zones):
    found, (lon, lat, first, last, outlines, begun, ended) = found_and_given(some, zones)
    spots = geopandas.GeoDataFrame({"first": first, "last": last}, geometry=geopandas.points_from_xy(lon, lat))
    held = geopandas.GeoDataFrame({"begun": begun, "ended": ended}, geometry=outlines)
    joined = spots.sjoin(held, predicate="intersects")
    joined = joined[(joined["first"] <= joined["ended"]) & (joined["last"] >= joined["begun"])]
    assert found == sorted(zip(joined.index, joined["index_right"], strict=True))


def test_what_has_no_position_is_nowhere():
    box = Areas([shapely.box(0, 0, 9, 9)], np.array([-OPEN]), np.array([OPEN]))
    rows, _ = pairs(np.array([np.nan, 1.0]), np.array([np.nan, 1.0]), np.array([0, 0]), np.array([0, 0]), box)
    assert rows.tolist() == [1]
