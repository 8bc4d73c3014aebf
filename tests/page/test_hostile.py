"""Data that carries code: shown as text in every view, run in none, and harmless in what is downloaded."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from geo import build

OpenPage = Callable[..., Page]
# Each would raise window.ran if anything took it for markup, a template, a script or an attribute.
EVIL = ("</script><script>window.ran=1</script><img src=x onerror=window.ran=1>${window.ran=1}{{window.ran=1}}"
        "\" onmouseover=\"window.ran=1\" x='' `${window.ran=1}` <svg/onload=window.ran=1><!-- ]]> %3Cscript%3E javascript:window.ran=1")
FORMULA = "=HYPERLINK(\"https://evil.example\",\"open\")"
TEXT_FIELDS = {"title", "name", "summary", "outcome", "note", "when_note", "where_basis", "named", "role_note", "as_reported", "bearing", "speaker", "says",
               "locator", "figures_of", "where", "publisher", "author"}


def spoiled(value: Any, key: str = "") -> Any:
    """The value with code behind every text a reader meets; ids, dates, links and listed values as they were."""
    if isinstance(value, dict):
        return {name: spoiled(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [spoiled(item, key) for item in value]
    return f"{value} {EVIL}" if isinstance(value, str) and key in TEXT_FIELDS else value


@pytest.fixture(scope="module")
def hostile_html(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the made-up atlas with every text spoiled; one title begins as a formula."""
    import tomllib

    import tomli_w

    folder = tmp_path_factory.mktemp("hostile") / "data"
    shutil.copytree(root / "tests" / "fixtures" / "tiny", folder)
    shutil.rmtree(folder / "stories", ignore_errors=True)  # stories are tied to claims by what these say
    for name in ("incidents.geojson", "places.geojson", "zones.geojson", "actors.json"):
        read = spoiled(json.loads((folder / name).read_text(encoding="utf-8")))
        if name == "incidents.geojson":
            read["features"][0]["properties"]["title"] = FORMULA
            read["features"][1]["properties"]["flags"] = [EVIL]
        if name == "places.geojson":
            read["features"][0]["properties"].setdefault("names", {})["ar"] = [f"ألدا {EVIL}"]
        (folder / name).write_text(json.dumps(read, ensure_ascii=False), encoding="utf-8")
    for path in (folder / "seeds").glob("*.toml"):
        seed = spoiled(tomllib.loads(path.read_text(encoding="utf-8")))
        path.write_text(tomli_w.dumps(seed), encoding="utf-8")
    (folder / "about.toml").write_text(tomli_w.dumps({
        "atlas": {"title": f"Alda {EVIL}", "subtitle": EVIL, "credit": EVIL, "founding": ["fictional-herald-2020-03-05"]},
        "section": [{"heading": EVIL, "paragraphs": [EVIL]}],
    }), encoding="utf-8")
    out = tmp_path_factory.mktemp("hostile-out")
    build.build(out, data=folder)
    return out / "index.html"


def test_code_in_data_is_shown_as_text_and_never_runs(open_page: OpenPage, hostile_html: Path) -> None:
    page = open_page(reduced_motion="reduce")

    def visit(fragment: str) -> None:
        page.goto("about:blank")
        page.goto(f"{hostile_html.as_uri()}#{fragment}")
        page.wait_for_selector("html[data-ready=true]", timeout=15_000)
        page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")

    for fragment in ("incident=alda-block-2020-03-04", "incident=cove-road-2020-05", "incident=cove-road-2020-05&known=2020-03-10", "place=alda", "source=fictional-herald-2020-03-05",
                     "panel=filters&kinds=road_block", "table=1&sort=title", "panel=method"):
        visit(fragment)
        assert "<img src=x onerror=" in page.locator("body").inner_text(), fragment
        for tag in ("#card", "#list", "#filters", "#table", "#chips", "#legend", "#method"):
            assert page.locator(f"{tag} :is(script, img, iframe, object, embed)").count() == 0, (fragment, tag)
            assert page.locator(f"{tag} [onmouseover], {tag} [onload], {tag} [onerror]").count() == 0, (fragment, tag)
        assert page.locator("a[href^='javascript' i]").count() == 0
        # Whatever could be hovered, pressed or focused into running.
        for one in page.locator("#card bdi, #list .item, #table th").all()[:6]:
            one.dispatch_event("mouseover")
        assert page.evaluate("window.ran") is None, fragment
    visit("")
    page.locator("#search input").press_sequentially("alda")
    page.locator(".incident-mark").last.dispatch_event("mouseover")
    assert "<img src=x" in page.locator("#search-results").inner_text()
    assert "<img src=x" in page.locator(".leaflet-tooltip").first.text_content()
    page.locator("#search input").fill(EVIL)
    page.locator("#search-results [role=option]").last.click()
    assert "</script>" in page.locator("#chips").inner_text()
    assert page.evaluate("window.ran") is None
    assert page.complaints == []  # nothing was even tried: the policy had nothing to stop


def test_code_in_data_is_harmless_in_downloads(open_page: OpenPage, hostile_html: Path) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto(f"{hostile_html.as_uri()}#table=1")
    page.wait_for_selector("html[data-ready=true]", timeout=15_000)

    def saved(key: str) -> bytes:
        with page.expect_download() as waiting:
            page.locator(f"#table [data-format={key}]").click()
        return Path(waiting.value.path()).read_bytes()

    rows = list(csv.DictReader(io.StringIO(saved("csv").decode("utf-8-sig"), newline="")))
    assert len(rows) == 2
    assert f"'{FORMULA}" in [row["title"] for row in rows]
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for value in row.values())
    claims = list(csv.DictReader(io.StringIO(saved("claims").decode("utf-8-sig"), newline="")))
    assert claims and all(EVIL in row["says"] for row in claims)
    features = json.loads(saved("geojson"))["features"]
    assert {one["properties"]["title"] for one in features} >= {FORMULA}
    marks = ElementTree.fromstring(saved("kml")).findall(".//{http://www.opengis.net/kml/2.2}Placemark")
    assert [len(list(mark)) for mark in marks] == [5, 5]  # name, description, TimeSpan, ExtendedData and a shape: no element of theirs
    assert all(EVIL in (mark.findtext("{http://www.opengis.net/kml/2.2}description") or "") for mark in marks)
    assert page.evaluate("window.ran") is None
