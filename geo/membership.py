"""Finds which of many dated positions lie in which dated areas: days and boxes first, then the outlines.

An area is tried only on the positions of its days and its box, and its outline is prepared once, so that no geometry is
made of a position. A position on an outline lies in the area, as it does for `control`. Positions and areas are degrees
in CRS84 with edges straight in lon and lat; days are counted from 1970-01-01, both ends included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
OPEN: int = 1 << 40  # a day after all days; -OPEN is before all


@dataclass(frozen=True, slots=True)
class Areas:
    """Areas by their shapely geometry, each with the first and last day it may have held; -OPEN and OPEN where open."""

    geometries: Sequence[Any]
    first: Ints
    last: Ints


def pairs(lon: Floats, lat: Floats, first: Ints, last: Ints, areas: Areas) -> tuple[Ints, Ints]:
    """Every (position, area) whose place and days meet, as two arrays of indexes, by area and then by position.

    `first`..`last` are the days on which the thing at the position may have happened. A position that is NaN meets nothing.
    """
    import shapely

    by_day = np.argsort(first, kind="stable")
    lon, lat, last, starts = lon[by_day], lat[by_day], last[by_day], first[by_day]
    rows, found = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for number, geometry in enumerate(areas.geometries):
        upto = int(np.searchsorted(starts, areas.last[number], side="right"))
        west, south, east, north = geometry.bounds
        x, y = lon[:upto], lat[:upto]
        near = np.flatnonzero((last[:upto] >= areas.first[number]) & (x >= west) & (x <= east) & (y >= south) & (y <= north))
        shapely.prepare(geometry)
        inside = near[shapely.intersects_xy(geometry, x[near], y[near])]
        rows.append(np.sort(by_day[inside]))
        found.append(np.full(len(inside), number))
    return np.concatenate(rows), np.concatenate(found)
