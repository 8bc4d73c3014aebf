"""Incidents as KML 2.2 that Google Earth opens: a folder per kind, a style per family, a time span per incident.

The span runs from the first to the last possible day, as the page's own KML does; an open end stays open and an incident
without any day has none. An incident lies in the folder of its gravest kind, once. Text is plain: Google Earth takes a
description for HTML, so what would be a tag there is written as characters. No icon, link or style comes from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from .. import about, export, vocabulary
from ..dataset import locate
from ..evidence import Evidence, Figure
from ..tables import rows

if TYPE_CHECKING:
    from ..atlas import View

NAMESPACE: Final = "http://www.opengis.net/kml/2.2"
# Colours of the page's symbol families, as KML writes them: opacity, blue, green, red.
COLOURS: Final[dict[str, str]] = {
    "fire": "ff0a44c8", "contact": "ff7f44a9", "block": "ffa55f0b", "air": "ff5a7a00", "other": "ff5e5855",
}
FIELDS: Final[tuple[str, ...]] = (
    "id", "when", "date_precision", "where_precision", "uncertainty_m", "status", "origins", "claims", "kinds", "actors",
    "admin1", "scope", "reviewed",
)
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(view: View, table: str = "incidents", *, to: str = "kml") -> bytes:
    """The incidents of a view as the bytes of a KML file.

    Raises: DataError for an about.toml that cannot be read.
    """
    del to
    heading = about.read(locate(view.folder).data).atlas
    root = ET.Element("kml", xmlns=NAMESPACE)
    document = _child(root, "Document")
    _child(document, "name", heading.title)
    _child(document, "description", _html(f"{heading.subtitle}. {heading.credit}."))
    for family, colour in COLOURS.items():
        _style(document, family, colour)
    found = rows(view, table)
    for kind in _kinds_in_order():
        members = [row for row in found if _gravest(row["kinds"]) == kind]
        if members:
            folder = _child(document, "Folder")
            _child(folder, "name", kind.replace("_", " "))
            _child(folder, "description", _html(vocabulary.KINDS[kind]))
            for row in members:
                _placemark(folder, row, view.evidence(row["id"]))
    ET.indent(root, space=" ")
    made: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return made + b"\n"


def _kinds_in_order() -> Iterator[str]:
    """Every kind, by the order of the families and within one."""
    for members in vocabulary.KIND_FAMILIES.values():
        yield from members


def _gravest(kinds: Sequence[str]) -> str:
    return next(kind for kind in _kinds_in_order() if kind in kinds)


def _style(document: ET.Element, family: str, colour: str) -> None:
    style = _child(document, "Style", id=family)
    _child(_child(style, "IconStyle"), "color", colour)
    line = _child(style, "LineStyle")
    _child(line, "color", colour)
    _child(line, "width", "4")
    _child(_child(style, "PolyStyle"), "color", f"60{colour[2:]}")


def _placemark(folder: ET.Element, row: dict[str, Any], found: Evidence) -> None:
    mark = _child(folder, "Placemark", id=f"incident-{row['id']}")  # an id of XML may not begin with a digit
    _child(mark, "name", row["title"])
    _child(mark, "description", _html(_told(row, found)))
    if row["earliest"] or row["latest"]:
        span = _child(mark, "TimeSpan")
        for name, day in (("begin", row["earliest"]), ("end", row["latest"])):
            if day:
                _child(span, name, day)
    _child(mark, "styleUrl", f"#{row['family']}")
    data = _child(mark, "ExtendedData")
    for name in FIELDS:
        value = export.plain(row[name])
        if value not in (None, ""):
            _child(_child(data, "Data", name=name), "value", value if isinstance(value, str) else repr(value))
    if row["geometry"]:
        _drawn(mark, row["geometry"])


def _told(row: dict[str, Any], found: Evidence) -> str:
    """What the balloon says: the summary, then how sure the day, the place and the report are, then the figures."""
    where = row["where_precision"] if row["uncertainty_m"] is None else f"{row['where_precision']}, to {row['uncertainty_m']:g} m"
    lines = [row["summary"], f"When: {row['when']} ({row['date_precision']}).", f"Where: {where}.",
             f"Status: {found.status.replace('_', ' ')}, from {len(found.origins)} "
             f"origin{'' if len(found.origins) == 1 else 's'}."]
    lines += [f"{one.measure.capitalize()}: {_range(one)}{f' ({one.of})' if one.of else ''}, says {one.speaker}."
              for one in found.figures]
    return "\n".join(lines)


def _range(figure: Figure) -> str:
    return str(figure.low) if figure.low == figure.high else f"{figure.low} to {figure.high}"


def _html(text: str) -> str:
    """Plain text as the HTML that a description is: no tag in it is one."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _child(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """A new element under `parent`; what XML has no place for is left out of its text."""
    made = ET.SubElement(parent, tag, {name: _NO_XML.sub("", value) for name, value in attributes.items()})
    if text is not None:
        made.text = _NO_XML.sub("", text)
    return made


def _drawn(parent: ET.Element, geometry: dict[str, Any]) -> None:
    kind, positions = geometry["type"], geometry["coordinates"]
    drawn = _child(parent, kind)
    if kind == "Point":
        _child(drawn, "coordinates", _positions([positions]))
    elif kind == "LineString":
        _child(drawn, "tessellate", "1")
        _child(drawn, "coordinates", _positions(positions))
    else:  # an incident is drawn as a point, a line or one area
        for number, ring in enumerate(positions):
            bound = _child(drawn, "innerBoundaryIs" if number else "outerBoundaryIs")
            _child(_child(bound, "LinearRing"), "coordinates", _positions(ring))


def _positions(positions: Sequence[Sequence[float]]) -> str:
    return " ".join(",".join(repr(number) for number in position[:2]) for position in positions)
