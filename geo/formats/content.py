"""The bytes of a delimited text, looked over once and in small parts: what they hash to, and how many lines they have."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy
import pyarrow

from . import head as heads
from .contract import Limits
from .head import Head

_PART: Final = 1 << 18  # bytes looked at at once: what stays in the cache of a processor
_NEWLINE: Final = b"\n"[0]


class Digest(NamedTuple):
    """What tells a file from all others."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class Content:
    """The bytes of a text: in memory, or those of a plain file, which are read again by who needs them.

    `start` is the first few bytes, `newlines` how many line ends there are, `returns` whether a carriage return stands
    anywhere, `ended` whether the last line has its end; `digest` is that of the file, None for bytes in memory.
    """

    lies: bytes | Path
    start: bytes
    newlines: int
    returns: bool
    ended: bool
    digest: Digest | None = None

    @cached_property
    def whole(self) -> bytes:
        """All the bytes."""
        return self.lies if isinstance(self.lies, bytes) else self.lies.read_bytes()

    def stream(self) -> pyarrow.NativeFile:
        """The bytes as pyarrow reads them, from the first."""
        return pyarrow.BufferReader(self.lies) if isinstance(self.lies, bytes) else pyarrow.OSFile(str(self.lies))


def of(path: Path, head: Head, *, limits: Limits) -> Content:
    """The content of a file whose head is known, unpacked in memory if need be. Raises: FormatError."""
    packed = head.packed or head.start.startswith(b"PK")
    return held(heads.content(path, limits=limits)) if packed else _looked(path, _read(path), hashlib.sha256())


def held(content: bytes) -> Content:
    """Content that is in memory."""
    return _looked(content, _cut(content), None)


def digest(path: Path) -> Digest:
    """The SHA-256 of a file, and how many bytes it has."""
    found, size = hashlib.sha256(), 0
    for part in _read(path):
        found.update(part)
        size += len(part)
    return Digest(found.hexdigest(), size)


def _looked(lies: bytes | Path, parts: Iterator[memoryview], found: Any) -> Content:
    """Look over all parts once: each is in the cache for all that is asked of it."""
    start, last, size, newlines, returns = b"", b"", 0, 0, False
    for part in parts:
        if found:
            found.update(part)
        signs = numpy.frombuffer(part, dtype="uint8")
        newlines += int(numpy.count_nonzero(signs == _NEWLINE))
        returns = returns or b"\r" in bytes(part)
        start, last, size = start or bytes(part[:4]), bytes(part[-1:]), size + len(part)
    return Content(lies, start, newlines, returns, last == b"\n", Digest(found.hexdigest(), size) if found else None)


def _read(path: Path) -> Iterator[memoryview]:
    """The bytes of a file, part after part in the same place: each is only good until the next."""
    room = memoryview(bytearray(_PART))
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(room):
            yield room[:size]


def _cut(content: bytes) -> Iterator[memoryview]:
    return (memoryview(content)[at:at + _PART] for at in range(0, len(content), _PART))
