"""Reads dates as people and programs write them into EDTF; what reads two ways is an error, and no day ever shifts.

Read without being told: EDTF, `2023-01-31T14:00:00Z` (its day as written, whatever the zone), `2023/01/31`, `20230131`,
`31 January 2023`, `January 31, 2023`, `Jan 2023`. `31/01/2023` is read when the whole column proves day-month or
month-day, or when a date format says it. Month names are English; nothing here reads the locale.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final, Literal

from .. import dates
from ..errors import DateError, FormatError, UsageError, shown

Order = Literal["day-month", "month-day"]

_MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                  "november", "december")
_ZONE: Final = r"\s*(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2})?"
_TIME: Final = rf"(?:[T ,]\s*[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:[.,][0-9]+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?{_ZONE})"
_ISO: Final = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){_TIME}")
_SLASHES: Final = re.compile(rf"([0-9]{{4}})([/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_TIME}?")
_LOOSE: Final = re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}){_TIME}?")
_PACKED: Final = re.compile(r"(1[89][0-9]{2}|20[0-9]{2})([0-9]{2})([0-9]{2})")
_TWO_WAYS: Final = re.compile(rf"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2([0-9]{{4}}){_TIME}?")
_SHORT_YEAR: Final = re.compile(r"[0-9]{1,2}([/.-])(?:[0-9]{1,2}|[A-Za-z]{3,9})\1[0-9]{2}")
_WEEKDAY: Final = r"(?:[A-Za-z]{3,9}day,? |(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?,? )?"
_DAY_FIRST: Final = re.compile(
    rf"{_WEEKDAY}([0-9]{{1,2}})(?:st|nd|rd|th)?[ -]([A-Za-z]{{3,9}})\.?,?[ -]([0-9]{{4}}){_TIME}?")
_MONTH_FIRST: Final = re.compile(
    rf"{_WEEKDAY}([A-Za-z]{{3,9}})\.? ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}}){_TIME}?")
_MONTH_ONLY: Final = re.compile(r"([A-Za-z]{3,9})\.?[ -]([0-9]{4})")
_SERIAL: Final = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")
_RULE: Final = "dates are EDTF, ISO 8601, or a day with the month in words"


def reader(cells: Iterable[str], *, field: str, date_format: str | None = None,
           name: str = "the file") -> Callable[[str], str]:
    """A function from one cell to EDTF ("" for an empty cell), which raises DateError for a cell that is no date.

    `cells` are the different texts of the whole column: they prove which of two readings `03/04/2023` has.

    Raises: FormatError `ambiguous-date` when nothing proves it, or the column contradicts itself.
    """
    if date_format:
        return _by_format(date_format)
    order = proven(cells, field=field, name=name)
    return lambda cell: as_edtf(cell, order=order)


def proven(cells: Iterable[str], *, field: str, name: str) -> Order:
    """Whether dates such as 03/04/2023 in a column are day-month or month-day (day-month too when each reads one way).

    Raises: FormatError `ambiguous-date`.
    """
    day_first = month_first = either = ""
    for cell in cells:
        found = _TWO_WAYS.fullmatch(cell)
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second:
            day_first = day_first or cell
        elif second > 12 >= first:
            month_first = month_first or cell
        elif first != second and min(first, second) > 0:
            either = either or cell
    if day_first and month_first:
        raise FormatError(f"{name}, {field}: {shown(day_first)} is day-month and {shown(month_first)} is month-day",
                          "a column of dates has one order", "correct the column, or write year-month-day",
                          code="ambiguous-date")
    if either and not (day_first or month_first):
        raise FormatError(f"{name}, {field}: {shown(either)} reads as day-month and as month-day",
                          "no date of the column proves which it is",
                          "say date_format = \"%d/%m/%Y\" or \"%m/%d/%Y\" in a mapping file, or with --date-format",
                          code="ambiguous-date")
    return "month-day" if month_first else "day-month"


def as_edtf(cell: str, *, order: Order | None = None) -> str:
    """One written date as EDTF; "" stays "".

    >>> as_edtf("31 January 2023"), as_edtf("2023-01-31T23:59:00Z"), as_edtf("31/1/2023", order="day-month")
    ('2023-01-31', '2023-01-31', '2023-01-31')

    Raises: DateError.
    """
    if not cell:
        return ""
    if found := _ISO.fullmatch(cell):
        return _day(cell, found[1][:4], found[1][5:7], found[1][8:])
    if found := _SLASHES.fullmatch(cell):
        return _day(cell, found[1], found[3], found[4])
    if (found := _PACKED.fullmatch(cell)) or (found := _LOOSE.fullmatch(cell)):
        return _day(cell, found[1], found[2], found[3])
    if found := _TWO_WAYS.fullmatch(cell):
        if order is None:
            raise DateError(f"{shown(cell)} reads as day-month and as month-day", _RULE, "write year-month-day")
        day, month = (found[1], found[3]) if order == "day-month" else (found[3], found[1])
        return _day(cell, found[4], month, day)
    if found := _DAY_FIRST.fullmatch(cell):
        return _day(cell, found[3], _month(cell, found[2]), found[1])
    if found := _MONTH_FIRST.fullmatch(cell):
        return _day(cell, found[3], _month(cell, found[1]), found[2])
    if found := _MONTH_ONLY.fullmatch(cell):
        return f"{found[2]}-{_month(cell, found[1])}"
    if _SHORT_YEAR.fullmatch(cell):
        raise DateError(f"{shown(cell)} has a year of two digits", "a year has four digits",
                        "write all four, or say date_format with %y")
    if _SERIAL.fullmatch(cell):
        raise DateError(f"{shown(cell)} is a number", _RULE, "a spreadsheet's day number is read from .xlsx only: save the "
                        "column as text such as 2023-01-31")
    dates.parse(cell)
    return cell


def has_time(cell: str) -> bool:
    """Whether a date comes with a time of day, which is left out."""
    return ":" in cell


def _by_format(date_format: str) -> Callable[[str], str]:
    """A reader by a strptime form; what the form has no day or month for is a month or a year."""
    if "%Y" not in date_format and "%y" not in date_format:
        raise UsageError(f"date_format {shown(date_format)} has no year", "it has %Y, and %m and %d where the dates have them",
                         "write it as %d/%m/%Y")
    try:
        datetime.strptime(datetime(2001, 2, 3).strftime(date_format), date_format)  # noqa: DTZ001, DTZ007 - no zone
    except (ValueError, re.error) as error:
        raise UsageError(f"date_format {shown(date_format)}: {error}", "it is a form of strptime",
                         "write it as %d/%m/%Y") from error
    has_month = any(part in date_format for part in ("%m", "%b", "%B", "%j"))
    has_day = any(part in date_format for part in ("%d", "%j", "%e"))

    def read(cell: str) -> str:
        if not cell:
            return ""
        try:
            found = datetime.strptime(cell, date_format)  # noqa: DTZ007 - a calendar date has no zone
        except ValueError as error:
            raise DateError(f"{shown(cell)} is not in the form {date_format}", "every date of the column has that form",
                            "correct the cell or the form") from error
        day = found.date().isoformat()
        return day if has_day else day[:7] if has_month else day[:4]

    return read


def _month(cell: str, word: str) -> str:
    for number, month in enumerate(_MONTHS, start=1):
        if word.lower() == month or word.lower() == month[:3] or (word.lower() == "sept" and number == 9):
            return f"{number:02}"
    raise DateError(f"{shown(cell)} has no month of the calendar", "months are in English, in full or by three letters",
                    "write year-month-day")


def _day(cell: str, year: str, month: str, day: str) -> str:
    text = f"{year}-{int(month):02}-{int(day):02}"
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise DateError(f"{shown(cell)} is no day of the calendar", "months run from 1 to 12, days to the end of their month",
                        "correct the date") from error
