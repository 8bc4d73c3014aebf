"""Any text as a date: read with bounds that hold, or refused. `make fuzz` runs it; see run.py."""

from __future__ import annotations

import contextlib

import judging

from geo import dates
from geo.errors import DateError
from geo.formats import written


def one(data: bytes) -> None:
    """Fails where a text is neither read rightly nor refused rightly."""
    text = data.decode("utf-8", "replace" if len(data) % 2 else "surrogatepass" if _whole(data) else "replace")
    try:
        when = dates.parse(text)
    except DateError as error:
        judging.refusal(error)
    else:
        held(text, when)
    as_written(text)


def _whole(data: bytes) -> bool:
    """Whether bytes are UTF-8 when half characters are let pass."""
    with contextlib.suppress(UnicodeDecodeError):
        data.decode("utf-8", "surrogatepass")
        return True
    return False


def held(text: str, when: dates.When) -> None:
    """Fails unless what was read is in order, and reads the same when it is written as its own days."""
    assert when.text == text
    assert dates.parse(when.text) == when
    assert when.earliest is None or when.latest is None or when.earliest <= when.latest
    assert (when.core_start is None) == (when.core_end is None)
    if when.core_start is not None and when.core_end is not None:
        assert when.core_start <= when.core_end
        assert when.earliest is None or when.earliest <= when.core_start
        assert when.latest is None or when.core_end <= when.latest
    assert when.is_open_start == (when.earliest is None)
    assert when.is_open_end == (when.latest is None)
    assert when.approximate == bool({"~", "%"} & set(text))
    assert when.uncertain == bool({"?", "%"} & set(text))
    if when.earliest or when.latest:
        days = dates.parse(f"{when.earliest or '..'}/{when.latest or '..'}")
        assert (days.earliest, days.latest) == (when.earliest, when.latest)
    assert dates.possible(when, when)
    assert not dates.certain(when, "1800/2100") or dates.possible(when, "1800/2100")
    with contextlib.suppress(DateError):
        assert dates.interval(text) == when
        day = dates.day(text)
        assert str(day) == text
        assert when.earliest == when.latest == when.core_start == day


def as_written(text: str) -> None:
    """Fails unless a date as people write it becomes EDTF that is read and stays as it is, or is refused."""
    for order in (None, "day-month", "month-day"):
        try:
            edtf = written.as_edtf(text, order=order)
        except DateError as error:
            judging.refusal(error)
            continue
        assert edtf == "" if not text else dates.parse(edtf).text == edtf
        assert written.as_edtf(edtf) == edtf
