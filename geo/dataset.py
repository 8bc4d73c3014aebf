"""Find, read, check and write a data folder; a check finds all problems, not the first."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from . import checks, geometry, limits, stories
from .errors import DataError, Problem, UsageError, visible
from .files import write_all
from .loading import Loaded, load
from .records import Dataset, Record
from .schema import schemas

__all__ = ["Dataset", "Folder", "check", "locate", "read", "schemas", "write"]

PathLike = str | os.PathLike[str]

_GEOJSON: Final = (checks.PLACES, checks.ZONES, checks.INCIDENTS)
_FILES: Final = (*_GEOJSON, checks.ACTORS)


@dataclass(frozen=True)
class Folder:
    """Where a data folder keeps its GeoJSON and actors (`data`) and its source ledger (`seeds`)."""

    data: Path
    seeds: Path


def locate(path: PathLike | None = None) -> Folder:
    """The data folder at `path`, which holds the files itself or in `data/` and `seeds/`; by default the shipped atlas.

    Raises:
        UsageError: `usage`, when there is no data folder at `path`.
    """
    if path is None:
        here = Path(__file__).resolve().parent
        root = here / "_data" if (here / "_data" / "data").is_dir() else here.parent
        return Folder(root / "data", root / "seeds")
    root = Path(path)
    for data in (root, root / "data"):
        if any((data / name).is_file() for name in _FILES):
            beside = data.resolve().parent / "seeds"
            return Folder(data, data / "seeds" if (data / "seeds").is_dir() or not beside.is_dir() else beside)
    raise UsageError(f"{visible(str(path))} holds none of {', '.join(_FILES)}",
                     "a data folder holds them, or has them in data/",
                     "name another folder")


def spare(folder: Folder, outputs: Iterable[Path]) -> None:
    """Refuse to write what is made of a data folder over the files it is made from.

    Raises: UsageError for the first of `outputs` that is one of them.
    """
    found = [folder.data / name for name in (*_FILES, "about.toml")]
    found += [*folder.seeds.glob("*.toml"), *(folder.data / "stories").glob("*.toml")]
    taken = {os.path.realpath(path) for path in found}
    for output in outputs:
        if os.path.realpath(output) in taken:
            raise UsageError(f"{visible(str(output))} is both read and written", "a data folder is left as it is",
                             "choose another output")


def read(path: PathLike | None = None) -> Dataset:
    """The records of a data folder. Checks all but the outlines of zones, which `check` also does.

    Raises:
        DataError: `bad-data`, with every problem of severity error.
        UsageError: `usage`, when there is no data folder at `path`.
    """
    folder = locate(path)
    loaded = load(folder.data, folder.seeds)
    errors = [*loaded.problems, *_first(_agreement(loaded))]
    if errors:
        raise DataError(sorted(errors, key=_order))
    return loaded.data


def check(path: PathLike | None = None) -> list[Problem]:
    """Every problem of a data folder, or of one file in one, in the order of files and records.

    Raises:
        UsageError: `usage`, when there is no data folder at `path`.
    """
    if path is not None and Path(path).is_file():
        folder, label = _around(Path(path))
        return [problem for problem in _check(folder) if problem.file == label]
    return _check(locate(path))


def check_with(folder: Folder, drafts: Mapping[Path, bytes]) -> list[Problem]:
    """Every problem that a data folder would have with `drafts`: what some of its files, or new ones, would hold, by path."""
    return _check(folder, drafts)


def write(data: Dataset, folder: PathLike) -> None:
    """Write `data` to `folder`/data and `folder`/seeds: one Feature a line, sorted by id, the same bytes every time.

    Raises:
        WriteError: `unwritable-file`, when a file cannot be written; then none is.
        UsageError: `usage`, when `folder`/seeds holds sources that `data` does not.
    """
    root = Path(folder)
    stray = sorted({path.stem for path in (root / "seeds").glob("*.toml")} - set(data.sources))
    if stray:
        raise UsageError(f"{visible(str(root / 'seeds'))} holds {', '.join(map(visible, stray[:10]))}",
                         "a folder written to holds no other sources", "write to an empty folder")
    strange = sorted({path.stem for path in (root / "data" / "stories").glob("*.toml")} - set(data.stories))
    if strange:
        raise UsageError(f"{visible(str(root / 'data' / 'stories'))} holds {', '.join(map(visible, strange[:10]))}",
                         "a folder written to holds no other stories", "write to an empty folder")
    kinds: tuple[Mapping[str, Record], ...] = (data.places, data.zones, data.incidents)
    texts: dict[Path, str] = {}
    for name, records in zip(_GEOJSON, kinds, strict=True):
        lines = ",\n".join(_json(_feature(records[key])) for key in sorted(records))
        texts[root / "data" / name] = f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'
    texts[root / "data" / checks.ACTORS] = \
        f'{{\n "actors": [\n{_rows(data.actors)}\n ],\n "origins": [\n{_rows(data.origins)}\n ]\n}}\n'
    for source in data.sources.values():
        claims = sorted((claim for ref, claim in data.claims if ref == source.id), key=lambda claim: claim.number)
        tables = [("[source]", source), *(("[[claim]]", claim) for claim in claims)]
        texts[root / "seeds" / f"{source.id}.toml"] = "\n".join(f"{head}\n{_toml(_plain(record))}" for head, record in tables)
    for story in data.stories.values():
        texts[root / "data" / "stories" / f"{story.id}.toml"] = stories.toml(story)
    write_all(texts)


def _around(file: Path) -> tuple[Folder, str]:
    """The folder that a data, story or seed file stands in, and how messages call the file."""
    if file.suffix == ".toml" and file.resolve().parent.name == "stories":
        return locate(file.resolve().parent.parent), f"stories/{visible(file.name)}"
    if file.suffix == ".toml":
        root = file.resolve().parent.parent
        return Folder(root / "data" if (root / "data").is_dir() else root, file.parent), f"seeds/{visible(file.name)}"
    if file.name not in _FILES:
        raise UsageError(f"{visible(file.name)} is no file of a data folder",
                         f"those are {', '.join(_FILES)}, stories/*.toml and seeds/*.toml",
                         "check the folder it belongs to")
    return locate(file.parent), file.name


def _check(folder: Folder, drafts: Mapping[Path, bytes] | None = None) -> list[Problem]:
    from .doubts import doubts, overlaps  # these bring in shapely; reading does not need it

    loaded = load(folder.data, folder.seeds, drafts=drafts)
    problems = [*loaded.problems, *_first(_agreement(loaded))]
    crossing = _first(_crossings(loaded.data))
    # Two outlines can only be laid over each other when both are valid.
    problems += crossing or _first(overlaps(loaded.data))
    if not any(problem.severity == "error" for problem in problems):
        problems += doubts(loaded.data)  # on half a dataset most doubts would be about the half that is missing
    return sorted(problems, key=_order)


def _first(problems: Iterator[Problem]) -> list[Problem]:
    """The problems up to the limit; where there are more, the last says so, since to count them may take hours."""
    most = limits.current().problems
    found = list(islice(problems, most + 1))
    if len(found) > most:
        found[-1] = Problem("more-problems", "error", found[-1].file, "", "", "more problems", f"the first {most} are told",
                            "cure those first, or raise the limit with GEO_LIMITS")
    return found


def _order(problem: Problem) -> tuple[list[tuple[int, str]], ...]:
    """By file, record and field, with the numbers in them counted: claim 2 before claim 10."""
    return tuple(map(_counted, (problem.file, problem.record, problem.field, problem.code, problem.found)))


def _counted(text: str) -> list[tuple[int, str]]:
    # A number has as many digits as it is large: its length before its digits orders it, and needs no conversion.
    return [(len(part) if part.isdecimal() else 0, part) for part in re.split(r"([0-9]+)", text)]


def _agreement(loaded: Loaded) -> Iterator[Problem]:
    """Problems between records, as far as the records that could be read allow."""
    yield from checks.references(loaded.data, loaded.known)
    yield from checks.selves(loaded.data)
    yield from checks.presences(loaded.data)
    for incident in loaded.data.incidents.values():
        yield from checks.incident(incident)
    yield from checks.sources(loaded.data, has_all_claims=loaded.has_all_claims)


def _crossings(data: Dataset) -> Iterator[Problem]:
    for file, records in ((checks.ZONES, data.zones), (checks.INCIDENTS, data.incidents)):
        for record in records.values():
            shape = record.geometry
            reason = geometry.invalid_reason(shape) if shape and "Polygon" in shape["type"] else ""
            if reason:
                yield Problem("self-crossing", "error", file, record.id, "geometry", reason,
                              "the outline of an area does not cross itself", "redraw it there")


def _feature(record: Record) -> dict[str, Any]:
    values = _plain(record)
    key, shape = values.pop("id"), values.pop("geometry", None)
    return {"type": "Feature", "id": key, "properties": values, "geometry": shape}


def _plain(record: Record) -> dict[str, Any]:
    """The fields of a record that say something, in the order of its type."""
    values: dict[str, Any] = _pruned(record.model_dump(mode="json", exclude_unset=True))
    return values


def _pruned(value: Any) -> Any:
    """`value` without members that are null, false, or an empty list or object; 3000.0 as 3000."""
    if isinstance(value, dict):
        pruned = {key: _pruned(item) for key, item in value.items()}
        return {key: item for key, item in pruned.items()
                if not (item is None or item is False or item == [] or item == {})}
    if isinstance(value, list):
        return [_pruned(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _rows(records: Mapping[str, Record]) -> str:
    return ",\n".join(f"  {_json(_plain(record), spaced=True)}" for record in records.values())


def _json(value: Any, *, spaced: bool = False) -> str:
    separators = (", ", ": ") if spaced else (",", ":")
    return json.dumps(value, ensure_ascii=False, separators=separators, allow_nan=False)


def _toml(values: dict[str, Any]) -> str:
    """One TOML table body: text, numbers and lists as JSON writes them, which TOML reads alike."""
    return "".join(f"{key} = {_json(value, spaced=True)}\n" for key, value in values.items())
