"""Measuring on the page gives what the command line gives: distances to the millimetre, rings, the table of bases."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from browsing import fragment_of, geo, ready
from playwright.sync_api import Page, expect

from geo import payload, spots
from geo.about import read
from geo.atlas import View
from geo.dataset import locate

OpenAtlas = Callable[..., Page]
Golden = Callable[[str], Any]
MILLIMETRE = 1e-3
TENTH_MM = 1.1e-4  # the golden file is written to so much

MEASURE = """async ([text, rows]) => {
  const { readPayload } = await import("/payload.js");
  const { measuredSpot, distanceBetween } = await import("/measuring.js");
  const data = readPayload(text);
  return rows.map(([typeA, a, typeB, b]) => {
    const found = distanceBetween(measuredSpot(data, typeA, a), measuredSpot(data, typeB, b));
    return [found.distance_m, found.low_m, found.high_m, found.bearing_deg];
  });
}"""


@pytest.fixture(scope="module")
def carried() -> dict[str, Any]:
    view = View.load()
    return payload.payload(view, words={}, about=read(locate(view.folder).data))


def test_the_golden_file_is_what_geo_distance_says(golden: Golden, golden_maker: dict[str, Any]) -> None:
    rows, now = golden("distances.json"), golden_maker["distances"]()
    assert [row[:4] for row in rows] == [row[:4] for row in now]
    for row, again in zip(rows, now, strict=True):
        assert row[4:7] == pytest.approx(again[4:7], abs=TENTH_MM)
    assert len(rows) >= 200


def test_the_golden_file_holds_roads_areas_points_and_places(golden: Golden) -> None:
    data = View.load().dataset
    kinds = {"place" if row[i] == "place" else data.incidents[row[i + 1]].geometry["type"] for row in golden("distances.json") for i in (0, 2)}
    assert kinds == {"place", "Point", "LineString", "Polygon"}


def test_the_page_measures_to_the_millimetre(golden: Golden, modules: Page, carried: dict[str, Any]) -> None:
    rows = golden("distances.json")
    found = modules.evaluate(MEASURE, [json.dumps(carried), rows])
    for row, measured in zip(rows, found, strict=True):
        assert measured[:3] == pytest.approx(row[4:7], abs=MILLIMETRE + TENTH_MM), row
        assert (measured[3] is None) == (row[7] is None), row
        if row[7] is not None:
            assert measured[3] == pytest.approx(row[7], abs=1e-5), row


def test_outlines_and_points_travel_without_loss(carried: dict[str, Any]) -> None:
    # Ten-thousandths of a degree carry every road and area of the atlas exactly; their own points come to a tenth of a mm.
    data = View.load().dataset
    for one in data.incidents.values():
        if one.geometry and one.geometry["type"] != "Point":
            flat = json.dumps(one.geometry["coordinates"])
            assert all(len(part) <= 4 for part in re.findall(r"\.(\d+)", flat)), one.id
    lons = dict(zip(carried["incidents"]["id"], carried["incidents"]["lon"], strict=True))
    for key, lon in lons.items():
        if lon is not None:
            assert lon == pytest.approx(spots.of_incident(data.incidents[key]).lon, abs=1e-9)


@pytest.mark.parametrize("a, b", [("derik", "qamishli-airport"), ("conoco-plant", "khasham-battle-2018-02-07"),
                                  ("tal-tamr-m4-2020-05-23", "malikiyah-bypass-2020-06-17")])
def test_the_sentence_is_that_of_geo_distance(open_atlas: OpenAtlas, a: str, b: str) -> None:
    data = View.load().dataset
    ends = "~".join(f"{'place' if one in data.places else 'incident'}:{one}" for one in (a, b))
    page = ready(open_atlas(f"panel=measure&measure={ends}"))
    said = spots.between(View.load().spot(a), View.load().spot(b)).sentence
    assert page.locator("#measure-sentence").input_value() == said
    exact = page.locator(".measure-result dd").all_inner_texts()
    known = geo("distance", a, b)
    for text, key in zip(exact, ("distance_m", "low_m", "high_m"), strict=False):
        assert float(text.split(" m")[0].replace(",", "")) == pytest.approx(known[key], abs=MILLIMETRE + 1e-6), key


def test_two_things_are_chosen_by_name_in_any_script_and_stand_in_the_link(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas())
    page.get_by_role("button", name="Measure", exact=True).click()
    page.get_by_role("combobox", name="From").fill("ديريك")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="To")).to_be_focused()
    page.keyboard.type("Камишли")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(".measure-answer")).to_contain_text("km")
    assert re.search(r"measure=place:derik~place:qamishli", fragment_of(page))
    for part in ("band", "ground", "least", "most", "line", "end"):
        assert page.locator(f".leaflet-sketch-pane path.measure-{part}").count() > 0, part
    page.get_by_role("button", name="Swap").click()
    assert re.search(r"measure=place:qamishli[\w-]*~place:derik", fragment_of(page))
    page.locator("#tool").get_by_role("button", name="Close").click()
    assert "measure" not in fragment_of(page)
    assert page.locator(".leaflet-sketch-pane path").count() == 0


def test_marks_on_the_map_fill_the_measure_and_open_no_card(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("panel=measure&asof=2020-06-03&map=9.5/37.05/41.6"))
    page.locator('.leaflet-bases-pane [aria-label^="Rumaylan airfield"]').click()
    expect(page.get_by_role("combobox", name="From")).not_to_have_value("")
    page.locator(".leaflet-picks-pane path.pick-dot").nth(3).dispatch_event("click")
    expect(page.locator(".measure-answer")).to_be_visible()
    expect(page.locator("#card")).to_be_hidden()
    page.locator(".leaflet-zones-pane path.zone").first.dispatch_event("click")
    page.wait_for_timeout(300)
    expect(page.locator("#card")).to_be_hidden()


@pytest.mark.parametrize("centre, km, day", [("conoco-plant", 25, "2018-02-07"), ("qamishli", 30, "2020-06-03"), ("derik", 10, "2020-06-03")])
def test_a_ring_says_what_geo_near_says(open_atlas: OpenAtlas, centre: str, km: int, day: str) -> None:
    page = ready(open_atlas(f"panel=ring&ring=place:{centre}~{km}&asof={day}"))
    data = View.load().dataset
    sections = page.locator(".ring-result section")
    for i, (kind, more) in enumerate((("incident", ()), ("base", ("--as-of", day)))):
        known = geo("near", centre, "--within", f"{km}km", "--kind", kind, *more)
        for key, answer in (("yes", "yes"), ("unsure", "cannot say")):
            wanted = [hit["to"] for hit in known if hit["within"] == answer]
            names = [(data.incidents[one].title if kind == "incident" else data.places[one].name) for one in wanted]
            shown = sections.nth(i).locator(f".ring-{key} + ul button").all_inner_texts()
            assert sorted(shown) == sorted(names), (kind, answer)
        placed = [one for one in data.incidents.values() if one.geometry]
        total = len(placed) if kind == "incident" else len(geo("near", centre, "--within", "9000km", "--kind", "base", "--as-of", day))
        outside = int(sections.nth(i).locator(".ring-no b").inner_text())
        assert outside == total - len(known), kind
    assert page.locator("path.ring-line").count() == 1


def test_the_ring_is_drawn_as_a_true_geodesic(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("panel=ring&ring=place:conoco-plant~50&map=9/35.335/40.308"))
    ring = page.locator("path.ring-line").bounding_box()
    bar = page.locator(".leaflet-control-scale-line")
    label = re.fullmatch(r"(\d+) km", bar.inner_text())
    width = bar.bounding_box()
    assert ring and width and label
    assert ring["width"] / width["width"] * int(label[1]) == pytest.approx(100, rel=0.03)


def test_the_table_of_bases_is_geo_matrix(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("panel=matrix&asof=2020-06-03"))
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } })")
    page.get_by_role("button", name="Copy as CSV").click()
    rows = list(csv.DictReader(io.StringIO(page.evaluate("window.copied"))))
    every = {frozenset((one["from"], one["to"])): one for one in geo("matrix", "--as-of", "2020-06-03")}
    sides = [{one[end] for one in geo("matrix", "--as-of", "2020-06-03", "--actor", side) for end in ("from", "to")} for side in ("us", "russia")]
    assert {(row["from"], row["to"]) for row in rows} == {(a, b) for a in sides[0] for b in sides[1] if a != b}
    for row in rows:
        known = every[frozenset((row["from"], row["to"]))]
        for key in ("distance_m", "low_m", "high_m"):
            assert float(row[key]) == pytest.approx(known[key], abs=MILLIMETRE + 1e-6)
    # The nearest of the Conoco plant, by hand from the same answers.
    nearest = min((row for row in rows if row["from"] == "conoco-plant"), key=lambda row: float(row["distance_m"]))
    line = page.locator("#matrix tbody tr", has_text="Conoco gas plant")
    first = line.locator("td.is-first b").inner_text()
    assert first == f"{float(nearest['distance_m']) / 1000:.1f}"
    page.keyboard.press("Escape")
    expect(page.locator("#matrix")).to_be_hidden()
    expect(page).to_have_url(re.compile(re.escape("panel=measure")))


def test_states_of_measuring_come_back_from_their_link(open_atlas: OpenAtlas) -> None:
    for fragment in ("measure=place:derik~incident:derik-standoff-2020-06-03&panel=measure&map=9/37/42",
                     "ring=place:conoco-plant~12.5&panel=ring&map=9/35/40", "matrix=sdf~russia&panel=matrix&map=8/36/40"):
        page = ready(open_atlas(fragment))
        assert sorted(fragment_of(page).split("&")) == sorted(fragment.split("&"))
    page = ready(open_atlas("measure=place:nowhere~zone:sdf-a&ring=incident:semalka-2020-07-16~-3&matrix=<b>"))
    assert not re.search("measure|ring|matrix", fragment_of(page))


def test_the_words_of_a_distance_stay_on_the_map_and_off_its_buttons(open_atlas: OpenAtlas, any_viewport: str) -> None:
    for a, b in (("derik", "hasakah"), ("kharab-al-jir", "kobani")):
        page = ready(open_atlas(f"panel=measure&measure=place:{a}~place:{b}", viewport=any_viewport))
        frame = page.locator(".leaflet-container").bounding_box()
        buttons = page.locator(".leaflet-control-zoom").bounding_box()
        assert frame and buttons
        notes = page.locator(".sketch-note").all()
        assert len(notes) == 3
        for note in notes:
            box = note.bounding_box()
            assert box and frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"], note.inner_text()
            assert box["x"] >= buttons["x"] + buttons["width"] or box["y"] >= buttons["y"] + buttons["height"], note.inner_text()
        said = {note.inner_text() for note in notes}
        page.wait_for_timeout(100)
        assert not said & set(page.locator(".label").all_inner_texts())


def test_axe_finds_nothing_while_measuring(open_atlas: OpenAtlas, axe_findings: Callable[[Page], list[str]], any_viewport: str) -> None:
    for fragment in ("panel=measure&measure=place:manbij~place:deir-ez-zor", "panel=ring&ring=place:raqqa~100&theme=dark", "panel=matrix&asof=2020-06-03"):
        page = ready(open_atlas(fragment, viewport=any_viewport))
        assert axe_findings(page) == [], fragment
