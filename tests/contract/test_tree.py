"""What must never stand in the tree: registry hosts, machine paths, code of others, long modules, hidden script."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BINARY = {".png", ".jpg", ".gz", ".xlsx", ".parquet", ".gpkg", ".zip", ".kmz"}

# Written so that the patterns do not find themselves.
REGISTRY_HOST = re.compile(r"(?:registry\.npm[j]s|npm[j]s|py[p]i|python[h]osted|deb\.[d]ebian)\.org")
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:home|root|Users|tmp|work|farm|mnt|opt)/[\w.-]+")
VENDORED = re.compile(r"\.min\.(?:js|css)$|(?:^|/)leaflet[^/]*\.(?:js|css)$|(?:^|/)node_modules/|\.whl$")
SCRIPT_IN_PYTHON = re.compile(
    r"\bfunction\s*\w*\(|=>\s*[{(]|\b(?:var|let|const)\s+\w+\s*=|\b(?:document|window)\.\w+|\baddEventListener\b"
)
GLUE = 2  # a call that hands over to a module of geo/web is no program
PYTHON_LIMIT, SCRIPT_LIMIT, FUNCTION_LIMIT, README_LIMIT = 400, 150, 60, 120


def tracked() -> list[Path]:
    """What git holds or would hold: committed and new files, without the ignored ones."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return sorted({path for name in listed.split("\0") if name and (path := ROOT / name).is_file()})


FILES = tracked()
TEXTS = {path: path.read_bytes().decode("utf-8", "replace") for path in FILES if path.suffix not in BINARY}
OURS = {path: text for path, text in TEXTS.items() if not {"fixtures", "corpus"} & set(path.parts)}
PYTHON = {path: text for path, text in OURS.items() if path.suffix == ".py"}
PACKAGE = {path: text for path, text in PYTHON.items() if path.is_relative_to(ROOT / "geo")}


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def found(pattern: re.Pattern[str], texts: dict[Path, str]) -> list[str]:
    """Every line that matches, as file:line: match."""
    return [
        f"{short(path)}:{text.count(chr(10), 0, match.start()) + 1}: {match.group()}"
        for path, text in texts.items() for match in pattern.finditer(text)
    ]


def test_the_tree_is_seen():
    assert len(PACKAGE) > 5
    assert ROOT / "pyproject.toml" in FILES


def test_no_registry_host_is_named():
    assert found(REGISTRY_HOST, TEXTS) == []


def test_no_path_of_a_machine_is_named():
    assert [line for line in found(MACHINE_PATH, TEXTS) if "/path/to/" not in line] == []


def test_no_code_of_others_is_kept():
    assert [short(path) for path in FILES if VENDORED.search(short(path))] == []


def test_lines_end_in_lf_and_files_in_one_newline():
    wrong = [short(path) for path, text in OURS.items() if "\r" in text or (text and not text.endswith("\n"))]
    assert wrong == []


def test_no_module_is_long():
    scripts = {path: text for path, text in OURS.items() if path.suffix == ".js"}
    limits = [(PYTHON, PYTHON_LIMIT), (scripts, SCRIPT_LIMIT)]
    long = {short(p): n for texts, limit in limits for p, t in texts.items() if (n := t.count("\n")) > limit}
    assert long == {}


def test_no_function_is_long():
    long = {}
    for path, text in PACKAGE.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and (lines := node.end_lineno - node.lineno + 1) > FUNCTION_LIMIT:
                long[f"{short(path)}: {node.name}"] = lines
    assert long == {}


def test_every_module_says_what_it_does_in_one_line():
    for path, text in PACKAGE.items():
        docstring = ast.get_docstring(ast.parse(text))
        assert docstring, short(path)
        assert docstring.splitlines()[0].endswith((".", ";", ":", ",")), f"{short(path)}: {docstring.splitlines()[0]}"


def test_no_script_hides_in_python_strings():
    hidden = []
    for path, text in PACKAGE.items():
        for node in ast.walk(ast.parse(text)):
            text_of = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if len(SCRIPT_IN_PYTHON.findall(text_of)) > GLUE:
                hidden.append(f"{short(path)}:{node.lineno}")
    assert hidden == []


def test_no_module_is_a_drawer_for_everything():
    assert [short(path) for path in PACKAGE if path.stem in {"utils", "util", "helpers", "misc", "common"}] == []


def test_readme_is_short():
    assert OURS[ROOT / "README.md"].count("\n") <= README_LIMIT


@pytest.mark.parametrize("name", ["LICENSE", "data/LICENSE.md", "CITATION.cff", "CHANGELOG.md", "CONTRIBUTING.md"])
def test_papers_are_there(name):
    assert (ROOT / name).stat().st_size > 200


def test_three_modules_at_most_touch_leaflet():
    scripts = {path: text for path, text in OURS.items() if path.suffix == ".js" and path.is_relative_to(ROOT / "geo")}
    touching = [path.name for path, text in scripts.items() if re.search(r"\bL\.[a-zA-Z]", text)]
    assert 0 < len(touching) <= 3, touching
