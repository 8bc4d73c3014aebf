"""What the commands print of hostile names: a terminal is never steered, whatever a file, folder or record is called."""

from __future__ import annotations

import csv
import io
import re
import sys
from pathlib import Path

import pytest
from hostile.conftest import Counted
from hostile.payloads import of_kind

from geo.cli import geo as command

STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
NAMES = ["".join([*of_kind("direction", "control"), "\x1b[2J\x1b]8;;evil.example\x07press\x1b]8;;\x07"])]


class Terminal(io.StringIO):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch):
    def run(*words: str) -> str:
        out, err = Terminal(), Terminal()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit):
                command.main(args=list(words), prog_name="geo")
        # What rich writes of its own (bold headings) is not of the data.
        return re.sub("\x1b\\[[0-9]{0,2}m", "", out.getvalue()) + err.getvalue()

    return run


def test_names_are_printed_as_escapes(printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: Counted) -> None:
    monkeypatch.chdir(tmp_path)
    wrong, cases = [], 0
    for number, name in enumerate(NAMES):
        events = f"{number}{name}.csv"
        with Path(events).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["id", "title", "date", "lat", "lon", "kind", "actor_a", "place", name],
                                        [f"{name}-{number}", name, "2020-01-01", "1", "2", name, name, name, name],
                                        ["bad", name, name, "1", "2", name, name, name, name]])
        atlas = f"atlas{name}"
        for words in (["import", events], ["import", events, "--on-bad", "skip", "-o", f"{name}.parquet"],
                      ["import", events, "--json"], ["incidents", "--data", f"{name}.parquet"],
                      ["incidents", "--data", f"{name}.parquet", "--csv"], ["incidents", "--data", f"{name}.parquet", "--json"],
                      ["map", f"{name}.parquet", "-o", f"{name}.html", "--title", name], ["new", atlas], ["new", atlas],
                      ["check", atlas], ["export", "--data", atlas, "--to", "csv", "-o", f"out{name}.csv"],
                      ["show", name, "--data", atlas], ["distance", name, name], ["near", name, "--within", name],
                      ["check", name], ["incidents", "--during", name], ["export", "--to", name], [name]):
            said = printed(*words)
            cases += 1
            assert said, words
            wrong += [(words, found[0]) for found in [STEERS.search(said)] if found]
        assert "\\x1b" in said or "\\x9b" in said or "\\u20" in said
    counted("text", cases=cases, failed=len(wrong))
    assert wrong == []
