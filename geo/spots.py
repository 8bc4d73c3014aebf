"""One located thing, and the distance between two: metres, the least and greatest it can be, and a sentence.

What `distance_m` measures:

- between places and incidents, from the point that stands for each: the point itself, the middle of a road by length, a
  point inside an area. `low_m` and `high_m` are the nearest and the farthest the two can be: the nearest and farthest
  points of both geometries, less and plus the radius each is known to;
- to a zone, its nearest edge, 0 inside; `low_m` and `high_m` allow for the radius and the accuracy of the outline.
  There is then no bearing. Between two zones it is the gap between the outlines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from . import geodesy, shapes
from .errors import UsageError

if TYPE_CHECKING:
    from .records import Incident, Place, Zone

Answer = Literal["yes", "no", "cannot say"]
_COMPASS: Final = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, incident, zone or position: its geometry (GeoJSON, CRS84) and the radius in metres it is known to.

    For a zone `radius_m` is the accuracy of its outline. `lon`, `lat` is the point that stands for it, in degrees.
    """

    id: str
    type: str
    name: str
    geometry: Mapping[str, Any]
    radius_m: float

    @property
    def lon(self) -> float:
        """Longitude in degrees of the point that stands for the thing."""
        return shapes.representative(self.geometry)[0]

    @property
    def lat(self) -> float:
        """Latitude in degrees of the point that stands for the thing."""
        return shapes.representative(self.geometry)[1]


def of_place(place: Place) -> Spot:
    """The spot of a place."""
    return Spot(place.id, "place", place.name, place.geometry, place.uncertainty_m)


def of_incident(incident: Incident) -> Spot:
    """The spot of an incident.

    Raises: UsageError for an incident that no source gives a place.
    """
    if incident.geometry is None:
        raise UsageError(f"{incident.id!r} has no place", "no source says where it happened",
                         "measure to another incident or place")
    return Spot(incident.id, "incident", incident.title, incident.geometry, incident.uncertainty_m or 0.0)


def of_zone(zone: Zone) -> Spot:
    """The spot of a zone."""
    return Spot(zone.id, "zone", zone.name, zone.geometry, zone.accuracy_m)


def position(*, lon: float, lat: float, uncertainty_m: float = 0.0) -> Spot:
    """The spot of a bare position in degrees, known to `uncertainty_m` metres.

    Raises: PositionError.
    """
    lon, lat = geodesy.position(lon, lat)
    uncertainty_m = geodesy.metres(uncertainty_m, "uncertainty_m")
    name = f"{lat:.4f} N, {lon:.4f} E"
    return Spot(f"{lon},{lat}", "position", name, {"type": "Point", "coordinates": [lon, lat]}, uncertainty_m)


@dataclass(frozen=True, slots=True)
class Distance:
    """A geodesic distance in metres between `start` and `end` with the least and greatest it can be.

    `bearing_deg` is true, clockwise from north, at `start`; None where one end is a zone or the points coincide.
    `inside` says whether the thing lies inside the zone (None without a zone or where the bounds cannot tell).
    """

    start: Spot
    end: Spot
    distance_m: float
    low_m: float
    high_m: float
    bearing_deg: float | None
    inside: bool | None = None

    def within(self, radius_m: float) -> Answer:
        """Whether the two lie within `radius_m` metres of each other, given how well each is known.

        Raises: PositionError for a radius that is no length.
        """
        radius_m = geodesy.metres(radius_m, "radius_m")
        if self.high_m <= radius_m:
            return "yes"
        return "no" if self.low_m > radius_m else "cannot say"

    @property
    def sentence(self) -> str:
        """The answer in words, with the interval."""
        span = f"between {length(self.low_m)} and {length(self.high_m)}"
        if "zone" not in (self.start.type, self.end.type):
            way = "" if self.bearing_deg is None else f", bearing {self.bearing_deg:.0f}° ({compass(self.bearing_deg)})"
            return f"{self.start.name} to {self.end.name}: {length(self.distance_m)}{way}; {span}."
        thing, zone = (self.start, self.end) if self.end.type == "zone" else (self.end, self.start)
        if self.distance_m > 0:
            return f"{thing.name} to the nearest edge of {zone.name}: {length(self.distance_m)}; {span}."
        if thing.type == "zone":
            return f"{thing.name} touches {zone.name} as drawn."
        if self.inside:
            return f"{thing.name} is inside {zone.name}."
        return f"{thing.name} is inside {zone.name} as drawn, but cannot say for sure: the edge is within reach."


def between(start: Spot, end: Spot) -> Distance:
    """The distance from `start` to `end`; see the head of this module for what is measured."""
    if start.type == "zone" and end.type != "zone":
        turned = _to_zone(end, start)
        return Distance(start, end, turned.distance_m, turned.low_m, turned.high_m, None, turned.inside)
    if end.type == "zone":
        return _to_zone(start, end)
    distance_m, bearing_deg = geodesy.inverse(start.lon, start.lat, end.lon, end.lat)
    nearest_m = farthest_m = distance_m
    if not (shapes.is_point(start.geometry) and shapes.is_point(end.geometry)):
        nearest_m = shapes.nearest_m(start.geometry, end.geometry)
        farthest_m = shapes.farthest_m(start.geometry, end.geometry)
    low_m = geodesy.bounds_m(nearest_m, start.radius_m, end.radius_m)[0]
    high_m = geodesy.bounds_m(farthest_m, start.radius_m, end.radius_m)[1]
    if start.id == end.id:
        low_m = high_m = 0.0  # however badly it is known, a thing is where it is
    return Distance(start, end, distance_m, low_m, high_m, bearing_deg if distance_m else None)


def _to_zone(start: Spot, zone: Spot) -> Distance:
    """Distance to a zone: depths inside it count as negative until the bounds are cut at 0."""
    doubt_m = start.radius_m + zone.radius_m
    nearest_m, farthest_m = shapes.span_to_area_m(start.geometry, zone.geometry)
    if start.type == "zone":
        low_m, high_m = max(0.0, nearest_m - doubt_m), max(0.0, nearest_m) + doubt_m
        return Distance(start, zone, max(0.0, nearest_m), low_m, high_m, None)
    lon, lat = start.lon, start.lat
    distance_m = geodesy.nearest_m(lon=lon, lat=lat, geometry=zone.geometry)
    low_m, high_m = max(0.0, nearest_m - doubt_m), max(0.0, farthest_m + doubt_m)
    inside = True if high_m == 0 else None if low_m == 0 else False
    return Distance(start, zone, distance_m, low_m, high_m, None, inside)


def length(metres: float) -> str:
    """Metres as people write them: "840 m", "4.2 km", "504 km".

    >>> length(839.6), length(4213), length(504_321)
    ('840 m', '4.2 km', '504 km')
    """
    if round(metres) < 1000:
        return f"{metres:.0f} m"
    return f"{metres / 1000:.1f} km" if round(metres, -2) < 100_000 else f"{metres / 1000:,.0f} km"


def compass(bearing_deg: float) -> str:
    """The nearest of sixteen compass points.

    >>> compass(259), compass(359)
    ('W', 'N')
    """
    return _COMPASS[round(bearing_deg / 22.5) % 16]
