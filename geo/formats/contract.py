"""The incident frame: what every reader of a foreign format gives back, and the check that it did.

One row per event that was kept, in the order of the file. Text is plain text with "" for none, never NaN; days are whole
days from 1970-01-01; lon and lat are both there or both NaN. COLUMNS names every column and how it is stored, in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import numpy
import pandas
import pyarrow
from pyarrow import compute

from ..errors import DataError, FormatError, Problem, Severity
from ..vocabulary import DATE_PRECISIONS, WHERE_PRECISIONS

Stored = Literal["text", "category", "whole", "number"]
OnBad = Literal["stop", "skip"]

# How each column is stored: text (str), category, whole (Int32, NA for none), number (float64, NaN for none).
COLUMNS: Final[dict[str, Stored]] = {
    "id": "text", "title": "text",
    "when": "text", "earliest": "whole", "latest": "whole", "date_precision": "category",
    "kind": "category", "actor_a": "category", "actor_b": "category", "place": "category", "admin1": "category",
    "lon": "number", "lat": "number", "where_precision": "category", "uncertainty_m": "number",
    "killed_low": "whole", "killed_best": "whole", "killed_high": "whole",
    "summary": "text", "source": "text", "links": "text", "note": "text", "line": "whole",
}
# Categories of a closed list are all of it, in its order, so that a code means the same in every file.
CLOSED: Final[dict[str, tuple[str, ...]]] = {
    "date_precision": tuple(DATE_PRECISIONS), "where_precision": tuple(WHERE_PRECISIONS),
}
COUNTS: Final = ("read", "mapped", "tray", "refused", "undated")


@dataclass(frozen=True)
class Limits:
    """How much of a file is read before it is refused; each may be raised by who trusts the file."""

    bytes: int = 2_000_000_000  # of the file as it lies
    unpacked_bytes: int = 2_000_000_000  # of its content; UCDP GED of the whole world has a quarter of a milliard
    unpacked_ratio: int = 100  # unpacked to packed, counted beyond the first 4 million bytes
    members: int = 10_000  # files inside a zip
    rows: int = 5_000_000
    columns: int = 1_000
    cell_chars: int = 1_000_000
    depth: int = 60  # nesting of JSON or XML
    nodes: int = 5_000_000  # lists and objects of a JSON (each position is one), elements of an XML
    cells: int = 20_000_000  # of a sheet of a workbook, empty ones up to the last counted


@dataclass(frozen=True)
class Options:
    """How a file is to be read: what the user said, and nothing of the machine.

    `columns` maps our column names (and `killed`) to those of the file; the rest is what a mapping file may add.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    date_format: str | None = None  # strptime form of every date of the file, such as %d/%m/%Y
    where_precision: str | Mapping[str, str] | None = None  # one value for all rows, or a table from codes to values
    uncertainty_m: float | Mapping[str, float] | None = None  # metres for all rows, or by value of where_precision
    sheet: str | None = None  # of a workbook, or layer of a GeoPackage
    delimiter: str | None = None  # of a delimited text
    on_bad: OnBad = "stop"
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class RowProblem:
    """One thing wrong or doubtful in one row, or in one column of `rows` rows whose first is `line`."""

    line: int
    field: str
    found: str
    rule: str
    cure: str
    code: str = "bad-cell"
    severity: Severity = "error"
    rows: int = 1
    unit: str = "line"  # what `line` counts: lines, rows of a sheet, features

    def problem(self, name: str) -> Problem:
        """The same as a Problem of the file `name`."""
        where = f"{self.unit} {self.line}" if self.line else ""
        if self.rows > 1:
            where = f"{self.rows:,} rows from {self.unit} {self.line}"
        return Problem(self.code, self.severity, name, where, self.field, self.found, self.rule, self.cure)


@dataclass(frozen=True)
class Provenance:
    """Which file a dataset is, as which format it was read, and what became of its rows."""

    name: str  # of the file, without its folder
    sha256: str
    bytes: int
    format: str
    layout: str = ""  # variant of the format, such as "49 columns"
    options: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)  # by COUNTS
    notes: tuple[str, ...] = ()  # what a reader of the answer should be told: guesses, encodings, assumptions
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    version: str | None = None


@dataclass(frozen=True)
class Imported:
    """The events of one file: the incident frame, where it comes from, and what was wrong with it.

    `refused` holds the rows left out, as the file has them: `line`, `problem`, and the file's own columns as text.
    """

    frame: pandas.DataFrame
    provenance: Provenance
    problems: tuple[RowProblem, ...] = ()
    refused: pandas.DataFrame = field(default_factory=pandas.DataFrame)


def framed(size: int, columns: Mapping[str, Any]) -> pandas.DataFrame:
    """A frame of `size` rows with all COLUMNS in order; `columns` holds arrays, Series or one value for all rows.

    What is not given is empty: "" for text and categories, NA or NaN for numbers, "unknown" for `where_precision` (or
    "uncertain" for `date_precision`). Text that is missing (None, NaN) becomes "".
    """
    unknown = set(columns) - set(COLUMNS)
    if unknown:
        raise AssertionError(f"not columns of the incident frame: {sorted(unknown)}")
    empty = {"text": "", "category": "", "whole": pandas.NA, "number": numpy.nan}
    special = {"where_precision": "unknown", "date_precision": "uncertain"}
    made = {}
    for name, stored in COLUMNS.items():
        value = columns.get(name, special.get(name, empty[stored]))
        made[name] = _stored(name, stored, value, size)
    return pandas.DataFrame(made, index=pandas.RangeIndex(size), copy=False)


def _stored(name: str, stored: Stored, value: Any, size: int) -> Any:
    if isinstance(value, str) or not hasattr(value, "__len__"):
        if stored == "category":
            codes = numpy.zeros(size, dtype="int8")
            names = list(CLOSED.get(name, (value,)))
            return pandas.Categorical.from_codes(codes + names.index(value), categories=names)
        value = [value] * size
    series = pandas.Series(value) if not isinstance(value, pandas.Series) else value.reset_index(drop=True)
    if stored == "text" and str(series.dtype) == "str" and not series.hasnans:
        return series  # as it should be: a copy of long texts costs more than all else here
    if stored == "text":
        return series.astype("str").where(series.notna(), "") if len(series) else pandas.Series([], dtype="str")
    if stored == "number":
        return series.astype("float64")
    if stored == "whole":
        return series.astype("Int32")
    if name in CLOSED and isinstance(series.dtype, pandas.CategoricalDtype) and tuple(series.cat.categories) == CLOSED[name]:
        return series.array
    if name in CLOSED:
        names = list(CLOSED[name])  # a value outside them is missing, which only a refused row may be
        return pandas.Categorical.from_codes(pandas.Index(names).get_indexer(series), categories=names)
    if isinstance(series.dtype, pandas.CategoricalDtype):
        array = series.array  # of a file that had none, the names come back without a type
        return array.rename_categories(array.categories.astype("str"))
    return pandas.Categorical(series.astype("str").where(series.notna(), ""))


def counted(frame: pandas.DataFrame, *, refused: int) -> dict[str, int]:
    """The counts of a frame whose file had `refused` more rows: COUNTS in order."""
    mapped = int(frame["lon"].notna().sum())
    return {"read": len(frame) + refused, "mapped": mapped, "tray": len(frame) - mapped, "refused": refused,
            "undated": int((frame["when"] == "").sum())}


def repeated(ids: pandas.Series) -> Any:
    """Which rows have an id that an earlier row has, as an array of booleans.

    Ids of which each is a higher number than the one before are all different, and most files have such.
    """
    column = pyarrow.array(ids, from_pandas=True)
    try:
        numbers = compute.cast(column, pyarrow.int64()).to_numpy(zero_copy_only=False)
        rising = bool((numbers[1:] > numbers[:-1]).all())
    except pyarrow.ArrowInvalid:
        rising = False
    if rising or compute.count_distinct(column, mode="all").as_py() == len(ids):
        return numpy.zeros(len(ids), dtype=bool)
    return ids.duplicated().to_numpy(dtype=bool)


def checked(imported: Imported) -> Imported:
    """`imported` itself, when it keeps the contract; a reader that breaks it is a fault of the program.

    Raises: AssertionError, which names every broken rule.
    """
    frame, counts = imported.frame, imported.provenance.counts
    broken = list(_broken(frame)) if list(frame.columns) == list(COLUMNS) else [f"columns are {list(frame.columns)}"]
    if tuple(counts) != COUNTS:
        broken.append(f"counts are {list(counts)}")
    elif counts["read"] != counts["mapped"] + counts["tray"] + counts["refused"]:
        broken.append(f"rows are lost: {dict(counts)}")
    elif not broken and dict(counts) != counted(frame, refused=counts["refused"]):
        broken.append(f"counts {dict(counts)} are not those of the frame")
    if broken:
        raise AssertionError("; ".join(broken))
    return imported


def _broken(frame: pandas.DataFrame) -> Iterator[str]:
    """Each rule of the contract that a frame with the right columns breaks."""
    for name, stored in COLUMNS.items():
        column = frame[name]
        kind = column.dtype
        if stored == "category" and not isinstance(kind, pandas.CategoricalDtype):
            yield f"{name} is {kind}, not category"
        elif stored == "whole" and str(kind) != "Int32":
            yield f"{name} is {kind}, not Int32"
        elif stored == "number" and str(kind) != "float64":
            yield f"{name} is {kind}, not float64"
        elif stored == "text" and str(kind) not in ("str", "object"):
            yield f"{name} is {kind}, not text"
        elif stored in ("text", "category") and column.isna().any():
            yield f"{name} has missing text"
        if name in CLOSED and stored == "category" and tuple(column.cat.categories) != CLOSED[name]:
            yield f"{name} has other categories than its list"
    yield from _broken_rules(frame)


def _broken_rules(frame: pandas.DataFrame) -> Iterator[str]:
    """Each rule between cells that a frame breaks."""
    placed, undated, links = frame["lon"].notna(), frame["when"] == "", frame["links"]
    known = frame["where_precision"] != "unknown"
    ends = frame["earliest"].notna() | frame["latest"].notna()
    rules: dict[str, Any] = {
        "a row has one of lon and lat": placed != frame["lat"].notna(),
        "a position lies outside the ellipsoid": (frame["lon"].abs() > 180) | (frame["lat"].abs() > 90),
        "where_precision is unknown exactly when there is no position": placed != known,
        "a radius is negative": frame["uncertainty_m"] < 0,
        "a row ends before it begins": (frame["earliest"] > frame["latest"]).fillna(value=False),
        "an undated row has days": undated & ends,
        "an undated row has a date_precision other than uncertain": undated & (frame["date_precision"] != "uncertain"),
        "ids are not unique": repeated(frame["id"]) | (frame["id"] == "").to_numpy(dtype=bool),
        "a row has no line": frame["line"].isna(),
        "a figure is negative": (frame[["killed_low", "killed_best", "killed_high"]] < 0).fillna(value=False).any(axis=1),
    }
    yield from (rule for rule, broken in rules.items() if broken.any())
    if not all(link.startswith(("http://", "https://")) for text in links[links != ""].unique() for link in text.split("\n")):
        yield "a link is not http or https"


def stopped(name: str, problems: Sequence[RowProblem]) -> DataError:
    """The error of a file whose bad rows stop the import."""
    return DataError([problem.problem(name) for problem in problems if problem.severity == "error"])


def no_rows(name: str) -> FormatError:
    """The error of a file that holds no row of data."""
    return FormatError(f"{name} has no row of data", "there is at least one row below the header",
                       "check that the export was complete", code="empty-file")
