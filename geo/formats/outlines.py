"""Reduces a line or area of a foreign file to the point and radius that stand for it, as the incident frame holds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy
import shapely

from .. import geodesy
from .rows import Rows

_RULE: Final = "a position is lon -180 to 180 and lat -90 to 90, in degrees"


def points(geometries: Sequence[Any], rows: Rows) -> tuple[dict[str, Any], Any]:
    """`lon` and `lat` of shapely geometries (None or empty: NaN), and the radius in metres that holds each line or area.

    A line or area is drawn as a point on it, with the distance to its farthest vertex as radius; points have none (NaN).
    Lines and areas off the ellipsoid are refused; points are not looked at.
    """
    shapes = numpy.array([None, *geometries], dtype=object)[1:]
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    lon, lat, radius = (numpy.full(len(shapes), numpy.nan) for _ in range(3))
    simple = ~empty & (shapely.get_type_id(shapes) == 0)
    lon[simple], lat[simple] = shapely.get_x(shapes[simple]), shapely.get_y(shapes[simple])
    wide = ~empty & ~simple
    for at in numpy.flatnonzero(wide):
        west, south, east, north = shapely.bounds(shapes[at])
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            rows.refuse([at], "geometry", f"lon {west:g} to {east:g}, lat {south:g} to {north:g}", rule=_RULE,
                        cure="give degrees on WGS 84, longitude first", code="bad-position")
            continue
        middle = (shapely.line_interpolate_point(shapes[at], 0.5, normalized=True)
                  if shapes[at].geom_type == "LineString" else shapely.point_on_surface(shapes[at]))
        vertices = shapely.get_coordinates(shapes[at])
        lon[at], lat[at] = middle.x, middle.y
        radius[at] = float(numpy.max(geodesy.distance_m(middle.x, middle.y, vertices[:, 0], vertices[:, 1])))
    if wide.any():
        rows.say(f"lines and areas ({int(wide.sum()):,}) are drawn as a point on each, with the radius that holds it")
    return {"lon": lon, "lat": lat}, radius
