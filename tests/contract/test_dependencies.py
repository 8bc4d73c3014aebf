"""What geo/ imports is what pyproject.toml declares, what is declared is explained, and every pin is exact."""

from __future__ import annotations

import ast
import re
import runpy
import sys
import tomllib

import pytest

IMPORTED_AS = {"xstatic-leaflet": "xstatic"}
# Parts that a declared package brings along and hands out in its own interface.
BROUGHT_BY = {"pydantic_core": "pydantic", "markupsafe": "jinja2"}


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def names(requirements):
    return {re.match(r"[A-Za-z0-9._-]+", text).group().lower() for text in requirements}


def imported(folder):
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                found.add(node.module.split(".")[0])
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module" \
                    and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"geo"}


def test_declared_dependencies_are_the_imported_ones(root, project):
    declared = {IMPORTED_AS.get(name, name) for name in names(project["dependencies"])}
    assert {BROUGHT_BY.get(name, name) for name in imported(root / "geo")} == declared


def test_every_dependency_is_explained(root, project):
    text = (root / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    optional = [item for extra in project["optional-dependencies"].values() for item in extra]
    rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in text.splitlines() if line.startswith("| ")]
    explained = {row[0]: row[1:] for row in rows if row[0] not in ("package", "---")}
    assert len(explained) == sum(row[0] not in ("package", "---") for row in rows), "explained twice"
    assert set(explained) == names([*project["dependencies"], *optional])
    # why, licence, alive, without it
    assert [name for name, facts in explained.items() if len(facts) != 4 or not all(facts)] == []


def test_every_dependency_is_pinned_and_nothing_else_is_said(root, project):
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+]+", line)] == []
    optional = [item for extra in project["optional-dependencies"].values() for item in extra]
    assert names([*project["dependencies"], *optional]) <= names(pins)


def test_the_lowest_versions_are_said_and_not_above_the_pins(root, project):
    minimum = runpy.run_path(str(root / "scripts" / "minimum.py"))
    both = [*project["dependencies"], *(item for extra in project["optional-dependencies"].values() for item in extra)]
    pins = dict(line.split("==") for line in (root / "constraints.txt").read_text(encoding="utf-8").lower().splitlines()
                if "==" in line)
    for name, lowest in (pin.lower().split("==") for pin in minimum["pins"](both)):
        assert numbers(lowest) <= numbers(pins[name]), name
    with pytest.raises(ValueError, match="not name>=version"):
        minimum["pins"](["numpy>=2,<3"])


def numbers(version):
    return [int(part) for part in version.split(".") if part.isdecimal()]


def test_an_audit_that_was_not_answered_is_not_called_fine(root):
    report = runpy.run_path(str(root / "scripts" / "audit.py"))["report"]
    fine, weak, skipped = ({"name": "a", "version": "1", "vulns": []},
                           {"name": "b", "version": "2", "vulns": [{"id": "X-1", "fix_versions": ["3"]}]},
                           {"name": "c", "skip_reason": "not found"})
    assert report([fine])[0] == 0
    assert report([])[0] == 2
    assert report([fine, skipped])[0] == 2
    code, lines = report([fine, weak, skipped])
    assert code == 1
    assert "b 2: X-1, mended in 3" in lines
