"""The page in a frame of an article: it works in the tightest sandbox, from a file, and shows no more than it must."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

DERIK = "derik-standoff-2020-06-03"
SITE = "http://atlas.test/"
ARTICLE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Article</title><h1>Article</h1>
<iframe src="{src}" title="Contact Atlas" width="100%" height="520" sandbox="{sandbox}"></iframe></html>"""


@pytest.fixture
def open_frame(open_page: Callable[..., Page], atlas_html: Path, tmp_path: Path) -> Callable[..., tuple[Page, FrameLocator]]:
    """Opens an article from a file with the atlas in a sandboxed frame."""

    def opened(fragment: str, *, sandbox: str = "allow-scripts", **options: str) -> tuple[Page, FrameLocator]:
        article = tmp_path / "article.html"
        article.write_text(ARTICLE.format(src=f"{atlas_html.as_uri()}#{fragment}".replace("&", "&amp;"), sandbox=sandbox), encoding="utf-8")
        page = open_page(**{"reduced_motion": "reduce", **options})
        page.goto(article.as_uri())
        frame = page.frame_locator("iframe")
        frame.locator("html[data-ready=true]").wait_for(timeout=15_000)
        assert page.requests_seen == [atlas_html.as_uri()]  # the frame itself, and nothing after it
        page.requests_seen.clear()
        return page, frame

    return opened


def test_a_frame_holds_map_clock_legend_and_the_way_out(open_frame: Callable[..., tuple[Page, FrameLocator]], any_viewport: str) -> None:
    page, frame = open_frame("embed&from=2020-01-01&to=2020-12-31&kinds=road_block", viewport=any_viewport)
    for hidden in ("header.top", "#side", ".intro", "#controls .segmented", "#asof", "#presets"):
        expect(frame.locator(hidden).first).to_be_hidden()
    for shown in (".leaflet-container", "#timeline .plot", "#asof-line", ".embed-bar"):
        expect(frame.locator(shown)).to_be_visible()
    expect(frame.locator(".embed-count")).to_contain_text("1 Jan to 31 Dec 2020")
    full = frame.locator(".embed-bar a")
    assert "kinds=road_block" in (full.get_attribute("href") or "") and "embed" not in (full.get_attribute("href") or "")
    box, outer = frame.locator(".leaflet-container").bounding_box(), page.locator("iframe").bounding_box()
    assert box and outer and box["height"] > 0.55 * outer["height"]


def test_a_card_opens_over_the_map_and_leaves_its_place_in_sight(open_frame: Callable[..., tuple[Page, FrameLocator]],
                                                                 any_viewport: str) -> None:
    _, frame = open_frame(f"embed&incident={DERIK}", viewport=any_viewport)
    expect(frame.locator("#card-title")).to_contain_text("outside Derik")
    card, mark, stage = (frame.locator(one).bounding_box() for one in ("#card", ".mark.is-selected", ".leaflet-container"))
    assert card and mark and stage
    x, y = mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2
    assert stage["x"] < x < stage["x"] + stage["width"] and stage["y"] < y < stage["y"] + stage["height"]
    assert not (card["x"] <= x <= card["x"] + card["width"] and card["y"] <= y <= card["y"] + card["height"])
    frame.locator("#card-close").click()
    expect(frame.locator("#card")).to_be_hidden()
    frame.locator(".handle-asof").press("ArrowRight")  # the clock moves though the address may not
    expect(frame.locator("#asof-line")).to_contain_text("4 June 2020")


def test_on_a_website_the_frame_leads_to_the_whole(open_page: Callable[..., Page], atlas_html: Path) -> None:
    # From a file the browser itself forbids it: a sandboxed frame may not open files.
    page = open_page(reduced_motion="reduce")
    article = ARTICLE.format(src=f"atlas.html#embed&amp;incident={DERIK}", sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox")
    page.context.route(f"{SITE}**", lambda route: route.fulfill(
        body=article if route.request.url.endswith("article.html") else atlas_html.read_bytes(), content_type="text/html"))
    page.goto(f"{SITE}article.html")
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready=true]").wait_for(timeout=15_000)
    assert page.requests_seen == [f"{SITE}atlas.html"]
    page.requests_seen.clear()
    with page.context.expect_page() as popup:
        frame.locator(".embed-bar a").click()
    whole = popup.value
    whole.wait_for_selector("html[data-ready=true]", timeout=15_000)
    expect(whole.locator("header.top")).to_be_visible()
    expect(whole.locator("#card-title")).to_contain_text("outside Derik")
    whole.close()


def test_the_code_for_a_web_page_makes_such_a_frame(open_atlas: Callable[..., Page]) -> None:
    page = open_atlas(f"incident={DERIK}")
    page.wait_for_selector("html[data-ready=true]", timeout=15_000)
    page.locator("#share").click()
    code = page.locator("#share-embed").input_value()
    frame = page.evaluate("(code) => { const one = new DOMParser().parseFromString(code, 'text/html').querySelector('iframe');"
                          " return { src: one.getAttribute('src'), title: one.title, sandbox: one.sandbox.value }; }", code)
    assert frame["src"].startswith(f"index.html#embed&incident={DERIK}&asof=2020-06-03")
    assert frame["title"].startswith("Contact Atlas")
    assert frame["sandbox"].split() == ["allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox"]
