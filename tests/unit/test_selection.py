"""Incidents are selected by every condition; what cannot be judged is counted and named."""

from __future__ import annotations

from typing import Any

import pytest

from geo.atlas import View
from geo.errors import DateError, UsageError
from geo.records import Actor, Claim, Dataset, Incident, Location, Origin, Party, Place, Source, Zone
from geo.selection import select


def incident(key: str, when: str, lon: float | None, *, radius_m: float = 1000.0, kinds: tuple[str, ...] = ("road_block",),
             **fields: Any) -> Incident:
    return Incident(id=key, title=key.replace("-", " "), when=when, date_precision="day", kinds=list(kinds), scope="core",
                    summary=f"Summary of {key}.", where_precision="unknown" if lon is None else "near",
                    uncertainty_m=None if lon is None else radius_m,
                    geometry=None if lon is None else {"type": "Point", "coordinates": [lon, 0.5]}, **fields)


PLACE = Place(id="derik", name="Derik", names={"ar": ["المالكية"]}, kind="town", uncertainty_m=500.0, admin1="hasakah",
              sources=["doc"], geometry={"type": "Point", "coordinates": [10.5, 0.5]})
RING = [[10, 0], [11, 0], [11, 1], [10, 1], [10, 0]]
ZONE = Zone(id="zone-a", name="Zone A", controllers=["us"], layer="control", status="control", valid="2020-01-01/2020-06-30",
            basis="schematic", accuracy_m=2000.0, sources=["doc"], geometry={"type": "Polygon", "coordinates": [RING]})
ITEMS = [
    incident("firm-2020-06-03", "2020-06-03", 10.5, parties=[Party(actor="us"), Party(actor="russia", named="Wagner men")],
             places=[Location(place="derik", relation="near", role="scene")]),
    incident("month-2020-06", "2020-06", 10.51, kinds=("strike",)),
    incident("about-2020-06-05", "2020-06-05~", 10.51, radius_m=9000.0),
    incident("later-2021", "2021-01-01", 10.5),
    incident("edge-2020-05-01", "2020-05-01", 11.01),
    incident("outside-2020-05-02", "2020-05-02", 15.0),
    incident("nowhere-2020-06-04", "2020-06-04", None),
    incident("open-2020", "2020-06-01/..", 10.5),
]
CLAIMS = [("doc", Claim(number=n, incident=key, speaker="Hoshang Hasan", origin=origin, stance="asserts", says="Cars met."))
          for n, (key, origin) in enumerate([("firm-2020-06-03", "a"), ("firm-2020-06-03", "b"), ("month-2020-06", "a")], 1)]
WORLD = View(Dataset(
    {"derik": PLACE}, {"zone-a": ZONE}, {item.id: item for item in ITEMS},
    {"us": Actor(id="us", name="United States", side="coalition"), "russia": Actor(id="russia", name="Russia", side="russia")},
    {key: Origin(id=key, name=key, type="outlet") for key in "ab"}, {"doc": Source(id="doc", title="t", publisher="p")}, CLAIMS,
))


def ids(**conditions: Any) -> list[str]:
    return [item.id for item in select(WORLD, **conditions).incidents]


def test_without_conditions_all_come_in_order_of_date():
    found = select(WORLD)
    assert [item.id for item in found.incidents] == [
        "edge-2020-05-01", "outside-2020-05-02", "month-2020-06", "open-2020", "firm-2020-06-03", "nowhere-2020-06-04",
        "about-2020-06-05", "later-2021"]
    assert (found.total, found.only_possible, found.unplaced, found.undated, found.notes) == (8, 0, (), (), ())


def test_during_keeps_what_may_have_happened_then():
    found = select(WORLD, during="2020-06-03/2020-06-10")
    assert [item.id for item in found.incidents] == ["month-2020-06", "open-2020", "firm-2020-06-03", "nowhere-2020-06-04",
                                                     "about-2020-06-05"]
    assert found.only_possible == 3
    assert found.notes == ("3 of them only possibly meet the conditions",)


def test_certain_drops_the_vague_the_open_and_the_approximate():
    found = select(WORLD, during="2020-06-03/2020-06-10", match="certain")
    assert [item.id for item in found.incidents] == ["firm-2020-06-03", "nowhere-2020-06-04"]
    assert found.notes == ("3 more possibly meet the conditions (--match possible shows them)",)


def test_month_lies_certainly_in_its_year():
    assert "month-2020-06" in ids(during="2020", match="certain")


def test_incident_without_any_day_is_named_not_dropped():
    world = WORLD.only([])
    world.dataset.incidents["timeless"] = incident("timeless", "../..", 10.5)
    found = select(world, during="2019")
    assert (found.incidents, found.undated) == ((), ("timeless",))
    assert found.notes == ("1 without a date cannot be judged: timeless",)


def test_near_needs_a_distance_and_the_other_way_round():
    for half in ({"near": "Derik"}, {"within_m": 1000.0}):
        with pytest.raises(UsageError, match="near and within go together"):
            select(WORLD, **half)


def test_near_judges_by_bounds_and_names_the_unplaced():
    found = select(WORLD, near="Derik", within_m=2000.0)
    assert [item.id for item in found.incidents] == ["month-2020-06", "open-2020", "firm-2020-06-03", "about-2020-06-05",
                                                     "later-2021"]
    assert found.unplaced == ("nowhere-2020-06-04",)
    assert found.only_possible == 2  # month: 1.1 km, to 2.6; about: 1.1 km, to 10.6
    assert ids(near="Derik", within_m=2000.0, match="certain") == ["open-2020", "firm-2020-06-03", "later-2021"]


def test_notes_name_the_unplaced():
    assert select(WORLD, near="Derik", within_m=2000.0).notes[1] == "1 without a place cannot be judged: nowhere-2020-06-04"


def test_in_zone_asks_for_place_and_day():
    found = select(WORLD, in_zone="zone-a")
    assert [item.id for item in found.incidents] == ["edge-2020-05-01", "month-2020-06", "open-2020", "firm-2020-06-03",
                                                     "about-2020-06-05"]  # later-2021 falls outside the days it held
    assert found.unplaced == ("nowhere-2020-06-04",)
    # edge lies 1.1 km outside, within reach; about is approximate; open went on for its first day at least
    assert ids(in_zone="zone-a", match="certain") == ["month-2020-06", "open-2020", "firm-2020-06-03"]


@pytest.mark.parametrize(("conditions", "expected"), [
    ({"kinds": ["strike"]}, ["month-2020-06"]),
    ({"kinds": ["strike", "road_block"], "during": "2021"}, ["open-2020", "later-2021"]),
    ({"actors": ["Russia"]}, ["firm-2020-06-03"]),
    ({"actors": ["coalition"]}, ["firm-2020-06-03"]),
    ({"status": ["corroborated"]}, ["firm-2020-06-03"]),
    ({"precision": ["unknown"]}, ["nowhere-2020-06-04"]),
    ({"text": "wagner"}, ["firm-2020-06-03"]),
    ({"text": "مالكية"}, ["firm-2020-06-03"]),
    ({"text": "Hoshang cars"}, ["month-2020-06", "firm-2020-06-03"]),
    ({"text": "Hoshang tanks"}, []),
    ({"text": "hosh wag"}, ["firm-2020-06-03"]),  # a beginning is enough
    ({"text": "agner"}, []),  # a part from within a word is not
    ({"text": "oo"}, []),  # folds to "o", which stands in many words and is none
])
def test_plain_conditions(conditions: dict[str, Any], expected: list[str]):
    assert ids(**conditions) == expected


@pytest.mark.parametrize("conditions", [{"kinds": ["quarrel"]}, {"status": ["true"]}, {"precision": ["good"]},
                                        {"match": "maybe"}])
def test_value_outside_its_list_is_refused_with_the_list(conditions: dict[str, Any]):
    with pytest.raises(UsageError) as caught:
        select(WORLD, **conditions)
    assert any(value in caught.value.rule for value in ("road_block", "corroborated", "near", "certain"))


def test_bad_interval_is_refused():
    with pytest.raises(DateError):
        select(WORLD, during="2020-02-30")
