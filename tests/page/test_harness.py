"""The page tests' own ground: what a page asks for or complains of is seen, and nothing gets out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

OpenPage = Callable[..., Page]

LOUD = """<!doctype html><html lang="en"><title>loud</title>
<link rel="stylesheet" href="beside.css"><img src="http://one.example/a.png" alt="">
<script>
  new WebSocket("ws://two.example/");
  window.answer = fetch("https://three.example/").then(() => "got out", () => "cut off");
  console.error("four");
  setTimeout(() => { throw new Error("five"); });
</script>"""


@pytest.fixture
def loud(tmp_path: Path) -> Path:
    page = tmp_path / "loud.html"
    page.write_text(LOUD, encoding="utf-8")
    (tmp_path / "beside.css").write_text("body { color: red }", encoding="utf-8")
    return page


def test_every_request_and_complaint_is_seen_and_nothing_gets_out(offline_page: Page, loud: Path):
    offline_page.goto(loud.as_uri())
    assert offline_page.evaluate("window.answer") == "cut off"
    offline_page.wait_for_timeout(50)
    asked = {url.removeprefix(loud.parent.as_uri() + "/").rstrip("/") for url in offline_page.requests_seen}
    assert asked == {"beside.css", "http://one.example/a.png", "ws://two.example", "https://three.example"}
    said = "\n".join(offline_page.complaints)
    assert "four" in said
    assert "five" in said
    assert "ERR_INTERNET_DISCONNECTED" in said
    offline_page.requests_seen.clear()
    offline_page.complaints.clear()


def test_a_page_that_is_quiet_passes(offline_page: Page, tmp_path: Path):
    quiet = tmp_path / "quiet.html"
    quiet.write_text('<!doctype html><html lang="en"><title>quiet</title><p>text', encoding="utf-8")
    offline_page.goto(quiet.as_uri())
    assert offline_page.inner_text("p") == "text"


def test_axe_finds_what_is_wrong_under_a_policy_that_allows_no_script(
    offline_page: Page, tmp_path: Path, axe_findings: Callable[[Page], list[str]],
):
    bad = tmp_path / "bad.html"
    policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"
    bad.write_text(f"<!doctype html>{policy}<html lang=en><title>bad</title><img src=data:,x>", encoding="utf-8")
    offline_page.goto(bad.as_uri())
    offline_page.complaints.clear()  # the policy refuses the picture, which is not the point here
    assert [line.split(":")[0] for line in axe_findings(offline_page)] == ["image-alt"]


def test_viewports_and_timezones_are_those_asked_for(open_page: OpenPage):
    size = "[innerWidth, innerHeight, matchMedia('(pointer: coarse)').matches]"
    assert open_page().evaluate(size) == [1440, 900, False]
    phone = open_page(viewport="phone", timezone="Asia/Damascus", color_scheme="dark")
    assert phone.evaluate("[screen.width, screen.height, matchMedia('(pointer: coarse)').matches]") == [390, 844, True]
    assert phone.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == "Asia/Damascus"
    assert phone.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")


def test_modules_load_without_a_server_and_without_a_network(modules: Page):
    assert modules.evaluate("async () => (await import('/days.js')).dayText(18416)") == "2020-06-03"
    assert modules.evaluate("fetch('http://one.example/').catch(() => 'cut off')") == "cut off"
    modules.complaints.clear()
