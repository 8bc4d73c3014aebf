"""What a reader of the data should look at twice: warnings, and zones that cover the same ground on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

import numpy as np

from . import dates, geodesy, geometry, shapes
from .checks import INCIDENTS, PLACES, ZONES, links
from .errors import Problem
from .records import Dataset, Incident, Zone

SLIVER_M: Final = 25.0  # zones drawn to four decimals (11 m) and edited apart may overlap by so much
FAR_M: Final = 300_000.0  # from a point to its nearest neighbour among all others
_FEW: Final = 5  # with fewer points "far from the rest" means nothing
_LISTED: Final = 40  # ids named in one warning
_DEGREE_M: Final = 111_195.0  # metres in a degree of latitude, for widths of slivers only
# Where another account or a road puts it: no distance from that place is claimed.
_LOOSE: Final = ("between", "on_road_to", "on_road_between", "toward")


def doubts(data: Dataset) -> Iterator[Problem]:
    """Every warning about records that are valid one by one."""
    yield from _rectangles(data)
    yield from _carried(data)
    yield from _positions(data)
    yield from _outside_place(data)
    yield from _gaps(data)
    yield from _single_origin(data)
    yield from _unused(data)


def overlaps(data: Dataset) -> Iterator[Problem]:
    """Control zones of one day that cover the same ground: an error, or a warning when only a sliver wide."""
    import shapely
    from shapely.geometry import shape

    zones = [zone for zone in data.zones.values() if zone.layer == "control"]
    shapes = [shape(zone.geometry) for zone in zones]
    tree = shapely.STRtree(shapes)
    # Zone by zone: the pairs of all at once would fill the memory where a thousand zones lie on one another.
    for a, b in ((a, int(b)) for a, drawn in enumerate(shapes)
                 for b in sorted(tree.query(drawn, predicate="intersects")) if a < b):
        days = _common_days(zones[a], zones[b])
        width_m, area_km2 = _width_m(shapes[a].intersection(shapes[b])) if days else (0.0, 0.0)
        if width_m < 1.0:
            continue
        sliver = width_m < SLIVER_M
        yield Problem("zone-overlap", "warning" if sliver else "error", ZONES, zones[a].id, "geometry",
                      f"covers the same ground as {zones[b].id} on {days}: {_short(area_km2)} km2 and "
                      f"{width_m:.0f} m wide on average",
                      "control zones of one day never overlap",
                      "let them share one line" if sliver else "cut one of them, or make it an overlay")


def _common_days(a: Zone, b: Zone) -> str:
    """The days on which both zones hold, as first/last, or '' when there is none."""
    when = [dates.parse(zone.valid) for zone in (a, b)]
    if not dates.possible(*when):
        return ""
    start = max((one.earliest for one in when if one.earliest), default=None)
    end = min((one.latest for one in when if one.latest), default=None)
    return f"{start or '..'}/{end or '..'}"


def _width_m(shared: Any) -> tuple[float, float]:
    """Mean width in metres (area over half the outline) and area in km2 of an overlap, by a local scale."""
    from shapely.affinity import scale

    if shared.area == 0:
        return 0.0, 0.0
    east = float(np.cos(np.radians(shared.centroid.y))) * _DEGREE_M
    metric = scale(shared, east, _DEGREE_M, origin=(0, 0))
    return 2 * metric.area / metric.length, metric.area / 1e6


def _rectangles(data: Dataset) -> Iterator[Problem]:
    for zone in data.zones.values():
        if geometry.is_rectangle(zone.geometry):
            yield Problem("rectangle-zone", "warning", ZONES, zone.id, "geometry",
                          "the outline is a box along the axes", "ground is not held in boxes",
                          "draw the outline from places, or say in note why it is a box")


def _carried(data: Dataset) -> Iterator[Problem]:
    """Zones that name another as their outline and are drawn otherwise, by more than lines edited apart."""
    from shapely.geometry import shape

    for zone in data.zones.values():
        other = data.zones.get(zone.carried_from or "")
        if other is None or other.geometry == zone.geometry:
            continue
        apart = shape(zone.geometry).symmetric_difference(shape(other.geometry))
        width_m, area_km2 = max((_width_m(part) for part in getattr(apart, "geoms", [apart])), default=(0.0, 0.0))
        if width_m >= SLIVER_M:
            yield Problem("carried-outline", "warning", ZONES, zone.id, "carried_from",
                          f"drawn otherwise than {other.id}: {_short(area_km2)} km2, {width_m:.0f} m wide on average",
                          "carried_from names the zone whose outline this is",
                          "draw the same outline, or leave carried_from out and say in note what changed")


def _positions(data: Dataset) -> Iterator[Problem]:
    """What lies far from all points, and what would lie among them with lon and lat exchanged.

    The points are the places and the incidents drawn as one; a zone, line or area is judged by one point in it.
    """
    points = [(PLACES, place.id, place.geometry) for place in data.places.values()]
    rest = [(ZONES, zone.id, zone.geometry) for zone in data.zones.values()]
    for incident in data.incidents.values():
        if incident.geometry:
            (points if shapes.is_point(incident.geometry) else rest).append((INCIDENTS, incident.id, incident.geometry))
    if len(points) < _FEW:
        return
    lons, lats = np.array([shapes.representative(item) for _, _, item in points], dtype=np.float64).T
    box = [_middle_range(values) for values in (lons, lats)]

    def inside(lon: float, lat: float) -> bool:
        return box[0][0] <= lon <= box[0][1] and box[1][0] <= lat <= box[1][1]

    for n, (file, record, drawn) in enumerate([*points, *rest]):
        lon, lat = map(float, shapes.representative(drawn))
        if inside(lon, lat):
            continue
        if inside(lat, lon):
            yield Problem("swapped-position", "warning", file, record, "geometry", f"found [{lon:g}, {lat:g}]",
                          "a position is [lon, lat]", "exchange them: that puts it among the others")
            continue
        others = np.arange(len(points)) != n
        nearest_m = float(geodesy.distance_m(lon, lat, lons[others], lats[others]).min())
        if nearest_m > FAR_M:
            yield Problem("far-point", "warning", file, record, "geometry",
                          f"[{lon:g}, {lat:g}] is {nearest_m / 1000:.0f} km from the nearest other point",
                          f"points farther than {FAR_M / 1000:.0f} km from all others are often slips",
                          "check the digits and signs")


def _middle_range(values: Any) -> tuple[float, float]:
    """The range that the middle eight tenths of values span, widened by half of it or one degree."""
    low, high = np.quantile(values, [0.1, 0.9])
    margin = max(1.0, (high - low) / 2)
    return float(low - margin), float(high + margin)


def _outside_place(data: Dataset) -> Iterator[Problem]:
    for incident in data.incidents.values():
        if incident.geometry is None or incident.uncertainty_m is None:
            continue
        excess = dict(_excesses(data, incident))
        # With several scenes the drawing cannot touch all; it has to touch one.
        if excess and min(excess.values()) > 0:
            place, metres = min(excess.items(), key=lambda item: item[1])
            yield Problem("outside-place", "warning", INCIDENTS, incident.id, "geometry",
                          f"lies {metres / 1000:.1f} km outside {place}, its scene, both uncertainties counted",
                          "an incident is drawn at its scene", "check the geometry, uncertainty_m and places")


def _excesses(data: Dataset, incident: Incident) -> Iterator[tuple[str, float]]:
    """For each scene: metres from the place to the incident beyond what their uncertainties allow."""
    assert incident.geometry is not None
    assert incident.uncertainty_m is not None
    for location in incident.places:
        place = data.places.get(location.place or "")
        if location.role != "scene" or place is None or location.relation in _LOOSE:
            continue
        lon, lat = place.geometry["coordinates"][:2]
        metres = geodesy.nearest_m(lon=lon, lat=lat, geometry=incident.geometry)
        yield place.id, metres - place.uncertainty_m - incident.uncertainty_m - (location.distance_m or 0.0)


def _gaps(data: Dataset) -> Iterator[Problem]:
    """One warning for all days between the first and last control zone that have none."""
    spans = sorted((when.earliest, when.latest) for when in
                   (dates.parse(zone.valid) for zone in data.zones.values() if zone.layer == "control")
                   if when.earliest and when.latest)
    gaps: list[tuple[date, date]] = []
    reached: date | None = None
    for start, end in spans:
        if reached and start > reached + timedelta(days=1):
            gaps.append((reached + timedelta(days=1), start - timedelta(days=1)))
        reached = max(reached or end, end)
    if not gaps:
        return
    texts = [f"{first}/{last}" if first < last else str(first) for first, last in gaps]
    inside = [incident.id for incident in data.incidents.values()
              if any(dates.certain(incident.when, text) for text in texts)]
    days = sum((last - first).days + 1 for first, last in gaps)
    yield Problem("zone-gap", "warning", ZONES, "", "valid",
                  f"{_count(days, 'day')} without control zones ({_list(texts)}) and "
                  f"{_count(len(inside), 'incident')} on them{': ' if inside else ''}{_list(inside)}",
                  "on such days the map shows no control", "add zones if sources say who held the ground")


def _single_origin(data: Dataset) -> Iterator[Problem]:
    origins: dict[str, set[str]] = defaultdict(set)
    for _, claim in data.claims:
        if claim.incident and claim.stance != "silent" and claim.bears_on in ("event", "rival"):
            origins[claim.incident].add(claim.origin)
    single = [incident for incident in data.incidents if len(origins[incident]) == 1]
    if single:
        yield Problem("single-origin", "warning", INCIDENTS, "", "",
                      f"{len(single)} of {len(data.incidents)} incidents rest on one origin: {_list(single)}",
                      "two independent origins corroborate", "look for another origin")


def _unused(data: Dataset) -> Iterator[Problem]:
    used: dict[str, set[str]] = defaultdict(set)
    for link in links(data):
        used[link.kind].add(link.target)
    used["source"] |= {source for source, _ in data.claims}
    idle = [source for source in data.sources if source not in used["source"]]
    if idle:
        yield Problem("unused-source", "warning", "seeds/", "", "",
                      f"{_count(len(idle), 'source')} without a claim or a record to support: {_list(idle)}",
                      "a source is kept for what it says", "add its claims, or take it out")
    for kind, records in (("actor", data.actors), ("origin", data.origins)):
        idle = [record for record in records if record not in used[kind]]
        if idle:
            yield Problem("unused-reference", "warning", "actors.json", "", f"{kind}s",
                          f"no record names {len(idle)} of them: {_list(idle)}",
                          f"an {kind} is kept for the records that name it", "take it out")


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _list(ids: list[str]) -> str:
    more = len(ids) - _LISTED
    return ", ".join(ids[:_LISTED]) + (f" and {more} more" if more > 0 else "")
