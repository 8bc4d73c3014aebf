"""A presence is firm, possible or absent on a day, and one post is counted once."""

from __future__ import annotations

from datetime import date

import pytest

from geo.presence import held, standing, sure_span
from geo.records import Place, Presence


def presence(valid: str, *attested: str, actor: str = "us", role: str = "base", status: str = "reported",
             same_as: str | None = None) -> Presence:
    return Presence(actor=actor, role=role, valid=valid, attested=list(attested), status=status, sources=["s"],
                    same_as=same_as)


def place(key: str, *presences: Presence) -> Place:
    return Place(id=key, name=key, kind="village", uncertainty_m=100.0, admin1="unknown", sources=["s"],
                 presence=list(presences), geometry={"type": "Point", "coordinates": [40.0, 36.0]})


@pytest.mark.parametrize(("valid", "attested", "day", "expected"), [
    # Both ends dated: firm inside, whatever is attested.
    ("2019-11-14/2021-02-21", [], "2020-06-03", "firm"),
    ("2019-11-14/2021-02-21", [], "2019-11-14", "firm"),
    ("2019-11-14/2021-02-21", [], "2021-02-21", "firm"),
    ("2019-11-14/2021-02-21", [], "2021-02-22", None),
    ("2019-11-14/2021-02-21", [], "2019-11-13", None),
    # A month as start or end: surely there only from its last day, or to its first.
    ("2017-09/2018-02", [], "2017-09-15", "possible"),
    ("2017-09/2018-02", [], "2017-09-30", "firm"),
    ("2017-09/2018-02", [], "2018-02-01", "firm"),
    ("2017-09/2018-02", [], "2018-02-02", "possible"),
    # Open start: not before the first attested day.
    ("../2025-05", ["2018-02-07", "2019-11-28"], "2018-02-06", "possible"),
    ("../2025-05", ["2018-02-07", "2019-11-28"], "2018-02-07", "firm"),
    ("../2025-05", ["2018-02-07"], "2025-06-01", None),
    ("../2019-10-16", [], "2018-01-01", "possible"),
    # Open end: not after the last attested day.
    ("2019-12-20/..", ["2019-12-20", "2021-02-21"], "2021-02-21", "firm"),
    ("2019-12-20/..", ["2019-12-20", "2021-02-21"], "2021-02-22", "possible"),
    ("2019-12-20/..", [], "2019-12-20", "possible"),
    # Both open: between the first and the last attestation.
    ("../..", ["2018-01-14", "2019-11-14"], "2019-01-01", "firm"),
    ("../..", ["2018-01-14", "2019-11-14"], "2020-06-03", "possible"),
    ("../..", [], "2020-06-03", "possible"),
    # An attested month proves its last day for a beginning, its first for an end; an interval proves what it covers.
    ("../..", ["2018-02", "2018-04-18"], "2018-02-07", "possible"),
    ("../..", ["2018-02", "2018-04-18"], "2018-02-28", "firm"),
    ("../..", ["2019-12-20", "2020-05"], "2020-05-01", "firm"),
    ("../..", ["2019-12-20", "2020-05"], "2020-05-02", "possible"),
    ("../..", ["2022-01-01", "2023-10/2023-12"], "2023-11-15", "firm"),
])
def test_standing(valid: str, attested: list[str], day: str, expected: str | None):
    assert standing(presence(valid, *attested), date.fromisoformat(day)) == expected


def test_sure_span_has_none_where_nothing_is_sure():
    assert sure_span(presence("../2019-10-16")) == (None, date(2019, 10, 16))
    assert sure_span(presence("2019-10-16/..")) == (date(2019, 10, 16), None)


def test_attempts_and_checkpoints_count_only_when_asked():
    places = [place("a", presence("2020/2021", status="attempted")), place("b", presence("2020/2021", role="checkpoint"))]
    assert held(places) == []
    assert [item.place.id for item in held(places, attempted=True)] == ["a"]
    assert [item.place.id for item in held(places, checkpoints=True)] == ["b"]


def test_possible_ones_can_be_left_out():
    places = [place("a", presence("../..", "2020-01-01"))]
    assert held(places, day=date(2020, 6, 3), possible=False) == []
    assert [item.standing for item in held(places, day=date(2020, 6, 3))] == ["possible"]
    assert held(places, day=None)[0].standing is None


def test_actors_narrow():
    places = [place("a", presence("2020/2021")), place("b", presence("2020/2021", actor="russia"))]
    assert [item.place.id for item in held(places, actors=frozenset({"russia"}))] == ["b"]


def test_same_post_listed_twice_counts_once():
    both = [place("derik", presence("2018/2021", same_as="robariya")), place("robariya", presence("2018/2021"))]
    assert [item.place.id for item in held(both, day=date(2020, 6, 3))] == ["robariya"]


def test_of_one_post_listed_twice_the_firm_entry_counts():
    both = [place("derik", presence("../..", "2018-01-14", "2019-11-14", same_as="robariya")),
            place("robariya", presence("../..", "2020-08-13"))]
    assert [item.place.id for item in held(both, day=date(2019, 1, 1))] == ["derik"]


def test_post_counts_alone_when_its_twin_did_not_stand():
    both = [place("derik", presence("2018/2021", same_as="robariya")), place("robariya", presence("2022/2023"))]
    assert [item.place.id for item in held(both, day=date(2020, 6, 3))] == ["derik"]


def test_same_as_speaks_of_one_actor_only():
    both = [place("a", presence("2018/2021", same_as="b")), place("b", presence("2018/2021", actor="russia"))]
    assert len(held(both, day=date(2020, 6, 3))) == 2
