"""Keeps imported events as GeoParquet with their provenance inside, and reads them back the same.

The file is GeoParquet 1.1 (WKB points in OGC:CRS84, null where unplaced), so that QGIS, GeoPandas and DuckDB open it. Our
own key of its metadata, KEY, holds one provenance and the problems for each source file; the column `file` says which
file a row is from. No time of writing is kept: the same import gives the same bytes.
"""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy
import pandas
import pyarrow
import pyarrow.parquet
import shapely
from pydantic import TypeAdapter, ValidationError

from .. import files
from ..errors import FormatError, UsageError, shown, visible
from . import parquet
from . import rows as shared
from .contract import COLUMNS, COUNTS, Imported, Limits, Options, Provenance, RowProblem, checked, counted, framed
from .head import Head

NAME: Final = "dataset"
LABEL: Final = "dataset stored by geo import"
KEY: Final = b"contact-atlas"
VERSION: Final = 1  # of what KEY holds; another one is refused
_PROVENANCE: Final = TypeAdapter(Provenance)
_PROBLEMS: Final = TypeAdapter(list[RowProblem])


def recognises(head: Head) -> str | None:
    """A Parquet file that `write` made: our key stands in its footer."""
    return "GeoParquet with our provenance inside" if head.start[:4] == b"PAR1" and KEY in head.end else None


def content(imports: Sequence[Imported]) -> bytes:
    """One or more imports as the bytes of a GeoParquet file. Refused rows are not in it, their problems are.

    Raises: UsageError when nothing was imported, or two imports share an id.
    """
    if not imports:
        raise UsageError("no import to store", "a dataset holds one at least", "import a file first")
    frame = joined([imported.frame for imported in imports])
    again = frame["id"].duplicated()
    if again.any():
        raise UsageError(f"two files have the id {shown(frame['id'][again].iloc[0])}", "ids are unique in a dataset",
                         "put the name of its file before each id")
    places = numpy.repeat(numpy.arange(len(imports), dtype="int16"), [len(imported.frame) for imported in imports])
    placed = frame["lon"].notna().to_numpy()
    points = numpy.full(len(frame), None, dtype=object)
    points[placed] = shapely.to_wkb(shapely.points(frame["lon"].to_numpy()[placed], frame["lat"].to_numpy()[placed]))
    table = pyarrow.Table.from_pandas(frame, preserve_index=False)
    table = table.append_column("file", pyarrow.array(places)).append_column("geometry", pyarrow.array(points, pyarrow.binary()))
    kept = [{"provenance": dataclasses.asdict(imported.provenance),
             "problems": [dataclasses.asdict(problem) for problem in imported.problems]} for imported in imports]
    table = table.replace_schema_metadata({b"geo": _geo(frame, placed), KEY: _json({"version": VERSION, "files": kept})})
    sink = io.BytesIO()
    pyarrow.parquet.write_table(table, sink, compression="zstd", row_group_size=65_536)
    return sink.getvalue()


def write(path: Path, imports: Sequence[Imported]) -> int:
    """Write imports to one file, whole or not at all; the number of bytes. Raises: UsageError."""
    data = content(imports)
    files.write_bytes(path, data)
    return len(data)


def joined(frames: Sequence[pandas.DataFrame]) -> pandas.DataFrame:
    """Several incident frames as one, rows in their order; categories of each column are those of all."""
    if len(frames) == 1:
        return frames[0]
    whole: dict[str, Any] = {}
    for name, stored in COLUMNS.items():
        parts = [frame[name] for frame in frames]
        whole[name] = pandas.concat([part.astype("str") for part in parts] if stored == "category" else parts,
                                    ignore_index=True)
    return framed(sum(len(frame) for frame in frames), whole)


def read_all(path: Path, *, limits: Limits) -> list[Imported]:
    """The imports in a stored file, one for each source file, as they were when stored; `refused` is empty.

    Raises: FormatError `bad-format` or `over-limit`.
    """
    name = visible(path.name)
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            kept = json.loads((file.schema_arrow.metadata or {})[KEY])
            if kept["version"] != VERSION:
                raise FormatError(f"{name} was stored by another version ({shown(kept['version'])})", f"we read {VERSION}",
                                  "import the source file again")
            nested = [column for column in COLUMNS if pyarrow.types.is_nested(file.schema_arrow.field(column).type)]
            frame = parquet.whole(file, name, limits, [*COLUMNS, "file"]).to_pandas()
        about = [(_provenance(item["provenance"]), tuple(_PROBLEMS.validate_json(json.dumps(item["problems"]), strict=True)))
                 for item in kept["files"]]
        if nested or not about or not frame["file"].isin(range(len(about))).all():
            raise ValueError(f"{len(frame):,} rows of {len(about)} files{', a list in a cell' if nested else ''}")
        found = []
        for number, (provenance, problems) in enumerate(about):
            part = frame[frame["file"] == number]
            columns = {column: _plain(part[column]) for column in COLUMNS}
            found.append(checked(Imported(framed(len(part), columns), provenance, problems)))
    except (pyarrow.ArrowException, KeyError, TypeError, ValueError, AttributeError, RecursionError, AssertionError,
            OSError) as error:
        why = _first(error) if isinstance(error, ValidationError) else str(error)
        raise FormatError(f"{name} is no dataset as geo import stores them: {visible(why)[:300]}",
                          "a stored dataset is read as it was written", "import the source file again") from error
    return found


def read(path: Path, *, options: Options) -> Imported:
    """A stored dataset as one import; one of several source files is given as if it were one, with the stored file's name.

    Raises: FormatError.
    """
    found = read_all(path, limits=options.limits)
    if len(found) == 1:
        return found[0]
    frame = joined([imported.frame for imported in found])
    notes = tuple(note for imported in found for note in imported.provenance.notes)
    provenance = shared.provenance(path, format=NAME, layout=f"{len(found)} files", notes=notes)
    refused = sum(imported.provenance.counts["refused"] for imported in found)
    provenance = dataclasses.replace(provenance, counts=counted(frame, refused=refused))
    return checked(Imported(frame, provenance, tuple(problem for imported in found for problem in imported.problems)))


def _plain(column: pandas.Series) -> pandas.Series:
    """A stored column, categories that another file brought left out."""
    return column.cat.remove_unused_categories() if isinstance(column.dtype, pandas.CategoricalDtype) else column


def _provenance(values: dict[str, Any]) -> Provenance:
    counts = {name: int(values["counts"][name]) for name in COUNTS}
    return _PROVENANCE.validate_json(json.dumps({**values, "counts": counts}), strict=True)


def _first(error: ValidationError) -> str:
    """The first thing that a stored provenance or problem breaks."""
    fault = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"


def _geo(frame: pandas.DataFrame, placed: Any) -> bytes:
    """The key `geo` of GeoParquet 1.1; a CRS that is not given is OGC:CRS84."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if placed.any():
        lon, lat = frame["lon"], frame["lat"]
        column["bbox"] = [float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())]
    return _json({"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}})


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True).encode()
