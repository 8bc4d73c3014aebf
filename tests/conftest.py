"""What every test shares: the slow mark, the Chromium to use (pages: browser.py), and property tests that repeat exactly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SLOW_FOLDERS = {"page", "js"}
pytest_plugins = ["browser"]

# The same examples on every run: a red run can be repeated. `HYPOTHESIS_PROFILE=wander` looks for new ones.
settings.register_profile("fixed", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("wander", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        in_browser = "browser" in getattr(item, "fixturenames", ())
        if in_browser or SLOW_FOLDERS.intersection(item.path.relative_to(ROOT).parts):
            item.add_marker(pytest.mark.slow)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes are called by their number: an archive holds the time it was made, and each process must call a test the same."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the Chromium that the browser tests drive; no test is skipped for want of one."""
    command = [sys.executable, str(ROOT / "scripts" / "chromium.py"), "--find"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(done.stderr, pytrace=False)
    return done.stdout.strip()
