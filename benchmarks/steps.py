"""Drives the clock of an open page and reads the script time of each step, the tools' own ways: an address, or setTime."""

from __future__ import annotations

import statistics
from datetime import date, timedelta
from pathlib import Path

from browsing import HERE, Opened
from pages import DAY_MS

MONTHS = [date(2019, month, 1) for month in range(1, 11)]
WINDOWS = [(date(2017, 3, 1), date(2023, 9, 30)), (date(2018, 1, 1), date(2018, 1, 2)), (date(2017, 1, 1), date(2020, 6, 30)),
           (date(2021, 5, 5), date(2021, 6, 20)), (date(2017, 1, 1), date(2023, 12, 31)), (date(2022, 2, 2), date(2023, 2, 2))]


def told(name: str) -> str:
    """A script of peers/."""
    return (Path(HERE) / "peers" / f"{name}.js").read_text(encoding="utf-8").strip()


def step_ms(found: Opened, tool: str, first: date, last: date, of: str = "ScriptDuration") -> float:
    """Milliseconds of script, or of all the main thread does, from the step to rest."""
    found.settle()
    before = found.script_s(of)
    if tool == "ours":
        found.page.evaluate(told("our_window"), [first.isoformat(), last.isoformat()])
    else:
        found.page.evaluate(told("timeline_step"), (last - date(1970, 1, 1)).days * DAY_MS)
    found.settle()
    return (found.script_s(of) - before) * 1000


def month_ms(found: Opened, tool: str, of: str = "ScriptDuration") -> float:
    """The median month step."""
    return statistics.median(step_ms(found, tool, month, month + timedelta(days=30), of) for month in MONTHS)


def month_thread_ms(found: Opened, tool: str) -> float:
    """The same with the style, layout and painting that the step causes."""
    return month_ms(found, tool, "TaskDuration")


def window_ms(found: Opened, tool: str) -> float:
    """The slowest of windows long and short."""
    return max(step_ms(found, tool, first, last) for first, last in WINDOWS)
