"""A crash costs no data: a run killed at any step of writing, or at any moment, leaves each file old or new.

What else it leaves is gone after the next run. A disk that is full or read-only changes nothing at all.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from crashing import Machine, Point, State, restore, state

from geo import files

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
TINY, EVENTS = FIXTURES / "tiny", FIXTURES / "foreign" / "events.csv"
KILLS_WRITING, KILLS_ANYWHERE = 37, 3  # random moments for each command: 200 in all
# Names like those of our temporary files that others may have given.
STRANGERS = {".geo-notes.tmp": b"mine", ".geo-0123456789abcdef.tmp": b"mine too", "draft.tmp": b"", ".~lock.x#": b"."}
ADD = ("add", "incident", "--data", ".", "--title", "Quarrel at Cove", "--when", "2020-06", "--kinds", "mediation",
       "--place", "cove", "--uncertainty-m", "4000", "--summary", "Two patrols quarrelled.",
       "--source", "fictional-monitor-2020-05-14",
       "--origin", "witness", "--origin-name", "A witness", "--speaker", "A witness", "--speaker-type", "witness")
COMMANDS: dict[str, tuple[str, ...]] = {
    "build": ("build", "--data", str(TINY), "-o", "."),
    "map": ("map", str(EVENTS), "--on-bad", "skip", "-o", "map.html"),
    "import": ("import", str(EVENTS), "--on-bad", "skip", "-o", "events.parquet"),
    "export": ("export", "--data", str(TINY), "--to", "gpkg", "-o", "incidents.gpkg"),
    "add": ADD,
}
WRITTEN = {"build": 11, "map": 2, "import": 2, "export": 1, "add": 3}  # files

@dataclass
class Case:
    """One command in a folder of its own: what the folder holds before and after, and the command stopped before writing."""

    command: str
    folder: Path
    old: State
    new: State
    point: Point

    @property
    def argv(self) -> list[str]:
        return list(COMMANDS[self.command])

    def steps(self) -> list[str]:
        """The steps of writing in order, by name."""
        restore(self.folder, self.old)
        trace = self.folder.parent / f"{self.folder.name}.trace"
        trace.unlink(missing_ok=True)
        assert self.point.go(trace=str(trace))["code"] == 0
        return trace.read_text().split()

    def wrong(self) -> list[str]:
        """What is neither old nor new, and what is missing; temporary files of ours aside."""
        there = {name: content for name, content in state(self.folder).items() if not files.is_left_over(Path(name))}
        torn = [name for name, content in there.items() if content not in (self.old.get(name), self.new.get(name))]
        return [*torn, *(self.old.keys() - there.keys())]

    def put_back(self) -> None:
        """The old files again, where a run stopped between two of them; what else it left stays."""
        left = {name: content for name, content in state(self.folder).items() if files.is_left_over(Path(name))}
        restore(self.folder, self.old | left)


@pytest.fixture(params=COMMANDS, scope="module")
def case(request: pytest.FixtureRequest, machine: Machine, tmp_path_factory: pytest.TempPathFactory) -> Case:
    return prepared(machine, tmp_path_factory.mktemp("crash") / "work", request.param)


def prepared(machine: Machine, folder: Path, command: str) -> Case:
    if command == "add":
        shutil.copytree(TINY, folder)
    else:
        folder.mkdir()
    for name, content in STRANGERS.items():
        (folder / name).write_bytes(content)
        if command == "add":
            (folder / "seeds" / name).write_bytes(content)
    before = state(folder)
    done = machine.go(argv=list(COMMANDS[command]), cwd=str(folder))
    assert done["code"] == 0, done["said"]
    new = state(folder)
    old = {name: before.get(name, f"old {name}".encode()) for name in new}
    assert sum(new[name] != old[name] for name in new) == WRITTEN[command]
    restore(folder, old)
    # `add` first takes the locks of its two folders to sweep them.
    return Case(command, folder, old, new, machine.stopped(*COMMANDS[command], cwd=folder, skip=2 if command == "add" else 0))


def finished(case: Case, machine: Machine) -> list[str]:
    """What is wrong after one more run that is left in peace."""
    case.put_back()
    done = case.point.go()
    there = state(case.folder)
    return [f"{done['code']} {done['said']}" if done["code"] else "",
            *(name for name in there if there[name] != case.new.get(name)), *(case.new.keys() - there.keys()),
            *map(str, machine.temporary.iterdir())]


def test_killed_at_each_step_of_writing(case: Case, machine: Machine, counted: Callable[..., None]):
    failed: list[Any] = []
    steps = case.steps()
    left = 0
    for number in range(1, len(steps) + 1):
        case.put_back()
        done = case.point.go(die=number)
        left += any(map(files.is_left_over, case.folder.rglob("*")))
        wrong = case.wrong() + ([] if done["code"] == -signal.SIGKILL else [done])
        if number % 8 == 0 or number == len(steps):
            wrong += filter(None, finished(case, machine))
        failed += [(number, steps[number - 1], wrong)] if wrong else []
    counted("crash", cases=len(steps), failed=len(failed))
    assert failed == []
    assert len(steps) >= 6 and left >= 3, steps  # there was something to sweep


def test_killed_at_random_moments(case: Case, machine: Machine, counted: Callable[..., None]):
    chance = random.Random(case.command)
    restore(case.folder, case.old)
    took_s = case.point.go(jitter=1)["took_s"]
    restore(case.folder, case.old)
    whole_s = machine.go(argv=case.argv, cwd=str(case.folder))["took_s"]
    failed: list[Any] = []
    killed = {"writing": 0, "anywhere": 0}
    for turn in range(400):
        writing = killed["writing"] < KILLS_WRITING
        if not writing and killed["anywhere"] == KILLS_ANYWHERE:
            break
        case.put_back()
        if writing:
            done = case.point.go(jitter=turn, kill_after_s=chance.uniform(0, took_s))
        else:
            done = machine.go(argv=case.argv, cwd=str(case.folder), kill_after_s=chance.uniform(0, whole_s))
        if done["code"] != -signal.SIGKILL:
            continue  # it was quicker
        killed["writing" if writing else "anywhere"] += 1
        wrong = case.wrong()
        if sum(killed.values()) % 10 == 0:  # what several left is gone after one more run
            wrong += filter(None, finished(case, machine))
        failed += [(turn, wrong)] if wrong else []
    counted("crash", cases=sum(killed.values()), failed=len(failed))
    assert failed == []
    assert killed == {"writing": KILLS_WRITING, "anywhere": KILLS_ANYWHERE}


def test_a_full_or_read_only_disk_at_each_step_changes_nothing(case: Case, counted: Callable[..., None]):
    failed: list[Any] = []
    cases = 0
    for number, name in enumerate(case.steps(), start=1):
        if name in ("unlink", "fsync-folder"):  # these come when all is written
            continue
        error = (errno.ENOSPC, errno.EROFS, errno.EIO)[number % 3]
        restore(case.folder, case.old)
        done = case.point.go(error=(number, error))
        right = done["code"] == 1 and done["said"].startswith("[unwritable-file] ") and os.strerror(error) in done["said"]
        cases += 1
        if not right or state(case.folder) != case.old:
            failed.append((number, name, done))
    counted("crash", cases=cases, failed=len(failed))
    assert failed == []
    assert cases >= 5


def test_a_limit_on_the_size_of_files_changes_nothing(case: Case, counted: Callable[..., None]):
    failed: list[Any] = []
    largest = max(len(content) for name, content in case.new.items() if content != case.old[name])
    limits = [500, largest // 2, largest - 1]
    for limit in limits:
        restore(case.folder, case.old)
        done = case.point.go(limit=limit)
        if (done["code"], state(case.folder)) != (1, case.old) or "File too large, a file is written whole" not in done["said"]:
            failed.append((limit, done))
    counted("crash", cases=len(limits), failed=len(failed))
    assert failed == []


def test_what_add_did_by_half_is_told_and_its_litter_removed(machine: Machine, tmp_path: Path, counted: Callable[..., None]):
    case = prepared(machine, tmp_path / "work", "add")
    steps = case.steps()
    second = [number for number, name in enumerate(steps, start=1) if name == "replace"][1]
    restore(case.folder, case.old)
    case.point.go(die=second)
    there = state(case.folder)
    assert sum(there[name] == case.new[name] != case.old[name] for name in case.new) == 1
    assert any(map(files.is_left_over, map(Path, there)))
    done = machine.go(argv=[*case.argv, "--id", "cove-2020-06"], cwd=str(case.folder))
    left = [name for name in state(case.folder) if files.is_left_over(Path(name))]
    check = machine.go(argv=["check", "."], cwd=str(case.folder))
    counted("crash", cases=1, failed=int(done["code"] != 2 or bool(left)))
    assert done["code"] == 2 and "has the id 'cove-2020-06' already" in done["said"], done
    assert left == []
    assert check["code"] == 1 and "cove-2020-06" in check["said"]
