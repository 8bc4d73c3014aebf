"""Writes control.json, which Python and the page share: who held 260 positions on 260 days, as geo/control.py answers.

`python tests/golden/make_control.py` writes it from the shipped zones; tests/page/test_control_js.py shows that it would
come out the same and that geo/web/control.js gives the same answers. The oracle of geo/control.py itself is
tests/data/incident-control-check.csv.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from geo.atlas import View
from geo.control import Control, control
from geo.spots import position

FILE = Path(__file__).parent / "control.json"
EPOCH = date(1970, 1, 1)
FIRST, LAST = date(2018, 1, 15), date(2023, 9, 30)  # a little beyond the zones at both ends


def corners(view: View, day: date) -> list[list[float]]:
    """Every corner of every zone of a day, or of all zones where none is drawn that day."""
    zones = view.zones_on(day, layer=None) or list(view.dataset.zones.values())
    found: list[list[float]] = []
    for zone in zones:
        parts = zone.geometry["coordinates"] if zone.geometry["type"] == "MultiPolygon" else [zone.geometry["coordinates"]]
        found += [corner for rings in parts for ring in rings for corner in ring]
    return found


def asked(view: View) -> Iterator[tuple[float, float, date]]:
    """Positions and days: anywhere about the drawn area, close to an outline, and close to its places."""
    chance = random.Random(37)

    def some_day() -> date:
        return FIRST + timedelta(days=chance.randrange((LAST - FIRST).days + 1))

    for _ in range(90):
        yield round(chance.uniform(37.6, 42.6), 4), round(chance.uniform(33.6, 37.5), 4), some_day()
    for _ in range(110):
        day = some_day()
        lon, lat = chance.choice(corners(view, day))
        yield round(lon + chance.uniform(-0.07, 0.07), 4), round(lat + chance.uniform(-0.05, 0.05), 4), day
    for place in list(view.dataset.places.values())[:60]:
        lon, lat = place.geometry["coordinates"]
        # A little off it: whether a position exactly on an outline is inside is a matter of rounding.
        yield round(lon + chance.uniform(-0.01, 0.01), 4), round(lat + chance.uniform(-0.01, 0.01), 4), some_day()


def answer(found: Control) -> list[Any]:
    """[answer, zones, [[candidate, metres]], metres to the nearest edge, overlays, [days ago, last answer] or null]."""
    last = found.last_known
    edge = None if found.nearest_edge_m is None else round(found.nearest_edge_m, 2)
    return [found.answer, [zone.id for zone in found.zones],
            [[item.zone.id, round(item.distance_m, 2)] for item in found.candidates], edge,
            [zone.id for zone in found.overlays], [found.days_ago, *answer(last)] if last else None]


def rows() -> list[list[Any]]:
    """Rows [lon, lat, days since 1970-01-01, *answer]."""
    view = View.load()
    return [[lon, lat, (day - EPOCH).days, *answer(control(view, position(lon=lon, lat=lat), day))]
            for lon, lat, day in asked(view)]


def text() -> str:
    """The file: one row a line."""
    return "[\n" + ",\n".join(json.dumps(row) for row in rows()) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
