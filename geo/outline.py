"""Decides for many positions at once whether they lie within so many metres of an outline, exactly.

The outline is sampled every _STEP_DEG or closer, so its nearest point is at most half a piece from a sample: by the tree
and the bounds of `nearest` most positions are decided, and only those that the bounds leave open are measured to the edges
themselves, as `geodesy` does. Positions are degrees; edges are straight in lon and lat.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from . import geodesy
from .nearest import chord, spans_m, sphere

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

_STEP_DEG: Final = 0.004  # length of a piece at most, along lon and lat together
_HALF_M: Final = _STEP_DEG / 2 * 111_700  # and no part of a degree is longer than 111.7 km


class Outline:
    """One GeoJSON geometry (CRS84), ready to be asked about many positions."""

    def __init__(self, geometry: Mapping[str, Any]) -> None:
        from shapely.geometry import shape

        self.geometry = geometry
        self.shape = shape(geometry)

    def inside(self, lon: Floats, lat: Floats) -> Flags:
        """Whether each position lies in the area or on its outline."""
        import shapely

        shapely.prepare(self.shape)
        return np.asarray(shapely.intersects_xy(self.shape, lon, lat))

    def near_edge(self, lon: Floats, lat: Floats, within_m: Floats) -> Flags:
        """Whether the nearest edge is at most `within_m` metres from each position, inside or outside."""
        reach = chord(float(within_m.max(initial=0.0)) + _HALF_M)
        chords, _ = self._tree.query(sphere(lon, lat), distance_upper_bound=reach)  # infinite beyond it
        low, high = spans_m(chords)
        near = np.isfinite(chords) & (high <= within_m)
        open_ = np.isfinite(chords) & ~near & (low - _HALF_M <= within_m)
        for row in np.flatnonzero(open_):
            edge, _ = geodesy.edge_m(lon=float(lon[row]), lat=float(lat[row]), geometry=self.geometry)
            near[row] = edge <= within_m[row]
        return np.asarray(near)

    def within(self, lon: Floats, lat: Floats, metres: Floats) -> Flags:
        """Whether each position lies within `metres` of the geometry, those inside counted as negative distances.

        With `metres` below 0: whether it lies inside, that deep or deeper.
        """
        inside = self.inside(lon, lat)
        near = self.near_edge(lon, lat, np.abs(metres))
        return np.where(metres >= 0, inside | near, inside & ~near)

    @cached_property
    def _tree(self) -> Any:
        import shapely
        from scipy.spatial import KDTree

        return KDTree(sphere(*np.unique(shapely.get_coordinates(shapely.segmentize(self.shape, _STEP_DEG)), axis=0).T))
