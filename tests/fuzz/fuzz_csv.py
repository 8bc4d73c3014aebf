"""Any bytes as a table, told from its content or as a plain table. `make fuzz` runs it; see run.py."""

from __future__ import annotations

import zlib
from typing import Any

import judging


def one(data: bytes) -> None:
    """Fails where a table is neither read rightly nor refused rightly."""
    chance = zlib.crc32(data)  # reading twice, or in two ways, each time would halve what a run tries
    said: dict[str, Any] = {"format": "table", "columns": {"when": "", "lon": "", "lat": ""}} if chance & 1 else {}
    with judging.file_of(data, "events.csv") as path:
        judging.imported(path, again=chance % 8 < 2, **said)
