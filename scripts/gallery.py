"""Takes the pictures of docs/gallery from the built page, with the network off: python scripts/gallery.py [PAGE [NAME...]]."""

from __future__ import annotations

import io
import runpy
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "output" / "index.html"
SAMPLES = ROOT / "tests" / "fixtures" / "samples"
GALLERY = ROOT / "docs" / "gallery"
SIZES = {"desktop": (1440, 900), "phone": (390, 844), "article": (860, 900)}
SHEET = (794, 1123)  # A4 at 96 dots an inch
MOST_BYTES = 250_000
MARGIN = "14mm 15mm"  # of the print sheet, as in print.css
ARTICLE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>An article</title>
<style>body {{ font: 19px/1.55 Georgia, "Noto Serif", serif; max-width: 760px; margin: 26px auto; color: #222 }}
h1 {{ font-size: 31px; line-height: 1.2; margin: 0 0 12px }} iframe {{ border: 1px solid #bbb; margin: 8px 0 }}</style>
<h1>A road outside Derik</h1><p>On 3 June 2020 a US convoy and a Russian patrol met head-on. Three origins report it
independently; none names the spot.</p>
<iframe src="{page}#{fragment}" title="Contact Atlas" width="100%" height="560" sandbox="allow-scripts"></iframe>
<p>The ring says how little is known of where: anywhere within ten kilometres of the town.</p></html>"""
DERIK = "derik-standoff-2020-06-03"


@dataclass(frozen=True)
class Picture:
    """One picture: its file name, its line in the README, what stands behind the # of the address, and how it is taken."""

    name: str
    line: str
    fragment: str
    size: str = "desktop"
    kind: str = "screen"  # screen, print, article
    clicks: tuple[str, ...] = ()  # pressed, or scrolled to when it is no button
    events: str = ""  # a file of events whose page is made for the picture, in tests/fixtures/samples


PICTURES = (
    Picture("derik", "A standoff whose spot no source names: the ring of 10 km, the zones of that day, the card.",
            f"incident={DERIK}"),
    Picture("home", "The whole atlas as it opens.", ""),
    Picture("claims", "Khasham, February 2018: where the sources differ, side by side, and figures by who gives them.",
            "incident=khasham-battle-2018-02-07", clicks=('.differ summary:has-text("dead")', '.differ:has-text("dead")')),
    Picture("story", "A story, told step by step beside the map, every sentence with its claims.", "story=khasham-2018&step=4"),
    Picture("compare", "Two days on one map: the ground that changed hands in the autumn of 2019.",
            "panel=compare&compare=2019-10-05&asof=2019-11-15&from=2019-10-05&to=2019-11-15&swipe=24"),
    Picture("measure", "A distance between two things known only to a radius: the least, the most, and as drawn.",
            "panel=measure&measure=place:qamishli-airport~place:kharab-al-jir&asof=2020-06-03"),
    Picture("table", "The same incidents as a table, to sort and to download.", "table=1&from=2020-01-01&to=2020-12-31"),
    Picture("filters", "Filters with counts, as chips and in the link.",
            "panel=filters&kinds=road_block&statuses=corroborated"),
    Picture("dark", "The same standoff in the dark.", f"incident={DERIK}&theme=dark"),
    Picture("arabic", "In Arabic, from right to left; the translation says that a machine helped.", f"lang=ar&incident={DERIK}"),
    Picture("derik-phone", "On a telephone: the card is a sheet under the map.", f"incident={DERIK}", size="phone"),
    Picture("phone", "On a telephone: map, clock and list under the thumb.",
            "from=2020-05-01&to=2020-07-31&asof=2020-06-03", size="phone"),
    Picture("embed", "In a frame of an article, sandboxed.", f"embed&incident={DERIK}", size="article", kind="article"),
    Picture("print", "The first page of a print: the map as a figure, told apart without colour, and the card.",
            f"incident={DERIK}", kind="print"),
    Picture("ucdp-syria", "UCDP GED, Syria 2016 to 2019, as `geo map` draws it: 16,312 placed events counted in cells.", "",
            clicks=(".intro button",), events="ged_syria.csv.gz"),
    Picture("ucdp-syria-near", "The same file, nearer and one month long: symbols, and what UCDP's codes say of place and day.",
            "from=2018-02-01&to=2018-02-28&asof=2018-02-28&map=9.5/36.1/37.2", events="ged_syria.csv.gz"),
    Picture("ucdp-myanmar-phone", "UCDP GED, Myanmar, on a telephone.", "", size="phone", clicks=(".intro button",),
            events="ged_myanmar.csv.gz"),
    Picture("gdelt", "Fifty rows of GDELT 2.0: every day uncertain, and those without a place in a tray.", "",
            clicks=(".intro button",), events="20170701234500.sample.export.CSV"),
)


def main(arguments: list[str]) -> int:
    """Write the pictures, all or those named, and the list of them; 1 when the page has not been built."""
    page_file = Path(arguments[0]).resolve() if arguments else PAGE
    if not page_file.is_file():
        print(f"{page_file} is not there: run make map first")
        return 1
    command = [sys.executable, str(ROOT / "scripts" / "chromium.py")]
    chromium = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    # The tests start Chromium so that it calls no one; the pictures are taken the same way.
    flags = runpy.run_path(str(ROOT / "tests" / "browser.py"))["ARGUMENTS"]
    GALLERY.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=flags)
        for picture in PICTURES:
            if not arguments[1:] or picture.name in arguments[1:]:
                content = small(taken(browser, picture, made(picture.events) if picture.events else page_file))
                (GALLERY / f"{picture.name}.png").write_bytes(content)
                print(f"{len(content):>8,}  docs/gallery/{picture.name}.png")
        browser.close()
    (GALLERY / "README.md").write_text(readme(), encoding="utf-8")
    return 0


@cache
def made(events: str) -> Path:
    """The page that `geo map` makes of a file of events."""
    page = Path(tempfile.mkdtemp()) / "map.html"
    subprocess.run([sys.executable, "-m", "geo", "map", str(SAMPLES / events), "-o", str(page)], check=True, capture_output=True)
    return page


def taken(browser: Browser, picture: Picture, page_file: Path) -> bytes:
    """The picture as PNG bytes, straight from the browser."""
    width, height = SIZES[picture.size]
    is_phone = picture.size == "phone"
    context = browser.new_context(
        viewport={"width": width, "height": height}, offline=True, reduced_motion="reduce", locale="en-GB", timezone_id="UTC",
        is_mobile=is_phone, has_touch=is_phone, device_scale_factor=2 if is_phone else 1)
    page = context.new_page()
    if picture.kind == "article":
        article = Path(tempfile.mkdtemp()) / "article.html"
        fragment = picture.fragment.replace("&", "&amp;")
        article.write_text(ARTICLE.format(page=page_file.as_uri(), fragment=fragment), encoding="utf-8")
        page.goto(article.as_uri())
        page.frame_locator("iframe").locator("html[data-ready=true]").wait_for()
    else:
        page.goto(page_file.as_uri() + (f"#{picture.fragment}" if picture.fragment else ""))
        page.wait_for_selector("html[data-ready=true]")
    for selector in picture.clicks:
        act(page, selector)
    page.wait_for_timeout(700)
    if picture.kind == "print":  # printed from a desktop, looked at as a sheet
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        width, height = SHEET
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(media="print")
        page.evaluate("margin => { document.getElementById('print').style.padding = margin; }", MARGIN)
    content = page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": height}, full_page=picture.kind == "print")
    context.close()
    return content


def act(page: Page, selector: str) -> None:
    """Presses a button, or brings anything else to the top of the card."""
    one = page.locator(selector).first
    if one.evaluate("element => element.matches('button, summary')"):
        one.click()
    else:
        one.evaluate("element => element.scrollIntoView({ block: 'start' })")
        page.locator("#card").evaluate("card => card.scrollBy(0, -66)")  # from under the bar that stays


def small(content: bytes) -> bytes:
    """The same picture in at most 250 kB: fewer colours, and half the size only where that is not enough.

    Colours carry meaning here and most are rare, so the palette is theirs that cover the picture, not the commonest.
    """
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    for colours in (256, 160, 96):
        written = io.BytesIO()
        few = picture.quantize(colours, method=Image.Quantize.MAXCOVERAGE, kmeans=5, dither=Image.Dither.NONE)
        few.save(written, "PNG", optimize=True)
        if written.tell() <= MOST_BYTES:
            return written.getvalue()
    half = io.BytesIO()
    picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS).save(half, "PNG")
    return small(half.getvalue())


def readme() -> str:
    """docs/gallery/README.md: each picture with its line."""
    items = [f"## {picture.line}\n\n![{picture.line}]({picture.name}.png)\n" for picture in PICTURES]
    return "\n".join(["# The page in pictures\n\nTaken from the built page by `make gallery`, with the network off.\n", *items])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
