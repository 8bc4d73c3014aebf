"""Measures the slowest key typed into the search of our page: milliseconds of script from the key to rest."""

from __future__ import annotations

from browsing import Opened
from in_page import compare
from turns import Target

TARGETS = {400_000: Target(100.0, "ms")}
TYPED = "qamishli"


def key_ms(found: Opened, tool: str) -> float:
    """Types a name of a place, key by key."""
    assert tool == "ours"
    found.page.locator("#search input").first.focus()
    slowest = 0.0
    for key in TYPED:
        found.settle()
        before = found.script_s()
        found.page.keyboard.press(key)
        found.settle()
        slowest = max(slowest, (found.script_s() - before) * 1000)
    return slowest


if __name__ == "__main__":
    compare(__doc__ or "", "search key, script", key_ms, unit="ms", targets=TARGETS, peer=None)
