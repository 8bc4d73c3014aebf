"""Writes a small working data folder to begin an atlas with: a place, a zone, an incident and their sources, all real.

The files stand beside this module, in `folder`; they are copied as they are, comments included. A folder that holds some
of them and nothing else was begun by a run that was killed, and is finished.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ..errors import UsageError, visible
from ..files import is_left_over, write_all

FOLDER: Final = Path(__file__).parent / "folder"


def write(folder: Path) -> list[Path]:
    """Write the files into `folder`, which is made, or is there and empty; gives back their paths, sorted.

    Raises: UsageError when `folder` holds something, WriteError when it cannot be written.
    """
    contents = {folder / source.relative_to(FOLDER): source.read_bytes()
                for source in sorted(path for path in FOLDER.rglob("*") if path.is_file())}
    try:
        if folder.exists() and (not folder.is_dir() or not _free(folder, contents)):
            raise UsageError(f"{visible(str(folder))} is there and not empty", "a new atlas gets a folder of its own",
                             "name a folder that does not exist")
    except OSError as error:
        raise UsageError(f"cannot look into {visible(str(folder))}: {error.strerror or error}",
                         "a new atlas gets a folder of its own", "name another folder") from error
    write_all(contents)
    return list(contents)


def _free(folder: Path, contents: Mapping[Path, bytes]) -> bool:
    """Whether a folder is empty but for what a killed run left of `contents`, which is not all of them."""
    folders = {parent for path in contents for parent in path.parents}
    there = [path for path in folder.rglob("*") if path not in folders and not is_left_over(path)]
    return len(there) < len(contents) and all(path in contents and path.read_bytes() == contents[path] for path in there)
