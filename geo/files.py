"""The one writer of the package: files are replaced whole or left as they were, also when the run is killed half-way.

A file is written beside its target under a name of its own, flushed to the disk, then put in the target's place. Meanwhile
its folder is locked: of two runs that write there one waits, so that their files are not mixed. What a killed run left is
removed by the next one: while that holds the lock, no file of such a name can belong to a run that is alive.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from .errors import UsageError, WriteError, visible

if sys.platform != "win32":
    import fcntl

_LEFT_OVER: Final = re.compile(r"\.geo-[0-9a-f]{32}\.tmp")
_TRIES, _PAUSE_S = 300, 0.1  # how long a run waits for another one that writes to the same folder
_NO_SYNC: Final = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)  # of a folder, on some network drives


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8 with the line ends it has; else as `write_all`."""
    write_all({path: text})


def write_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path`, as `write_all`."""
    write_all({path: content})


def write_all(contents: Mapping[Path, bytes | str], *, known: Mapping[Path, bytes | None] | None = None) -> None:
    """Write several files, all or none: each is ready on the disk before the first takes its place, in the order given.

    Folders are made if need be. A file that is there keeps its mode and owner, a symbolic link goes on pointing at it. A
    run that is killed leaves each file old or new, never a part of one.

    Args:
        contents: bytes, or text to be written as UTF-8, by path.
        known: what files held when they were read, None for one that was not there.

    Raises:
        WriteError: `unwritable-file`, when one cannot be written, or another run keeps its folder locked.
        UsageError: `usage`, when a file of `known` holds something else by now.
    """
    path = Path()
    try:
        targets: dict[Path, Path] = {}
        for path in contents:
            targets[path] = _target(path)
        if len(set(targets.values())) < len(targets):
            raise UsageError(f"{visible(str(path))} is named for two files", "each file has a name of its own", "rename one")
        with contextlib.ExitStack() as stack:
            # In one order, lest two runs wait for each other.
            for folder in sorted({target.parent for target in targets.values()}):
                stack.enter_context(_locked(folder))
            _unchanged(known or {})
            staged: dict[Path, Path] = {}
            stack.callback(_removed, staged)
            for path, content in contents.items():
                staged[targets[path]] = _staged(targets[path], content.encode() if isinstance(content, str) else content)
            _placed(staged)
    except OSError as error:
        raise WriteError(f"{visible(str(error.filename2 or path))}: {error.strerror or error}",
                         "a file is written whole or left as it was", "free some space or choose another path") from error


def sweep(folders: Iterable[Path]) -> None:
    """Remove what a killed run left in these folders; nothing where another run is writing, or a folder is not there."""
    for folder in folders:
        with contextlib.suppress(OSError, WriteError), _locked(folder, wait=False):
            pass


def is_left_over(path: Path) -> bool:
    """Whether a file has a name that only this module gives, and not for long."""
    return _LEFT_OVER.fullmatch(path.name) is not None


def _target(path: Path) -> Path:
    """The file that `path` names, through symbolic links; its folder is made. Raises: OSError where none can be written."""
    target = Path(os.path.realpath(path))
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        _made(target.parent)
        return target
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):  # a device would be replaced by a file
        raise OSError(errno.EINVAL, "it is a device or a pipe, and no file")
    os.close(os.open(target, os.O_WRONLY))  # one that may not be written is not replaced, though its folder would let us
    return target


def _made(folder: Path) -> None:
    """Make a folder and those above it, where they are not there, and bring their entries to the disk."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    if missing:
        folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        with _opened(one.parent) as handle:
            _synced(handle)


@contextlib.contextmanager
def _locked(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Keeps other runs out of `folder`, rids it of what killed ones left, and at the end brings its entries to the disk."""
    with _opened(folder) as handle:
        if _lock(handle, folder, tries=_TRIES if wait else 1):
            for entry in folder.iterdir():
                if is_left_over(entry) and entry.is_file():
                    with contextlib.suppress(OSError):
                        entry.unlink()
        yield
        _synced(handle)


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[int | None]:
    """A handle of a folder; None on Windows, which has none."""
    if sys.platform == "win32":
        yield None
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield handle
    finally:
        os.close(handle)  # and with it the lock


def _lock(handle: int | None, folder: Path, *, tries: int) -> bool:
    """Whether the folder is ours alone; False where there are no locks, as on some network drives."""
    if sys.platform == "win32" or handle is None:
        return False
    for _ in range(tries):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE_S if tries > 1 else 0)
        except OSError:
            return False
        else:
            return True
    raise WriteError(f"{visible(str(folder))}: another run is writing to it", "one run at a time writes to a folder",
                     "try again when it has ended")


def _synced(handle: int | None) -> None:
    try:
        if handle is not None:
            os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _unchanged(known: Mapping[Path, bytes | None]) -> None:
    """Raises UsageError when a file no longer holds what it did."""
    for path, content in known.items():
        if _content(path) != content:
            raise UsageError(f"{visible(str(path))} was changed by someone else meanwhile", "nothing of theirs is written over",
                             "look at the file and try again")


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _staged(target: Path, content: bytes) -> Path:
    """A file beside `target` with the content, mode and owner that it is to have, safe on the disk."""
    old = target.stat() if target.exists() else None
    temporary = target.parent / f".geo-{os.urandom(16).hex()}.tmp"
    # A new file gets the mode that this machine gives new files; never more than the old one may be read by, even for a moment.
    mode = 0o666 if old is None else stat.S_IMODE(old.st_mode) & 0o777
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(handle, rest):]
            if old is not None:
                _kept(temporary, old, mode)
            os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _kept(temporary: Path, old: os.stat_result, mode: int) -> None:
    """Give a file the owner, where we may, and the mode of the one it replaces."""
    if sys.platform != "win32" and (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
        with contextlib.suppress(PermissionError):
            os.chown(temporary, old.st_uid, old.st_gid)
    temporary.chmod(mode)


def _placed(staged: dict[Path, Path]) -> None:
    """Put each file in its place, and take it from `staged`; when one cannot be, those before it are put back."""
    old = {target: _content(target) for target in staged} if len(staged) > 1 else {}
    done: list[Path] = []
    try:
        for target, temporary in list(staged.items()):
            temporary.replace(target)
            del staged[target]
            done.append(target)
    except BaseException:
        for target in done:
            content = old[target]
            if content is None:
                target.unlink()
            else:
                _staged(target, content).replace(target)
        raise


def _removed(staged: Mapping[Path, Path]) -> None:
    for temporary in staged.values():
        temporary.unlink(missing_ok=True)
