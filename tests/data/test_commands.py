"""Every record of the curated atlas can be shown, and every table exported."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

import geo
from geo import cli, export, tables
from geo.cli import cards, documents


@pytest.fixture(scope="module")
def atlas() -> geo.Atlas:
    return geo.load()


@pytest.mark.parametrize("kind", ["incident", "place", "zone", "source"])
def test_every_record_has_a_card_and_a_document(kind: str, atlas: geo.Atlas):
    records = getattr(atlas.dataset, f"{kind}s")
    for key in list(records)[:: 8 if kind == "source" else 1]:
        text = cards.card(atlas, kind, key)
        assert key in text
        assert "\x1b" not in text
        assert json.loads(json.dumps(documents.shown(atlas, kind, key), allow_nan=False))["type"] == kind


@pytest.mark.parametrize("table", list(tables.COLUMNS))
def test_exports_hold_every_record(table: str, atlas: geo.Atlas):
    rows = tables.rows(atlas, table)
    text = export.text(atlas, table, to="csv")
    found = list(csv.DictReader(io.StringIO(text)))
    assert len(found) == len(rows) > 50
    assert all(not value.startswith(("=", "+", "@")) for row in found for value in row.values())
    if "geometry" in tables.COLUMNS[table]:
        assert len(json.loads(export.text(atlas, table, to="geojson"))["features"]) == len(rows)


def test_incidents_without_a_place_are_listed_and_counted():
    done = CliRunner().invoke(cli.geo, ["incidents", "--during", "2023-04"])
    assert "no place given" in done.output
    near = CliRunner().invoke(cli.geo, ["incidents", "--near", "Derik", "--within", "10km", "--match", "certain"])
    assert "6 without a place cannot be judged: f16-su35-2023-04-02" in near.output
    assert "more possibly meet the conditions" in near.output
