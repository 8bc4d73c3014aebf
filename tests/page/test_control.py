"""Who held this point: asked by a click, by keyboard and by a link, answered as geo.control answers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browsing import fragment_of
from playwright.sync_api import Page, expect

import geo
from geo import geodesy

OpenAtlas = Callable[..., Page]
AxeFindings = Callable[[Page], list[str]]
READY = "html[data-ready=true]"


def ready(page: Page) -> Page:
    page.wait_for_selector(READY, timeout=15_000)
    return page


def zones_named(page: Page, where: str) -> list[str]:
    return page.locator(f"{where} [data-zone]").evaluate_all("all => all.map((one) => one.dataset.zone)")


def point_in_address(page: Page) -> tuple[float, float]:
    expect(page).to_have_url(re.compile("point="))
    lon, lat = re.search(r"point=(-?[\d.]+),(-?[\d.]+)", fragment_of(page)).groups()
    return float(lon), float(lat)


def words(metres: float) -> str:
    """As the page writes a length."""
    if metres < 1000:
        return f"{metres:.0f} m"
    return f"{metres / 1000:.1f}".removesuffix(".0") + " km" if metres < 10_000 else f"{metres / 1000:.0f} km"


@pytest.fixture(scope="module")
def atlas() -> geo.Atlas:
    return geo.load()


def test_a_click_anywhere_asks_who_held_that_point(open_atlas: OpenAtlas, atlas: geo.Atlas, axe_findings: AxeFindings):
    page = ready(open_atlas("asof=2020-06-03&map=9/36.2/41"))
    box = page.locator(".leaflet-container").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2 + 60, box["y"] + box["height"] / 2 + 90)
    expect(page.locator("#card-title")).to_be_focused()
    lon, lat = point_in_address(page)
    # 60 px east and 90 px south of 41 E, 36.2 N at zoom 9: 305.75 * cos(lat) m a pixel.
    assert (lon, lat) == pytest.approx((41 + 60 * 360 / (256 * 2**9), 36.2 - 90 * 360 / (256 * 2**9) * 0.8075), abs=0.003)
    found = atlas.control(lon=lon, lat=lat, as_of="2020-06-03")
    assert zones_named(page, ".point-zones") == [zone.id for zone in found.zones]
    assert found.answer == "certain" and found.nearest_edge_m is not None
    answer = page.locator(".point-answer").inner_text()
    assert answer.startswith("Syrian Democratic Forces") and words(found.nearest_edge_m) in answer
    expect(page.locator(".point-cross")).to_be_visible()
    assert axe_findings(page) == []
    page.locator(".point-zones [data-zone]").first.click()
    expect(page.locator("#card")).to_contain_text(found.zones[0].name)


def test_inside_the_error_of_a_line_it_cannot_be_said(open_atlas: OpenAtlas, atlas: geo.Atlas, axe_findings: AxeFindings):
    lon, lat = 40.42, 36.56  # near the joint zone round Tal Tamr
    page = ready(open_atlas(f"point={lon},{lat}&asof=2020-06-03&map=10/36.56/40.42&theme=dark"))
    found = atlas.control(lon=lon, lat=lat, as_of="2020-06-03")
    assert found.answer == "possible" and found.candidates
    expect(page.locator(".point-answer")).to_contain_text("Cannot be said for sure")
    assert zones_named(page, ".point-zones") == [zone.id for zone in found.zones]
    assert zones_named(page, ".point-reach") == [item.zone.id for item in found.candidates]
    for item in found.candidates:
        expect(page.locator(".point-reach")).to_contain_text(f"{words(item.distance_m)} away")
    # The circle round the point is as wide as the error of the lines, in true metres.
    error_m = max(max(item.zone.accuracy_m, *(zone.accuracy_m for zone in found.zones)) for item in found.candidates)
    east = geodesy.destination(lon=lon, lat=lat, bearing_deg=90.0, distance_m=error_m)[0]
    width = page.locator("path.point-error").evaluate("one => one.getBBox().width")
    assert width == pytest.approx((east - lon) * 2 / 360 * 256 * 2**10, abs=2)
    assert axe_findings(page) == []


def test_a_day_without_zones_says_what_was_last_known(open_atlas: OpenAtlas, atlas: geo.Atlas):
    page = ready(open_atlas("point=40.9,36.4&asof=2019-10-15"))
    found = atlas.control(lon=40.9, lat=36.4, as_of="2019-10-15")
    assert found.last_known and found.days_ago == 7
    expect(page.locator(".gap")).to_have_text("No control data for this day. Last known 7 days earlier, on 8 October 2019, and not drawn on the map:")
    assert zones_named(page, ".point-zones") == [zone.id for zone in found.last_known.zones]
    assert page.locator("path.zone").count() == 0


def test_outside_every_zone_it_is_not_known(open_atlas: OpenAtlas, atlas: geo.Atlas):
    page = ready(open_atlas("point=43.2,35.4&asof=2020-06-03"))
    found = atlas.control(lon=43.2, lat=35.4, as_of="2020-06-03")
    assert found.answer == "unknown" and found.nearest_edge_m is not None
    expect(page.locator(".point-answer")).to_have_text(f"Not known. No zone is drawn here. The nearest one is {words(found.nearest_edge_m)} away.")


def test_patrol_and_agreement_areas_are_named_apart(open_atlas: OpenAtlas, atlas: geo.Atlas):
    found = atlas.control(lon=41.2, lat=37.0, as_of="2020-06-03")
    assert found.overlays
    page = ready(open_atlas("point=41.2,37&asof=2020-06-03"))
    assert set(zones_named(page, "#point-overlays")) == {zone.id for zone in found.overlays}


def test_the_card_follows_the_clock(open_atlas: OpenAtlas, atlas: geo.Atlas):
    page = ready(open_atlas("point=38.94,36.7&asof=2019-10-05"))  # Tell Abyad, taken by Turkey in October 2019
    before = zones_named(page, ".point-zones")
    page.locator("#asof").fill("2020-06-03")
    page.keyboard.press("Enter")
    expect(page.locator("#point-ground h3")).to_contain_text("3 June 2020")
    after = zones_named(page, ".point-zones")
    for day, zones in (("2019-10-05", before), ("2020-06-03", after)):
        assert zones == [zone.id for zone in atlas.control(lon=38.94, lat=36.7, as_of=day).zones]
    assert before != after


def test_it_can_be_asked_by_keyboard(open_atlas: OpenAtlas):
    page = ready(open_atlas("asof=2020-06-03&map=9/36.2/41"))
    page.locator(".leaflet-container").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    expect(page.locator("#card-title")).to_be_focused()
    lon, lat = point_in_address(page)
    assert lon < 40.95 and lat == pytest.approx(36.2, abs=0.01)
    page.keyboard.press("Escape")
    page.locator("#ask").focus()
    expect(page.locator(".map-middle")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#card-title")).to_be_focused()
    assert point_in_address(page)[1] == pytest.approx(36.2, abs=0.01)


def test_the_button_asks_about_a_chosen_place(open_atlas: OpenAtlas, atlas: geo.Atlas):
    page = ready(open_atlas("place=khasham&asof=2018-02-07"))
    expect(page.locator("#ask")).to_have_attribute("aria-label", "Who held this place that day?")
    page.locator("#ask").click()
    expect(page).to_have_url(re.compile("point="))
    at = atlas.places.loc["khasham"].geometry
    assert point_in_address(page) == pytest.approx((at.x, at.y), abs=0.0001)


def test_a_link_restores_the_point_and_a_damaged_one_opens_the_page(open_atlas: OpenAtlas):
    fragment = "point=40.6123,36.6588&asof=2020-06-03&map=10/36.6/40.5"
    page = ready(open_atlas(fragment))
    expect(page.locator("#card-title")).to_have_text("36.6588° N, 40.6123° E")
    page.wait_for_timeout(500)
    assert dict(part.split("=") for part in fragment_of(page).split("&")) == dict(part.split("=") for part in fragment.split("&"))
    for bad in ("point=400,36", "point=40", "point=40,36,5", "point=a,b"):
        assert ready(open_atlas(bad)).locator("#card").is_hidden(), bad


@pytest.mark.parametrize("fragment", ["split=side&playby=month&script=ru", "split=family&playby=day&script=ku", "playby=week&script=ar"])
def test_links_keep_the_bars_the_steps_and_the_script(open_atlas: OpenAtlas, fragment: str):
    page = ready(open_atlas(f"{fragment}&map=9/36.5/41"))
    page.wait_for_timeout(500)
    assert set(fragment_of(page).split("&")) == {*fragment.split("&"), "map=9/36.5/41"}


def test_a_double_click_zooms_and_a_click_beside_a_list_closes_it(open_atlas: OpenAtlas):
    page = ready(open_atlas("map=8/36.3/41"))
    box = page.locator(".leaflet-container").bounding_box()
    assert box
    page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(600)
    expect(page.locator("#card")).to_be_hidden()
    page = ready(open_atlas("map=8/36.3/41"))
    page.locator(".incident-mark:not([inert]):has(.is-pile)").first.click()
    expect(page.locator(".leaflet-popup")).to_be_visible()
    page.mouse.click(box["x"] + box["width"] - 60, box["y"] + 60)
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    page.wait_for_timeout(400)
    expect(page.locator("#card")).to_be_hidden()


def test_on_a_phone_a_tap_opens_the_answer(open_atlas: OpenAtlas, axe_findings: AxeFindings):
    page = ready(open_atlas("asof=2020-06-03&map=9/36.2/41", viewport="phone"))
    box = page.locator(".leaflet-container").bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 40)
    expect(page.locator(".point-answer")).to_be_visible()
    expect(page.locator(".point-cross")).to_be_in_viewport()
    assert axe_findings(page) == []


def test_the_tab_key_stops_at_no_bare_outline(open_atlas: OpenAtlas, any_viewport: str):
    page = ready(open_atlas(viewport=any_viewport))
    page.locator(".leaflet-container").focus()
    stops = []
    for _ in range(12):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.tagName"))
    assert "path" not in stops
