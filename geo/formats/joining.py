"""Tells the ids of several imports apart, so that they may stand in one dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pandas

from .contract import Imported, checked


def told_apart(imports: Sequence[Imported]) -> list[Imported]:
    """The imports as they are when no two share an id; else each with its file's name (and number, for a name that
    several have) before every id, and a note that says so."""
    found = list(imports)
    if len(found) < 2 or not pandas.concat([item.frame["id"] for item in found]).duplicated().any():
        return found
    names = [item.provenance.name for item in found]
    several = {name for name, count in Counter(names).items() if count > 1}
    heads = [f"{number}:{name}" if name in several else name for number, name in enumerate(names, start=1)]
    return [_called(item, head) for item, head in zip(found, heads, strict=True)]


def _called(imported: Imported, head: str) -> Imported:
    """The import with `head:` before each id."""
    frame = imported.frame.assign(id=head + ":" + imported.frame["id"])
    note = f"files share ids: every id has {head}: before it"
    provenance = replace(imported.provenance, notes=(*imported.provenance.notes, note))
    return checked(replace(imported, frame=frame, provenance=provenance))
