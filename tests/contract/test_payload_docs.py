"""The payload of the page is what docs/payload.md says: every field, no more."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from geo import build, columns, wire_read
from geo.atlas import View
from geo.errors import UsageError

TABLES = ("actors", "origins", "sources", "places", "presences", "zones", "incidents", "claims")


@pytest.fixture(scope="module")
def payload() -> dict[str, Any]:
    return build.draw(View.load()).payload


@pytest.fixture(scope="module")
def documented(root: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    heading = ""
    for line in (root / "docs" / "payload.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
            found[heading] = set()
        elif match := re.match(r"\| `(\w+)` \| \S", line):
            found[heading].add(match[1])
    return found


def test_the_payload_has_the_documented_fields(payload: dict[str, Any], documented: dict[str, set[str]]) -> None:
    assert set(payload) == documented["payload"]


@pytest.mark.parametrize("name", TABLES)
def test_each_table_has_the_documented_columns(payload: dict[str, Any], documented: dict[str, set[str]], name: str) -> None:
    assert set(payload[name]) == documented[name]


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_of_a_table_are_equally_long(payload: dict[str, Any], name: str) -> None:
    lengths = {len(column["rows"]) if isinstance(column, dict) else len(column) for column in payload[name].values()}
    assert len(lengths) == 1


def test_a_packed_column_reads_as_it_was() -> None:
    values = ["a long enough text", None, "a long enough text", ["b"], ["b"], "a long enough text"]
    packed = columns.packed({"one": values})["one"]
    assert isinstance(packed, dict)
    assert wire_read.column_of(packed) == values


def test_a_founding_source_that_does_not_exist_is_refused(root: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(root / "tests" / "fixtures" / "tiny", data)
    (data / "about.toml").write_text('[atlas]\nfounding = ["fictional-herald-2020-03-05"]\n', encoding="utf-8")
    made = build.draw(View.load(data)).payload
    assert [wire_read.column_of(made["sources"]["id"])[row] for row in made["founding"]] == ["fictional-herald-2020-03-05"]
    (data / "about.toml").write_text('[atlas]\nfounding = ["nobody-2020"]\n', encoding="utf-8")
    with pytest.raises(UsageError, match="nobody-2020"):
        build.draw(View.load(data))
