"""Exports are the same each time, hold every record, and no cell runs in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import shapely

from geo import export, tables
from geo.atlas import View
from geo.errors import UsageError

TINY = Path(__file__).resolve().parents[1] / "fixtures" / "tiny"


@pytest.fixture(scope="module")
def view() -> View:
    return View.load(TINY)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_files_hold_every_table(view: View):
    assert sorted(export.files(view)) == sorted([
        "places.csv", "places.geojson", "zones.csv", "zones.geojson", "incidents.csv", "incidents.geojson", "claims.csv",
        "sources.csv", "presences.csv"])
    assert export.files(view) == export.files(View.load(TINY))


@pytest.mark.parametrize("table", ["places", "zones", "incidents"])
def test_geojson_is_a_collection_of_features_one_a_line(view: View, table: str):
    text = export.text(view, table, to="geojson")
    collection = json.loads(text)
    assert collection["type"] == "FeatureCollection"
    assert len(text.splitlines()) == len(collection["features"]) + 2
    for feature in collection["features"]:
        assert set(feature["properties"]) == set(tables.COLUMNS[table]) - {"geometry"}
        assert shapely.geometry.shape(feature["geometry"]).is_valid


def test_csv_gives_points_as_lon_lat_and_lines_as_wkt(view: View):
    block, chase = rows(export.text(view, "incidents", to="csv"))
    assert (block["lon"], block["lat"], block["wkt"]) == ("10.21", "0.31", "")
    assert (chase["lon"], chase["lat"], chase["wkt"]) == ("", "", "LINESTRING (10.6 0.35, 10.7 0.5, 10.8 0.7)")
    assert rows(export.text(view, "zones", to="csv"))[0]["wkt"].startswith("POLYGON ((10.05 0.5")
    assert "wkt" not in rows(export.text(view, "places", to="csv"))[0]


def test_csv_joins_lists_and_keeps_nested_values_as_json(view: View):
    block, _ = rows(export.text(view, "incidents", to="csv"))
    assert (block["kinds"], block["details_disputed"], block["origins"]) == ("road_block; turned_back", "false", "2")
    place = rows(export.text(view, "places", to="csv"))[0]
    assert json.loads(place["names"])["ar"] == ["ألدة"]
    claims = {row["id"]: row for row in rows(export.text(view, "claims", to="csv"))}
    assert claims["fictional-herald-2020-03-05#2"]["wounded"] == "[2,2]"


def test_incident_without_a_place_has_no_point(view: View):
    bare = view.only(["alda-block-2020-03-04"])
    nowhere = bare.dataset.incidents["alda-block-2020-03-04"].model_copy(update={"geometry": None})
    bare.dataset.incidents["alda-block-2020-03-04"] = nowhere
    (row,) = rows(export.text(bare, "incidents", to="csv"))
    assert (row["lon"], row["lat"], row["wkt"]) == ("", "", "")
    assert json.loads(export.text(bare, "incidents", to="geojson"))["features"][0]["geometry"] is None


@pytest.mark.parametrize(("value", "text"), [
    ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("+1 dead", "'+1 dead"), ("-", "'-"), ("-1", "-1"),
    ("+3.2", "+3.2"), (' "=1"', "' \"=1\""), ("'=1", "''=1"), ("@x", "'@x"), ("\tx", "'\tx"), ("\rx", "'\rx"),
    ("\n=1", "'\n=1"), ("\uff1d1", "'\uff1d1"), ("\uff0b1", "'\uff0b1"), ("\uff0d1", "'\uff0d1"), ("\uff20x", "'\uff20x"),
    (["=1", "b"], "'=1; b"), ("a=1", "a=1"), (-1.5, "-1.5"), (0, "0"), (True, "true"), (False, "false"), (None, ""),
    ("", ""), ([], ""), ({"en": ["a"]}, '{"en":["a"]}'), ((1, 2), "[1,2]"),
])
def test_cell(value: object, text: str):
    assert export.cell(value) == text


def test_csv_of_nothing_still_has_its_header(view: View):
    assert export.text(view.only([]), "incidents", to="csv").startswith("id,title,when,")
    assert export.to_csv([]) == ""
    assert export.to_csv([], columns=["a", "b"]) == "a,b\n"


@pytest.mark.parametrize(("table", "to", "message"), [
    ("wars", "csv", "places, zones, incidents"), ("places", "shp", "geojson, csv"), ("claims", "geojson", "write them as csv"),
])
def test_what_cannot_be_written_is_refused(view: View, table: str, to: str, message: str):
    with pytest.raises(UsageError, match=message):
        export.text(view, table, to=to)
