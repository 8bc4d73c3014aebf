"""docs/data-model.md names every field of every record type and no other; derived pages are what the code says now."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from geo import records, vocabulary

TYPES = [kind for kind in vars(records).values()
         if isinstance(kind, type) and issubclass(kind, records.Record) and kind is not records.Record]


@pytest.fixture(scope="module")
def page(root):
    return (root / "docs" / "data-model.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_table_lists_the_fields_in_order(kind, page):
    section = re.search(rf"^## {kind.__name__}\n(.*?)(?=^## |\Z)", page, flags=re.MULTILINE | re.DOTALL)
    assert section, f"no section {kind.__name__}"
    assert re.findall(r"^\| `(\w+)` \|", section[1], flags=re.MULTILINE) == list(kind.model_fields)


def test_crosswalk_is_the_code_s(page):
    rows = re.findall(r"^\| `(\w+)` \| (\d) \| (\d|none) \|$", page, flags=re.MULTILINE)
    assert {name: int(ucdp) for name, ucdp, _ in rows} == vocabulary.UCDP_WHERE_PREC
    acled = {name: None if code == "none" else int(code) for name, _, code in rows}
    assert acled == vocabulary.ACLED_GEO_PRECISION


def test_licence_page_names_every_base_map_file_with_its_licence(root):
    rows = (root / "data" / "LICENSE.md").read_text(encoding="utf-8").splitlines()
    for path in sorted((root / "data" / "basemap").glob("*.geojson")):
        licence = json.loads(path.read_text(encoding="utf-8"))["source"]["licence"]
        (row,) = (line for line in rows if f"`{path.name}`" in line)
        assert licence in row, path.name


@pytest.mark.slow
def test_derived_pages_are_fresh(root):
    command = [sys.executable, str(root / "scripts" / "docs.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
