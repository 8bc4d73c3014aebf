"""Reads GeoConfirmed placemarks in JSON: positions are written lat, lon; dates that cannot be are refused, one by one.

The KML of GeoConfirmed is read by the reader of KML.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, Final

import pandas

from ..errors import DateError, FormatError, shown
from . import cells, jsons, objects
from . import head as heads
from .contract import Imported, Options
from .head import Head
from .objects import Objects, plain
from .rows import Rows, provenance

NAME: Final = "geoconfirmed"
LABEL: Final = "GeoConfirmed placemarks, JSON"

_MARKS: Final = {"id", "name", "date", "coordinates"}
_LISTS: Final = ("placemarks", "items", "data")  # members that hold the list when the file is an object
_MOMENT: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)\S*)?")
_YEARS: Final = range(1990, 2100)  # footage that is geolocated from posts is not older
_RULE: Final = "a date is written 2022-10-10T16:20:00, in a year from 1990 to 2099"
_PAIR: Final = re.compile(r"\s*([^,\s]+)\s*,\s*([^,\s]+)\s*")
_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)


def recognises(head: Head) -> str | None:
    """Why the file holds placemarks of GeoConfirmed, or None."""
    for within in ("", *_LISTS):
        item = objects.first(head, within=within)
        if item.keys() >= _MARKS and item.keys() & {"originalSource", "geolocation"}:
            return "its records have a name, coordinates, originalSource and geolocation, as placemarks of GeoConfirmed"
    return None


def read(path: Path, *, options: Options) -> Imported:
    """The events of a file of placemarks. Raises: FormatError, DataError."""
    head = heads.read(path, limits=options.limits)
    value = jsons.parsed(path, limits=options.limits)
    if isinstance(value, dict):
        value = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), value)
    if not isinstance(value, list):
        raise FormatError(f"{head.name} is no list of records", f"{LABEL} is a JSON list", "check what the file is")
    data = Objects(value, name=head.name, limits=options.limits)
    columns = _columns(data, options)
    data.keep_raw()
    origin = provenance(path, format=NAME, layout="JSON placemarks", publisher="GeoConfirmed", url="https://geoconfirmed.org/")
    return data.rows.finish(columns, origin, options=options)


def _columns(data: Objects, options: Options) -> dict[str, Any]:
    """The columns of the incident frame, with the problems of each noted in the rows."""
    rows = data.rows
    ids = data.ids()
    rows.unique(ids)
    lat, lon = _pairs(data, rows)
    x, y = cells.positions(lon, lat, rows, fields=("coordinates, the second", "coordinates, the first"))
    summary = data.text("description")
    return {
        "id": ids,
        "title": [objects.title(name or text, otherwise=name) for name, text in zip(data.text("name"), summary, strict=True)],
        "lon": x, "lat": y, **objects.where(x, rows, options), "summary": summary, "source": data.each(_source),
        "links": data.each(lambda item: objects.links(plain(item.get("originalSource")), plain(item.get("geolocation")))),
        "note": data.each(_note), **cells.days(data.text("date"), "date", rows, read=_edtf),
    }


def _pairs(data: Objects, rows: Rows) -> tuple[pandas.Series, pandas.Series]:
    """The two numbers of each position as text, "" where there is none; what is no pair is refused."""
    pairs, wrong = [], []
    for at, item in enumerate(data.items):
        value = item.get("coordinates")
        found = _PAIR.fullmatch(value) if isinstance(value, str) else None
        if found:
            value = list(found.groups())
        if isinstance(value, list) and len(value) == 2:
            pairs.append((plain(value[0]), plain(value[1])))
            continue
        pairs.append(("", ""))
        if value not in (None, "", []):
            wrong.append(at)
    rows.refuse(wrong, "coordinates", [plain(item.get("coordinates")) for item in data.items],
                rule="a position is the pair lat, lon", cure="correct or empty it")
    return pandas.Series([pair[0] for pair in pairs], dtype="str"), pandas.Series([pair[1] for pair in pairs], dtype="str")


def _edtf(cell: str) -> str:
    """The day of a moment; a number of a post, or a year that cannot be, is none."""
    if not cell:
        return ""
    found = _MOMENT.fullmatch(cell)
    if found is None:
        what = "the number of a post, not a date" if cell.isascii() and cell.isdigit() and len(cell) > 8 else "not a date"
        raise DateError(f"{shown(cell)} is {what}", _RULE, "correct or empty the date")
    if int(found[1]) not in _YEARS:
        raise DateError(f"{shown(cell)} is in the year {int(found[1])}", _RULE, "correct or empty the date")
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError as error:
        raise DateError(f"{shown(cell)} is no day of the calendar", _RULE, "correct or empty the date") from error


def _source(item: dict[str, Any]) -> str:
    """What originalSource says beside its addresses, else whose addresses they are."""
    text = plain(item.get("originalSource"))
    said = " ".join(_ADDRESS.sub(" ", text).split())
    return said or objects.hosts(objects.links(text))


def _note(item: dict[str, Any]) -> str:
    found = _MOMENT.fullmatch(plain(item.get("date")))
    if found is None or not found[4] or found[4] in ("00:00", "00:00:00"):
        return ""
    return f"time in the file: {found[4]}, zone not given"
