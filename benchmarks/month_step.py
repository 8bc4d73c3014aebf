"""Measures showing another month, ours beside Folium Timeline: the script of it, and all that the main thread does.

Timeline's setTime takes and puts the circles of a month, and that is all its page has. Ours also draws the list, the count, the
names on the map and the bars anew, and reads the address first: more work than the peer's, and all of it is counted.
"""

from __future__ import annotations

from in_page import compare
from steps import month_ms, month_thread_ms
from turns import Target

TARGETS = {10_000: Target(1 / 10), 400_000: Target(1 / 50)}

if __name__ == "__main__":
    compare(__doc__ or "", "month step, script", month_ms, unit="ms", targets=TARGETS,
            besides={"month step, main thread": month_thread_ms})
