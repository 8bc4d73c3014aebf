"""Our answers on who held the ground agree with a table worked out apart from this code.

incident-control-check.csv (48 incidents inside a control window) was made together with the zones, with planar
geometry in UTM 37N: the zones each drawn scene touches, a leading `?` for a zone reached only within the uncertainty of the
scene plus the accuracy of the outline, and the distance to the nearest other zone. It tests consistency; it is no evidence
of who held a spot.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import geo

TABLE = list(csv.DictReader((Path(__file__).parent / "incident-control-check.csv").read_text(encoding="utf-8").splitlines()))
# The table counts every other zone, also one of the same holder; we count lines between holders only. Tabiyah lies 600 m
# from government ground across the Euphrates and 1.8 km from SDF ground: the second is the line.
LINE_OF_ANOTHER_HOLDER = {"tabiyah-tank-strike-2018-02-10": 1844}
# Lengths in UTM 37N are up to 308 parts in a million off, and the table is rounded to 100 m.
ROUNDING_M = 55


@pytest.fixture(scope="module")
def atlas() -> geo.Atlas:
    return geo.load()


def test_the_table_has_a_row_for_each_incident_inside_the_map_and_a_window():
    assert len(TABLE) == 48  # 57 incidents, less six without a place and three at al-Tanf, outside the drawn area


@pytest.mark.parametrize("row", TABLE, ids=[row["incident"] for row in TABLE])
def test_answer_agrees_with_the_table(row: dict[str, str], atlas: geo.Atlas):
    zones = row["zones"].split("|")
    found = atlas.control(row["incident"], as_of=row["date"])
    assert {zone.id for zone in found.zones} == {zone for zone in zones if not zone.startswith("?")}
    assert {item.zone.id for item in found.candidates} == {zone[1:] for zone in zones if zone.startswith("?")}
    assert (found.answer == "certain") == (row["ambiguous"] == "no")
    expected = LINE_OF_ANOTHER_HOLDER.get(row["incident"], int(row["boundary_distance_m"]))
    assert found.nearest_edge_m == pytest.approx(expected, abs=ROUNDING_M, rel=400e-6)


# Towns whose holder is known from the sources, by day, each looked up by hand.
HOLDERS = [
    ("Khasham", "2018-02-07", {"syrian-government"}), ("Conoco", "2018-02-07", {"sdf"}),
    ("Deir ez-Zor", "2020-06-15", {"syrian-government"}), ("Derik", "2020-06-15", {"sdf"}),
    ("Kobani", "2019-10-05", {"sdf"}), ("Kobani", "2019-11-30", {"russia", "sdf", "syrian-government"}),
    ("Tal Tamr", "2020-02-12", {"russia", "sdf", "syrian-government"}), ("Tell Abyad", "2019-10-05", {"sdf"}),
    ("Tell Abyad", "2020-06-15", {"sna", "turkey"}), ("Ras al-Ayn", "2023-07-01", {"sna", "turkey"}),
    ("Qamishli airport", "2022-10-08", {"syrian-government"}),
]


@pytest.mark.parametrize(("place", "day", "holders"), HOLDERS)
def test_town_lies_on_the_side_of_its_holder(place: str, day: str, holders: set[str], atlas: geo.Atlas):
    (zone,) = [zone for zone in atlas.control(place, as_of=day).zones if zone.status != "contested"]
    assert set(zone.controllers) == holders


@pytest.mark.parametrize(("day", "last", "ago"), [
    ("2018-03-02", "2018-02-28", 2), ("2018-06-01", "2018-04-28", 34), ("2019-10-15", "2019-10-08", 7),
    ("2024-01-01", "2023-08-26", 128),
])
def test_between_windows_the_last_known_day_is_named(day: str, last: str, ago: int, atlas: geo.Atlas):
    found = atlas.control("Conoco", as_of=day)
    assert found.answer == "unknown"
    assert found.last_known is not None
    assert (found.last_known.as_of.isoformat(), found.days_ago) == (last, ago)
