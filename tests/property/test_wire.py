"""What is written as bytes for the page is read back as it was, whatever the columns hold."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from geo import wire, wire_read

texts = st.one_of(st.text(max_size=6), st.text("\0\x10p0a", max_size=6))
days = st.one_of(st.none(), st.integers(-719_162, 2_932_896))  # 1 January of the year 1 to 31 December 9999
plain = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.sampled_from(["", "a", "b"]),
                  st.lists(st.integers(0, 2), max_size=2))


def written_and_read(count: int, columns: dict[str, Any]) -> dict[str, list[Any]]:
    made = wire.wired({"t": wire.Table(count, columns)})
    carried = json.loads(json.dumps(made.tables))  # as the page gets it
    [(name, found)] = wire_read.tables(carried, made.data)
    assert name == "t"
    return found


@given(st.lists(st.tuples(days, days, texts, texts, plain), max_size=12))
@example([(None, None, "", "", None)])
@example([(5, None, "\0", "\x10", 1), (None, 5, "\x100", "\x10p", 1)])
def test_days_texts_and_lists_come_back(rows: list[tuple[Any, ...]]) -> None:
    first, last, text, name, value = ([row[at] for row in rows] for at in range(5))
    found = written_and_read(len(rows), {
        "first": wire.days(first), "last": wire.days(last, after="first"), "text": wire.Texts(text), "name": wire.Names(name),
        "value": value, "one": wire.Same("x"), "row": wire.Rows(3)})
    assert (found["first"], found["last"], found["text"], found["name"]) == (first, last, text, name)
    assert [json.dumps(one) for one in found["value"]] == [json.dumps(one) for one in value]  # true is not 1
    assert found["one"] == ["x"] * len(rows)
    assert found["row"] == list(range(3, 3 + len(rows)))


@given(st.lists(st.tuples(st.integers(0, 3), st.one_of(st.none(), st.integers(-180_000_000, 180_000_000))), max_size=12),
       st.lists(st.integers(-180_000_000, 180_000_000), min_size=4, max_size=4))
def test_numbers_near_a_value_of_their_code_come_back(rows: list[tuple[int, int | None]], base: list[int]) -> None:
    codes = np.array([code for code, _ in rows], np.int64)
    missing = np.array([value is None for _, value in rows], bool)
    whole = np.array([value or 0 for _, value in rows], np.int64)
    found = written_and_read(len(rows), {
        "code": wire.Codes(codes, ["a", "b", None, {"c": 1}]), "also": wire.Codes(codes, [1, 2, 3, 4], of="code"),
        "plain": wire.Steps(whole, 1_000_000, missing),
        "near": wire.Steps(whole, 1_000_000, missing, near="code", base=np.array(base, np.int64))})
    values = [None if value is None else value / 1_000_000 for _, value in rows]
    assert found["plain"] == found["near"] == values
    assert found["code"] == [["a", "b", None, {"c": 1}][code] for code, _ in rows]
    assert found["also"] == [code + 1 for code, _ in rows]


@given(st.lists(st.integers(0, 10**9 - 1), max_size=8), st.sampled_from(["", "a-", "7-", "\0"]), st.sampled_from([0, 3, 9]))
def test_numbered_names_come_back_with_their_noughts(numbers: list[int], prefix: str, digits: int) -> None:
    names = [f"{prefix}{number:0{digits}d}" for number in numbers]
    assert written_and_read(len(names), {"id": wire.Names(names)})["id"] == names


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6), st.integers(-500, 500).map(lambda n: n / 100)), max_size=8))
def test_numbers_are_never_rounded_on_the_way(values: list[float | None]) -> None:
    found = written_and_read(len(values), {"x": wire.steps(values, 100)})["x"]
    assert found == values
