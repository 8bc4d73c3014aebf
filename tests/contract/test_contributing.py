"""The worked examples of CONTRIBUTING.md are valid records, and speak of records that exist."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from geo import dataset, records


@pytest.fixture(scope="module")
def page(root):
    return (root / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def shipped(root):
    return dataset.read(root / "data")


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)


def test_source_and_claim_are_records_of_the_atlas(page, shipped):
    seed = tomllib.loads("\n".join(blocks(page, "toml")))
    source = records.Source.model_validate(seed["source"])
    claim = records.Claim.model_validate(seed["claim"][0])
    assert source.id in shipped.sources
    assert claim.incident in shipped.incidents
    assert claim.origin in shipped.origins


@pytest.mark.parametrize(("number", "kind", "group"), [(0, "Place", "places"), (1, "Incident", "incidents")])
def test_feature_is_a_record_of_the_atlas(number, kind, group, page, shipped):
    feature = json.loads(blocks(page, "json")[number])
    record = getattr(records, kind).model_validate(
        {"id": feature["id"], "geometry": feature["geometry"], **feature["properties"]})
    real = getattr(shipped, group)[record.id]
    for source in record.sources:
        assert source in shipped.sources
    if kind == "Incident":
        assert {party.actor for party in record.parties} <= set(shipped.actors)
        assert record.when == real.when
    assert record.geometry["type"] == real.geometry["type"]
