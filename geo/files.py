"""The one writer of the package: a file is replaced whole, or not touched at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .errors import UsageError, visible

_NEW_FILE_MODE = 0o644  # mkstemp gives 0600, which a web server or a colleague could not read


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8 with the line ends it has, atomically; makes the folder if need be.

    Raises:
        UsageError: `usage`, when the file cannot be written; nothing is then changed.
    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path` atomically: a temporary file beside it, flushed to disk, then put in its place.

    Raises:
        UsageError: `usage`, when the file cannot be written; nothing is then changed.
    """
    try:
        target = path.resolve()  # a symbolic link keeps pointing at the file we replace
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = target.stat().st_mode & 0o777 if target.exists() else _NEW_FILE_MODE
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(mode)
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"cannot write {visible(str(path))}: {error.strerror or error}", "the output must be writable",
                         "choose another path or free the space") from error
