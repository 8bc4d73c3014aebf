"""The README tells the truth: its commands give the output shown, its Python runs, its files exist."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [page for folder in (".", "docs", "data", "output") for page in sorted((ROOT / folder).glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.slow


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def examples() -> list[tuple[str, str]]:
    """Each `$ geo ...` line of a console block with the output shown below it."""
    found = []
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            if command.startswith("geo "):
                found.append((command, output.rstrip()))
    return found


def run(arguments: list[str], folder: Path) -> str:
    env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100"}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=env, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_there_are_four_examples():
    assert len([command for command, _ in examples() if not command.startswith("geo build")]) >= 4


@pytest.mark.parametrize(("command", "shown"), examples(), ids=[command for command, _ in examples()])
def test_command_gives_what_the_readme_shows(command, shown, tmp_path):
    output = run(["-m", "geo", *shlex.split(command)[1:]], tmp_path)
    assert "\n".join(line.rstrip() for line in output.rstrip().splitlines()) == shown


def test_python_example_runs_and_says_what_its_comments_say(tmp_path):
    (block,) = blocks("python")
    assert len(block.splitlines()) <= 8
    # A line `print(...)  # text` must print that text.
    shown = re.findall(r"^print\(.*\)  # (.+)$", block, flags=re.MULTILINE)
    assert run(["-c", block], tmp_path).splitlines() == shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_a_page_links_to_exist(page):
    for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_make_targets_it_names_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"[`$] ?make ([a-z]+)\b", README):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target
