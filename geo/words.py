"""Reads the interface texts of the page, one JSON file per language in geo/web/lang."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "web" / "lang"


def files() -> dict[str, dict[str, str]]:
    """The texts by language code, English first."""
    paths = sorted(FOLDER.glob("*.json"), key=lambda path: (path.stem != "en", path.stem))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}
