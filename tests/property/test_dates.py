"""Dates against the edtf package: its strict bounds are the oracle (its fuzzy ones widen a day by a year)."""

from __future__ import annotations

import time
from datetime import date, timedelta

import edtf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo import dates
from geo.errors import DateError

days = st.dates(date(1000, 1, 1), date(9999, 12, 31))
signs = st.sampled_from(["", "?", "~", "%"])
stated = st.one_of(
    days.map(str), days.map(lambda day: str(day)[:7]), days.map(lambda day: str(day)[:4]),
)
masked = days.flatmap(lambda day: st.sampled_from([f"{str(day)[:7]}-XX", f"{day.year}-XX", f"{day.year}-XX-XX"]))
tables = st.lists(days, min_size=2, max_size=4, unique=True).map(sorted)


def struct_day(moment: time.struct_time) -> date:
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)


def oracle(text: str) -> tuple[date, date]:
    parsed = edtf.parse_edtf(text)
    return struct_day(parsed.lower_strict()), struct_day(parsed.upper_strict())


@given(stated, signs)
@example("2020-08-25", "~")
def test_stated_dates_have_the_strict_bounds_of_edtf(text: str, sign: str) -> None:
    when = dates.parse(text + sign)
    assert (when.earliest, when.latest) == oracle(text + sign)


@given(masked)
def test_masked_dates_have_the_strict_bounds_of_edtf(text: str) -> None:
    when = dates.parse(text)
    assert (when.earliest, when.latest) == oracle(text)


def interval_of(a: date, b: date, sign_a: str, sign_b: str) -> str:
    return f"{min(a, b)}{sign_a}/{max(a, b)}{sign_b}"


def set_of(members: list[date], is_range: bool) -> str:
    return f"[{members[0]}..{members[-1]}]" if is_range else f"[{','.join(map(str, members))}]"


# The oracle takes a tenth of a second for these, so it judges some; the bounds of all are the days they were made from.
@settings(max_examples=20)
@given(days, days, signs, signs)
def test_intervals_have_the_strict_bounds_of_edtf(a: date, b: date, sign_a: str, sign_b: str) -> None:
    text = interval_of(a, b, sign_a, sign_b)
    when = dates.parse(text)
    assert (when.earliest, when.latest) == oracle(text)


@given(days, days, signs, signs)
def test_intervals_are_bounded_by_their_days(a: date, b: date, sign_a: str, sign_b: str) -> None:
    when = dates.parse(interval_of(a, b, sign_a, sign_b))
    assert (when.earliest, when.latest) == (min(a, b), max(a, b))


@settings(max_examples=15)
@given(tables, st.booleans())
def test_sets_have_the_strict_bounds_of_edtf(members: list[date], is_range: bool) -> None:
    text = set_of(members, is_range)
    when = dates.parse(text)
    assert (when.earliest, when.latest) == oracle(text)


@given(tables, st.booleans())
def test_sets_are_bounded_by_their_days(members: list[date], is_range: bool) -> None:
    when = dates.parse(set_of(members, is_range))
    assert (when.earliest, when.latest) == (members[0], members[-1])


@given(st.integers(1, 9999), st.integers(0, 13), st.integers(0, 32))
def test_a_day_is_read_exactly_when_it_exists(year: int, month: int, day: int) -> None:
    text = f"{year:04}-{month:02}-{day:02}"
    try:
        expected = date(year, month, day)
    except ValueError:
        with pytest.raises(DateError):
            dates.parse(text)
    else:
        assert dates.parse(text).earliest == expected


@given(st.one_of(st.text(max_size=30), st.text("0123456789-/.[],?~%X", max_size=24)))
def test_any_text_is_read_or_refused_never_a_crash(text: str) -> None:
    try:
        when = dates.parse(text)
    except DateError:
        return
    assert when.text == text
    assert when.earliest is None or when.latest is None or when.earliest <= when.latest


# The truth for one record: the days on which it may have been; overlap in the worst and best case by trying each.
short = st.integers(0, 40).map(lambda offset: date(2020, 1, 20) + timedelta(days=offset))


@given(short, st.integers(0, 8), short, st.integers(0, 8), st.sampled_from(["interval", "one_of"]))
def test_overlap_agrees_with_trying_every_day(a: date, a_days: int, b: date, b_days: int, form: str) -> None:
    last_a, last_b = a + timedelta(days=a_days), b + timedelta(days=b_days)
    record = f"{a}/{last_a}" if form == "interval" else f"[{a}..{last_a}]"
    may_be = [a + timedelta(days=n) for n in range(a_days + 1)]
    wanted = {b + timedelta(days=n) for n in range(b_days + 1)}
    hits = [day in wanted for day in may_be]
    assert dates.possible(record, f"{b}/{last_b}") == any(hits)
    assert dates.certain(record, f"{b}/{last_b}") == (any(hits) if form == "interval" else all(hits))


@given(stated, stated)
def test_what_is_certain_is_possible(a: str, b: str) -> None:
    assert dates.possible(a, b) or not dates.certain(a, b)
