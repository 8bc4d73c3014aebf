"""Wrong use and failures of the command: one line on stderr, an exit code, never a traceback."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from geo import cli, dataset
from geo.cli import failing, output
from geo.errors import DataError, FormatError, Problem

ROOT = Path(__file__).resolve().parents[2]
TINY = str(ROOT / "tests" / "fixtures" / "tiny")


def run(*arguments: str, data: str = TINY) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(cli.geo, [*arguments, "--data", data], prog_name="geo")


@pytest.mark.parametrize(("arguments", "code", "parts"), [
    (("distance", "Atlantis", "Cove"), 2, ["[unknown-name] nothing is named 'Atlantis', did you mean:\n  alda (Alda; town)"]),
    (("distance", "...", "Cove"), 2, ["[unknown-name] nothing is named '...', list the names with `geo places`"]),
    (("show", "of Alda"), 2, ["[ambiguous-name] 'of Alda' fits 3 records, name one by its id:\n  north-2020 (North of Alda;"]),
    (("control", "Alda", "--as-of", "2020-02-30"), 2, ["[bad-date]", "2020-02"]),
    (("control", "Alda", "--as-of", "2020"), 2, ["[bad-date] '2020' is not one day"]),
    (("near", "Alda", "--within", "5"), 2, ["[usage] Invalid value for '--within': '5' is not a length", "see: geo near --help"]),
    (("near", "Alda", "--within", "-5km"), 2, ["[usage]"]),
    (("near", "Alda", "--within", "5km", "--kind", "castle"), 2, ["[usage] no kind is called 'castle', the kinds are base"]),
    (("control", "south-2020", "--as-of", "2020-03-04"), 2, ["[usage] 'south-2020' is a zone, a place or incident is asked for"]),
    (("control", "42.14,37.177", "--as-of", "2020-03-04"), 2, ["[usage] '42.14,37.177' is a position, positions are"]),
    (("incidents", "--in-zone", "Cove"), 2, ["[usage] 'Cove' is a place, a zone is asked for"]),
    (("nearest", "Alda", "--as-of", "03/06/2020"), 2, ["[bad-date]", "write year-month-day, such as 2020-06-03"]),
    (("incidents", "--near", "Alda"), 2, ["[usage] near and within go together"]),
    (("incidents", "--status", "true"), 2, ["[usage] Invalid value for '--status'"]),
    (("changes", "--from", "2019-01-01", "--to", "2020-03-01"), 2, ["[usage] no control zones are drawn for 2019-01-01"]),
    (("distance", "Alda"), 2, ["[usage] Missing argument 'B'."]),
    (("build", "my-atlas"), 2, ["[usage] Got unexpected extra argument", "named with --data DIR"]),
    (("distence", "a", "b"), 2, ["[usage] No such command 'distence'"]),
    (("export", "--to", "geojson", "--what", "claims"), 2, ["[usage] claims cannot be written as geojson"]),
])
def test_wrong_use(arguments: tuple[str, ...], code: int, parts: list[str]):
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    for part in parts:
        assert part in done.stderr


def test_folder_that_is_none():
    done = run("places", data="/nowhere/at/all")
    assert done.exit_code == 2
    assert done.stderr.startswith("[usage] /nowhere/at/all holds none of places.geojson")


def test_broken_data_lists_its_problems(tmp_path: Path):
    (tmp_path / "places.geojson").write_text("[")
    done = run("places", data=str(tmp_path))
    assert done.exit_code == 1
    assert done.stderr.splitlines()[0].startswith("[bad-data] ")
    assert "  [not-json] places.geojson" in done.stderr


@pytest.mark.parametrize(("failure", "code", "message"), [
    (PermissionError(13, "Permission denied", "places.geojson"), 1, "[unreadable-file] places.geojson: Permission denied\n"),
    (OSError("disk on fire"), 1, "[unreadable-file] disk on fire\n"),
    (KeyboardInterrupt(), 130, "stopped\n"),
    (FormatError("no columns"), 1, "[bad-format] no columns\n"),
    (RecursionError("too deep"), 1, "[internal] RecursionError: too deep\n"),
    (click.ClickException("odd"), 2, "[usage] odd\n"),
])
def test_failure_is_one_message(failure: BaseException, code: int, message: str, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.delenv("GEO_DEBUG", raising=False)
    monkeypatch.setattr(dataset, "read", fail)
    done = run("places")
    assert done.exit_code == code
    assert done.stderr.lstrip("\n").startswith(message)


def test_many_problems_are_cut_and_counted(monkeypatch: pytest.MonkeyPatch):
    problems = [Problem("bad-id", "error", "places.geojson", str(n), "id", "found", "rule", "cure") for n in range(100)]

    def fail(*_: object) -> None:
        raise DataError(problems)

    monkeypatch.setattr(dataset, "read", fail)
    lines = run("places").stderr.splitlines()
    assert (len(lines), lines[-1]) == (42, "  and 60 more")


def test_debug_shows_where(monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setenv("GEO_DEBUG", "1")
    monkeypatch.setattr(dataset, "read", fail)
    assert isinstance(run("places").exception, RecursionError)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_stdout_that_takes_nothing_is_named(number: int, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(failing, "_turn_stdout_away", lambda: None)
    monkeypatch.setattr(output, "emit", fail)
    done = run("places")
    assert done.exit_code == 2
    assert done.stderr == f"[usage] cannot write to stdout: {os.strerror(number)}, send it elsewhere\n"


@pytest.mark.slow
def test_full_disk_causes_one_line_and_no_traceback():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-m", "geo", "places", "--data", TINY], stdout=full, stderr=subprocess.PIPE,
                              text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (2, "[usage] cannot write to stdout: No space left on device, send it elsewhere\n")


@pytest.mark.slow
def test_reader_that_leaves_early_and_stdout_that_cannot_write_arabic_cause_no_traceback():
    long = [sys.executable, "-m", "geo", "export", "--to", "geojson", "--what", "zones"]
    with subprocess.Popen(long, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    command = [sys.executable, "-m", "geo", "places", "--json", "--data", TINY]
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=env)
    assert (done.returncode, done.stderr) == (0, "3 of 3 places\n")
    assert json.loads(done.stdout)[0]["names"]["ar"] == ["ألدة"]
