"""Measures the bytes of one page with all texts, ours beside Timeline, FastMarkerCluster and lonboard; and ours without texts.

Made-up events, and the real ones of UCDP GED: Syria to 2016.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from pages import NAMES, cost
from turns import Target, arguments, report

TARGETS = {("timeline", 400_000): 1 / 6, ("cluster", 400_000): 1 / 5, ("lonboard", 400_000): 0.9, ("timeline", 10_000): 1 / 5,
           ("cluster", 10_000): 1 / 4}
PER_EVENT = Target(10.0, "bytes per event")
REAL = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "samples" / "ged_syria.csv.gz"
REAL_ROWS = 16_566
PEERS = ("timeline", "cluster", "lonboard")


def main() -> None:
    """Bytes are the same every time: one build of each."""
    asked = arguments(__doc__ or "")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        for n in asked.sizes:
            whole, bare, empty = (cost("ours", count, file, texts=texts)["bytes"]
                                  for count, texts in ((n, True), (n, False), (1, False)))
            for tool in PEERS:
                most = TARGETS.get((tool, n))
                report("HTML bytes", n, whole, cost(tool, n, file)["bytes"], peer_name=NAMES[tool], unit="B",
                       target=Target(most) if most else None, as_json=asked.json)
            report("HTML bytes per event without texts", n, (bare - empty) / n, None, unit="B",
                   target=PER_EVENT if n >= 10_000 else None, as_json=asked.json)
        real = cost("ours", REAL, file)["bytes"]
        for tool in PEERS:
            report("HTML bytes of real events", REAL_ROWS, real, cost(tool, REAL, file)["bytes"], peer_name=NAMES[tool],
                   unit="B", as_json=asked.json)


if __name__ == "__main__":
    main()
