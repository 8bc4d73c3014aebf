"""geo/web/fold.js gives all spellings of a name in one script one key, agrees with geo/names.py, and ranks matches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from geo import names

CallEach = Callable[..., list[Any]]
Golden = Callable[[str], Any]


@pytest.fixture(scope="module")
def real_names() -> list[str]:
    """Every name of a place, zone, incident and source in the packaged atlas."""
    from geo import dataset

    return sorted({name for entry in names.Names.of(dataset.read()).entries for name in entry.spellings})


@pytest.fixture
def pairs(golden: Golden) -> list[list[str]]:
    return golden("fold.json")["pairs"]


def test_keys_are_those_written_in_the_golden_file(pairs: list[list[str]], call_each: CallEach):
    folded = call_each("fold.js", "fold", [[text] for text, _ in pairs])
    assert dict(zip((text for text, _ in pairs), folded, strict=True)) == dict(pairs)


def test_folding_twice_changes_nothing_more(pairs: list[list[str]], call_each: CallEach):
    keys = [key for _, key in pairs]
    assert call_each("fold.js", "fold", [[key] for key in keys]) == keys


def test_python_makes_the_same_key_of_latin_names(pairs: list[list[str]]):
    latin = [(text, key) for text, key in pairs if key.isascii()]
    assert [names.fold(text) for text, _ in latin] == [key for _, key in latin]


def test_python_makes_one_key_of_a_name_and_its_folded_form(pairs: list[list[str]]):
    assert [names.fold(key) for _, key in pairs] == [names.fold(text) for text, _ in pairs]


def test_every_name_of_the_atlas_folds_to_what_python_folds(real_names: list[str], call_each: CallEach):
    assert len(real_names) > 100
    keys = dict(zip(real_names, call_each("fold.js", "fold", [[name] for name in real_names]), strict=True))
    assert {name: key for name, key in keys.items() if names.fold(key) != names.fold(name)} == {}
    assert {name: key for name, key in keys.items() if key.isascii() and key != names.fold(name)} == {}


def test_scores_are_those_written_in_the_golden_file(golden: Golden, call_each: CallEach):
    rows = golden("fold.json")["scores"]
    scores = call_each("fold.js", "matchScore", [[query, key] for query, key, _ in rows])
    assert [[*row[:2], score] for row, score in zip(rows, scores, strict=True)] == rows


def test_what_is_not_text_is_folded_as_it_reads(call_each: CallEach):
    assert call_each("fold.js", "fold", [[2020], [None]]) == ["2020", "nul"]
