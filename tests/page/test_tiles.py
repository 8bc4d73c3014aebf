"""Online base maps: offered only in pages built to, loaded only once a reader chooses one, never because of a link."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import fragment_of
from playwright.sync_api import Page, Route, expect

OpenPage = Callable[..., Page]
ESRI = "https://server.arcgisonline.com/"
OSM = "https://tile.openstreetmap.org/"
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
SITE = "http://atlas.test/"


@pytest.fixture(scope="module")
def online_html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from geo import build

    out = tmp_path_factory.mktemp("online")
    build.build(out, online_basemaps=True)
    return out / "index.html"


def policy(html: Path) -> str:
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', html.read_text(encoding="utf-8"))
    assert found
    return found[1]


def opened(page: Page, url: str) -> Page:
    page.goto(url)
    page.wait_for_selector("html[data-ready=true]", timeout=15_000)
    return page


def answered(page: Page) -> list[Route]:
    """Answers tiles with a pixel, and keeps what was asked."""
    asked: list[Route] = []

    def answer(route: Route) -> None:
        asked.append(route)
        route.fulfill(body=PIXEL, content_type="image/png")

    for host in (ESRI, OSM):
        page.context.route(f"{host}**", answer)
    return asked


def test_the_policy_names_the_hosts_only_where_they_were_asked_for(atlas_html: Path, online_html: Path) -> None:
    assert "img-src data:;" in policy(atlas_html) and "http" not in policy(atlas_html)
    assert "img-src data: https://server.arcgisonline.com https://tile.openstreetmap.org;" in policy(online_html)
    assert policy(online_html).count("https://") == 2
    assert "arcgisonline" not in atlas_html.read_text(encoding="utf-8")


def test_a_plain_build_offers_no_choice(open_atlas: OpenPage) -> None:
    page = open_atlas("panel=filters&tiles=imagery")
    page.wait_for_selector("html[data-ready=true]", timeout=15_000)
    expect(page.locator("#filters legend").first).to_be_visible()
    assert page.locator("input[name=tiles]").count() == 0


def test_nothing_is_requested_before_a_reader_chooses(open_page: OpenPage, online_html: Path, axe_findings: Callable[[Page], list[str]]) -> None:
    page = open_page(reduced_motion="reduce")
    asked = answered(page)
    opened(page, f"{online_html.as_uri()}#panel=filters&tiles=imagery&map=9/36.9/41.5")
    page.locator(".leaflet-container").press("-")
    page.wait_for_timeout(600)
    assert page.requests_seen == [] and asked == []
    expect(page.locator("#tiles-note")).to_contain_text("learns which part of the map")
    expect(page.locator("input[name=tiles][value=built-in]")).to_be_checked()
    expect(page.locator("input[name=tiles][value=osm]")).to_be_disabled()  # it refuses pages opened from a file
    assert axe_findings(page) == []

    page.locator("input[name=tiles][value=imagery]").check()
    expect(page.locator(".leaflet-container")).to_have_class(re.compile("has-tiles"))
    page.wait_for_timeout(300)
    assert asked and all(route.request.url.startswith(f"{ESRI}ArcGIS/rest/services/World_Imagery/") for route in asked)
    assert page.requests_seen == [route.request.url for route in asked]
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("Esri")
    expect(page.locator(".leaflet-base-area-pane path").first).to_be_hidden()
    assert "tiles" not in fragment_of(page)

    page.locator("input[name=tiles][value=built-in]").check()
    expect(page.locator(".leaflet-base-area-pane path").first).to_be_visible()
    before = len(asked)
    page.locator(".leaflet-container").press("+")
    page.wait_for_timeout(600)
    assert len(asked) == before
    page.requests_seen.clear()
    page.reload()
    page.wait_for_selector("html[data-ready=true]", timeout=15_000)
    assert len(asked) == before and page.requests_seen == []


def test_on_a_website_openstreetmap_learns_the_site_and_no_page(open_page: OpenPage, online_html: Path) -> None:
    page = open_page(reduced_motion="reduce")
    asked = answered(page)
    page.context.route(f"{SITE}**", lambda route: route.fulfill(body=online_html.read_bytes(), content_type="text/html"))
    opened(page, f"{SITE}maps/atlas.html#panel=filters&incident=derik-standoff-2020-06-03")
    page.locator("input[name=tiles][value=osm]").check()
    expect(page.locator(".leaflet-container")).to_have_class(re.compile("has-tiles"))
    assert {route.request.all_headers().get("referer") for route in asked} == {SITE}
    assert all(route.request.url.startswith(OSM) for route in asked)
    page.requests_seen.clear()


def test_a_host_out_of_reach_leaves_the_built_in_map(open_page: OpenPage, online_html: Path) -> None:
    page = open_page(reduced_motion="reduce")
    opened(page, f"{online_html.as_uri()}#panel=filters")
    page.locator("input[name=tiles][value=light]").check()
    expect(page.locator("#live")).to_contain_text("could not be reached")
    expect(page.locator(".leaflet-base-area-pane path").first).to_be_visible()
    assert all(url.startswith(ESRI) for url in page.requests_seen)
    page.requests_seen.clear()
    page.wait_for_timeout(300)
    page.requests_seen.clear()
    page.complaints.clear()
