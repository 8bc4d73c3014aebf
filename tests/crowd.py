"""Makes up many incidents and builds the page of the atlas with them in place of its own; nobody reported any of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy

from geo import basemap, payload, words
from geo.about import read
from geo.atlas import View
from geo.dataset import locate
from geo.page import AtlasMap

FIRST, DAYS = 17_600, 1_900  # days since 1970-01-01: the middle of the atlas's window
FAMILIES = ("fire", "contact", "block", "air", "other")
KIND = {"fire": "strike", "contact": "collision", "block": "road_block", "air": "overflight", "other": "protest"}
EPOCH = date(1970, 1, 1)


class Crowd:
    """`n` incidents round 40 made-up towns of north-east Syria, 40 in a hundred of them exactly in a town, dated in order."""

    def __init__(self, n: int, *, seed: int = 7) -> None:
        draw = numpy.random.default_rng(seed)
        towns = numpy.column_stack([draw.uniform(38.4, 42.2, 40), draw.uniform(34.9, 37.1, 40)])
        shares = 1 / numpy.arange(1, 41) ** 0.8
        at = draw.choice(40, n, p=shares / shares.sum())
        spread = draw.normal(0, 0.12, (n, 2)) * (draw.random(n) >= 0.4)[:, None]
        self.lon, self.lat = numpy.round(towns[at] + spread, 5).T
        self.day = numpy.sort(draw.integers(FIRST, FIRST + DAYS, n))
        self.family = draw.choice(FAMILIES, n)
        self.precision = draw.choice(["exact", "near", "town"], n)

    def __len__(self) -> int:
        return len(self.day)

    def columns(self, like: dict[str, Any]) -> dict[str, Any]:
        """The incidents table of a payload, its other fields as in the first row of the table given."""
        n = len(self)
        made = {name: [column[0]] * n for name, column in like.items()}
        days = [int(one) for one in self.day]
        for name in ("earliest", "latest", "core_start", "core_end"):
            made[name] = days
        return made | {
            "id": [f"made-up-{row}" for row in range(n)],
            "title": [f"Made-up incident {row}" for row in range(n)],
            "when": [str(EPOCH + timedelta(days=one)) for one in days], "date_precision": ["day"] * n, "sure": [True] * n,
            "lon": self.lon.tolist(), "lat": self.lat.tolist(), "family": self.family.tolist(), "shape": [None] * n,
            "kinds": [[KIND[one]] for one in self.family], "where_precision": self.precision.tolist(),
            "uncertainty_m": [{"exact": 100.0, "near": 3000.0, "town": 5000.0}[one] for one in self.precision],
            "parties": [[]] * n, "places": [[]] * n, "summary": ["Made up."] * n, "note": [None] * n,
            "ground": [None] * n, "nearest": [[]] * n,
        }

    def page(self) -> str:
        """The whole page as HTML text; each incident has one claim, of the first source."""
        view = View.load()
        folder = locate(view.folder).data
        made = payload.payload(view, basemap=basemap.layers(folder), words=words.packed(words.files()), about=read(folder))
        incidents, claims = self.columns(made["incidents"]), made["claims"]
        one = {name: [column[0]] * len(self) for name, column in claims.items()}
        one |= {"incident": list(range(len(self))), "number": [1] * len(self)}
        return AtlasMap(made | {"incidents": incidents, "claims": one, "stories": []}).page()

    def save(self, path: Path) -> Path:
        """Writes the page, and gives back where."""
        path.write_text(self.page(), encoding="utf-8")
        return path
