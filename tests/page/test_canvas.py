"""Many incidents on the map: counts in cells against numpy, points picked under the pointer, both in the picture of the view."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy
import pytest
from browsing import fragment_of, ready
from crowd import Crowd
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
OpenCrowd = Callable[..., Page]
MANY = 3_000
FAR, MIDDLE, NEAR = "map=7.5/36/40.3", "map=10.25/36.2/40.5", "map=11.5/36.22/41.6"
CELLS = """() => [...document.querySelectorAll(".cell[data-cell]")].map((one) => {
  const box = one.querySelector("path").getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2, Number(one.querySelector("text").textContent.replaceAll(",", "")), one.getAttribute("aria-label")];
})"""


def world_px(lon: Any, lat: Any, zoom: float) -> Any:
    """Web Mercator, worked out here: where positions lie on a world 256 * 2**zoom pixels wide."""
    size = 256 * 2**zoom
    north = numpy.arcsinh(numpy.tan(numpy.radians(lat)))
    return numpy.column_stack([(numpy.asarray(lon) + 180) / 360 * size, (0.5 - north / (2 * numpy.pi)) * size])


def on_screen(page: Page, lon: Any, lat: Any, view: str) -> Any:
    """Where positions are in the window, in pixels, from the view that the address asks for."""
    return in_window(page, world_px(lon, lat, float(view.removeprefix("map=").split("/")[0])), view)


def in_window(page: Page, pixels: Any, view: str) -> Any:
    """The same for pixels of the world."""
    zoom, north, east = (float(part) for part in view.removeprefix("map=").split("/"))
    box = page.locator(".leaflet-container").bounding_box()
    assert box
    middle = world_px([east], [north], zoom)[0]
    return pixels - middle + [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]


def cells_of(page: Page) -> Any:
    """The cells drawn: x, y of the middle in the window, and the number written in each."""
    return numpy.array([cell[:3] for cell in page.evaluate(CELLS)])


@pytest.fixture(scope="module")
def crowd() -> Crowd:
    return Crowd(MANY)


@pytest.fixture(scope="module")
def crowd_html(crowd: Crowd, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return crowd.save(tmp_path_factory.mktemp("crowd") / "index.html")


@pytest.fixture
def open_crowd(open_page: OpenPage, crowd_html: Path) -> OpenCrowd:
    def opened(fragment: str, **options: Any) -> Page:
        page = open_page(**{"reduced_motion": "reduce", **options})
        page.goto(f"{crowd_html.as_uri()}#{fragment}")
        return ready(page)

    return opened


def test_the_counts_of_all_cells_add_up_to_what_is_visible(open_crowd: OpenCrowd, crowd: Crowd, any_viewport: str):
    page = open_crowd("map=6.5/36/40.3", viewport=any_viewport)
    assert cells_of(page)[:, 2].sum() == MANY
    # A narrower window: the days are counted here, from the rows made up.
    page = open_crowd("map=6.5/36/40.3&from=2019-01-01&to=2021-12-31", viewport=any_viewport)
    inside = (crowd.day >= 17_897) & (crowd.day <= 18_992)
    assert cells_of(page)[:, 2].sum() == inside.sum() > 1_000


def test_each_cell_holds_the_incidents_nearest_to_its_middle(open_crowd: OpenCrowd, crowd: Crowd):
    page = open_crowd(FAR)
    drawn = page.evaluate("""() => Object.fromEntries([...document.querySelectorAll(".cell[data-cell]")].map((one) => (
      [one.dataset.cell, Number(one.querySelector("text").textContent.replaceAll(",", ""))])))""")
    # A hexagon of a net is what lies nearer to its middle than to any other middle. Rows stand 54 px * sqrt(3) / 2 apart, begin
    # at the corner of the world, and every second one is half a width to the right.
    points = world_px(crowd.lon, crowd.lat, 7.5)
    high = 54 * math.sqrt(3) / 2
    (left, top), (right, bottom) = points.min(0), points.max(0)
    net = [(c, r) for r in range(int(top // high) - 1, int(bottom // high) + 3) for c in range(int(left // 54) - 1, int(right // 54) + 3)]
    middles = numpy.array([((c + (r % 2) / 2) * 54, r * high) for c, r in net])
    nearest = [((middles - point) ** 2).sum(1).argmin() for point in points]
    counts = numpy.bincount(nearest, minlength=len(net))
    assert drawn == {f"{c},{r}": int(n) for (c, r), n in zip(net, counts, strict=True) if n}
    # And each stands where its ground is.
    places = {f"{c},{r}": at for (c, r), at in zip(net, in_window(page, middles, FAR), strict=True)}
    for key, (x, y, _, _) in zip(page.evaluate("[...document.querySelectorAll('.cell[data-cell]')].map((one) => one.dataset.cell)"), page.evaluate(CELLS), strict=True):
        assert [x, y] == pytest.approx(places[key], abs=2)  # Leaflet keeps whole pixels


def test_cells_do_not_swim(open_crowd: OpenCrowd):
    page = open_crowd(FAR)
    before = cells_of(page)
    page.mouse.move(1000, 500)
    page.mouse.down()
    page.mouse.move(960, 430, steps=5)
    page.mouse.up()
    page.wait_for_timeout(600)  # the map runs on a little
    after = cells_of(page)
    # All have gone the same way, none with another number: each is found again at the shift of the largest.
    shift = after[after[:, 2].argmax()] - before[before[:, 2].argmax()]
    assert abs(shift[0]) > 20 and abs(shift[1]) > 20
    for cell in before:
        assert numpy.abs(after - cell - shift).max(axis=1).min() <= 1


def test_a_cell_says_its_number_and_zooms_in_by_key_and_click(open_crowd: OpenCrowd):
    page = open_crowd(FAR)
    cell = page.locator(".cell[data-cell][tabindex='0']")
    expect(cell).to_have_count(1)  # one stop for Tab; the arrow keys go on from there
    number = cell.locator("text").text_content()
    assert cell.get_attribute("aria-label") == f"{number} incidents: look closer"
    cell.focus()
    first = cell.get_attribute("data-cell")
    page.keyboard.press("ArrowRight")
    column, row = first.split(",")
    expect(page.locator(".cell[data-cell]:focus")).to_have_attribute("data-cell", f"{int(column) + 1},{row}")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    zoom = float(re.search(r"map=([\d.]+)", fragment_of(page))[1])
    assert 8.5 <= zoom <= 10.5
    assert page.evaluate("document.activeElement !== document.body")
    page = open_crowd(FAR)
    largest = max(page.evaluate(CELLS), key=lambda one: one[2])
    page.mouse.click(largest[0], largest[1])
    page.wait_for_timeout(300)
    assert float(re.search(r"map=([\d.]+)", fragment_of(page))[1]) >= 8.5
    expect(page.locator("#card-title")).to_have_count(0)  # no question about the ground was meant


def test_a_point_under_the_pointer_opens_its_incident(open_crowd: OpenCrowd, crowd: Crowd):
    page = open_crowd(MIDDLE)
    expect(page.locator("canvas.points")).to_be_visible()
    points = on_screen(page, crowd.lon, crowd.lat, MIDDLE)
    far = numpy.array([numpy.partition(numpy.hypot(*(points - point).T), 1)[1] for point in points])
    size = page.viewport_size
    assert size
    free = [row for row in range(MANY) if far[row] > 30 and 620 < points[row][0] < size["width"] - 60 and 80 < points[row][1] < 600]
    assert len(free) > 5
    for row in free[:3]:
        page = open_crowd(MIDDLE)
        page.mouse.move(*points[row] + [4, -3])
        expect(page.locator(".leaflet-tooltip.tip:visible")).to_contain_text(f"Made-up incident {row} ")
        page.mouse.click(*points[row] + [4, -3])
        expect(page.locator("#card-title")).to_have_text(f"Made-up incident {row}")
    page.keyboard.press("Escape")
    assert page.locator(".incident-mark").count() == 0


def test_a_spot_of_many_opens_a_dated_list_with_a_way_on(open_crowd: OpenCrowd, crowd: Crowd):
    spots, counts = numpy.unique(numpy.column_stack([crowd.lon, crowd.lat]), axis=0, return_counts=True)
    lon, lat = spots[counts.argmax()]
    view = f"map=15/{lat}/{lon}"
    page = open_crowd(view)
    pile = page.locator(".incident-mark:has(.is-pile)").first
    n = int(pile.locator(".pile-count").inner_text().replace(",", ""))
    assert n >= counts.max() > 60
    pile.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".fan-item")).to_have_count(60)
    expect(page.locator(".fan-more").first).to_have_text(f"{n - 60} more are not listed.")
    page.locator(".fan-more button", has_text="table").click()
    expect(page.locator("#table")).to_be_visible()


@pytest.mark.parametrize("view", [FAR, MIDDLE, NEAR])
def test_the_picture_shows_what_the_map_shows(open_crowd: OpenCrowd, view: str):
    page = open_crowd(view)
    page.locator("#share").click()
    with page.expect_download() as saved:
        page.locator("#share-svg").click()
    root = ElementTree.parse(saved.value.path()).getroot()
    texts = {"".join(one.itertext()) for one in root.iter() if one.tag.endswith("}text")}
    if view == FAR:
        numbers = [one[2] for one in page.evaluate(CELLS)]
        assert {f"{n:,}" for n in numbers} <= texts
        assert "cell: how many incidents lie in it" in " ".join(texts)
    elif view == MIDDLE:
        shows = page.locator("canvas.points").get_attribute("data-shows")
        assert shows and "family-fire" in shows
        paths = [one for one in root.iter() if one.tag.endswith("}path")]
        body = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--fire').trim()")
        assert sum(one.get("fill") == body or one.get("stroke") == body for one in paths) > 20
    else:
        assert page.locator(".incident-mark").count() > 0


def test_colours_follow_the_theme(open_crowd: OpenCrowd):
    page = open_crowd(MIDDLE)
    seen = "() => { const c = document.querySelector('canvas.points'); return [...c.getContext('2d').getImageData(0, 0, c.width, c.height).data].filter((_, i) => i % 4 < 3).reduce((a, b) => (a * 31 + b) % 1e9, 7); }"
    light = page.evaluate(seen)
    page.locator("#theme").click()
    page.wait_for_timeout(100)
    assert page.evaluate(seen) != light


def test_many_incidents_leave_axe_nothing_to_say(open_crowd: OpenCrowd, axe_findings: Callable[[Page], list[str]]):
    assert axe_findings(open_crowd(FAR)) == []
