"""geo/web/control.js answers as geo/control.py does: the same zones, candidates and metres, for any position and day."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from geo import payload
from geo.about import read
from geo.atlas import View
from geo.dataset import locate

SAME_M = 10  # promised; the outlines travel in ten-thousandths of a degree, as the curated ones are written
FOUND_M = 0.1

ASK = """async ([text, rows]) => {
  const { readPayload } = await import("/payload.js");
  const { controlAt } = await import("/control.js");
  const data = readPayload(text);
  const ids = (list) => list.map((row) => data.zones.id[row]);
  const answer = (found) => [found.answer, ids(found.zones), found.reach.map(([row, far]) => [data.zones.id[row], far]),
    found.edge_m, ids(found.overlays), found.last && [found.last.days, ...answer(found.last)]];
  return rows.map(([lon, lat, day]) => answer(controlAt(data, lon, lat, day)));
}"""


@pytest.fixture(scope="module")
def payload_text() -> str:
    view = View.load()
    return json.dumps(payload.payload(view, words={}, about=read(locate(view.folder).data)))


def test_the_golden_answers_regenerate(root: Path):
    made = runpy.run_path(str(root / "tests" / "golden" / "make_control.py"))
    assert made["FILE"].read_text(encoding="utf-8") == made["text"]()


def test_the_golden_answers_cover_every_kind(golden: Callable[[str], Any]):
    rows = golden("control.json")
    assert len(rows) >= 200
    assert {row[3] for row in rows} == {"certain", "possible", "unknown"}
    assert any(row[8] for row in rows)  # days without zones, with what was last known
    assert any(row[7] for row in rows)  # overlays


def test_the_page_gives_the_golden_answers(modules: Page, golden: Callable[[str], Any], payload_text: str):
    rows = golden("control.json")
    for row, found in zip(rows, modules.evaluate(ASK, [payload_text, rows]), strict=True):
        assert_same(row[3:], found, row[:3])


def assert_same(wanted: list[Any], found: list[Any], asked: list[Any]) -> None:
    answer, zones, candidates, edge_m, overlays, last = wanted
    assert (found[0], sorted(found[1]), sorted(found[4])) == (answer, sorted(zones), sorted(overlays)), asked
    assert [item[0] for item in found[2]] == [item[0] for item in candidates], asked
    assert [item[1] for item in found[2]] == pytest.approx([item[1] for item in candidates], abs=FOUND_M), asked
    assert found[3] == (None if edge_m is None else pytest.approx(edge_m, abs=FOUND_M)), asked
    assert FOUND_M < SAME_M
    assert bool(found[5]) == bool(last), asked
    if last:
        assert found[5][0] == last[0], asked
        assert_same(last[1:], found[5][1:], asked)
