"""A process that has loaded geo once and lets copies of itself run commands, killed or hindered at a chosen step of writing.

`Machine` starts it, as the fixture `machine` of tests/hostile. A copy is told what to do by a plan, a dict:

    argv, cwd      the command, and where it runs
    stop           an address: run up to the first lock of a folder, then wait there for plans of what is to go on from it
    skip           locks to pass before
    die            number of the step before which the process kills itself; a write is done by half first
    kill_after_s   seconds after which it is killed from outside
    error          number of the step that fails, and the error number
    limit          bytes that a file may grow to
    mount          options of a file system in memory that is put over `cwd` for this copy alone; where that is not
                   allowed, `instead` is the error of a step as above
    files          what files hold there before the command, by name; what they hold after it is said at the end
    read_only      whether nothing can be written there after that
    pause          number of the step at which to say "paused" and wait for an answer
    jitter         seed of random pauses at each step
    tries          how often to try for a lock that another one holds
    trace          a file that gets the name of each step
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import pkgutil
import random
import resource
import signal
import stat
import subprocess
import sys
import tempfile
import time
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any

Plan = dict[str, Any]
State = dict[str, bytes]
STEPS = ("open", "write", "fsync", "replace", "unlink", "mkdir", "chmod")
ANSWER_S = 60  # after which something hangs
NEW_MOUNTS, NEW_USER = 0x20000, 0x10000000  # of Linux's unshare
READ_ONLY, REMOUNT, RECURSIVE, PRIVATE = 1, 32, 16384, 1 << 18  # of its mount


def state(folder: Path) -> State:
    """What each file below a folder holds."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def restore(folder: Path, wanted: State) -> None:
    """Make a folder hold these files and no others."""
    there = state(folder)
    for name in there.keys() - wanted.keys():
        (folder / name).unlink()
    for name in wanted:
        if there.get(name) != wanted[name]:
            (folder / name).write_bytes(wanted[name])


class Point:
    """A process that waits at one point of a command, or before any; copies of it go on by plans."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def ask(self, **plan: Any) -> None:
        """Send a copy on."""
        self.connection.send(plan)

    def answer(self) -> Any:
        """How the copy ended: `code` (negative of a signal), `said` on stdout and stderr, `took_s`; or "paused"."""
        assert self.connection.poll(ANSWER_S), "no answer"
        return self.connection.recv()

    def go(self, **plan: Any) -> Any:
        """Send a copy on, and wait for its end."""
        self.ask(**plan)
        return self.answer()


class Machine(Point):
    """The process that has loaded everything; `temporary` is the folder it has for temporary files."""

    def __init__(self, folder: Path) -> None:
        self.temporary, logs = folder / "temporary", folder / "logs"
        self.temporary.mkdir()
        logs.mkdir()
        self.listener = Listener(family="AF_UNIX")
        self.listener._listener._socket.settimeout(ANSWER_S)  # type: ignore[attr-defined] - else what hangs, hangs all
        self.points: list[Point] = []
        self.process = subprocess.Popen([sys.executable, __file__, str(self.listener.address)], env={
            **os.environ, "TMPDIR": str(self.temporary), "CRASHING_LOGS": str(logs), "OPENBLAS_NUM_THREADS": "1",
            "PYTHONPATH": str(Path(__file__).resolve().parents[1])})
        super().__init__(self.listener.accept())

    def stopped(self, *argv: str, cwd: Path, skip: int = 0) -> Point:
        """A process that has run a command up to the lock of a folder, the first or one after."""
        self.ask(argv=list(argv), cwd=str(cwd), stop=self.listener.address, skip=skip)
        self.points.append(Point(self.listener.accept()))
        return self.points[-1]

    def close(self) -> None:
        """End all its processes."""
        for point in (*self.points, self):
            point.connection.close()
        self.listener.close()
        self.process.wait()


class Copy:
    """What this copy of the process is to do, and how far it is."""

    def __init__(self) -> None:
        self.plan: Plan = {}
        self.steps = 0
        self.connection: Connection | None = None

    def begin(self, plan: Plan, connection: Connection | None) -> None:
        """Follow a new plan from here on."""
        self.plan, self.steps, self.connection = plan, 0, connection
        if "tries" in plan:
            sys.modules["geo.files"]._TRIES = plan["tries"]
        if "limit" in plan:
            resource.setrlimit(resource.RLIMIT_FSIZE, (plan["limit"], plan["limit"]))
        self.chance = random.Random(plan.get("jitter"))

    def before(self, name: str, arguments: tuple[Any, ...]) -> None:
        """Called before each step of writing."""
        self.steps += 1
        if "trace" in self.plan:
            with open(self.plan["trace"], "a") as file:  # noqa: PTH123 - as plain as can be: os.* is hooked
                file.write(f"{name}\n")
        if self.plan.get("pause") == self.steps:
            assert self.connection is not None
            self.connection.send("paused")
            self.connection.recv()
        if self.plan.get("die") == self.steps:
            if name == "write":
                REAL["write"](arguments[0], arguments[1][:len(arguments[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        number, error = self.plan.get("error", (0, 0))
        if number == self.steps:
            raise OSError(error, os.strerror(error))
        if "jitter" in self.plan:
            time.sleep(self.chance.choice((0, 0, 0.0005, 0.002)))


COPY = Copy()
REAL = {name: getattr(os, name) for name in STEPS}


def _hook(name: str) -> None:
    real = REAL[name]

    def step(*arguments: Any, **named: Any) -> Any:
        label = name
        if name == "open":
            if arguments[1] & os.O_TMPFILE == os.O_TMPFILE:  # not of geo, but of the logs here
                return real(*arguments, **named)
            if arguments[1] & os.O_DIRECTORY:
                _stop()
                label = "lock"
            elif not arguments[1] & os.O_WRONLY:
                return real(*arguments, **named)
        if name == "fsync" and stat.S_ISDIR(os.fstat(arguments[0]).st_mode):
            label = "fsync-folder"
        COPY.before(label, arguments)
        # What is in memory outlives the death of a process; only the machine's own death would show what fsync does.
        return None if name == "fsync" else real(*arguments, **named)

    setattr(os, name, step)


def _stop() -> None:
    """Wait here for plans, when this is the lock to stop at; returns in each copy that goes on."""
    if "stop" not in COPY.plan:
        return
    if COPY.plan["skip"]:
        COPY.plan["skip"] -= 1
        return
    serve(Client(COPY.plan.pop("stop")))


def serve(connection: Connection) -> None:
    """Take plans, and return in a new copy for each; the original answers how the copy ended."""
    while True:
        try:
            plan = connection.recv()
        except EOFError:
            with contextlib.suppress(ChildProcessError):
                while True:
                    os.wait()
            os._exit(0)
        output = tempfile.TemporaryFile(dir=os.environ["CRASHING_LOGS"])  # noqa: SIM115 - shared with the copy
        began = time.perf_counter()
        child = os.fork()
        if child == 0:
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            COPY.begin(plan, connection)
            return
        if "stop" in plan:
            continue
        if "kill_after_s" in plan:
            time.sleep(plan["kill_after_s"])
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        took_s = time.perf_counter() - began
        output.seek(0)
        connection.send({"code": os.waitstatus_to_exitcode(status), "said": output.read().decode(), "took_s": took_s})
        output.close()


def _mount(plan: Plan) -> None:
    """Put a file system in memory over a folder, seen by this process alone."""
    folder, libc = plan["cwd"].encode(), ctypes.CDLL(None, use_errno=True)
    REAL["mkdir"](plan["cwd"])
    user = os.geteuid()
    may = not libc.unshare(NEW_MOUNTS)
    if not may and not libc.unshare(NEW_MOUNTS | NEW_USER):
        may = True
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
    # Private, so that no other process sees it.
    if not may or libc.mount(None, b"/", None, RECURSIVE | PRIVATE, None) or \
            libc.mount(b"tmpfs", folder, b"tmpfs", 0, plan["mount"].encode()):
        plan["error"] = plan["instead"]
    for name, text in plan["files"].items():
        (Path(plan["cwd"]) / name).write_text(text)
    if plan.get("read_only") and "error" not in plan:
        assert libc.mount(None, folder, None, REMOUNT | READ_ONLY, None) == 0


def load_everything() -> None:
    """Import every module of the package, and what they import only when they need it."""
    import geo

    for found in pkgutil.walk_packages(geo.__path__, "geo."):
        if found.name != "geo.__main__":
            importlib.import_module(found.name)
    for name in ("geopandas", "openpyxl", "pyarrow.parquet", "pyogrio.geopandas", "shapely.geometry", "rich.table", "anyascii",
                 "pandas.io.parquet"):
        importlib.import_module(name)


def main(address: str) -> None:
    """Load everything, then serve."""
    load_everything()
    for name in STEPS:
        _hook(name)
    gc.freeze()  # what is loaded stays: copies share it
    serve(Client(address))
    from geo.cli import main as geo

    if "mount" in COPY.plan:
        _mount(COPY.plan)
    os.chdir(COPY.plan["cwd"])
    code: Any = 1
    try:
        geo(COPY.plan["argv"])
    except SystemExit as stop:
        code = stop.code
    if "mount" in COPY.plan:
        print("\n" + json.dumps({name: content.decode() for name, content in state(Path()).items()}))  # noqa: T201
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code or 0)


if __name__ == "__main__":
    main(sys.argv[1])
