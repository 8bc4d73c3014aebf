"""The nearest base of many incidents at once is what `geo nearest` answers for each of them."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import numpy as np
import pytest
from pyproj import Geod

import geo
from geo import dates, posts, presence, query, spots
from geo.membership import OPEN
from geo.records import Place, Presence

DAYS = [date(2017, 12, 1) + timedelta(days=31 * step) for step in range(70)]


@pytest.fixture(scope="module")
def atlas():
    return geo.load()


@pytest.fixture(scope="module")
def held(atlas):
    return presence.counting(atlas.dataset.places.values())


@pytest.mark.parametrize("radius_m", [0.0, 2_500.0, 60_000.0])
def test_each_is_answered_as_one_by_one(atlas, held, radius_m, monkeypatch):
    draw = np.random.default_rng(7)
    lon, lat = draw.uniform(36, 42.3, len(DAYS)).round(3), draw.uniform(33, 37.2, len(DAYS)).round(3)
    days = np.array([dates.day_number(day) for day in DAYS])
    found = posts.answers(lon, lat, days, days, np.full(len(DAYS), radius_m),
                          posts.of_presences(held, vague_m=query.VAGUE_M))
    for row, day in enumerate(DAYS):
        start = spots.position(lon=lon[row], lat=lat[row], uncertainty_m=radius_m)
        monkeypatch.setattr(atlas, "spot", lambda name, start=start: start, raising=False)
        one = query.nearest(atlas, "it", day=day)
        if not one.hits:
            assert found.index[row] == -1
            continue
        first = one.hits[0]
        assert held[found.index[row]].place.id == first.distance.end.id
        assert found.distance_m[row] == first.distance.distance_m
        assert found.others[row] == len(one.hits) - 1, (day, [hit.distance.end.id for hit in one.hits])
        assert found.firm[row] == any(item.standing == "firm" for item in first.held)
        assert {held[number].presence.actor for number in found.held[found.code[row]]} \
            == {item.presence.actor for item in first.held}
        sure = [hit for hit in one.hits if any(item.standing == "firm" for item in hit.held)]
        assert (found.firm_index[row] >= 0) == bool(sure)
        if sure:
            assert held[found.firm_index[row]].place.id == sure[0].distance.end.id
            assert found.firm_distance_m[row] == sure[0].distance.distance_m


def test_none_is_nearer_by_measuring_every_pair(held):
    bases, draw = dataclasses.replace(posts.of_presences(held), twins=()), np.random.default_rng(11)
    count = 2000
    lon, lat = draw.uniform(36, 42.3, count), draw.uniform(33, 37.2, count)
    first = draw.integers(17_000, 19_700, count)
    last = first + draw.choice([0, 0, 0, 30, 400], count)
    index, distance_m = posts.nearest_bases(lon, lat, first, last, bases)
    stood = (bases.first[None, :] <= last[:, None]) & (bases.last[None, :] >= first[:, None])
    size = len(bases.lon)
    pairs = [np.repeat(lon, size), np.repeat(lat, size), np.tile(bases.lon, count), np.tile(bases.lat, count)]
    metres = Geod(ellps="WGS84").inv(*pairs)[2]
    metres = np.where(stood, metres.reshape(count, size), np.inf)
    none = ~stood.any(axis=1)
    assert (index[none] == -1).all() and np.isnan(distance_m[none]).all()
    assert (distance_m[~none] == metres.min(axis=1)[~none]).all()
    assert (metres[~none, index[~none]] == distance_m[~none]).all()


def place(key: str, lon: float, *presences: Presence) -> Place:
    return Place(id=key, name=key, kind="village", uncertainty_m=100.0, admin1="unknown", sources=["s"],
                 presence=list(presences), geometry={"type": "Point", "coordinates": [lon, 36.0]})


def base(valid: str, *, same_as: str | None = None, attested: tuple[str, ...] = ()) -> Presence:
    return Presence(actor="us", role="base", valid=valid, attested=list(attested), status="confirmed", sources=["s"],
                    same_as=same_as)


def of(*places: Place) -> posts.Bases:
    return posts.of_presences(presence.counting(places))


def numbers(*days: str) -> list[int]:
    return [dates.day_number(date.fromisoformat(day)) for day in days]


def test_standing_over_several_days_is_firm_only_where_every_day_is():
    bases = of(place("a", 40.0, base("2020-03/2020-09")), place("b", 41.0, base("../..", attested=("2020-05-01",))))
    assert [part.tolist() for part in bases.standing(*numbers("2020-04-01", "2020-04-30"))] == [[0, 1], [True, False]]
    assert [part.tolist() for part in bases.standing(*numbers("2020-03-15", "2020-04-30"))] == [[0, 1], [False, False]]
    assert [part.tolist() for part in bases.standing(*numbers("2020-05-01", "2020-05-01"))] == [[0, 1], [True, True]]
    assert [part.tolist() for part in bases.standing(*numbers("2020-10-01", "2021-10-01"))] == [[1], [False]]
    assert [part.tolist() for part in bases.standing(-OPEN, OPEN)] == [[0, 1], [False, False]]


def test_one_post_under_two_names_counts_once_and_the_surer_one_stays():
    twins = of(place("a", 40.0, base("2020-01-01/2020-12-31", same_as="b")), place("b", 40.1, base("2020-06-01/2021-12-31")))
    assert twins.standing(*numbers("2020-07-01", "2020-07-01"))[0].tolist() == [1]
    assert twins.standing(*numbers("2020-02-01", "2020-02-01"))[0].tolist() == [0]
    loose = of(place("a", 40.0, base("2020-01-01/2020-12-31", same_as="b")), place("b", 40.1, base("2020-06/2021-12-31")))
    assert loose.standing(*numbers("2020-06-15", "2020-06-15"))[0].tolist() == [0]  # b may not have stood yet


def test_undated_incidents_see_bases_of_any_day_as_possible():
    bases = of(place("a", 40.0, base("2020-01-01/2020-12-31")))
    found = posts.answers(np.array([40.0]), np.array([36.0]), np.array([-OPEN]), np.array([OPEN]), np.array([np.nan]), bases)
    assert [part.tolist() for part in (found.index, found.firm, found.firm_index, found.others)] == [[0], [False], [-1], [-1]]
