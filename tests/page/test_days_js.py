"""geo/web/days.js counts and words days as Python's datetime does, in every timezone, with no Date object."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

CallEach = Callable[..., list[Any]]
Golden = Callable[[str], Any]
WEB = Path(__file__).resolve().parents[2] / "geo" / "web"
# Eleven hours behind to three ahead; Damascus had summer time until 2022 and none since.
TIMEZONES = ("Pacific/Honolulu", "UTC", "Asia/Damascus")

ALL_DAYS = """async ([from, to]) => {
  const { dayText, dayNumber } = await import("/days.js");
  const texts = [];
  for (let n = from; n <= to; n += 1) {
    const text = dayText(n);
    if (dayNumber(text) !== n) throw new Error(`${n} is ${text} is ${dayNumber(text)}`);
    texts.push(text);
  }
  const bytes = new TextEncoder().encode(texts.join("\\n"));
  let sum = 0;
  for (const byte of bytes) sum = (sum * 31 + byte) % 2147483647;
  return [texts.length, sum];
}"""

# Hand-made: earliest, latest (None is an open end), words.
RANGES = [
    ["2020-06-03", "2020-06-03", "3 June 2020"],
    ["2020-06-01", "2020-06-30", "1 to 30 June 2020"],
    ["2018-02-07", "2018-02-08", "7 to 8 February 2018"],
    ["2020-01-01", "2020-06-30", "1 Jan to 30 Jun 2020"],
    ["2019-11-14", "2020-02-12", "14 Nov 2019 to 12 Feb 2020"],
    ["2019-06-01", "2020-06-01", "1 Jun 2019 to 1 Jun 2020"],
    ["2020-05-31", "2020-06-01", "31 May to 1 Jun 2020"],
    ["2015-11-01", None, "since 1 November 2015"],
    [None, "2025-05-31", "until 31 May 2025"],
    [None, None, "undated"],
]


def day(text: str | None) -> int | None:
    return text and date.fromisoformat(text).toordinal() - date(1970, 1, 1).toordinal()


@pytest.fixture(params=TIMEZONES)
def zoned(request: pytest.FixtureRequest, modules_in: Callable[[str], Page]) -> Page:
    """A page of modules in each timezone, which the browser itself confirms."""
    page = modules_in(request.param)
    assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == request.param
    return page


def test_the_golden_file_is_what_datetime_says(golden: Golden, golden_maker: dict[str, Any]):
    assert golden("days.json") == golden_maker["days"]()


def test_days_are_those_of_datetime_in_every_timezone(golden: Golden, call_each: CallEach, zoned: Page):
    rows = golden("days.json")["days"]
    numbers = [[row[0]] for row in rows]
    assert call_each("days.js", "dayNumber", [[row[1]] for row in rows], page=zoned) == [row[0] for row in rows]
    for column, name in enumerate(("dayText", "dayWords", "monthStart", "weekStart", "yearOf"), start=1):
        assert call_each("days.js", name, numbers, page=zoned) == [row[column] for row in rows], name


def test_months_are_added_as_the_calendar_has_them(golden: Golden, call_each: CallEach, zoned: Page):
    rows = golden("days.json")["months"]
    assert call_each("days.js", "addMonths", [row[:2] for row in rows], page=zoned) == [row[2] for row in rows]


def test_every_day_of_four_centuries_is_that_of_datetime(modules: Page):
    low, high = date(1800, 1, 1), date(2199, 12, 31)
    texts = [date.fromordinal(n).isoformat() for n in range(low.toordinal(), high.toordinal() + 1)]
    total = 0
    for byte in "\n".join(texts).encode():
        total = (total * 31 + byte) % 2147483647
    assert modules.evaluate(ALL_DAYS, [day(texts[0]), day(texts[-1])]) == [len(texts), total]


def test_no_day_from_first_to_last_is_lost(modules: Page):
    count, _ = modules.evaluate(ALL_DAYS, [-719162, 2932896])
    assert count == date.max.toordinal()


def test_ranges_read_as_people_write_them(call_each: CallEach, zoned: Page):
    words = call_each("days.js", "rangeWords", [[day(a), day(b)] for a, b, _ in RANGES], page=zoned)
    assert words == [row[2] for row in RANGES]


def test_another_language_replaces_the_words(modules: Page):
    months = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
              "Dezember"]
    german = {"months": months, "day": "{day}. {month} {year}", "inMonth": "{day}. bis {day2}. {month} {year}"}
    read = """async (words) => {
      const { dayWords, rangeWords, useDateWords, ENGLISH_DATES } = await import("/days.js");
      const before = dayWords(18416, { ...ENGLISH_DATES, ...words });
      useDateWords(words);
      const after = [dayWords(18416), rangeWords(18414, 18443), rangeWords(null, 18416)];
      useDateWords({});
      return [before, ...after, dayWords(18416)];
    }"""
    assert modules.evaluate(read, german) == [
        "3. Juni 2020", "3. Juni 2020", "1. bis 30. Juni 2020", "until 3. Juni 2020", "3 June 2020",
    ]


@pytest.mark.parametrize("text", [
    "2020-02-30", "2019-02-29", "1900-02-29", "2020-13-01", "2020-00-10", "2020-06-00", "0000-01-01", "10000-01-01",
    "2020-6-3", "2020-06", "2020-06-03T00:00", " 2020-06-03", "2020-06-XX", "", None, 18416,
])
def test_what_is_no_day_is_refused(text: Any, call_each: CallEach):
    [refusal] = call_each("days.js", "dayNumber", [[text]])
    assert refusal["error"] == "RangeError"
    assert str(text if text is not None else "null") in refusal["message"]


@pytest.mark.parametrize(("name", "row"), [
    ("dayText", [0.5]), ("dayText", [float("nan")]), ("dayText", [float("inf")]), ("dayText", ["18416"]),
    ("dayText", [None]), ("dayText", [-719163]), ("dayText", [2932897]), ("weekStart", [1e9]),
    ("addMonths", [2932896, 1]), ("addMonths", [-719162, -1]), ("addMonths", [0, 0.5]), ("rangeWords", [18417, 18416]),
    ("monthStart", [2932897]), ("yearOf", [-1e9]), ("dayWords", [float("nan")]),
])
def test_what_is_no_day_number_is_refused(name: str, row: list[Any], call_each: CallEach):
    [refusal] = call_each("days.js", name, [row])
    assert refusal["error"] == "RangeError"


def test_no_module_of_the_page_reckons_with_date_objects():
    reckoning = re.compile(r"\bDate\s*[.(]|\bIntl\.DateTimeFormat")
    users = [path.name for path in WEB.glob("*.js") if reckoning.search(path.read_text("utf-8"))]
    assert users == []
