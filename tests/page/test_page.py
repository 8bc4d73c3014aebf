"""The built page, opened from a file with no network, shows what the data says and can be driven."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import fragment_of, geo, listed, ready
from playwright.sync_api import Page, expect

OpenAtlas = Callable[..., Page]
DERIK = "derik-standoff-2020-06-03"


def slide(page: Page, key: str, presses: str, times: int = 1) -> None:
    handle = page.locator(f".handle-{key}")
    handle.focus()
    for _ in range(times):
        page.keyboard.press(presses)


def test_the_page_is_one_file_of_at_most_900_kB(atlas_html: Path) -> None:
    assert atlas_html.stat().st_size <= 900_000


def test_the_page_opens_without_a_request_and_lists_every_incident(open_atlas: OpenAtlas, any_viewport: str) -> None:
    page = ready(open_atlas(viewport=any_viewport))
    known = {one["id"] for one in geo("incidents")}
    assert set(listed(page)) == known
    assert page.locator("#count-title").inner_text().startswith(f"{len(known)} of {len(known)} incidents")
    assert page.requests_seen == []


def test_the_policy_comes_first_and_allows_no_inline_code_but_by_hash(atlas_html: Path) -> None:
    html = atlas_html.read_text(encoding="utf-8")
    head = html[html.index("<head>"):html.index("</head>")]
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', head)
    assert policy is not None
    assert head.index(policy[0]) < min(head.index(tag) for tag in ("<style", "<title", "<link"))
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]


def test_the_policy_stops_injected_code(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas())
    page.evaluate("""() => {
      const div = document.createElement("div");
      div.innerHTML = '<img src="x:" onerror="window.ran = true">';
      document.body.append(div);
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
    }""")
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in said for said in page.complaints)
    page.complaints.clear()
    page.requests_seen.clear()


@pytest.mark.parametrize("during", ["2018", "2020-06", "2020-01-01/2020-06-30", "2023"])
def test_the_window_lists_what_geo_incidents_lists(open_atlas: OpenAtlas, during: str) -> None:
    # The window of the page ends where the incidents do.
    ends = {"2018": "2018-02-07/2018-12-31", "2020-06": "2020-06-01/2020-06-30", "2023": "2023-01-01/2023-08-08"}
    first, last = ends.get(during, during).split("/")
    for match in ("possible", "certain"):
        page = ready(open_atlas(f"from={first}&to={last}&match={match}"))
        wanted = {one["id"] for one in geo("incidents", "--during", during, "--match", match)}
        assert set(listed(page)) == wanted, match


def test_a_link_opens_the_card_the_place_and_the_clock(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"incident={DERIK}"))
    expect(page.locator("#card-title")).to_have_text("US convoy faces a Russian patrol on a road outside Derik")
    expect(page.locator("#asof-line")).to_have_text("Ground as of 3 June 2020")
    expect(page.locator(".mark.is-selected")).to_be_in_viewport()
    bounds = page.locator(".mark.is-selected").bounding_box()
    stage = page.locator(".stage").bounding_box()
    assert bounds and stage
    assert stage["x"] < bounds["x"] < stage["x"] + stage["width"]


def test_the_clock_steps_to_the_derik_standoff_and_draws_its_zones(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("from=2020-06-03&to=2020-06-12"))
    page.locator("#next").click()  # a stay at Qasr Deeb from 28 May to 4 June reaches into the window and comes first
    page.locator("#next").click()
    expect(page.locator("#card-title")).to_contain_text("outside Derik")
    expect(page).to_have_url(re.compile(re.escape("asof=2020-06-03")))
    on_that_day = {zone["id"] for zone in geo("zones", "--as-of", "2020-06-03") if zone["layer"] == "control"}
    assert page.locator(".leaflet-zones-pane path.zone").count() == len(on_that_day) > 0


def test_a_day_without_zones_draws_none_and_says_what_was_last_known(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("asof=2019-10-15"))
    assert page.locator(".leaflet-zones-pane path.zone").count() == 0
    # Windows b and c end and begin on 8 and 23 October 2019: the last known day is seven days back.
    expect(page.locator("#asof-line")).to_contain_text("Last known 7 days earlier, 8 October 2019")


def test_the_card_shows_every_claim_with_its_source(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("incident=khasham-battle-2018-02-07"))
    claims = geo("incidents", "--during", "2018-02-07")[0]["claims"]
    number = claims if isinstance(claims, int) else len(claims)
    assert page.locator("#card .claims tr.claim").count() == number
    figures = page.locator("#card .figures").first.inner_text()
    # Four tolls, each by its own claimant and none averaged.
    for said in ("55", "68", "100", "200–300"):
        assert said in figures


def test_links_in_a_card_are_safe_and_lead_only_to_the_web(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"incident={DERIK}"))
    links = page.locator("#card a").evaluate_all("all => all.map((a) => [a.protocol, a.rel, a.referrerPolicy])")
    assert links
    assert {tuple(link) for link in links} <= {(web, "noopener noreferrer", "no-referrer") for web in ("https:", "http:")}


def test_up_to_now_hides_what_comes_later(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("asof=2020-06-03&mode=upto"))
    wanted = {one["id"] for one in geo("incidents", "--during", "../2020-06-03")}
    assert set(listed(page)) == wanted
    assert "up to 3 June 2020" in page.locator("#count-title").inner_text()


def test_the_window_moves_by_keyboard(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas())
    slide(page, "to", "PageDown", 3)
    expect(page.locator(".handle-to")).to_have_attribute("aria-valuetext", "8 May 2023")
    expect(page).to_have_url(re.compile("to=2023-05-08"))  # the address follows when the hand has come to rest
    slide(page, "from", "ArrowRight")
    expect(page.locator(".handle-from")).to_have_attribute("aria-valuetext", "8 February 2018")


def test_arrow_keys_walk_the_events_and_escape_closes_the_card(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas())
    page.keyboard.press("ArrowRight")
    expect(page.locator("#card-title")).to_contain_text("Khasham")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#card-title")).to_contain_text("T-72")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#card-title")).to_contain_text("Khasham")
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()


def test_playing_moves_from_event_to_event(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("from=2020-06-02&to=2020-06-20"))
    page.locator("#play").click()
    expect(page.locator("#card")).to_be_visible()
    first = page.locator("#card-title").inner_text()
    expect(page.locator("#card-title")).not_to_have_text(first, timeout=6000)
    page.locator("#play").click()


def test_precision_is_drawn(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas())
    for kind in ("ring", "line", "area"):
        assert page.locator(f".leaflet-rings-pane path.extent-{kind}").count() > 0
    unplaced = {one["id"] for one in geo("incidents") if one["where_precision"] == "unknown"}
    tray = page.locator(".tray .item").evaluate_all("items => items.map((one) => one.dataset.id)")
    assert set(tray) == unplaced


def test_a_ring_has_its_true_radius(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"incident={DERIK}&map=10/37.177/42.14"))
    ring = page.locator("path.extent-ring.is-selected").bounding_box()
    bar = page.locator(".leaflet-control-scale-line")
    label = re.fullmatch(r"(\d+) (k?)m", bar.inner_text())
    width = bar.bounding_box()
    assert ring and width and label
    metres = int(label[1]) * (1000 if label[2] else 1)
    # 10 km either way; Leaflet's bar is drawn for the middle of the map and rounded to whole pixels.
    assert ring["width"] / width["width"] * metres == pytest.approx(20_000, rel=0.03)


@pytest.mark.parametrize("query, title", [("القامشلي", "Qamishli"), ("Qamishlo", "Qamishli"), ("Дерик", "Derik (Al-Malikiyah)"),
                                          ("tel tamer", "Tell Tamer (Tal Tamr)")])
def test_search_finds_a_place_in_any_script(open_atlas: OpenAtlas, query: str, title: str) -> None:
    page = ready(open_atlas())
    page.locator("#search input").fill(query)
    page.keyboard.press("Enter")
    expect(page.locator("#card-title")).to_have_text(title)


def test_filters_narrow_the_list_and_stand_in_the_link(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("panel=filters"))
    page.get_by_label(re.compile("^disputed")).check()
    wanted = {one["id"] for one in geo("incidents", "--status", "disputed")}
    assert set(listed(page)) == wanted
    expect(page).to_have_url(re.compile(re.escape("statuses=disputed")))
    page.get_by_role("button", name="Remove the filter disputed").click()
    assert len(listed(page)) > len(wanted)


def test_a_link_round_trip_restores_the_page(open_atlas: OpenAtlas) -> None:
    fragment = (f"incident={DERIK}&from=2020-06-01&to=2020-06-30&mode=upto&match=certain&kinds=road_block"
                "&zones=0&patrols=1&theme=dark&map=9/36.9/41.5")
    page = ready(open_atlas(fragment))
    page.wait_for_timeout(100)
    again = fragment_of(page)
    parts = dict(part.split("=") for part in again.split("&"))
    assert parts == dict(part.split("=") for part in f"{fragment}&asof=2020-06-03".split("&"))


@pytest.mark.parametrize("timezone", ["Pacific/Honolulu", "UTC", "Asia/Damascus"])
def test_a_day_is_the_same_day_everywhere(open_atlas: OpenAtlas, timezone: str) -> None:
    page = ready(open_atlas(f"incident={DERIK}&from=2020-06-03&to=2020-06-03", timezone=timezone))
    assert listed(page) == [one["id"] for one in geo("incidents", "--during", "2020-06-03")]
    assert "3 June 2020" in page.locator("#count-title").inner_text()
    assert page.locator("#asof").input_value() == "2020-06-03"


def test_the_page_itself_never_scrolls_and_a_record_opens_beside_the_legend(open_atlas: OpenAtlas) -> None:
    for fragment in ("", f"incident={DERIK}", "panel=filters", "table=1", "story=khasham-2018&step=4"):
        page = ready(open_atlas(fragment))
        assert page.evaluate("[document.documentElement.scrollHeight, innerHeight]") == [900, 900], fragment
    page = ready(open_atlas(f"incident={DERIK}"))
    mark, legend, card = (page.locator(one).bounding_box() for one in (".mark.is-selected", "#legend", "#card"))
    assert mark and legend and card
    assert legend["x"] + legend["width"] < mark["x"] and mark["x"] + mark["width"] < card["x"]


def test_axe_finds_nothing(open_atlas: OpenAtlas, axe_findings: Callable[[Page], list[str]], any_viewport: str) -> None:
    for fragment in ("", f"incident={DERIK}", "panel=filters", "place=conoco-plant&theme=dark", "panel=method"):
        page = ready(open_atlas(fragment, viewport=any_viewport))
        assert axe_findings(page) == [], fragment


def test_without_scripts_the_page_is_a_table(open_page: Callable[..., Page], atlas_html: Path) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(atlas_html.as_uri())
    assert page.locator("noscript table tbody tr, table tbody tr").count() >= 57
