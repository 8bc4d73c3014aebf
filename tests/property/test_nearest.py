"""The nearest of many by tree is the nearest by measuring every pair, everywhere on the ellipsoid; so are its bounds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo.errors import PositionError
from geo.nearest import bounds_m, nearest

WGS84 = Geod(ellps="WGS84")
lons = st.one_of(st.floats(-180, 180), st.sampled_from([-180.0, 180.0, 179.9999, -179.9999, 0.0]))
lats = st.one_of(st.floats(-90, 90), st.sampled_from([-90.0, 90.0, 89.9999, -89.9999, 0.0]))
positions = st.lists(st.tuples(lons, lats), min_size=1, max_size=12)


def every_pair(some, others):
    """The metres from each of `some` to each of `others`, by pyproj, which takes lists of one as lists, but not arrays of one."""
    pairs = np.array([(*one, *other) for one in some for other in others])
    return np.array(WGS84.inv(*pairs.T.tolist())[2]).reshape(len(some), len(others))


def asked(some, others):
    lon, lat = np.array(some, dtype=float).T
    to_lon, to_lat = np.array(others, dtype=float).T
    return nearest(lon, lat, to_lon=to_lon, to_lat=to_lat)


@settings(max_examples=400)
@given(positions, positions)
@example([(180.0, 10.0)], [(-180.0, 10.001), (179.0, 10.0)])
@example([(12.0, 90.0)], [(0.0, 80.0), (90.0, 80.0), (180.0, 79.9999)])
@example([(0.0, 0.0)], [(179.5, 0.3), (179.4, 0.0), (180.0, 0.0), (0.0, 90.0), (0.0, -90.0)])
@example([(40.0, 36.0)], [(40.0, 36.0), (40.0, 36.0)])
def test_nearest_is_that_of_every_pair(some, others):
    metres = every_pair(some, others)
    index, distance_m = asked(some, others)
    assert distance_m == pytest.approx(metres.min(axis=1), abs=2e-8)  # pyproj itself is good to 15 nanometres
    assert metres[np.arange(len(some)), index] == pytest.approx(metres.min(axis=1), abs=2e-8)


@settings(max_examples=400)
@given(positions, positions)
@example([(0.0, 0.0)], [(179.39, 0.0), (179.5, 0.3), (180.0, 0.0), (1e-9, 0.0)])
@example([(5.0, 89.9999999)], [(5.0, 90.0), (5.0, -90.0)])
def test_bounds_hold(some, others):
    low, high = bounds_m(*np.array(some, dtype=float).T, to_lon=np.array(others)[:, 0], to_lat=np.array(others)[:, 1])
    metres = every_pair(some, others)
    assert (low <= metres + 1e-6).all() and (metres <= high + 1e-6).all()
    assert (high * (1 - 1 / 298.0) - low <= 0.1).all()  # no wider than the flattening


def test_a_dense_field_with_near_ties():
    draw = np.random.default_rng(4)
    some = np.column_stack([draw.uniform(35, 43, 3000), draw.uniform(32, 38, 3000)]).round(2)
    others = np.column_stack([draw.uniform(35, 43, 60), draw.uniform(32, 38, 60)]).round(1)
    others = np.concatenate([others, others[:20] + np.array([[1e-7, 0.0]]), others[:5]])
    metres = every_pair(some, others)
    index, distance_m = asked(some, others)
    assert (index == metres.argmin(axis=1)).all() and (distance_m == metres.min(axis=1)).all()


def test_equally_near_takes_the_first_given():
    assert asked([(0.0, 0.0)], [(1.0, 0.0), (-1.0, 0.0)])[0].tolist() == [0]
    assert asked([(0.0, 0.0)], [(-1.0, 0.0), (1.0, 0.0)])[0].tolist() == [0]


def test_without_anything_to_be_near_to_there_is_no_answer():
    index, distance_m = nearest(np.array([1.0]), np.array([1.0]), to_lon=np.empty(0), to_lat=np.empty(0))
    assert index.tolist() == [-1] and np.isnan(distance_m).all()


@pytest.mark.parametrize("lon, lat", [(181.0, 0.0), (0.0, 91.0), (float("nan"), 0.0)])
def test_what_is_no_position_is_refused(lon, lat):
    with pytest.raises(PositionError):
        asked([(lon, lat)], [(0.0, 0.0)])
    with pytest.raises(PositionError):
        asked([(0.0, 0.0)], [(lon, lat)])
