"""Errors and problems: what a message says, that it hides nothing, and that the documentation shows real ones."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from geo import errors
from geo.errors import (
    CODES,
    MESSAGE_LIMIT,
    AmbiguousName,
    DataError,
    DateError,
    FormatError,
    GeoError,
    PositionError,
    Problem,
    RecordError,
    UnknownName,
    UsageError,
)

PROBLEM = Problem("bad-date", "error", "incidents.geojson", "alda-block-2020-03-04", "when",
                  "found 'x'", "a rule", "a cure")


def examples() -> list[GeoError]:
    return [DataError([PROBLEM]), DateError("found", "rule", "cure"), PositionError("found"),
            UnknownName("Aldo", ["Alda"]), AmbiguousName("Al", ["alda", "alba"]), UsageError("found", "rule"),
            RecordError("bad-text", "found", "rule", "cure"), FormatError("found", "rule", "cure")]


def test_every_error_is_a_geo_error_with_a_listed_code() -> None:
    for error in examples():
        assert isinstance(error, GeoError)
        assert error.code in CODES
        assert str(error).startswith(f"[{error.code}] {error.found}")


def test_the_tree_at_the_top_names_every_error() -> None:
    drawn = set(re.findall(r"\+-- (\w+)", errors.__doc__ or ""))
    direct = GeoError.__subclasses__()
    all_below = [*direct, *(below for cls in direct for below in cls.__subclasses__())]
    assert drawn == {cls.__name__ for cls in all_below if cls.__module__ == errors.__name__}


def test_errors_survive_a_trip_between_processes() -> None:
    for error in examples():
        copy = pickle.loads(pickle.dumps(error))
        assert type(copy) is type(error)
        assert str(copy) == str(error)
        assert copy.code == error.code


def test_message_has_place_finding_rule_and_cure() -> None:
    assert str(PROBLEM) == "[bad-date] incidents.geojson, alda-block-2020-03-04, when: found 'x', a rule, a cure"
    assert PROBLEM.message == "found 'x', a rule, a cure"
    assert str(DateError("found", "", "cure")) == "[bad-date] found, cure"


def test_data_error_lists_every_problem_on_its_own_line() -> None:
    error = DataError([PROBLEM, PROBLEM])
    assert error.problems == (PROBLEM, PROBLEM)
    assert str(error).splitlines()[1:] == [str(PROBLEM)] * 2
    assert str(error).startswith("[bad-data] 2 problems in the data")
    assert "1 problem in" in str(DataError([PROBLEM]))


def test_unknown_name_offers_near_ones() -> None:
    assert "did you mean: Alda, Alba" in str(UnknownName("Aldo", ["Alda", "Alba"]))
    assert "geo places" in str(UnknownName("zzz"))


def test_ambiguous_name_lists_its_records() -> None:
    error = AmbiguousName("Salihiyah", ["salihiyah-dez", "salihiyah-abukamal"])
    assert error.candidates == ("salihiyah-dez", "salihiyah-abukamal")
    assert str(error) == ("[ambiguous-name] 'Salihiyah' fits 2 records, "
                          "name one by its id: salihiyah-dez, salihiyah-abukamal")


@pytest.mark.parametrize(("char", "escape"), [
    ("\x00", "\\x00"), ("\x1b", "\\x1b"), ("\n", "\\n"), ("\x85", "\\x85"),
    ("\u202e", "\\u202e"), ("\u2066", "\\u2066"),
    ("\u200f", "\\u200f"), ("\u200b", "\\u200b"), ("\u2028", "\\u2028"), ("\ufeff", "\\ufeff"), ("\ud800", "\\ud800"),
    ("\U000e0041", "\\U000e0041"),
])
def test_hidden_characters_are_shown_as_escapes(char: str, escape: str) -> None:
    assert errors.visible(f"a{char}b") == f"a{escape}b"
    problem = Problem("bad-text", "error", f"f{char}", f"r{char}", f"x{char}", f"found {char}", "", "")
    for text in (str(problem), str(UsageError(f"found {char}")), errors.shown(f"a{char}"), errors.shown([f"a{char}"])):
        assert char not in text
        text.encode("utf-8")


@pytest.mark.parametrize("text", ["القامشلي", "Тель-Тамр", "ܩܡܫܠܝ", "قامشلۆ‌ی", "👩‍🌾🏝️", "Qamişlo", "a – b"])
def test_every_script_is_shown_as_it_is(text: str) -> None:
    assert errors.visible(text) == text
    assert errors.shown(text) == f"'{text}'"


def test_long_values_are_cut() -> None:
    assert len(errors.shown("x" * 10_000_000)) < 200
    assert len(errors.shown(list(range(100_000)))) < 200
    assert errors.shown(["a", 1, None]) == "['a', 1, None]"


def test_messages_stay_under_the_limit() -> None:
    long = "\u202e" * 10_000
    problem = Problem("bad-text", "error", long, long, long, long, long, long)
    for text in (str(problem), str(UsageError(long, long, long)), str(UnknownName(long, [long] * 100)),
                 str(AmbiguousName(long, [long] * 100))):
        assert len(text) < MESSAGE_LIMIT


def documented() -> dict[str, str]:
    """The example message of each code in docs/errors.md; '' where it has none."""
    text = (Path(__file__).resolve().parents[2] / "docs" / "errors.md").read_text(encoding="utf-8")
    sections = re.split(r"^### (.+)$", text, flags=re.MULTILINE)[1:]
    found = {code: re.search(r"```\n(.+?)\n```", body, flags=re.DOTALL) for code, body in
             zip(sections[::2], sections[1::2], strict=True)}
    return {code: match[1] if match else "" for code, match in found.items()}


def test_documentation_has_an_entry_with_its_own_example_per_code() -> None:
    entries = documented()
    assert entries.keys() == CODES.keys()
    for code, example in entries.items():
        assert example.startswith(f"[{code}] ") or not example
