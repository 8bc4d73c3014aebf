"""The address holds the whole state: every key comes back from it, and Back and Forward walk the reader's steps."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import ready
from playwright.sync_api import Page, expect

from geo.page import carried

OpenAtlas = Callable[..., Page]
DERIK = "derik-standoff-2020-06-03"
DARDARA = "dardara-2020-06-02"
# One value other than the initial one for every key of the state. Days are whole days since 1970-01-01.
SAMPLES: dict[str, Any] = {
    "from": 17_600, "to": 18_000, "asof": 17_800, "mode": "upto", "match": "certain", "axis": "window", "split": "side",
    "playby": "week", "script": "ar", "selected": {"type": "incident", "id": DERIK}, "query": "Tal Tamr & القامشلي #1 50%",
    "kinds": ["road_block", "collision"], "actors": ["us"], "statuses": ["disputed"], "precisions": ["near", "road"],
    "origins": ["1", "3"], "publishers": ["SOHR", "Al-Monitor"], "founding": ["al-monitor-2020-06-03-derik"], "scopes": ["core"], "areas": ["hasakah"],
    "known": 18_420, "table": True, "sort": "-title", "zones": False, "patrols": True, "agreements": True, "bases": False,
    "view": [9.25, 36.9, 41.5], "panel": "filters", "theme": "dark", "lang": "en", "embed": True,
    "measure": f"place:derik~incident:{DERIK}", "ring": "place:conoco-plant~12.5", "matrix": "us~russia", "compare": 18_174,
    "swipe": 30.5, "story": "derik-2020", "step": 2,
}
# Keys that say nothing one without the other.
TOGETHER = {"story": ("story", "step"), "step": ("story", "step")}
NEVER_IN_A_LINK = {"playing", "tiles"}
KEYS = """async (text) => {
  const { useStories } = await import("/story.js");
  const { readPayload } = await import("/payload.js");
  const { initialState } = await import("/state.js");
  const { NOT_IN_LINK } = await import("/fragment.js");
  window.data = readPayload(text);
  useStories(window.data);
  return { start: initialState(window.data), out: NOT_IN_LINK };
}"""
ROUND = """async ([samples, together]) => {
  const { initialState } = await import("/state.js");
  const { fromFragment, toFragment } = await import("/fragment.js");
  const start = initialState(window.data);
  const read = (patch) => {
    const text = toFragment({ ...start, ...patch }, start);
    return { text, back: { ...start, ...fromFragment("#" + text, start, window.data) } };
  };
  const patch = (key) => Object.fromEntries((together[key] ?? [key]).map((one) => [one, samples[one]]));
  const each = Object.fromEntries(Object.keys(samples).map((key) => [key, read(patch(key))]));
  return { each, all: read(samples), none: read({}) };
}"""


def fragment(page: Page) -> str:
    return page.url.partition("#")[2]


@pytest.fixture
def state_keys(modules: Page, atlas_html: Path) -> dict[str, Any]:
    text = json.dumps(carried(atlas_html.read_text(encoding="utf-8")))
    found: dict[str, Any] = modules.evaluate(KEYS, text)
    return found


def test_every_key_of_the_state_comes_back_from_a_link(modules: Page, state_keys: dict[str, Any]) -> None:
    start = state_keys["start"]
    assert set(state_keys["out"]) == NEVER_IN_A_LINK, "the link leaves out only what would act on its own or call a host"
    without_sample = set(start) - set(SAMPLES) - NEVER_IN_A_LINK
    assert not without_sample, f"give SAMPLES a value for {without_sample}, and fragment.js the two lines that carry it"
    samples = {**SAMPLES, "lang": next(iter({"ar", "ku"} & set(modules.evaluate("Object.keys(window.data.words)"))), "en")}
    found = modules.evaluate(ROUND, [samples, TOGETHER])
    for key in samples:
        patch = {one: samples[one] for one in TOGETHER.get(key, (key,))}
        assert found["each"][key]["back"] == {**start, **patch}, (key, found["each"][key]["text"])
        assert samples[key] == start[key] or found["each"][key]["text"], f"{key} leaves no trace in the link"
    assert found["all"]["back"] == {**start, **samples}
    assert found["none"] == {"text": "", "back": start}


def test_what_a_link_may_not_do_is_not_done(modules: Page, state_keys: dict[str, Any]) -> None:
    read = """async (texts) => {
      const { fromFragment } = await import("/fragment.js");
      const { initialState } = await import("/state.js");
      return texts.map((text) => fromFragment(text, initialState(window.data), window.data));
    }"""
    damaged = ["playing=true&playing=1", "tiles=osm", "theme=pink&mode=&lang=xx&panel=everything", "from=2020-13-45&to=&asof=now",
               "map=a/b/c", "map=9/36.9", "incident=no-such-incident&place=%00", "%E0%A4%A", "&&==&", "zones", "kinds=,,"]
    for text, patch in zip(damaged, modules.evaluate(read, damaged), strict=True):
        assert {key: value for key, value in patch.items() if value not in (False, [])} == {}, text


def test_back_and_forward_walk_the_steps_of_the_reader(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas())
    title = page.locator("#card-title")
    page.locator(f'#list [data-id="{DARDARA}"]').click()
    page.locator(f'#list [data-id="{DERIK}"]').click()
    page.locator('[data-mode="upto"]').click()
    page.locator('.tools [data-panel="filters"]').click()
    expect(page.locator("#filters")).to_be_visible()

    page.go_back()
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator('[data-mode="upto"]')).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(page.locator('[data-mode="on"]')).to_have_attribute("aria-pressed", "true")
    expect(title).to_contain_text("outside Derik")
    page.go_back()
    expect(title).to_contain_text("Dardara")
    expect(page.locator("#asof")).to_have_value("2020-06-02")
    page.go_back()
    expect(page.locator("#card")).to_be_hidden()
    assert fragment(page) == "", "back at the start, the address says nothing"
    page.go_forward()
    page.go_forward()
    expect(title).to_contain_text("outside Derik")
    expect(page.locator("#asof-line")).to_contain_text("3 June 2020")
    assert f"incident={DERIK}" in fragment(page)


def test_going_back_restores_the_view_of_the_map(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("map=9/36.9/41.5"))
    page.locator(f'#list [data-id="{DARDARA}"]').click()
    page.locator(".leaflet-container").press("+")
    page.wait_for_timeout(500)
    page.locator(f'#list [data-id="{DERIK}"]').click()
    page.wait_for_timeout(500)
    page.go_back()
    expect(page.locator("#card-title")).to_contain_text("Dardara")
    assert "map=9.5/" in fragment(page)
    page.go_back()
    expect(page.locator("#card")).to_be_hidden()
    assert fragment(page) == "map=9/36.9/41.5"


def test_what_moves_all_the_time_leaves_no_trail(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas())
    before = page.evaluate("history.length")
    handle = page.locator(".handle-from")
    handle.focus()
    for _ in range(30):
        page.keyboard.press("PageUp")
    page.locator(".leaflet-container").press("+")
    page.locator("#theme").click()
    page.wait_for_timeout(600)
    assert page.evaluate("history.length") == before
    assert "from=2020-08-07" in fragment(page)
    page.locator(f'#list [data-id="{DERIK}"]').or_(page.locator("#list .item").first).first.click()
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    expect(page.locator("#card")).to_be_hidden()
    expect(page.locator(".handle-from")).to_have_attribute("aria-valuetext", "7 August 2020")


def test_an_address_edited_by_hand_is_followed(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas())
    page.evaluate("location.hash = 'incident=dardara-2020-06-02&theme=dark'")
    expect(page.locator("#card-title")).to_contain_text("Dardara")
    page.evaluate("location.hash = 'panel=method'")
    expect(page.locator("#method")).to_be_visible()
    page.evaluate("location.hash = 'panel=filters'")
    expect(page.locator("#method")).to_be_hidden()
    expect(page.locator("#filters")).to_be_visible()
