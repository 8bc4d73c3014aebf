"""A file of events gets, event by event, the answers that the atlas gives for one position on one day."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import pytest
from click.testing import CliRunner

import geo
from geo import control, dates, each, sieve, spots
from geo.cli import geo as command
from geo.errors import UnknownName, UsageError
from geo.formats.contract import framed

ROWS = ("id,date,lat,lon,kind,actor_a,uncertainty_m\n"
        "standoff,2020-06-03,37.05,41.23,Clash,Russian police,0\n"
        "some-2019,2019,36.5,40.7,clash,US Army,500\n"
        "undated,,36.5,40.7,protest,villagers,500\n"
        "nowhere,2020-06-03,,,protest,villagers,\n"
        "rangoon,2020-06-03,16.8,96.15,protest,villagers,500\n")


@pytest.fixture(scope="module")
def atlas():
    return geo.load()


@pytest.fixture(scope="module")
def field():
    """Made-up events all over the ground of the atlas, a day each, with every kind of radius."""
    draw, count = np.random.default_rng(5), 220
    when = [date(2018, 1, 1) + timedelta(days=int(day)) for day in draw.integers(0, 1900, count)]
    when[:120] = [date(2020, 6, 3)] * 60 + [date(2018, 2, 7)] * 60  # days with zones
    days = np.array([dates.day_number(day) for day in when])
    return sieve.Events(framed(count, {
        "id": [f"e{row}" for row in range(count)], "when": [day.isoformat() for day in when], "earliest": days, "latest": days,
        "date_precision": "day",
        "lon": draw.uniform(37.5, 42.3, count).round(3), "lat": draw.uniform(34.3, 37.2, count).round(3),
        "where_precision": "near", "uncertainty_m": draw.choice([0.0, 800.0, 20_000.0], count), "line": np.arange(count),
    }), "made up")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def at(field, row):
    return spots.position(lon=float(field.lon[row]), lat=float(field.lat[row]), uncertainty_m=float(field.radius_m[row]))


def test_control_of_each_is_control_of_one(atlas, field):
    found = each.held(atlas, field)
    answers = set()
    for row, when in enumerate(field.frame["when"]):
        one = control.control(atlas, at(field, row), date.fromisoformat(when))
        told = (found["answer"][row], found["zones"][row], set(filter(None, found["in_reach"][row].split("; "))))
        assert told == (one.answer, "; ".join(zone.id for zone in one.zones), {reach.zone.id for reach in one.candidates}), row
        answers.add(one.answer)
    assert answers == {"certain", "possible", "unknown"}


@pytest.mark.parametrize("name, within_m", [("Qamishli", 40_000.0), ("Qamishli", 500.0), ("sdf-c", 0.0), ("sdf-c", 15_000.0)])
def test_within_is_that_of_one_distance(atlas, field, name, within_m):
    centre = atlas.spot(name)
    said = {sieve.NO: "no", sieve.MAYBE: "cannot say", sieve.YES: "yes"}
    found = [said[int(mark)] for mark in sieve.within(field, centre, within_m)]
    assert found == [spots.between(centre, at(field, row)).within(within_m) for row in range(len(field))]


def test_within_a_road_is_that_of_one_distance(atlas, field):
    road = next(item for item in atlas.dataset.incidents.values() if item.geometry and item.geometry["type"] == "LineString")
    found = sieve.within(field.only(np.arange(20)), spots.of_incident(road), 60_000.0)
    said = {"no": sieve.NO, "cannot say": sieve.MAYBE, "yes": sieve.YES}
    assert found.tolist() == [said[spots.between(at(field, row), spots.of_incident(road)).within(60_000.0)] for row in range(20)]


def test_days_of_several_holders_are_not_certain(atlas, field):
    longer = field.frame.head(60).assign(when="2018-02-07/2020-06-03", earliest=dates.day_number(date(2018, 2, 7)))
    found = each.held(atlas, sieve.Events(longer.astype({"earliest": "Int32"}), "made up"))
    assert "certain" not in found["answer"]  # no zone was drawn for all of those days
    assert "possible" in found["answer"]


def ask(*words):
    done = CliRunner().invoke(command, [str(word) for word in words])
    return done, json.loads(done.stdout) if "--json" in words and done.exit_code < 2 else None


def test_incidents_of_a_file(file):
    done, found = ask("incidents", "--data", file, "--during", "2019-05/2020-12", "--json")
    assert [(row["id"], row["meets"]) for row in found] == [
        ("some-2019", "possibly"), ("standoff", "surely"), ("nowhere", "surely"), ("rangoon", "surely")]
    assert "4 of 5 events of events.csv" in done.stderr
    assert "1 without a date cannot be judged" in done.stderr
    assert done.stderr.count("places, bases and zones from the curated atlas") == 1
    _, found = ask("incidents", "--data", file, "--during", "2019-05/2020-12", "--match", "certain", "--kind", "clash", "--json")
    assert [row["id"] for row in found] == ["standoff"]
    _, found = ask("incidents", "--data", file, "--actor", "russian", "--json")
    assert [row["id"] for row in found] == ["standoff"]
    done, found = ask("incidents", "--data", file, "--near", "Qamishli", "--within", "30km", "--json")
    assert [row["id"] for row in found] == ["standoff"]
    assert "1 of 4 placed events lie outside everything the atlas knows" in done.stderr


def test_nearest_for_each_event_of_a_file(file):
    done, found = ask("nearest", "--data", file, "--each", "--json")
    rows = {row["id"]: row for row in found}
    assert rows["standoff"]["nearest"] == "qamishli-airport"
    assert (rows["nowhere"]["why"], rows["rangoon"]["why"]) == ("no place", "outside everything the atlas knows")
    assert rows["undated"]["standing"] == "possible"
    _, one = ask("nearest", "standoff", "--data", file, "--json")
    assert one == [rows["standoff"]]
    done, found = ask("nearest", "--data", file, "--each", "--actor", "us", "--csv")
    assert done.stdout.splitlines()[0] == ",".join(each.NEAREST)


def test_control_for_each_event_of_a_file(file):
    done, found = ask("control", "--data", file, "--each", "--json")
    rows = {row["id"]: row for row in found}
    assert rows["standoff"]["zones"] and rows["standoff"]["why"] is None
    assert [rows[key]["why"] for key in ("undated", "nowhere", "rangoon")] == [
        "no date", "no place", "outside everything the atlas knows"]
    done, _ = ask("control", "rangoon", "--data", file, "--json")
    assert done.exit_code == 1
    assert "Every event lies outside everything the atlas knows" in done.stderr


def test_near_a_place_of_the_atlas(file):
    _, found = ask("near", "Qamishli", "--within", "100km", "--data", file, "--json")
    assert [(row["id"], row["within"]) for row in found] == [("standoff", "yes"), ("some-2019", "yes"), ("undated", "yes")]
    done, _ = ask("near", "Qamishli", "--within", "100km", "--data", file)
    assert "Within 100 km of Qamishli: 3 for sure" in done.stdout


@pytest.mark.parametrize("words", [
    ["incidents", "--kind", "riot"], ["incidents", "--actor", "Martians"], ["incidents", "--known-by", "2020-01-01"],
    ["incidents", "--status", "disputed"], ["near", "Derik", "--within", "1km", "--kind", "base"], ["nearest"],
    ["nearest", "standoff", "--each"], ["nearest", "no-such-event"], ["nearest", "--each", "--kind", "incident"], ["control"]])
def test_wrong_questions_are_refused(file, words):
    done, _ = ask(*words, "--data", file)
    assert done.exit_code == 2
    assert done.stderr.startswith("[")


def test_each_needs_a_file():
    for words in (["nearest", "--each"], ["control", "--each", "--as-of", "2020-06-03"], ["nearest"], ["control", "Derik"]):
        assert ask(*words)[0].exit_code == 2


def test_an_empty_answer_is_an_empty_list(file):
    assert ask("incidents", "--data", file, "--during", "1999", "--json")[1] == []


def test_errors_name_what_there_is(atlas, field):
    with pytest.raises(UnknownName):
        field.one("none")
    with pytest.raises(UsageError, match="go together"):
        sieve.select(atlas, field, near="Derik")


def test_text_and_precision_select(atlas, field):
    assert len(sieve.select(atlas, field, text="e17").events) == 11  # e17, and e170 to e179
    assert len(sieve.select(atlas, field, precision=["exact"]).events) == 0
    inside = sieve.select(atlas, field, in_zone="sdf-c")
    assert inside.only_possible == int(inside.doubtful.sum())
    assert all(dates.possible(when, atlas.dataset.zones["sdf-c"].valid) for when in inside.events.frame["when"])
