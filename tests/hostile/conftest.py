"""What the hostile tests share: `counted` notes how many cases of a promise were tried, and a table of them ends the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from _pytest.terminal import TerminalReporter
from crashing import Machine

PROMISES = {
    "distances": "right distances, or a refusal",
    "bad data": "a damaged data folder is judged rightly",
    "bad tables": "a damaged dataset is judged rightly",
    "good files": "nothing good is refused",
    "text": "hostile text is shown, never run",
    "exports": "exports carry no weapons",
    "crash": "a crash never costs data",
    "same bytes": "the same input gives the same bytes",
    "fuzzed": "parsers and round trips stand fuzzing",
    "supply": "no network, no surprise packages",
}
Counted = Callable[..., None]


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Counted:
    """`counted("crash", cases=200, failed=0)`: call it before asserting, so that what failed is in the table too."""

    def count(promise: str, *, cases: int, failed: int = 0) -> None:
        assert promise in PROMISES, promise
        record_property("hostile", f"{promise}|{cases}|{failed}")

    return count


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Promise, cases, as required, failed: over all tests that counted, in whichever process they ran."""
    cases: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", []):
                if name == "hostile" and getattr(report, "when", "") == "call":
                    promise, tried, wrong = value.split("|")
                    cases[promise] += int(tried)
                    failed[promise] += int(wrong)
    if not cases:
        return
    terminalreporter.section("promises", sep="=")
    terminalreporter.write_line(f"{'promise':45} {'cases':>6} {'as required':>12} {'failed':>7}")
    for promise in PROMISES:
        if promise in cases:
            right = cases[promise] - failed[promise]
            terminalreporter.write_line(f"{PROMISES[promise]:45} {cases[promise]:6,} {right:12,} {failed[promise]:7,}")
    terminalreporter.write_line(f"{'all':45} {sum(cases.values()):6,} {sum(cases.values()) - sum(failed.values()):12,} "
                                f"{sum(failed.values()):7,}")


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A process that runs commands in copies of itself, to be killed; see tests/crashing.py."""
    made = Machine(tmp_path_factory.mktemp("machine"))
    yield made
    made.close()
