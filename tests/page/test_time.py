"""The clock: bars split on request, play by the calendar, soft ends, the undated tray, and the same days everywhere."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import listed, ready
from playwright.sync_api import Page, expect

import geo
from geo import build, vocabulary

OpenAtlas = Callable[..., Page]
OpenPage = Callable[..., Page]
CallEach = Callable[..., list[Any]]

# Everything a reader sees or hears of the state: the address, the texts, and what assistive technology is told.
STATE = """() => {
  const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent);
  const told = (selector, name) => [...document.querySelectorAll(selector)].map((one) => one.getAttribute(name));
  return {
    hash: location.hash, title: texts("#count-title"), list: texts("#list .item"), years: texts(".year"), card: texts("#card"),
    handles: ["aria-valuemin", "aria-valuemax", "aria-valuenow", "aria-valuetext"].map((name) => told(".handle", name)),
    bars: [told(".plot", "aria-label"), texts(".plot title"), texts(".axis-text")], asof: document.querySelector("#asof").value,
    legend: texts("#legend"), marks: told(".incident-mark, .base-mark", "aria-label"), zones: document.querySelectorAll("path.zone").length,
  };
}"""


def key_counts(page: Page) -> dict[str, int]:
    said = page.locator(".split-key li").all_inner_texts()
    return {name: int(n) for name, n in (re.fullmatch(r"(.+) \((\d+)\)", text).groups() for text in said)}


@pytest.fixture(scope="module")
def atlas() -> geo.Atlas:
    return geo.load()


def test_the_page_is_in_the_same_state_in_honolulu_utc_and_damascus(open_atlas: OpenAtlas):
    states = []
    for timezone in ("Pacific/Honolulu", "UTC", "Asia/Damascus"):
        page = ready(open_atlas("from=2020-01-01&to=2020-06-30&asof=2020-06-03&split=family&incident=derik-standoff-2020-06-03",
                                timezone=timezone))
        page.locator(".handle-to").focus()
        page.keyboard.press("PageDown")
        expect(page).to_have_url(re.compile("to=2020-05-30"))
        states.append(page.evaluate(STATE))
    assert "30 May 2020" in states[0]["title"][0]
    assert states[0] == states[1] == states[2]


def test_bars_are_split_by_kind_with_a_key_in_words(open_atlas: OpenAtlas, atlas: geo.Atlas,
                                                    axe_findings: Callable[[Page], list[str]]):
    page = ready(open_atlas())
    expect(page.locator(".split-key")).to_be_hidden()
    page.locator("#split").select_option("family")
    expect(page).to_have_url(re.compile("split=family"))
    wanted = Counter(vocabulary.family(kinds) for kinds in atlas.incidents["kinds"])
    assert key_counts(page) == wanted
    # Each family has a texture of its own, but one that is plain.
    textures = page.locator(".split-key svg").evaluate_all("all => all.map((one) => one.querySelector('.texture')?.getAttribute('class') ?? '')")
    assert len(set(textures)) == len(textures) == 5
    label = page.locator(".plot").get_attribute("aria-label")
    assert label and all(f"{name}: {n}" in label for name, n in wanted.items())
    titles = page.locator(".plot .bar title").evaluate_all("all => all.map((one) => one.textContent)")
    assert "1 to 31 July 2023: 8 incidents; air 8" in titles
    assert axe_findings(page) == []


def test_bars_are_split_by_side_and_count_each_incident_once(open_atlas: OpenAtlas, atlas: geo.Atlas):
    page = ready(open_atlas("split=side"))
    counts = key_counts(page)
    assert sum(counts.values()) == len(atlas.incidents)
    assert counts["US-led coalition, Russia"] == 38  # counted by hand from the parties of the curated incidents
    # A bar is as tall split as whole: its parts stand on each other.
    heights = page.locator(".plot .bar").evaluate_all("bars => bars.map((bar) => [...bar.querySelectorAll('.bar-part')].reduce((sum, part) => sum + part.getBBox().height, 0))")
    page.locator("#split").select_option("none")
    # In one look: without its key the plot gets wider and is drawn again.
    whole = page.evaluate("() => [...document.querySelectorAll('.plot .bar-part')].map((part) => part.getBBox().height)")
    assert heights == pytest.approx(whole, abs=4)


def test_only_certain_dates_next_to_the_clock(open_atlas: OpenAtlas, atlas: geo.Atlas):
    page = ready(open_atlas("split=family"))
    page.locator("#certain").click()
    wanted = set(atlas.during("2018-02-07/2023-08-08", match="certain").incidents.index)
    assert set(listed(page)) == wanted
    assert sum(key_counts(page).values()) == len(wanted)
    expect(page.locator("#certain")).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile("match=certain"))


@pytest.mark.parametrize(("unit", "asof", "on", "back"), [
    ("day", "2020-02-28", "2020-02-29", "2020-02-28"), ("week", "2020-02-28", "2020-03-06", "2020-02-28"),
    ("month", "2020-01-31", "2020-02-29", "2020-01-29"),  # the calendar of February, not 31 days
])
def test_steps_go_by_the_calendar_when_asked(open_atlas: OpenAtlas, unit: str, asof: str, on: str, back: str):
    page = ready(open_atlas(f"asof={asof}&playby={unit}&mode=upto"))
    before = len(listed(page))
    page.locator("#next").click()
    expect(page.locator("#asof")).to_have_value(on)
    assert page.locator("#next").get_attribute("aria-label") == f"A {unit} on"
    assert len(listed(page)) >= before
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#asof")).to_have_value(back)
    expect(page.locator("#card")).to_be_hidden()


def test_playing_by_the_calendar_stops_at_the_end_of_the_window(open_atlas: OpenAtlas):
    page = ready(open_atlas("from=2020-05-01&to=2020-06-10&asof=2020-05-28&playby=week"))
    page.locator("#play").click()
    expect(page.locator("#asof")).to_have_value("2020-06-10", timeout=6000)
    expect(page.locator("#play")).to_have_attribute("aria-label", "Play, week by week", timeout=3000)
    page.locator("#play").click()  # from the end it starts again
    expect(page.locator("#asof")).not_to_have_value("2020-06-10")
    page.locator("#play").click()


def test_reset_shows_all_dates_also_from_a_link_to_a_window(open_atlas: OpenAtlas):
    page = ready(open_atlas("from=2020-06-01&to=2020-06-30&mode=upto&axis=window"))
    page.locator("#reset").click()
    assert page.locator("#count-title").inner_text() == "57 of 57 incidents, 7 Feb 2018 to 8 Aug 2023"
    assert page.locator(".handle-from").get_attribute("aria-valuetext") == "7 February 2018"
    expect(page).not_to_have_url(re.compile("from=|to=|mode=|axis="))


@pytest.mark.parametrize(("window", "unit"), [("2020-06-01/2020-07-10", "day"), ("2020-01-01/2020-12-31", "week"),
                                              ("2018-02-07/2023-08-08", "month")])
def test_bars_count_by_the_unit_the_span_asks_for(open_atlas: OpenAtlas, window: str, unit: str):
    first, last = window.split("/")
    page = ready(open_atlas(f"from={first}&to={last}&axis=window"))
    assert f"by {unit};" in (page.locator(".plot").get_attribute("aria-label") or "")
    boxes = page.locator(".axis-text").evaluate_all("all => all.map((one) => [one.getBoundingClientRect().left, one.getBoundingClientRect().right])")
    assert len(boxes) >= 4
    assert all(right <= left for (_, right), (left, _) in itertools.pairwise(boxes))  # no two labels collide


def test_long_spans_count_by_year(call_each: CallEach):
    assert call_each("bins.js", "unitFor", [[62], [63], [420], [421], [4380], [4381]]) == ["day", "week", "week", "month", "month", "year"]


def test_vague_dates_have_soft_ends_and_firm_ones_do_not(open_atlas: OpenAtlas, atlas: geo.Atlas):
    page = ready(open_atlas("from=2020-05-01&to=2020-09-30&axis=window"))
    marks = page.locator(".mark-of").evaluate_all("""all => all.map((one) => ({title: one.querySelector("title").textContent,
      fill: getComputedStyle(one.querySelector(".bar-mark")).fill, width: one.querySelector(".bar-mark").getBBox().width}))""")
    vague = {record.title for record in atlas.incidents.itertuples() if record.date_precision not in ("day", "interval")}
    assert any(mark["fill"].startswith("url") for mark in marks)
    for mark in marks:
        is_soft = any(title in mark["title"] for title in vague)
        assert mark["fill"].startswith('url("#soft-') == is_soft, mark
        assert ("the day is not certain" in mark["title"]) == is_soft
        assert not is_soft or mark["width"] >= 16
    ends = page.locator("#soft-fire stop").evaluate_all("all => all.map((one) => Number(one.getAttribute('stop-opacity')))")
    assert ends[0] == ends[-1] == 0 and max(ends) > 0.8


def test_past_current_and_coming_differ_by_more_than_colour(open_atlas: OpenAtlas):
    page = ready(open_atlas("asof=2020-06-03&map=10/36.8/41.9"))
    look = """(kind) => { const one = document.querySelector(`.incident-mark .mark.is-${kind}`); const body = one.querySelector(".symbol-body");
      return [getComputedStyle(body).strokeDasharray !== "none", getComputedStyle(one, "::before").borderTopStyle === "solid" && getComputedStyle(one, "::before").content !== "none"]; }"""
    assert page.evaluate(look, "coming") == [True, False]
    assert page.evaluate(look, "current") == [False, True]
    page = ready(open_atlas("asof=2023-08-08&map=10/36.8/41.9"))
    assert page.evaluate(look, "past") == [False, False]
    page = ready(open_atlas("asof=2020-06-03"))
    said = dict(page.locator("#list .item").evaluate_all("items => items.map((one) => [one.dataset.id, one.querySelector('.tense')?.textContent ?? ''])"))
    assert said["derik-standoff-2020-06-03"] == "on the day shown"
    assert said["khasham-battle-2018-02-07"] == ""
    assert said["mansaf-2020-07-12"] == "still to come"


@pytest.fixture(scope="module")
def made_up_html(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """An atlas with an incident that no source dates and one with an open beginning."""
    folder = tmp_path_factory.mktemp("undated")
    shutil.copytree(root / "tests" / "fixtures" / "tiny", folder / "data")
    path = folder / "data" / "incidents.geojson"
    tree = json.loads(path.read_text(encoding="utf-8"))
    for new, when, title in (("undated-chase", "../..", "Chase without a date"), ("early-block", "../2020-02-01", "Block some time before February")):
        record = json.loads(json.dumps(tree["features"][0]))
        record |= {"id": new}
        record["properties"] |= {"title": title, "when": when, "date_precision": "interval"}
        tree["features"].append(record)
    path.write_text(json.dumps(tree), encoding="utf-8")
    seed = folder / "data" / "seeds" / "fictional-monitor-2020-05-14.toml"
    text = seed.read_text(encoding="utf-8")
    numbers = [int(n) for n in re.findall(r"^number = (\d+)", text, re.M)]
    for step, new in enumerate(("undated-chase", "early-block"), start=1):
        text += (f'\n[[claim]]\nnumber = {max(numbers) + step}\nincident = "{new}"\nspeaker = "Alda Monitor"\norigin = "monitor"\nstance = "asserts"\n'
                 'bears_on = "event"\nsays = "It says that it happened."\n')
    seed.write_text(text, encoding="utf-8")
    build.build(folder / "out", data=folder / "data")
    return folder / "out" / "index.html"


def test_undated_incidents_have_a_tray_and_are_never_dropped(open_page: OpenPage, made_up_html: Path,
                                                             axe_findings: Callable[[Page], list[str]]):
    page = open_page(reduced_motion="reduce")
    page.goto(made_up_html.as_uri())
    ready(page)
    assert page.locator("#count-title").inner_text().endswith("and 1 without a date")
    tray = page.locator(".tray", has_text="Without a date")
    assert tray.locator(".item").evaluate_all("items => items.map((one) => one.dataset.id)") == ["undated-chase"]
    assert "undated" in tray.locator(".item-date").inner_text()
    assert "early-block" in listed(page)
    page.locator("#presets").select_option("2020")
    assert tray.locator(".item").count() == 1  # no window can leave it out
    page.get_by_role("button", name=re.compile("Chase without a date")).click()
    expect(page.locator("#card-title")).to_have_text("Chase without a date")
    page.keyboard.press("Escape")
    page.locator("[data-panel=filters]").first.click()
    page.get_by_label(re.compile("^turned back")).check()
    page.locator("[data-panel=filters]").first.click()
    assert tray.locator(".item").count() == 1
    assert axe_findings(page) == []
