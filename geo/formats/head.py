"""The head of a foreign file: its first bytes and lines, unpacked, and whether it is data at all."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from ..errors import FormatError, UsageError, visible
from .contract import Limits

SIZE: Final = 65_536  # bytes of the head
_FREE: Final = 4_000_000  # unpacked bytes before the ratio counts
_LFS: Final = b"version https://git-lfs.github.com/spec/v1"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What Python raises on an archive that is damaged, or packed in a way it does not know.
BROKEN: Final = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError)
# Possessive: of a hundred comments before something else, each pairing of their ends would be tried.
_HTML: Final = re.compile(r"\s*+(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(!doctype html|html|head|body)\b", re.IGNORECASE)
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Bytes that Windows-1252 leaves without a letter; a text with them is Latin-1, or no text.
_NOT_1252: Final = frozenset(b"\x81\x8d\x8f\x90\x9d")


@dataclass(frozen=True)
class Head:
    """What can be told of a file before it is read.

    `start` is up to 64 kB of its content, unpacked when it is gzip or a zip of one data file; `text` the same as text
    ("" when it is binary); `members` the names in a zip; `packed` is "", "gzip" or "zip".
    """

    name: str
    suffix: str  # lower case, without .gz: ".csv" of Events.CSV.gz
    start: bytes
    text: str
    encoding: str
    members: tuple[str, ...] = ()
    packed: str = ""
    end: bytes = b""  # the last bytes of a Parquet file: its footer
    folder: bool = False
    whole: bool = False  # `start` is all there is

    @property
    def lines(self) -> list[str]:
        """The first lines, without one that the head cuts off."""
        lines = self.text.splitlines()
        return lines if self.whole or len(lines) < 2 else lines[:-1]


def read(path: Path, *, limits: Limits) -> Head:
    """The head of a file.

    Raises: UsageError when it is not there; FormatError `empty-file`, `lfs-pointer`, `web-page`, `encrypted-file` or
    `over-limit` when it is no data, `unreadable-file` when it is a broken archive.
    """
    name = visible(path.name)
    if not path.exists():
        raise UsageError(f"there is no file {visible(str(path))}", "", "check the name")
    if path.is_dir():
        inside = sorted(item.relative_to(path).as_posix() for item in (*path.glob("*.*json"), *path.glob("data/*.*json")))
        return Head(path.resolve().name, "", b"", "", "", tuple(inside), folder=True, whole=True)
    if not path.is_file():
        raise UsageError(f"{visible(str(path))} is no file", "a dataset is a file, or a data folder", "name the file")
    size = path.stat().st_size
    if not os.access(path, os.R_OK):
        raise FormatError(f"{name} may not be read", "", "change its permissions", code="unreadable-file")
    if size > limits.bytes:
        raise FormatError(f"{name} has {size:,} bytes", f"at most {limits.bytes:,} are read", "raise the limit, or cut the file",
                          code="over-limit")
    with path.open("rb") as file:
        raw = file.read(SIZE)
        end = _footer(file, size) if raw[:4] == b"PAR1" else b""
    _refuse_raw(name, raw)
    members: tuple[str, ...] = ()
    packed = ""
    if raw.startswith(b"\x1f\x8b"):
        packed = "gzip"
    elif raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        members = _members(path, name, limits)
        packed = "zip" if _single(members) else ""
    start = raw
    if packed:
        with opened(path, limits=limits) as stream:
            start = stream.read(SIZE)
        _refuse_raw(name, start)
    suffixes = [part.lower() for part in Path(_single(members) or path.name).suffixes]
    suffix = next((part for part in reversed(suffixes) if part not in (".gz", ".zip")), "")
    encoding = encoding_of(start)
    text = "" if _binary(start, encoding) else start.decode(encoding, "replace")
    if _HTML.match(text):
        raise FormatError(f"{name} is an HTML page, no data", "a dataset is a table, JSON, KML or the like",
                          "download the file itself: often this is the page of a failed or expired download", code="web-page")
    return Head(name, suffix, start, text, encoding, members, packed, end, whole=len(start) < SIZE)


def _footer(file: IO[bytes], size: int) -> bytes:
    """The footer of a Parquet file, which holds its metadata: its length stands before the last four bytes."""
    file.seek(max(0, size - 8))
    tail = file.read(8)
    length = int.from_bytes(tail[:4], "little") if tail[4:] == b"PAR1" else 0
    if not 0 < length <= min(size, _FREE):
        return b""
    file.seek(size - 8 - length)
    return file.read(length)


def _refuse_raw(name: str, raw: bytes) -> None:
    """Refuse what is no data by its first bytes."""
    if not raw.strip(b"\x00 \t\r\n\x1a" if len(raw) < SIZE else b"\x00") or raw in [bom for bom, _ in _BOMS]:
        raise FormatError(f"{name} is empty", "a dataset has at least one row", "get the file again", code="empty-file")
    if raw.startswith(_LFS):
        size = re.search(rb"^size ([0-9]+)", raw, re.MULTILINE)
        of = f" to a file of {int(size[1]):,} bytes" if size else ""
        raise FormatError(f"{name} is a Git LFS pointer{of}, not the data", "a repository keeps large files elsewhere",
                          "run `git lfs pull` there, or download the file from its publisher", code="lfs-pointer")
    if raw.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise _encrypted(name)
        raise FormatError(f"{name} is an old Excel workbook (.xls) or a workbook under a password",
                          "workbooks are read as .xlsx without a password", "save it as .xlsx or CSV",
                          code="encrypted-file")


def _encrypted(name: str) -> FormatError:
    return FormatError(f"{name} is under a password", "a dataset is readable as it lies",
                       "save it without a password", code="encrypted-file")


def _members(path: Path, name: str, limits: Limits) -> tuple[str, ...]:
    """The names in a zip, once it is known to be readable and within the limits."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except BROKEN as error:
        raise broken(name, error) from error
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise _encrypted(name)
    if len(entries) > limits.members:
        raise FormatError(f"{name} holds {len(entries):,} files", f"at most {limits.members:,} are read",
                          "unpack it, and name the file", code="over-limit")
    for size, packed, what in [*((entry.file_size, entry.compress_size, visible(entry.filename)) for entry in entries),
                               (sum(entry.file_size for entry in entries), path.stat().st_size, "all of it")]:
        _guard(name, size, packed, limits, what)
    return tuple(entry.filename for entry in entries if not entry.is_dir())


def broken(name: str, error: Exception) -> FormatError:
    """The error of an archive that cannot be unpacked."""
    return FormatError(f"{name} cannot be unpacked: {visible(str(error)) or type(error).__name__}", "the archive is whole",
                       "get the file again", code="unreadable-file")


def _single(members: tuple[str, ...]) -> str:
    """The one data file of a zip that is only a wrapping, else ""."""
    data = [item for item in members if not item.startswith("__MACOSX/") and not Path(item).name.startswith(".")]
    tables = [item for item in data if Path(item).suffix.lower() in (".csv", ".tsv", ".txt", ".json", ".geojson")]
    return tables[0] if len(data) == len(tables) == 1 else ""


def _guard(name: str, size: int, packed: int, limits: Limits, what: str = "it") -> None:
    if size > limits.unpacked_bytes:
        raise FormatError(f"{name} unpacks to more than {limits.unpacked_bytes:,} bytes", f"{what} is too large",
                          "raise the limit if you trust the file", code="over-limit")
    if size > _FREE and size > limits.unpacked_ratio * max(packed, 1):
        raise FormatError(f"{name} unpacks to more than {limits.unpacked_ratio} times its size",
                          f"{what} looks like an archive made to fill a machine", "raise the limit if you trust the file",
                          code="over-limit")


class _Guarded(io.RawIOBase):
    """A stream that stops with an error when more is unpacked than the limits allow."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, *, name: str, packed: int, limits: Limits) -> None:
        super().__init__()
        self._stream, self._name, self._packed, self._limits, self._seen = stream, name, packed, limits, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self._stream.read(len(view))
        except BROKEN as error:
            raise broken(self._name, error) from error
        self._seen += len(data)
        _guard(self._name, self._seen, self._packed, self._limits)
        view[: len(data)] = data
        return len(data)


@contextmanager
def opened(path: Path, *, limits: Limits) -> Iterator[IO[bytes]]:
    """The content of a file as a binary stream, unpacked when it is gzip or a zip of one data file, within the limits.

    Raises: FormatError `over-limit` or `unreadable-file`, also while it is read.
    """
    with path.open("rb") as file:
        magic = file.read(2)
    size, name = path.stat().st_size, visible(path.name)
    if magic == b"\x1f\x8b":
        with gzip.open(path) as stream:
            yield io.BufferedReader(_Guarded(stream, name=name, packed=size, limits=limits), SIZE)
    elif magic == b"PK":
        member = _single(_members(path, name, limits))
        if not member:
            raise FormatError(f"{name} holds several files", "a zip wraps one table", "unpack it, and name the file")
        with zipfile.ZipFile(path) as archive:
            try:
                inner = archive.open(member)
            except BROKEN as error:
                raise broken(name, error) from error
            with inner:
                yield io.BufferedReader(_Guarded(inner, name=name, packed=size, limits=limits), SIZE)
    else:
        with path.open("rb") as plain:
            yield plain


def content(path: Path, *, limits: Limits) -> bytes:
    """All the content of a file, unpacked, within the limits. Raises: FormatError."""
    with opened(path, limits=limits) as stream:
        return stream.read()


def encoding_of(data: bytes) -> str:
    """The encoding of text: by its byte order mark, else utf-8 when it is, else windows-1252, else latin-1.

    A letter cut at the end of `data` is no objection to utf-8.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return eight_bit(data)
    return "utf-8"


def eight_bit(data: bytes) -> str:
    """The encoding of text that is not UTF-8: windows-1252, or latin-1 where it has bytes that the former has no letter for."""
    return "latin-1" if _NOT_1252 & set(data) else "windows-1252"


def _binary(data: bytes, encoding: str) -> bool:
    """Whether bytes are no text: they hold NUL or many control characters."""
    if encoding == "utf-16":
        return False
    controls = sum(byte < 32 and byte not in (9, 10, 11, 12, 13, 26, 27) for byte in data[:4096])
    return data[:4] in (b"PAR1", b"PK\x03\x04", b"SQLi") or controls > len(data[:4096]) // 20
