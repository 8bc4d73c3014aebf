"""Finding: search in any script, facets with counts, chips, and a table of exactly what the list shows."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from browsing import fragment_of, geo, listed, ready
from playwright.sync_api import Page, expect

from geo import dates
from geo.atlas import View
from geo.page import carried
from geo.records import Incident

OpenAtlas = Callable[..., Page]
FOUNDING = ("al-monitor-2020-06-03-derik", "history-zing-battle-of-khasham")


@pytest.fixture(scope="module")
def payload(atlas_html: Path) -> str:
    return json.dumps(carried(atlas_html.read_text(encoding="utf-8")))


@cache
def view() -> View:
    return View.load()


def facet(one: Incident, key: str) -> set[str]:
    """The values of a facet, worked out from the records and not as the page does."""
    claims = view().claims_of(one.id)
    sources = {source for source, _ in claims}
    publishers = {view().dataset.sources[source].publisher for source in sources}
    return {
        "kinds": set(one.kinds), "actors": {party.actor for party in one.parties}, "statuses": {view().evidence(one.id).status},
        "precisions": {one.where_precision}, "origins": {str(min(3, len(view().evidence(one.id).origins)))}, "publishers": publishers,
        "founding": sources & set(FOUNDING) or {"none"}, "scopes": {one.scope},
    }[key]


def test_every_facet_counts_what_the_records_hold(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("panel=filters"))
    for more in page.locator("#filters .more").all():
        more.click()
    for key in ("kinds", "actors", "statuses", "precisions", "origins", "publishers", "founding", "scopes"):
        shown = page.locator(f"#filters input[name={key}]").evaluate_all("all => all.map((one) => [one.value, Number(one.closest('label').querySelector('.count').textContent)])")
        wanted = Counter(value for one in view().dataset.incidents.values() for value in facet(one, key))
        assert dict(shown) == dict(wanted), key


def test_a_long_facet_folds_and_can_be_narrowed_by_typing(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("panel=filters"))
    publishers = page.locator("[data-facet=publishers]")
    everything = {view().dataset.sources[source].publisher for one in view().dataset.incidents for source, _ in view().claims_of(one)}
    assert publishers.locator(".check").count() == 8
    more = publishers.get_by_role("button", name=f"Show all {len(everything)}")
    more.press("Enter")
    assert publishers.locator(".check").count() == len(everything)
    expect(publishers.get_by_role("button", name="Show fewer")).to_be_focused()
    publishers.get_by_role("searchbox").press_sequentially("tass")
    expect(publishers.locator(".check")).to_have_count(1)
    expect(publishers.get_by_role("searchbox")).to_have_value("tass")


def test_filters_narrow_each_other_and_widen_within(open_atlas: OpenAtlas) -> None:
    chosen = {"origins": ["2", "3"], "publishers": ["SOHR", "Al-Monitor"], "scopes": ["core"], "precisions": ["road", "near", "town"]}
    fragment = "&".join(f"{key}={','.join(values)}" for key, values in chosen.items())
    page = ready(open_atlas(f"{fragment}&panel=filters"))
    wanted = {one.id for one in view().dataset.incidents.values() if all(facet(one, key) & set(values) for key, values in chosen.items())}
    assert 3 < len(wanted) < 30
    assert set(listed(page)) == wanted
    # A facet's own choice does not count against it: with "one origin" ticked too, its count would join.
    others = {key: values for key, values in chosen.items() if key != "origins"}
    free = sum(all(facet(one, key) & set(values) for key, values in others.items()) and facet(one, "origins") == {"1"} for one in view().dataset.incidents.values())
    assert int(page.locator("input[name=origins][value='1']").locator("xpath=..").locator(".count").inner_text()) == free
    chips = page.locator("#chips .chip")
    assert chips.count() == sum(map(len, chosen.values()))
    page.get_by_role("button", name="Remove the filter SOHR").press("Enter")
    expect(page).to_have_url(re.compile("publishers=Al-Monitor&"))
    assert page.evaluate("document.activeElement.classList.contains('chip')")
    page.get_by_role("button", name="Remove all filters").click()
    assert len(listed(page)) == len(view().dataset.incidents)
    expect(page).not_to_have_url(re.compile("origins|publishers|scopes|precisions"))


def test_words_with_commas_and_signs_come_back_from_a_link(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("founding=none,history-zing-battle-of-khasham&publishers=ABC News (Good Morning America),Nobody&sort=-origins&table=1&known=2020-06-05&statuses=nonsense"))
    assert page.locator("#chips .chip").count() == 4  # what is no value of a facet is left out
    page.wait_for_timeout(100)
    parts = dict(part.split("=") for part in fragment_of(page).split("&"))
    assert parts == {"founding": "none,history-zing-battle-of-khasham", "publishers": "ABC+News+%28Good+Morning+America%29", "sort": "-origins", "table": "1", "known": "2020-06-05"}


def test_fragment_round_trips_any_filter_value(modules: Page) -> None:
    back = modules.evaluate("""async () => {
      const { toFragment, fromFragment } = await import("/fragment.js");
      const { initialState, FILTERS } = await import("/state.js");
      const odd = "A, B & C = 100% +%2C #1";
      const data = { range: [0, 20000], actors: { id: [] }, sources: { id: ["one"], publisher: [odd, "D"] }, founding: [0], words: { en: {} },
        incidents: { id: [] }, places: { id: [] }, zones: { id: [] }, vocabulary: { kind: { strike: "" }, status: { disputed: "" }, where_precision: { near: "" }, scope: { core: "" } } };
      const start = initialState(data);
      const state = { ...start, publishers: [odd, "D"], founding: ["one", "none"], kinds: ["strike"], statuses: ["disputed"], precisions: ["near"], scopes: ["core"], origins: ["0", "3"], known: 18418, table: true, sort: "-date", query: "100% a,b" };
      const read = { ...start, ...fromFragment(toFragment(state, start), start, data) };
      return [...FILTERS, "known", "table", "sort", "query"].map((key) => [key, JSON.stringify(state[key]), JSON.stringify(read[key])]);
    }""")
    assert len(back) >= 12
    assert all(before == after for _, before, after in back), back


def test_what_is_found_and_filtered_is_announced(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("panel=filters"))
    page.locator("#filters input[name=statuses][value=disputed]").check()
    wanted = len(geo("incidents", "--status", "disputed"))
    expect(page.locator("#live")).to_contain_text(f"{wanted} of {len(view().dataset.incidents)} incidents")
    page.locator("#search input").press_sequentially("derik")
    expect(page.locator("#live")).to_have_text(re.compile(r"^\d+ found\."), timeout=3000)


@pytest.mark.parametrize("words", ["Qamishli", "helicopter", "checkpoint Tamr", "Wagner", "المالكية", "us", "elic", "zzzz", "patr blo"])
def test_the_word_filter_is_that_of_geo_incidents_text(open_atlas: OpenAtlas, words: str) -> None:
    page = ready(open_atlas())
    page.locator("#search input").fill(words)
    page.locator("#search-results [role=option]").last.click()
    wanted = {one["id"] for one in geo("incidents", "--text", words)}
    assert bool(wanted) == (words != "elic")  # no word starts so
    assert set(listed(page)) == wanted
    expect(page.locator("#chips")).to_contain_text(words)


@pytest.mark.parametrize("query, type_, id_", [
    ("القامشلي", "place", "qamishli"), ("قامشلو", "place", "qamishli"), ("Камышлы", "place", "qamishli"), ("kamishly", "place", "qamishli"), ("Qamisli", "place", "qamishli"),
    ("dayrik", "place", "derik"), ("Dêrik", "place", "derik"), ("المالكية", "place", "derik"), ("malikiya", "place", "derik"),
    ("tal tamir", "place", "tell-tamer"), ("TELL TAMER", "place", "tell-tamer"), ("تل تمر", "place", "tell-tamer"), ("hasaka", "place", "hasakah"), ("الحسكة", "place", "hasakah"),
    ("conoco", "place", "conoco-plant"), ("deir ezzor", "place", "deir-ez-zor"), ("دير الزور", "place", "deir-ez-zor"), ("khusham", "place", "khasham"),
    ("fist figth", "incident", "tal-tamr-brawl-2019-12-25"), ("handshake", "incident", "qahtaniyah-handshake-2022-10-08"),
    ("square off", "source", "al-monitor-2020-06-03-derik"), ("history zing", "source", "history-zing-battle-of-khasham"),
])
def test_search_finds_in_any_script_and_spelling(modules: Page, payload: str, query: str, type_: str, id_: str) -> None:
    found = modules.evaluate("""async ([text, query]) => {
      if (!window.atlasData) {
        const { readPayload } = await import("/payload.js");
        const { addSearchKeys } = await import("/find.js");
        window.atlasData = readPayload(text);
        addSearchKeys(window.atlasData);
      }
      const { find } = await import("/find.js");
      return find(window.atlasData, query).map((one) => [one.type, one.id]);
    }""", [payload, query])
    assert [type_, id_] in found[:3], found


def test_search_is_quick_and_finds_nothing_for_nothing(modules: Page, payload: str) -> None:
    empty, worst_ms = modules.evaluate("""async ([text]) => {
      const { readPayload } = await import("/payload.js");
      const { addSearchKeys, find } = await import("/find.js");
      const data = readPayload(text);
      addSearchKeys(data);
      const times = ["q", "tal tamr russian patrol", "zzzzzzz", "القامشلي"].map((query) => { const at = performance.now(); find(data, query); return performance.now() - at; });
      return [[find(data, ""), find(data, "  "), find(data, "?!")].map((all) => all.length), Math.max(...times)];
    }""", [payload])
    assert empty == [0, 0, 0]
    assert worst_ms < 200


def test_the_search_box_is_a_combobox(open_atlas: OpenAtlas, any_viewport: str) -> None:
    page = ready(open_atlas(viewport=any_viewport))
    box = page.get_by_role("combobox", name="Find a place")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("tal tamr")
    expect(box).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("listbox").get_by_role("option")
    assert 2 <= options.count() <= 9
    assert {one.get_attribute("class").split()[0] for one in options.all()} == {"found", "found-filter"}
    active = box.get_attribute("aria-activedescendant")
    assert active == "found-0" and options.nth(0).get_attribute("aria-selected") == "true"
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == "found-1"
    box.press("ArrowUp")
    box.press("ArrowUp")  # round to the last, which filters
    assert box.get_attribute("aria-activedescendant") == f"found-{options.count() - 1}"
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert box.get_attribute("aria-activedescendant") is None
    expect(box).to_have_value("tal tamr")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.locator("#card-title")).to_have_text("Tell Tamer (Tal Tamr)")
    expect(box).to_have_attribute("aria-expanded", "false")
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0


def test_a_found_line_is_chosen_by_tap(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(viewport="phone"))
    page.locator("#search input").tap()
    page.locator("#search input").press_sequentially("conoco")
    box = page.locator("#search-results").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.locator("#search-results [role=option]").first.tap()
    expect(page.locator("#card-title")).to_contain_text("Conoco")


# The table


def table_ids(page: Page) -> list[str]:
    return page.locator("#table tbody tr").evaluate_all("rows => rows.map((row) => row.dataset.id)")


@pytest.mark.parametrize("fragment", ["", "from=2020-06-01&to=2020-06-30", "statuses=disputed", "known=2020-06-05&origins=2", "asof=2020-06-03&mode=upto&q=Derik"])
def test_the_table_the_list_and_the_map_hold_the_same(open_atlas: OpenAtlas, fragment: str) -> None:
    page = ready(open_atlas(f"table=1&{fragment}"))
    assert sorted(table_ids(page)) == sorted(listed(page)) != []
    expect(page.locator("#table-title")).to_have_text(page.locator("#count-title").inner_text())
    placed = page.locator("#list section:not(.tray) .item").count()
    marks = page.locator(".incident-mark").evaluate_all("all => all.map((one) => Number(one.querySelector('.pile-count')?.textContent ?? 1))")
    assert sum(marks) == placed


def test_every_column_sorts_both_ways_by_keyboard(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("table=1"))
    records = view().dataset.incidents
    keys: dict[str, Callable[[str], Any]] = {
        "date": lambda one: dates.parse(records[one].when).earliest, "origins": lambda one: len(view().evidence(one).origins), "claims": lambda one: len(view().claims_of(one)),
        "radius": lambda one: records[one].uncertainty_m, "differ": lambda one: len(view().evidence(one).disagreements),
    }
    head = page.locator("#table thead th")
    names = head.locator("button").evaluate_all("all => all.map((one) => one.dataset.keep.slice(5))")
    assert len(names) == 13 and set(keys) < set(names)
    for name in names:
        button = page.locator(f"#table [data-keep='sort {name}']")
        cells = []
        for direction in ("ascending", "descending"):
            button.focus()
            if head.nth(names.index(name)).get_attribute("aria-sort") != direction:
                button.press("Enter")
            assert [one.get_attribute("aria-sort") for one in head.all()] == [direction if one == name else None for one in names], name
            expect(button).to_be_focused()
            ids = table_ids(page)
            assert sorted(ids) == sorted(records)
            if name in keys:
                known = [keys[name](one) for one in ids if keys[name](one) is not None]
                assert known == sorted(known, reverse=direction == "descending"), name
                assert all(keys[name](one) is None for one in ids[len(known):])  # what is not known stands last either way
            cells.append(ids)
        assert cells[0] != cells[1] or name == "scope"
    expect(page).to_have_url(re.compile("sort=-scope"))
    expect(page.locator("#live")).to_contain_text("Sorted by Scope, falling")


def test_the_table_opens_and_closes_by_keyboard_and_leads_to_the_card(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas())
    button = page.locator("#show-table")
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#table-title")).to_be_focused()
    assert page.locator(".leaflet-container").evaluate("one => getComputedStyle(one).visibility") == "hidden"
    page.locator("#table tbody tr").nth(3).get_by_role("button").press("Enter")
    expect(page.locator("#card-title")).to_be_visible()
    assert page.locator("#table tr.is-selected").count() == 1
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    page.locator("#table .table-scroll").focus()
    title = page.locator("#table-title").inner_text()
    page.keyboard.press("ArrowRight")  # scrolls; elsewhere it would open the next event
    expect(page.locator("#card")).to_be_hidden()
    assert page.locator("#table-title").inner_text() == title
    page.keyboard.press("Escape")
    expect(page.locator("#table")).to_be_hidden()
    expect(button).to_be_focused()
    expect(page).not_to_have_url(re.compile("table"))


def test_axe_finds_nothing_on_panel_search_and_table(open_atlas: OpenAtlas, axe_findings: Callable[..., list[str]], any_viewport: str) -> None:
    for fragment, part in (("panel=filters&known=2020-06-05&origins=2,3", "#side"), ("table=1&sort=-origins", "#table"),
                           ("table=1&theme=dark&statuses=disputed", "#table")):
        page = ready(open_atlas(fragment, viewport=any_viewport))
        assert axe_findings(page, within=part) == [], fragment
    page = ready(open_atlas(viewport=any_viewport))
    page.locator("#search input").press_sequentially("tal tamr")
    assert axe_findings(page, within="#search") == []
