"""What cannot be written is said in one line, and costs nothing; what can be written keeps its mode, its owner and its links."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from crashing import Machine, state

from geo import cli, files
from geo.errors import UsageError, WriteError

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
TINY, EVENTS = FIXTURES / "tiny", FIXTURES / "foreign" / "events.csv"
WRITING: dict[str, tuple[str, ...]] = {
    "build": ("build", "--data", str(TINY), "-o", "."),
    "map": ("map", str(EVENTS), "--on-bad", "skip", "-o", "map.html"),
    "import": ("import", str(EVENTS), "--on-bad", "skip", "-o", "events.parquet"),
    "export": ("export", "--data", str(TINY), "--to", "xlsx", "-o", "incidents.xlsx"),
    "add": ("add", "source", "--data", ".", "--title", "t", "--publisher", "p"),
}
OLD = {"build": "index.html", "map": "map.html", "import": "events.parquet", "export": "incidents.xlsx"}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.geo, list(arguments), prog_name="geo")


@pytest.mark.parametrize(("error", "plan"), [
    (errno.ENOSPC, {"mount": "size=8k"}), (errno.EROFS, {"mount": "size=1m", "read_only": True}),
])
def test_a_disk_of_two_pages_and_a_read_only_one(error: int, plan: dict[str, Any], machine: Machine, tmp_path: Path,
                                                 counted: Callable[..., None]):
    failed = []
    for command, argv in WRITING.items():
        old = {OLD[command]: "old"} if command in OLD else \
            {name: text.decode() for name, text in state(TINY).items() if "/" not in name}
        if command == "add" and error == errno.ENOSPC:
            continue  # no data folder is small enough; tests/hostile/test_crash.py fills its disk at each step
        done = machine.go(argv=list(argv), cwd=str(tmp_path / command), files=old, instead=(4, error), **plan)
        said, _, left = done["said"].rstrip().rpartition("\n")
        told = os.strerror(error) in said and said.count("[unwritable-file] ") == 1
        if done["code"] != 1 or not told or json.loads(left) != old:
            failed.append((command, done))
    counted("crash", cases=len(WRITING), failed=len(failed))
    assert failed == []


def test_targets_that_are_no_files_are_named(tmp_path: Path, counted: Callable[..., None]):
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    targets = {
        "file/map.html": errno.ENOTDIR, "folder": errno.EISDIR, "loop": errno.ELOOP, "n" * 256: errno.ENAMETOOLONG,
        "pipe": "it is a device or a pipe, and no file",
    }
    before = sorted(path.name for path in tmp_path.iterdir())
    failed = []
    for name, why in targets.items():
        reason = why if isinstance(why, str) else os.strerror(why)
        done = run("export", "--data", str(TINY), "--to", "csv", "-o", str(tmp_path / name))
        if done.exit_code != 1 or f"[unwritable-file] {tmp_path / name}: {reason}, a file is" not in done.stderr:
            failed.append((name, done.output))
    counted("crash", cases=len(targets), failed=len(failed))
    assert failed == []
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("name", ["n" * 255, "with space and 'quote'.csv", "خشام 😀.csv", "-.csv", "é" * 127, ".geo-x.tmp"])
def test_odd_names_are_written(name: str, tmp_path: Path):
    for content in (b"one", b"two"):
        files.write_bytes(tmp_path / name, content)
        assert state(tmp_path) == {name: content}


def test_a_link_goes_on_pointing_at_the_file(tmp_path: Path):
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(Path("there") / "file")
    for content in (b"new", b"newer"):  # the first makes the file
        files.write_bytes(tmp_path / "link", content)
        assert (tmp_path / "link").readlink() == Path("there") / "file"
        assert state(tmp_path / "there") == {"file": content}


def test_a_file_keeps_its_mode_and_a_new_one_has_that_of_new_files(tmp_path: Path):
    for umask, new in ((0o022, 0o644), (0o077, 0o600), (0o002, 0o664)):
        before = os.umask(umask)
        try:
            files.write_bytes(tmp_path / f"{umask}", b"")
            assert (tmp_path / f"{umask}").stat().st_mode & 0o777 == new
            for mode in (0o640, 0o666, 0o755):
                (tmp_path / f"{umask}").chmod(mode)
                files.write_bytes(tmp_path / f"{umask}", b"x")
                assert (tmp_path / f"{umask}").stat().st_mode & 0o777 == mode
        finally:
            os.umask(before)


def test_a_file_keeps_its_owner_where_that_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target, given = tmp_path / "file", []
    files.write_bytes(target, b"old")
    monkeypatch.setattr(files.os, "geteuid", lambda: target.stat().st_uid + 1)
    monkeypatch.setattr(files.os, "chown", lambda path, *ids: given.append(ids))
    files.write_bytes(target, b"new")
    assert given == [(target.stat().st_uid, target.stat().st_gid)]

    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(files.os, "chown", refused)
    files.write_bytes(target, b"newer")
    assert target.read_bytes() == b"newer"


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = tmp_path / "kept.html"
    target.write_text("kept")
    target.chmod(0o444)
    real = os.open

    def as_others_see_it(path: Any, flags: int, *mode: int) -> int:
        if Path(path) == target and flags & os.O_WRONLY:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, flags, *mode)

    if os.geteuid() == 0:  # who may write anything
        monkeypatch.setattr(files.os, "open", as_others_see_it)
    with pytest.raises(WriteError, match=r"^\[unwritable-file\] .*kept.html: Permission denied, a file is"):
        files.write_text(target, "new")
    assert state(tmp_path) == {"kept.html": b"kept"}


def test_one_file_under_two_names_is_refused(tmp_path: Path):
    (tmp_path / "link").symlink_to("file")
    with pytest.raises(UsageError, match="is named for two files"):
        files.write_all({tmp_path / "file": b"a", tmp_path / "link": b"b"})
    assert state(tmp_path) == {}


def test_a_drive_without_locks_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """As some network drives are: nothing is swept there, since it may belong to a run that is alive."""
    def none(*_: object) -> None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))

    left = tmp_path / f".geo-{'0' * 32}.tmp"
    left.write_bytes(b"")
    monkeypatch.setattr(files.fcntl, "flock", none)
    files.write_bytes(tmp_path / "file", b"new")
    assert state(tmp_path) == {"file": b"new", left.name: b""}
    monkeypatch.undo()
    files.sweep((tmp_path, tmp_path / "nowhere"))
    assert state(tmp_path) == {"file": b"new"}


@pytest.mark.parametrize("arguments", [
    ("build", "--data", "{atlas}", "-o", "{atlas}"),
    ("export", "--data", "{atlas}", "--to", "geojson", "-o", "{atlas}/incidents.geojson"),
    ("export", "--data", "{atlas}", "--to", "csv", "-o", "{atlas}/seeds/fictional-gazetteer-2020.toml"),
    ("export", "--data", "{atlas}", "--to", "csv", "-o", "{link}"),
    ("map", "{events}", "--on-bad", "skip", "-o", "{events}"),
    ("map", "{events}", "--on-bad", "skip", "-o", "map.html", "--refused", "{events}"),
    ("import", "{events}", "--on-bad", "skip", "-o", "{events}"),
])
def test_what_is_read_is_not_written_over(arguments: tuple[str, ...], tmp_path: Path, counted: Callable[..., None]):
    atlas, events, link = shutil.copytree(TINY, tmp_path / "atlas"), shutil.copy(EVENTS, tmp_path / "e.csv"), tmp_path / "link"
    link.symlink_to(tmp_path / "atlas" / "zones.geojson")
    before = state(tmp_path)
    done = run(*(one.format(atlas=atlas, events=events, link=link) for one in arguments))
    wrong = done.exit_code != 2 or "is both read and written" not in done.stderr or state(tmp_path) != before
    counted("crash", cases=1, failed=int(wrong))
    assert not wrong, done.output


def test_a_new_folder_begun_by_a_killed_run_is_finished(tmp_path: Path):
    assert run("new", str(tmp_path / "whole")).exit_code == 0
    whole = state(tmp_path / "whole")
    begun = tmp_path / "begun"
    (begun / "seeds").mkdir(parents=True)
    name = next(name for name in whole if name.startswith("seeds/"))
    (begun / name).write_bytes(whole[name])
    (begun / "seeds" / f".geo-{'f' * 32}.tmp").write_bytes(b"half")
    assert run("new", str(begun)).exit_code == 0
    assert state(begun) == whole
    assert run("new", str(begun)).exit_code == 2  # now it is whole, and somebody's
    (begun / name).write_text("mine")
    (begun / next(one for one in whole if one != name)).unlink()
    assert run("new", str(begun)).exit_code == 2
    assert (begun / name).read_text() == "mine"
