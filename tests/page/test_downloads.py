"""Downloads: exactly what the table shows, as `geo export` writes it, safe in a spreadsheet and valid in a map program."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from browsing import ready
from playwright.sync_api import Page
from shapely import from_wkt
from shapely.geometry import shape

from geo import tables
from geo.atlas import View

OpenAtlas = Callable[..., Page]
FILTERED = "table=1&from=2020-01-01&to=2020-06-30&statuses=corroborated,disputed"
OPTIONS = ("--during", "2020-01-01/2020-06-30", "--status", "corroborated", "--status", "disputed")
KML = "{http://www.opengis.net/kml/2.2}"


def exported(*words: str) -> str:
    done = subprocess.run([sys.executable, "-m", "geo", "export", *words], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def saved(page: Page, key: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.locator(f"#table [data-format={key}]").click()
    path = waiting.value.path()
    return waiting.value.suggested_filename, Path(path).read_bytes()


def table_ids(page: Page) -> list[str]:
    return page.locator("#table tbody tr").evaluate_all("rows => rows.map((row) => row.dataset.id)")


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def same_number(a: str, b: str) -> bool:
    return (a == b == "") or float(a) == pytest.approx(float(b), abs=2e-5)


def test_csv_is_what_geo_export_writes(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"{FILTERED}&sort=-claims"))
    name, raw = saved(page, "csv")
    assert name == "incidents.csv"
    assert raw.startswith(b"\xef\xbb\xbf")  # or Excel breaks every Arabic name
    mine = rows_of(raw.decode("utf-8-sig"))
    theirs = rows_of(exported("--to", "csv", *OPTIONS))
    assert [row["id"] for row in mine] == table_ids(page)  # in the order of the table
    assert mine[0].keys() == theirs[0].keys()
    by_id = {row["id"]: row for row in theirs}
    assert {row["id"] for row in mine} == set(by_id)
    for row in mine:
        for column, value in row.items():
            wanted = by_id[row["id"]][column]
            if column in ("lon", "lat", "uncertainty_m"):
                assert same_number(value, wanted), (row["id"], column)
            elif column == "wkt":
                assert bool(value) == bool(wanted), row["id"]
                assert not wanted or from_wkt(value).hausdorff_distance(from_wkt(wanted)) < 1e-4, row["id"]
            else:
                assert value == wanted, (row["id"], column)


def test_geojson_is_what_geo_export_writes(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(FILTERED))
    name, raw = saved(page, "geojson")
    assert name == "incidents.geojson"
    mine = json.loads(raw)
    theirs = json.loads(exported("--to", "geojson", *OPTIONS))
    assert mine["type"] == "FeatureCollection"
    assert mine["about"]["data_hash"] and "as known" not in mine["about"]["shown"]
    assert [one["id"] for one in mine["features"]] == table_ids(page)
    wanted = {one["id"]: one for one in theirs["features"]}
    assert {one["id"] for one in mine["features"]} == set(wanted)
    for one in mine["features"]:
        other = wanted[one["id"]]
        assert one["properties"] == other["properties"], one["id"]
        if other["geometry"] is None:
            assert one["geometry"] is None
            continue
        assert one["geometry"]["type"] == other["geometry"]["type"]
        # Lines and areas travel to the page at a ten-thousandth of a degree, points at a hundred-thousandth.
        assert shape(one["geometry"]).hausdorff_distance(shape(other["geometry"])) < 1e-4, one["id"]


def test_areas_wind_as_rfc_7946_says(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("table=1"))
    features = json.loads(saved(page, "geojson")[1])["features"]
    areas = [shape(one["geometry"]) for one in features if one["geometry"] and "Polygon" in one["geometry"]["type"]]
    assert areas
    for area in areas:
        for part in getattr(area, "geoms", [area]):
            assert part.exterior.is_ccw and part.exterior.is_closed
            assert not any(hole.is_ccw for hole in part.interiors)


def test_kml_holds_the_same_with_time_spans_and_nothing_from_elsewhere(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("table=1"))
    name, raw = saved(page, "kml")
    assert name == "incidents.kml"
    root = ElementTree.fromstring(raw)
    marks = root.findall(f".//{KML}Placemark")
    records = View.load().dataset.incidents
    ids = [mark.find(f".//{KML}Data[@name='id']/{KML}value").text for mark in marks]  # type: ignore[union-attr]
    assert ids == table_ids(page)
    assert set(ids) == set(records)
    wanted = {row["id"]: row for row in rows_of(exported("--to", "csv"))}
    for mark, key in zip(marks, ids, strict=True):
        assert key
        assert mark.get("id") == f"incident-{key}"
        assert mark.findtext(f"{KML}name") == records[key].title
        assert mark.findtext(f"{KML}description") == records[key].summary
        ends = [mark.findtext(f"{KML}TimeSpan/{KML}{end}") or "" for end in ("begin", "end")]
        assert ends == [wanted[key]["earliest"], wanted[key]["latest"]]
        shapes = [one for one in mark.iter() if one.tag in (f"{KML}Point", f"{KML}LineString", f"{KML}Polygon")]
        assert bool(shapes) == (records[key].geometry is not None), key
        if wanted[key]["lon"]:
            lon, lat = (mark.findtext(f"{KML}Point/{KML}coordinates") or "").split(",")
            assert same_number(lon, wanted[key]["lon"]) and same_number(lat, wanted[key]["lat"])
    # No icon, style, link or overlay: opening the file asks nobody for anything.
    assert {one.tag.removeprefix(KML) for one in root.iter()}.isdisjoint({"href", "Icon", "Link", "NetworkLink", "Style", "styleUrl", "Url"})


def test_claims_are_those_of_the_incidents_shown(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"{FILTERED}&known=2020-06-05"))
    name, raw = saved(page, "claims")
    assert name == "claims.csv"
    mine = {row["id"]: row for row in rows_of(raw.decode("utf-8-sig"))}
    ids = set(table_ids(page))
    theirs = {row["id"]: row for row in rows_of(exported("--to", "csv", "--what", "claims", "--known-by", "2020-06-05")) if row["incident"] in ids}
    assert mine.keys() == theirs.keys() and len(mine) > 20
    for key, row in mine.items():
        assert row.keys() == theirs[key].keys()
        assert all(value == theirs[key][column] or (column in ("lon", "lat") and same_number(value, theirs[key][column])) for column, value in row.items()), key


def test_a_download_as_known_on_a_day_is_that_of_geo_export_known_by(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("table=1&known=2020-02-01"))
    mine = {one["id"]: one["properties"] for one in json.loads(saved(page, "geojson")[1])["features"]}
    theirs = {one["id"]: one["properties"] for one in json.loads(exported("--to", "geojson", "--known-by", "2020-02-01"))["features"]}
    assert mine == theirs


def test_cells_are_safe_in_a_spreadsheet(call_each: Callable[..., list[Any]]) -> None:
    """The same rule as geo.export.cell, whose results these are."""
    from geo.export import cell

    values = ["=1+1", "+49 30", "-1", "+3.2", "-1e", " =1", "\u00a0-x", "'=1", '"+1+1', "\u200b@x", "it's", " plain", "@SUM(A1)", "\ttab", "\rreturn", "\n=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x", "plain", "a=b", "", "سلام", ["us", "russia"], [], True, False, None, -1.5, 0, 7000, [1, 2], {"a": 1}]
    found = call_each("csv.js", "csvCell", [[value] for value in values])
    wanted = []
    for value in values:
        text = cell(value)
        wanted.append('"' + text.replace('"', '""') + '"' if re.search('[",\r\n]', text) else text)
    assert found == wanted
    quoted = call_each("csv.js", "csvText", [[["a", "b"], [{"a": 'say "x", now', "b": "two\nlines"}]]])[0]
    assert list(csv.reader(io.StringIO(quoted.removeprefix("\ufeff"), newline=""))) == [["a", "b"], ['say "x", now', "two\nlines"]]


def test_what_xml_cannot_hold_is_left_out(call_each: Callable[..., list[Any]]) -> None:
    hard = ["a & b < c > d \" e ' f", "]]>", "nul \x00 bell \x07 tab \t", "\ud800 lone", "emoji 😀", "\ufffe"]
    for text, made in zip(hard, call_each("kml.js", "xmlText", [[text] for text in hard]), strict=True):
        kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)
        assert (ElementTree.fromstring(f"<a b='{made}'>{made}</a>").text or "") == kept


def test_the_documented_columns_are_those_written(root: Path, modules: Page) -> None:
    page_columns = modules.evaluate("async () => { const m = await import('/records_out.js'); return [m.INCIDENT_COLUMNS, m.CLAIM_COLUMNS]; }")
    documented = re.findall(r"^\| `(\w+)` \|", (root / "docs" / "downloads.md").read_text(encoding="utf-8"), re.M)
    for columns, table in zip(page_columns, ("incidents", "claims"), strict=True):
        assert [one for one in tables.COLUMNS[table] if one != "geometry"] == columns
        assert set(columns) <= set(documented)
    assert {"id", "lon", "lat", "wkt"} <= set(documented)
