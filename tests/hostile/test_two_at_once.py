"""Two runs at once in one folder: the files of one are there whole, or the other is told; nothing that one wrote is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crashing import Machine, State, restore, state

from geo import files

TINY = Path(__file__).resolve().parents[1] / "fixtures" / "tiny"
RACES = 20


def build_of(machine: Machine, folder: Path, data: Path) -> tuple[tuple[str, ...], State]:
    """A build into `folder`, and what it holds then."""
    argv = ("build", "--data", str(data), "-o", str(folder))
    done = machine.go(argv=list(argv), cwd=str(data))
    assert done["code"] == 0, done["said"]
    return argv, state(folder)


def test_of_two_builds_one_wins_whole(machine: Machine, tmp_path: Path, counted: Callable[..., None]):
    out, other = tmp_path / "out", tmp_path / "other"
    shutil.copytree(TINY, other)
    for name in ("places.geojson", "incidents.geojson", "zones.geojson"):
        (other / name).write_text((other / name).read_text(encoding="utf-8").replace("Alda", "Aldabra"), encoding="utf-8")
    builds = [build_of(machine, out, data) for data in (TINY, other)]
    wholes = [whole for _, whole in builds]
    assert sum(wholes[0][name] != wholes[1][name] for name in wholes[0]) >= 6
    points = [machine.stopped(*argv, cwd=tmp_path) for argv, _ in builds]
    failed: list[Any] = []
    for race in range(RACES):
        restore(out, dict.fromkeys(wholes[0], b"old"))
        first, second = (points[race % 2], points[1 - race % 2])
        first.ask(jitter=2 * race)
        second.ask(jitter=2 * race + 1)
        done = [first.answer(), second.answer()]
        left = state(out)
        if left not in wholes or [one["code"] for one in done] != [0, 0]:
            failed.append((race, done, [name for name in left if left[name] != wholes[0].get(name)]))
    counted("crash", cases=RACES, failed=len(failed))
    assert failed == []


def test_a_run_that_waits_in_vain_says_so_and_spoils_nothing(machine: Machine, tmp_path: Path, counted: Callable[..., None]):
    out = tmp_path / "out"
    argv, whole = build_of(machine, out, TINY)
    slow, quick = (machine.stopped(*argv, cwd=tmp_path) for _ in range(2))
    old = dict.fromkeys(whole, b"old")
    failed: list[Any] = []
    steps = range(4, 44, 8)  # while it writes its temporary files, and while it puts them in place
    for step in steps:
        restore(out, old)
        slow.ask(pause=step)
        assert slow.answer() == "paused"
        before = state(out)
        assert any(files.is_left_over(Path(name)) for name in before)
        done = quick.go(tries=2)
        swept = machine.go(argv=["add", "place", "--data", str(out)], cwd=str(tmp_path))  # its sweep sees the folder, too
        during = state(out)
        slow.connection.send("go on")
        ended = slow.answer()
        said = f"[unwritable-file] {out}: another run is writing to it, one run at a time writes to a folder, "
        if (done["code"], during, ended["code"], state(out)) != (1, before, 0, whole) or not done["said"].startswith(said):
            failed.append((step, done, ended, swept))
    counted("crash", cases=len(steps), failed=len(failed))
    assert failed == []


def test_two_records_added_at_once_are_both_there_or_one_is_told(machine: Machine, tmp_path: Path, counted: Callable[..., None]):
    folder = tmp_path / "atlas"
    shutil.copytree(TINY, folder)
    old = state(folder)

    def adding(name: str) -> list[str]:
        return ["add", "place", "--data", str(folder), "--name", name, "--kind", "village", "--lon", "10.5", "--lat", "0.5",
                "--uncertainty-m", "800", "--source", "fictional-gazetteer-2020"]

    names = ("Dell", "Ebb")
    points = [machine.stopped(*adding(name), cwd=tmp_path, skip=2) for name in names]
    failed: list[Any] = []
    for race in range(RACES):
        restore(folder, old)
        for number, point in enumerate(points):
            point.ask(jitter=2 * race + number)
        done = [point.answer() for point in points]
        there = (folder / "places.geojson").read_text(encoding="utf-8")
        right = [f'"name":"{name}"' in there for name in names] == [one["code"] == 0 for one in done]
        told = [one["said"] for one in done if one["code"]]
        if not right or len(told) != 1 or "places.geojson was changed by someone else meanwhile" not in told[0]:
            failed.append((race, done))
    again = names[[one["code"] for one in done].index(2)]
    assert machine.go(argv=adding(again), cwd=str(tmp_path))["code"] == 0
    both = (folder / "places.geojson").read_text(encoding="utf-8")
    counted("crash", cases=RACES, failed=len(failed))
    assert failed == []
    assert all(f'"name":"{name}"' in both for name in names)
    assert machine.go(argv=["check", str(folder)], cwd=str(tmp_path))["code"] == 0
