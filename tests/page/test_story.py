"""Stories on the page: each step frames map, clock and card, has its sources and a link, and leaves the page as it was."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browsing import fragment_of, ready
from playwright.sync_api import Page, expect

from geo import dataset, dates

OpenAtlas = Callable[..., Page]
STORIES = dataset.read().stories


def words(day: str) -> str:
    on = dates.day(day)
    return f"{on.day} {on.strftime('%B')} {on.year}"


@pytest.mark.parametrize("key", sorted(STORIES))
def test_every_step_frames_map_clock_and_card(open_atlas: OpenAtlas, key: str) -> None:
    data = dataset.read()
    story = STORIES[key]
    page = ready(open_atlas(f"story={key}"))
    for number, step in enumerate(story.steps, 1):
        expect(page.locator("#story-heading")).to_have_text(step.heading)
        expect(page.locator(".story-body .kicker")).to_contain_text(f"Step {number} of {len(story.steps)}")
        assert page.locator("#asof").input_value() == step.when
        expect(page.locator("#asof-line")).to_have_text(f"Ground as of {words(step.when)}")
        opened = data.incidents[step.incident].title if step.incident else data.places[step.place].name if step.place else None
        if opened:
            expect(page.locator("#card-title")).to_have_text(opened)
        if step.incident and data.incidents[step.incident].geometry:
            expect(page.locator(".mark.is-selected")).to_be_in_viewport()
        # Sentence by sentence, each with as many footnotes as it has claims, and each claim once among the notes.
        texts = page.locator(".story-body > p:has(sup)")
        assert texts.count() == len(step.says)
        for i, said in enumerate(step.says):
            expect(texts.nth(i)).to_contain_text(said.text)
            assert texts.nth(i).locator("sup a").count() == len(set(said.claims))
        rests_on = list(dict.fromkeys(ref for said in step.says for ref in said.claims))
        assert page.locator(".story-notes li").count() == len(rests_on)
        links = page.locator(".story-notes li a").evaluate_all("all => all.map((a) => a.href)")
        urls = {data.sources[ref.split("#")[0]].url for ref in rests_on} - {None}
        assert len(set(links)) == len(urls)
        assert fragment_of(page) == f"story={key}&step={number}"
        page.locator("#story-on").click()
    expect(page.locator("#story")).to_be_hidden()
    assert "story" not in fragment_of(page)


def test_arrow_keys_walk_the_steps_and_escape_leaves(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("from=2020-01-01&to=2020-12-31&asof=2020-06-03&statuses=disputed&map=9/36.5/40.5"))
    before = fragment_of(page)
    page.get_by_role("button", name="Stories", exact=True).click()
    page.get_by_role("button", name=re.compile(r"Begin, \d steps: Khasham")).click()
    expect(page.locator("#story-heading")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#story-heading")).to_have_text(STORIES["khasham-2018"].steps[1].heading)
    expect(page.locator("#live")).to_have_text("Step 2 of 8: A force moves")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")  # before the first there is none
    expect(page.locator("#story-heading")).to_have_text(STORIES["khasham-2018"].steps[0].heading)
    expect(page.locator("#story-back")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(page.locator("#story")).to_be_hidden()
    expect(page.get_by_role("button", name="Stories", exact=True)).to_be_focused()
    after = fragment_of(page).replace("&panel=stories", "")  # the list of stories is open again, and the map smaller for it
    assert after.partition("&map=")[0] == before.partition("&map=")[0]
    page.keyboard.press("ArrowRight")
    expect(page.locator("#card")).to_be_visible()  # the arrows walk the events again


def test_a_step_has_its_link_and_what_the_reader_changed_goes_with_it(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("story=derik-2020&step=6"))
    expect(page.locator("#story-heading")).to_have_text("3 June: face to face")
    page.locator("#card-close").click()
    assert fragment_of(page).startswith("story=derik-2020&step=6&card=none")
    again = ready(open_atlas("story=derik-2020&step=6&card=none&from=2020-05-01&mode=upto&map=9/37/42&theme=dark"))
    expect(again.locator("#card")).to_be_hidden()
    again.wait_for_timeout(50)
    assert sorted(again.url.split("#")[1].split("&")) == sorted("story=derik-2020&step=6&card=none&from=2020-05-01&mode=upto&map=9/37/42&theme=dark".split("&"))
    for wrong, right in (("story=nowhere&step=2", ""), ("story=derik-2020&step=99", "story=derik-2020&step=8"), ("story=derik-2020&step=x", "story=derik-2020&step=1")):
        page = ready(open_atlas(wrong))
        assert fragment_of(page) == right


def test_back_and_forward_walk_the_story(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("story=khasham-2018&step=1"))
    page.locator("#story-on").click()
    page.get_by_role("button", name="Step 8: A tank, days later").click()
    expect(page.locator("#card-title")).to_contain_text("T-72")
    page.go_back()
    expect(page.locator("#story-heading")).to_have_text("A force moves")
    expect(page.locator("#card-title")).to_contain_text("Khasham")
    page.go_forward()
    expect(page.locator("#story-heading")).to_have_text("A tank, days later")


def test_a_footnote_leads_to_its_source(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("story=khasham-2018&step=7"))
    page.get_by_role("link", name="Source 10").click()
    expect(page.locator("#story-note-10")).to_be_in_viewport()
    expect(page.locator("#story-note-10 a")).to_be_focused()
    expect(page.locator("#story-note-10")).to_contain_text("Sergei Lavrov")
    expect(page.locator("#story-note-10 .stance")).to_have_text("denies")
    assert fragment_of(page).endswith("story=khasham-2018&step=7")


def test_on_a_phone_the_story_is_the_sheet_and_the_card_waits(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("story=derik-2020&step=6", viewport="phone"))
    expect(page.locator("#story")).to_be_visible()
    expect(page.locator("#card")).to_be_hidden()
    for button in ("#story-back", "#story-on", "#story-leave"):
        box = page.locator(button).bounding_box()
        assert box and box["height"] >= 44, button
    page.get_by_role("button", name="Open the card").click()
    expect(page.locator("#card")).to_be_visible()
    page.locator("#card-close").click()
    expect(page.locator("#story")).to_be_visible()
    expect(page.locator(".leaflet-container")).to_be_visible()


def test_an_embedded_page_tells_the_story(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("embed&story=derik-2020&step=2"))
    expect(page.locator("#story-heading")).to_be_visible()
    expect(page.locator(".top")).to_be_hidden()


def test_axe_finds_nothing_in_a_story(open_atlas: OpenAtlas, axe_findings: Callable[..., list[str]], any_viewport: str) -> None:
    for fragment in ("panel=stories", "story=derik-2020&step=5", "story=khasham-2018&step=7&theme=dark"):
        page = ready(open_atlas(fragment, viewport=any_viewport))
        assert axe_findings(page, within="#side") == [], fragment
