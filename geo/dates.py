"""Read the EDTF dates that sources give, as strict bounds in whole days; nothing here reads the clock.

The part of EDTF (ISO 8601-2) we read: a day, month or year, a part of it unknown (`2020-06-XX`, `2020-XX`, `202X`,
`20XX`), each with `?` (uncertain), `~` (approximate) or `%` (both); an interval `a/b` whose ends may be open (`..`) or
unknown (empty); one of a set `[a,b]`, `[a..b]`, `[..b]`, `[a..]`.

A qualifier never moves a bound: how far "about" reaches is for a reader to judge, and a caller that widens must say so.
An open or unknown end is no evidence: it bounds nothing, and makes no day certain.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from .errors import DateError, shown

_EPOCH: Final = date(1970, 1, 1).toordinal()
_RULE: Final = "dates are EDTF: a day, month or year, an interval a/b, or one of [a,b]"
_CURE: Final = "write for example 2020-06-03, 2020-06, 2020-06-03~, 2018-02-07/2018-02-08 or [2020-08-20..2020-08-24]"
# [0-9] and not \d, which also takes Arabic digits.
_DATE: Final = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%])?")
# The ways of writing one day that are not EDTF: 03/06/2020, 3.6.2020, 03-06-2020, 2020/06/03.
_OTHER_DAY: Final = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{4}|[0-9]{4}([/.])[0-9]{1,2}\2[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class When:
    """A date as sourced and what it bounds, in days of the Gregorian calendar.

    `earliest`..`latest` are the strict outer bounds, both included; None where that side is open or unknown.
    `core_start`..`core_end` are the days certainly covered (a day: itself; an interval: from the last day it may have
    begun to the first it may have ended), None when no single day is.
    """

    text: str
    earliest: date | None
    latest: date | None
    core_start: date | None
    core_end: date | None
    approximate: bool
    uncertain: bool
    is_interval: bool
    is_open_start: bool
    is_open_end: bool


class _Span(NamedTuple):
    """One date: its first and last possible day, and its qualifier sign or ''."""

    first: date
    last: date
    sign: str


def parse(text: str) -> When:
    """The bounds of one EDTF text.

    >>> parse("2020-06").latest
    datetime.date(2020, 6, 30)

    Raises:
        DateError: `bad-date`, when the text is not in the part of EDTF we read or names a day that does not exist.
    """
    if not isinstance(text, str):
        raise DateError(f"{shown(text)} is not text", _RULE, _CURE)
    return _parse(text)


def interval(text: str) -> When:
    """A filter interval: as `parse`, but exact, since a filter marked "about" would have to be widened silently.

    Raises:
        DateError: `bad-date`, also for a text with `?`, `~` or `%`.
    """
    when = parse(text)
    if when.approximate or when.uncertain:
        raise DateError(f"{shown(text)} is approximate or uncertain", "a filter says exactly which days it takes",
                        "leave out ? ~ % and widen the days instead, such as 2020-06-01/2020-06-05")
    return when


def day(text: str) -> date:
    """The one day that `text` names, for an as-of or known-by day.

    Raises:
        DateError: `bad-date`, also for a month, a year, an interval, a set or a qualified day.
    """
    when = interval(text)
    if when.earliest is None or when.earliest != when.latest or when.is_interval or text.startswith("["):
        raise DateError(f"{shown(text)} is not one day", "an as-of or known-by date is a single day",
                        "write it as 2020-06-03")
    return when.earliest


def possible(a: When | str, b: When | str) -> bool:
    """Whether `a` may overlap `b`: whether their outer bounds meet.

    >>> possible("2020-06", "2020-06-03")
    True
    """
    a, b = _when(a), _when(b)
    return _starts_by(a.earliest, b.latest) and _starts_by(b.earliest, a.latest)


def certain(a: When | str, b: When | str) -> bool:
    """Whether `a` overlaps `b` wherever in its bounds it fell: its core meets `b`, or its bounds lie inside `b`.

    `b` is taken as all the days in its bounds. Qualifiers are not weighed: look at `approximate` and `uncertain`.

    >>> certain("2020-06", "2020-06-03"), certain("2020-06", "2020")
    (False, True)
    """
    a, b = _when(a), _when(b)
    if a.core_start is not None and _starts_by(a.core_start, b.latest) and _starts_by(b.earliest, a.core_end):
        return True
    starts_inside = b.earliest is None or (a.earliest is not None and a.earliest >= b.earliest)
    ends_inside = b.latest is None or (a.latest is not None and a.latest <= b.latest)
    return starts_inside and ends_inside


def day_number(day: date) -> int:
    """Days from 1970-01-01 to `day`, negative before it."""
    return day.toordinal() - _EPOCH


def _when(value: When | str) -> When:
    return value if isinstance(value, When) else parse(value)


def _starts_by(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start <= end


@lru_cache(maxsize=65_536)
def _parse(text: str) -> When:
    if text.startswith("["):
        return _set(text)
    if _OTHER_DAY.fullmatch(text):
        raise DateError(f"{shown(text)} is a day in another order or with other signs", _RULE,
                        "write year-month-day, such as 2020-06-03")
    if "/" in text:
        return _interval(text)
    span = _span(text, text)
    core = span.first if span.first == span.last else None
    return When(text, span.first, span.last, core, core, "~" in text or "%" in text, "?" in text or "%" in text,
                is_interval=False, is_open_start=False, is_open_end=False)


def _span(part: str, text: str) -> _Span:
    found = _DATE.fullmatch(part)
    if found is None:
        raise _refusal(part, text)
    year, month, day_of_month, sign = found.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if low == 0:
        raise DateError(f"{shown(text)} has the year {year}", "years run from 0001 to 9999", _CURE)
    sign = sign or ""
    if month is None or (month == "XX" and day_of_month in (None, "XX") and low == high):
        return _Span(date(low, 1, 1), date(high, 12, 31), sign)
    if low != high or month == "XX":
        raise DateError(f"{shown(text)} has an unknown part before a known one",
                        "once a part is unknown every smaller part is", "write 202X, 2020-XX or 2020-06-XX")
    if not 1 <= int(month) <= 12:
        raise DateError(f"{shown(text)} has the month {month}", "months run from 01 to 12", "correct the month")
    days = monthrange(low, int(month))[1]
    if day_of_month in (None, "XX"):
        return _Span(date(low, int(month), 1), date(low, int(month), days), sign)
    if not 1 <= int(day_of_month) <= days:
        raise DateError(f"{shown(text)} has the day {day_of_month}", f"{year}-{month} has {days} days",
                        "correct the day")
    exact = date(low, int(month), int(day_of_month))
    return _Span(exact, exact, sign)


def _refusal(part: str, text: str) -> DateError:
    """The error for a part that is no date; the cure fits the commonest slips."""
    found = shown(text) if part == text else f"{shown(part)} in {shown(text)}"
    if not text:
        return DateError("the date is empty", _RULE, "leave the field out when no date is known")
    if any(char.isspace() for char in text):
        return DateError(f"{found} holds a space", _RULE, "take the space out")
    if any(char.isdigit() and not char.isascii() for char in text):
        return DateError(f"{found} holds digits other than 0 to 9", _RULE, "write the date with the digits 0 to 9")
    if "T" in part or ":" in part:
        return DateError(f"{found} holds a time of day", "dates are whole days",
                         "write the day alone and put the hour in a note")
    if "{" in text:
        return DateError(f"{found} is a set of several dates", _RULE, "write one record per date")
    return DateError(f"{found} is not a date", _RULE, _CURE)


def _interval(text: str) -> When:
    start_text, _, end_text = text.partition("/")
    if "/" in end_text or (not start_text and not end_text):
        raise DateError(f"{shown(text)} is not an interval", "an interval has two ends, one slash between them", _CURE)
    start = None if start_text in ("", "..") else _span(start_text, text)
    end = None if end_text in ("", "..") else _span(end_text, text)
    if start and end and end.last < start.first:
        raise _backwards(text)
    # Last day it may have begun, first day it may have ended. With one end unknown it held for at least the other.
    begun_by = start.last if start else end.last if end else None
    ended_from = end.first if end else start.first if start else None
    core = begun_by is not None and ended_from is not None and begun_by <= ended_from
    signs = (start.sign if start else "") + (end.sign if end else "")
    return When(text, start.first if start else None, end.last if end else None,
                begun_by if core else None, ended_from if core else None,
                "~" in signs or "%" in signs, "?" in signs or "%" in signs,
                is_interval=True, is_open_start=start is None, is_open_end=end is None)


def _set(text: str) -> When:
    if not text.endswith("]") or len(text) < 3:
        raise DateError(f"{shown(text)} is not a set", "one of several dates is written [a,b] or [a..b]", _CURE)
    members = text[1:-1].split(",")
    ends = [_member(member, text) for member in members]
    if any(last is None for _, last in ends[:-1]) or any(first is None for first, _ in ends[1:]):
        raise DateError(f"{shown(text)} is open in the middle", "only the first and last date may be open", _CURE)
    firsts = [first.first for first, _ in ends if first]
    lasts = [last.last for _, last in ends if last]
    signs = "".join(span.sign for pair in ends for span in pair if span)
    is_open_start, is_open_end = ends[0][0] is None, ends[-1][1] is None
    return When(text, None if is_open_start else min(firsts), None if is_open_end else max(lasts), None, None,
                "~" in signs or "%" in signs, "?" in signs or "%" in signs,
                is_interval=False, is_open_start=is_open_start, is_open_end=is_open_end)


def _member(member: str, text: str) -> tuple[_Span | None, _Span | None]:
    """First and last date of one member of a set; None where `..` leaves that side open."""
    first, dots, last = member.partition("..")
    if not dots:
        span = _span(member, text)
        return span, span
    start, end = (_span(part, text) if part else None for part in (first, last))
    if start is None and end is None:
        raise DateError(f"{shown(text)} names no date", "a set names at least one date", _CURE)
    if start and end and end.last < start.first:
        raise _backwards(text)
    return start, end


def _backwards(text: str) -> DateError:
    return DateError(f"{shown(text)} ends before it starts", "the end is not before the start",
                     "swap or correct the ends")
