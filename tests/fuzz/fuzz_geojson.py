"""Any bytes as GeoJSON: of foreign events, and as each file of a data folder. `make fuzz` runs it; see run.py."""

from __future__ import annotations

import zlib

import judging

from geo import dataset
from geo.errors import CODES

FILES = ("places.geojson", "zones.geojson", "incidents.geojson")


def one(data: bytes) -> None:
    """Fails where GeoJSON is neither read rightly nor refused rightly."""
    with judging.file_of(data, "events.geojson") as path:
        judging.imported(path, again=zlib.crc32(data) % 8 == 0, format="geojson", columns={"when": ""})
        # A folder of one file: every reference in it leads nowhere, and every one of them is to be named.
        name = FILES[len(data) % len(FILES)]
        path.rename(path.with_name(name))
        for problem in dataset.check(path.parent):
            assert problem.code in CODES, problem.code
            judging.showable(str(problem))
