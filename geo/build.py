"""Builds an output folder from a data folder: the page, the data as files, and a manifest of both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from . import about, basemap, dates, export, online, words
from .atlas import View
from .dataset import check, locate, spare
from .errors import DataError
from .files import write_all
from .page import AtlasMap
from .payload import payload

if TYPE_CHECKING:
    from .formats.contract import Imported

PAGE: Final = "index.html"
MANIFEST: Final = "manifest.json"


def build(out: Path, *, data: Path | None = None, as_of: str | None = None, during: str | None = None,
          online_basemaps: bool = False) -> dict[str, Any]:
    """Writes the page, its exports and the manifest of a data folder into `out`, and gives back the manifest.

    The same data give the same bytes. All files are written or none; of two builds into one folder the second waits, and
    the folder holds the files of one. A build that is killed leaves each file whole, the manifest for the last.

    Args:
        out: folder to write into; made when it is not there.
        data: data folder; None is the atlas that comes with the package.
        as_of: EDTF day the map opens with; None is the end of the window.
        during: EDTF date or interval the clock opens with; None is all of it.
        online_basemaps: whether the page offers base maps from the servers that `online` names.

    Raises: DataError when the data has errors (nothing is written), DateError, UsageError for a file it cannot write.
    """
    day = dates.day(as_of) if as_of else None
    errors = [problem for problem in check(data) if problem.severity == "error"]
    if errors:
        raise DataError(errors)
    return write(View.load(data), out, day=day, during=during, online_basemaps=online_basemaps)


def write(view: View, out: Path, *, day: date | None = None, during: str | None = None,
          online_basemaps: bool = False) -> dict[str, Any]:
    """As `build`, for records already read; `day` is the day the map opens with."""
    spare(locate(view.folder), (out / name for name in (PAGE, MANIFEST, *export.NAMES)))
    drawn = draw(view, day=day, during=during, online_basemaps=online_basemaps)
    files = {PAGE: drawn.page(), **export.files(view)}
    manifest = _manifest(view, drawn.payload, files)
    files[MANIFEST] = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    write_all({out / name: text for name, text in files.items()})
    return manifest


def draw(view: View, *, day: date | None = None, during: str | None = None, online_basemaps: bool = False) -> AtlasMap:
    """The map of a view, with base map, words and method panel; a folder without a base map takes the shipped one."""
    folder = locate(view.folder).data
    layers = basemap.layers(folder) or basemap.layers(locate(None).data)
    made = payload(view, basemap=layers, words=words.packed(words.files()), about=about.read(folder), during=during,
                   as_of=day or view.day, tiles=online.base_maps() if online_basemaps else ())
    return AtlasMap(made)


def draw_events(imports: Sequence[Imported], *, title: str | None = None, during: str | None = None, texts: bool = True,
                online_basemaps: bool = False, progress: Callable[[str], None] = lambda _: None) -> AtlasMap:
    """The map of imported events, as `geo.formats.read_any` gives them; the same events give the same page.

    Args:
        imports: one for each source file.
        title: what the page is called; None is what the first dataset calls itself, else its file name.
        during: EDTF date or interval the clock opens with; None is all of it.
        texts: whether titles, summaries, sources and links travel too.
        online_basemaps: whether the page offers base maps from the servers that `online` names.
        progress: is told each step by name before it begins.

    Raises: DateError for a bad interval.
    """
    from . import events

    first = imports[0].provenance
    made = events.payload(imports, title=title or first.title or first.name, basemap=basemap.layers(locate(None).data),
                          words=words.files(), texts=texts, during=during, progress=progress,
                          tiles=online.base_maps() if online_basemaps else ())
    progress("page")
    return AtlasMap(made)


def _manifest(view: View, made: dict[str, Any], files: dict[str, str]) -> dict[str, Any]:
    data = view.dataset
    return {
        "title": made["title"], "version": made["version"], "data_hash": made["data_hash"],
        "counts": {"places": len(data.places), "presences": sum(len(place.presence) for place in data.places.values()),
                   "zones": len(data.zones), "incidents": len(data.incidents), "sources": len(data.sources),
                   "claims": len(data.claims)},
        "files": [{"name": name, "bytes": len(text.encode()), "sha256": hashlib.sha256(text.encode()).hexdigest()}
                  for name, text in sorted(files.items())],
    }
