"""Adds records to a data folder: the whole folder is checked with them first, and written only when they break nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import checks, inserting
from .dataset import Folder, check_with
from .errors import DataError, Problem, UsageError, shown, visible
from .files import write_all

LISTS = {"place": (checks.PLACES, "features"), "incident": (checks.INCIDENTS, "features"),
         "actor": (checks.ACTORS, "actors"), "origin": (checks.ACTORS, "origins")}


class Draft:
    """What a data folder would hold with some records more; nothing is written before `write`."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._texts: dict[Path, str] = {}  # by file, as it would be
        self._known: dict[Path, bytes | None] = {}  # and as it was read

    def add(self, kind: str, values: Mapping[str, Any]) -> None:
        """A place, incident, actor or origin; of the first two `geometry` is one of the values.

        Raises: UsageError when its file cannot be read.
        """
        name, key = LISTS[kind]
        record = _feature(values) if key == "features" else dict(values)
        path = self._folder.data / name
        self._texts[path] = inserting.member(self._text(path), key, record)

    def add_source(self, values: Mapping[str, Any]) -> None:
        """A source, as a new file of the ledger.

        Raises: UsageError when there is such a file.
        """
        path = self.source_file(str(values["id"]))
        if path.exists():
            raise UsageError(f"there is a source with the id {shown(values['id'])}", "ids are unique",
                             f"choose another id, or edit {visible(str(path))}")
        self._known[path] = None
        self._texts[path] = inserting.tables(("[source]", values))

    def add_claim(self, source: str, number: int, values: Mapping[str, Any]) -> None:
        """A claim, at the end of the file of its source.

        Raises: UsageError when there is no such file.
        """
        path = self.source_file(source)
        table = inserting.tables(("[[claim]]", {"number": number, **values}))
        self._texts[path] = inserting.appended(self._text(path), table)

    def source_file(self, source: str) -> Path:
        """The file of a source."""
        return self._folder.seeds / f"{source}.toml"

    def problems(self) -> list[Problem]:
        """The problems that the folder has with the added records and not without them."""
        before = set(self._checked({}))
        return [problem for problem in self._checked(self._texts) if problem not in before]

    def write(self) -> list[Path]:
        """Write the changed files, all or none, and give back their paths.

        Raises: DataError when the added records have errors, WriteError when a file cannot be written, UsageError when
        somebody else changed one since it was read.
        """
        errors = [problem for problem in self.problems() if problem.severity == "error"]
        if errors:
            raise DataError(errors)
        write_all(self._texts, known=self._known)
        return list(self._texts)

    def _text(self, path: Path) -> str:
        if path in self._texts:
            return self._texts[path]
        try:
            content = self._known[path] = path.read_bytes()
            return content.decode("utf-8")
        except FileNotFoundError as error:
            raise UsageError(f"there is no {visible(path.name)} in {visible(str(path.parent))}",
                             "a record is added to the file of its kind",
                             "copy it from a folder that geo new writes") from error
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"cannot read {visible(str(path))}: {error}", "a data file is UTF-8 text",
                             "run geo check") from error

    def _checked(self, changed: Mapping[Path, str]) -> list[Problem]:
        """The problems of the folder when some files are changed."""
        return check_with(self._folder, {path: text.encode("utf-8") for path, text in changed.items()})


def _feature(values: Mapping[str, Any]) -> dict[str, Any]:
    properties = {name: value for name, value in values.items() if name not in ("id", "geometry")}
    return {"type": "Feature", "id": values["id"], "properties": properties, "geometry": values["geometry"]}
