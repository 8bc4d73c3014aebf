"""A data folder damaged at random is checked to the end: problems, never a crash."""

from __future__ import annotations

import copy
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo import dataset
from geo.errors import CODES, MESSAGE_LIMIT

TINY = Path(__file__).resolve().parents[1] / "fixtures" / "tiny"
FILES = ["places.geojson", "zones.geojson", "incidents.geojson", "actors.json"]
values = st.recursive(
    st.none() | st.booleans() | st.integers(-10**25, 10**25) | st.floats() | st.text(max_size=20)
    | st.sampled_from(["Point", "Polygon", "2020", "../..", "alda", "[2020..]", "\u202e", "\ud800", ""]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8) | st.just("id"), inner, max_size=3),
    max_leaves=8,
)


def spots(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key or index) of a parsed JSON file."""
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ():
        yield tree, key
        yield from spots(tree[key])


def replaced(container: Any, key: Any, value: Any) -> None:
    container[key] = value


def removed(container: Any, key: Any, value: Any) -> None:
    del container[key]


def added(container: Any, key: Any, value: Any) -> None:
    if isinstance(container, list):
        container.insert(key, value)
    else:
        container[f"{key} "] = value


@settings(max_examples=300)
@given(st.sampled_from(FILES), st.integers(0, 10_000), st.sampled_from([replaced, removed, added]), values)
@example("zones.geojson", 0, replaced, [])
@example("zones.geojson", 10, replaced, float("nan"))
def test_any_damage_ends_in_problems(file: str, at: int, damage: Callable[[Any, Any, Any], None], value: Any) -> None:
    tree = json.loads((TINY / file).read_text(encoding="utf-8"))
    places = list(spots(tree))
    container, key = places[at % len(places)]
    damage(container, key, copy.deepcopy(value))
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(TINY, folder, dirs_exist_ok=True)
        (Path(folder) / file).write_text(json.dumps(tree), encoding="utf-8")
        problems = dataset.check(folder)
    for problem in problems:
        assert problem.code in CODES
        text = str(problem)
        assert len(text) < MESSAGE_LIMIT
        text.encode("utf-8")


@settings(max_examples=150)
@given(st.sampled_from([*FILES, "seeds/fictional-herald-2020-03-05.toml"]), st.integers(0, 5_000),
       st.binary(max_size=4), st.integers(0, 4))
def test_any_bytes_end_in_problems(file: str, at: int, put: bytes, drop: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(TINY, folder, dirs_exist_ok=True)
        path = Path(folder) / file
        content = path.read_bytes()
        at %= len(content)
        path.write_bytes(content[:at] + put + content[at + drop:])
        for problem in dataset.check(folder):
            assert len(str(problem)) < MESSAGE_LIMIT
