"""Who held the ground on a day: certain, cannot say, or unknown with the last known answer and its age."""

from __future__ import annotations

from datetime import date

import pytest
from geographiclib.geodesic import Geodesic

from geo import control as ground
from geo.atlas import View
from geo.control import Control, control, sentence
from geo.errors import UsageError
from geo.records import Dataset, Place, Zone
from geo.spots import Spot, of_place, position

NAMES = {"gov": "Government", "sdf": "SDF", "tur": "Turkey"}


def box(west: float, east: float, south: float = 0.0, north: float = 1.0) -> dict:
    return {"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]]}


def zone(key: str, *controllers: str, west: float, east: float, valid: str = "2020-01-01/2020-06-30", accuracy_m: float = 2000.0,
         layer: str = "control", status: str = "control", basis: str = "schematic") -> Zone:
    return Zone(id=key, name=key.upper(), controllers=list(controllers), layer=layer, status=status, valid=valid,
                basis=basis, accuracy_m=accuracy_m, sources=["s"], geometry=box(west, east))


def view(*zones: Zone, places: tuple[Place, ...] = ()) -> View:
    return View(Dataset({item.id: item for item in places}, {item.id: item for item in zones}, {}, {}, {}, {}, []))


def at(lon: float, radius_m: float = 0.0) -> Spot:
    return position(lon=lon, lat=0.5, uncertainty_m=radius_m)


def asked(world: View, spot: Spot, day: str = "2020-03-01") -> Control:
    return control(world, spot, date.fromisoformat(day))


# Three zones side by side, two of them of one holder: west, middle (gov) | east (sdf). One degree is about 111 km.
WORLD = view(zone("west", "gov", west=9, east=10), zone("middle", "gov", west=10, east=11),
             zone("east", "sdf", west=11, east=12, accuracy_m=5000.0))


def ids(found: Control) -> tuple[list[str], list[str]]:
    return [item.id for item in found.zones], [item.zone.id for item in found.candidates]


def test_far_from_every_line_the_answer_is_certain():
    found = asked(WORLD, at(10.5, 1000))
    assert (found.answer, ids(found)) == ("certain", (["middle"], []))
    # To the meridian of 11 degrees; the nearer line, at 10 degrees, has the same holder on both sides.
    assert found.nearest_edge_m == pytest.approx(Geodesic.WGS84.Inverse(0.5, 10.5, 0.5, 11.0)["s12"], abs=5)


def test_line_between_zones_of_one_holder_is_no_doubt():
    found = asked(WORLD, at(10.01, 1000))
    assert (found.answer, ids(found)) == ("certain", (["middle"], ["west"]))


def test_line_within_the_larger_accuracy_cannot_be_said():
    # 4.5 km from the line: beyond the 2 km of the zone it lies in, within the 5 km of its neighbour.
    lon = 11 - 4500 / 111_320
    found = asked(WORLD, at(lon))
    assert (found.answer, ids(found)) == ("possible", (["middle"], ["east"]))
    assert found.nearest_edge_m == pytest.approx(4500, abs=10)
    assert asked(WORLD, at(11 - 5500 / 111_320)).answer == "certain"


def test_error_of_a_line_is_the_larger_one_from_either_side():
    # In the east zone, whose outline is known to 5 km, 4.5 km from the line of its neighbour known to 2 km.
    assert asked(WORLD, at(11 + 4500 / 111_320)).answer == "possible"
    assert asked(WORLD, at(11 + 5500 / 111_320)).answer == "certain"


def test_joint_holders_are_the_same_in_any_order():
    world = view(zone("one", "gov", "sdf", west=10, east=11), zone("other", "sdf", "gov", west=11, east=12))
    found = asked(world, at(10.999))
    assert (found.answer, found.nearest_edge_m) == ("certain", None)


def test_radius_of_the_spot_adds_to_the_accuracy():
    lon = 11 - 5500 / 111_320
    assert asked(WORLD, at(lon, 400)).answer == "certain"
    assert asked(WORLD, at(lon, 600)).answer == "possible"


def test_road_across_a_line_cannot_be_said():
    road = Spot("road", "incident", "Road", {"type": "LineString", "coordinates": [[10.8, 0.5], [11.2, 0.5]]}, 0.0)
    found = asked(WORLD, road)
    assert (found.answer, ids(found), found.nearest_edge_m) == ("possible", (["middle", "east"], []), 0.0)


def test_road_across_zones_of_one_holder_is_certain():
    road = Spot("road", "incident", "Road", {"type": "LineString", "coordinates": [[9.8, 0.5], [10.2, 0.5]]}, 0.0)
    assert asked(WORLD, road).answer == "certain"


def test_where_no_zone_is_drawn_the_answer_is_unknown():
    found = asked(WORLD, at(20.0))
    assert (found.answer, found.zones, found.last_known) == ("unknown", (), None)
    assert found.nearest_edge_m == pytest.approx(Geodesic.WGS84.Inverse(0.5, 12.0, 0.5, 20.0)["s12"], rel=1e-3)
    assert sentence(found, names=NAMES).endswith("the nearest drawn zone is 891 km away.")


def test_just_outside_every_zone_it_may_be_the_nearest():
    found = asked(WORLD, at(12.01))
    assert (found.answer, ids(found)) == ("possible", ([], ["east"]))
    assert "outside every drawn zone; within reach: SDF (schematic) at 1.1 km" in sentence(found, names=NAMES)


def test_day_without_zones_gives_the_last_known_and_its_age():
    found = asked(WORLD, at(10.5), "2020-07-30")
    assert (found.answer, found.zones, found.nearest_edge_m, found.days_ago) == ("unknown", (), None, 30)
    assert found.last_known is not None
    assert (found.last_known.answer, found.last_known.as_of) == ("certain", date(2020, 6, 30))
    assert sentence(found, names=NAMES).startswith("No control data for 2020-07-30. Last known 30 days before: ")


def test_before_the_first_window_nothing_is_known():
    found = asked(WORLD, at(10.5), "2019-01-01")
    assert (found.answer, found.last_known, found.days_ago) == ("unknown", None, None)
    assert sentence(found, names=NAMES) == "No control data for 0.5000 N, 10.5000 E on 2019-01-01."


@pytest.mark.parametrize(("day", "held"), [("2020-01-01", True), ("2020-06-30", True), ("2019-12-31", False),
                                           ("2020-07-01", False)])
def test_both_ends_of_a_window_count(day: str, held: bool):
    assert bool(asked(WORLD, at(10.5), day).zones) is held


def test_zone_that_may_not_have_held_that_day_is_not_certain():
    world = view(zone("open", "gov", west=10, east=11, valid="2020-01-01/.."))
    assert asked(world, at(10.5), "2020-01-01").answer == "certain"
    assert asked(world, at(10.5), "2020-03-01").answer == "possible"  # an open end is no evidence


def test_contested_ground_has_another_status_than_held_ground():
    world = view(zone("held", "gov", west=10, east=11), zone("fought", "gov", west=11, east=12, status="contested"))
    assert asked(world, at(10.999)).answer == "possible"


def test_overlays_are_told_but_hold_nothing():
    world = view(zone("middle", "gov", west=10, east=11),
                 zone("patrol", "sdf", west=10.2, east=10.8, layer="overlay", status="patrol"))
    found = asked(world, at(10.5))
    assert (found.answer, ids(found)) == ("certain", (["middle"], []))
    assert [item.id for item in found.overlays] == ["patrol"]


def test_only_zone_has_no_line():
    found = asked(view(zone("middle", "gov", west=10, east=11)), at(10.5))
    assert (found.answer, found.nearest_edge_m) == ("certain", None)
    assert sentence(found, names=NAMES, where="The scene") == "The scene on 2020-03-01: Government (schematic)."


def test_sentence_names_holder_basis_and_what_is_in_reach():
    found = asked(WORLD, at(10.99))
    assert sentence(found, names=NAMES, where="Here") == (
        "Here on 2020-03-01: cannot say for sure; as drawn Government (schematic); within reach: SDF (schematic) at 1.1 km.")
    joint = view(zone("joint", "gov", "sdf", west=10, east=11, status="joint", basis="carried_forward"))
    assert sentence(asked(joint, at(10.5)), names=NAMES, where="Here") == (
        "Here on 2020-03-01: Government + SDF (joint, carried forward).")


def place(key: str, lon: float) -> Place:
    return Place(id=key, name=key, kind="town", uncertainty_m=0.0, admin1="unknown", sources=["s"],
                 geometry={"type": "Point", "coordinates": [lon, 0.5]})


def test_changes_lists_places_whose_holder_differs():
    world = view(zone("old", "sdf", west=10, east=12, valid="2020-01-01/2020-01-31"),
                 zone("new-west", "tur", west=10, east=11, valid="2020-02-01/2020-02-29"),
                 zone("new-east", "sdf", west=11, east=12, valid="2020-02-01/2020-02-29"),
                 places=(place("flipped", 10.5), place("kept", 11.5), place("near", 11.001), place("outside", 20.0)))
    found = ground.changes(world, date(2020, 1, 15), date(2020, 2, 15))
    assert [(item.place.id, item.sure) for item in found] == [("flipped", True)]
    assert [zone.id for zone in found[0].after.zones] == ["new-west"]


def test_changes_near_a_line_are_not_sure():
    world = view(zone("old", "sdf", west=10, east=12, valid="2020-01-01/2020-01-31"),
                 zone("new-west", "tur", west=10, east=11, valid="2020-02-01/2020-02-29"),
                 zone("new-east", "sdf", west=11, east=12, valid="2020-02-01/2020-02-29"), places=(place("near", 10.999),))
    (change,) = ground.changes(world, date(2020, 1, 15), date(2020, 2, 15))
    assert not change.sure


def test_changes_need_zones_on_both_days():
    with pytest.raises(UsageError, match="the last day before it with zones is 2020-06-30"):
        ground.changes(WORLD, date(2020, 3, 1), date(2020, 9, 1))
    with pytest.raises(UsageError, match="choose a later day"):
        ground.changes(WORLD, date(2019, 3, 1), date(2020, 3, 1))


def test_places_are_asked_with_their_radius():
    spot = of_place(place("a", 10.5))
    assert asked(WORLD, spot).at is spot
