"""Builds a data folder again each time its files change, and says what changed, what is wrong, or what was built."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from .build import build
from .dataset import Folder, check
from .errors import DataError, GeoError, visible

SUFFIXES: Final = (".geojson", ".json", ".toml")
SHOWN: Final = 20  # problems printed before the rest is counted

Changes = Iterable[set[tuple[Any, str]]]
Say = Callable[[str], None]


def matters(path: str, *, folder: Folder, out: Path) -> bool:
    """Whether a change of the file `path` may change what is built: a data file, not a half-written or a built one."""
    file = Path(path)
    if file.name.startswith(".") or file.suffix not in SUFFIXES or file.is_relative_to(out.resolve()):
        return False
    return any(file.is_relative_to(part.resolve()) for part in (folder.data, folder.seeds))


def rounds(changes: Changes, *, data: Path, out: Path, say: Say) -> None:
    """Build once, then once for each set of `changes`, which are (kind, path) pairs; errors are said and survived."""
    _built(data, out, say)
    for changed in changes:
        names = sorted({Path(path).name for _, path in changed})
        more = f" and {len(names) - 5} more" if len(names) > 5 else ""
        say(f"changed: {', '.join(map(visible, names[:5]))}{more}")
        _built(data, out, say)


def _built(data: Path, out: Path, say: Say) -> None:
    try:
        manifest = build(out, data=data)
        warnings = sum(problem.severity == "warning" for problem in check(data))
    except DataError as error:
        say(f"not built, {error.found}:")
        for problem in error.problems[:SHOWN]:
            say(f"  {problem}")
        if len(error.problems) > SHOWN:
            say(f"  and {len(error.problems) - SHOWN} more")
    except GeoError as error:
        say(f"not built: {error}")
    except OSError as error:  # a folder that is being moved or saved
        say(f"not built: {visible(str(error.filename or ''))} {error.strerror or error}")
    else:
        told = f", {warnings} warning{'' if warnings == 1 else 's'} (geo check)" if warnings else ""
        say(f"built in {len(manifest['files'])} files: {visible(str(out / 'index.html'))}{told}")
