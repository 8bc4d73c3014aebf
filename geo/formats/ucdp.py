"""Reads UCDP GED, the georeferenced events of the Uppsala Conflict Data Program, in any layout of its CSV.

Columns are found by name, so the 41 columns of old country files, the 49 of current releases and the 45 of HDX country files
(with their row of HXL tags) all do. What the codes become is in docs/formats.md.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy
import pandas
from pyarrow import compute

from .. import dates
from ..errors import DateError, shown
from . import bulk, wanted
from .contract import CLOSED, Imported, Options
from .head import Head
from .rows import Rows, provenance
from .wanted import Wanted

NAME: Final = "ucdp-ged"
LABEL: Final = "UCDP GED (Uppsala Conflict Data Program, georeferenced events)"

_NEEDED: Final = ("id", "type_of_violence", "side_a", "side_b", "where_prec", "latitude", "longitude", "date_prec", "date_start",
                  "date_end", "low", "best", "high")
_DEATHS: Final = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_USED: Final = ("dyad_name", "where_coordinates", "where_description", "adm_1", "event_clarity", "code_status", "source_article",
                "source_office", "source_headline", "source_original", *_DEATHS)
_KINDS: Final = ("", "state-based conflict", "non-state conflict", "one-sided violence")  # by type_of_violence
# where_prec, by its code; 5 is "road" where the name of the place is that of a line.
_WHERE: Final = ("unknown", "town", "near", "district", "region", "region", "unknown", "region")
_NEAR_M: Final = 25_000.0  # where_prec 2: within about 25 km of the point
_COUNTRY, _VAGUE, _OUTSIDE = 6, 5, 7
_LINE: Final = re.compile(r"\b(?:road|highway|railway|river|border|frontier|route|axis|line|between)s?\b", re.IGNORECASE)
_MIDNIGHT: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_BETWEEN: Final = re.compile(r'[,;"]')  # what parts the entries of a list of sources, and so ends an address
_WHERE_NOTES: Final = {
    _COUNTRY: "only the country is known (UCDP where_prec 6): its centre is not drawn",
    _VAGUE: "a line or an area without a border (UCDP where_prec 5): the point only stands for it",
    _OUTSIDE: "outside any country, at sea or in the air (UCDP where_prec 7): the point only stands for it",
}


def recognises(head: Head) -> str | None:
    """Why the file is UCDP GED, or None."""
    top = wanted.header(head)
    if top is None or not set(_NEEDED) <= set(top.names):
        return None
    tags = " and a row of HXL tags" if top.tags else ""
    return f"its header has UCDP's where_prec, date_prec and type_of_violence among {len(top.names)} columns{tags}"


def read(path: Path, *, options: Options) -> Imported:
    """The events of a UCDP GED file. Raises: FormatError, DataError."""
    _, top, data, rows = wanted.opened(path, options=options, label=LABEL, needed=_NEEDED, used=_USED,
                                       cure="get the file from UCDP again, or read it as a plain table")
    columns = _columns(data, rows)
    if rows.bad.any():
        rows.raw = data.raw
    layout = f"{len(top.names)} columns" + (", HXL tags" if top.tags else "")
    origin = provenance(path, format=NAME, digest=data.content.digest, layout=layout, title="UCDP Georeferenced Event Dataset",
                        publisher="Uppsala Conflict Data Program", url="https://ucdp.uu.se/downloads/", licence="CC BY 4.0")
    return rows.finish(columns, origin, options=options)


def _columns(data: Wanted, rows: Rows) -> dict[str, Any]:
    """The columns of the incident frame, with the problems of each noted in `rows`."""
    ids = bulk.text(bulk.trimmed(data.column("id")))
    rows.refuse((ids == "").to_numpy() & ~rows.bad, "id", "the cell is empty", rule="every event has an id", cure="give it one")
    rows.unique(ids)
    where = bulk.code(data.column("where_prec"), "where_prec", rows, tuple("1234567"), of="UCDP")
    day = bulk.code(data.column("date_prec"), "date_prec", rows, tuple("12345"), of="UCDP")
    violence = bulk.code(data.column("type_of_violence"), "type_of_violence", rows, tuple("123"), of="UCDP")
    clarity = bulk.coded(data.column("event_clarity")).mapped(lambda value: value == "2", "bool")
    a, b, place = (bulk.coded(data.column(name)) for name in ("side_a", "side_b", "where_coordinates"))
    lon, lat = bulk.positions(data.column("longitude"), data.column("latitude"), rows, fields=("longitude", "latitude"))
    killed = [bulk.whole(data.column(name), name, rows) for name in ("low", "best", "high")]
    placed = ~numpy.isnan(lon) & (where != _COUNTRY)
    return {
        "id": ids, "title": _titles(data, a, b, place), "kind": bulk.category(bulk.Coded(violence, list(_KINDS))),
        "actor_a": bulk.category(a), "actor_b": bulk.category(b), "place": bulk.category(place),
        "admin1": bulk.category(data.column("adm_1")),
        "lon": numpy.where(placed, lon, numpy.nan), "lat": numpy.where(placed, lat, numpy.nan),
        "where_precision": _where(where, place, placed),
        "uncertainty_m": numpy.where(placed & (where == 2), _NEAR_M, numpy.nan),
        "killed_low": killed[0], "killed_best": killed[1], "killed_high": killed[2],
        "summary": _summaries(data, a, b), **_sources(data), "note": _notes(data, where, day, clarity, killed),
        **_days(data, rows, day, clarity),
    }


def _where(where: Any, place: bulk.Coded, placed: Any) -> pandas.Categorical:
    names = CLOSED["where_precision"]
    codes = numpy.array([names.index(name) for name in _WHERE], dtype="int8")[where]
    line = place.mapped(lambda name: _LINE.search(name) is not None, "bool")
    codes[(where == _VAGUE) & line] = names.index("road")
    codes[~placed] = names.index("unknown")
    # A position whose code was refused must still be stored with some precision.
    codes[placed & (where == 0)] = names.index("region")
    return bulk.choice(codes, names)


def _days(data: Wanted, rows: Rows, precision: Any, total: Any) -> dict[str, Any]:
    """The date columns: both ends are days; what lies between depends on date_prec and event_clarity."""
    ends, known = [], lru_cache(maxsize=None)(_day_number)  # most events end on the day they start
    for name in ("date_start", "date_end"):
        found = bulk.coded(data.column(name))
        numbers = numpy.array([known(value) for value in found.values], dtype="int64")[found.codes]
        wrong = (numbers < 0) & ~rows.bad
        if wrong.any():
            values = numpy.array(found.values, dtype=object)[found.codes]
            for at in numpy.flatnonzero(wrong):
                error = _refusal(values[at])
                rows.refuse([at], name, error.found, rule=error.rule, cure=error.cure)
        ends.append(numpy.where(numbers < 0, 0, numbers))
    start, end = ends
    backwards = (start > end) & ~rows.bad
    rows.refuse(backwards, "date_end", "it is before date_start", rule="an event does not end before it starts",
                cure="swap or correct the two")
    end = numpy.maximum(start, end)
    return bulk.dated((start, end, numpy.where(total, 2, numpy.where(precision > 1, 1, 0))), _when)


def _when(start: int, end: int, sort: int) -> tuple[str, int, int, str]:
    """when, earliest, latest, date_precision between two ordinal days.

    `sort` 0: the days are known; 1: it happened on a day between them; 2: a total of all the days between.
    """
    first, last = date.fromordinal(max(start, 1)), date.fromordinal(max(end, 1))
    bounds = dates.day_number(first), dates.day_number(last)
    if start == end:
        return (f"{first}~", *bounds, "approximate") if sort == 1 else (str(first), *bounds, "day")
    if sort != 1:
        return f"{first}/{last}", *bounds, "interval"
    if first.day == 1 and first.year == last.year:
        if first.month == last.month and last.day == monthrange(last.year, last.month)[1]:
            return f"{first:%Y-%m}", *bounds, "span"
        if (first.month, last.month, last.day) == (1, 12, 31):
            return str(first)[:4], *bounds, "span"
    return f"[{first}..{last}]", *bounds, "one_of"


def _day_number(cell: str) -> int:
    """The ordinal of a day, -1 when the cell is none."""
    found = _MIDNIGHT.fullmatch(cell)
    try:
        return date.fromisoformat(found[1]).toordinal() if found else -1
    except ValueError:
        return -1


def _refusal(cell: str) -> DateError:
    """Why a cell is no day."""
    try:
        dates.day(cell)
    except DateError as error:
        return error
    return DateError(f"{shown(cell)} is not a day", "UCDP writes days as 2020-06-03", "correct the cell")


def _titles(data: Wanted, a: bulk.Coded, b: bulk.Coded, place: bulk.Coded) -> pandas.Series:
    """The dyad (else the sides), then the place."""
    def spell(dyad: str, first: str, second: str, at: str) -> str:
        return ", ".join(filter(None, (dyad or " - ".join(filter(None, (first, second))), at)))

    return bulk.text(bulk.spelled((bulk.coded(data.column("dyad_name")), a, b, place), spell))


def _summaries(data: Wanted, a: bulk.Coded, b: bulk.Coded) -> pandas.Series:
    """Headlines of the sources, what the file says of the place, and the deaths of each side, a line each."""
    def spell(first: str, second: str, *figures: str) -> str:
        said = [f"{whom} {figure}" for whom, figure in zip((first, second, "civilians", "unknown"), figures, strict=True)
                if figure not in ("", "0")]
        return f"Deaths by side: {', '.join(said)}." if said else ""

    tolls = bulk.spelled((a, b, *(bulk.coded(data.column(name)) for name in _DEATHS)), spell)
    said = data.prose("where_description")
    said = compute.if_else(compute.equal(said, data.column("where_coordinates")), "", said)
    return bulk.text(bulk.joined([data.prose("source_headline"), said, tolls], "\n"))


def _sources(data: Wanted) -> dict[str, pandas.Series]:
    """source: who published, each once, and whom they cite, or the reference as it stands; links: the addresses in it.

    The list of sources in source_article names offices, days and headlines once more: it is only looked through where no
    office is given, or one of the two holds an address.
    """
    office, original = (bulk.coded(data.column(name)) for name in ("source_office", "source_original"))

    def spell(by: str, of: str) -> str:
        publishers = "; ".join(dict.fromkeys(item.strip() for item in by.split(";") if item.strip()))
        return publishers if not of or of == publishers else ", ".join(filter(None, (publishers, f"citing {of}")))

    source = bulk.spelled((office, original), spell)
    nameless = office.mapped(lambda value: value == "", "bool")
    linked = nameless | office.mapped(lambda value: "://" in value, "bool")
    linked |= bulk.holding(data.column("source_headline"), "://")
    article = data.column("source_article")
    if nameless.any():
        source = compute.if_else(nameless, bulk.joined([data.prose("source_article"), source], ", "), source)
    return {"source": bulk.text(source), "links": bulk.found_in(article, linked, ends=_BETWEEN)}


def _notes(data: Wanted, where: Any, day: Any, total: Any, killed: list[Any]) -> pandas.Series:
    """What the codes warn of, for each row."""
    low, best, high = (values.to_numpy(dtype="float64", na_value=numpy.nan) for values in killed)
    with numpy.errstate(invalid="ignore"):
        disordered = (low > best) | (best > high) | (low > high)

    def spell(at: int, when: int, is_total: int, is_disordered: int, status: str) -> str:
        return "; ".join(filter(None, (
            _WHERE_NOTES.get(at, ""),
            f"date uncertain: UCDP date_prec {when}" if when > 1 else "",
            "total of several events that the source does not part (UCDP event_clarity 2)" if is_total else "",
            "low, best and high are not in order: given as published" if is_disordered else "",
            f"UCDP code_status: {status}" if status not in ("", "Clear") else "")))

    parts = (where, day, total.astype("int8"), disordered.astype("int8"), bulk.coded(data.column("code_status")))
    return bulk.text(bulk.spelled(parts, spell))
