"""Dates as people write them: read when they read one way, refused when they do not, never shifted."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DateError, FormatError, UsageError
from geo.formats import written


@pytest.mark.parametrize("cell, edtf", [
    ("", ""), ("2023", "2023"), ("2023-01", "2023-01"), ("2023-01-31", "2023-01-31"), ("2023-01-31~", "2023-01-31~"),
    ("2023-01-30/2023-02-01", "2023-01-30/2023-02-01"),
    ("2023-01-31T23:59:59Z", "2023-01-31"), ("2023-01-31T23:59:59+14:00", "2023-01-31"),
    ("2023-01-31T00:00:00-12:00", "2023-01-31"), ("2023-01-31 14:05", "2023-01-31"),
    ("2023-01-31 14:05:06.123456", "2023-01-31"),
    ("2023/01/31", "2023-01-31"), ("2023/1/3", "2023-01-03"), ("2023-1-3", "2023-01-03"), ("20230131", "2023-01-31"),
    ("31 January 2023", "2023-01-31"), ("1 Jan 2023", "2023-01-01"), ("31-Jan-2023", "2023-01-31"),
    ("January 31, 2023", "2023-01-31"), ("Jan. 31 2023", "2023-01-31"), ("3rd March 2023", "2023-03-03"),
    ("Tuesday, 31 January 2023", "2023-01-31"), ("Sept 2020", "2020-09"), ("29 February 2020", "2020-02-29"),
])
def test_reads(cell, edtf):
    assert written.as_edtf(cell) == edtf


@pytest.mark.parametrize("cell", [
    "31/01/23", "31-Jan-23", "yesterday", "2023-02-30", "30 February 2023", "31 Januar 2023", "2023-13-01", "44957",
    "44957.5", "20231301", "2023-01-31T", "03/04/2023", "٢٠٢٣-٠١-٣١", "2023-01-31 25", "0000-01-01", "1 2 3", "NA",
])
def test_refuses(cell):
    with pytest.raises(DateError):
        written.as_edtf(cell)


@given(st.dates(datetime.date(1000, 1, 1)), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%Y%j", "%d.%m.%Y", "%d %B %Y"]))
def test_by_a_form_a_date_comes_back_the_same(day, form):
    # the standard library writes it, we read it
    assert written.reader([], field="when", date_format=form)(day.strftime(form)) == day.isoformat()


@given(st.dates(datetime.date(1800, 1, 1), datetime.date(2099, 12, 31)), st.integers(-14, 14), st.times())
def test_no_time_of_day_and_no_zone_moves_a_date(day, hours, time):
    zone = datetime.timezone(datetime.timedelta(hours=hours))
    assert written.as_edtf(datetime.datetime.combine(day, time, zone).isoformat()) == day.isoformat()


def test_a_form_without_a_day_gives_a_month_or_a_year():
    assert written.reader([], field="when", date_format="%m/%Y")("03/2020") == "2020-03"
    assert written.reader([], field="when", date_format="%Y")("2020") == "2020"


@pytest.mark.parametrize("form", ["%d/%m", "nonsense", "%Y-%Q"])
def test_a_form_that_is_none_is_refused(form):
    with pytest.raises(UsageError):
        written.reader([], field="when", date_format=form)


@pytest.mark.parametrize("cells, order", [
    (["31/01/2023", "03/04/2023"], "day-month"), (["01/31/2023", "03/04/2023"], "month-day"),
    (["03.04.2023", "13.04.2023"], "day-month"), (["2023-01-01"], "day-month"), (["03/03/2023"], "day-month"),
])
def test_a_column_proves_its_order(cells, order):
    assert written.proven(cells, field="date", name="f.csv") == order


@pytest.mark.parametrize("cells, said", [
    (["03/04/2023", "05/06/2023"], "reads as day-month and as month-day"),
    (["31/01/2023", "01/31/2023"], "'31/01/2023' is day-month and '01/31/2023' is month-day"),
])
def test_what_reads_two_ways_is_an_error_that_names_both(cells, said):
    with pytest.raises(FormatError, match=said) as caught:
        written.proven(cells, field="date", name="f.csv")
    assert caught.value.code == "ambiguous-date"
