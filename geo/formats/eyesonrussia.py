"""Reads Eyes on Russia (Centre for Information Resilience) GeoJSON: points with the day on which each was verified."""

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

NAME: Final = "eyes-on-russia"
LABEL: Final = "Eyes on Russia (Centre for Information Resilience), GeoJSON"

_MOMENT: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9]{2}:[0-9]{2}\S*)?")
_NOTE: Final = "the day is that of verification (verifiedDate): it happened then or before"


def recognises(head: Head) -> str | None:
    """Why the file is GeoJSON of Eyes on Russia, or None."""
    properties = objects.first(head, within="features").get("properties")
    if isinstance(properties, dict) and {"verifiedDate", "description"} <= properties.keys():
        return "its features have a verifiedDate, as those of Eyes on Russia"
    return None


def read(path: Path, *, options: Options) -> Imported:
    """The events of a file of features. Raises: FormatError, DataError."""
    head = heads.read(path, limits=options.limits)
    value = jsons.parsed(path, limits=options.limits)
    features = value.get("features") if isinstance(value, dict) else None
    if not isinstance(features, list):
        raise FormatError(f"{head.name} has no list of features", f"{LABEL} is a FeatureCollection", "check what the file is")
    data = Objects([_flat(item) for item in features], name=head.name, limits=options.limits,
                   unit="feature")
    columns = _columns(data, options)
    data.keep_raw()
    origin = provenance(path, format=NAME, layout="GeoJSON points", title="Eyes on Russia",
                        publisher="Centre for Information Resilience", url="https://eyesonrussia.org/")
    return data.rows.finish(columns, origin, options=options)


def _flat(feature: Any) -> Any:
    """The properties of a feature with its id and geometry beside them."""
    if not isinstance(feature, dict):
        return feature
    properties = feature.get("properties")
    inner = properties if isinstance(properties, dict) else {}
    return {"id": feature.get("id"), **inner, "geometry": feature.get("geometry")}


def _columns(data: Objects, options: Options) -> dict[str, Any]:
    """The columns of the incident frame, with the problems of each noted in the rows."""
    rows = data.rows
    ids = data.ids()
    rows.unique(ids)
    lon, lat = _points(data, rows)
    x, y = cells.positions(lon, lat, rows, fields=("lon", "lat"))
    days = cells.days(data.text("verifiedDate"), "verifiedDate", rows, read=_edtf)
    summary, place = data.text("description"), data.text("city")
    links = data.each(lambda item: objects.links(plain(item.get("url"))))
    return {
        "id": ids, "title": [objects.title(name or text, otherwise=at)
                             for name, text, at in zip(data.text("title"), summary, place, strict=True)],
        "place": place, "admin1": data.text("province"), "lon": x, "lat": y, **objects.where(x, rows, options),
        "summary": summary, "source": [objects.hosts(found) for found in links], "links": links,
        "note": days["when"].map(lambda when: _NOTE if when else ""), **days,
    }


def _points(data: Objects, rows: Rows) -> tuple[pandas.Series, pandas.Series]:
    """lon and lat of each point as text, "" without a geometry; another geometry is refused."""
    points, wrong = [], []
    for at, item in enumerate(data.items):
        geometry = item.get("geometry")
        pair = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
        fits = isinstance(pair, list) and len(pair) in (2, 3) and not any(isinstance(number, (list, dict)) for number in pair)
        points.append((plain(pair[0]), plain(pair[1])) if fits and pair else ("", ""))
        if not fits and geometry is not None:
            wrong.append(at)
    rows.refuse(wrong, "geometry", [plain(item.get("geometry")) for item in data.items],
                rule="each feature is a point with lon and lat, or has no geometry", cure="correct or take out the geometry")
    return pandas.Series([point[0] for point in points], dtype="str"), pandas.Series([point[1] for point in points], dtype="str")


def _edtf(cell: str) -> str:
    """The day of a moment, "about": the event was verified that day, and happened then or before."""
    if not cell:
        return ""
    found = _MOMENT.fullmatch(cell)
    try:
        if found:
            return f"{date(int(found[1]), int(found[2]), int(found[3]))}~"
    except ValueError:
        pass
    raise DateError(f"{shown(cell)} is not a day", "verifiedDate is written 2022-03-31T00:00:00Z", "correct or empty the date")
