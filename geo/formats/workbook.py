"""Reads a sheet of an Excel workbook (.xlsx): cells as they were last calculated, dates as the calendar dates they show."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import openpyxl
import pandas
from defusedxml.ElementTree import iterparse
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel

from ..errors import FormatError, shown, visible
from . import events
from . import head as heads
from .contract import Imported, Options
from .delimited import Sheet, labelled
from .head import Head
from .rows import provenance

NAME: Final = "xlsx"
LABEL: Final = "Excel workbook"
_ZEROS: Final = re.compile(r"0{2,}")  # a number format that pads: 007
_SHEETS: Final = 50  # looked through for the first that has a header and a row
_LAST_ROW: Final = 1_048_576  # of any sheet of Excel
_SERIAL: Final = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")  # 18 May 1927 to 13 October 2173; four digits are a year
_FAULTS: Final = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OverflowError, *heads.BROKEN)


def recognises(head: Head) -> str | None:
    """A zip with a workbook in it."""
    return "a zip with xl/workbook.xml" if "xl/workbook.xml" in head.members else None


def read(path: Path, *, options: Options) -> Imported:
    """The events of one sheet: the one named, else the first that has a header and a row below it.

    Raises: FormatError, DataError.
    """
    name = visible(path.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of openpyxl, on parts of a workbook that it leaves out
            sheet, title, serial, uncounted = _sheet(path, name, options)
    except FormatError:
        raise
    except _FAULTS as error:
        raise FormatError(f"{name} cannot be read as a workbook: {visible(str(error))}", "it is .xlsx as Excel saves it",
                          "open and save it again, or save the sheet as CSV") from error
    rows = sheet.rows(name, unit="row")
    for column in sheet.columns:
        wrong = sheet.cells[column].isin(_ERRORS).to_numpy(dtype=bool)
        rows.warn(wrong, column, sheet.cells[column], rule="that is an error of the spreadsheet, kept as text",
                  cure="correct its formula")
    for at, column in uncounted:
        rows.refuse([at], column, "a formula without a value", rule="formulas are read as they were last calculated",
                    cure="open the workbook in a spreadsheet program and save it")
    layout = f"sheet {title}, {len(sheet.columns)} columns"
    return events.imported(sheet.cells, rows, provenance(path, format=NAME, layout=layout, options=sheet.options),
                           options=options, serial=serial)


_ERRORS: Final = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")


def _sheet(path: Path, name: str, options: Options) -> tuple[Sheet, str, Any, list[tuple[int, str]]]:
    """The cells of the sheet as text, its name, the reader of its day numbers, and the formulas without a value."""
    _without_doctype(path)
    with path.open("rb") as file:  # ours to close, whatever openpyxl raises
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        titles = [sheet.title for sheet in book.worksheets]
        if options.sheet is not None and options.sheet not in titles:
            raise FormatError(f"{name} has no sheet {shown(options.sheet)}", f"its sheets are {visible(', '.join(titles))}",
                              "name one of them", code="no-column")
        tried = [options.sheet] if options.sheet is not None else titles
        for title in tried[:_SHEETS]:
            blank: set[tuple[int, int]] = set()
            sheet = _cells(_lines(book[title], name, options, blank), name)
            if len(sheet.cells):
                break
        else:
            raise FormatError(f"{name} has no sheet with a header and a row", "", "check the file", code="empty-file")
        epoch = book.epoch
    if len(titles) > 1:
        others = ", ".join(other for other in titles if other != title)
        sheet.notes.append(f"sheet {title} is read; not read: {others}")
    sheet.options["sheet"] = title
    uncounted = _formulas(path, title, sheet, blank)

    def serial(cell: str) -> str:
        return from_excel(float(cell), epoch).date().isoformat() if _SERIAL.fullmatch(cell) else ""

    return sheet, title, serial, uncounted


def _without_doctype(path: Path) -> None:
    """Look at the beginning of every XML in a workbook. Raises: ValueError (of defusedxml) where one has a DOCTYPE."""
    with zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            if member.lower().endswith((".xml", ".rels")):
                with archive.open(member) as stream:
                    next(iter(iterparse(stream, events=("start",), forbid_dtd=True)), None)


def _lines(sheet: Any, name: str, options: Options, blank: set[tuple[int, int]]) -> Iterator[tuple[int, list[str]]]:
    """Each row that holds something, with its number, as text; within the limits, whatever size the sheet says it has.

    `blank` takes the row and column of each formula whose value is the empty text.
    """
    limits = options.limits
    sheet.reset_dimensions()
    count = walked = 0
    filler: Any = None  # openpyxl gives one and the same row for each that the sheet leaves out
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > _LAST_ROW:
            raise FormatError(f"{name} has a row beyond {_LAST_ROW:,}", "a sheet ends there", "save it again, or as CSV",
                              code="over-limit")
        if row is filler:
            continue
        walked += len(row)
        if walked > limits.cells:
            raise FormatError(f"{name} has more than {limits.cells:,} cells, empty ones counted", "",
                              "raise the limit, or save the sheet as CSV", code="over-limit")
        if all(cell is EMPTY_CELL for cell in row):
            filler = row
            continue
        cells = ["" if cell is EMPTY_CELL else _text(cell) for cell in row]
        blank |= {(number, column) for column, cell in enumerate(row)
                  if cell is not EMPTY_CELL and cell.value is None and cell.data_type == "str"}
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > limits.columns:
            raise FormatError(f"{name}, row {number} has {len(cells):,} columns", f"at most {limits.columns:,} are read",
                              "raise the limit, or check the sheet", code="over-limit")
        if any(len(cell) > limits.cell_chars for cell in cells):
            raise FormatError(f"{name}, row {number}: a cell has more than {limits.cell_chars:,} characters", "",
                              "raise the limit", code="over-limit")
        if not cells:
            continue
        count += 1
        if count > limits.rows + 1:
            raise FormatError(f"{name} has more than {limits.rows:,} rows", "", "raise the limit, or cut the sheet",
                              code="over-limit")
        yield number, cells


def _text(cell: Any) -> str:
    """A cell as a person reads it in the sheet: padded numbers keep their zeros, dates are ISO."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and _ZEROS.fullmatch(cell.number_format or ""):
        return str(int(value)).zfill(len(cell.number_format))
    return events.text_of(value).strip()


def _cells(lines: Iterator[tuple[int, list[str]]], name: str) -> Sheet:
    """The sheet whose first filled row is the header; columns without a header and without a cell are none."""
    header: list[str] | None = None
    rows, numbers = [], []
    width = 0
    for number, cells in lines:
        if header is None:
            header = cells
        else:
            rows.append(cells)
            numbers.append(number)
            width = max(width, len(cells))
    header = header or []
    header = header + [""] * (width - len(header))
    labels = labelled(header, name) if header else []
    padded = [cells + [""] * (len(labels) - len(cells)) for cells in rows]
    return Sheet(pandas.DataFrame(padded or None, columns=labels, dtype="str"), numbers)


def _formulas(path: Path, title: str, sheet: Sheet, blank: set[tuple[int, int]]) -> list[tuple[int, str]]:
    """Name the columns whose cells are formulas; the position and column of those that were never calculated."""
    if not _has_formulas(path):
        return []
    places = {int(line): at for at, line in enumerate(sheet.lines)}
    found: dict[int, int] = {}
    uncounted = []
    with path.open("rb") as file:
        lines = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)[title]
        lines.reset_dimensions()
        for number, row in enumerate(lines.iter_rows(), start=1):
            for column, cell in enumerate(row):
                if cell.data_type == "f" and number in places and column < len(sheet.columns):
                    found[column] = found.get(column, 0) + 1
                    if sheet.cells.iat[places[number], column] == "" and (number, column) not in blank:
                        uncounted.append((places[number], sheet.columns[column]))
    for column, count in sorted(found.items()):
        formulas = "1 formula" if count == 1 else f"{count:,} formulas"
        sheet.notes.append(f"column {sheet.columns[column]} ({get_column_letter(column + 1)}) holds {formulas}, "
                           "read as last calculated")
    return uncounted


def _has_formulas(path: Path) -> bool:
    """Whether any sheet of the workbook has a formula at all: most have none, and need no second reading."""
    with zipfile.ZipFile(path) as archive:
        return any(_holds(archive, member) for member in archive.namelist() if member.startswith("xl/worksheets/"))


def _holds(archive: zipfile.ZipFile, member: str, marks: Sequence[bytes] = (b"<f>", b"<f ", b"<f/")) -> bool:
    with archive.open(member) as stream:
        before = b""
        while chunk := stream.read(1 << 20):
            if any(mark in before + chunk for mark in marks):
                return True
            before = chunk[-4:]
    return False
