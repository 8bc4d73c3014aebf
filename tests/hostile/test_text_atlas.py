"""An atlas whose every text is a payload, in an interface whose every word is: shown as text wherever a page shows text."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from hostile.atlas_of_payloads import TEXTS, TITLE, write
from hostile.conftest import Counted
from hostile.payloads import plain
from hostile.test_exports import armed
from hostile.watched import Watched
from playwright.sync_api import Page

from geo import build, words

OpenPage = Callable[..., Page]
COUNT = range(len(TEXTS))
EACH = len(plain()) / len(TEXTS)  # payloads in a text
# What is no text of the interface but tells the page how to behave.
NO_TEXT = ("this.", "date.")


def hostile_words() -> dict[str, dict[str, str]]:
    """The language files with a payload behind every text."""
    payloads = plain()
    return {lang: {key: text if key.startswith(NO_TEXT) else f"{text} {payloads[number % len(payloads)]}"
                   for number, (key, text) in enumerate(texts.items())} for lang, texts in words.files().items()}


@pytest.fixture(scope="module")
def hostile_html(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The page of such an atlas in such words."""
    folder = write(tmp_path_factory.mktemp("hostile") / "data")
    out = tmp_path_factory.mktemp("out")
    own = hostile_words()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "files", lambda: own)
        build.build(out, data=folder)
    return out / "index.html"


def test_everything_a_page_opens_shows_it_as_text(open_page: OpenPage, hostile_html: Path, counted: Counted) -> None:
    page = Watched(open_page(reduced_motion="reduce"))
    page.open(hostile_html)
    page.same("title", [page.page.title()], [" ".join(f"{TITLE}: {TITLE}".split())])  # a browser draws blanks together there
    page.same("heading", page.call("texts", "h1"), [f"{TITLE} {TITLE}"])
    page.same("list", page.call("texts", "#list .item-title"), TEXTS)
    cards = page.call("pressAll", "#list .item", "#card", ["#card button.source-brief"])
    page.holds("incident card", [card for card, *_ in cards], TEXTS)
    page.same("place card", page.call("visit", [f"place=p-{k}" for k in COUNT], "#card h2"), TEXTS)
    page.same("source card", page.call("visit", [f"source=s-{k}" for k in COUNT], "#card h2"), TEXTS)
    page.holds("zone card", page.call("visit", [f"zone=z-{k}" for k in COUNT], "#card"), TEXTS)
    page.holds("tips", ["".join(page.call("hover", ".stage .leaflet-interactive"))] * len(TEXTS), TEXTS)
    page.call("pressAll", ".incident-mark", ".leaflet-popup")
    page.holds("search", ["".join(found) for found in page.call("search", TEXTS)], TEXTS)
    assert page.page.locator("#chips").inner_text()
    page.finish(counted, EACH)


def test_panels_stories_and_sheets_show_it_as_text(open_page: OpenPage, hostile_html: Path, counted: Counted) -> None:
    page = Watched(open_page(reduced_motion="reduce"))
    page.open(hostile_html)
    page.call("visit", ["panel=filters"], "#filters")
    page.call("unfold")
    page.holds("method", page.call("visit", ["panel=method"], "#method") * len(TEXTS), TEXTS)
    page.call("visit", ["panel=measure&measure=place:p-1~incident:i-3", "panel=ring&ring=place:p-1~30", "panel=matrix&matrix=~"], "#tool")
    page.call("visit", ["panel=compare&compare=2020-01-05&asof=2020-12-31", "source=s-1&known=2020-06-06"], "#tool")
    page.call("visit", ["panel=stories"], "#tool")
    page.same("stories", sorted(page.call("texts", ".stories h3")), sorted(TEXTS))
    page.same("story", page.call("visit", [f"story=t-{k}" for k in COUNT[:6]], "#story-heading"), TEXTS[:6])
    page.call("visit", ["", "incident=i-2"], "#card")
    page.holds("print sheet", [page.call("print")], [TEXTS[2]])
    page.call("visit", ["table=1"], "#table")
    page.same("table", page.call("texts", "#table tbody th"), TEXTS)
    saved = {key: page.saved(f"#table [data-format={key}]") for key in ("csv", "claims", "geojson", "kml")}
    for key in ("csv", "claims"):
        rows = list(csv.reader(io.StringIO(saved[key].decode("utf-8-sig"), newline="")))
        page.wrong += armed(cell for row in rows for cell in row)
        page.holds(f"{key} file", [saved[key].decode().replace('""', '"')] * len(TEXTS), TEXTS)
    marks = fromstring(saved["kml"], forbid_dtd=True).findall(".//{http://www.opengis.net/kml/2.2}Placemark")
    page.same("kml file", [mark.findtext("{http://www.opengis.net/kml/2.2}name") for mark in marks], TEXTS)
    page.wrong += [f"kml: {one}" for mark in marks if "<" in (one := mark.findtext("{http://www.opengis.net/kml/2.2}description") or "")]
    page.call("visit", ["incident=i-5"], "#card")
    page.page.locator("#share").evaluate("button => button.click()")
    page.look("share")
    page.holds("citation", [page.page.locator("#cite-plain").input_value()], [TEXTS[5]])
    code = page.page.locator("#share-embed").input_value()
    page.wrong += [code] * (code.count("<") != 2 or code.count(">") < 2)
    drawing = page.saved("#share-svg")
    loud = {"script", "foreignObject", "image", "a", "iframe", "style", "animate", "set"}
    drawn = list(fromstring(drawing, forbid_dtd=True).iter())
    page.wrong += [f"svg: {one.tag} {one.attrib}" for one in drawn
                   if one.tag.rpartition("}")[2] in loud or any(name.startswith("on") or "href" in name for name in one.attrib)]
    page.same("svg file", ["".join(one.text or "" for one in drawn if one.tag.endswith("}title"))], [f"{TITLE}: 2020-01-06"])
    assert page.saved("#share-png").startswith(b"\x89PNG")
    page.open(hostile_html, "embed")
    page.same("embed", page.call("texts", "#embed-bar strong"), [TITLE])
    page.open(hostile_html, "lang=ar")
    page.same("list in Arabic", page.call("texts", "#list .item-title"), TEXTS)
    page.finish(counted, EACH)
