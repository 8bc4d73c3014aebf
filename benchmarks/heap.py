"""Measures JavaScript heap and buffers of an open page after collection, ours beside Folium Timeline.

The text of a page is in neither: ours keeps its packed columns there, Timeline its script. So the memory that the processes
of the page have to themselves stands beside it.
"""

from __future__ import annotations

import psutil
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


def process_megabytes(found: Opened, tool: str) -> float:
    """What the renderers of this browser hold that they share with no other process."""
    megabytes(found, tool)
    children = psutil.Process().children(recursive=True)
    return sum(one.memory_full_info().uss for one in children if "--type=renderer" in one.cmdline()) / 1e6


if __name__ == "__main__":
    compare(__doc__ or "", "JS heap and buffers", megabytes, unit="MB", targets=TARGETS,
            besides={"memory of the page's process": process_megabytes})
