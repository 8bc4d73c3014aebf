"""Measures the 95th percentile of the time between frames while the map is dragged, ours beside Folium Timeline."""

from __future__ import annotations

import statistics

from browsing import MAPS, Opened
from in_page import compare
from steps import told
from turns import Target

TARGETS = {400_000: Target(50.0, "ms")}
MOVES = 40


def p95_ms(found: Opened, tool: str) -> float:
    """Drags the middle of the map by 40 moves of a few pixels."""
    page = found.page
    box = page.locator(MAPS[tool]).first.bounding_box()
    assert box
    x, y = box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.4
    found.settle()
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(told("frames"))
    for move in range(MOVES):
        page.mouse.move(x + 5 * move, y + 3 * move)
    page.mouse.up()
    page.wait_for_timeout(150)  # for what is drawn at the end; frames of rest after that would only make the rest look better
    frames = page.evaluate("() => window.frameTimes")
    return statistics.quantiles(frames, n=20)[-1]


if __name__ == "__main__":
    compare(__doc__ or "", "pan, p95 frame", p95_ms, unit="ms", targets=TARGETS)
