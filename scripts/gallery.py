"""Takes the pictures of docs/gallery from the built page, with the network off: python scripts/gallery.py [PAGE]."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "output" / "index.html"
GALLERY = ROOT / "docs" / "gallery"
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
# name -> (size, what stands behind the # of the page's address)
PICTURES = {
    "derik": ("desktop", "incident=derik-standoff-2020-06-03"),
    "derik-phone": ("phone", "incident=derik-standoff-2020-06-03"),
}


def main(arguments: list[str]) -> int:
    """Write each picture as a PNG; 1 when the page has not been built."""
    page_file = Path(arguments[0]).resolve() if arguments else PAGE
    if not page_file.is_file():
        print(f"{page_file} is not there: run make map first")
        return 1
    command = [sys.executable, str(ROOT / "scripts" / "chromium.py")]
    chromium = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    # The tests start Chromium so that it calls no one; the pictures are taken the same way.
    flags = runpy.run_path(str(ROOT / "tests" / "page" / "conftest.py"))["ARGUMENTS"]
    GALLERY.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=flags)
        for name, (size, fragment) in PICTURES.items():
            width, height = SIZES[size]
            context = browser.new_context(
                viewport={"width": width, "height": height}, offline=True, reduced_motion="reduce", locale="en-GB",
                timezone_id="UTC", is_mobile=size == "phone", has_touch=size == "phone",
            )
            page = context.new_page()
            page.goto(f"{page_file.as_uri()}#{fragment}")
            page.wait_for_timeout(500)
            page.screenshot(path=GALLERY / f"{name}.png")
            print(f"wrote docs/gallery/{name}.png")
            context.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
