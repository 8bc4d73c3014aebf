"""The page in a hand: a sheet in three heights, the clock within a thumb's reach, the map still usable; upright and on its side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browsing import ready
from playwright.sync_api import Page, expect

OpenAtlas = Callable[..., Page]
CallEach = Callable[..., list[Any]]
DERIK = "derik-standoff-2020-06-03"
SIDEWAYS = {"width": 844, "height": 390}


def sheet(page: Page) -> str:
    return str(page.evaluate("document.body.dataset.sheet"))


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found, selector
    return dict(found)


def turned(page: Page) -> Page:
    """The phone on its side."""
    page.set_viewport_size(SIDEWAYS)  # type: ignore[arg-type]
    page.wait_for_timeout(200)
    return page


def test_a_button_raises_the_sheet_in_three_heights(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(viewport="phone"))
    room = box(page, "main")["height"]
    grip = page.locator("#sheet-grip")
    heights = []
    for name in ("peek", "half", "full", "peek"):
        assert sheet(page) == name
        heights.append(box(page, "#side")["height"] / room)
        grip.click()
    assert heights[0] == heights[3] < 0.2
    assert 0.45 < heights[1] < 0.6
    assert heights[2] > 0.93
    assert box(page, "#sheet-grip")["height"] >= 44


def test_the_sheet_says_what_its_button_does_and_follows_the_arrow_keys(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(viewport="phone"))
    grip = page.locator("#sheet-grip")
    expect(grip).to_have_attribute("aria-label", "Raise to half the screen")
    grip.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert sheet(page) == "full"
    expect(grip).to_have_attribute("aria-label", "Lower to the edge")
    # What the sheet covers cannot be reached by Tab unseen; the next stop is in the sheet.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#side') !== null")
    assert not page.locator(".leaflet-container").is_visible()
    page.locator("#sheet-grip").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert sheet(page) == "peek"
    assert not page.locator("#list .item").first.is_visible()


def test_a_drag_moves_the_sheet_too(open_atlas: OpenAtlas, call_each: CallEach) -> None:
    page = ready(open_atlas(viewport="phone"))
    grip = box(page, "#sheet-grip")
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 150, steps=4)
    page.mouse.up()
    assert sheet(page) == "half"
    # Less than a finger's tremble is no drag; more than half the room goes two steps.
    assert call_each("sheet.js", "dragSteps", [[10, 500], [-10, 500], [100, 500], [-100, 500], [300, 500]]) == [0, 0, 1, -1, 2]
    assert call_each("sheet.js", "movedHeight", [["peek", -1], ["peek", 2], ["half", 2], ["full", -2]]) == ["peek", "full", "full", "peek"]


def test_a_card_is_a_sheet_and_gives_the_list_back_as_it_stood(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(viewport="phone"))
    page.locator("#sheet-grip").click()
    page.locator("#sheet-grip").click()
    assert sheet(page) == "full"
    page.locator("#list .item").nth(3).click()
    assert sheet(page) == "half"
    assert page.evaluate("document.activeElement.id") == "card-title"
    expect(page.locator("#side")).to_be_hidden()
    stage, card = box(page, ".stage"), box(page, "#card")
    # The chosen mark stands in the part of the map above the card.
    mark = box(page, ".mark.is-selected")
    assert stage["y"] < mark["y"] and mark["y"] + mark["height"] < card["y"] + 1
    page.locator("#card-close").click()
    assert sheet(page) == "full"
    expect(page.locator("#side")).to_be_visible()


@pytest.mark.parametrize("panel", ["list", "filters", "measure", "stories"])
def test_whatever_stands_in_the_sheet_raises_it(open_atlas: OpenAtlas, panel: str) -> None:
    assert sheet(ready(open_atlas(f"panel={panel}", viewport="phone"))) == "half"
    page = ready(open_atlas(viewport="phone"))
    page.locator("#menu").click()
    page.locator(f'#tools [data-panel="{panel}"]').click()
    assert sheet(page) == "half"
    expect(page.locator("#menu")).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("lang", ["en", "ar", "ku"])
def test_the_clock_is_within_reach_without_scrolling_sideways(open_atlas: OpenAtlas, lang: str) -> None:
    page = ready(open_atlas(f"lang={lang}", viewport="phone"))
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for selector in ('[data-mode="on"]', '[data-mode="upto"]', "#prev", "#play", "#next", "#asof", "#more"):
        at = box(page, selector)
        assert at["x"] >= 0 and at["x"] + at["width"] <= 390, selector
        assert at["height"] >= 44 and at["width"] >= 44, selector
    assert not page.locator("#reset").is_visible()
    page.locator("#more").click()
    for one in page.locator("#more-controls > *").all():
        at = one.bounding_box()
        assert at is None or (at["x"] >= 0 and at["x"] + at["width"] <= 390)
    expect(page.locator("#reset")).to_be_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#reset").is_visible()
    assert page.evaluate("document.activeElement.id") == "more"


def test_a_finger_can_take_each_handle_of_the_clock(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("from=2020-01-01&to=2021-06-30&asof=2020-06-03", viewport="phone"))
    for key in ("from", "to", "asof"):
        at = box(page, f".handle-{key}")
        assert at["width"] >= 44 and at["height"] >= 44
        assert at["x"] >= 0 and at["x"] + at["width"] <= 390, "wholly on the screen"
    page.touchscreen.tap(box(page, "#next")["x"] + 20, box(page, "#next")["y"] + 20)
    expect(page.locator("#card")).to_be_visible()


def test_the_map_keeps_most_of_the_screen(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("asof=2020-06-03", viewport="phone"))
    assert box(page, ".stage")["height"] >= 844 * 0.55
    legend = box(page, ".legend")
    assert legend["height"] <= 60 and legend["width"] <= 280, "a chip until it is opened"
    page.locator("#asof-line").click()
    opened = box(page, ".legend")
    assert opened["y"] >= box(page, ".stage")["y"]
    # The page is a page: it does not zoom out to something wider than the phone.
    assert page.evaluate("[innerWidth, visualViewport.scale]") == [390, 1]


@pytest.mark.parametrize("fragment", ["", f"incident={DERIK}", "panel=filters", f"lang=ar&incident={DERIK}", "panel=compare"])
def test_on_its_side_the_phone_shows_map_clock_and_card(open_atlas: OpenAtlas, fragment: str) -> None:
    page = turned(ready(open_atlas(fragment, viewport="phone")))
    stage, clock = box(page, ".stage"), box(page, "#clock")
    assert stage["width"] >= 400 and stage["height"] >= 190
    assert clock["y"] + clock["height"] <= 391
    assert page.evaluate("document.documentElement.scrollWidth") <= 844
    for selector in ('[data-mode="on"]', "#prev", "#play", "#next", "#asof", "#more", "#menu", "#search input"):
        at = box(page, selector)
        assert at["x"] >= 0 and at["x"] + at["width"] <= 844 and at["y"] + at["height"] <= 390, selector
    if "incident" in fragment:
        card = box(page, "#card")
        assert card["width"] >= 320 and card["y"] + card["height"] <= clock["y"] + 1
        assert card["x"] >= stage["x"] + stage["width"] - 1 or card["x"] + card["width"] <= stage["x"] + 1
