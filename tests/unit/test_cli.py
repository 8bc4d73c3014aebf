"""The command: every verb in its three forms, the exit codes, and how it prints."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

import geo
from geo import cli
from geo.cli import ask, options, output

ROOT = Path(__file__).resolve().parents[2]
TINY = str(ROOT / "tests" / "fixtures" / "tiny")


def run(*arguments: str, data: str | None = TINY) -> Result:
    extra = ("--data", data) if data else ()
    return CliRunner(env={"COLUMNS": "100"}).invoke(cli.geo, [*arguments, *extra], prog_name="geo")


def answer(*arguments: str, code: int = 0) -> Any:
    done = run(*arguments, "--json")
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def rows(*arguments: str) -> list[dict[str, str]]:
    done = run(*arguments, "--csv")
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(io.StringIO(done.stdout)))


def said(*arguments: str, code: int = 0) -> str:
    done = run(*arguments)
    assert done.exit_code == code, done.output
    return done.output


# What each verb answers

def test_distance():
    document = answer("distance", "Alda", "Cove")
    assert (document["from"], document["to"]) == ("alda", "cove")
    assert document["high_m"] - document["low_m"] == pytest.approx(3000, abs=0.01)  # 500 + 1000, twice
    # geographiclib: 80,106 m, azimuth 56.48 degrees
    assert said("distance", "Алда", "كوف") == "Alda to Cove: 80.1 km, bearing 56° (ENE); between 78.6 km and 81.6 km.\n"
    assert rows("distance", "Alda", "Cove")[0]["bearing_deg"] == str(document["bearing_deg"])


def test_near():
    assert [(row["to"], row["within"]) for row in answer("near", "Alda", "--within", "45km")] == [
        ("brin-airfield", "cannot say")]
    text = said("near", "Alda", "--within", "50 km", "--kind", "base", "--as-of", "2020-03-04")
    assert "1 for sure, 0 cannot say" in text
    assert "Southern Guard (invented): airfield," in text
    assert rows("near", "Alda", "--within", "50mi", "--kind", "base")[0]["actor"] == "south-guard"


def test_nearest():
    (base,) = answer("nearest", "Alda", "--actor", "north-guard", "--as-of", "2020-03-04")
    assert base["presences"] == [{"actor": "north-guard", "role": "base", "valid": "2019-06/2020-09", "status": "reported",
                                  "standing": "firm"}]
    assert said("nearest", "Alda", "--as-of", "2020-03-04").startswith("Alda to Brin airfield: 44.9 km")
    assert said("nearest", "Alda", "--as-of", "2021-03-04").startswith(
        "Nothing is sure to have stood on that day; this only may have: Alda to Brin airfield: 44.9 km")
    assert "Bases of any day" in said("nearest", "Alda")
    assert said("nearest", "Alda", "--as-of", "2018-03-04", code=1).startswith("Nothing of that kind is known.")


def test_nearest_of_several_says_that_it_cannot_say():
    assert said("nearest", "cove-road-2020-05", "--kind", "base", "--as-of", "2020-05-11").startswith("Cannot say for sure")


def test_nearest_of_several_possible_ones_says_that_none_is_sure(tmp_path: Path):
    folder = tmp_path / "atlas"
    shutil.copytree(TINY, folder)
    places = (folder / "places.geojson").read_text(encoding="utf-8")
    places = places.replace('"2019-06/2020-09"', '"2019-06/.."').replace("[10.8,0.7]", "[10.6,0.351]")
    (folder / "places.geojson").write_text(places, encoding="utf-8")
    done = run("nearest", "Alda", "--as-of", "2021-03-04", data=str(folder))
    assert done.stdout.startswith("Nothing is sure to have stood on that day; these only may have:\n")


def test_disputed_incident_says_who_stands_against_it(tmp_path: Path):
    folder = tmp_path / "atlas"
    shutil.copytree(TINY, folder)
    actors = json.loads((folder / "actors.json").read_text(encoding="utf-8"))
    actors["origins"] += [{"id": key, "name": key.title(), "type": "witness"} for key in ("driver", "guard")]
    (folder / "actors.json").write_text(json.dumps(actors))
    seed = folder / "seeds" / "fictional-monitor-2020-05-14.toml"
    claim = ('[[claim]]\nnumber = {}\nincident = "cove-road-2020-05"\nspeaker = "x"\norigin = "{}"\nstance = "{}"\n'
             'bears_on = "{}"\nsays = "x"\n')
    claims = claim.format(10, "guard", "denies", "event") + claim.format(11, "driver", "asserts", "rival")
    seed.write_text(seed.read_text() + claims)
    (row,) = json.loads(run("incidents", "--status", "disputed", "--json", data=str(folder)).stdout)
    assert (row["origins"], row["rivals"], row["denials"]) == (2, 1, 1)
    table = " ".join(run("incidents", "--status", "disputed", data=str(folder)).stdout.split())
    for part in ("2 origins,", "1 rival", "1 denial"):
        assert part in table
    card = run("show", "cove-road-2020-05", data=str(folder)).stdout
    assert "rival accounts  1: Driver" in card
    assert "denials         1: Guard" in card
    shown = json.loads(run("show", "cove-road-2020-05", "--json", data=str(folder)).stdout)["evidence"]
    assert (shown["rivals"], shown["denials"]) == (["driver"], ["guard"])


def test_known_by_counts_what_it_leaves_out_of_the_incidents_asked_for():
    done = run("incidents", "--known-by", "2020-03-05", "--during", "2020-03")
    assert "known by 2020-03-05: 1 later claims and 0 incidents not yet told are left out" in done.stdout
    done = run("incidents", "--known-by", "2020-03-05")
    assert "known by 2020-03-05: 2 later claims and 0 incidents not yet told are left out" in done.stdout


def test_text_is_found_at_the_start_of_words():
    assert [row["id"] for row in answer("sources", "--text", "fict her")] == ["fictional-herald-2020-03-05"]
    assert answer("sources", "--text", "erald") == []
    assert answer("places", "--text", "ove") == []


def test_matrix():
    assert len(answer("matrix", "--as-of", "2020-03-04")) == 1
    text = said("matrix", "--kind", "base")
    assert "2 places, 1 distance in km" in text
    assert said("matrix", "--kind", "city").startswith("0 places, 0 distances")


@pytest.mark.parametrize(("width", "blocks"), [(100, [["1", "2", "3"]]), (30, [["1", "2"], ["3"]]), (24, [["1"], ["2"], ["3"]])])
def test_matrix_of_many_is_cut_into_blocks(width: int, blocks: list[list[str]], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(output, "width", lambda: width)
    rows: list[dict[str, Any]] = [{"from": a, "to": b, "distance_m": 11_000.0} for a, b in combinations("abcd", 2)]
    grids = ask._grids(rows, {key: f"Hamlet {key}" for key in "abcd"})
    headings = [[column.heading for column in columns] for _, columns in grids]
    assert headings == [["", "place", *numbers] for numbers in blocks]
    assert [[row["id"] for row in lines] for lines, _ in grids] == [list("abcd")[int(numbers[0]) - 1:] for numbers in blocks]
    text = "\n".join(output.table(*grid) for grid in grids)
    assert len(re.findall(r"^ *place ", text, flags=re.MULTILINE)) == len(blocks)


def test_incidents():
    found = answer("incidents", "--during", "2020-05")
    assert found == [{
        "id": "cove-road-2020-05", "title": "Chase on the road to Cove", "when": "[2020-05-10..2020-05-12]",
        "earliest": "2020-05-10", "latest": "2020-05-12", "kinds": ["vehicle_chase"], "status": "corroborated",
        "where_precision": "road", "uncertainty_m": 2000.0, "origins": 2, "rivals": 0, "denials": 0, "claims": 2}]
    assert said("incidents").rstrip().endswith("2 of 2 incidents")
    done = run("incidents", "--during", "2020-05-11", "--csv")
    assert (done.stdout.splitlines()[0].split(",")[0], done.stderr) == (
        "id", "1 of 2 incidents\n1 of them only possibly meet the conditions\n")
    assert "known by 2020-03-05" in said("incidents", "--known-by", "2020-03-05")
    assert answer("incidents", "--near", "Alda", "--within", "10km", "--actor", "north-guard", "--kind", "road_block",
                  "--status", "corroborated", "--precision", "near", "--text", "patrol", "--match", "certain")
    assert answer("incidents", "--in-zone", "south-2020", "--during", "2019") == []


def test_control():
    document = answer("control", "Alda", "--as-of", "2020-03-04")
    assert (document["at"], document["answer"], document["zones"][0]["id"]) == ("alda", "certain", "south-2020")
    across = answer("control", "cove-road-2020-05", "--as-of", "2020-05-11")  # the road crosses the line between the two
    assert (across["answer"], across["nearest_edge_m"], len(across["zones"])) == ("possible", 0, 2)
    assert "cannot say for sure" in said("control", "cove-road-2020-05", "--as-of", "2020-05-11")
    late = answer("control", "Alda", "--as-of", "2021-01-10", code=1)
    assert (late["answer"], late["last_known"]["days_ago"], late["last_known"]["answer"]) == ("unknown", 10, "certain")
    text = said("control", "Alda", "--as-of", "2021-01-10", code=1)
    assert text.startswith("No control data for 2021-01-10. Last known 10 days before: Alda on 2020-12-31:")
    assert "last known:" in text
    assert rows("control", "Alda", "--as-of", "2020-03-04")[0]["bearing"] == "drawn here"


def test_changes():
    document = answer("changes", "--from", "2020-03-01", "--to", "2020-06-01")
    assert document == {"from": "2020-03-01", "to": "2020-06-01", "places": [],
                        "incidents": ["alda-block-2020-03-04", "cove-road-2020-05"]}
    assert "0 of 3 places differ after 92 days" in said("changes", "--from", "2020-03-01", "--to", "2020-06-01")


@pytest.mark.parametrize("name", ["alda-block-2020-03-04", "cove-road-2020-05", "Alda", "brin-airfield", "south-2020",
                                  "fictional-herald-2020-03-05", "fictional-gazetteer-2020"])
def test_show(name: str):
    assert answer("show", name)["record"]
    assert len(said("show", name).splitlines()) > 5
    rows("show", name)


def test_card_of_an_incident_has_claims_figures_ground_and_sources():
    text = said("show", "cove-road-2020-05")
    for part in ("corroborated: two or more independent origins", "differ on  day", "The scene on 2020-05-10:",
                 "[wounded 2 of passengers]", "2 claims", "2 sources", "https://monitor.example/reports/2020-1",
                 "one single day inside the bounds", "The Alda Herald, later"):
        assert part in text, part
    document = answer("show", "cove-road-2020-05")
    assert document["evidence"]["disagreements"] == [
        {"topic": "day", "claims": ["fictional-herald-2020-03-05#2", "fictional-monitor-2020-05-14#2"]}]


def test_lists():
    assert [row["id"] for row in answer("places", "--kind", "airfield")] == ["brin-airfield"]
    assert [row["id"] for row in answer("places", "--text", "كوف")] == ["cove"]
    based = answer("places", "--as-of", "2020-03-04", "--actor", "south-guard")
    assert [(row["id"], row["presences"][0]["standing"]) for row in based] == [("brin-airfield", "firm")]
    assert "Southern Guard (invented): airfield" in said("places", "--as-of", "2020-03-04")
    assert [row["id"] for row in answer("zones", "--as-of", "2020-03-04", "--actor", "south-guard", "--layer", "control")] == [
        "south-2020"]
    assert answer("zones", "--as-of", "2021-03-04") == []
    assert [row["id"] for row in answer("sources", "--incident", "alda-block-2020-03-04")] == [
        "fictional-herald-2020-03-05", "fictional-monitor-2020-05-14"]
    assert [row["id"] for row in answer("sources", "--text", "herald")] == ["fictional-herald-2020-03-05"]
    for verb in ("places", "zones", "sources"):
        assert f" of {len(answer(verb))} {verb}" in said(verb)
        assert len(rows(verb)) == len(answer(verb))


def test_check(tmp_path: Path):
    assert said("check").rstrip() == "0 errors, 0 warnings"
    assert answer("check") == {"problems": [], "counts": {"errors": 0, "warnings": 0}}
    for name in ("places.geojson", "zones.geojson", "incidents.geojson", "actors.json"):
        (tmp_path / name).write_text("{")
    (tmp_path / "seeds").mkdir()
    done = run("check", str(tmp_path), "--json", data=None)
    assert done.exit_code == 1
    document = json.loads(done.stdout)
    assert {problem["code"] for problem in document["problems"]} == {"not-json"}
    assert document["counts"]["errors"] == 4
    table = run("check", str(tmp_path), "--csv", data=None).stdout
    assert table.startswith("code,severity,file,record,field,message\nnot-json,error")
    assert "[not-json] actors.json" in run("check", str(tmp_path), data=None).stdout
    twice = run("check", str(tmp_path), str(tmp_path / "zones.geojson"), "--json", data=None)
    assert json.loads(twice.stdout) == document


def test_export(tmp_path: Path):
    assert json.loads(said("export", "--to", "geojson"))["type"] == "FeatureCollection"
    target = tmp_path / "new" / "zones.csv"
    done = run("export", "--to", "csv", "--what", "zones", "--as-of", "2020-03-04", "-o", str(target))
    assert (done.exit_code, done.stdout) == (0, "")
    assert len(list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))) == 2
    dash = run("export", "--to", "csv", "-o", "-")
    assert dash.stdout == said("export", "--to", "csv")
    assert not Path("-").exists()
    done = run("export", "--to", "csv", "--during", "2020-05-11")
    assert "only possibly" in done.stderr
    assert len(list(csv.DictReader(io.StringIO(done.stdout)))) == 1


def test_build(tmp_path: Path):
    text = said("build", "-o", str(tmp_path / "out"), "--as-of", "2020-03-04", "--during", "2020")
    assert str(tmp_path / 'out' / 'index.html') in text
    assert (tmp_path / "out" / "index.html").is_file()


# The command itself

def test_without_a_verb_the_help_is_shown():
    done = run(data=None)
    assert done.exit_code == 2
    assert "Usage: geo" in done.output


def test_version_and_help():
    assert run("--version", data=None).output == f"geo {geo.__version__}\n"
    assert "geo distance Derik" in CliRunner().invoke(cli.geo, ["distance", "-h"]).output


@pytest.mark.parametrize(("text", "metres"), [("25km", 25_000), ("500 m", 500), ("3mi", 4828.032), ("0.5KM", 500), ("0m", 0)])
def test_length(text: str, metres: float):
    assert options.Length().convert(text, None, None) == pytest.approx(metres)


@pytest.mark.parametrize("text", ["25", "km", "25 parsecs", "-1km", "1e3m", "nan km", "٢٥km"])
def test_what_is_no_length(text: str):
    with pytest.raises(click.UsageError):
        options.Length().convert(text, None, None)


# How it prints

def test_hostile_text_cannot_reach_the_terminal():
    shown = output.table([{"a": "red \x1b[31m [bold]x[/bold] \u202e"}], [output.Column("a", lambda row: row["a"])])
    assert "\x1b" not in shown
    assert "\\x1b[31m [bold]x[/bold] \\u202e" in shown


def test_width_follows_columns(monkeypatch: pytest.MonkeyPatch):
    for text, expected in (("60", 60), ("", 100), ("5", 100), ("wide", 100)):
        monkeypatch.setenv("COLUMNS", text)
        assert output.width() == expected


def test_table_has_no_lines_where_stdout_cannot_draw_them(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert "─" not in output.table([{"a": "x"}], [output.Column("heading", lambda row: row["a"])])


def test_counted():
    assert [output.counted(number, "place") for number in (0, 1, 2000)] == ["0 places", "1 place", "2,000 places"]
