"""Measures CPU and peak memory of building one page with all texts, ours beside Folium Timeline, each in its own process."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from pages import NAMES, cost
from turns import Target, arguments, report

CPU, PEAK = Target(1 / 4), Target(0.4)


def main() -> None:
    """Build in turns, A B A B."""
    asked = arguments(__doc__ or "", runs=3)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        for n in asked.sizes:
            taken: dict[str, list[dict[str, float]]] = {"ours": [], "timeline": []}
            for _ in range(asked.runs):
                for tool, costs in taken.items():
                    costs.append(cost(tool, n, file))
            for figure, unit, target in (("cpu_s", "CPU s", CPU), ("peak_mb", "MB", PEAK)):
                ours, peer = (statistics.median(one[figure] for one in taken[tool]) for tool in taken)
                report(f"build, {figure}", n, ours, peer, peer_name=NAMES["timeline"], unit=unit,
                       target=target if n == 400_000 else None, as_json=asked.json)


if __name__ == "__main__":
    main()
