"""What the map opens on and with: the box round its incidents, the days of its clock, and the base map under them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from . import dates
from .columns import Shapes


def credit(own: str, basemap: Sequence[Mapping[str, Any]], *, title: str) -> str:
    """One line for the corner of the map: the data, the base map's sources each once, and Leaflet; About has the rest."""
    sources = dict.fromkeys(layer["credit"].split(" (")[0] for layer in basemap)
    others = [one for one in sources if not one.startswith(title) and one not in own]
    return "; ".join([own, *others, "Leaflet"])


def opens(during: str | None, as_of: date | None) -> dict[str, int]:
    """The clock the page opens with: `from`, `to`, `asof` as days since 1970-01-01, each only when it was asked for."""
    window = None if during is None else dates.interval(during)
    found = {"asof": as_of} if window is None else {"from": window.earliest, "to": window.latest, "asof": as_of}
    return {name: dates.day_number(value) for name, value in found.items() if value is not None}


def frame(lons: Iterable[float], lats: Iterable[float]) -> dict[str, Any]:
    """`home` and `center`: the box of nine tenths of the incidents, so that one far away does not shrink the rest."""
    lons, lats = sorted(lons), sorted(lats)
    if not lons:
        return {"home": [[36.0, 33.0], [43.0, 38.0]], "center": [39.5, 35.5]}
    cut = len(lons) // 20
    west, east = lons[cut], lons[-1 - cut]
    south, north = lats[cut], lats[-1 - cut]
    home = [[round(west - 0.35, 2), round(south - 0.2, 2)], [round(east + 0.35, 2), round(north + 0.2, 2)]]
    return {"home": home, "center": [round((west + east) / 2, 3), round((south + north) / 2, 3)]}


def coded(layer: Mapping[str, Any]) -> dict[str, Any]:
    """A base-map layer with its outlines as steps; points stay [name, lon, lat, rank]."""
    if layer["kind"] == "points":
        return dict(layer)
    coder = Shapes()
    shapes = [coder.all[coder.add(geometry)] for geometry in layer["geometries"]]
    return {"name": layer["name"], "kind": layer["kind"], "credit": layer["credit"], "shapes": shapes}
