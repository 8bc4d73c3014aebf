"""Reads the interface texts of the page, one JSON file per language in geo/web/lang."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "web" / "lang"


def files() -> dict[str, dict[str, str]]:
    """The texts by language code, English first."""
    paths = sorted(FOLDER.glob("??.json"), key=lambda path: (path.stem != "en", path.stem))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def packed(texts: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """The texts as the page carries them: English by key; any other language in the order of English, its keys left out.

    What English has no key for (further plural forms, words of closed lists) stands in `more`, by key.
    """
    english = texts["en"]
    others = {lang: {"texts": [own.get(key) for key in english],
                     "more": {key: text for key, text in own.items() if key not in english}}
              for lang, own in texts.items() if lang != "en"}
    return {"en": dict(english), **others}
