"""Reads foreign event files, each format in a module of its own, into one incident frame; see docs/formats.md.

>>> import geo.formats
>>> geo.formats.names()[-1]
'table'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from ..errors import FormatError, UsageError, shown

if TYPE_CHECKING:
    from .contract import Imported, Limits, OnBad, Options
    from .head import Head

# Modules by name of the format, in the order they are asked: the particular before the general.
_MODULES: Final[dict[str, str]] = {
    "dataset": "stored",
    "ucdp-ged": "ucdp",
    "acled": "acled",
    "gdelt-events": "gdelt",
    "timemap": "timemap",
    "geoconfirmed": "geoconfirmed",
    "eyes-on-russia": "eyesonrussia",
    "xlsx": "workbook",
    "kml": "kml",
    "gpkg": "geopackage",
    "parquet": "parquet",
    "folder": "folder",
    "geojson": "geojson",
    "table": "table",
}


class Reader(Protocol):
    """A module of this package that reads one format."""

    NAME: str
    LABEL: str

    def recognises(self, head: Head) -> str | None:
        """Why the file is in this format, in words, or None."""

    def read(self, path: Path, *, options: Options) -> Imported:
        """The events of the file. Raises: FormatError, DataError."""


class Recognised(NamedTuple):
    """A reader and why it was chosen."""

    reader: Any
    why: str


def names() -> list[str]:
    """The names of the formats that are read."""
    return list(_MODULES)


def reader(name: str) -> Any:
    """The reader of a format by its name. Raises: UsageError that lists the names."""
    if name not in _MODULES:
        raise UsageError(f"no format is named {shown(name)}", f"formats are {', '.join(_MODULES)}", "choose one of them")
    return import_module(f".{_MODULES[name]}", __name__)


def recognise(path: Path, *, limits: Limits | None = None) -> Recognised:
    """The reader of a file, told from its content, and why.

    Raises: FormatError `unknown-format`, or the code of what the file is instead of data; UsageError when it is not there.
    """
    from . import head as heads
    from .contract import Limits

    head = heads.read(Path(path), limits=limits or Limits())
    for name in _MODULES:
        found = reader(name)
        why = found.recognises(head)
        if why:
            return Recognised(found, why)
    raise FormatError(f"{head.name} is in no format that is read", f"formats are {', '.join(_MODULES)}",
                      "name its format with --format, or save it as CSV", code="unknown-format")


def read(path: Path | str, *, format: str | None = None, columns: Mapping[str, str] | None = None,  # noqa: A002
         mapping: Mapping[str, Any] | None = None, on_bad: OnBad = "stop", limits: Limits | None = None) -> Imported:
    """The events of one file as an incident frame with its provenance.

    `format` is a name of `names()`, by default told from the content; `columns` says which column of the file is which
    of ours ({"when": "event_date"}); `mapping` is a mapping file as parsed (docs/formats.md).

    Raises: FormatError when the file is not what it should be, DataError with every problem when rows are bad and
    `on_bad` is "stop", UsageError for a wrong call.
    """
    chosen, options = _asked(Path(path), format, columns, mapping, on_bad, limits)
    imported: Imported = chosen.read(Path(path), options=options)
    return imported


def read_any(paths: Sequence[Path | str], *, format: str | None = None, columns: Mapping[str, str] | None = None,  # noqa: A002
             mapping: Mapping[str, Any] | None = None, on_bad: OnBad = "stop",
             limits: Limits | None = None) -> list[Imported]:
    """The events of several files, each foreign or stored by `geo import`: one Imported for each source file.

    Ids are unique over all of them: where two files share one, every id of every file has the file's name before it
    ("events.csv:17"), which its provenance says. The other arguments are those of `read`, for every file alike.

    Raises: as `read`; DataError holds the problems of all files.
    """
    from ..errors import DataError, Problem
    from . import joining

    if not paths:
        raise UsageError("no file is named", "a dataset is one file or more", "name a file")
    found: list[Imported] = []
    problems: list[Problem] = []
    for path in map(Path, paths):
        chosen, options = _asked(path, format, columns, mapping, on_bad, limits)
        try:
            if chosen.NAME == "dataset":
                found += chosen.read_all(path, limits=options.limits)
            else:
                found.append(chosen.read(path, options=options))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return joining.told_apart(found)


def _asked(path: Path, name: str | None, columns: Mapping[str, str] | None, mapping: Mapping[str, Any] | None,
           on_bad: OnBad, limits: Limits | None) -> tuple[Any, Options]:
    """The reader and the options of one file."""
    from . import head as heads
    from . import mapping as mappings
    from .contract import Limits

    limits = limits or Limits()
    if name:
        heads.read(path, limits=limits)  # an LFS pointer is none of any format
    chosen = reader(name) if name else recognise(path, limits=limits).reader
    options = replace(mappings.options(mapping or {}), on_bad=on_bad, limits=limits)
    if columns:
        options = replace(options, columns={**options.columns, **columns})
    return chosen, options
