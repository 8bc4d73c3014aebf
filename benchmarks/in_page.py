"""Opens pages of one size, ours and a peer's, and measures one thing in each, in turns."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from browsing import Opened, browser, opened
from pages import NAMES, page
from turns import Target, arguments, in_turns, report


def compare(about: str, what: str, measure: Callable[[Opened, str], float], *, unit: str, targets: Mapping[int, Target],
            peer: str | None = "timeline") -> None:
    """Measure in our page and, with `peer`, in its page; each turn opens a fresh browser."""
    asked = arguments(about)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def once(tool: str, n: int) -> float:
            file = page(tool, n, folder)
            with browser() as one:
                return measure(opened(one, file, tool)[0], tool)

        for n in asked.sizes:
            runs = 1 if n > 100_000 else asked.runs
            sides = ["ours", *([peer] if peer else [])]
            found = in_turns({tool: lambda tool=tool, n=n: once(tool, n) for tool in sides}, runs)
            report(what, n, found["ours"], found.get(peer or ""), peer_name=NAMES.get(peer or "", ""), unit=unit,
                   target=targets.get(n), as_json=asked.json)
