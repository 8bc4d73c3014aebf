"""What a reader takes away: a link, a citation, a picture, a print sheet. All made in the page, none of it by request."""

from __future__ import annotations

import base64
import json
import re
import struct
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from browsing import geo, ready
from playwright.sync_api import Page, expect

OpenAtlas = Callable[..., Page]
DERIK = "derik-standoff-2020-06-03"
TITLE = "US convoy faces a Russian patrol on a road outside Derik"
COLOURS = """async (png) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const all = new Uint32Array(pen.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  return { width: image.width, height: image.height, colours: new Set(all).size };
}"""


def opened(page: Page) -> Page:
    page.locator("#share").evaluate("button => button.click()")  # on a phone it stands in the menu
    expect(page.locator("#share-dialog")).to_be_visible()
    return page


def saved(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.locator(button).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_the_link_opens_what_was_shown(open_atlas: OpenAtlas) -> None:
    page = opened(ready(open_atlas(f"incident={DERIK}&kinds=road_block&panel=filters&embed")))
    link = page.locator("#share-link").input_value()
    shown = set(link.partition("#")[2].split("&"))
    assert {f"incident={DERIK}", "kinds=road_block", "asof=2020-06-03"} <= shown
    assert not {part.split("=")[0] for part in shown} & {"panel", "embed"}, "how it was looked at is not in the link"
    page.goto(link)
    page.reload()
    expect(page.locator("#card-title")).to_have_text(TITLE)


def test_a_citation_names_record_version_data_and_link_but_no_folder(open_atlas: OpenAtlas, atlas_html: Path) -> None:
    manifest = json.loads((atlas_html.parent / "manifest.json").read_text(encoding="utf-8"))
    page = opened(ready(open_atlas(f"incident={DERIK}")))
    plain, bibtex = (page.locator(f"#cite-{form}").input_value() for form in ("plain", "bibtex"))
    assert plain.startswith(f"{TITLE} (3 June 2020). In: {manifest['title']}: ")
    assert f"version {manifest['version']}, data {manifest['data_hash'][:12]}. index.html#incident={DERIK}" in plain
    fields = dict(re.findall(r"^  (\w+) += \{(.*)\},$", bibtex, re.M))
    assert bibtex.startswith(f"@misc{{contact-atlas:{DERIK},\n") and bibtex.endswith("\n}")
    assert fields["title"] == f"{{{TITLE} (3 June 2020)}}"
    assert fields["version"] == manifest["version"] and manifest["data_hash"] in fields["note"]
    assert fields["url"].startswith(f"index.html#incident={DERIK}")
    assert bibtex.count("{") == bibtex.count("}")
    for text in (plain, bibtex, page.locator("#share-embed").input_value()):
        assert str(atlas_html.parent) not in text and "file:" not in text


def test_hostile_text_stays_text_in_a_citation(modules: Page) -> None:
    cite = """async (title) => {
      const { useWords } = await import("/words.js");
      useWords({ en: { "cite.in": "In: {atlas}", "cite.version": "{version} {hash}", "cite.author": "{title}" } }, "en");
      const { bibtexCitation, embedCode } = await import("/citing.js");
      const table = { id: ["x"], title: [title], earliest: [18000], latest: [18000] };
      const data = { title, subtitle: title, version: "1", data_hash: "f".repeat(64), incidents: table };
      const { initialState } = await import("/state.js");
      const start = initialState({ ...data, range: [0, 20000] });
      return [bibtexCitation(data, { ...start, selected: { type: "incident", id: "x" } }, "a#b"), embedCode(data, start, start, "index.html")];
    }"""
    bibtex, frame = modules.evaluate(cite, r'50% {of} \ $5 & #1_a ~^ "><script>')
    assert r"50\% \{of\} \textbackslash{} \$5 \& \#1\_a \textasciitilde{}\textasciicircum{}" in bibtex
    assert "<script" not in frame and frame.count("<") == 2 and "&quot;>&lt;script>" in frame


def test_copying_works_and_a_refusal_leaves_the_text_selected(open_atlas: OpenAtlas, axe_findings: Callable[[Page], list[str]],
                                                              any_viewport: str) -> None:
    page = opened(ready(open_atlas(f"incident={DERIK}", viewport=any_viewport, permissions=["clipboard-read", "clipboard-write"])))
    assert axe_findings(page) == []
    field = page.locator(".copy-field").filter(has=page.locator("#cite-plain"))
    field.get_by_role("button").click()
    expect(field.locator(".copy-said")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#cite-plain").input_value()
    page.evaluate("""() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
      document.execCommand = () => false;
    }""")
    field.get_by_role("button").click()
    expect(field.locator(".copy-said")).to_contain_text("Ctrl+C")
    assert page.evaluate("getSelection().toString()") == page.locator("#cite-plain").input_value()
    page.keyboard.press("Escape")
    page.locator(".card-actions button").first.click()
    expect(page.locator("#share-dialog")).to_be_visible()  # the card's own button falls back to the dialog
    assert page.evaluate("getSelection().toString()") == page.locator("#share-link").input_value()


STATES = {
    "home": ("", "57 of 57 incidents", "Ground as of 8 August 2023"),
    "derik": (f"incident={DERIK}&patrols=1&theme=dark", f"Marked: {TITLE} (3 June 2020) : on a road, within 10 km.", "Ground as of 3 June 2020"),
    "gap": ("asof=2018-06-01&bases=0", "57 of 57 incidents", "No control data for 1 June 2018"),
    "compare": ("compare=2019-10-05&asof=2020-06-03", "hatched: changed hands", "Ground as of 5 October 2019, left of the line"),
}


@pytest.mark.parametrize("name", STATES)
def test_the_drawing_stands_alone(open_atlas: OpenAtlas, name: str) -> None:
    fragment, said, as_of = STATES[name]
    page = ready(open_atlas(fragment))
    page.wait_for_timeout(200)  # what two days gained is cut out in the next frame
    day = page.locator("#asof").input_value()
    on_map = page.locator(".leaflet-labels-pane .label").all_inner_texts()
    file, content = saved(opened(page), "#share-svg")
    assert file == f"contact-atlas-{day}.svg"
    root = ElementTree.fromstring(content)
    text = " ".join("".join(one.itertext()) for one in root.iter() if one.tag.endswith("}text"))
    for part in (said, as_of, "OpenStreetMap contributors", "CC BY 4.0", "index.html#" if fragment else "index.html", " km"):
        assert part in text, part
    assert {label.casefold() for label in on_map if " " not in label} <= set(text.casefold().split())
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for one in root.iter():
        for key, value in one.attrib.items():
            assert not key.endswith("href") and key not in ("style", "class")
            assert "://" not in value or key.endswith("xmlns"), value
            assert all(found in ids for found in re.findall(r"url\(#([^)]+)\)", value)), value
        assert one.tag.rpartition("}")[2] not in ("image", "script", "foreignObject", "style")


def test_the_picture_is_twice_the_size_and_holds_the_map(open_atlas: OpenAtlas, any_viewport: str) -> None:
    page = ready(open_atlas(f"incident={DERIK}", viewport=any_viewport))
    _, drawing = saved(opened(page), "#share-svg")
    root = ElementTree.fromstring(drawing)
    file, content = saved(page, "#share-png")
    assert file == "contact-atlas-2020-06-03.png"
    assert content.startswith(b"\x89PNG") and struct.unpack(">II", content[16:24]) == tuple(2 * int(root.attrib[side]) for side in ("width", "height"))
    stage = page.locator(".leaflet-container").bounding_box()
    assert stage and int(root.attrib["width"]) == round(stage["width"]) + 32
    found = page.evaluate(COLOURS, base64.b64encode(content).decode())
    assert found["colours"] > 300


def test_the_print_sheet_lists_every_source_of_the_card_with_its_address(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"incident={DERIK}&theme=dark"))
    assert page.locator("#print").count() == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    sheet = page.locator("#print")
    expect(sheet).to_be_visible()
    expect(page.locator("header.top")).to_be_hidden()
    text = sheet.inner_text()
    for part in (TITLE, "Ground as of 3 June 2020", "57 of 57 incidents", f"index.html#incident={DERIK}"):
        assert part in text
    notes = sheet.locator(".print-sources li")
    sources = {one["url"] for one in geo("sources", "--incident", DERIK) if one["url"]}
    listed = notes.locator(".address").all_inner_texts()
    assert sources <= set(listed)
    numbers = {int(found) for found in sheet.locator("sup").evaluate_all("all => all.map((one) => one.textContent.slice(1, -1))")}
    assert numbers == set(range(1, notes.count() + 1))
    assert sheet.locator("button, input, select, a, .print-card [id], details:not([open]), tbody[hidden]").count() == 0
    claims = next(one for one in geo("incidents") if one["id"] == DERIK)["claims"]
    assert sheet.locator("tr.claim").count() == claims
    assert sheet.locator(".figure-map svg path").count() > 20
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("#print").count() == 0
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_without_a_card_the_sheet_lists_what_is_shown_on_a4(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("from=2020-06-01&to=2020-06-30"))
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = {tuple(round(float(side)) for side in box.split()) for box in re.findall(rb"/MediaBox \[([^\]]+)\]", pdf)}
    assert boxes == {(0, 0, 595, 842)}  # A4 upright, in points
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    titles = page.locator("#print .print-list tr td:nth-child(3)").all_inner_texts()
    assert titles == [one["title"] for one in geo("incidents", "--during", "2020-06")]
    fills = set(page.locator("#print .figure-map path").evaluate_all("all => all.map((one) => one.getAttribute('fill'))"))
    assert {"url(#pic-print-sdf)", "url(#pic-print-gov)", "url(#pic-print-turkey)"} <= fills  # told apart without colour
