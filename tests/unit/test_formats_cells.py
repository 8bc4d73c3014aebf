"""Cells read strictly: what is refused, what is named once for the column, and that nothing is repaired."""

from __future__ import annotations

import math

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.formats import cells
from geo.formats.rows import Rows


def rows_of(values):
    return Rows("f.csv", range(2, 2 + len(values)))


def placed(lon, lat):
    rows = rows_of(lon)
    x, y = cells.positions(lon, lat, rows)
    return x, y, rows


def test_positions_are_both_there_or_both_missing():
    x, y, rows = placed(["40.5", "", " 41 ", "4.2e1"], ["35.25", "", "36", "-35"])
    assert x[[0, 2, 3]].tolist() == [40.5, 41.0, 42.0]
    assert y[[0, 2, 3]].tolist() == [35.25, 36.0, -35.0]
    assert numpy.isnan([x[1], y[1]]).all()
    assert not rows.bad.any()


@pytest.mark.parametrize("lon, lat, code", [
    ("40", "91", "bad-cell"), ("181", "35", "bad-cell"), ("nan", "35", "bad-cell"), ("40", "inf", "bad-cell"),
    ("-inf", "1", "bad-cell"), ("1e999", "1", "bad-cell"), ("40", "", "bad-cell"), ("", "35", "bad-cell"),
    ("40 E", "35", "bad-cell"), ("40°30'", "35", "bad-cell"), ("0x1A", "35", "bad-cell"), ("1_0", "35", "bad-cell"),
    ("٤٠", "35", "bad-cell"), ("40", "35,5", "decimal-comma"), ("NA", "NA", "bad-cell"), ("True", "35", "bad-cell"),
])
def test_one_bad_position_among_good_ones_is_refused(lon, lat, code):
    _, _, rows = placed(["1", lon, "2", "3"], ["1", lat, "2", "3"])
    assert rows.bad.tolist() == [False, True, False, False]
    assert {problem.code for problem in rows.problems()} == {code}
    assert {problem.line for problem in rows.problems()} == {3}


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_a_position_comes_back_to_the_last_bit(lon, lat):
    x, y, rows = placed([repr(lon)], [repr(lat)])
    assert (x[0], y[0]) == (lon, lat)
    assert not rows.bad.any()


def test_swapped_columns_are_named_once_and_not_exchanged():
    # Myanmar: longitudes 92 to 101, latitudes 10 to 28
    _, _, rows = placed(["16.8", "21.9", "20.1"], ["96.1", "96.0", "92.9"])
    problem, = rows.problems()
    assert (problem.code, problem.line, problem.rows) == ("swapped-columns", 2, 3)
    assert rows.bad.all()


def test_one_latitude_out_of_range_among_many_is_no_swap():
    _, _, rows = placed(["40", "41", "42", "43", "44"], ["35", "95", "35", "35", "35"])
    assert [problem.code for problem in rows.problems()] == ["bad-cell"]


def test_decimal_commas_are_named_once_with_their_count():
    rows = rows_of("abc")
    found = cells.numbers(["35,2", "35.2", "36,1"], "lat", rows)
    problem, = rows.problems()
    assert (problem.code, problem.line, problem.rows) == ("decimal-comma", 2, 2)
    assert numpy.isnan(found).tolist() == [True, False, True]


def test_zero_zero_is_kept_with_a_warning():
    x, y, rows = placed(["0", "40"], ["0.0", "35"])
    assert (x[0], y[0]) == (0, 0)
    assert not rows.bad.any()
    assert [(problem.severity, problem.line) for problem in rows.problems()] == [("warning", 2)]


def test_whole_numbers():
    rows = rows_of("abcdefgh")
    found = cells.whole(["3", "3.0", "", "0", "-1", "2.5", "many", "3000000000"], "killed", rows)
    assert [None if value is cells.pandas.NA else int(value) for value in found[:4]] == [3, 3, None, 0]
    assert rows.bad.tolist() == [False] * 4 + [True] * 4


@pytest.mark.parametrize("text, found", [
    ("", ""), ("no link", ""), ("javascript:alert(1)", ""), ("see http://", ""), ("https://a.b/c?d=1&e=2", "https://a.b/c?d=1&e=2"),
    ("https://a.b, https://a.b; (https://c.d)", "https://a.b\nhttps://c.d"), ("HTTP://A.B/x", "http://A.B/x"),
    ("<a href='https://a.b/'>", "https://a.b/"), ("data:text/html,https", ""),
])
def test_links_are_http_and_https_only(text, found):
    assert cells.links(text) == found


@pytest.mark.parametrize("edtf, bounds", [
    ("", ("", None, None, "uncertain")),
    ("1970-01-01", ("1970-01-01", 0, 0, "day")),
    ("1969-12-31", ("1969-12-31", -1, -1, "day")),
    ("2000-02", ("2000-02", 10988, 11016, "span")),  # date(2000, 2, 1) is day 10,988; February 2000 has 29 days
    ("1970", ("1970", 0, 364, "span")),
    ("1970-01-02~", ("1970-01-02~", 1, 1, "approximate")),
    ("1970-01-02?", ("1970-01-02?", 1, 1, "uncertain")),
    ("1970-01-01/1970-01-03", ("1970-01-01/1970-01-03", 0, 2, "interval")),
    ("[1970-01-01..1970-01-03]", ("[1970-01-01..1970-01-03]", 0, 2, "one_of")),
    ("1970-01-01/..", ("1970-01-01/..", 0, None, "interval")),
])
def test_bounds_in_days(edtf, bounds):
    assert cells.bounds(edtf) == bounds


def test_a_repeated_id_names_the_line_of_the_first():
    rows = rows_of("abc")
    rows.unique(["a", "b", "a"])
    problem, = rows.problems()
    assert (problem.line, problem.code) == (4, "repeated-id")
    assert "line 2" in problem.found


def test_each_calls_once_for_each_text():
    calls = []
    found = cells.each(cells.text(["a", "b", "a", None, math.nan]), lambda cell: calls.append(cell) or cell.upper())
    assert found == ["A", "B", "A", "", ""]
    assert calls == ["a", "b", ""]
