"""Reads Parquet and GeoParquet tables: typed cells as the text a person would have written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy
import pandas
import pyarrow
import pyarrow.compute
import pyarrow.parquet
import shapely

from ..errors import FormatError, shown, visible
from . import events, geojson
from .contract import Imported, Limits, Options
from .head import Head
from .rows import Rows, provenance

NAME: Final = "parquet"
LABEL: Final = "Parquet"
_ROWS: Final = 512  # read at one time
_FREE: Final = 100_000_000  # unpacked bytes before the ratio counts
_WGS84: Final = ("OGC:CRS84", "EPSG:4326")


def recognises(head: Head) -> str | None:
    """The four bytes with which a Parquet file begins."""
    return "begins with PAR1" if head.start[:4] == b"PAR1" else None


def read(path: Path, *, options: Options) -> Imported:
    """The events of a Parquet file; points of GeoParquet are their positions. A row is counted from 1.

    Raises: FormatError, DataError.
    """
    name = visible(path.name)
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            table = whole(file, name, options.limits)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise FormatError(f"{name} is no whole Parquet file: {visible(str(error))}", "", "get the file again",
                          code="unreadable-file") from error
    geometry = _geometry_column(table, name)
    twice = [label for label in table.column_names if table.column_names.count(label) > 1]
    if twice:
        raise FormatError(f"{name} has more than one column {shown(twice[0])}", "columns are told apart by their names",
                          "rename one of each")
    plain = {label: _cells(table[label], label, name, options.limits) for label in table.column_names
             if label != geometry and not _is_binary(table[label].type)}
    cells = pandas.DataFrame(plain, index=range(table.num_rows))
    rows = Rows(name, range(1, table.num_rows + 1), raw=cells, unit="row")
    given = _places(table[geometry], rows, name) if geometry else {}
    layout = f"{len(table.column_names)} columns" + (f", geometry in {geometry}" if geometry else "")
    return events.imported(cells, rows, provenance(path, format=NAME, layout=layout), options=options, given=given)


def whole(file: Any, name: str, limits: Limits, columns: Sequence[str] | None = None) -> Any:
    """All of an open Parquet file, or some columns, as a table of pyarrow. Raises: FormatError `over-limit`.

    Read few rows at a time: a value that stands once in the file may stand in each of a million rows, and what the file
    says of its size does not count that.
    """
    meta = file.metadata
    _within(name, rows=(meta.num_rows, limits.rows), columns=(meta.num_columns, limits.columns))
    batches, unpacked, packed = [], 0, _packed(meta)
    for batch in file.iter_batches(batch_size=_ROWS, columns=list(columns) if columns else None):
        batches.append(batch)
        unpacked += sum(map(_size, batch.columns))
        _within(name, unpacked_bytes=(unpacked, limits.unpacked_bytes))
        if unpacked > _FREE and unpacked > limits.unpacked_ratio * packed:
            raise FormatError(f"{name} unpacks to more than {limits.unpacked_ratio} times its size",
                              "it looks like a file made to fill a machine", "raise the limit if you trust the file",
                              code="over-limit")
    schema = file.schema_arrow if not columns else pyarrow.schema([file.schema_arrow.field(column) for column in columns])
    return pyarrow.Table.from_batches(batches, schema=batches[0].schema if batches else schema).replace_schema_metadata(
        file.schema_arrow.metadata).unify_dictionaries()


def _size(column: Any) -> int:
    """The bytes of a column; of one in codes, what its texts take when they are written out."""
    if not pyarrow.types.is_dictionary(column.type):
        return int(column.nbytes)
    lengths = pyarrow.compute.binary_length(column.dictionary.cast(pyarrow.large_string()))
    return int(column.nbytes) + int(pyarrow.compute.sum(lengths.take(column.indices)).as_py() or 0)


def _packed(meta: Any) -> int:
    """The bytes of all columns as they lie in the file."""
    return sum(meta.row_group(group).column(column).total_compressed_size
               for group in range(meta.num_row_groups) for column in range(meta.num_columns))


def _within(name: str, **sizes: tuple[int, int]) -> None:
    for what, (found, most) in sizes.items():
        if found > most:
            raise FormatError(f"{name} has {found:,} {what.replace('_', ' ')}", f"at most {most:,} are read",
                              "raise the limit, or cut the file", code="over-limit")


def _geometry_column(table: Any, name: str) -> str:
    """The primary geometry of GeoParquet, "" when there is none. Raises: FormatError for one not in degrees or not WKB."""
    text = (table.schema.metadata or {}).get(b"geo")
    if not text:
        return ""
    try:
        geo = json.loads(text)
        column = str(geo["primary_column"])
        about = geo["columns"][column]
        crs = about.get("crs", _WGS84[0])
        code = f"{crs['id']['authority']}:{crs['id']['code']}" if isinstance(crs, dict) and "id" in crs else crs
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FormatError(f"{name} says it is GeoParquet, but not how", "its key geo names the column of geometry",
                          "write it again") from error
    if code not in _WGS84:
        raise FormatError(f"{name} is in {shown(code)}", "positions are degrees on WGS 84", "write it in EPSG:4326")
    if about.get("encoding") != "WKB" or column not in table.column_names:
        raise FormatError(f"{name} has geometry as {shown(about.get('encoding'))}", "geometry is WKB", "write it as WKB")
    return column


def _places(column: Any, rows: Rows, name: str) -> dict[str, Any]:
    try:
        shapes = shapely.from_wkb(numpy.array(column.to_pylist(), dtype=object))
    except (shapely.errors.ShapelyError, ValueError, TypeError) as error:
        raise FormatError(f"{name} has geometry that is no WKB: {visible(str(error))}", "", "write it again") from error
    return geojson.placed(list(shapes), rows)


def _is_binary(kind: Any) -> bool:
    return bool(pyarrow.types.is_binary(kind) or pyarrow.types.is_large_binary(kind))


def _cells(column: Any, label: str, name: str, limits: Limits) -> pandas.Series:
    """As `_text`. Raises: FormatError for values that cannot be written as text, or are longer than we read."""
    try:
        column.validate(full=True)
        found = _text(column)
    except (pyarrow.ArrowException, ValueError, TypeError, OverflowError) as error:
        raise FormatError(f"{name}, column {shown(label)}: {visible(str(error))[:200]}",
                          "values are text, numbers, days or times", "correct the column, or leave it out") from error
    longest = int(found.str.len().max() or 0) if len(found) else 0
    _within(f"{name}, column {shown(label)},", characters=(longest, limits.cell_chars))
    return found


def _text(column: Any) -> pandas.Series:
    """A column as text: dates by their calendar day in the zone of the column, whole numbers without a point."""
    kind = column.type
    if pyarrow.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    if pyarrow.types.is_timestamp(kind):
        if kind.tz:
            column = pyarrow.compute.local_timestamp(column)
        column = pyarrow.compute.strftime(column.cast(pyarrow.timestamp("s"), safe=False), format="%Y-%m-%dT%H:%M:%S")
        column = pyarrow.compute.replace_substring(column, "T00:00:00", "")
    if pyarrow.types.is_string(column.type) or pyarrow.types.is_large_string(column.type) or \
            pyarrow.types.is_integer(kind) or pyarrow.types.is_date(kind):
        return column.cast(pyarrow.large_string()).fill_null("").to_pandas().astype("str")
    return pandas.Series([geojson.text_of(value) for value in column.to_pylist()], dtype="str")
