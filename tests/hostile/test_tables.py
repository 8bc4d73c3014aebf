"""At least 120 hostile files of events: each gets the right verdict, says where and why, and leaves nothing behind."""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile import tables
from hostile.messages import faults
from hostile.tables import Table

from geo import cli, formats
from geo.errors import CODES, MESSAGE_LIMIT, DataError, FormatError, GeoError, UsageError
from geo.formats.contract import Limits

GROUPS: dict[str, Callable[[], Iterator[Table]]] = {
    "cells": tables.cells, "layouts": tables.layouts, "encodings": tables.encodings, "jsons": tables.jsons, "workbooks": tables.workbooks,
    "archives": tables.archives,
}


@functools.cache
def made(group: str) -> list[Table]:
    return list(GROUPS[group]())


def read(path: Path, said: dict[str, Any]) -> Any:
    said = dict(said)
    return formats.read(path, limits=Limits(**said.pop("limits", {})), **said)


def wrong(table: Table, folder: Path) -> list[str]:
    """What is wrong with the answer to a file."""
    path = folder / table.file
    path.write_bytes(table.content)
    try:
        imported = read(path, table.said)
    except DataError as error:
        messages = [str(problem) for problem in error.problems]
        places = [problem for problem in error.problems if problem.file and (problem.record or problem.field)]
        found = [] if len(places) == len(messages) else [f"{table.name}: no place: {messages[:2]}"]
    except GeoError as error:
        messages, found = [str(error)], []
    except Exception as error:
        return [f"{table.name}: {type(error).__name__}: {str(error)[:300]}"]
    else:
        rows = len(imported.frame)
        if table.rows is None:
            return [f"{table.name}: accepted with {rows} rows"]
        last = imported.frame[table.value[0]].iloc[-1] if table.value and rows else None
        right = rows == table.rows and (table.value is None or last == table.value[1])
        return [] if right else [f"{table.name}: {rows} rows in place of {table.rows}, last {last!a}"]
    finally:
        path.unlink()
    if table.rows is not None:
        return [f"{table.name}: refused: {messages[:2]}"]
    meant = [text for text in messages if any(text.startswith(f"[{code}] ") for code in table.codes) and table.where in text]
    if not meant:
        found.append(f"{table.name}: no {'|'.join(sorted(table.codes))} with {table.where!a}: {[text[:300] for text in messages[:2]]}")
    found += [f"{table.name}: {fault}" for text in messages for fault in faults(text, MESSAGE_LIMIT)]
    return found + [f"{table.name}: no known code" for text in messages if text[1:].partition("]")[0] not in CODES]


@pytest.mark.parametrize("group", GROUPS)
def test_hostile_files_get_the_right_verdict(group: str, tmp_path: Path, counted: Callable[..., None]) -> None:
    cases = made(group)
    answers = [wrong(table, tmp_path) for table in cases]
    counted("bad tables", cases=len(cases), failed=sum(map(bool, answers)))
    failed = [line for lines in answers for line in lines]
    assert not failed, f"{len(failed)} of {len(cases)}:\n" + "\n".join(failed)
    assert not list(tmp_path.iterdir()), "reading left something behind"


def test_there_are_enough_of_them() -> None:
    cases = [table for group in GROUPS for table in made(group)]
    refused = [table for table in cases if table.rows is None]
    assert len(refused) >= 120
    assert len({(table.file, table.content, str(table.said)) for table in cases}) == len(cases)
    assert {Path(table.file).suffix for table in refused} >= {".csv", ".tsv", ".xlsx", ".kml", ".kmz", ".json", ".geojson", ".gz", ".zip"}


def test_commands_write_nothing_of_a_file_they_refuse(tmp_path: Path, capsys: pytest.CaptureFixture[str], counted: Callable[..., None]) -> None:
    cases = [table for group in GROUPS for table in made(group) if table.rows is None and not table.said][::7]
    (tmp_path / "out").mkdir()
    failed = []
    for number, table in enumerate(cases):
        path = tmp_path / table.file
        path.write_bytes(table.content)
        verb = ["map", str(path), "-o", str(tmp_path / "out" / "map.html")] if number % 4 == 0 else [
            "import", str(path), "-o", str(tmp_path / "out" / "events.parquet")]
        with pytest.raises(SystemExit) as left:
            cli.main(verb)
        path.unlink()
        said = capsys.readouterr()
        if left.value.code != 1 or not any(f"[{code}] " in said.err for code in table.codes) or list((tmp_path / "out").iterdir()):
            failed.append(f"{verb[0]} {table.name}: exit {left.value.code}: {said.out[:200]}{said.err[:300]}")
        failed += [f"{table.name}: {fault}" for line in said.err.splitlines() for fault in faults(line, MESSAGE_LIMIT)]
    counted("bad tables", cases=len(cases), failed=len(failed))
    assert not failed, "\n".join(failed)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path, counted: Callable[..., None]) -> None:
    """A pipe would be waited for, a device read without end, and a link may lead to either, or back to itself."""
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    (tmp_path / "nothing.csv").symlink_to(tmp_path / "gone.csv")
    (tmp_path / "round.csv").symlink_to(tmp_path / "round.csv")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "events.csv").write_text(tables.CSV)
    names = ["pipe.csv", "zero.csv", "nothing.csv", "round.csv", "folder.csv", "missing.csv"]
    for name in names:
        with pytest.raises((UsageError, FormatError, OSError)) as caught:
            formats.read(tmp_path / name)
        assert name in str(caught.value)
    for name in ("pipe.csv", "zero.csv"):
        with pytest.raises(FormatError, match="unreadable-file"):
            cli.importing.read([tmp_path / "events.csv"], fmt=None, columns=None, mapping=tmp_path / name, date_format=None, on_bad="stop",
                               limits=())
    counted("bad tables", cases=len(names) + 2)
    shutil.rmtree(tmp_path / "folder.csv")
