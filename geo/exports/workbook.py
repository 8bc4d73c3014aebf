"""An Excel workbook of one table: text stays text and is never a formula, numbers stay numbers, dates are text.

What a spreadsheet takes for a formula (`export.is_formula`) is stored as a text cell with the
mark that keeps it text when it is edited; nothing is put before it, so it reads back as it was. Lists are joined by
"; ", other nested values are JSON, points stand in `lon` and `lat`, lines and areas in `wkt`, as in CSV. The file carries
no clock: the same rows give the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from .. import export
from ..errors import UsageError
from ..tables import rows

if TYPE_CHECKING:
    from ..atlas import View

MAX_CELL: Final = 32_767  # characters that Excel holds in one cell
_EPOCH: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - the first moment a zip can name; no clock is read
_STAMP: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")
_CODE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # a spreadsheet would read what follows as the code of a character
_WIDEST: Final = 60  # characters of a column that are shown


def written(view: View, table: str, *, to: str = "xlsx") -> bytes:
    """One table as a workbook with one sheet named after it.

    Raises: UsageError for a text longer than a cell holds.
    """
    del to
    import openpyxl
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    names = export.columns(table)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = table
    sheet.append(names)
    for number, row in enumerate(export.flat(rows(view, table)), start=2):
        for column, name in enumerate(names, start=1):
            _fill(sheet.cell(number, column), row.get(name), where=f"{row.get('id', f'row {number}')}, {name}")
    for column, name in enumerate(names, start=1):
        longest = max((len(str(cell.value or "")) for (cell,) in sheet.iter_rows(2, None, column, column)), default=0)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest, len(name)) + 2, _WIDEST)
        head = sheet.cell(1, column)
        head.font, head.alignment = Font(bold=True), Alignment(vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    book.properties.creator = "contact-atlas"
    made = io.BytesIO()
    book.save(made)
    return _without_clock(made.getvalue())


def _fill(cell: Any, value: Any, *, where: str) -> None:
    """Put a value into a cell as a number, a truth value or a text; nothing where there is none."""
    value = export.plain(value)
    if value is None or value == "":
        return
    if not isinstance(value, str):
        cell.value = value
        return
    if len(value) > MAX_CELL:
        raise UsageError(f"{where} has {len(value)} characters", f"a cell of a workbook holds {MAX_CELL}",
                         "write the table as csv, geojson, gpkg or parquet")
    cell.value = _CODE.sub("_x005F_", value)
    cell.data_type = "s"  # openpyxl takes what begins with = for a formula
    if export.is_formula(value):
        cell.quotePrefix = True


def _without_clock(made: bytes) -> bytes:
    """The same workbook with one fixed moment wherever it names the time it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", content)
            fixed = zipfile.ZipInfo(entry.filename, date_time=_EPOCH.timetuple()[:6])
            fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(fixed, content)
    return out.getvalue()
