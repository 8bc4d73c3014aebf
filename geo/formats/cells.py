"""Reads columns of text strictly: coordinates, dates, whole numbers, links; what does not fit is refused, never repaired."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import numpy
import pandas

from .. import dates
from ..errors import DateError, shown
from .rows import Rows

_COMMA: Final = re.compile(r"[+-]?[0-9]{1,3},[0-9]+")
_LINK: Final = re.compile(r"https?://[^\s<>\"'|\\^`{}\x00-\x20]+", re.IGNORECASE)
_WORDS_FOR_NONE: Final = frozenset({"na", "n/a", "nan", "null", "none", "nil", "-", "--", "?"})
_DEGREES: Final = "a position is lon -180 to 180 and lat -90 to 90, in degrees with a decimal point"

_EXACT: Final = pandas.to_numeric("18.183375887826756") == 18.183375887826756  # pandas 3.0 reads some a last bit off


def text(values: Any) -> pandas.Series:
    """A column as text without blanks around it; missing cells are ""."""
    series = pandas.Series(values).reset_index(drop=True)
    return series.astype("str").where(series.notna(), "").str.strip()


def each(values: pandas.Series, read: Callable[[str], Any]) -> list[Any]:
    """`read` of every cell, called once for each different text."""
    codes, uniques = pandas.factorize(values)
    known = [read(item) for item in uniques]
    return [known[code] for code in codes]


def numbers(values: Any, field: str, rows: Rows) -> Any:
    """A column of decimal numbers as float64, NaN where the cell is empty; other cells are refused.

    A decimal comma is named once for the whole column.
    """
    cells = text(values)
    read = pandas.to_numeric(cells.where(cells != "", "nan"), errors="coerce")
    found = read.to_numpy(dtype="float64", na_value=numpy.nan, copy=True)
    is_number = numpy.isfinite(found)
    if not _EXACT:
        found[is_number] = cells[is_number].map(float)
    wrong = (cells != "").to_numpy() & ~is_number
    if not wrong.any():
        return found
    comma = numpy.zeros(len(cells), dtype=bool)
    positions = numpy.flatnonzero(wrong)
    comma[positions] = cells.iloc[positions].str.fullmatch(_COMMA.pattern).to_numpy(dtype=bool)
    if comma.any():
        first = cells.iloc[int(numpy.flatnonzero(comma)[0])]
        rows.refuse_column(comma, field, f"found {shown(first)}", rule="numbers have a decimal point",
                           cure="write points in place of commas", code="decimal-comma")
    rows.refuse(wrong & ~comma, field, cells, rule="the cell holds a number, or nothing", cure="correct or empty the cell")
    found[wrong] = numpy.nan
    return found


def positions(lon: Any, lat: Any, rows: Rows, *, fields: tuple[str, str] = ("lon", "lat")) -> tuple[Any, Any]:
    """Longitudes and latitudes as float64 degrees, both NaN where both cells are empty.

    Refused: a cell that is no number, one of the two without the other, a value out of range. Columns that look swapped
    (half the latitudes or more are beyond 90, and their longitudes would all do as latitudes) are named once, not
    exchanged. A position of exactly 0, 0 is kept with a warning.
    """
    lon_text, lat_text = text(lon), text(lat)
    x, y = numbers(lon_text, fields[0], rows), numbers(lat_text, fields[1], rows)
    for values, field, other in ((lon_text, fields[0], lat_text), (lat_text, fields[1], lon_text)):
        alone = ((values == "") & (other != "")).to_numpy()
        rows.refuse(alone, field, "the cell is empty and the other coordinate is not", rule=_DEGREES,
                    cure="give both, or neither")
    return degrees(x, y, rows, fields=fields, cure=f"name the columns the other way round: lon={fields[1]},lat={fields[0]}")


def degrees(x: Any, y: Any, rows: Rows, *, fields: tuple[str, str], cure: str) -> tuple[Any, Any]:
    """Longitudes and latitudes (float64) as `positions` returns them, those off the ellipsoid refused; `cure` is of a swap."""
    x, y = (numpy.asarray(values, dtype="float64") for values in (x, y))
    placed = ~(numpy.isnan(x) | numpy.isnan(y))
    with numpy.errstate(invalid="ignore"):
        beyond = numpy.abs(y) > 90
        swapped = beyond & (numpy.abs(y) <= 180) & (numpy.abs(x) <= 90)
        far = numpy.abs(x) > 180
    if swapped.any() and (swapped == beyond).all() and 2 * swapped.sum() >= placed.sum():
        first = int(numpy.flatnonzero(swapped)[0])
        rows.refuse_column(swapped, f"{fields[0]}, {fields[1]}",
                           f"found lon {x[first]:g}, lat {y[first]:g}: lon and lat look swapped", rule=_DEGREES, cure=cure,
                           code="swapped-columns")
        beyond = beyond & ~swapped
    rows.refuse(beyond, fields[1], y, rule=_DEGREES, cure="correct the latitude")
    rows.refuse(far, fields[0], x, rule=_DEGREES, cure="correct the longitude")
    rows.warn((x == 0) & (y == 0), f"{fields[0]}, {fields[1]}", "the position is 0, 0",
              rule="that is a point in the Gulf of Guinea, and often means no position",
              cure="empty both cells when the place is not known")
    return numpy.where(placed, x, numpy.nan), numpy.where(placed, y, numpy.nan)


def whole(values: Any, field: str, rows: Rows) -> Any:
    """A column of counts as Int32, NA where the cell is empty; fractions, negatives and other text are refused.

    `12.0`, as spreadsheets and pandas write a whole number, is 12.
    """
    cells = text(values)
    found = numbers(cells, field, rows)
    with numpy.errstate(invalid="ignore"):
        wrong = ~numpy.isnan(found) & ((found < 0) | (found != numpy.floor(found)) | (found > 2_147_483_647))
    rows.refuse(wrong, field, cells, rule="the cell holds a whole number from 0, or nothing", cure="correct or empty the cell")
    found[wrong] = numpy.nan
    return pandas.array(found, dtype="Float64").astype("Int32")


def days(values: Any, field: str, rows: Rows, *, read: Callable[[str], str] | None = None) -> dict[str, Any]:
    """The columns when, earliest, latest and date_precision of a column of dates; cells that are no date are refused.

    `read` turns one cell into EDTF ("" for undated) and raises DateError; without it the cells are EDTF.
    """
    cells = text(values)

    def one(cell: str) -> tuple[str, int | None, int | None, str] | DateError:
        try:
            return bounds(read(cell) if read else cell)
        except DateError as error:
            return error

    results = each(cells, one)
    refused = numpy.fromiter((isinstance(item, DateError) for item in results), dtype=bool, count=len(results))
    rows.refuse(refused, field, lambda at: results[at].found, rule=lambda at: results[at].rule, cure=lambda at: results[at].cure)
    return columns_of([("", None, None, "uncertain") if isinstance(item, DateError) else item for item in results])


def columns_of(results: list[tuple[str, int | None, int | None, str]]) -> dict[str, Any]:
    """The four date columns of one `bounds` per row."""
    when, earliest, latest, precision = zip(*results, strict=True) if results else ((), (), (), ())
    return {"when": pandas.Series(when, dtype="str"), "earliest": pandas.array(earliest, dtype="Int32"),
            "latest": pandas.array(latest, dtype="Int32"), "date_precision": pandas.Series(precision, dtype="str")}


def bounds(edtf: str) -> tuple[str, int | None, int | None, str]:
    """when, earliest, latest (days since 1970-01-01) and date_precision of one EDTF text; "" is undated.

    >>> bounds("1970-01")
    ('1970-01', 0, 30, 'span')

    Raises: DateError.
    """
    if not edtf:
        return "", None, None, "uncertain"
    when = dates.parse(edtf)
    earliest = None if when.earliest is None else dates.day_number(when.earliest)
    latest = None if when.latest is None else dates.day_number(when.latest)
    if edtf.startswith("["):
        return edtf, earliest, latest, "one_of"
    if when.approximate or when.uncertain:
        return edtf, earliest, latest, "approximate" if when.approximate else "uncertain"
    if when.is_interval:
        return edtf, earliest, latest, "interval"
    return edtf, earliest, latest, "day" if earliest == latest else "span"


def links(cell: str) -> str:
    """The http and https addresses in a text, one a line, each once, in order.

    >>> links("see https://example.org/a, and http://example.org/b.")
    'https://example.org/a\\nhttp://example.org/b'
    """
    found = (match.group().rstrip(".,;:!?)]") for match in _LINK.finditer(cell))
    lowered = (_lower_scheme(link) for link in found)
    return "\n".join(dict.fromkeys(link for link in lowered if not link.endswith("://")))


def _lower_scheme(link: str) -> str:
    scheme, _, rest = link.partition("://")
    return f"{scheme.lower()}://{rest}"


def none_words(values: pandas.Series) -> dict[str, int]:
    """How often each word that may mean "none" (NA, null, -) stands in a column; they are kept as text, never guessed."""
    counts = values[values.str.lower().isin(_WORDS_FOR_NONE)].value_counts()
    return {str(word): int(count) for word, count in counts.items()}
