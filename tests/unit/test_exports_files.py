"""Each format reads back, in a program that is not ours, as the records it was written from."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import tempfile
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas
import openpyxl
import pyarrow.parquet
import pyogrio
import pytest
import shapely
from shapely.geometry import shape

import geo
from geo import dates, exports, records, vocabulary
from geo.atlas import View
from geo.errors import UsageError
from geo.exports import coded

TINY = Path(__file__).resolve().parents[1] / "fixtures" / "tiny"
KML = {"k": "http://www.opengis.net/kml/2.2"}
PLACED = ("places", "zones", "incidents")
METRE = 1e-7  # degrees: a centimetre


@pytest.fixture(scope="module")
def atlas() -> View:
    return geo.load()


@pytest.fixture(scope="module")
def tiny() -> View:
    return View.load(TINY)


def table(view: View, name: str) -> dict[str, records.Record]:
    return getattr(view.dataset, name)


def bounds(when: str) -> tuple[str | None, str | None]:
    found = dates.parse(when)
    return found.earliest and found.earliest.isoformat(), found.latest and found.latest.isoformat()


def same_place(drawn, geometry) -> bool:
    if geometry is None:
        return drawn is None
    return shapely.equals_exact(shapely.normalize(drawn), shapely.normalize(shape(geometry)), tolerance=METRE)


def read_parquet(content: bytes) -> geopandas.GeoDataFrame:
    return geopandas.read_parquet(io.BytesIO(content))


def read_geopackage(content: bytes) -> geopandas.GeoDataFrame:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.gpkg"
        path.write_bytes(content)
        return pyogrio.read_dataframe(path)


@pytest.mark.parametrize("name", PLACED)
@pytest.mark.parametrize("to", ["gpkg", "parquet"])
def test_frames_read_back_with_ids_dates_and_positions(atlas: View, name: str, to: str):
    frame = {"gpkg": read_geopackage, "parquet": read_parquet}[to](exports.content(atlas, name, to=to))
    kept = table(atlas, name)
    assert sorted(frame["id"]) == sorted(kept)
    assert len(frame) == len(kept) > 50
    for row in frame.itertuples():
        record = kept[row.id]
        drawn, wanted = row.geometry, record.geometry
        # GDAL makes every polygon of a layer with multipolygons one of those.
        if drawn is not None and drawn.geom_type == "MultiPolygon" and wanted["type"] == "Polygon":
            (drawn,) = drawn.geoms
        assert same_place(drawn, wanted), row.id
        if name == "incidents":
            assert (row.when, (row.earliest, row.latest)) == (record.when, bounds(record.when))
    assert frame.crs.to_epsg() == 4326 or frame.crs.to_authority() == ("OGC", "CRS84")


def test_geopackage_has_one_layer_named_after_the_table_and_no_clock(atlas: View, tmp_path: Path):
    path = tmp_path / "x.gpkg"
    path.write_bytes(exports.content(atlas, "incidents", to="gpkg"))
    assert [name for name, _ in pyogrio.list_layers(path)] == ["incidents"]
    with sqlite3.connect(path) as base:
        assert base.execute("select table_name, last_change from gpkg_contents").fetchall() \
            == [("incidents", "1980-01-01T00:00:00.000Z")]
    base.close()


def test_tables_without_places_are_plain_in_geopackage_and_parquet(atlas: View):
    claims = exports.content(atlas, "claims", to="parquet")
    read = pyarrow.parquet.read_table(io.BytesIO(claims))
    assert b"geo" not in (read.schema.metadata or {})
    assert read.num_rows == len(atlas.dataset.claims)
    assert set(read["number"].to_pylist()) >= {1, 2, 3}
    sources = read_geopackage(exports.content(atlas, "sources", to="gpkg"))
    assert "geometry" not in sources and sorted(sources["id"]) == sorted(atlas.dataset.sources)


def test_parquet_types_say_what_a_column_holds(tiny: View):
    schema = pyarrow.parquet.read_schema(io.BytesIO(exports.content(tiny, "incidents", to="parquet")))
    kinds = {name: str(schema.field(name).type).removeprefix("large_") for name in ("title", "note", "claims", "uncertainty_m",
                                                                                  "details_disputed")}
    assert kinds == {"title": "string", "note": "string", "claims": "int64", "uncertainty_m": "double",
                     "details_disputed": "bool"}
    about = json.loads(schema.metadata[b"geo"])
    assert about["primary_column"] == "geometry" and about["columns"]["geometry"]["encoding"] == "WKB"


@pytest.mark.parametrize("to", list(exports.FORMATS))
@pytest.mark.parametrize("name", exports.TABLES)
def test_same_view_same_bytes(tiny: View, name: str, to: str):
    if name in exports.FORMATS[to].tables:
        assert exports.content(tiny, name, to=to) == exports.content(View.load(TINY), name, to=to)


@pytest.mark.parametrize("name", exports.TABLES)
def test_workbook_reads_back_as_the_csv_has_it(atlas: View, name: str):
    book = openpyxl.load_workbook(io.BytesIO(exports.content(atlas, name, to="xlsx")))
    assert book.sheetnames == [name]
    head, *rows = book[name].iter_rows()
    wanted = list(csv.DictReader(io.StringIO(exports.content(atlas, name, to="csv").decode())))
    assert [cell.value for cell in head] == list(wanted[0])
    assert len(rows) == len(wanted)
    for cells, row in zip(rows, wanted, strict=True):
        for cell, text in zip(cells, row.values(), strict=True):
            assert cell.data_type in "sbn"
            if isinstance(cell.value, str):
                assert cell.value in (text, text.removeprefix("'"))
            elif isinstance(cell.value, bool):
                assert str(cell.value).lower() == text
            else:
                assert (cell.value is None and text == "") or abs(cell.value - float(text)) < METRE


HOSTILE = ["=1+1", "+1 x", "-", "@x", "\t=1", "\r=1", "\n=1", "007", "1E10", "NA", "2020-06-03", "_x0041_", "a,b;c\"d'"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_workbook_is_text(tiny: View, text: str):
    key = "alda-block-2020-03-04"
    bare = tiny.only([key])
    bare.dataset.incidents[key] = bare.dataset.incidents[key].model_copy(update={"title": text})
    content = exports.content(bare, "incidents", to="xlsx")
    cell = openpyxl.load_workbook(io.BytesIO(content))["incidents"]["B2"]
    assert (cell.data_type, cell.value.replace("_x005F_", "_")) == ("s", text.replace("\r", "\n"))
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet and b"<f " not in sheet
    assert cell.quotePrefix == (text[0] in "=+-@\t\r\n")


def test_workbook_names_no_moment_but_a_fixed_one(tiny: View):
    archive = zipfile.ZipFile(io.BytesIO(exports.content(tiny, "places", to="xlsx")))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def test_text_too_long_for_a_cell_is_refused(tiny: View):
    bare = tiny.only([])
    place = bare.dataset.places["alda"]
    bare.dataset.places["alda"] = place.model_copy(update={"names": {"en": ["a" * 3999] * 9}})
    with pytest.raises(UsageError, match="alda, names has 36"):
        exports.content(bare, "places", to="xlsx")


# KML


@pytest.fixture(scope="module")
def marks(atlas: View) -> dict[str, ET.Element]:
    root = ET.fromstring(exports.content(atlas, "incidents", to="kml"))
    return {mark.get("id", ""): mark for mark in root.iter(f"{{{KML['k']}}}Placemark")}


def test_time_span_of_each_placemark_is_earliest_to_latest(atlas: View, marks):
    assert set(marks) == {f"incident-{key}" for key in atlas.dataset.incidents}
    for key, incident in atlas.dataset.incidents.items():
        span = marks[f"incident-{key}"].find("k:TimeSpan", KML)
        found = (span.findtext("k:begin", None, KML), span.findtext("k:end", None, KML))
        assert found == bounds(incident.when), key


def test_kml_draws_what_the_records_draw(atlas: View, marks):
    for key, incident in atlas.dataset.incidents.items():
        mark = marks[f"incident-{key}"]
        text = mark.findtext(".//k:coordinates", None, KML)
        if incident.geometry is None:
            assert text is None
            continue
        found = [tuple(map(float, position.split(","))) for position in text.split()]
        kind = incident.geometry["type"]
        coordinates = incident.geometry["coordinates"]
        wanted = [coordinates] if kind == "Point" else coordinates[0] if kind == "Polygon" else coordinates
        assert mark.find(f"k:{kind}", KML) is not None
        assert len(found) == len(wanted)
        assert all(abs(a - b) < METRE for one, two in zip(found, wanted, strict=True) for a, b in zip(one, two, strict=False))


def test_gdal_reads_the_kml_with_a_layer_per_kind(atlas: View, tmp_path: Path):
    path = tmp_path / "x.kml"
    path.write_bytes(exports.content(atlas, "incidents", to="kml"))
    layers = [name for name, _ in pyogrio.list_layers(path)]
    assert set(layers) <= {kind.replace("_", " ") for kind in vocabulary.KINDS}
    count = sum(pyogrio.read_info(path, layer=name)["features"] for name in layers)
    assert count == len(atlas.dataset.incidents)


def test_style_and_text_of_kml_come_from_nowhere_else(atlas: View, tiny: View):
    content = exports.content(atlas, "incidents", to="kml").decode()
    root = ET.fromstring(content)
    styles = {style.get("id") for style in root.iter(f"{{{KML['k']}}}Style")}
    assert styles == set(vocabulary.KIND_FAMILIES)
    assert {mark.text for mark in root.iter(f"{{{KML['k']}}}styleUrl")} <= {f"#{name}" for name in styles}
    assert "<!DOCTYPE" not in content and "href" not in content
    assert content.count("http") == 1  # the namespace
    key = "alda-block-2020-03-04"
    bare = tiny.only([key])
    hostile = "</description><img src=x> & <![CDATA[ ]]>"
    bare.dataset.incidents[key] = bare.dataset.incidents[key].model_copy(update={"title": hostile, "summary": hostile})
    mark = ET.fromstring(exports.content(bare, "incidents", to="kml")).find(".//k:Placemark", KML)
    assert mark.findtext("k:name", None, KML) == hostile
    # A description is HTML for its reader: what it shows is the text, and no tag is left in it.
    assert mark.findtext("k:description", None, KML).startswith("&lt;/description&gt;&lt;img src=x&gt; &amp; &lt;![CDATA[ ]]&gt;")


# UCDP and ACLED


def coded_rows(view: View, to: str) -> dict[str, dict[str, str]]:
    found = csv.DictReader(io.StringIO(exports.content(view, "incidents", to=to).decode()))
    return {row["id" if to == "ucdp" else "event_id_cnty"]: row for row in found}


def test_ucdp_like_row_by_hand(tiny: View):
    rows = coded_rows(tiny, "ucdp")
    block, chase = rows["alda-block-2020-03-04"], rows["cove-road-2020-05"]
    assert (block["year"], block["date_prec"]) == ("2020", "1")
    assert (block["date_start"], block["date_end"]) == ("2020-03-04", "2020-03-04")
    assert (block["side_a"], block["side_b"]) == ("Northern Guard (invented)", "Southern Guard (invented)")
    assert (block["where_prec"], block["where_coordinates"]) == ("2", "Alda")
    assert (block["latitude"], block["longitude"], block["geom_wkt"]) == ("0.31", "10.21", "POINT (10.21 0.31)")
    assert (block["best"], block["high"], block["low"]) == ("", "", "")
    # 10 to 12 May are three days: within UCDP's two to six; the road is coded 2.
    assert (chase["date_prec"], chase["date_start"], chase["date_end"]) == ("2", "2020-05-10", "2020-05-12")
    assert (chase["where_prec"], chase["geom_wkt"]) == ("2", "LINESTRING (10.6 0.35, 10.7 0.5, 10.8 0.7)")


def test_acled_like_row_by_hand(tiny: View):
    block = coded_rows(tiny, "acled")["alda-block-2020-03-04"]
    assert (block["event_date"], block["time_precision"], block["geo_precision"]) == ("2020-03-04", "1", "2")
    assert (block["event_type"], block["sub_event_type"]) == ("block", "road_block; turned_back")
    assert (block["latitude"], block["longitude"], block["location"]) == ("0.31", "10.21", "Alda")
    assert (block["fatalities"], block["fatalities_low"], block["fatalities_high"]) == ("", "", "")


@pytest.mark.parametrize(("when", "ucdp", "acled"), [
    ("2020-06-03", 1, 1), ("2020-06-03~", 2, 2), ("2020-06-03?", 2, 2), ("2020-06-03/2020-06-04", 2, 2),
    ("2020-06-01/2020-06-06", 2, 2), ("2020-06-01/2020-06-07", 3, 2), ("2020-06-01/2020-06-08", 4, 3),
    ("2020-07", 4, 3), ("2020-07-01/2020-08-01", 5, None), ("2020", 5, None), ("2019-06-01/2020-06-30", None, None),
    ("2020/..", None, None),
])
def test_date_codes(when: str, ucdp: int | None, acled: int | None):
    """By the codebooks: UCDP 1 day, 2-6 days, a week, 8-30 days or a month, up to a year; ACLED day, week, month."""
    assert coded.span_code(when, coded._UCDP_DAYS) == ucdp
    assert coded.span_code(when, coded._ACLED_DAYS) == acled


def test_deaths_are_a_range_of_claims_and_never_a_mean(atlas: View):
    """Read off the claims: SOHR 2 soldiers, Damascus 1 twice, the coalition 0; al-Tanf one origin with 0."""
    rows = coded_rows(atlas, "ucdp")
    exchange = rows["tal-dahab-2020-08-17"]
    assert (exchange["low"], exchange["best"], exchange["high"]) == ("0", "", "2")
    assert exchange["figures"].count("Syrian soldiers") == 3
    strike = rows["al-tanf-strike-2022-06-15"]
    assert (strike["low"], strike["best"], strike["high"]) == ("0", "0", "0")
    khasham = rows["khasham-battle-2018-02-07"]
    assert (khasham["best"], khasham["high"]) == ("", "300")
    assert coded_rows(atlas, "acled")["khasham-battle-2018-02-07"]["fatalities"] == ""


@pytest.mark.parametrize("to", ["ucdp", "acled"])
def test_codes_of_every_incident_are_of_its_codebook(atlas: View, to: str):
    rows = coded_rows(atlas, to)
    assert list(rows) == [item.id for item in atlas.incidents_in_order()]
    for key, row in rows.items():
        incident = atlas.dataset.incidents[key]
        first, last = bounds(incident.when)
        if to == "ucdp":
            assert row["where_prec"] == str(vocabulary.UCDP_WHERE_PREC[incident.where_precision])
            assert (row["date_start"], row["date_end"]) == (first, last)
            assert row["date_prec"] in "12345"
        else:
            assert row["geo_precision"] == str(vocabulary.ACLED_GEO_PRECISION[incident.where_precision] or "")
            assert date.fromisoformat(row["event_date"]).isoformat() == first
        assert (row["latitude"] == "") == (row["longitude"] == "") == (incident.geometry is None)
        if incident.geometry and incident.geometry["type"] == "Point":
            lon, lat = incident.geometry["coordinates"][:2]
            assert abs(float(row["longitude"]) - lon) < METRE and abs(float(row["latitude"]) - lat) < METRE


@pytest.mark.parametrize(("name", "to", "message"), [
    ("wars", "csv", "no table"), ("places", "shp", "no format"), ("places", "kml", "kml holds incidents only"),
    ("claims", "geojson", "places, zones and incidents only, write them as csv, xlsx, gpkg or parquet"),
    ("zones", "ucdp", "geojson, csv, xlsx, gpkg or parquet"),
])
def test_what_a_format_cannot_hold_is_refused(tiny: View, name: str, to: str, message: str):
    with pytest.raises(UsageError, match=message):
        exports.content(tiny, name, to=to)
