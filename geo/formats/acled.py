"""Reads exports of ACLED, the Armed Conflict Location and Event Data, in the three generations of their header.

Lower-case headers with disorder_type (2023 on) and with data_id (2019 to 2022) write days as 2023-01-31 or 31 January 2023;
upper-case headers (before 2018) write 18/04/2001, the day first. Nothing else is taken for a day.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy
import pandas

from .. import dates
from . import bulk, cells, wanted
from .contract import CLOSED, Imported, Options
from .head import Head
from .rows import Rows, provenance
from .wanted import Wanted

NAME: Final = "acled"
LABEL: Final = "ACLED (Armed Conflict Location and Event Data), CSV export"

_NEEDED: Final = ("event_id_cnty", "event_date", "time_precision", "event_type", "actor1", "actor2", "location", "latitude",
                  "longitude", "geo_precision", "notes", "fatalities")
_USED: Final = ("sub_event_type", "admin1", "source", "assoc_actor_1", "assoc_actor_2", "ally_actor_1", "ally_actor_2")
_WHERE: Final = ("unknown", "town", "near", "region")  # by geo_precision
_MONTHS: Final = {name: number for number, name in enumerate(("january", "february", "march", "april", "may", "june", "july",
                                                              "august", "september", "october", "november", "december"), 1)}
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NAMED: Final = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]+)[ -]([0-9]{4})")
_SLASHED: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_RULE: Final = {
    True: "this layout of ACLED writes 18/04/2001 (the day first), 18 April 2001 or 2001-04-18",
    False: "this layout of ACLED writes 2023-01-31 or 31 January 2023",
}
_TIME_NOTES: Final = ("", "", "date uncertain: some day of that week (ACLED time_precision 2)",
                      "date uncertain: some day of that month, in the file {day} (ACLED time_precision 3)")
_PLACE_NOTE: Final = "the point stands for a larger region (ACLED geo_precision 3)"


def recognises(head: Head) -> str | None:
    """Why the file is an export of ACLED, or None."""
    top = wanted.header(head)
    if top is None or not set(_NEEDED) <= set(top.names):
        return None
    return f"its header has ACLED's event_id_cnty, time_precision and geo_precision ({_layout(head, top)})"


def _layout(head: Head, top: wanted.Header) -> str:
    if "disorder_type" in top.names:
        return "header of 2023 on"
    return "header before 2018" if _upper(head) else "header of 2019 to 2022"


def _upper(head: Head) -> bool:
    return "EVENT_ID_CNTY" in head.lines[0]


def read(path: Path, *, options: Options) -> Imported:
    """The events of an export. Raises: FormatError, DataError."""
    head, top, data, rows = wanted.opened(path, options=options, label=LABEL, needed=_NEEDED, used=_USED,
                                          cure="export it again with all columns, or read it as a plain table")
    columns = _columns(data, rows, slashed=_upper(head))
    if rows.bad.any():
        rows.raw = data.raw
    origin = provenance(path, format=NAME, digest=data.content.digest, layout=f"{_layout(head, top)}, {len(top.names)} columns",
                        title="Armed Conflict Location & Event Data", publisher="ACLED", url="https://acleddata.com/",
                        licence="ACLED's terms of use: the rows may not be passed on")
    return rows.finish(columns, origin, options=options)


def _columns(data: Wanted, rows: Rows, *, slashed: bool) -> dict[str, Any]:
    """The columns of the incident frame, with the problems of each noted in `rows`."""
    ids = bulk.text(bulk.trimmed(data.column("event_id_cnty")))
    rows.refuse((ids == "").to_numpy() & ~rows.bad, "event_id_cnty", "the cell is empty", rule="every event has an id",
                cure="give it one")
    rows.unique(ids, field="event_id_cnty", cure="export events, not dyads or actors: those repeat each event")
    where = bulk.code(data.column("geo_precision"), "geo_precision", rows, ("1", "2", "3"), of="ACLED")
    time = bulk.code(data.column("time_precision"), "time_precision", rows, ("1", "2", "3"), of="ACLED")
    lon, lat = bulk.positions(data.column("longitude"), data.column("latitude"), rows, fields=("longitude", "latitude"))
    names = CLOSED["where_precision"]
    precision = numpy.where(numpy.isnan(lon), 0, numpy.where(where == 0, 3, where))
    a, b, place, kind = (bulk.coded(data.column(name)) for name in ("actor1", "actor2", "location", "event_type"))
    notes = data.column("notes")
    day, when = _days(data, rows, time, slashed=slashed)
    return {
        "id": ids, "title": bulk.text(_titles(a, b, place, kind)), "kind": bulk.category(kind),
        "actor_a": bulk.category(a), "actor_b": bulk.category(b), "place": bulk.category(place),
        "admin1": bulk.category(data.column("admin1")), "lon": lon, "lat": lat,
        "where_precision": bulk.choice(numpy.array([names.index(name) for name in _WHERE], dtype="int8")[precision], names),
        "killed_best": bulk.whole(data.column("fatalities"), "fatalities", rows),
        "summary": _summaries(data), "source": _sources(data),
        "links": bulk.found_in(notes, bulk.holding(notes, "://")),
        "note": _notes(time, where, day),
        **when,
    }


def _days(data: Wanted, rows: Rows, time: Any, *, slashed: bool) -> tuple[Any, dict[str, Any]]:
    """The ordinal of each day as the file has it, and the date columns; what is no day of the layout is refused."""
    found = bulk.coded(data.column("event_date"))
    ordinal = found.mapped(lambda cell: _ordinal(cell, slashed=slashed), "int64")
    wrong = (ordinal < 0) & ~rows.bad
    if wrong.any():
        values = numpy.array(found.values, dtype=object)[found.codes]
        rows.refuse(wrong, "event_date", values, rule=_RULE[slashed], cure="correct the day, or export the file again")
    ordinal = numpy.maximum(ordinal, 1)
    return ordinal, bulk.dated((ordinal, time), _when)


def _ordinal(cell: str, *, slashed: bool) -> int:
    """The day in a cell, -1 when it is none that the layout writes."""
    try:
        if found := _ISO.fullmatch(cell):
            return date(*(int(part) for part in found.groups())).toordinal()
        if (found := _NAMED.fullmatch(cell)) and found[2].lower() in _MONTHS:
            return date(int(found[3]), _MONTHS[found[2].lower()], int(found[1])).toordinal()
        if slashed and (found := _SLASHED.fullmatch(cell)):
            return date(int(found[3]), int(found[2]), int(found[1])).toordinal()
    except ValueError:
        pass
    return -1


def _when(ordinal: int, precision: int) -> tuple[str, int | None, int | None, str]:
    """A day; a day that stands for its week, "about"; or the month."""
    day = date.fromordinal(ordinal)
    if precision == 3:
        return cells.bounds(f"{day:%Y-%m}" if day.year >= 1000 else str(day)[:7])
    number = dates.day_number(day)
    return (f"{day}~", number, number, "approximate") if precision == 2 else (str(day), number, number, "day")


def _titles(a: bulk.Coded, b: bulk.Coded, place: bulk.Coded, kind: bulk.Coded) -> Any:
    """The two actors, else what happened; then the place."""
    def spell(first: str, second: str, at: str, what: str) -> str:
        return ", ".join(filter(None, (" - ".join(filter(None, (first, second))) or what, at)))

    return bulk.spelled((a, b, place, kind), spell)


def _sources(data: Wanted) -> pandas.Series:
    """The sources, each once, as the file parts them."""
    return bulk.text(bulk.spelled([bulk.coded(data.column("source"))], lambda names: "; ".join(
        dict.fromkeys(item.strip() for item in names.split(";") if item.strip()))))


def _summaries(data: Wanted) -> pandas.Series:
    """The notes as they stand; below them the kind in detail and the associated actors."""
    def spell(detail: str, first: str, second: str) -> str:
        return ". ".join(filter(None, (f"Sub-event: {detail}" if detail else "", f"With actor 1: {first}" if first else "",
                                       f"With actor 2: {second}" if second else "")))

    allies = (bulk.coded(data.column(next((name for name in pair if data.has(name)), pair[0])))
              for pair in (("assoc_actor_1", "ally_actor_1"), ("assoc_actor_2", "ally_actor_2")))
    details = bulk.spelled((bulk.coded(data.column("sub_event_type")), *allies), spell)
    return bulk.text(bulk.joined([data.prose("notes"), details], "\n"))


def _notes(time: Any, where: Any, day: Any) -> pandas.Series:
    """What the codes warn of, for each row."""
    def spell(ordinal: int, precision: int, is_region: int) -> str:
        said = _TIME_NOTES[precision].format(day=date.fromordinal(ordinal) if ordinal else "")
        return "; ".join(filter(None, (said, _PLACE_NOTE if is_region else "")))

    return bulk.text(bulk.spelled((numpy.where(time == 3, day, 0), time, (where == 3).astype("int8")), spell))
