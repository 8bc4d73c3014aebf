"""Opens pages of one size, ours and a peer's, and measures one thing in each, in turns."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from browsing import Opened, browser, opened
from pages import NAMES, page
from turns import Target, arguments, report


def compare(about: str, what: str, measure: Callable[[Opened, str], float], *, unit: str, targets: Mapping[int, Target],
            peer: str | None = "timeline", besides: Mapping[str, Callable[[Opened, str], float]] | None = None) -> None:
    """Measure in our page and, with `peer`, in its page; each turn opens a fresh browser.

    `besides`: what else to measure in the same open page, without a target, by what it is called.
    """
    measures = {what: measure, **(besides or {})}
    asked = arguments(about)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def once(tool: str, n: int) -> dict[str, float]:
            file = page(tool, n, folder)
            with browser() as one:
                found = opened(one, file, tool)[0]
                return {name: taken(found, tool) for name, taken in measures.items()}

        for n in asked.sizes:
            runs = 1 if n > 100_000 else asked.runs
            sides = ["ours", *([peer] if peer else [])]
            turns = {tool: lambda tool=tool, n=n: once(tool, n) for tool in sides}
            taken = [{tool: turn() for tool, turn in turns.items()} for _ in range(runs)]
            for name in measures:
                found = {tool: statistics.median(one[tool][name] for one in taken) for tool in sides}
                report(name, n, found["ours"], found.get(peer or ""), peer_name=NAMES.get(peer or "", ""), unit=unit,
                       target=targets.get(n) if name == what else None, as_json=asked.json)
