"""Workbooks, Parquet, GeoPackage, GeoJSON, KML and our own folders: the same events whatever carries them."""

from __future__ import annotations

import datetime
import json
import zipfile

import geopandas
import numpy
import openpyxl
import pandas
import pyproj
import pytest
import shapely
from openpyxl.utils.datetime import CALENDAR_MAC_1904

import geo
from geo import formats
from geo.errors import DataError, FormatError, UsageError
from geo.formats.contract import Limits

DAY = "2023-01-31"


def refusal(path, **said):
    with pytest.raises(FormatError) as caught:
        formats.read(path, **said)
    return caught.value


def problems(path, **said):
    with pytest.raises(DataError) as caught:
        formats.read(path, **said)
    return [(problem.code, problem.record, problem.field) for problem in caught.value.problems]


# Workbooks

def workbook(path, rows, *, change=None):
    book = openpyxl.Workbook()
    for row in [("id", "date", "lat", "lon", "killed", "title"), *rows]:
        book.active.append(row)
    if change:
        change(book)
    book.save(path)
    return path


def test_workbook_dates_are_the_calendar_dates_they_show(tmp_path):
    late = datetime.datetime.fromisoformat("2023-01-31T23:59:59")
    rows = [("a", late, 35.5, 40, 3, "x"), ("b", datetime.date(2023, 1, 31), 35.5, 40, 3.0, "x"),
            ("c", "2023-01-31", "35.5", "40", "3", "x"), ("d", 44957, 35.5, 40, None, "x"), ("e", 2023, 35.5, 40, None, "x"),
            ("f", "31 January 2023", None, None, None, "x"), ("g", None, None, None, None, "x")]
    found = formats.read(workbook(tmp_path / "e.xlsx", rows))
    # day 44957 of the 1900 calendar is 31 January 2023: DATE(2023;1;31) in any spreadsheet
    assert found.frame["when"].tolist() == [DAY, DAY, DAY, DAY, "2023", DAY, ""]
    assert found.frame["line"].tolist() == [2, 3, 4, 5, 6, 7, 8]
    assert found.frame["killed_best"].fillna(-1).tolist() == [3, 3, 3, -1, -1, -1, -1]
    assert any("44957 as 2023-01-31" in note for note in found.provenance.notes)


def test_workbook_of_the_1904_calendar(tmp_path):
    def change(book):
        book.epoch = CALENDAR_MAC_1904

    found = formats.read(workbook(tmp_path / "e.xlsx", [("a", 43495, 1, 2, 0, "x")], change=change))
    assert found.frame["when"].tolist() == [DAY]  # 44957 - 1462 days between the two calendars


def test_workbook_text_keeps_its_zeros(tmp_path):
    def change(book):
        book.active["A3"].number_format = "000"

    rows = [("007", DAY, 1, 2, 0, "NA"), (8, DAY, 1, 2, 0, "1E10"), ("1E10", DAY, 1, 2, 0, True)]
    frame = formats.read(workbook(tmp_path / "e.xlsx", rows, change=change)).frame
    assert frame["id"].tolist() == ["007", "008", "1E10"]
    assert frame["title"].tolist() == ["NA", "1E10", "true"]


def test_workbook_formulas_are_named_and_one_without_a_value_is_refused(tmp_path):
    path = workbook(tmp_path / "e.xlsx", [("a", DAY, 1, 2, "=1+1", "x"), ("b", DAY, 1, 2, 0, "y")])
    assert problems(path) == [("bad-cell", "row 2", "killed")]
    # As a spreadsheet program saves it: with the value it calculated.
    saved = tmp_path / "saved.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(saved, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"))
    found = formats.read(saved)
    assert found.frame["killed_best"].tolist() == [2, 0]
    assert any("column killed (E) holds 1 formula" in note for note in found.provenance.notes)


def test_workbook_sheets(tmp_path):
    def change(book):
        book.create_sheet("Cover", 0).append(["All our events"])
        book.create_sheet("Other").append(["id", "date", "lat", "lon"])
        book["Other"].append(["o", DAY, 1, 2])

    path = workbook(tmp_path / "e.xlsx", [("a", DAY, 1, 2, 0, "x")], change=change)
    found = formats.read(path)
    assert found.frame["id"].tolist() == ["a"]
    assert "sheet Sheet is read; not read: Cover, Other" in found.provenance.notes
    assert formats.read(path, mapping={"sheet": "Other"}).frame["id"].tolist() == ["o"]
    assert refusal(path, mapping={"sheet": "None"}).code == "no-column"


def test_workbook_that_lies_about_its_size_and_one_past_the_limits(tmp_path):
    path = workbook(tmp_path / "e.xlsx", [("a", DAY, 1, 2, 0, "x"), ("b", DAY, 1, 2, 0, "x")])
    liar = tmp_path / "liar.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(liar, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'ref="A1:F3"', b'ref="A1:XFD1048576"'))
    assert len(formats.read(liar).frame) == 2
    for limits in (Limits(rows=1), Limits(columns=5), Limits(cell_chars=2), Limits(unpacked_bytes=100)):
        assert refusal(path, limits=limits).code == "over-limit"


def test_workbook_that_is_broken(tmp_path):
    path = workbook(tmp_path / "e.xlsx", [("a", DAY, 1, 2, 0, "x")])
    bad = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<broken" if name == "xl/worksheets/sheet1.xml" else old.read(name))
    assert refusal(bad).code == "bad-format"
    entity = tmp_path / "entity.xlsx"
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(entity, "w") as new:
        for name in old.namelist():
            new.writestr(name, bomb if name == "xl/workbook.xml" else old.read(name))
    assert refusal(entity).code == "bad-format"


# Frames of GeoPandas

@pytest.fixture
def events():
    when = pandas.to_datetime(["2023-01-31T23:59:00+02:00", "2020-01-01T00:00:00+02:00", None])
    return geopandas.GeoDataFrame({"id": ["007", "NA", "1E10"], "date": when, "name": ["x", None, "z"], "killed": [1, 2, 3]},
                                  geometry=[shapely.Point(40.25, 35.5), shapely.Point(41, 36), None], crs=4326)


@pytest.mark.parametrize("name", ["e.gpkg", "e.parquet"])
def test_gis_files(tmp_path, events, name):
    path = tmp_path / name
    events.to_parquet(path) if name.endswith("parquet") else events.to_file(path, layer="events")
    frame = formats.read(path).frame
    assert frame["id"].tolist() == ["007", "NA", "1E10"]
    assert frame["when"].tolist() == ["2023-01-31", "2020-01-01", ""]
    assert frame["lon"].fillna(-1).tolist() == [40.25, 41, -1]
    assert frame["lat"].fillna(-1).tolist() == [35.5, 36, -1]
    assert frame["killed_best"].tolist() == [1, 2, 3]


def test_geopackage_in_metres_is_turned_into_degrees(tmp_path, events):
    path = tmp_path / "e.gpkg"
    events.to_crs(32637).to_file(path, layer="events")
    found = formats.read(path)
    assert numpy.allclose(found.frame["lon"][:2], [40.25, 41], atol=1e-9)
    assert any("EPSG:32637" in note for note in found.provenance.notes)


def test_geopackage_layers(tmp_path, events):
    path = tmp_path / "e.gpkg"
    events.to_file(path, layer="one")
    events.iloc[:1].to_file(path, layer="two")
    assert len(formats.read(path, mapping={"sheet": "two"}).frame) == 1
    assert refusal(path, mapping={"sheet": "three"}).code == "no-column"
    assert refusal(path, limits=Limits(rows=2)).code == "over-limit"
    path.write_bytes(path.read_bytes()[:5000])
    assert refusal(path).code == "unreadable-file"


def test_geoparquet_in_metres_is_refused(tmp_path, events):
    path = tmp_path / "e.parquet"
    events.to_crs(32637).to_parquet(path)
    assert "EPSG:32637" in refusal(path).found


def test_plain_parquet_keeps_types_as_a_person_writes_them(tmp_path):
    path = tmp_path / "e.parquet"
    pandas.DataFrame({"id": [7, 8], "date": [datetime.date(2020, 1, 31), None], "lat": [35.25, None], "lon": [40.0, None],
                      "kind": pandas.Categorical(["k", None]), "tags": [["a", "b"], None], "killed": [1.0, None],
                      "raw": [b"\x00", b""]}).to_parquet(path)
    found = formats.read(path, columns={"summary": "tags"})
    frame = found.frame
    assert frame["id"].tolist() == ["7", "8"]
    assert frame["when"].tolist() == ["2020-01-31", ""]
    assert frame["summary"].tolist() == ["a; b", ""]
    assert frame["kind"].tolist() == ["k", ""]
    assert dict(found.provenance.counts)["tray"] == 1
    assert refusal(path, limits=Limits(rows=1)).code == "over-limit"
    path.write_bytes(path.read_bytes()[:-30])
    assert refusal(path).code == "unreadable-file"


# GeoJSON

def feature(geometry, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def point(*coordinates):
    return {"type": "Point", "coordinates": list(coordinates)}


def geojson(path, *features, **others):
    path.write_text(json.dumps({"type": "FeatureCollection", **others, "features": list(features)}), encoding="utf-8")
    return path


def test_geojson(tmp_path):
    line = {"type": "LineString", "coordinates": [[40, 35], [40, 36]]}
    path = geojson(tmp_path / "e.geojson", feature(point(40.25, 35.5, 9), date=DAY, id="007", tags=["a", 1]),
                   feature(None, date="2023", id="b"), feature(line, date="", id="c"), feature(point(), date="2023", id="d"))
    frame = formats.read(path, columns={"kind": "tags"}).frame
    assert frame["id"].tolist() == ["007", "b", "c", "d"]
    assert frame["kind"].tolist() == ["a; 1", "", "", ""]
    assert frame["lon"].fillna(-1).tolist() == [40.25, -1, 40, -1]
    # from the middle of the line to its farther end, by pyproj: the radius that holds it
    half = pyproj.Geod(ellps="WGS84").inv(40, 35.5, 40, 36)[2]
    assert frame["uncertainty_m"][2] == pytest.approx(half, abs=0.001)
    assert frame["line"].tolist() == [1, 2, 3, 4]


@pytest.mark.parametrize("geometry, code", [
    (point("40", 35), "bad-position"), (point(True, 35), "bad-position"), (point([40, 35]), "bad-position"),
    ({"type": "Blob"}, "bad-position"), ({"coordinates": [1, 2]}, "bad-position"), ("here", "bad-position"),
    (point(400, 35), "bad-cell"), (point(35, 140), "swapped-columns"),
    ({"type": "LineString", "coordinates": [[40, 35], [400, 36]]}, "bad-position"),
    ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "bad-position"),
])
def test_geometry_that_is_none_refuses_its_feature(tmp_path, geometry, code):
    path = geojson(tmp_path / "e.geojson", feature(geometry, date="2023", id="a"))
    assert [item[0] for item in problems(path)] == [code]


@pytest.mark.parametrize("text, code", [
    ('{"type": "FeatureCollection", "features": [', "not-json"),
    ('{"type": "FeatureCollection", "features": 3}', "not-geojson"),
    ('{"type": "FeatureCollection", "features": [3]}', "not-geojson"),
    ('{"type": "FeatureCollection", "features": [], "features": []}', "duplicate-member"),
    ('{"type": "FeatureCollection", "features": [NaN]}', "not-finite"),
    ('{"type": "FeatureCollection", "features": [' + "9" * 5000 + "]}", "not-finite"),
    ('{"type": "FeatureCollection", "features": ' + "[" * 100 + "]" * 100 + "}", "too-deep"),
    ('{"type": "FeatureCollection", "features": ' + "[" * 100_000 + "]" * 100_000 + "}", "too-deep"),
    ('{"type": "FeatureCollection", "features": []}', "no-column"),
    ('{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:3857"}}, "features": []}',
     "bad-format"),
])
def test_geojson_that_is_none(tmp_path, text, code):
    path = tmp_path / "e.geojson"
    path.write_text(text, encoding="utf-8")
    assert refusal(path, format="geojson").code == code


def test_geojson_whose_ids_stand_at_the_feature(tmp_path):
    path = geojson(tmp_path / "e.geojson", {**feature(point(1, 2), date="2023", id=5), "id": "a"},
                   {**feature(point(1, 2), date="2023", id=5), "id": "b"},
                   crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}})
    assert formats.read(path).frame["id"].tolist() == ["a", "b"]


# KML

KML = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>All</name>
<Folder><name>Strikes</name>
<Placemark id="p1"><name>A</name>
<description><![CDATA[<b>Two</b> dead<br><a href="https://example.org/a">x</a> &amp; y]]></description>
<TimeStamp><when>2023-01-31T23:59:00-12:00</when></TimeStamp><Point><coordinates> 40.25, 35.5,0 </coordinates></Point></Placemark>
<Placemark id="p2"><name>B</name><TimeSpan><begin>2023-01</begin><end>2023-02-03</end></TimeSpan>
<ExtendedData><Data name="killed"><value>3</value></Data>
<SchemaData><SimpleData name="province">P</SimpleData></SchemaData></ExtendedData>
<Polygon><outerBoundaryIs><LinearRing><coordinates>40,35 40.1,35 40.1,35.1 40,35</coordinates></LinearRing>
</outerBoundaryIs></Polygon>
</Placemark></Folder>
<Folder><name>Other</name><Placemark id="p3"><name>C</name><TimeSpan><begin>2023</begin></TimeSpan></Placemark></Folder>
<NetworkLink><Link><href>https://example.org/more.kml</href></Link></NetworkLink>
</Document></kml>"""


def test_kml_and_kmz_are_the_same(tmp_path):
    plain, packed = tmp_path / "e.kml", tmp_path / "e.kmz"
    plain.write_text(KML, encoding="utf-8")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("files/icon.png", b"")
        archive.writestr("doc.kml", KML)
    found = formats.read(plain)
    frame = found.frame
    pandas.testing.assert_frame_equal(frame, formats.read(packed).frame)
    assert frame["id"].tolist() == ["p1", "p2", "p3"]
    assert frame["when"].tolist() == [DAY, "2023-01/2023-02-03", "2023/.."]
    assert frame["kind"].tolist() == ["Strikes", "Strikes", "Other"]
    assert frame["summary"].tolist() == ["Two dead\nx & y", "", ""]
    assert frame["links"].tolist() == ["https://example.org/a", "", ""]
    assert (frame["lon"][0], frame["lat"][0]) == (40.25, 35.5)
    assert frame["killed_best"].fillna(-1).tolist() == [-1, 3, -1]
    assert frame["admin1"].tolist() == ["", "P", ""]
    assert frame["where_precision"].tolist() == ["near", "near", "unknown"]
    assert any("1 network links are not followed" in note for note in found.provenance.notes)


@pytest.mark.parametrize("text, code", [
    ('<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY b "x">]><kml><Placemark/></kml>', "bad-format"),
    ('<kml><!-- cut', "bad-format"),
    ("<kml>" + "<Folder>" * 100 + "</Folder>" * 100 + "</kml>", "too-deep"),
    ("<kml></kml>", "no-column"),
    ("<kml><Placemark><name>a</name><Point><coordinates>1,2</coordinates></Point></Placemark></kml>", "no-column"),
])
def test_kml_that_is_none(tmp_path, text, code):
    path = tmp_path / "e.kml"
    path.write_text(text, encoding="utf-8")
    assert refusal(path).code == code


@pytest.mark.parametrize("inside, field", [
    ("<Point><coordinates>40</coordinates></Point>", "coordinates"),
    ("<Point><coordinates>a,b</coordinates></Point>", "coordinates"),
    ("<Point><coordinates>nan,2</coordinates></Point>", "coordinates"),
    ("<LineString><coordinates>1,2</coordinates></LineString>", "coordinates"),
    ("<Point><coordinates>1,95</coordinates></Point>", "lon, lat"),
    ("<TimeStamp><when>yesterday</when></TimeStamp>", "when"),
])
def test_a_placemark_with_a_bad_cell_is_refused(tmp_path, inside, field):
    path = tmp_path / "e.kml"
    other = "" if "when" in inside else "<TimeStamp><when>2023</when></TimeStamp>"
    path.write_text(f"<kml><Placemark>{other}{inside}</Placemark></kml>", encoding="utf-8")
    assert [(item[1], item[2]) for item in problems(path)] == [("placemark 1", field)]


# Our own data folder

def test_the_curated_atlas_is_a_dataset_too(root):
    found = formats.read(root / "data")
    atlas = geo.load(root)
    assert len(found.frame) == len(atlas.incidents)
    assert found.provenance.counts["mapped"] == int(atlas.incidents.geometry.notna().sum())
    assert set(found.frame["id"]) == set(atlas.incidents.index)
    row = found.frame.set_index("id").loc["khasham-battle-2018-02-07"]
    figures = [claim for claim in atlas.claims.to_dict("records")
               if claim["incident"] == "khasham-battle-2018-02-07" and claim["killed"] and claim["stance"] == "asserts"]
    assert row["killed_low"] == min(claim["killed"][0] for claim in figures)
    assert row["killed_high"] == max(claim["killed"][1] for claim in figures)
    assert (row["when"], row["date_precision"]) == ("2018-02-07/2018-02-08", "interval")
    assert formats.recognise(root / "data").reader.NAME == "folder"
    pandas.testing.assert_frame_equal(formats.read(root).frame, found.frame)


def test_a_folder_without_incidents_is_no_dataset(tmp_path):
    assert refusal(tmp_path).code == "unknown-format"
    with pytest.raises(UsageError):
        formats.read(tmp_path, format="folder")


# What the user says goes before what a geometry or a placemark says

def test_columns_go_before_geometry_and_time(tmp_path):
    path = geojson(tmp_path / "e.geojson", feature(point(1, 2), date="2023", x="40.25", y="35.5"))
    frame = formats.read(path, columns={"lon": "x", "lat": "y"}).frame
    assert (frame["lon"][0], frame["lat"][0]) == (40.25, 35.5)
    kml = tmp_path / "e.kml"
    kml.write_text(KML, encoding="utf-8")
    assert formats.read(kml, columns={"when": ""}).frame["when"].tolist() == ["", "", ""]


def test_half_a_character_is_refused(tmp_path):
    path = tmp_path / "e.geojson"
    geojson(path, feature(point(1, 2), date="2023", title="\ud83d"))
    assert refusal(path).code == "not-utf8"
    geojson(path, feature(point(1, 2), date="2023", title="\U0001f600"))
    assert formats.read(path).frame["title"].tolist() == ["\U0001f600"]
