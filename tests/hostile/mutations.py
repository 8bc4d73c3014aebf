"""The mutation engine: from the files of a valid data folder to damaged ones, each with the verdict it must get.

A Case says what the file then holds and what `geo check` must say of it. Who writes a mutation takes the verdict from the
rules (RFC 8259, RFC 7946, TOML 1.0, EDTF, docs/data-model.md), never from what the code says today.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
PLACES, ZONES, INCIDENTS, ACTORS = "places.geojson", "zones.geojson", "incidents.geojson", "actors.json"
HERALD, MONITOR = "seeds/fictional-herald-2020-03-05.toml", "seeds/fictional-monitor-2020-05-14.toml"
GAZETTEER, STORY = "seeds/fictional-gazetteer-2020.toml", "stories/alda-2020.toml"
JSON = (PLACES, ZONES, INCIDENTS, ACTORS)
TOML = (HERALD, MONITOR, GAZETTEER, STORY)
Verdict = Literal["reject", "warn", "accept"]


@dataclass(frozen=True)
class Case:
    """One damaged file: `path` in the folder then holds `content`; one problem must have a code of `codes`, in `record`, at
    `field` (each "" for any). `more` are further files that change with it."""

    name: str
    path: str
    content: bytes
    codes: frozenset[str]
    record: str = ""
    field: str = ""
    verdict: Verdict = "reject"
    more: tuple[tuple[str, bytes], ...] = ()
    elsewhere: bool = False  # the problem is told of another file, whose records need what is gone


def source(path: str) -> bytes:
    """A file of the valid folder."""
    return (TINY / path).read_bytes()


def written(value: Any) -> bytes:
    """JSON text; half characters stay escapes, NaN and Infinity are written as Python does."""
    return json.dumps(value, ensure_ascii=True).encode()


def codes(text: str) -> frozenset[str]:
    return frozenset(text.split("|"))


class Tree:
    """A parsed JSON file that mutations change."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.value = json.loads(source(path))

    def features(self) -> list[dict[str, Any]]:
        return self.value["features"]


def changed(path: str, name: str, expected: str, change: Callable[[Any], None], **said: Any) -> Case:
    """The case of a JSON file changed by `change`, which gets the parsed file."""
    tree = Tree(path)
    change(tree.value)
    return Case(f"{path}: {name}", path, written(tree.value), codes(expected), **said)


def at(value: Any, route: str) -> tuple[Any, Any]:
    """The list or object that holds what `route` names, and its last key: "presence[0].actor"."""
    keys = [int(part) if part.isdigit() else part for part in re.findall(r"[^.\[\]]+", route)]
    for key in keys[:-1]:
        value = value[key]
    return value, keys[-1]


def put(path: str, number: int, route: str, value: Any, expected: str, *, field: str | None = None, note: str = "") -> Case:
    """A field of one feature put to `value`; `route` is below properties, or begins with "geometry" or "id"."""
    features = Tree(path).features()
    item = copy.deepcopy(features[number])
    # "geometry" is that of the feature, "properties.geometry" one where none belongs.
    holder = item if route.split(".")[0].split("[")[0] in ("geometry", "id", "type", "properties") else item["properties"]
    inner, key = at(holder, route)
    inner[key] = value
    features[number] = item
    content = written({"type": "FeatureCollection", "features": features})
    # A record is called by its id as it now is, if that can be used as a name.
    record = features[number]["id"] if route != "id" else ""
    return Case(f"{path} {number}: {route} = {ascii(value)[:60]}{note}", path, content, codes(expected), record=record,
                field=route if field is None else field)


def dropped(path: str, number: int, route: str, expected: str = "missing-field") -> Case:
    """A field of one feature taken out."""
    features = Tree(path).features()
    inner, key = at(features[number]["properties"], route)
    del inner[key]
    return Case(f"{path} {number}: without {route}", path, written({"type": "FeatureCollection", "features": features}),
                codes(expected), record=features[number]["id"], field=route)


def line(path: str, key: str, value: str, expected: str, *, nth: int = 0, field: str | None = None, record: str = "") -> Case:
    """The nth line `key = ...` of a TOML file written as `value` (TOML source); "" takes the line out."""
    lines = source(path).decode().split("\n")
    places = [number for number, text in enumerate(lines) if text.startswith(f"{key} = ")]
    if value:
        lines[places[nth]] = f"{key} = {value}"
    else:
        del lines[places[nth]]
    return Case(f"{path}: {key}[{nth}] = {ascii(value)[:60]}", path, "\n".join(lines).encode("utf-8", "surrogatepass"),
                codes(expected), record=record, field=key if field is None else field)


def unique(cases: Iterator[Case]) -> list[Case]:
    """The cases, once each: two mutations may come out the same, and one that changes nothing is an error of the engine."""
    found: dict[tuple[str, bytes, tuple[tuple[str, bytes], ...]], Case] = {}
    for case in cases:
        same = (TINY / case.path).is_file() and case.content == source(case.path) and not case.more
        assert not same, f"{case.name} changes nothing"
        found.setdefault((case.path, case.content, case.more), case)
    return list(found.values())
