"""Reads KML and KMZ: placemarks as events, TimeStamp and TimeSpan as their dates, HTML in descriptions as text."""

from __future__ import annotations

import html
import io
import math
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any, Final
from xml.etree.ElementTree import Element, ParseError

import pandas
import shapely
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from ..errors import DateError, FormatError, shown, visible
from . import cells, events, geojson, written
from . import head as heads
from .contract import Imported, Options
from .head import Head
from .rows import Rows, provenance

NAME: Final = "kml"
LABEL: Final = "KML or KMZ"
_ROOT: Final = re.compile(r"<(?:\w+:)?kml[\s>]")
_TAG: Final = re.compile(r"<[^<>]*>")
_BREAK: Final = re.compile(r"<\s*(?:br|/p|/div|/tr|/li)\b[^<>]*>", re.IGNORECASE)
_HREF: Final = re.compile(r"""(?:href|src)\s*=\s*["']?(https?://[^"'\s<>]+)""", re.IGNORECASE)
_WHEN: Final = "time of the placemark"


@dataclass
class _Found:
    """What one reading of the file gives: a row of text and a geometry for each placemark."""

    rows: list[dict[str, str]] = field(default_factory=list)
    shapes: list[Any] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)
    elsewhere: int = 0  # NetworkLinks, which are never followed
    other: int = 0  # tracks, models and overlays, which are no place of an event


def recognises(head: Head) -> str | None:
    """XML whose root is kml, or a zip with such a file."""
    if any(member.lower().endswith(".kml") for member in head.members):
        return "a zip with a .kml file"
    return "XML with the root kml" if _ROOT.search(head.text[:4096]) else None


def read(path: Path, *, options: Options) -> Imported:
    """The placemarks of a file, counted from 1. Folders become the column `folder`, extended data columns of their names.

    Raises: FormatError, DataError.
    """
    name = visible(path.name)
    with _opened(path, name, options) as (stream, others):
        found = _placemarks(stream, name, options)
    labels = list(dict.fromkeys(label for row in found.rows for label in row))
    if len(labels) > options.limits.columns:
        raise FormatError(f"{name} has {len(labels):,} kinds of data", f"at most {options.limits.columns:,} are read",
                          "raise the limit", code="over-limit")
    table = pandas.DataFrame({label: [row.get(label, "") for row in found.rows] for label in labels},
                             index=range(len(found.rows)), dtype="str")
    rows = Rows(name, range(1, len(found.rows) + 1), raw=table, unit="placemark")
    for at, text in found.wrong:
        rows.refuse([at], "coordinates", f"found {shown(text)}", rule="coordinates are lon,lat or lon,lat,height",
                    cure="correct them", code="bad-position")
    if others:
        rows.say(f"{visible(others[0])} is read; not read: {visible(', '.join(others[1:]))}")
    if found.elsewhere:
        rows.say(f"{found.elsewhere} network links are not followed: nothing is read from elsewhere")
    if found.other:
        rows.say(f"{found.other} tracks, models or overlays are not read as places")
    given = geojson.placed(found.shapes, rows) if found.rows else {}
    if _WHEN in labels:
        given["when"] = cells.each(table[_WHEN], lambda cell: cell)
        table = table.drop(columns=_WHEN)
    return events.imported(table, rows, provenance(path, format=NAME, layout=f"{len(labels)} kinds of data"),
                           options=_by_folder(options, list(table.columns)), given=given)


def _by_folder(options: Options, labels: list[str]) -> Options:
    """Folders are the kind, unless the user or the file says another."""
    if "kind" in options.columns or "folder" not in labels or {"kind", "type", "category", "event_type"} & set(labels):
        return options
    return replace(options, columns={**options.columns, "kind": "folder"})


@contextmanager
def _opened(path: Path, name: str, options: Options) -> Iterator[tuple[IO[bytes], list[str]]]:
    """The KML in a file: of a KMZ doc.kml, else its first .kml; where it holds several, their names, that one first."""
    with path.open("rb") as plain:
        packed = plain.read(2) == b"PK"
    if not packed:
        with heads.opened(path, limits=options.limits) as stream:
            yield stream, []
        return
    members = [item for item in heads.read(path, limits=options.limits).members if item.lower().endswith(".kml")]
    if not members:
        raise FormatError(f"{name} holds no .kml file", "a KMZ is a zip with doc.kml", "check the file")
    member = next((item for item in members if item.lower() == "doc.kml"), members[0])
    try:
        with zipfile.ZipFile(path) as archive:
            content = archive.read(member)
    except heads.BROKEN as error:
        raise heads.broken(name, error) from error
    yield io.BytesIO(content), [member, *(item for item in members if item != member)] if len(members) > 1 else []


def _placemarks(stream: IO[bytes], name: str, options: Options) -> _Found:
    """Every placemark of a stream, in order; elements are dropped as soon as they are read."""
    found = _Found()
    folders: list[str] = []
    inside: list[str] = []  # the tags that are open
    nodes = 0
    try:
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            tag = _tag(element)
            if event == "start":
                inside.append(tag)
                nodes += 1
                if nodes > options.limits.nodes:
                    raise FormatError(f"{name} has more than {options.limits.nodes:,} elements", "", "raise the limit",
                                      code="over-limit")
                folders += [""] * (tag == "Folder")
                if len(inside) > options.limits.depth:
                    raise FormatError(f"{name} is nested more than {options.limits.depth} deep", "no placemark needs that",
                                      "check the file", code="too-deep")
                continue
            inside.pop()
            if tag == "name" and inside[-1:] == ["Folder"]:
                folders[-1] = plain(element.text or "")
            elif tag == "Folder":
                folders.pop()
                element.clear()
            elif tag == "Placemark":
                _add(element, found, folders)
                element.clear()
            found.elsewhere += tag == "NetworkLink"
            found.other += tag in ("Track", "MultiTrack", "Model", "GroundOverlay")
            if len(found.rows) > options.limits.rows:
                raise FormatError(f"{name} has more than {options.limits.rows:,} placemarks", "", "raise the limit",
                                  code="over-limit")
    except (ParseError, DefusedXmlException, UnicodeError, LookupError, ValueError) as error:
        if isinstance(error, FormatError):
            raise
        raise FormatError(f"{name} is no whole XML: {visible(str(error))}", "KML is XML without a DTD", "get the file again",
                          code="bad-format") from error
    return found


def _add(placemark: Element, found: _Found, folders: list[str]) -> None:
    """One placemark as a row of text and a geometry."""
    row: dict[str, str] = {}
    if placemark.get("id"):
        row["id"] = str(placemark.get("id"))
    for child in placemark:
        tag = _tag(child)
        if tag == "name":
            row["name"] = plain(child.text or "")
        elif tag in ("description", "Snippet", "address"):
            row[tag] = plain(child.text or "")
            addresses = "\n".join(_HREF.findall(html.unescape(child.text or "")))
            if addresses:
                row["links"] = "\n".join(part for part in (row.get("links", ""), addresses) if part)
        elif tag in ("TimeStamp", "TimeSpan"):
            row[_WHEN] = _time({_tag(part): (part.text or "").strip() for part in child})
        elif tag == "ExtendedData":
            row |= {label: value for label, value in _extended(child) if label not in row}
    if any(folders):
        row["folder"] = " / ".join(part for part in folders if part)
    at = len(found.rows)
    found.rows.append(row)
    found.shapes.append(None)
    try:
        found.shapes[at] = _geometry(placemark)
    except (ValueError, shapely.errors.ShapelyError) as error:
        found.wrong.append((at, str(error)))


def _time(parts: dict[str, str]) -> str:
    """A TimeStamp or TimeSpan as EDTF; what is no date is given as it stands, to be refused."""
    try:
        if "when" in parts:
            return written.as_edtf(parts["when"])
        begin, end = (written.as_edtf(parts.get(name, "")) for name in ("begin", "end"))
    except DateError:
        return " ".join(part for part in parts.values() if part)
    if begin == end:
        return begin
    return f"{begin or '..'}/{end or '..'}"


def _extended(data: Element) -> Iterator[tuple[str, str]]:
    """The names and values of extended data, in both forms that KML has."""
    for part in data.iter():
        label = part.get("name") or ""
        if label and _tag(part) == "Data":
            yield label, plain("".join(child.text or "" for child in part if _tag(child) == "value"))
        elif label and _tag(part) == "SimpleData":
            yield label, plain(part.text or "")


def _geometry(placemark: Element) -> Any:
    """The geometry of a placemark, None when it has none. Raises: ValueError with coordinates that are none."""
    shapes: list[Any] = []
    bounds = {ring for polygon in placemark.iter() if _tag(polygon) == "Polygon" for ring in polygon.iter()
              if _tag(ring) == "LinearRing"}
    for element in placemark.iter():
        tag = _tag(element)
        if tag == "Point":
            shapes += [shapely.Point(position) for position in _coordinates(element)[:1]]
        elif tag in ("LineString", "LinearRing") and element not in bounds:
            shapes.append(shapely.LineString(_coordinates(element)))
        elif tag == "Polygon":
            rings = [_coordinates(ring) for ring in element.iter() if _tag(ring) == "LinearRing"]
            shapes += [shapely.Polygon(rings[0], rings[1:])] if rings else []
    return None if not shapes else shapes[0] if len(shapes) == 1 else shapely.GeometryCollection(shapes)


def _coordinates(element: Element) -> list[tuple[float, float]]:
    text = next((part.text or "" for part in element.iter() if _tag(part) == "coordinates"), "")
    found = []
    for item in re.sub(r"\s*,\s*", ",", text).split():
        numbers = item.split(",")
        if len(numbers) not in (2, 3):
            raise ValueError(text.strip())
        try:
            found.append((float(numbers[0]), float(numbers[1])))
        except ValueError:
            raise ValueError(text.strip()) from None
        if not all(math.isfinite(number) for number in found[-1]):
            raise ValueError(text.strip())
    if not found:
        raise ValueError(text.strip())
    return found


def plain(text: str) -> str:
    """HTML as the text it shows: tags out, breaks as line breaks, entities as characters.

    >>> plain("<b>Two</b> dead<br>near A &amp; B")
    'Two dead\\nnear A & B'
    """
    lines = html.unescape(_TAG.sub("", _BREAK.sub("\n", text))).replace("\xa0", " ").split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
