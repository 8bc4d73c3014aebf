"""TimeMap, GeoConfirmed and Eyes on Russia: JSON in made-up files of their layouts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas
import pytest

from geo import formats
from geo.errors import DataError, FormatError

FOREIGN = Path(__file__).parents[1] / "fixtures" / "foreign"
EVENTS = FOREIGN / "timemap" / "events.json"


def changed(path: Path, name: str, change) -> Path:
    value = json.loads((FOREIGN / name).read_text("utf-8"))
    change(value)
    path.write_text(json.dumps(value), "utf-8")
    return path


def test_timemap_joins_its_three_files_and_says_so():
    imported = formats.read(EVENTS)
    frame = imported.frame
    assert dict(imported.provenance.counts) == {"read": 3, "mapped": 2, "tray": 1, "refused": 0, "undated": 1}
    notes = imported.provenance.notes
    assert {"associations are read from associations.json", "sources are read from sources.json"} <= set(notes)
    assert len(imported.provenance.options["sources_sha256"]) == 64
    assert frame["when"].tolist() == ["2022-03-03", "2022-03-13", ""]  # month first, padded or not
    assert frame["kind"].tolist() == ["Residential", "School", ""]
    assert frame["summary"].iloc[0].endswith("Type of area affected: Residential; Weapon system: Cluster munition")
    assert frame["source"].tolist() == ["Testland Herald; video.example.org; example.net", "", "s9"]
    assert frame["links"].iloc[0] == "https://example.org/one\nhttps://video.example.org/two\nhttps://www.example.net/three"
    assert frame["note"].iloc[1] == "time in the file: 14:30; graphic material"
    assert (frame["lon"].iloc[0], frame["lat"].iloc[0]) == (20.5, 10.25)


def test_timemap_puts_a_number_behind_a_repeated_id():
    imported = formats.read(EVENTS)
    assert imported.frame["id"].tolist() == ["CIV0001", "CIV0002", "CIV0001-2"]
    assert [(problem.code, problem.severity, problem.line) for problem in imported.problems] == [("repeated-id", "warning", 3)]


def test_timemap_number_behind_an_id_never_makes_another_twin(tmp_path):
    path = changed(tmp_path / "events.json", "timemap/events.json", lambda value: value[1].update(id="CIV0001-2"))
    assert formats.read(path).frame["id"].tolist() == ["CIV0001", "CIV0001-2", "CIV0001-3"]


def test_timemap_without_its_other_files_says_what_is_missing(tmp_path):
    shutil.copy(EVENTS, tmp_path / "events.json")
    imported = formats.read(tmp_path / "events.json")
    assert any("no associations.json beside the events" in note for note in imported.provenance.notes)
    assert imported.frame["source"].iloc[0] == "s1; s2"
    assert imported.frame["kind"].tolist() == ["", "", ""]


@pytest.mark.parametrize("part", ["associations", "sources"])
def test_timemap_parts_alone_are_known_for_what_they_are(part):
    with pytest.raises(FormatError, match=f"holds the {part} of a TimeMap"):
        formats.read(FOREIGN / "timemap" / f"{part}.json")


def test_timemap_flat_export():
    imported = formats.read(FOREIGN / "timemap-flat.json")
    frame = imported.frame
    assert imported.provenance.layout == "flat export"
    assert frame["when"].tolist() == ["2022-12-01", "2023-01-02"]
    assert frame["kind"].tolist() == ["Residential", "School"]  # of the category that most events have
    assert frame["source"].tolist() == ["Testland Herald", "example.net"]
    assert frame["links"].tolist() == ["https://example.org/one", "https://www.example.net/four"]


def test_timemap_refuses_a_day_written_day_first(tmp_path):
    path = changed(tmp_path / "events.json", "timemap-flat.json", lambda value: value[0].update(date="31/12/2022"))
    with pytest.raises(DataError, match="the month first") as error:
        formats.read(path)
    assert [(problem.record, problem.field) for problem in error.value.problems] == [("record 1", "date")]


def test_geoconfirmed_refuses_what_cannot_be_a_date_and_keeps_the_rest():
    path = FOREIGN / "geoconfirmed.json"
    with pytest.raises(DataError) as error:
        formats.read(path)
    assert [problem.found for problem in error.value.problems] == [
        "'1527-03-01T00:00:00' is in the year 1527", "'1579468464831365120' is the number of a post, not a date"]
    imported = formats.read(path, on_bad="skip")
    assert dict(imported.provenance.counts) == {"read": 4, "mapped": 1, "tray": 1, "refused": 2, "undated": 1}
    assert "p2" in imported.refused["record"].iloc[0]


def test_geoconfirmed_writes_lat_before_lon_and_the_day_as_it_stands():
    found = formats.read(FOREIGN / "geoconfirmed.json", on_bad="skip").frame.iloc[0]
    assert (found["lat"], found["lon"]) == (10.25, 20.5)
    assert found["when"] == "2022-10-10"  # 23:20 of that day, in no zone
    assert found["note"] == "time in the file: 23:20:00, zone not given"
    assert found["source"] == "Testland Herald"
    assert found["links"] == "https://example.org/post/1\nhttps://example.net/geo/1\nhttps://example.net/geo/2"


def test_geoconfirmed_coordinates_in_the_other_order_are_named(tmp_path):
    path = changed(tmp_path / "x.json", "geoconfirmed.json", lambda value: (value.pop(1), value.pop(1), value[0].update(
        coordinates=[120.5, 10.25])))
    with pytest.raises(DataError) as error:
        formats.read(path)
    assert [problem.code for problem in error.value.problems] == ["swapped-columns"]


@pytest.mark.parametrize("coordinates", [[10.25], "somewhere", {"lat": 1, "lon": 2}, [[1, 2], [3, 4], [5, 6]]])
def test_geoconfirmed_coordinates_that_are_no_pair_are_refused(tmp_path, coordinates):
    path = changed(tmp_path / "x.json", "geoconfirmed.json", lambda value: value[0].update(coordinates=coordinates))
    imported = formats.read(path, on_bad="skip")
    assert imported.problems[0].field == "coordinates"


def test_eyes_on_russia_says_that_the_day_is_that_of_verification():
    imported = formats.read(FOREIGN / "eyesonrussia.geojson")
    found = imported.frame.iloc[0]
    assert dict(imported.provenance.counts) == {"read": 2, "mapped": 1, "tray": 1, "refused": 0, "undated": 0}
    assert (found["when"], found["date_precision"], found["earliest"]) == ("2022-03-31~", "approximate", 19_082)
    assert "day is that of verification" in found["note"]
    assert (found["lon"], found["lat"]) == (20.5, 10.25)  # written as text in the file
    assert (found["place"], found["admin1"], found["source"]) == ("Ashford", "North", "example.org")
    assert pandas.isna(imported.frame["lon"].iloc[1])


def test_eyes_on_russia_refuses_another_geometry(tmp_path):
    path = changed(tmp_path / "x.geojson", "eyesonrussia.geojson",
                   lambda value: value["features"][0].update(geometry={"type": "LineString", "coordinates": [[1, 2], [3, 4]]}))
    assert [problem.field for problem in formats.read(path, on_bad="skip").problems] == ["geometry"]


@pytest.mark.parametrize("name", ["timemap-flat.json", "geoconfirmed.json"])
def test_ids_stay_as_written(tmp_path, name):
    path = changed(tmp_path / "x.json", name, lambda value: value[0].update(id="007"))
    assert formats.read(path, on_bad="skip").frame["id"].iloc[0] == "007"


def test_a_post_as_a_number_is_no_date_either(tmp_path):
    path = changed(tmp_path / "x.json", "geoconfirmed.json", lambda value: value[0].update(date=1579468464831365120))
    assert "the number of a post" in formats.read(path, on_bad="skip").problems[0].found


def test_a_record_that_is_no_object_is_refused(tmp_path):
    path = changed(tmp_path / "events.json", "timemap-flat.json", lambda value: value.append("no record"))
    counts = formats.read(path, on_bad="skip").provenance.counts
    assert (counts["read"], counts["refused"]) == (3, 1)


@pytest.mark.parametrize(("text", "words"), [
    ("[{]", "the file is JSON"), ("[" * 5_000 + "]" * 5_000, "deep"), ('{"a": 1}', "no list of records"), ("[]", "no row")])
def test_what_is_no_list_of_records_is_an_error(tmp_path, text, words):
    path = tmp_path / "events.json"
    path.write_text(text, "utf-8")
    with pytest.raises(FormatError, match=words):
        formats.read(path, format="timemap")


def test_the_user_can_say_how_sure_the_positions_are():
    imported = formats.read(FOREIGN / "timemap-flat.json", mapping={"where_precision": "exact", "uncertainty_m": 100.0})
    assert imported.frame["where_precision"].tolist() == ["exact", "exact"]
    assert imported.frame["uncertainty_m"].tolist() == [100.0, 100.0]
