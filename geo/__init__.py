"""Contact Atlas: dated, sourced, located incidents over dated control zones, asked and drawn with their doubts.

>>> import geo
>>> atlas = geo.load()
>>> found = atlas.distance("Conoco", "Khasham")  # metres, geodesic on WGS 84
>>> round(found.low_m), round(found.distance_m), round(found.high_m)
(1180, 4180, 7180)

Importing this package loads neither folium nor pandas: every name below is fetched when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .api import Atlas, load
    from .control import Change, Control
    from .dataset import check
    from .errors import (
        AmbiguousName,
        DataError,
        DateError,
        FormatError,
        GeoError,
        PositionError,
        Problem,
        UnknownName,
        UsageError,
    )
    from .evidence import Evidence
    from .query import Found, Nearest
    from .spots import Distance

__all__ = [
    "AmbiguousName",
    "Atlas",
    "Change",
    "Control",
    "DataError",
    "DateError",
    "Distance",
    "Evidence",
    "FormatError",
    "Found",
    "GeoError",
    "Nearest",
    "PositionError",
    "Problem",
    "UnknownName",
    "UsageError",
    "__version__",
    "check",
    "load",
]

_HOMES = {
    "Atlas": "api", "load": "api", "Change": "control", "Control": "control", "check": "dataset",
    "Evidence": "evidence", "Found": "query", "Nearest": "query", "Distance": "spots",
}


_MODULES = ("dates", "geodesy", "vocabulary")  # for geo.geodesy.distance_m without another import


def __getattr__(name: str) -> Any:
    """Fetches a public name from its module (PEP 562)."""
    if name in _MODULES:
        return import_module(f".{name}", __name__)
    if name.startswith("_") or name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOMES.get(name, 'errors')}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
