"""Opens a page in Chromium and reads what it costs: CPU of all its processes, script time, frames, heap."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from served import Server

HERE = Path(__file__).resolve().parent
SIZE = {"width": 1000, "height": 700}
POINTS, SATURATION = 15, 60  # coloured pixels that count as points
LIMIT_S = 180.0
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--js-flags=--expose-gc", "--enable-precise-memory-info"]
MAPS = {"ours": "#map, .folium-map", "timeline": ".folium-map"}


@dataclass
class Opened:
    """A page that is open, its CDP session, and what its requests were answered with."""

    page: Page
    session: Any
    server: Server

    def script_s(self, name: str = "ScriptDuration") -> float:
        """CPU seconds of script so far, without the style and layout it asks for; `TaskDuration` is all of the main thread."""
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in metrics if one["name"] == name))

    def settle(self) -> None:
        """Wait for two frames and a moment of rest, long enough for what a page puts off: ours writes its address after
        0.3 s and tells screen readers what changed after 0.4 s."""
        self.page.evaluate((HERE / "peers" / "settle.js").read_text(encoding="utf-8"))


def chromium() -> str:
    """The Chromium to drive, as the tests find it."""
    command = [sys.executable, str(HERE.parent / "scripts" / "chromium.py"), "--find"]
    return os.environ.get("CHROMIUM") or subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@contextmanager
def browser() -> Iterator[Browser]:
    """A fresh Chromium."""
    with sync_playwright() as player:
        one = player.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            yield one
        finally:
            one.close()


def cpu_s() -> float:
    """CPU seconds of all Chromium processes that this process has started, so far."""
    total = 0.0
    for process in psutil.Process().children(recursive=True):
        try:
            if "chrom" in process.name().lower():
                times = process.cpu_times()
                total += times.user + times.system
        except psutil.Error:
            continue
    return total


def blank(one: Browser) -> Opened:
    """An empty page with the requests of the next one answered from npm's packages."""
    context = one.new_context(viewport=SIZE)
    page = context.new_page()
    page.set_default_timeout(LIMIT_S * 1000)
    server = Server()
    page.route("http*://**/*", server.answer)
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    return Opened(page, session, server)


def shows_points(page: Page, tool: str) -> bool:
    """Whether the middle of the map has coloured points."""
    box = page.locator(MAPS[tool]).first.bounding_box()
    if not box or not box["width"]:
        return False
    clip = {"x": box["x"] + box["width"] * 0.18, "y": box["y"] + box["height"] * 0.19, "width": box["width"] * 0.64,
            "height": box["height"] * 0.62}
    picture = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("HSV")
    return sum(picture.getchannel("S").histogram()[SATURATION:]) >= POINTS


def opened(one: Browser, file: Path, tool: str) -> tuple[Opened, float]:
    """The page of a tool once its first points stand on the map, and the CPU seconds that took.

    Raises: TimeoutError.
    """
    found = blank(one)
    start, before = time.monotonic(), cpu_s()
    found.page.goto(file.as_uri(), wait_until="commit", timeout=LIMIT_S * 1000)
    if tool == "ours":
        found.page.wait_for_selector("html[data-ready=true]", state="attached")
    else:
        found.page.wait_for_selector(MAPS[tool], state="attached")
    if tool == "timeline":
        found.page.wait_for_selector(".leaflet-timeline-control", state="attached")
    while not shows_points(found.page, tool):
        if time.monotonic() - start > LIMIT_S:
            raise TimeoutError(f"{file.name}: no point after {LIMIT_S:.0f} s")
    return found, cpu_s() - before
