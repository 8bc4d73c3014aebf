"""Collects what is wrong with the rows of a foreign file, and closes an import by the rule the user set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy
import pandas

from ..errors import shown
from . import content as contents
from .content import Digest
from .contract import CLOSED, Imported, Options, Provenance, RowProblem, checked, counted, framed, no_rows, repeated, stopped

LISTED: Final = 1_000  # refused rows told one by one, of one field and code; the rest are one problem that counts them
Said = str | Callable[[int], str]


class Rows:
    """The rows of one file: `name` of the file, `lines` (where each row stands, 1-based), `raw` cells as text.

    `raw` is only kept to show refused rows as the file has them; `unit` is what `lines` counts, in words. `bad` marks the
    refused rows.
    """

    def __init__(self, name: str, lines: Any, *, raw: pandas.DataFrame | None = None, unit: str = "line") -> None:
        self.name, self.unit = name, unit
        self.lines = numpy.asarray(lines, dtype="int64")
        self.raw = raw
        self.bad = numpy.zeros(len(self.lines), dtype=bool)
        self.notes: list[str] = []  # what to say aloud about the whole file
        self._problems: list[RowProblem] = []
        self._reason: dict[int, str] = {}
        self._told: Counter[tuple[str, str]] = Counter()  # problems by field and code
        self._crowd: dict[tuple[str, str], tuple[RowProblem, int]] = {}  # the first row beyond LISTED, and how many
        self._later: list[tuple[Any, str, Any, Said]] = []  # why those rows are refused, put in words when asked
        self._note: dict[int, list[str]] = {}

    def __len__(self) -> int:
        return len(self.lines)

    def refuse(self, mask: Any, field: str, found: Any, *, rule: Said, cure: Said, code: str = "bad-cell") -> None:
        """Refuse each row of `mask` (booleans or positions), a problem each up to LISTED, one for all the rest.

        `found` is one text, one value per row of all (quoted as the file has it), or a function of the position, as
        `rule` and `cure` may be.
        """
        positions, key = _positions(mask), (field, code)
        room = max(0, LISTED - self._told[key])
        for at in map(int, positions[:room]):
            self._add(at, self._problem(at, field, found, rule, cure, code))
        rest = positions[room:]
        self._told[key] += min(room, len(positions))
        if len(rest):
            first, count = self._crowd.get(key) or (self._problem(int(rest[0]), field, found, rule, cure, code), 0)
            self._crowd[key] = first, count + len(rest)
            self.bad[rest] = True
            self._later.append((rest, field, found, rule))

    def _problem(self, at: int, field: str, found: Any, rule: Said, cure: Said, code: str) -> RowProblem:
        return RowProblem(int(self.lines[at]), field, _found(found, at), _said(rule, at), _said(cure, at), code, unit=self.unit)

    def refuse_column(self, mask: Any, field: str, found: str, *, rule: str, cure: str, code: str = "bad-cell") -> None:
        """Refuse the rows of `mask` with one problem for all: it names the first line and counts the rows."""
        positions = _positions(mask)
        if len(positions):
            problem = RowProblem(int(self.lines[positions[0]]), field, found, rule, cure, code, rows=len(positions),
                                 unit=self.unit)
            self._problems.append(problem)
            self.bad[positions] = True
            self._reason.update((int(at), f"{field}: {found}, {rule}") for at in positions if int(at) not in self._reason)

    def warn(self, mask: Any, field: str, found: Any, *, rule: str = "", cure: str = "", code: str = "row-note") -> None:
        """Keep the rows of `mask` with a warning: one problem for all of them that names the first line and counts."""
        positions = _positions(mask)
        if len(positions):
            text = found if isinstance(found, str) else f"found {_quoted(_at(found, positions[0]))}"
            self._problems.append(RowProblem(int(self.lines[positions[0]]), field, text, rule, cure, code, "warning",
                                             rows=len(positions), unit=self.unit))

    def note(self, mask: Any, text: str) -> None:
        """Put `text` into the column `note` of the rows of `mask`, after what stands there."""
        for at in _positions(mask):
            self._note.setdefault(int(at), []).append(text)

    def say(self, text: str) -> None:
        """A line about the whole file, printed with the import and kept in its provenance."""
        if text not in self.notes:
            self.notes.append(text)

    def unique(self, ids: Any, *, field: str = "id", cure: str = "rename one, or join the two") -> None:
        """Refuse the second and later rows of an id, naming the line of the first."""
        series = pandas.Series(ids).reset_index(drop=True)
        again = repeated(series)
        if again.any():
            first = dict(zip(series[~again], self.lines[~again], strict=True))
            self.refuse(again, field, lambda at: f"{shown(series[at])} is the id of {self.unit} {first[series[at]]} too",
                        rule="ids are unique in a file", cure=cure, code="repeated-id")

    def _add(self, at: int, problem: RowProblem) -> None:
        self.bad[at] = True
        self._problems.append(problem)
        self._reason.setdefault(int(at), f"{problem.field}: {problem.found}, {problem.rule}")

    def problems(self) -> tuple[RowProblem, ...]:
        """All problems, in the order of their first lines; errors before warnings of one line."""
        crowds = [replace(first, rows=count) for first, count in self._crowd.values()]
        return tuple(sorted([*self._problems, *crowds], key=lambda item: (item.severity != "error", item.line)))

    def finish(self, columns: Mapping[str, Any], provenance: Provenance, *, options: Options) -> Imported:
        """The import of these rows: `columns` as for `framed` (without `line`), refused rows left out.

        Raises: DataError with every problem when a row is refused and `options.on_bad` is "stop"; FormatError
        `empty-file` when there was no row at all.
        """
        if not len(self):
            raise no_rows(self.name)
        problems = self.problems()
        if self.bad.any() and options.on_bad == "stop":
            raise stopped(self.name, problems)
        made = dict(columns) | {"line": self.lines}
        if self._note:
            text = pandas.Series(made.get("note", ""), index=range(len(self))).astype("str").to_list()
            for at, added in self._note.items():
                text[at] = "; ".join([*([text[at]] if text[at] else []), *added])
            made["note"] = text
        frame = framed(len(self), _without(made, self.bad))
        if self.bad.any():
            frame = _dropped(frame, self.bad)
        notes = tuple(dict.fromkeys([*provenance.notes, *self.notes]))
        counts = counted(frame, refused=int(self.bad.sum()))
        return checked(Imported(frame, _with(provenance, counts, notes), problems, self._refused()))

    def _refused(self) -> pandas.DataFrame:
        positions = numpy.flatnonzero(self.bad)
        for later, field, what, rule in self._later:
            for at in map(int, later):
                if at not in self._reason:
                    self._reason[at] = f"{field}: {_found(what, at)}, {_said(rule, at)}"
        found = pandas.DataFrame({"line": self.lines[positions],
                                  "problem": pandas.Series([self._reason[int(at)] for at in positions], dtype="str")})
        if self.raw is None or not len(positions):
            return found
        cells = self.raw.iloc[positions].reset_index(drop=True)
        cells.columns = [f"file.{name}" if name in found.columns else name for name in cells.columns]
        return pandas.concat([found, cells], axis=1)


def _without(columns: dict[str, Any], bad: Any) -> dict[str, Any]:
    """Columns in which refused rows hold nothing that could not be stored."""
    if not bad.any():
        return columns
    cleared = {}
    for name, value in columns.items():
        if isinstance(value, str) or not hasattr(value, "__len__"):
            cleared[name] = value
        elif name in ("earliest", "latest", "killed_low", "killed_best", "killed_high", "lon", "lat", "uncertainty_m"):
            cleared[name] = pandas.Series(value).reset_index(drop=True).mask(bad)
        else:
            cleared[name] = value
    return cleared


def _dropped(frame: pandas.DataFrame, bad: Any) -> pandas.DataFrame:
    """The frame without its refused rows, nor categories that only they had."""
    kept = frame[~bad].reset_index(drop=True)
    for name in kept.columns:
        if isinstance(kept[name].dtype, pandas.CategoricalDtype) and name not in CLOSED:
            kept[name] = kept[name].cat.remove_unused_categories()
    return kept


def _with(provenance: Provenance, counts: dict[str, int], notes: tuple[str, ...]) -> Provenance:
    return replace(provenance, counts=counts, notes=notes)


def _positions(mask: Any) -> Any:
    array = numpy.asarray(mask)
    return numpy.flatnonzero(array) if array.dtype == bool else array.astype("int64")


def _at(values: Any, at: int) -> Any:
    return values.iloc[at] if isinstance(values, pandas.Series) else values[at]


def _found(found: Any, at: int) -> str:
    return _said(found, at) if isinstance(found, str) or callable(found) else f"found {_quoted(_at(found, at))}"


def _said(text: Said, at: int) -> str:
    return text if isinstance(text, str) else text(at)


def _quoted(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else shown(value)


def provenance(path: Path, *, format: str, layout: str = "", options: Mapping[str, str] | None = None,  # noqa: A002
               notes: Sequence[str] = (), digest: Digest | None = None, **dataset: str | None) -> Provenance:
    """Where a dataset comes from: name, size and SHA-256 of the file; `dataset` is title, publisher, url, licence, version.

    `digest` is that of the file, where it was looked over before. Counts are put in when the import is finished.
    """
    digest = digest or contents.digest(path)
    return Provenance(path.name, digest.sha256, digest.bytes, format, layout, dict(options or {}), {}, tuple(notes), **dataset)
