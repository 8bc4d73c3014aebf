"""GeoJSON and CSV as bytes; export.py makes their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import export

if TYPE_CHECKING:
    from ..atlas import View


def written(view: View, table: str, *, to: str) -> bytes:
    """One table as GeoJSON or CSV, UTF-8.

    Raises: UsageError for GeoJSON of a table without places.
    """
    return export.text(view, table, to=to).encode("utf-8")
