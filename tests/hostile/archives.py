"""Makes the workbooks, KMZ and other packed files of the hostile tests; nothing binary is kept in the repository."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

HEADER = ("id", "date", "lat", "lon", "title")
ROW = ("a", "2020-06-03", 0.3, 10.2, "Alda")
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(*rows: Sequence[Any], header: Sequence[Any] = HEADER, change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of one sheet as openpyxl writes it."""
    book = openpyxl.Workbook()
    for row in (header, *rows):
        book.active.append(row)
    if change:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@functools.cache
def valid() -> bytes:
    return workbook(ROW)


def repacked(book: bytes, parts: dict[str, Callable[[bytes], bytes]], *, more: dict[str, bytes] | None = None) -> bytes:
    """A workbook with some of its parts changed, and others added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = parts.get(name, lambda content: content)(old.read(name))
            new.writestr(name, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return stream.getvalue()


def with_rows(rows: bytes) -> bytes:
    """The valid workbook with more XML of rows at the end of its sheet."""
    return repacked(valid(), {SHEET: lambda content: content.replace(b"</sheetData>", rows + b"</sheetData>")})


def with_strings(strings: bytes, cell: bytes) -> bytes:
    """The valid workbook with a table of shared strings, as Excel has it, and one row more that holds `cell`."""
    table = b"<sst %b>%b</sst>" % (NAMESPACE, strings)
    types = b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'

    def listed(content: bytes) -> bytes:
        return content if b"sharedStrings" in content else content.replace(b"</Types>", types + b"</Types>")

    book = with_rows(b'<row r="3"><c r="A3" t="inlineStr"><is><t>b</t></is></c><c r="B3" t="inlineStr"><is><t>2020</t></is></c>' + cell + b"</row>")
    return repacked(book, {STRINGS: lambda content: table, "[Content_Types].xml": listed},
                    more={} if STRINGS in zipfile.ZipFile(io.BytesIO(book)).namelist() else {STRINGS: table})


def zipped(members: dict[str, bytes], *, attributes: int = 0) -> bytes:
    """A zip of some members; `attributes` are the Unix mode of each."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr, entry.compress_type = attributes << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()


def encrypted(content: bytes) -> bytes:
    """A zip whose members say that they are under a password."""
    data = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def understated(content: bytes, size: int) -> bytes:
    """A zip whose directory says that its first member unpacks to `size` bytes only."""
    data = bytearray(content)
    data[22:26] = size.to_bytes(4, "little")
    place = data.find(b"PK\x01\x02")
    data[place + 24:place + 28] = size.to_bytes(4, "little")
    return bytes(data)
