"""Reads the data of a Bellingcat TimeMap: the flat export, and the three files of events, associations and sources.

The three files belong together: beside `events.json` (or any name with "events" in it), `associations.json` and `sources.json`
are read when they are there, and the import says so.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
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
from .rows import provenance

NAME: Final = "timemap"
LABEL: Final = "TimeMap data (Bellingcat)"

_EVENT: Final = {"id", "date", "latitude", "longitude", "sources"}
_DAY: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_MIDNIGHT: Final = ("", "00:00", "00:00:00", "0:00")
_PARTS: Final = ("associations", "sources")
_UNNAMED: Final = "srcHidden"  # a source that stands for none

Pairs = list[tuple[str, str]]


def recognises(head: Head) -> str | None:
    """Why the file is data of a TimeMap, or None; a file of its associations or sources is recognised too."""
    item = objects.first(head)
    if item.keys() >= _EVENT and item.keys() & {"associations", "filters"}:
        layout = "filters" if "filters" in item else "associations"
        return f"its records have a date, a latitude, {layout} and sources, as those of a TimeMap"
    part = _part(head)
    return f"it is the file of {part} of a TimeMap" if part else None


def _part(head: Head) -> str:
    """Which part of three the file is, when it is not that of the events."""
    if {"id", "filter_paths"} <= objects.first(head).keys():
        return "associations"
    source = re.match(r'\ufeff?\s*\{\s*"[^"]*"\s*:\s*(?=\{)', head.text)
    if source and re.match(r'[^}]*"paths"\s*:', head.text[source.end():source.end() + 4000]):
        return "sources"
    return ""


def read(path: Path, *, options: Options) -> Imported:
    """The events of a TimeMap. Raises: FormatError, DataError."""
    head = heads.read(path, limits=options.limits)
    part = _part(head)
    if part:
        raise FormatError(f"{head.name} holds the {part} of a TimeMap, no events", "the events name the rest",
                          "name the file of the events; the others are found beside it")
    value = jsons.parsed(path, limits=options.limits)
    if not isinstance(value, list):
        raise FormatError(f"{head.name} is no list of records", f"{LABEL} is a JSON list", "check what the file is")
    data = Objects(value, name=head.name, limits=options.limits)
    parts, said = _beside(path, data, options)
    columns = _columns(data, parts, options)
    data.keep_raw()
    flat = any("filters" in item for item in data.items)
    origin = provenance(path, format=NAME, layout="flat export" if flat else "events, associations, sources", options=said)
    return data.rows.finish(columns, origin, options=options)


def _beside(path: Path, data: Objects, options: Options) -> tuple[dict[str, Any], dict[str, str]]:
    """The associations and sources that stand beside a file of events, and which files they are."""
    found: dict[str, Any] = {}
    said: dict[str, str] = {}
    for part in _PARTS:
        if not any(isinstance(name, str) for item in data.items for name in _listed(item.get(part))):
            continue  # written into the events, or none
        name = re.sub("events", part, path.name, flags=re.IGNORECASE)
        other = path.with_name(name)
        if other == path or not other.is_file():
            data.rows.say(f"no {name if other != path else part + '.json'} beside the events: {part} are known by their ids only")
            continue
        found[part] = jsons.parsed(other, limits=options.limits)
        said |= {part: name, f"{part}_sha256": hashlib.sha256(other.read_bytes()).hexdigest()}
        data.rows.say(f"{part} are read from {name}")
    return found, said


def _columns(data: Objects, parts: Mapping[str, Any], options: Options) -> dict[str, Any]:
    """The columns of the incident frame, with the problems of each noted in the rows."""
    rows = data.rows
    lon, lat = cells.positions(data.text("longitude"), data.text("latitude"), rows, fields=("longitude", "latitude"))
    tags = _tags(data, parts)
    leading = _leading(tags)
    if leading:
        rows.say(f"the kind of an event is its {leading}; what else it is filed under stands in the summary")
    said, place = data.text("description"), data.text("location")
    sources = [_sources(item, parts) for item in data.items]
    summaries = ["\n".join(filter(None, (text, "; ".join(f"{key}: {name}" if key else name for key, name in pairs))))
                 for text, pairs in zip(said, tags, strict=True)]
    return {
        "id": _ids(data), "title": [objects.title(text, otherwise=at) for text, at in zip(said, place, strict=True)],
        "kind": [next((name for key, name in pairs if leading and key == leading), "") for pairs in tags], "place": place,
        "lon": lon, "lat": lat, **objects.where(lon, rows, options), "summary": pandas.Series(summaries, dtype="str"),
        "source": [names for names, _ in sources], "links": [links for _, links in sources], "note": data.each(_note),
        **cells.days(data.text("date"), "date", rows, read=_edtf),
    }


def _ids(data: Objects) -> pandas.Series:
    """The ids; the second event of an id gets -2 behind it, the third -3, since TimeMap data repeat them."""
    found = data.ids()
    again = found.duplicated()
    if not again.any():
        return found
    taken, made, seen = set(found), [], Counter[str]()
    for name in found:
        seen[name] += 1
        if seen[name] > 1:
            number = seen[name]
            while f"{name}-{number}" in taken:
                number += 1
            name = f"{name}-{number}"
            taken.add(name)
        made.append(name)
    first = data.rows.lines[found.eq(found[again].iloc[0])][0]
    data.rows.warn(again.to_numpy(), "id", f"{shown(found[again].iloc[0])} is the id of record {first} too",
                   rule="ids are unique in an atlas", cure="kept, with -2, -3 and so on behind the id", code="repeated-id")
    data.rows.note(again.to_numpy(), "the id is that of an earlier record too; a number was put behind it")
    return pandas.Series(made, dtype="str")


def _edtf(cell: str) -> str:
    """A day written month first, as EDTF."""
    found = _DAY.fullmatch(cell)
    if not cell:
        return ""
    try:
        if found:
            return date(int(found[3]), int(found[1]), int(found[2])).isoformat()
    except ValueError:
        pass
    raise DateError(f"{shown(cell)} is not a day", "TimeMap writes days as 03/31/2022, the month first", "correct the date")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _tags(data: Objects, parts: Mapping[str, Any]) -> list[Pairs]:
    """What each event is filed under: category and value."""
    known = {plain(item.get("id")): item for item in _listed(parts.get("associations")) if isinstance(item, dict)}

    def of(item: dict[str, Any]) -> Pairs:
        pairs = [(plain(tag.get("key")), plain(tag.get("value")))
                 for tag in _listed(item.get("filters")) if isinstance(tag, dict)]
        for tag in _listed(item.get("associations")):
            entry = known.get(plain(tag), tag if isinstance(tag, dict) else {})
            route = [plain(step) for step in _listed(entry.get("filter_paths"))]
            pairs.append((route[0], route[-1]) if len(route) > 1 else ("", plain(entry.get("title")) or plain(tag)))
        return list(dict.fromkeys(pair for pair in pairs if pair[1]))

    return [of(item) for item in data.items]


def _leading(tags: list[Pairs]) -> str:
    """The category that most events are filed under, the first of equals; "" when there is none."""
    counts = Counter(key for pairs in tags for key in dict.fromkeys(key for key, _ in pairs) if key)
    return counts.most_common(1)[0][0] if counts else ""


def _sources(item: dict[str, Any], parts: Mapping[str, Any]) -> tuple[str, str]:
    """Who reported an event, and the addresses: of sources in the event itself, or in the file of sources."""
    known = parts.get("sources")
    known = known if isinstance(known, dict) else {}
    names: list[str] = []
    found: list[str] = []
    for source in _listed(item.get("sources")):
        entry = source if isinstance(source, dict) else known.get(plain(source), {"title": plain(source)})
        if not isinstance(entry, dict) or plain(source) == _UNNAMED:
            continue
        links = objects.links(*(plain(path) for path in [*_listed(entry.get("paths")), *_listed(entry.get("path"))]))
        found.append(links)
        title = next((text for text in (plain(entry.get("title")), plain(entry.get("description"))) if text), "")
        names.append(title if title and not cells.links(title) else objects.hosts(links))
    return "; ".join(dict.fromkeys(name for name in names if name)), objects.links(*found)


def _note(item: dict[str, Any]) -> str:
    time = plain(item.get("time"))
    graphic = plain(item.get("graphic")).lower() == "true"
    said = f"time in the file: {time}" if time not in _MIDNIGHT else ""
    return "; ".join(filter(None, (said, "graphic material" if graphic else "")))
