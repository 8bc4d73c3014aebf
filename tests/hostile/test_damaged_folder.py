"""At least 300 damaged files of a data folder: each gets the right verdict, with a message that helps and hides nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile import damaged_links, damaged_text, damaged_values
from hostile.messages import faults
from hostile.mutations import TINY, Case, unique

from geo import cli, dataset
from geo.errors import CODES, MESSAGE_LIMIT, Problem

GROUPS: dict[str, Callable[[], Iterator[Case]]] = {
    "syntax": damaged_text.syntax, "encoding": damaged_text.encoding, "types": damaged_values.types, "required": damaged_values.required,
    "unknown": damaged_values.unknown, "lists": damaged_values.lists, "dates": damaged_values.dates, "ids": damaged_values.ids,
    "texts": damaged_values.texts, "numbers": damaged_values.numbers, "geometries": damaged_links.geometries,
    "references": damaged_links.references, "duplicates": damaged_links.duplicates, "agreement": damaged_links.agreement,
    "doubts": damaged_links.doubts,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile") / "country"
    shutil.copytree(TINY, made)
    return made


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def checked(folder: Path, case: Case) -> list[Problem]:
    """The problems of the folder with the damaged files in it; the folder is then as it was."""
    laid = ((case.path, case.content), *case.more)
    for path, content in laid:
        (folder / path).write_bytes(content)
    try:
        return dataset.check(folder)
    finally:
        for path, _ in laid:
            if (TINY / path).exists():
                shutil.copyfile(TINY / path, folder / path)
            else:
                (folder / path).unlink()


def verdict(problems: list[Problem]) -> str:
    severities = {problem.severity for problem in problems}
    return "reject" if "error" in severities else "warn" if severities else "accept"


def wrong(case: Case, problems: list[Problem]) -> list[str]:
    """What is wrong with the answer to a case."""
    said = [str(problem) for problem in problems]
    found = [f"{case.name}: {verdict(problems)} in place of {case.verdict}: {said[:2]}"] if verdict(problems) != case.verdict else []
    meant = [problem for problem in problems if problem.code in case.codes and case.record in (problem.record, "")
             and problem.field.startswith(case.field) and (problem.file == case.path or case.elsewhere or case.more)]
    if not meant and not found:
        found.append(f"{case.name}: no {'|'.join(sorted(case.codes))} of {case.record}, {case.field}: {said[:3]}")
    for problem, text in zip(problems, said, strict=True):
        found += [f"{case.name}: {fault}" for fault in faults(text, MESSAGE_LIMIT)]
        if problem.code not in CODES or not text.startswith(f"[{problem.code}] {problem.file}") or not problem.rule or not problem.cure:
            found.append(f"{case.name}: no code, file, rule or cure: {text[:200]}")
    return found


@pytest.mark.parametrize("group", GROUPS)
def test_damaged_files_get_the_right_verdict(group: str, folder: Path, counted: Callable[..., None]) -> None:
    before = files(folder)
    cases = unique(GROUPS[group]())
    answers = [wrong(case, checked(folder, case)) for case in cases]
    failed = [line for lines in answers for line in lines]
    counted("bad data", cases=len(cases), failed=sum(map(bool, answers)))
    assert not failed, f"{len(failed)} of {len(cases)}:\n" + "\n".join(failed)
    assert files(folder) == before, "the check changed the folder"


def test_there_are_enough_of_them_and_of_every_file() -> None:
    cases = [case for group in GROUPS.values() for case in unique(group())]
    assert len(cases) >= 300
    assert len({(case.path, case.content, case.more) for case in cases}) == len(cases)
    assert {case.path for case in cases} >= {path.relative_to(TINY).as_posix() for path in TINY.rglob("*.*") if path.name != "README.md"}


@pytest.mark.parametrize("group", ["syntax", "texts", "ids"])
def test_the_command_says_the_same_and_ends_with_1(group: str, folder: Path, capsys: pytest.CaptureFixture[str],
                                                   counted: Callable[..., None]) -> None:
    cases = unique(GROUPS[group]())[::9]
    failed = []
    for case in cases:
        (folder / case.path).write_bytes(case.content)
        with pytest.raises(SystemExit) as left:
            cli.main(["check", str(folder)])
        shutil.copyfile(TINY / case.path, folder / case.path)
        said = capsys.readouterr()
        lines = said.out.splitlines()
        if left.value.code != 1 or said.err or not any(line.startswith(f"[{code}] ") for line in lines for code in case.codes):
            failed.append(f"{case.name}: exit {left.value.code}: {said.out[:200]} {said.err[:200]}")
        failed += [f"{case.name}: {fault}" for line in lines for fault in faults(line, MESSAGE_LIMIT)]
    counted("bad data", cases=len(cases), failed=len(failed))
    assert not failed, "\n".join(failed)
