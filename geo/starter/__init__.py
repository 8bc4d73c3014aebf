"""Writes a small working data folder to begin an atlas with: a place, a zone, an incident and their sources, all real.

The files stand beside this module, in `folder`; they are copied as they are, comments included.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..errors import UsageError, visible
from ..files import write_bytes

FOLDER: Final = Path(__file__).parent / "folder"


def write(folder: Path) -> list[Path]:
    """Write the files into `folder`, which is made, or is there and empty; gives back their paths, sorted.

    Raises: UsageError when `folder` holds something or cannot be written.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(f"{visible(str(folder))} is there and not empty", "a new atlas gets a folder of its own",
                             "name a folder that does not exist")
    except OSError as error:
        raise UsageError(f"cannot look into {visible(str(folder))}: {error.strerror or error}",
                         "a new atlas gets a folder of its own", "name another folder") from error
    made = []
    for source in sorted(path for path in FOLDER.rglob("*") if path.is_file()):
        target = folder / source.relative_to(FOLDER)
        write_bytes(target, source.read_bytes())
        made.append(target)
    return made
