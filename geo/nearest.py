"""Finds the nearest of some points to each of many, by exact geodesic on WGS 84 and without measuring every pair.

A k-d tree finds candidates, pyproj measures those that could win. Why no winner is missed: put each position, by its
reduced latitude beta (tan beta = (b/a) tan phi), on the sphere of radius a; that is the ellipsoid stretched by a/b along
its axis. Undoing the stretch multiplies the length of a curve by no less than b/a and no more than 1, so the shortest
path on the one side shows, for the great-circle distance S and the geodesic s between the same two positions,

    (b/a) S <= s <= S.

S grows with the chord, which is what the tree orders by, everywhere on the globe. If S0 is the least, the nearest has
s <= S0; one with (b/a) S > S0 is farther. Only those with S <= (a/b) S0, a third of a per cent more, are measured. The
sphere is the auxiliary sphere of Bessel (1825), as in C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013), 43-55.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from . import geodesy

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

_A_M: Final = 6_378_137.0
_B_OVER_A: Final = 1 - 1 / 298.257223563
_SLACK: Final = 1e-9  # of rounding in the tree, in radians: 6 mm, far above what doubles lose


def nearest(lon: Floats, lat: Floats, *, to_lon: Floats, to_lat: Floats) -> tuple[Ints, Floats]:
    """For each position in degrees the index of the nearest of the others, and its geodesic distance in metres.

    Of several equally near, the first. Positions that occur twice are measured once. With nothing to be near to, -1 and NaN.

    Raises: PositionError for what is no position.
    """
    if not len(to_lon) or not len(lon):
        return np.full(len(lon), -1), np.full(len(lon), np.nan)
    geodesy.checked(lon, lat)
    geodesy.checked(to_lon, to_lat)
    places, inverse = np.unique(lon + 1j * lat, return_inverse=True)
    ends, first = np.unique(to_lon + 1j * to_lat, return_index=True)
    order = np.argsort(first)
    ends, first = ends[order], first[order]  # in the order given, so that of two equally near the first wins
    index, distance_m = _distinct(places.real, places.imag, ends.real, ends.imag)
    return first[index][inverse], distance_m[inverse]


def _distinct(lon: Floats, lat: Floats, to_lon: Floats, to_lat: Floats) -> tuple[Ints, Floats]:
    from scipy.spatial import KDTree

    points, tree = sphere(lon, lat), KDTree(sphere(to_lon, to_lat))
    best = np.zeros(len(lon), dtype=np.int64)
    best_m = np.full(len(lon), np.inf)
    left, count = np.arange(len(lon)), min(2, len(to_lon))
    while len(left):
        chords, found = tree.query(points[left], k=np.arange(1, count + 1))
        arcs = _arc(chords)
        reach = arcs[:, :1] / _B_OVER_A + _SLACK
        done = (arcs[:, -1] > reach[:, 0]) | (count == len(to_lon))
        rows, columns = np.nonzero((arcs <= reach) & done[:, None])
        _measure(left[rows], found[rows, columns], lon, lat, to_lon, to_lat, best, best_m)
        left, count = left[~done], min(4 * count, len(to_lon))
    return best, best_m


def _measure(rows: Ints, found: Ints, lon: Floats, lat: Floats, to_lon: Floats, to_lat: Floats, best: Ints,
             best_m: Floats) -> None:
    """Measures these pairs and writes the nearest of each row into `best` and `best_m`."""
    lengths_m = geodesy.lengths_m(lon[rows], lat[rows], to_lon[found], to_lat[found])
    order = np.lexsort((found, lengths_m, rows)) if len(rows) else rows
    rows, found, lengths_m = rows[order], found[order], lengths_m[order]
    leads = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]]) if len(rows) else rows
    best[rows[leads]], best_m[rows[leads]] = found[leads], lengths_m[leads]


def sphere(lon: Floats, lat: Floats) -> Floats:
    """Earth-centred unit vectors, (n, 3), of positions in degrees by their reduced latitudes."""
    phi, lam = np.radians(lat), np.radians(lon)
    sine, cosine = _B_OVER_A * np.sin(phi), np.cos(phi)
    radius = np.hypot(sine, cosine)
    sine, cosine = sine / radius, cosine / radius
    return np.column_stack([cosine * np.cos(lam), cosine * np.sin(lam), sine])


def _arc(chords: Any) -> Floats:
    return np.asarray(2 * np.arcsin(np.minimum(1.0, np.asarray(chords) / 2)))


def spans_m(chords: Any) -> tuple[Floats, Floats]:
    """Least and greatest the geodesic in metres can be between positions whose vectors of `sphere` are a chord apart."""
    high = _A_M * (_arc(chords) + _SLACK)
    return np.maximum(0.0, (high - 2 * _A_M * _SLACK) * _B_OVER_A), high


def chord(metres: float) -> float:
    """The greatest chord between the vectors of `sphere` of positions whose geodesic is `metres` long."""
    return float(2 * np.sin(min(np.pi, metres / (_A_M * _B_OVER_A)) / 2)) + _SLACK


def bounds_m(lon: Floats, lat: Floats, *, to_lon: Floats, to_lat: Floats) -> tuple[Floats, Floats]:
    """Least and greatest the geodesic in metres of every pair can be, one row per position; at most 0.34 % apart.

    The chords come from differences, not from a product: two close points keep their digits.
    """
    a, b = sphere(lon, lat), sphere(to_lon, to_lat)
    squares = np.zeros((len(a), len(b)))
    for axis in range(3):
        squares += np.square(a[:, axis, None] - b[None, :, axis])
    return spans_m(np.sqrt(squares))
