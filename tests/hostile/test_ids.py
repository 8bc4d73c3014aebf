"""Ids that would lead out of a folder if they became paths: through data, imports, exports, builds and the verbs that write."""

from __future__ import annotations

import csv
import dataclasses
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hostile.conftest import Counted
from hostile.payloads import IDS

from geo import build, dataset, exports, formats
from geo.atlas import View
from geo.cli import geo as command
from geo.errors import DataError
from geo.formats import stored

TINY = Path(__file__).resolve().parents[1] / "fixtures" / "tiny"
BLOCK = "alda-block-2020-03-04"
# The file, and the id in it that is put in the place of a good one.
PLACES = [("places.geojson", "alda"), ("zones.geojson", "north-2020"), ("incidents.geojson", BLOCK), ("actors.json", "north-guard"),
          ("actors.json", "herald"), ("seeds/fictional-gazetteer-2020.toml", "fictional-gazetteer-2020"),
          ("stories/alda-2020.toml", "alda-2020")]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder `a/b/out` to work in, deep in another; whatever else is in that one must stay as it was."""
    inner = tmp_path / "a" / "b" / "out"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    (tmp_path / "a" / "x").write_text("as it was")
    shutil.copytree(TINY, tmp_path / "a" / "atlas" / "data")
    before = tree(tmp_path, inner)
    outside = {name: os.path.lexists(name) for name in ("/etc/x", "/var/x", str(Path.home() / "x"))}
    yield inner
    assert tree(tmp_path, inner) == before
    assert {name: os.path.lexists(name) for name in outside} == outside


def tree(root: Path, left_out: Path) -> dict[str, bytes]:
    """What stands in a folder, by path, but for one part of it."""
    return {str(path): path.read_bytes() if path.is_file() else b"" for path in sorted(root.rglob("*"))
            if left_out not in (path, *path.parents)}


def run(*words: str) -> Result:
    return CliRunner().invoke(command, list(words))


def spoken(done: Result) -> bool:
    """Whether a verb ended as promised: done, or refused in words."""
    return done.exit_code in (0, 1, 2) and "Traceback" not in done.output and "[internal]" not in done.output


def test_a_data_folder_with_such_an_id_is_refused(house: Path, counted: Counted) -> None:
    wrong = []
    shutil.copytree(TINY, house / "data")
    for name, good in PLACES:
        path = house / "data" / name
        content = path.read_text(encoding="utf-8")
        for bad in IDS:
            escaped = json.dumps(bad, ensure_ascii=True)  # a string of TOML reads the same
            path.write_text(content.replace(f'"{good}"', escaped, 1), encoding="utf-8")
            assert escaped in path.read_text(encoding="utf-8")
            if not any(problem.severity == "error" for problem in dataset.check(house / "data")):
                wrong.append((name, bad))
        path.write_text(content, encoding="utf-8")
    path.write_text(content.replace('"alda-2020"', '"../../x"'), encoding="utf-8")
    with pytest.raises(DataError):
        build.build(house / "built", data=house / "data")
    assert not (house / "built").exists()
    counted("exports", cases=len(PLACES) * len(IDS), failed=len(wrong))
    assert wrong == []


def test_records_with_such_ids_are_exported_into_the_files_asked_for(house: Path, counted: Counted) -> None:
    data = View.load(TINY).dataset
    names = [bad for bad in IDS if "\0" not in bad and "\n" not in bad]
    block, alda = data.incidents[BLOCK], data.places["alda"]
    made = dataclasses.replace(data, stories={}, incidents={bad: block.model_copy(update={"id": bad}) for bad in names},
                               places={**data.places, **{bad: alda.model_copy(update={"id": bad}) for bad in names}},
                               claims=[(source, claim) for source, claim in data.claims if claim.incident != "cove-road-2020-05"])
    view = View(made, folder=TINY)
    for to, one in exports.FORMATS.items():
        for table in one.tables:
            assert exports.content(view, table, to=to)
    assert list(house.iterdir()) == []
    build.write(view, house / "site")
    assert {path.name for path in house.rglob("*")} == {
        "site", "index.html", "manifest.json", *(f"{table}.csv" for table in exports.TABLES),
        *(f"{table}.geojson" for table in ("places", "zones", "incidents"))}
    counted("exports", cases=len(names) * (sum(len(one.tables) for one in exports.FORMATS.values()) + 1))


def test_events_with_such_ids_are_stored_as_texts(house: Path, counted: Counted) -> None:
    names = [bad for bad in IDS if "\0" not in bad and bad.strip()]
    with (house / "events.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "date", "lat", "lon"], *([bad, "2020-01-01", 1, 2] for bad in names)])
    read = formats.read(house / "events.csv")
    stored.write(house / "events.parquet", [read])
    back = formats.read(house / "events.parquet").frame
    build.draw_events([read]).save(house / "map.html")
    for verb in (["incidents"], ["near", "Qamishli", "--within", "5km"], ["nearest", names[0], "--kind", "base"]):
        done = run(*verb, "--data", "events.csv")
        assert spoken(done), done.output
    wrong = [bad for bad, kept in zip(sorted(names), sorted(back["id"]), strict=True) if bad.strip() != kept]
    counted("exports", cases=len(names) * 3, failed=len(wrong))
    assert wrong == []
    assert {path.name for path in house.iterdir()} == {"events.csv", "events.parquet", "map.html"}


def test_no_verb_writes_elsewhere_for_an_id(house: Path, counted: Counted) -> None:
    wrong, cases = [], 0
    shutil.copytree(TINY, house / "data")
    source = "fictional-herald-2020-03-05"
    place = ["place", "--name", "N", "--kind", "town", "--lon", "10", "--lat", "0.2", "--uncertainty-m", "1"]
    before = tree(house, house / "none")
    for bad in IDS:
        for words in (["source", "--title", "T", "--publisher", "P", "--id", bad],
                      [*place, "--source", bad], [*place, "--source", source, "--id", bad],
                      ["claim", "--incident", BLOCK, "--source", bad, "--origin", "herald", "--says", "S"],
                      ["claim", "--incident", BLOCK, "--source", source, "--origin", bad, "--origin-name", "O", "--says", "S"]):
            done = run("add", *words, "--data", str(house))
            cases += 1
            after = tree(house, house / "none")
            # An empty option is one that was left out: the id then follows from the other answers.
            if not spoken(done) or (after != before and bad.strip()):
                wrong.append((words, done.output[-300:]))
            if after != before:
                shutil.rmtree(house / "data")
                shutil.copytree(TINY, house / "data")
        done = run("show", bad, "--data", str(house))
        cases += 1
        wrong += [] if spoken(done) and done.exit_code == 2 else [("show", bad, done.output[-300:])]
    assert tree(house, house / "none") == before
    counted("exports", cases=cases, failed=len(wrong))
    assert wrong == []


def test_a_file_or_folder_by_such_a_name_is_that_or_nothing(house: Path, counted: Counted) -> None:
    wrong, cases = [], 0
    # A user may name any path; these stay in the folder. No argument of a process can hold NUL.
    within = [bad for bad in IDS if not bad.startswith(("/", "..")) and "/.." not in bad and "\0" not in bad]
    for bad in within:
        for words in (["new", "--", bad], ["import", "--", bad], ["export", "--data", str(TINY), "--to", "csv", "-o", f"{bad}.csv"]):
            done = run(*words)
            cases += 1
            wrong += [] if spoken(done) else [(words, done.output[-300:])]
    counted("exports", cases=cases, failed=len(wrong))
    assert wrong == []
