"""Measures how our page grows: bytes, cost of the build, CPU until first points, memory when open; no peer."""

from __future__ import annotations

import tempfile
from pathlib import Path

import heap
from browsing import browser, opened
from pages import cost
from turns import arguments, figure, quiet

SIZES = (30, 1_000, 10_000, 100_000, 400_000, 1_000_000)
COLUMNS = ("events", "bytes", "bytes per event", "build, CPU s", "build, peak MB", "first points, CPU s", "heap and buffers, MB",
           "process of the page, MB")


def grown(n: int, file: Path) -> list[float]:
    """One row of the table."""
    built = cost("ours", n, file)
    with browser() as one:
        found, cpu_s = opened(one, file, "ours")
        script_mb = heap.megabytes(found, "ours")
        process_mb = heap.process_megabytes(found, "ours")
    return [n, built["bytes"], built["bytes"] / n, built["cpu_s"], built["peak_mb"], cpu_s, script_mb, process_mb]


def main() -> None:
    """One run of each size: how a figure grows, not how exact it is."""
    asked = arguments(__doc__ or "", sizes=SIZES)
    print(quiet())
    print("| " + " | ".join(COLUMNS) + " |\n|" + " ---: |" * len(COLUMNS), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for n in asked.sizes:
            print("| " + " | ".join(map(figure, grown(n, Path(folder) / "page.html"))) + " |", flush=True)


if __name__ == "__main__":
    main()
