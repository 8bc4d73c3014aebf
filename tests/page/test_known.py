"""As known on a day: the page weighs what had been published by then as `geo` does, and shows only that."""

from __future__ import annotations

import json
import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import geo, listed, ready
from playwright.sync_api import Page, expect

from geo.page import carried

OpenAtlas = Callable[..., Page]
DERIK = "derik-standoff-2020-06-03"

WEIGH_EACH = """async ([text, days]) => {
  const { readPayload } = await import("/payload.js");
  const { evidenceAt } = await import("/known.js");
  const { weigh } = await import("/status.js");
  const { dayNumber } = await import("/days.js");
  const data = readPayload(text);
  const id = (claim) => `${data.sources.id[data.claims.source.at(claim)]}#${data.claims.number.at(claim)}`;
  return days.flatMap((day) => {
    const evidence = evidenceAt(data, day && dayNumber(day));
    return data.incidents.id.map((incident, row) => {
      // With no day the page shows the columns as built; weighing all claims anew must come to the same.
      const one = day ? Object.fromEntries(Object.keys(evidence).map((key) => [key, evidence[key].at?.(row)])) : weigh(data, evidence.claims.at(row));
      return [day, incident, one.status, one.origins.map((origin) => data.origins.id[origin]), one.details_disputed,
        one.topics.map(([topic, claims]) => [topic, claims.map(id)]), [evidence.claims, evidence.later, evidence.unclear].map((all) => all.at(row).length)];
    });
  });
}"""


def payload_text(html: Path) -> str:
    return json.dumps(carried(html.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def maker() -> dict[str, Any]:
    return runpy.run_path(str(Path(__file__).resolve().parents[1] / "golden" / "make_evidence.py"))


def test_the_golden_file_comes_out_the_same(maker: dict[str, Any]) -> None:
    made = maker["text"]()
    assert maker["FILE"].read_text(encoding="utf-8") == made, "run tests/golden/make_evidence.py and look at the difference"


def test_the_page_weighs_every_incident_as_python_does(modules: Page, golden: Callable[[str], Any], atlas_html: Path) -> None:
    wanted = {(row[0], row[1]): row[2:] for row in golden("evidence.json")}
    days = list(dict.fromkeys(day for day, _ in wanted))
    assert None in days and len(days) >= 5
    found = modules.evaluate(WEIGH_EACH, [payload_text(atlas_html), days])
    assert len(found) == len(wanted)
    for day, incident, *rest in found:
        assert rest == wanted[day, incident], (day, incident)
    statuses = {row[2] for row in found}
    assert statuses == {"corroborated", "single_origin", "disputed"}


def test_a_status_that_changes_with_the_day(golden: Callable[[str], Any]) -> None:
    """By hand, khasham-battle: on 8 February 2018 Interfax and TASS (one origin), SANA and a US official had spoken: three."""
    rows = {(row[0], row[1]): row for row in golden("evidence.json")}
    assert rows["2018-02-08", "khasham-battle-2018-02-07"][2:4] == ["corroborated", ["russian-government", "syrian-government", "us-coalition"]]
    assert len(rows[None, "khasham-battle-2018-02-07"][3]) == 5


@pytest.mark.parametrize("day", ["2018-02-08", "2020-06-05", "2030-01-01"])
def test_list_and_count_are_those_of_geo_incidents_known_by(open_atlas: OpenAtlas, day: str) -> None:
    page = ready(open_atlas(f"known={day}"))
    wanted = geo("incidents", "--known-by", day)
    assert set(listed(page)) == {one["id"] for one in wanted}
    assert page.locator("#count-title").inner_text().startswith(f"{len(wanted)} of {len(wanted)} incident")
    # The status beside each title is the one the command line gives for that day.
    said = dict(page.locator("#list .item").evaluate_all("items => items.map((one) => [one.dataset.id, one.querySelector('.item-meta').textContent])"))
    for one in wanted:
        assert said[one["id"]].startswith(one["status"].replace("_", " ")), one["id"]


def test_facets_and_table_follow_the_day(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("known=2020-06-05&panel=filters&table=1"))
    wanted = geo("incidents", "--known-by", "2020-06-05")
    for status in {one["status"] for one in wanted}:
        count = page.locator(f"input[name=statuses][value={status}]").locator("xpath=..").locator(".count").inner_text()
        assert int(count) == sum(one["status"] == status for one in wanted), status
    assert page.locator("#table tbody tr").count() == len(wanted)
    origins = page.locator(f'#table tr[data-id="{DERIK}"] td').nth(2).inner_text()
    assert int(origins) == next(one["origins"] if isinstance(one["origins"], int) else len(one["origins"]) for one in wanted if one["id"] == DERIK)


def test_the_day_is_set_in_the_panel_and_taken_off_by_its_chip(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("panel=filters"))
    everything = len(listed(page))
    field = page.get_by_label("As known on")
    field.fill("5 June")
    field.press("Enter")
    expect(page.locator("#known-problem")).to_be_visible()
    assert field.get_attribute("aria-invalid") == "true"
    field.fill("2020-06-05")
    field.press("Enter")
    expect(page.locator("#count-title")).to_contain_text("as known on 5 June 2020")
    expect(page).to_have_url(re.compile("known=2020-06-05"))
    expect(page.locator("#known-note")).to_contain_text("without a clear date kept apart")
    expect(page.locator("#live")).to_contain_text("as known on 5 June 2020")
    page.get_by_role("button", name="Remove the filter as known on 5 June 2020").click()
    assert len(listed(page)) == everything
    expect(page).not_to_have_url(re.compile("known"))


def test_the_list_says_what_is_left_out(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("known=2020-06-05"))
    left = len(geo("incidents")) - len(geo("incidents", "--known-by", "2020-06-05"))
    expect(page.locator(".untold")).to_contain_text(f"{left} incidents are left out")


def test_the_card_steps_through_the_days(open_atlas: OpenAtlas, golden: Callable[[str], Any]) -> None:
    page = ready(open_atlas("incident=khasham-battle-2018-02-07"))
    expect(page.locator(".verdict-line")).to_contain_text("Corroborated by 5 independent origins")
    page.locator('[data-keep="known-day"]').click()
    row = next(one for one in golden("evidence.json") if one[:2] == ["2018-02-08", "khasham-battle-2018-02-07"])
    expect(page.locator(".verdict-line")).to_contain_text(f"Corroborated by {len(row[3])} independent origins")
    assert page.locator("#card .claims tr.claim:visible").count() <= row[6][0]
    expect(page.locator('[data-keep="known-day"]')).to_be_focused()
    expect(page.locator("#card")).to_contain_text(f"{row[6][1]} claims published later are left out.")
    # Claims of undated sources are kept apart, under a name of their own, and count for nothing.
    apart = page.locator("#card .claims-head", has_text="day of publication unclear")
    expect(apart).to_contain_text(f"({row[6][2]})")
    page.locator(".computed summary").click()
    expect(page.locator(".computed")).to_contain_text("Counting every source read, the status is: corroborated.")


def test_an_incident_not_yet_told_of_says_so(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("incident=tal-tamr-brawl-2019-12-25&known=2019-12-25"))
    expect(page.locator(".verdict-line")).to_have_text("Not yet reported")
    assert "tal-tamr-brawl-2019-12-25" not in listed(page)
    assert page.locator(".mark.is-selected").count() == 0
    page.locator('[data-keep="known-week"]').click()
    # By hand: SOHR's report (Al-Masdar, 28 December) and the Russian denial (News-Front, 27 December) were out by 1 January.
    expect(page.locator(".verdict-line")).to_contain_text("Disputed")
    expect(page.locator(".side-denial")).to_contain_text("Russian Ministry of Defence")
