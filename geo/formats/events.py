"""Turns a table of text into the incident frame by the columns that were chosen for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy
import pandas

from ..errors import DateError, shown
from ..vocabulary import DATE_PRECISIONS, WHERE_PRECISIONS
from . import cells, mapping, written
from .contract import Imported, Options, Provenance
from .rows import Rows

EXACT_M: Final = 2_000.0  # where_precision exact means within about 2 km
_TITLE_CHARS: Final = 100
_TEXTS: Final = ("kind", "actor_a", "actor_b", "place", "admin1", "summary", "source", "note")
_COUNTS: Final = ("killed_low", "killed_best", "killed_high")


def imported(table: pandas.DataFrame, rows: Rows, provenance: Provenance, *, options: Options,
             given: Mapping[str, Any] | None = None, serial: Callable[[str], str] | None = None) -> Imported:
    """The import of a table of text whose rows are `rows`.

    `given` are columns of the frame filled otherwise, such as `lon` and `lat` (float64) of a geometry, or `when` (EDTF).
    `serial` reads a day number of a spreadsheet as ISO text ("" when it is none).

    Raises: FormatError `no-column` or `ambiguous-date`, DataError when rows are bad and the rule is to stop.
    """
    given = _not_said(dict(given or {}), options)
    found, line = mapping.chosen(list(table.columns), options.columns, file=rows.name,
                                 given=[name for name in given if name != "uncertainty_m"])
    rows.say(line)
    columns: dict[str, Any] = {name: cells.text(table[found[name]]) for name in _TEXTS if name in found}
    columns["id"] = _ids(table, found, rows)
    columns |= _dates(table, found, given, rows, options, serial)
    columns |= _places(table, found, given, rows, options)
    for name in _COUNTS:
        if name in found:
            columns[name] = cells.whole(table[found[name]], found[name], rows)
    _ordered(columns, rows)
    columns["links"] = _links(table, found, columns)
    columns["title"] = _titles(table, found, columns)
    columns |= {name: value for name, value in given.items() if name not in columns}
    told = {"columns": ", ".join(f"{ours}={theirs}" for ours, theirs in found.items()), "on_bad": options.on_bad}
    told |= {"date_format": options.date_format} if options.date_format else {}
    return rows.finish(columns, replace(provenance, options={**provenance.options, **told}), options=options)


def _not_said(given: dict[str, Any], options: Options) -> dict[str, Any]:
    """What the file gives otherwise, without what the user said a column for (or, with an empty one, that there is none)."""
    said = set(options.columns)
    if said & {"lon", "lat"}:
        said |= {"lon", "lat", "uncertainty_m"}
    if "when_start" in said:
        said.add("when")
    return {name: value for name, value in given.items() if name not in said}


def _ids(table: pandas.DataFrame, found: Mapping[str, str], rows: Rows) -> pandas.Series:
    made = pandas.Series([f"row-{line}" for line in rows.lines], dtype="str")
    if "id" not in found:
        return made
    ids = cells.text(table[found["id"]])
    empty = ids == ""
    if empty.any():
        rows.say(f"{int(empty.sum()):,} rows have no id and are called by their line")
    ids = ids.where(~empty, made)
    # Rows already refused may repeat an id as they like.
    rows.unique(ids, field=found["id"], cure="rename one, or leave the column out with --columns id=")
    return ids


def _dates(table: pandas.DataFrame, found: Mapping[str, str], given: Mapping[str, Any], rows: Rows, options: Options,
           serial: Callable[[str], str] | None) -> dict[str, Any]:
    """when, earliest, latest and date_precision, from one column or from a start and an end."""
    if "when" in given:
        columns = cells.days(given["when"], "when", rows)
    elif "when_start" in found:
        columns = _spans(table, found, rows, options, serial)
    elif "when" in found:
        texts = cells.text(table[found["when"]])
        columns = cells.days(texts, found["when"], rows, read=_reader(texts, found["when"], rows, options, serial))
    else:
        return {"when": "", "date_precision": "uncertain"}
    if "date_precision" in found:
        said = cells.text(table[found["date_precision"]])
        wrong = ~said.isin([*DATE_PRECISIONS, ""])
        rows.refuse(wrong, found["date_precision"], said, rule=f"it is one of {', '.join(DATE_PRECISIONS)}",
                    cure="correct or empty the cell")
        keep = (said != "") & ~wrong & (columns["when"] != "")
        columns["date_precision"] = said.where(keep, columns["date_precision"])
    return columns


def _reader(texts: pandas.Series, field: str, rows: Rows, options: Options,
            serial: Callable[[str], str] | None) -> Callable[[str], str]:
    different = list(texts.unique())
    read = written.reader(different, field=field, date_format=options.date_format, name=rows.name)
    if not options.date_format and any(written.has_time(cell) for cell in different):
        rows.say(f"{field}: times of day are left out, the days are as written")
    if serial is None:
        return read
    days = {cell: day for cell in different if (day := serial(cell))}
    if days:
        number, day = next(iter(days.items()))
        rows.say(f"{field}: numbers are read as the spreadsheet's days, such as {number} as {day}")
    return lambda cell: days.get(cell) or read(cell)


def _spans(table: pandas.DataFrame, found: Mapping[str, str], rows: Rows, options: Options,
           serial: Callable[[str], str] | None) -> dict[str, Any]:
    start = cells.text(table[found["when_start"]])
    end = cells.text(table[found["when_end"]]) if "when_end" in found else start
    both = pandas.concat([start, end])
    read = _reader(both, found["when_start"], rows, options, serial)
    glue = "\x00"  # no cell of a row that is kept holds it

    def one(pair: str) -> str:
        first, last = (read(part) for part in pair.split(glue, 1))
        if not last or first == last:
            return first
        if not first:
            raise DateError(f"no start, and the end {shown(last)}", "an event with an end has a start",
                            "give the start, or empty both cells")
        return f"{first}/{last}"

    return cells.days(start + glue + end, found["when_start"], rows, read=one)


def _places(table: pandas.DataFrame, found: Mapping[str, str], given: Mapping[str, Any], rows: Rows,
            options: Options) -> dict[str, Any]:
    """lon, lat, where_precision and uncertainty_m."""
    size = len(table)
    if "lon" in given:
        lon, lat = given["lon"], given["lat"]
    elif "lon" in found and "lat" in found:
        lon, lat = cells.positions(table[found["lon"]], table[found["lat"]], rows, fields=(found["lon"], found["lat"]))
    else:
        lon = lat = numpy.full(size, numpy.nan)
    placed = ~numpy.isnan(lon)
    drawn = numpy.asarray(given.get("uncertainty_m", numpy.full(size, numpy.nan)), dtype="float64")
    radius = drawn
    if "uncertainty_m" in found:
        radius = cells.numbers(table[found["uncertainty_m"]], found["uncertainty_m"], rows)
        radius = numpy.where(numpy.isnan(radius), drawn, radius)
        with numpy.errstate(invalid="ignore"):
            rows.refuse(radius < 0, found["uncertainty_m"], "a negative radius", rule="it is metres from 0",
                        cure="correct the cell")
    precision = _precision(table, found, rows, options, placed, radius)
    if isinstance(options.uncertainty_m, Mapping):
        by = pandas.Series(precision).map(dict(options.uncertainty_m)).to_numpy(dtype="float64")
        radius = numpy.where(numpy.isnan(radius), by, radius)
    elif options.uncertainty_m is not None:
        radius = numpy.where(numpy.isnan(radius), float(options.uncertainty_m), radius)
    return {"lon": lon, "lat": lat, "where_precision": numpy.where(placed, precision, "unknown"),
            "uncertainty_m": numpy.where(placed, radius, numpy.nan)}


def _precision(table: pandas.DataFrame, found: Mapping[str, str], rows: Rows, options: Options, placed: Any,
               radius: Any) -> Any:
    """where_precision of placed rows: from its column or the constant, else by the radius, else near."""
    said = options.where_precision
    with numpy.errstate(invalid="ignore"):
        default = numpy.where(radius <= EXACT_M, "exact", "near").astype(object)
    if isinstance(said, str):
        return numpy.full(len(table), said, dtype=object)
    if "where_precision" not in found:
        if not (~numpy.isnan(radius)).any() and options.uncertainty_m is None and placed.any():
            rows.say("the file does not say how sure its positions are: drawn as near, radius unknown; "
                     "say where_precision and uncertainty_m in a mapping file")
        return default
    codes = cells.text(table[found["where_precision"]])
    known = dict(said) if said else {name: name for name in WHERE_PRECISIONS}
    wrong = ~codes.isin([*known, ""])
    rows.refuse(wrong, found["where_precision"], codes, rule=f"it is one of {', '.join(known)}",
                cure="correct the cell, or say what its codes mean with where_precision in a mapping file")
    precision = codes.map(known).fillna("").to_numpy(dtype=object)
    unknown = (precision == "unknown") & placed
    rows.refuse(unknown, found["where_precision"], "unknown, with a position", rule="a row with a position says how sure it is",
                cure="empty the position, or correct where_precision")
    return numpy.where((precision == "") | (precision == "unknown"), default, precision)


def _ordered(columns: Mapping[str, Any], rows: Rows) -> None:
    """Refuse rows whose lowest figure is above the highest."""
    if "killed_low" in columns and "killed_high" in columns:
        wrong = pandas.Series(columns["killed_low"]) > pandas.Series(columns["killed_high"])
        rows.refuse(wrong.fillna(value=False).to_numpy(dtype=bool), "killed_low", "more than killed_high",
                    rule="the low figure is not above the high one", cure="swap or correct them")


def _links(table: pandas.DataFrame, found: Mapping[str, str], columns: Mapping[str, Any]) -> Any:
    """The addresses in the column of links, or else in that of sources."""
    if "links" in found:
        return cells.each(cells.text(table[found["links"]]), cells.links)
    return cells.each(columns["source"], cells.links) if "source" in columns else ""


def _titles(table: pandas.DataFrame, found: Mapping[str, str], columns: Mapping[str, Any]) -> pandas.Series:
    """The title, else what kind of thing happened where, else the start of the summary, else the id."""
    size = len(table)
    titles = cells.text(table[found["title"]] if "title" in found else [""] * size).astype(object)
    none = (titles == "").to_numpy(dtype=bool)
    if none.any():
        parts = [columns[name][none].to_list() if name in columns else [""] * int(none.sum())
                 for name in ("kind", "place", "summary", "id")]
        titles[none] = [_title(*rest) for rest in zip(*parts, strict=True)]
    return titles.astype("str")


def _title(kind: str, place: str, summary: str, name: str) -> str:
    return ", ".join(part for part in (kind, place) if part) or first_words(summary) or name


def first_words(text: str, limit: int = _TITLE_CHARS) -> str:
    """The first line of a text, cut at a blank with "..." when it is longer than `limit` characters."""
    line = text.split("\n", 1)[0].strip()
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.") + "..."


def texts_of(values: Sequence[Any]) -> pandas.Series:
    """A column of typed cells as the text that a person would have written: no `.0` on whole numbers, ISO dates."""
    return pandas.Series([text_of(value) for value in values], dtype="str")


def text_of(value: Any) -> str:
    """One typed cell as text. A date or time gives its calendar date as it stands, whatever the zone."""
    if value is None or value is pandas.NaT or value is pandas.NA:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if numpy.isnan(value):
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(float(value))
    if hasattr(value, "isoformat"):
        iso = str(value.isoformat())
        return iso[:10] if iso[10:] in ("T00:00:00", "") else iso
    return str(value)
