"""Reads GDELT 2.0 events: 61 columns without a header, parted by tabs, coded by machine from the news of fifteen minutes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import numpy
import pandas

from .. import dates
from . import bulk, cells, wanted
from . import content as contents
from . import head as heads
from .contract import CLOSED, Imported, Options
from .head import Head
from .rows import Rows, provenance
from .wanted import Header, Wanted

NAME: Final = "gdelt-events"
LABEL: Final = "GDELT 2.0 events"

_ACTOR: Final = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
                 "Type2Code", "Type3Code")
_GEO: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_COLUMNS: Final = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR), "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
    "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in _GEO), "DATEADDED", "SOURCEURL")
_HEADER: Final = Header(_COLUMNS, "\t")
_USED: Final = ("GLOBALEVENTID", "SQLDATE", "Actor1Name", "Actor2Name", "EventCode", "EventRootCode", "NumMentions", "NumSources",
                "NumArticles", "ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_ADM1Code", "ActionGeo_Lat", "ActionGeo_Long",
                "DATEADDED", "SOURCEURL")
# The twenty root codes of CAMEO, in our own words, by EventRootCode.
KINDS: Final = {
    "01": "public statement", "02": "appeal", "03": "offer to cooperate", "04": "talks", "05": "diplomatic support",
    "06": "practical cooperation", "07": "aid", "08": "concession", "09": "inquiry", "10": "demand", "11": "criticism",
    "12": "refusal", "13": "threat", "14": "protest", "15": "show of force", "16": "cutting of ties", "17": "coercion",
    "18": "assault", "19": "fighting", "20": "mass violence",
}
_WHERE: Final = ("unknown", "unknown", "region", "town", "town", "region")  # by ActionGeo_Type
_COUNTRY: Final = 1
_DAY: Final = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_LATE_DAYS: Final = 365
_COUNTRY_NOTE: Final = "only the country is known (GDELT ActionGeo_Type 1): its centre is not drawn"
_LATE_NOTE: Final = "the day lies a year or more before the news that it was taken from"


def recognises(head: Head) -> str | None:
    """Why the file is GDELT 2.0 events, or None."""
    whole = head.text.split("\n")[: None if head.whole else -1]  # not splitlines: names hold signs that it takes for line ends
    lines = [line.rstrip("\r").split("\t") for line in whole if line][:20]
    if not lines or any(len(line) != len(_COLUMNS) or not line[0].isdigit() or not _DAY.fullmatch(line[1])
                        or not re.fullmatch(r"[0-9]{14}", line[-2]) for line in lines):
        return None
    return f"its lines have {len(_COLUMNS)} cells parted by tabs, an event number and a day first, as GDELT 2.0 events do"


def read(path: Path, *, options: Options) -> Imported:
    """The events of an export. Raises: FormatError, DataError."""
    head = heads.read(path, limits=options.limits)
    data = wanted.read(contents.of(path, head, limits=options.limits), _HEADER, name=head.name, wanted=_USED,
                       limits=options.limits, headless=True, quoted=False)
    rows = data.rows(head.name)
    rows.say("GDELT is coded by machine from news: days are uncertain, and many rows are no events on the ground")
    columns = _columns(data, rows)
    if rows.bad.any():
        rows.raw = data.raw
    origin = provenance(path, format=NAME, digest=data.content.digest, layout=f"{len(_COLUMNS)} columns, no header",
                        title="GDELT 2.0 Event Database", publisher="The GDELT Project", url="https://www.gdeltproject.org/",
                        licence="free use with a citation of and a link to the GDELT Project")
    return rows.finish(columns, origin, options=options)


def _columns(data: Wanted, rows: Rows) -> dict[str, Any]:
    """The columns of the incident frame, with the problems of each noted in `rows`."""
    ids = bulk.text(bulk.trimmed(data.column("GLOBALEVENTID")))
    rows.refuse((ids == "").to_numpy() & ~rows.bad, "GLOBALEVENTID", "the cell is empty", rule="every event has a number",
                cure="get the file again")
    rows.unique(ids, field="GLOBALEVENTID")
    root = bulk.code(data.column("EventRootCode"), "EventRootCode", rows, tuple(KINDS), of="CAMEO")
    where = bulk.code(data.column("ActionGeo_Type"), "ActionGeo_Type", rows, tuple("012345"), of="GDELT") - 1
    where = numpy.maximum(where, 0)
    lon, lat = bulk.positions(data.column("ActionGeo_Long"), data.column("ActionGeo_Lat"), rows,
                              fields=("ActionGeo_Long", "ActionGeo_Lat"))
    drawn = ~numpy.isnan(lon) & (where > _COUNTRY)
    names = CLOSED["where_precision"]
    precision = numpy.array([names.index(name) for name in _WHERE], dtype="int8")[numpy.where(drawn, where, 0)]
    a, b, place = (bulk.coded(data.column(name)) for name in ("Actor1Name", "Actor2Name", "ActionGeo_FullName"))
    kind = bulk.Coded(root, ["", *KINDS.values()])
    day, when = _days(data, rows)
    url = data.column("SOURCEURL")
    return {
        "id": ids, "title": _titles(a, b, kind, place), "kind": bulk.category(kind), "actor_a": bulk.category(a),
        "actor_b": bulk.category(b), "place": bulk.category(place), "admin1": bulk.category(data.column("ActionGeo_ADM1Code")),
        "lon": numpy.where(drawn, lon, numpy.nan), "lat": numpy.where(drawn, lat, numpy.nan),
        "where_precision": bulk.choice(precision, names), "summary": _summaries(data, kind),
        "source": bulk.text(bulk.spelled([bulk.coded(url)], _publisher)),
        "links": bulk.found_in(url, bulk.holding(url, "://")), "note": _notes(data, where, lon, day),
        **when,
    }


def _days(data: Wanted, rows: Rows) -> tuple[Any, dict[str, Any]]:
    """The ordinal of each day and the date columns; what is no day is refused."""
    day = bulk.coded(data.column("SQLDATE"))
    ordinal = day.mapped(_ordinal, "int64")
    rows.refuse((ordinal < 0) & ~rows.bad, "SQLDATE", numpy.array(day.values, dtype=object)[day.codes],
                rule="GDELT writes days as 20200603", cure="get the file again")
    ordinal = numpy.maximum(ordinal, 1)
    return ordinal, bulk.dated([ordinal], _when)


def _ordinal(cell: str) -> int:
    """The day that begins a cell of eight digits or more, -1 when there is none."""
    try:
        return date(int(cell[:4]), int(cell[4:6]), int(cell[6:8])).toordinal() if _DAY.fullmatch(cell[:8]) else -1
    except ValueError:
        return -1


def _when(ordinal: int) -> tuple[str, int, int, str]:
    """A day that is stated, by a machine."""
    day = date.fromordinal(ordinal)
    number = dates.day_number(day)
    return f"{day}?", number, number, "uncertain"


def _titles(a: bulk.Coded, b: bulk.Coded, kind: bulk.Coded, place: bulk.Coded) -> pandas.Series:
    """The actors as GDELT writes them, what happened, and where."""
    def spell(first: str, second: str, what: str, at: str) -> str:
        return ", ".join(filter(None, (": ".join(filter(None, (" - ".join(filter(None, (first, second))), what))), at)))

    return bulk.text(bulk.spelled((a, b, kind, place), spell))


def _summaries(data: Wanted, kind: bulk.Coded) -> pandas.Series:
    """The code of the event and how often the news had it: GDELT holds no text."""
    def spell(what: str, code: str, mentions: str, sources: str, articles: str) -> str:
        return f"{what} (CAMEO {code}). Mentions: {mentions}, sources: {sources}, articles: {articles}."

    counts = (bulk.coded(data.column(name)) for name in ("EventCode", "NumMentions", "NumSources", "NumArticles"))
    return bulk.text(bulk.spelled((kind, *counts), spell))


def _publisher(url: str) -> str:
    """The host of an address; older rows hold the name of a publisher instead."""
    if not cells.links(url):
        return url
    try:
        return (urlsplit(url).hostname or url).removeprefix("www.")
    except ValueError:
        return url


def _notes(data: Wanted, where: Any, lon: Any, day: Any) -> pandas.Series:
    added = bulk.coded(data.column("DATEADDED")).mapped(_ordinal, "int64")
    late = (added > 0) & (added - day >= _LATE_DAYS)

    def spell(is_country: int, is_late: int) -> str:
        return "; ".join(filter(None, (_COUNTRY_NOTE if is_country else "", _LATE_NOTE if is_late else "")))

    country = (where == _COUNTRY) & ~numpy.isnan(lon)
    return bulk.text(bulk.spelled((country.astype("int8"), late.astype("int8")), spell))
