"""Check GeoJSON geometries, first as plain lists before any library sees them, then as outlines on the ground."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from typing import Any, Final, NamedTuple

from .errors import shown

MAX_FAULTS: Final = 20  # told of one geometry
# How deep the positions lie in `coordinates`.
DEPTHS: Final[dict[str, int]] = {"Point": 0, "LineString": 1, "Polygon": 2, "MultiPolygon": 3}


class Fault(NamedTuple):
    """One thing wrong with a geometry: its code, where in it, what was found, the rule, the cure."""

    code: str
    at: str
    found: str
    rule: str
    cure: str


def faults(geometry: Any, allowed: tuple[str, ...]) -> list[Fault]:
    """What is wrong with the form of a geometry (CRS84): its type, positions and rings. Needs no library."""
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind not in allowed or not isinstance(geometry, Mapping):
        return [Fault("wrong-geometry", "geometry.type", f"found {shown(kind)}", f"the type is {' or '.join(allowed)}",
                      "draw it as that type")]
    coordinates = geometry.get("coordinates")
    if not coordinates:
        return [Fault("empty-geometry", "geometry.coordinates", f"found {shown(coordinates)}",
                      "a geometry has positions", "add them, or write null for an incident without a place")]
    found = (fault for at, positions in _runs(coordinates, DEPTHS[str(kind)], "geometry.coordinates")
             for fault in _run_faults(at, positions, str(kind)) or _length_faults(at, positions, str(kind)))
    return list(islice(found, MAX_FAULTS))


def invalid_reason(geometry: Mapping[str, Any]) -> str:
    """Why the outline of a polygon is not valid, in words with the place, or '' when it is. Needs shapely."""
    import shapely
    from shapely.geometry import shape

    reason = str(shapely.is_valid_reason(shape(geometry)))
    if reason == "Valid Geometry":
        return ""
    what, _, where = reason.rstrip("]").partition("[")
    return f"{what.lower()} at [{', '.join(f'{float(number):.5f}' for number in where.split())}]"


def is_rectangle(geometry: Mapping[str, Any]) -> bool:
    """Whether a polygon is a box along the axes: its area in degrees is that of its bounds."""
    if geometry["type"] == "MultiPolygon":
        return any(is_rectangle({"type": "Polygon", "coordinates": part}) for part in geometry["coordinates"])
    ring = geometry["coordinates"][0]
    lons, lats = [position[0] for position in ring], [position[1] for position in ring]
    box = (max(lons) - min(lons)) * (max(lats) - min(lats))
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return bool(box > 0 and abs(abs(twice) / 2 - box) < 1e-6 * box)


def _runs(coordinates: Any, depth: int, at: str) -> Iterator[tuple[str, Any]]:
    """Each line or ring (or the one position of a Point, as a list of one) with its path."""
    if depth == 0:
        yield at, [coordinates]
    elif depth == 1 or not isinstance(coordinates, list) or not coordinates:  # a polygon without rings has a short one
        yield at, coordinates
    else:
        for number, part in enumerate(coordinates):
            yield from _runs(part, depth - 1, f"{at}[{number}]")


def _run_faults(at: str, positions: Any, kind: str) -> list[Fault]:
    """Faults of single positions; at most one per kind and run, so that a damaged file stays readable."""
    if not isinstance(positions, list):
        return [Fault("bad-position", at, f"found {shown(positions)}", "here stands a list of positions", "add it")]
    found: dict[str, Fault] = {}
    for number, position in enumerate(positions):
        fault = _position_fault(position)
        if fault and fault[0] not in found:
            where = at if kind == "Point" else f"{at}[{number}]"
            found[fault[0]] = Fault(fault[0], where, f"found {shown(position)}", fault[1], fault[2])
    return list(found.values())


def _position_fault(position: Any) -> tuple[str, str, str] | None:
    if not isinstance(position, list) or not 2 <= len(position) <= 3:
        return "bad-position", "a position is [lon, lat], or [lon, lat, height]", "write two numbers"
    for number in position:
        if type(number) not in (float, int):  # type(), since a bool is an int
            return "bad-position", "lon and lat are numbers", "write degrees without quotes"
        if not -sys.float_info.max <= number <= sys.float_info.max:  # nor is NaN between them, nor a whole number beyond
            return "not-finite", "lon and lat are finite", "write degrees"
    lon, lat = position[0], position[1]
    if -180 <= lon <= 180 and -90 <= lat <= 90:
        return None
    swapped = -180 <= lat <= 180 and -90 <= lon <= 90
    return ("out-of-range", "lon runs from -180 to 180 and lat from -90 to 90 degrees",
            "lon and lat look swapped: lon comes first" if swapped else "write degrees in WGS 84, lon first")


def _length_faults(at: str, positions: list[Any], kind: str) -> list[Fault]:
    if kind == "Point":
        return []
    least, what = (2, "line") if kind == "LineString" else (4, "ring")
    found = []
    if kind != "LineString" and positions and positions[0][:2] != positions[-1][:2]:
        found.append(Fault("unclosed-ring", at, f"first {shown(positions[0])} and last {shown(positions[-1])} differ",
                           "a ring ends where it starts", "repeat the first position at the end"))
    elif len(positions) < least:
        found.append(Fault("short-ring", at, f"found {len(positions)} positions",
                           f"a {what} has at least {least} positions", "add the missing ones"))
    return found
