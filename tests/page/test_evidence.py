"""The cards: what is disputed and who says so, each figure with its claimant, each claim with its source."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from browsing import geo, ready
from geographiclib.geodesic import Geodesic
from playwright.sync_api import Locator, Page, expect

from geo.atlas import View

OpenAtlas = Callable[..., Page]
KHASHAM = "khasham-battle-2018-02-07"
BRAWL = "tal-tamr-brawl-2019-12-25"
DERIK = "derik-standoff-2020-06-03"
AL_MONITOR = "al-monitor-2020-06-03-derik"


def texts(found: Locator) -> list[str]:
    return [" ".join(text.split()) for text in found.all_inner_texts()]


def test_the_verdict_names_who_reports_and_who_denies(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"incident={BRAWL}"))
    assert page.locator(".verdict-line").inner_text().startswith("Disputed")
    assert texts(page.locator(".side-origin dd")) == ["SOHR (2 documents)"]
    assert texts(page.locator(".side-denial dd")) == ["Russian Ministry of Defence"]
    # What is disputed is seen without scrolling, on a screen of 900 pixels.
    expect(page.locator(".side-denial")).to_be_in_viewport()
    expect(page.locator(".differ h3")).to_be_in_viewport()


def test_nobody_hurt_is_said_and_no_figure_is_not_zero(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"incident={BRAWL}"))
    expect(page.locator(".unhurt")).to_contain_text("Nobody hurt, says SOHR (of both sides)")
    page = ready(open_atlas(f"incident={DERIK}"))
    assert geo("show", DERIK)["evidence"]["figures"] == []
    expect(page.locator(".figure-strips")).to_contain_text("No source read gives a number of dead or wounded. That is not zero.")
    assert page.locator(".figures").count() == 0
    # The column of 17 January: a strength, no casualties.
    page = ready(open_atlas("incident=tal-tamr-column-2020-01-17"))
    assert texts(page.locator(".figures caption")) == ["Strength"]
    expect(page.locator(".figure-strips")).to_contain_text("That is not zero.")


def test_each_figure_stands_by_its_claimant_and_none_is_averaged(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"incident={KHASHAM}"))
    figures = geo("show", KHASHAM)["evidence"]["figures"]

    def text(one: dict[str, Any]) -> str:
        return f"{one['low']}" if one["low"] == one["high"] else f"{one['low']}–{one['high']}"

    for measure in ("killed", "wounded", "strength"):
        table = page.locator(".figures", has=page.locator("caption", has_text=re.compile(f"^{measure}$", re.I)))
        shown = table.locator("tbody").evaluate_all("""bodies => bodies.flatMap((body) => {
          const of = body.querySelector("tr.of th")?.textContent ?? null;
          return [...body.querySelectorAll("tr:not(.of)")].map((row) => [of, row.querySelector("bdi").textContent, row.cells[1].textContent]);
        })""")
        wanted = [[one["of"], one["speaker"], text(one)] for one in figures if one["measure"] == measure]
        assert sorted(map(str, shown)) == sorted(map(str, wanted)), measure
    # Strips of one measure share one scale, the highest figure anybody gives: 300 dead.
    assert page.locator(".figures").first.locator(".strip-scale span").all_text_contents() == ["0", "300"]


def test_differences_come_first_with_every_side(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"incident={KHASHAM}"))
    found = geo("show", KHASHAM)
    says = {claim["id"]: claim["says"] for claim in found["claims"]}
    parts = page.locator(".differ details")
    wanted = found["evidence"]["disagreements"]
    assert parts.evaluate_all("all => all.map((one) => one.dataset.keep)")[:len(wanted)] == [f"topic-{one['topic']}" for one in wanted]
    for part, one in zip(parts.all(), wanted, strict=False):
        assert sorted(part.locator(".said p").all_text_contents()) == sorted(says[claim] for claim in one["claims"]), one["topic"]
        assert part.locator(".sides-on > li").count() == len({c["origin"] for c in found["claims"] if c["id"] in one["claims"]})
    order = page.locator(".differ, .figure-strips, .claims").evaluate_all("all => all.map((one) => one.className)")
    assert order[:3] == ["differ", "figure-strips", "claims"]
    # The dead are told of attackers by some and of Russians by others: the span says that it mixes them.
    expect(page.locator("details[data-keep=topic-killed] .spread")).to_have_text("5 to 300, not all of the same people:")


def test_the_computation_accounts_for_every_claim(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"incident={KHASHAM}"))
    found = geo("show", KHASHAM)
    page.locator(".computed summary").press("Enter")
    expect(page.locator(".computed h4").first).to_have_text(f"Counted as origins: {len(found['evidence']['origins'])}")
    counted = sum(claim["stance"] == "asserts" and claim["bears_on"] == "event" for claim in found["claims"])
    not_counted = [int(text.split(" claim")[0]) for text in texts(page.locator(".computed ul").last.locator("li"))]
    assert counted + sum(not_counted) == len(found["claims"])


def test_the_claims_table_holds_every_claim_with_its_source(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"incident={KHASHAM}"))
    found = geo("show", KHASHAM)
    rows = page.locator("#card .claims tr.claim").evaluate_all("""rows => rows.map((row) => ({
      speaker: row.querySelector("th bdi").textContent, stance: row.querySelector(".stance").textContent, says: row.querySelector("td p").textContent,
      source: row.querySelector(".source").dataset.source, link: row.querySelector(".source a")?.href ?? null}))""")
    stances = {"asserts": "says", "denies": "denies", "silent": "silent"}
    assert sorted((row["speaker"], row["stance"], row["says"], row["source"]) for row in rows) == sorted(
        (claim["speaker"], stances[claim["stance"]], claim["says"], claim["source"]) for claim in found["claims"])
    urls = {source["id"]: source.get("url") for source in found["sources"]}
    assert all(row["link"] == urls[row["source"]] or row["link"].rstrip("/") == urls[row["source"]].rstrip("/") for row in rows if urls[row["source"]])
    heads = texts(page.locator("#card .claims-head"))
    assert [head.split(" (")[0].lstrip("▸ ") for head in heads] == ["On whether it happened", "On details", "Background and remarks"]
    # Remarks are folded away; the button that shows them works by keyboard.
    assert page.locator("#card .claims tr.claim.bears-background").first.is_hidden()
    page.get_by_role("button", name="Background and remarks").press("Enter")
    assert page.locator("#card .claims tr.claim.bears-background").first.is_visible()


def test_a_denial_leads_the_claims_table(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"incident={BRAWL}"))
    expect(page.locator("#card .claims tr.claim").first.locator(".stance")).to_have_text("denies")


def test_a_source_shows_everything_it_says(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"source={AL_MONITOR}"))
    found = geo("show", AL_MONITOR)
    assert sorted(page.locator("#card .claims tr.claim td > p:first-child").all_text_contents()) == sorted(one["says"] for one in found["claims"])
    subjects = {one.get("incident") or one.get("place") or one.get("zone") or "context" for one in found["claims"]}
    assert page.locator("#card .subject").count() == len(subjects)
    expect(page.locator("#card .kicker")).to_contain_text("founding document")
    page.locator("#card .subject", has_text="outside Derik").get_by_role("button").click()
    expect(page.locator("#card-title")).to_contain_text("outside Derik")


def test_a_place_shows_its_names_its_forces_on_the_day_and_its_incidents_by_date(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("place=qamishli-airport&asof=2020-06-03"))
    held = next(one for one in geo("places", "--as-of", "2020-06-03") if one["id"] == "qamishli-airport")["presences"]
    words = {"firm": "attested on this day", "possible": "possible on this day, not attested"}
    shown = page.locator(".stays > li").evaluate_all("all => all.map((one) => [one.querySelector('strong').textContent, one.querySelector('.standing').textContent])")
    names = {"russia": "Russia", "syrian-government": "Syrian government"}
    assert [[names[one["actor"]], words[one["standing"]]] for one in held] == shown[:len(held)]
    assert {text for _, text in shown[len(held):]} <= {"not yet", "no longer"}
    record = geo("show", "qamishli-airport")["record"]
    body = page.locator("#card .facts").inner_text()
    assert all(name in body for group in record["names"].values() for name in group)
    # The clock moves and the card with it: before November 2019 no Russian airfield stood there.
    page.locator("#asof").fill("2019-06-03")
    page.locator("#asof").press("Enter")
    expect(page.locator(".stays")).not_to_contain_text("attested on this day")


def test_a_place_lists_its_incidents_by_date(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("place=derik"))
    titles = [one.title for one in View.load().incidents_in_order() if any(at.place == "derik" for at in one.places)]
    assert len(titles) >= 5
    assert page.locator(".links .text-button > bdi").all_text_contents() == titles


@pytest.mark.parametrize("place", ["derik", "tall-alo-airfield"])
def test_positions_stand_side_by_side_with_their_distance(open_atlas: OpenAtlas, place: str) -> None:
    page = ready(open_atlas(f"place={place}"))
    found = geo("show", place)
    lon, lat = found["record"]["geometry"]["coordinates"]
    wanted = []
    for claim in found["claims"]:
        if claim.get("lon") is not None:
            metres = Geodesic.WGS84.Inverse(lat, lon, claim["lat"], claim["lon"])["s12"]
            wanted.append([f"{claim['lat']}, {claim['lon']}", f"{round(metres):,} m", "yes" if metres <= found["record"]["uncertainty_m"] else "no"])
    shown = page.locator(".positions tbody tr").evaluate_all("rows => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent))")
    assert len(wanted) >= 2
    assert sorted(shown) == sorted(wanted)
    metres = [int(row[1].removesuffix(" m").replace(",", "")) for row in shown]
    assert metres == sorted(metres)


def test_a_zone_says_its_basis_accuracy_interval_age_and_sources(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("zone=sdf-c&asof=2020-06-03"))
    record = geo("show", "sdf-c")["record"]
    facts = page.locator("#card .facts").inner_text()
    assert record["valid"] == "2019-10-23/2020-06-30"
    assert "23 Oct 2019 to 30 Jun 2020" in facts
    assert f"{(date(2020, 6, 3) - date(2019, 10, 23)).days} days into this window" in facts
    assert record["basis"] in facts
    assert f"about {record['accuracy_m'] / 1000:g} km" in facts
    assert page.locator("#card .sources li").count() == len(record["sources"])
    page.locator("#asof").fill("2020-08-01")
    page.locator("#asof").press("Enter")
    expect(page.locator("#card .facts")).to_contain_text(f"{(date(2020, 8, 1) - date(2020, 6, 30)).days} days after it closes: not drawn")


def test_axe_finds_nothing_on_the_cards(open_atlas: OpenAtlas, axe_findings: Callable[..., list[str]], any_viewport: str) -> None:
    for fragment in (f"incident={KHASHAM}&known=2018-03-01", f"incident={BRAWL}&theme=dark", f"source={AL_MONITOR}", "place=derik", "zone=sdf-c&theme=dark"):
        page = ready(open_atlas(fragment, viewport=any_viewport))
        page.evaluate("() => { for (const one of document.querySelectorAll('#card details')) one.open = true; }")
        assert axe_findings(page, within="#card") == [], fragment
