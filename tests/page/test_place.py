"""The map: rings in true metres, relation lines, names in the chosen script, bases that stood, and lists where marks pile up."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from itertools import combinations, pairwise
from typing import Any

import pytest
from browsing import fragment_of, ready
from playwright.sync_api import Page, expect

import geo
from geo import geodesy, payload
from geo.about import read
from geo.atlas import View
from geo.dataset import locate

OpenAtlas = Callable[..., Page]
DERIK = "derik-standoff-2020-06-03"  # known to 10 km
BOXES = "all => all.map((one) => { const box = one.getBoundingClientRect(); return [box.x, box.y, box.right, box.bottom, one.textContent]; })"


def world_px(lon: float, lat: float, zoom: float) -> tuple[float, float]:
    """Web Mercator, worked out here: where a position lies on a world 256 * 2**zoom pixels wide."""
    size = 256 * 2**zoom
    return (lon + 180) / 360 * size, (0.5 - math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)) * size


def overlap(a: list[Any], b: list[Any]) -> bool:
    return bool(a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 1 and b[1] < a[3] - 1)


def bases_on(atlas: geo.Atlas, day: str) -> list[Any]:
    """What `geo near abu-rasin --within 2000km --kind base` finds: every base of a day, as Abu Rasin itself has none."""
    return list(atlas.near("abu-rasin", within_m=2_000_000, kind="base", as_of=day).hits)


@pytest.fixture(scope="module")
def atlas() -> geo.Atlas:
    return geo.load()


@pytest.fixture(scope="module")
def payload_text() -> str:
    view = View.load()
    return json.dumps(payload.payload(view, words={}, about=read(locate(view.folder).data)))


@pytest.mark.parametrize("zoom", [9, 10, 11.25])
def test_a_ring_has_its_true_metres_at_every_zoom(open_atlas: OpenAtlas, atlas: geo.Atlas, zoom: float):
    record = atlas.incidents.loc[DERIK]
    page = ready(open_atlas(f"incident={DERIK}&map={zoom}/37.177/42.14"))
    box = page.locator("path.extent-ring.is-selected").evaluate("one => { const box = one.getBBox(); return [box.width, box.height]; }")
    middle = record.geometry.interpolate(0.5, normalized=True) if record.geometry.geom_type == "LineString" else record.geometry
    ends = [geodesy.destination(lon=middle.x, lat=middle.y, bearing_deg=way, distance_m=record.uncertainty_m) for way in (0.0, 90.0, 180.0, 270.0)]
    (_, top), (right, _), (_, bottom), (left, _) = [world_px(lon, lat, zoom) for lon, lat in ends]
    assert box == pytest.approx([right - left, bottom - top], abs=2.5)  # Leaflet draws on whole pixels


def test_a_ring_fades_and_goes_when_its_symbol_would_cover_it(open_atlas: OpenAtlas):
    # 10 km at 37 N are 20 px at zoom 8 (489 m a pixel), 5 px at zoom 6: the symbol is 22 px wide.
    for zoom, rings, faint in ((10, 1, False), (8, 1, True), (6, 0, False)):
        # Only a phone looks from so far: the map keeps the whole base map in sight.
        page = ready(open_atlas(f"incident={DERIK}&map={zoom}/37.177/42.14", viewport="phone" if zoom < 7 else "desktop"))
        ring = page.locator("path.extent-ring.is-selected")
        assert ring.count() == rings, zoom
        if rings:
            assert ("is-faint" in (ring.get_attribute("class") or "")) == faint
        # What does stand on the map is never smaller than its symbol.
        edge = page.locator(".leaflet-container").bounding_box()
        boxes = page.locator("path.extent-ring").evaluate_all(BOXES)
        whole = [box for box in boxes if edge and box[0] > edge["x"] and box[2] < edge["x"] + edge["width"] and box[1] > edge["y"]]
        assert all(box[3] - box[1] >= 20 for box in whole)


def test_relation_lines_lead_from_the_origin_and_to_the_destination(open_atlas: OpenAtlas, atlas: geo.Atlas):
    page = ready(open_atlas("incident=dardara-2020-06-02&map=10/36.69/40.37"))
    assert page.locator("path.relation").count() == 2
    ends = {role: page.locator(f"path.relation-{role}").evaluate(
        "one => { const n = one.getTotalLength(); const m = one.getScreenCTM(); return [0, n].map((at) => { const p = one.getPointAtLength(at).matrixTransform(m); return [p.x, p.y]; }); }")
        for role in ("origin", "destination")}
    box = page.locator(".leaflet-container").bounding_box()
    assert box
    center = world_px(40.37, 36.69, 10)

    def at(lon: float, lat: float) -> list[float]:
        x, y = world_px(lon, lat, 10)
        return [x - center[0] + box["x"] + box["width"] / 2, y - center[1] + box["y"] + box["height"] / 2]

    spot = atlas.incidents.loc["dardara-2020-06-02"].geometry
    qasrak, abu_rasin = (atlas.places.loc[place].geometry for place in ("qasrak", "abu-rasin"))
    wanted = {"origin": [at(qasrak.x, qasrak.y), at(spot.x, spot.y)], "destination": [at(spot.x, spot.y), at(abu_rasin.x, abu_rasin.y)]}
    for role, line in wanted.items():
        for found, expected in zip(ends[role], line, strict=True):
            assert found == pytest.approx(expected, abs=4), role
    expect(page.locator(".relation-text", has_text="towards Abu Rasin")).to_have_count(1)
    assert "#arrow" in page.locator("path.relation-destination").evaluate("one => getComputedStyle(one).markerEnd")
    page.keyboard.press("Escape")
    expect(page.locator("path.relation")).to_have_count(0)


def test_a_distance_from_a_place_is_said_on_its_line(open_atlas: OpenAtlas):
    page = ready(open_atlas("incident=tal-tamr-m4-2021-06-19&map=11/36.66/40.3"))
    expect(page.locator("path.relation-far")).to_have_count(1)
    expect(page.locator(".relation-text")).to_have_text("10 km west of Tell Tamer")


def test_relations_are_worded_as_sourced(modules: Page, payload_text: str):
    found = modules.evaluate("""async ([text, ids]) => {
      const { readPayload } = await import("/payload.js");
      const { relationsOf } = await import("/relations.js");
      const { useWords } = await import("/words.js");
      useWords({ en: await (await fetch("/lang/en.json")).json() }, "en");
      const data = readPayload(text);
      return ids.map((id) => relationsOf(data, data.incidents.id.indexOf(id), (place) => data.places.label[place]).map((one) => one.text));
    }""", [payload_text, ["tal-tamr-m4-2021-06-19", "tal-baydar-2020-06-13", "dardara-2020-06-02", "khasham-battle-2018-02-07"]])
    assert found[0] == ["10 km west of Tell Tamer"]
    assert found[1] == ["200 m from Tell Baydar", "towards Tell Tamer", "towards Qamishli"]
    assert set(found[2]) == {"from Qasrak base", "towards Abu Rasin"}
    assert found[3] == []  # its distances belong to other accounts, or to a line and no place


@pytest.mark.parametrize(("script", "name", "direction"), [("ar", "القامشلي", "rtl"), ("ku", "Qamişlo", "ltr"), ("ru", "Камышлы", "ltr")])
def test_names_stand_in_the_script_chosen(open_atlas: OpenAtlas, atlas: geo.Atlas, script: str, name: str, direction: str):
    page = ready(open_atlas("map=10/37.06/41.25"))
    page.locator("#script").select_option(script)
    expect(page).to_have_url(re.compile(f"script={script}"))
    label = page.locator(".label-place", has_text=re.compile(f"^{name}"))
    expect(label.first).to_be_visible()
    assert label.first.get_attribute("lang") == script
    assert label.first.get_attribute("dir") == direction
    # Where no name is known in it, the Latin one stands, and says so to a screen reader.
    page = ready(open_atlas(f"map=10/37.06/41.25&script={script}"))
    known = {names[0] for names in (record.names.get(script) for record in atlas.places.itertuples()) if names}
    said = page.locator(".label-place").evaluate_all("all => all.map((one) => [one.textContent, one.lang])")
    for text, lang in said:
        assert (lang == script) == any(text in full for full in known), text


def test_the_town_of_the_chosen_incident_is_always_named(open_atlas: OpenAtlas, atlas: geo.Atlas):
    page = ready(open_atlas())
    settled = 0
    for incident in View.load().dataset.incidents.values():
        scenes = [one.place for one in incident.places if one.role == "scene" and one.place]
        towns = [place for place in scenes if atlas.places.loc[place].kind in ("city", "town", "village")]
        if incident.geometry is None or not towns:
            continue
        settled += 1
        place = atlas.places.loc[towns[0]].geometry
        page.evaluate("hash => { location.hash = hash; }", f"incident={incident.id}&map=11/{place.y}/{place.x}")
        expect(page.locator("#card-title")).to_have_text(incident.title)
        page.wait_for_timeout(60)
        label = page.locator(".label-set").evaluate_all(BOXES)
        mark = page.locator(".mark.is-selected .symbol").evaluate_all(BOXES)
        name = re.sub(r" \(.*", "", atlas.places.loc[towns[0]]["name"])
        assert any(name in one[4] for one in label), (incident.id, name, label)
        assert not any(overlap(one, other) for one in label for other in mark), incident.id
    assert settled > 10


@pytest.mark.parametrize(("words", "mark"), [("khasham", ".place-ring"), ("handshake", ".mark.is-selected .symbol")])
def test_a_record_found_from_elsewhere_lies_clear_of_all_that_lies_over_the_map(open_atlas: OpenAtlas, any_viewport: str, words: str, mark: str):
    page = ready(open_atlas(f"incident={DERIK}", viewport=any_viewport))
    page.locator("#search input").fill(words)
    page.keyboard.press("Enter")
    found = page.locator(mark).evaluate_all(BOXES)[0]
    expect(page.locator("#card-title")).to_be_focused()
    over = page.locator(".legend, #card, .leaflet-control").evaluate_all(BOXES)
    assert not any(overlap(found, one) for one in over), found
    kicker, title = (page.locator(one).evaluate_all(BOXES)[0] for one in (".card-body > :first-child", "#card-title"))
    assert kicker[3] + 5 < title[1], "the ring of the focus hides no word"
    # What is in sight already does not move.
    before = fragment_of(page)
    page.locator("#search input").fill(words)
    page.keyboard.press("Enter")
    assert fragment_of(page) == before


def test_a_chosen_place_is_ringed_where_it_is_and_named(open_atlas: OpenAtlas, atlas: geo.Atlas, any_viewport: str):
    khasham = atlas.places.loc["khasham"].geometry
    page = ready(open_atlas("place=khasham&map=10/35.2/40.2", viewport=any_viewport))
    frame = page.locator(".leaflet-container").bounding_box()
    ring = page.locator(".place-ring").bounding_box()
    assert frame and ring
    (x, y), (middle_x, middle_y) = world_px(khasham.x, khasham.y, 10), world_px(40.2, 35.2, 10)
    wanted = (frame["x"] + frame["width"] / 2 + x - middle_x, frame["y"] + frame["height"] / 2 + y - middle_y)
    assert (ring["x"] + ring["width"] / 2, ring["y"] + ring["height"] / 2) == pytest.approx(wanted, abs=1.5)
    assert [one[4] for one in page.locator(".label-set").evaluate_all(BOXES)] == ["Khasham"]


@pytest.mark.parametrize(("script", "names"), [("ar", ["سوريا", "العراق", "حلب", "أربيل", "الموصل"]), ("ku", ["Sûriye", "Iraq"]), ("ru", ["Сирия", "Ирак"])])
def test_countries_and_towns_of_the_base_map_are_in_the_script_too(open_atlas: OpenAtlas, script: str, names: list[str]):
    page = ready(open_atlas(f"script={script}&map=7.25/35.7/39.9"))
    page.locator(".legend summary").first.click()  # folded, it hides no name
    for name in names:
        expect(page.locator(".label", has_text=re.compile(f"^{name}$"))).to_have_count(1)


def test_cards_and_measures_name_places_in_the_script_chosen(open_atlas: OpenAtlas):
    page = ready(open_atlas(f"lang=ar&incident={DERIK}"))
    expect(page.locator("#card")).to_contain_text("المالكية")
    expect(page.locator("#card .nearest")).not_to_contain_text("Derik")
    page = ready(open_atlas("lang=ar&panel=measure&measure=place:derik~place:hasakah"))
    expect(page.locator("#measure-sentence")).to_have_value(re.compile("المالكية"))
    page = ready(open_atlas("panel=measure&measure=place:derik~place:hasakah"))
    expect(page.locator("#measure-sentence")).to_have_value(re.compile("Derik"))


def test_a_ring_is_round(open_atlas: OpenAtlas):
    page = ready(open_atlas(f"incident={DERIK}&map=10/37.177/42.14"))
    d = page.locator("path.extent-ring.is-selected").get_attribute("d") or ""
    points = [(float(x), float(y)) for x, y in re.findall(r"[ML]?(-?[\d.]+) (-?[\d.]+)", d)]
    assert len(points) > 90 and any(x % 1 for x, _ in points)
    ways = [math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])) for a, b in pairwise(points)]
    turns = [abs((b - a + 180) % 360 - 180) for a, b in pairwise(ways)]
    assert max(turns) < 3 * 360 / len(points)


def test_an_area_is_hatched_only_on_its_day_and_its_key_stands_open(open_atlas: OpenAtlas):
    page = ready(open_atlas("asof=2020-06-03&map=7.25/35.7/39.9"))
    area = page.locator("path.extent-area:not(.is-current)").first
    assert area.evaluate("one => getComputedStyle(one).fill") == "none"
    expect(page.locator(".legend-body > .key .area-key")).to_be_visible()


def test_overlays_of_different_holders_differ_by_more_than_colour(open_atlas: OpenAtlas):
    page = ready(open_atlas("asof=2020-06-03&patrols=1&agreements=1"))
    drawn = page.locator(".legend .line-swatch path").evaluate_all(
        "all => all.map((one) => [getComputedStyle(one).strokeDasharray, getComputedStyle(one).strokeWidth].join())")
    assert len(drawn) == len(set(drawn)) == 5


def test_the_base_map_is_never_a_scrap(open_atlas: OpenAtlas, any_viewport: str):
    page = ready(open_atlas("map=5/35.7/39.9", viewport=any_viewport))
    frame = page.locator(".leaflet-container").bounding_box()
    base = page.locator("path.base-fade").first.evaluate("one => { const box = one.getBBox(); return [box.width, box.height]; }")
    assert frame and (base[0] > 0.7 * frame["width"] or base[1] > 0.7 * frame["height"])


def test_names_keep_clear_of_the_scale_bar_of_screen_and_picture(open_atlas: OpenAtlas, any_viewport: str):
    for view in ("9/36.95/41.6", "8.5/36.7/41.9", "10/36.9/42"):
        page = ready(open_atlas(f"map={view}", viewport=any_viewport))
        frame = page.locator(".leaflet-container").bounding_box()
        bar = page.locator(".leaflet-control-scale-line").bounding_box()
        assert frame and bar
        bottom = frame["y"] + frame["height"]
        room = [frame["x"] + 8, bottom - 32, frame["x"] + 20 + bar["width"], bottom - 8, ""]
        for label in page.locator(".label").evaluate_all(BOXES):
            assert not overlap(label, room), (view, label)


def test_a_list_of_a_pile_moves_the_map_no_more_than_it_must(open_atlas: OpenAtlas):
    page = ready(open_atlas("map=8/36.4/40.4"))
    before = page.evaluate("document.querySelector('.leaflet-map-pane').style.transform")
    piles = page.locator(".incident-mark:not([inert]):has(.is-pile)")
    frame = page.locator(".leaflet-container").bounding_box()
    assert frame
    tops = [(one.bounding_box()["y"], one) for one in piles.all()]
    low = max((top, i) for i, (top, _) in enumerate(tops) if top < frame["y"] + frame["height"] - 60)[1]  # with room above it
    tops[low][1].click()
    expect(page.locator(".leaflet-popup")).to_be_visible()
    assert page.evaluate("document.querySelector('.leaflet-map-pane').style.transform") == before
    # Where there is none, the list comes into sight and the map still shows what is round its mark.
    page.keyboard.press("Escape")
    high = min((top, i) for i, (top, _) in enumerate(tops))[1]
    tops[high][1].click()
    expect(page.locator(".leaflet-popup")).to_have_count(1)
    popup = page.locator(".leaflet-popup").bounding_box()
    assert popup and popup["y"] >= frame["y"] and popup["height"] < 320


def test_labels_and_bases_cover_neither_each_other_nor_the_incidents(open_atlas: OpenAtlas, any_viewport: str):
    page = ready(open_atlas("asof=2020-06-03", viewport=any_viewport))
    for view in ("", "map=9/36.8/41.2", "map=10/36.6/40.4", "map=11/37.05/42", "place=khasham&map=10/35.2/39.9", "place=khasham&map=10/35.2/40.2"):
        page.evaluate("hash => { location.hash = hash; }", f"asof=2020-06-03&{view}")
        page.wait_for_timeout(200)
        labels = page.locator(".label").evaluate_all(BOXES)
        flags = page.locator(".base-flags").evaluate_all(BOXES)
        symbols = page.locator(".incident-mark .symbol").evaluate_all(BOXES)
        assert labels and flags, view
        for a, b in combinations(labels, 2):
            assert not overlap(a, b), (view, a, b)
        for label in labels:
            assert not any(overlap(label, other) for other in [*flags, *symbols]), (view, label)
        crowded = [flag for flag in flags if any(overlap(flag, other) for other in [*(one for one in flags if one is not flag), *symbols])]
        assert len(crowded) <= len(flags) // 10, (view, crowded)


@pytest.mark.parametrize("day", ["2018-02-07", "2019-11-15", "2020-01-25", "2020-06-03", "2021-07-28", "2023-08-08"])
def test_bases_stand_when_geo_near_says_so(modules: Page, atlas: geo.Atlas, payload_text: str, day: str):
    found = modules.evaluate("""async ([text, day]) => {
      const { readPayload } = await import("/payload.js");
      const { basesAt } = await import("/ground_at.js");
      const { dayNumber } = await import("/days.js");
      const data = readPayload(text);
      return basesAt(data, dayNumber(day)).map(({ row, firm }) => [data.places.id[data.presences.place[row]], data.actors.id[data.presences.actor[row]], firm]);
    }""", [payload_text, day])
    wanted = {(hit.distance.end.id, held.presence.actor, held.standing == "firm")
              for hit in bases_on(atlas, day) for held in hit.held}
    assert {tuple(item) for item in found} == wanted
    assert wanted


def test_the_map_shows_and_names_every_base_of_the_day(open_atlas: OpenAtlas, atlas: geo.Atlas):
    page = ready(open_atlas("asof=2020-06-03"))
    said = " ".join(page.locator(".base-mark").evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))"))
    for hit in bases_on(atlas, "2020-06-03"):
        assert hit.distance.end.name in said
    before = page.locator(".base-mark").count()
    page.locator("#asof").fill("2018-02-10")
    page.keyboard.press("Enter")
    expect(page.locator(".base-mark")).not_to_have_count(before)


def test_a_pile_opens_as_a_dated_list_by_keyboard(open_atlas: OpenAtlas, axe_findings: Callable[[Page], list[str]]):
    page = ready(open_atlas("map=8/36.8/41"))
    # A handle and no locator: as the map makes room for the list, other marks come from under the legend.
    pile = page.locator(".incident-mark:not([inert]):has(.is-pile)").first.element_handle()
    for key in ("Enter", " "):
        pile.focus()
        page.keyboard.press(key)
        popup = page.locator(".leaflet-popup")
        expect(popup).to_be_visible()
        expect(popup.locator(".fan-item").first).to_be_focused()
        dates = popup.locator(".fan-date").all_inner_texts()
        assert len(dates) == int(pile.query_selector(".pile-count").inner_text()) > 1
        assert axe_findings(page) == []
        page.keyboard.press("Escape")
        expect(popup).to_have_count(0)
        assert pile.evaluate("one => one === document.activeElement")
    pile.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#card-title")).to_be_focused()
    expect(page.locator(".leaflet-popup")).to_have_count(0)


def test_marks_and_bases_open_by_keyboard(open_atlas: OpenAtlas):
    page = ready(open_atlas("asof=2020-06-03&map=10/36.6/40.4"))
    single = page.locator(".incident-mark:not([inert]):not(:has(.is-pile))").first
    name = single.get_attribute("aria-label")
    single.focus()
    page.keyboard.press("Enter")
    assert name and page.locator("#card-title").inner_text() in name
    page.keyboard.press("Escape")
    base = page.locator(".base-mark[aria-label^='Istirahat']").first
    base.focus()
    page.keyboard.press(" ")
    expect(page.locator("#card-title")).to_be_focused()
    several = page.locator(".base-mark", has_text="×2").first
    page.keyboard.press("Escape")
    several.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup .fan-item")).to_have_count(2)
