"""Comparing two days on the page gives what `geo changes` gives, in words and in picture, by hand and by keyboard."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import fragment_of, geo, ready
from playwright.sync_api import Page, expect

import geo as geo_package
from geo.atlas import View
from geo.page import carried

OpenAtlas = Callable[..., Page]
PAIRS = [("2018-02-07", "2020-06-03"), ("2019-10-08", "2019-10-23"), ("2018-02-07", "2023-08-08"), ("2020-07-01", "2021-04-22"),
         ("2020-06-03", "2020-06-04")]

CHANGES = """async ([text, pairs]) => {
  const { readPayload } = await import("/payload.js");
  const { changedPlaces, incidentsBetween, drawnOnce } = await import("/compare.js");
  const data = readPayload(text);
  return pairs.map(([before, after]) => {
    const days = { before, after };
    const zones = (rows) => rows.map((row) => data.zones.id[row]).sort();
    return { places: changedPlaces(data, days).map(({ row, from, to, sure }) => [data.places.id[row], sure, zones(from), zones(to)]),
      incidents: incidentsBetween(data, days).map((row) => data.incidents.id[row]), once: Object.values(drawnOnce(data, days)).map(zones) };
  });
}"""


def changes(before: str, after: str) -> Any:
    """What `geo changes` answers, as its JSON document."""
    return geo("changes", "--from", before, "--to", after)


def number(day: str) -> int:
    from geo import dates

    return dates.day_number(dates.day(day))


def test_the_places_that_changed_hands_are_those_of_geo_changes(modules: Page, atlas_html: Path) -> None:
    text = json.dumps(carried(atlas_html.read_text(encoding="utf-8")))
    found = modules.evaluate(CHANGES, [text, [[number(day) for day in pair] for pair in PAIRS]])
    for pair, page in zip(PAIRS, found, strict=True):
        known = changes(*pair)
        wanted = [[one["place"], one["sure"], *(sorted(zone["id"] for zone in one[side]["zones"]) for side in ("before", "after"))]
                  for one in known["places"]]
        assert sorted(page["places"]) == sorted(wanted), pair
        assert set(page["incidents"]) == set(known["incidents"]), pair


def test_zones_drawn_on_one_day_only(modules: Page, atlas_html: Path) -> None:
    # The ISIL pockets of February 2018 have no successor in 2023; by hand from the zones file.
    text = json.dumps(carried(atlas_html.read_text(encoding="utf-8")))
    found, = modules.evaluate(CHANGES, [text, [[number("2018-02-07"), number("2023-08-08")]]])
    before, after = found["once"]
    assert {"isil-hajin-a", "isil-dashisha-a"} <= set(before)
    assert not any(zone.startswith("sdf") for zone in [*before, *after])


def test_the_panel_says_in_words_what_changed(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("panel=compare&compare=2019-10-08&asof=2019-10-23"))
    known = changes("2019-10-08", "2019-10-23")
    total = len(View.load().dataset.places)
    expect(page.locator(".compare-answer strong")).to_have_text(f"{len(known['places'])} of {total} places changed hands")
    expect(page.locator(".compare-answer")).to_contain_text(f"{sum(one['sure'] for one in known['places'])} of them for sure, 15 days apart")
    listed = page.locator(".compare-change ul button").all_text_contents()
    names = {one.id: one.name for one in View.load().dataset.places.values()}
    assert sorted(listed) == sorted(names[one["place"]] for one in known["places"])
    unsure = page.locator(".compare-change li", has_text="cannot say for sure").count()
    assert unsure == sum(not one["sure"] for one in known["places"])
    expect(page.locator(".compare-incidents summary")).to_contain_text(f"{len(known['incidents'])} incident")
    first = page.locator(".compare-change summary").first
    expect(first).to_contain_text("SDF")


def test_the_two_days_are_drawn_either_side_of_a_divider_that_keys_move(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("panel=compare&compare=2018-02-07&asof=2020-06-03"))
    view = View.load()
    from geo import dates

    for side, day in (("before", "2018-02-07"), ("after", "2020-06-03")):
        assert page.locator(f".leaflet-{side}-pane path.zone").count() == len(view.zones_on(dates.day(day))), side
    expect(page.locator(".swipe-day.is-left")).to_have_text("7 February 2018")
    assert page.locator(".leaflet-gains-pane path.gain[clip-path]").count() > 0
    # Every mask holds an outline, so that no hatch is drawn over ground that did not change.
    assert page.locator("#clips clipPath[id^=gained] path").evaluate_all("all => all.length > 0 && all.every((one) => one.getAttribute('d').length > 10)")
    handle = page.get_by_role("slider", name="Divider between the two days")
    handle.focus()
    page.keyboard.press("End")
    expect(handle).to_have_attribute("aria-valuenow", "100")
    expect(page).to_have_url(re.compile(re.escape("swipe=100")))
    page.keyboard.press("Home")
    page.keyboard.press("PageUp")
    expect(handle).to_have_attribute("aria-valuetext", "7 February 2018 left, 3 June 2020 right, divider at 10 per cent")
    assert "px" in page.locator(".leaflet-after-pane").evaluate("one => one.style.clipPath")
    box = handle.bounding_box()
    stage = page.locator(".stage").bounding_box()
    assert box and stage
    page.mouse.move(box["x"] + 24, box["y"] + 24)
    page.mouse.down()
    page.mouse.move(stage["x"] + stage["width"] * 0.75, box["y"] + 24)
    page.mouse.up()
    assert float(handle.get_attribute("aria-valuenow") or 0) == pytest.approx(75, abs=1)


def test_ground_is_hatched_where_it_changed_hands_and_nowhere_else(open_atlas: OpenAtlas) -> None:
    # Tell Abyad went from the SDF to Turkey and the SNA in October 2019, Kobani to three holders; Raqqa and Shaddadi stayed.
    page = ready(open_atlas("panel=compare&compare=2019-10-08&asof=2020-06-03&swipe=0&map=8/36.4/39.8"))
    page.wait_for_timeout(100)
    hatched = page.evaluate("""(names) => Object.fromEntries(names.map((name) => {
      const dot = [...document.querySelectorAll(".leaflet-labels-pane .label")].find((one) => one.textContent === name).parentElement.getBoundingClientRect();
      const [x, y] = [dot.x + dot.width / 2, dot.y + dot.height / 2];
      const holds = (shape, svg) => shape.isPointInFill(new DOMPoint(x, y).matrixTransform(svg.getScreenCTM().inverse()));
      const paths = [...document.querySelectorAll(".leaflet-turned-pane path.gain-hatch")];
      return [name, paths.some((path) => holds(path, path.ownerSVGElement)
        && [...document.getElementById(path.getAttribute("clip-path").slice(5, -1)).children].some((mask) => holds(mask, path.ownerSVGElement)))];
    }))""", ["Kobani", "Tell Abyad", "Raqqa", "Al-Shaddadi"])
    assert hatched == {"Kobani": True, "Tell Abyad": True, "Raqqa": False, "Al-Shaddadi": False}


def test_a_day_without_zones_cannot_be_compared_and_says_so(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("panel=compare&compare=2019-10-15&asof=2020-06-03"))
    expect(page.get_by_role("alert")).to_contain_text("Cannot compare: nothing is drawn on 15 October 2019.")
    assert page.locator(".leaflet-gains-pane path").count() == 0
    page.get_by_role("button", name=re.compile("Use 8 October 2019")).click()
    expect(page.locator(".compare-answer")).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape("compare=2019-10-08")))


def test_opening_and_closing_the_panel_leaves_the_window_as_it_was(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("from=2020-01-01&to=2020-06-30&asof=2020-06-03"))
    before = fragment_of(page)
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator(".compare-answer")).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape("compare=2018-02-07")))
    page.get_by_label("From", exact=True).fill("2018-09-05")
    page.keyboard.press("Enter")
    page.get_by_label("From", exact=True).blur()
    expect(page).to_have_url(re.compile(re.escape("compare=2018-09-05")))
    page.locator("#tool").get_by_role("button", name="Close").click()
    expect(page.locator(".swipe")).to_be_hidden()
    strip = lambda url: re.sub(r"&?map=[^&]*", "", url)  # noqa: E731
    assert strip(fragment_of(page)) == strip(before)


def test_a_comparison_comes_back_from_its_link(open_atlas: OpenAtlas) -> None:
    fragment = "to=2020-06-03&compare=2018-02-07&swipe=30.5&asof=2020-06-03&panel=compare&map=8/36/40"
    page = ready(open_atlas(fragment))
    assert sorted(fragment_of(page).split("&")) == sorted(fragment.split("&"))
    page = ready(open_atlas("compare=yesterday&swipe=900"))
    assert not re.search("compare|swipe", fragment_of(page))


@pytest.mark.parametrize(("before", "after"), [("2019-10-05", "2019-11-15"), ("2020-01-25", "2020-06-03")])
def test_only_incidents_between_the_two_days_are_drawn(open_atlas: OpenAtlas, before: str, after: str) -> None:
    whole = "from=2018-02-07&to=2023-08-01&"  # a window of the reader's own is kept, and yet no more is drawn
    for window in ("", whole):
        page = ready(open_atlas(f"{window}panel=compare&compare={before}&asof={after}&map=7.25/35.7/39.9"))
        drawn = page.locator(".incident-mark").evaluate_all(
            "all => all.reduce((sum, one) => sum + Number(one.querySelector('.pile-count')?.textContent ?? 1), 0)")
        known = set(changes(before, after)["incidents"])
        placed = geo_package.load().incidents.loc[sorted(known)]
        assert drawn == sum(one is not None for one in placed.geometry)


def test_who_gained_nothing_is_not_in_the_key(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("panel=compare&compare=2019-10-05&asof=2019-11-15"))
    said = page.locator(".compare-key li").all_inner_texts()
    assert "gained by SDF" not in said and "gained by Turkey, SNA" in said


@pytest.mark.parametrize("swipe", [0, 3, 50, 100])
def test_days_and_handle_stay_on_the_map_and_off_its_buttons(open_atlas: OpenAtlas, any_viewport: str, swipe: int) -> None:
    page = ready(open_atlas(f"panel=compare&swipe={swipe}", viewport=any_viewport))
    page.wait_for_timeout(100)
    frame = page.locator(".leaflet-container").bounding_box()
    buttons = page.locator(".leaflet-control-zoom").bounding_box()
    assert frame and buttons
    seen = [one.bounding_box() for one in page.locator(".swipe-day:visible, .swipe-handle").all()]
    assert len(seen) >= 2
    for box in seen:
        assert box and box["x"] >= frame["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"], box
    for box in seen[:-1]:
        assert box and box["x"] >= buttons["x"] + buttons["width"], box


def test_axe_finds_nothing_while_comparing(open_atlas: OpenAtlas, axe_findings: Callable[[Page], list[str]], any_viewport: str) -> None:
    for fragment in ("panel=compare&compare=2018-02-07&asof=2020-06-03", "panel=compare&compare=2019-10-15&asof=2020-06-03&theme=dark"):
        page = ready(open_atlas(fragment, viewport=any_viewport))
        assert axe_findings(page) == [], fragment
