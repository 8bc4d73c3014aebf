"""Measures JavaScript heap and buffers of an open page after collection, ours beside Folium Timeline."""

from __future__ import annotations

from browsing import Opened
from in_page import compare
from turns import Target

TARGETS = {400_000: Target(1 / 15)}


def megabytes(found: Opened, tool: str) -> float:
    """Used heap and backing stores, after collecting twice."""
    del tool  # the same for every page
    found.settle()
    for _ in range(2):
        found.session.send("HeapProfiler.collectGarbage")
    used = found.session.send("Runtime.getHeapUsage")
    return float(used["usedSize"] + used.get("backingStorageSize", 0)) / 1e6


if __name__ == "__main__":
    compare(__doc__ or "", "JS heap and buffers", megabytes, unit="MB", targets=TARGETS)
