"""What every fuzz target holds an answer to: an error of ours that can be shown, or an answer whose counts add up."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo import formats
from geo.errors import CODES, MESSAGE_LIMIT, DataError, GeoError, visible
from geo.formats.contract import Imported, Limits

# Small, so that a run meets them too.
LIMITS = Limits(bytes=200_000, unpacked_bytes=200_000, rows=200, columns=60, cell_chars=5_000, depth=20)


def showable(message: str) -> None:
    """Fails unless a message is short enough to read and holds nothing that hides or moves text."""
    assert 0 < len(message) < MESSAGE_LIMIT, len(message)
    assert visible(message) == message, ascii(message)


def refusal(error: GeoError) -> None:
    """Fails unless an error of ours has a known code and every message of it can be shown."""
    assert error.code in CODES, error.code
    for part in error.problems if isinstance(error, DataError) else [error]:
        assert part.code in CODES, part.code
        showable(str(part))


@contextlib.contextmanager
def file_of(data: bytes, name: str) -> Iterator[Path]:
    """A file with these bytes, in memory where the machine has such a folder."""
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112 - said once an input, a million times a run
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield path


def imported(path: Path, *, again: bool, **said: Any) -> None:
    """Fails unless a file ends in an answer that adds up or in an error of ours.

    Bad rows are left out; with `again` it is read once more and stopped by them, which takes as long as the first time.
    """
    try:
        found = formats.read(path, on_bad="skip", limits=LIMITS, **said)
    except GeoError as error:
        refusal(error)
        return
    counts = found.provenance.counts
    assert counts["read"] == counts["mapped"] + counts["tray"] + counts["refused"], counts
    assert len(found.frame) == counts["mapped"] + counts["tray"], counts
    assert len(found.refused) == counts["refused"], counts
    for problem in found.problems:
        assert problem.code in CODES, problem.code
        showable(str(problem.problem(found.provenance.name)))
    if again:
        stopped(path, found, said)


def stopped(path: Path, found: Imported, said: dict[str, Any]) -> None:
    """Fails unless bad rows, and nothing else, stop the import of a file that gave `found` without them."""
    try:
        whole = formats.read(path, limits=LIMITS, **said)
    except DataError as error:
        refusal(error)
        assert len(found.refused), "a file without a bad row was stopped"
        return
    assert not len(found.refused), "a file with a bad row was not stopped"
    assert whole.frame.equals(found.frame)
