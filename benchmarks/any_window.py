"""Measures the script time of the slowest of six windows, from two days to seven years, in our page."""

from __future__ import annotations

from in_page import compare
from steps import window_ms
from turns import Target

TARGETS = {400_000: Target(50.0, "ms")}

if __name__ == "__main__":
    compare(__doc__ or "", "any window, script", window_ms, unit="ms", targets=TARGETS, peer=None)
