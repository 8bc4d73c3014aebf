"""Measures the CPU of all Chromium processes until the first points of a page stand on the map, ours beside Folium Timeline.

Timeline has then drawn the events of its first date, ours all of them. What Timeline loads from CDNs comes from local
packages, so its network time is not counted.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from browsing import browser, opened
from pages import NAMES, page
from turns import Target, arguments, in_turns, report

TARGETS = {10_000: 0.7, 100_000: 0.45, 400_000: 1 / 5}


def once(tool: str, n: int, folder: Path) -> float:
    """One fresh browser, one page."""
    file = page(tool, n, folder)
    with browser() as one:
        return opened(one, file, tool)[1]


def main() -> None:
    """Open in turns, A B A B."""
    asked = arguments(__doc__ or "")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for n in asked.sizes:
            runs = min(asked.runs, 1 if n > 100_000 else asked.runs)
            found = in_turns({tool: lambda tool=tool, n=n: once(tool, n, folder) for tool in ("ours", "timeline")}, runs)
            report("first points, CPU", n, found["ours"], found["timeline"], peer_name=NAMES["timeline"], unit="CPU s",
                   target=Target(TARGETS[n]) if n in TARGETS else None, as_json=asked.json)


if __name__ == "__main__":
    main()
