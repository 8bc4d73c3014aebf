"""Measures the script time of showing another month, ours beside Folium Timeline, through the clock of each page."""

from __future__ import annotations

from in_page import compare
from steps import month_ms
from turns import Target

TARGETS = {10_000: Target(1 / 10), 400_000: Target(1 / 50)}

if __name__ == "__main__":
    compare(__doc__ or "", "month step, script", month_ms, unit="ms", targets=TARGETS)
