"""EDTF as we read it: what is bounded, what is refused, what may and what must overlap."""

from __future__ import annotations

from datetime import date

import pytest

from geo import dates
from geo.errors import DateError


def d(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# text, earliest, latest, core: worked out by hand from ISO 8601-2, with strict bounds.
BOUNDS = [
    ("2020-06-03", "2020-06-03", "2020-06-03", ("2020-06-03", "2020-06-03")),
    ("2020-06", "2020-06-01", "2020-06-30", None),
    ("2020-02", "2020-02-01", "2020-02-29", None),  # leap year
    ("1900-02", "1900-02-01", "1900-02-28", None),  # a hundredth year that is none
    ("2020", "2020-01-01", "2020-12-31", None),
    ("2020-06-XX", "2020-06-01", "2020-06-30", None),
    ("2020-XX", "2020-01-01", "2020-12-31", None),
    ("2020-XX-XX", "2020-01-01", "2020-12-31", None),
    ("202X", "2020-01-01", "2029-12-31", None),
    ("20XX", "2000-01-01", "2099-12-31", None),
    ("2018-02-07/2018-02-08", "2018-02-07", "2018-02-08", ("2018-02-07", "2018-02-08")),
    # It began in October and ended in December: the days from the last of October to the first of December are certain.
    ("2023-10/2023-12", "2023-10-01", "2023-12-31", ("2023-10-31", "2023-12-01")),
    ("2023-10/2023-10", "2023-10-01", "2023-10-31", None),
    ("2017-07/2025-06~", "2017-07-01", "2025-06-30", ("2017-07-31", "2025-06-01")),
    ("2019-11-14/..", "2019-11-14", None, ("2019-11-14", "2019-11-14")),
    ("2019-11-14/", "2019-11-14", None, ("2019-11-14", "2019-11-14")),
    ("2015-11/..", "2015-11-01", None, None),
    ("../2019-10-18", None, "2019-10-18", ("2019-10-18", "2019-10-18")),
    ("/2019-10", None, "2019-10-31", None),
    ("../..", None, None, None),
    ("[2020-08-20..2020-08-24]", "2020-08-20", "2020-08-24", None),
    ("[2021-06-19,2021-06-20]", "2021-06-19", "2021-06-20", None),
    ("[2021-06-20,2021-06-19]", "2021-06-19", "2021-06-20", None),
    ("[2020-06,2020-08-01..2020-08-03]", "2020-06-01", "2020-08-03", None),
    ("[..2020-06-03]", None, "2020-06-03", None),
    ("[2020-06-03..]", "2020-06-03", None, None),
    ("0001-01-01", "0001-01-01", "0001-01-01", ("0001-01-01", "0001-01-01")),
    ("9999", "9999-01-01", "9999-12-31", None),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "core"), BOUNDS)
def test_bounds_are_strict(text: str, earliest: str | None, latest: str | None, core: tuple[str, str] | None) -> None:
    when = dates.parse(text)
    assert (when.earliest, when.latest) == (d(earliest), d(latest))
    assert (when.core_start, when.core_end) == (tuple(map(d, core)) if core else (None, None))
    assert (when.is_open_start, when.is_open_end) == (earliest is None, latest is None)
    assert when.is_interval == ("/" in text)
    assert when.text == text


@pytest.mark.parametrize(("sign", "approximate", "uncertain"),
                         [("~", True, False), ("?", False, True), ("%", True, True)])
@pytest.mark.parametrize("form", ["2020-08-25{}", "2020-08{}", "2020{}", "2020-08-25{}/2020-09", "2020-08/2020-09-01{}",
                                  "[2020-08-25{},2020-08-27]", "[2020-08-25..2020-08-27{}]"])
def test_qualifier_sets_a_flag_and_moves_no_bound(form: str, sign: str, approximate: bool, uncertain: bool) -> None:
    plain, marked = dates.parse(form.format("")), dates.parse(form.format(sign))
    assert (marked.earliest, marked.latest, marked.core_start, marked.core_end) == (
        plain.earliest, plain.latest, plain.core_start, plain.core_end)
    assert (marked.approximate, marked.uncertain) == (approximate, uncertain)
    assert (plain.approximate, plain.uncertain) == (False, False)


REFUSED = {
    "": "empty", "soon": "not a date", "2020-02-30": "2020-02 has 29 days", "2019-02-29": "2019-02 has 28 days",
    "2020-13": "months run from 01 to 12", "2020-00": "months", "2020-06-00": "30 days", "0000": "0001 to 9999",
    "2020-06-05/2020-06-03": "ends before it starts", "2021/2020": "ends before", "[2021..2020]": "ends before",
    "٢٠٢٠-٠٦-٠٣": "digits other than 0 to 9", "２０２０": "digits", " 2020": "a space", "2020-06-03 ": "a space",
    "2020 -06": "a space", "2020-06-03\n": "a space",
    "2020-06-03T10:00": "time of day", "{2020,2021}": "one record per date",
    "2020-6-3": "not a date", "20200603": "not a date", "03/06/2020": "write year-month-day", "3.6.2020": "write year-month-day",
    "2020-06-3X": "not a date", "2020-XX-03": "unknown part before",
    "202X-06": "unknown part before", "XXXX": "not a date",
    "2020-06?-03": "not a date", "?2020": "not a date", "2020~~": "not a date",
    "2020-21": "months", "-2020": "not a date",
    "/": "two ends", "a/b/c": "two ends", "2020/2021/2022": "two ends", "2020/x": "not a date", "[": "not a set",
    "[]": "not a set", "[2020": "not a set", "[..]": "names no date", "[2020,,2021]": "not a date",
    "[2020,..2021]": "open in the middle", "[2020..,2021]": "open in the middle", "[2020/2021]": "not a date",
    "2020-06-03/2020-06-05/": "two ends", "..": "not a date", "2020..2021": "not a date", "2020-06-03Z": "not a date",
    "12020-06-03": "not a date", "2020-06-03‎": "not a date", "2020−06−03": "not a date",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_date_is_refused_with_rule_and_cure(text: str) -> None:
    with pytest.raises(DateError) as caught:
        dates.parse(text)
    assert REFUSED[text] in f"{caught.value.found} {caught.value.rule} {caught.value.cure}"
    assert caught.value.rule
    assert caught.value.cure
    assert caught.value.code == "bad-date"


@pytest.mark.parametrize("text", ["03/06/2020", "3/6/2020", "03.06.2020", "3-6-2020", "2020/06/03", "2020.6.3"])
def test_day_written_another_way_is_told_the_order(text: str) -> None:
    for read in (dates.parse, dates.day, dates.interval):
        with pytest.raises(DateError) as caught:
            read(text)
        assert caught.value.cure == "write year-month-day, such as 2020-06-03"


@pytest.mark.parametrize("value", [None, 2020, 2020.5, True, b"2020", date(2020, 6, 3), ["2020"], {"a": 1}])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(DateError, match="is not text"):
        dates.parse(value)  # type: ignore[arg-type]


# record, filter, possible, certain: worked out by hand.
OVERLAPS = [
    ("2020-06-03", "2020-06-03", True, True),
    ("2020-06-03", "2020-06-04", False, False),
    ("2020-06-03", "2020", True, True),
    ("2020-06-03", "2020-06-01/2020-06-05", True, True),
    ("2020-06", "2020-06-03", True, False),  # some day of June, perhaps the 3rd
    ("2020-06", "2020-06", True, True),
    ("2020-06", "2020-05-31/2020-06-29", True, False),
    ("2020-06", "2020-07", False, False),
    ("2018-02-07/2018-02-08", "2018-02-08", True, True),  # an interval held on each of its days
    ("2018-02-07/2018-02-08", "2018-02-09", False, False),
    ("2018-02-07/2018-02-08", "2018-02-01/2018-02-07", True, True),
    ("[2018-02-10,2018-02-11]", "2018-02-10", True, False),  # one of two days
    ("[2018-02-10,2018-02-11]", "2018-02-10/2018-02-11", True, True),
    ("[2018-02-10,2018-02-11]", "2018-02", True, True),
    ("[2020-07-10..2020-07-12]", "2020-07-12/2020-07-20", True, False),
    ("2023-10/2023-12", "2023-11-15", True, True),
    ("2023-10/2023-12", "2023-10-15", True, False),
    ("2023-10/2023-12", "2023-10-31", True, True),
    ("2019-11-14/..", "2020-06-03", True, False),  # an open end is no evidence
    ("2019-11-14/..", "2019-11-14", True, True),
    ("2019-11-14/..", "2019-11-13", False, False),
    ("2019-11-14/..", "2019-11-01/..", True, True),
    ("../2019-10-18", "2019-10-01", True, False),
    ("../2019-10-18", "2019-10-18", True, True),
    ("../2019-10-18", "2019-10-19", False, False),
    ("../..", "2020", True, False),
    ("../..", "../..", True, True),
    ("[..2020-06-03]", "2020-06-01/..", True, False),
    ("[..2020-06-03]", "../2020-06-03", True, True),
    ("2020-07-16~", "2020-07-16", True, True),  # as stated; the flag says that it is approximate
    ("2020-07-16~", "2020-07-17", False, False),
    ("2019-12-25?", "2019-12", True, True),
]


@pytest.mark.parametrize(("record", "span", "possible", "certain"), OVERLAPS)
def test_possible_and_certain_overlap(record: str, span: str, possible: bool, certain: bool) -> None:
    assert dates.possible(record, span) is possible
    assert dates.possible(span, record) is possible
    assert dates.certain(record, span) is certain
    assert dates.certain(dates.parse(record), dates.interval(span)) is certain


def test_filter_interval_is_exact() -> None:
    assert dates.interval("2020").latest == date(2020, 12, 31)
    with pytest.raises(DateError, match="widen the days"):
        dates.interval("2020-06-03~")


def test_as_of_day_is_one_day() -> None:
    assert dates.day("2020-06-03") == date(2020, 6, 3)
    for text in ("2020-06", "2020-06-03/2020-06-03", "[2020-06-03]", "2020-06-03/..", "../2020-06-03"):
        with pytest.raises(DateError, match="not one day"):
            dates.day(text)


def test_day_number_counts_from_1970() -> None:
    # 1970 to 2019 hold 50 * 365 days and 12 leap days; then January to May of a leap year, 152, and 2 of June.
    assert dates.day_number(date(2020, 6, 3)) == 50 * 365 + 12 + 152 + 2
    assert dates.day_number(date(1970, 1, 1)) == 0
    assert dates.day_number(date(1969, 12, 31)) == -1


def test_equal_texts_share_one_value() -> None:
    assert dates.parse("2020-06-03") is dates.parse("2020-06-" + "03")


def test_a_date_is_not_changed() -> None:
    with pytest.raises(AttributeError):
        dates.parse("2020").earliest = date(2020, 2, 1)  # type: ignore[misc]
