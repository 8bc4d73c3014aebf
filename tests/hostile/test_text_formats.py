"""A page of each format of events, with payloads in every column, in the file's name and the page's title: shown as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from hostile import files_of_payloads as files
from hostile.conftest import Counted
from hostile.payloads import plain
from hostile.test_exports import armed, runs
from hostile.watched import Watched
from playwright.sync_api import Page

from geo import build, formats

OpenPage = Callable[..., Page]
EACH = len(plain()) / len(files.TEXTS)
# These have a title for each row; UCDP and ACLED have none, and KML says its texts in HTML, of which the tags are left out.
TITLED = ("csv", "xlsx", "geojson", "parquet", "gpkg")


@pytest.mark.parametrize("form", files.FORMATS)
def test_columns_and_names_are_shown_as_text(open_page: OpenPage, tmp_path: Path, form: str, counted: Counted) -> None:
    path = files.write(tmp_path, form)
    read = formats.read(path)
    titles = list(read.frame["title"])
    assert len(titles) == len(files.TEXTS)
    if form in TITLED:
        assert titles == files.TEXTS
        build.draw_events([read]).save(tmp_path / "map.html")
        called = path.name
    else:
        called = files.NAME
        build.draw_events([read], title=called).save(tmp_path / "map.html")
    page = Watched(open_page(reduced_motion="reduce"))
    page.open(tmp_path / "map.html")
    page.holds("title", [page.page.title(), *page.call("texts", "h1")], [called, called])
    page.same("list", page.call("texts", "#list .item-title"), titles)
    page.same("cards", [card for card, *_ in page.call("pressAll", "#list .item", "#card h2")], titles)
    page.holds("tips", ["".join(page.call("hover", ".stage .leaflet-interactive"))] * len(titles), titles)
    page.holds("search", ["".join(found) for found in page.call("search", titles[:4])], titles[:4])
    page.call("visit", ["panel=filters"], "#filters")
    page.call("unfold")
    page.holds("method", page.call("visit", ["panel=method"], "#method"), [path.name])
    page.call("visit", ["table=1"], "#table")
    page.same("table", page.call("texts", "#table tbody th"), titles)
    rows = list(csv.DictReader(io.StringIO(page.saved("#table [data-format=csv]").decode("utf-8-sig"), newline="")))
    page.wrong += armed(cell for row in rows for cell in row.values())
    page.same("csv file", [row["title"] for row in rows], [f"'{title}" if runs(title) else title for title in titles])
    marks = fromstring(page.saved("#table [data-format=kml]"), forbid_dtd=True).findall(".//{http://www.opengis.net/kml/2.2}Placemark")
    page.same("kml file", [mark.findtext("{http://www.opengis.net/kml/2.2}name") for mark in marks], titles)
    page.call("print")
    page.finish(counted, EACH)
