"""geo/files.py alone writes files, and nothing of the package opens a connection: read off the syntax of every module."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = {path.relative_to(ROOT).as_posix(): path for path in (ROOT / "geo").rglob("*.py")}
WRITER = "geo/files.py"

# Calls that write, rename or remove files, by the last part of their name. `replace`, `remove` and `copy` are what texts,
# lists and arrays do too: those count where the name before them is a module for files.
WRITES = {"write_text", "write_bytes", "touch", "mkdir", "makedirs", "unlink", "rmdir", "rmtree", "rename", "renames", "symlink",
          "symlink_to", "hardlink_to", "link", "chmod", "chown", "truncate", "mkstemp", "mkdtemp", "NamedTemporaryFile",
          "TemporaryFile", "TemporaryDirectory", "SpooledTemporaryFile", "copyfile", "copytree", "copy2", "copyfileobj", "move",
          "to_file", "to_excel", "to_pickle", "to_feather", "savetxt", "savez", "tofile", "mknod", "mkfifo", "extractall",
          "make_archive"}
OF_MODULES = {"os": {"open", "write", "replace", "remove"}, "shutil": {"copy"}, "sqlite3": {"connect"}, "numpy": {"save"}}
# What takes a path or a stream: these are given a stream in memory, and the test below names it.
STREAMS = {
    "geo/exports/workbook.py": {"save": "made", "ZipFile": "out"},
    "geo/exports/geopackage.py": {"write_dataframe": "made"},
    "geo/exports/geoparquet.py": {"to_parquet": "made", "write_table": "made"},
    "geo/formats/stored.py": {"write_table": "sink"},
}
TAKES_STREAM = {"save", "write_dataframe", "to_parquet", "write_table"}
# Text to a stream that is open already, and the one descriptor that is: that of a stdout nobody reads.
ALLOWED = {("geo/cli/failing.py", "os.open")}
CONNECTING = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "requests", "urllib3", "httpx", "aiohttp",
              "asyncio", "xmlrpc", "webbrowser", "socketserver", "telnetlib", "subprocess", "multiprocessing"}


def called(node: ast.Call) -> tuple[str, str]:
    """The name before the last point of what is called, and the name after it."""
    if isinstance(node.func, ast.Attribute):
        before = node.func.value
        return before.id if isinstance(before, ast.Name) else "", node.func.attr
    return "", node.func.id if isinstance(node.func, ast.Name) else ""


def opens_for_writing(node: ast.Call, before: str) -> bool:
    """`open(path, mode)`, `path.open(mode)` and their like; a mode that is no plain text counts as writing."""
    of_path = isinstance(node.func, ast.Attribute) and before not in ("io", "gzip", "bz2", "lzma", "codecs", "archive")
    at = 0 if of_path else 1
    mode = next((word.value for word in node.keywords if word.arg == "mode"), node.args[at] if len(node.args) > at else None)
    if mode is None:
        return False
    return not isinstance(mode, ast.Constant) or not isinstance(mode.value, str) or bool(set("wax+") & set(mode.value))


def writes(name: str, tree: ast.Module) -> list[str]:
    """Each call in a module that may write a file, by name."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        before, last = called(node)
        streams = STREAMS.get(name, {})
        # geo/files.py under the two names it is imported by, or a function imported from it.
        if before in ("files", "disk") or (isinstance(node.func, ast.Name) and last in ("write_text", "write_bytes")):
            continue
        opens = last == "open" and before not in OF_MODULES and opens_for_writing(node, before)
        if opens or last in WRITES or last in OF_MODULES.get(before, ()):
            found.append(f"{before}.{last}".strip("."))
        elif last in TAKES_STREAM or (last == "ZipFile" and len(node.args) > 1):
            given = [*node.args, *(word.value for word in node.keywords)]
            if not any(isinstance(one, ast.Name) and one.id == streams.get(last) for one in given):
                found.append(last)
    return found


def imports(tree: ast.Module) -> set[str]:
    """The modules that a module imports, each with those above it."""
    found: set[str] = set()
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else \
            [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)] \
            if isinstance(node, ast.ImportFrom) and not node.level and node.module else []
        for name in names:
            parts = name.split(".")
            found |= {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
    return found


def test_one_module_writes_files():
    found = {name: set(writes(name, ast.parse(path.read_text(encoding="utf-8")))) for name, path in MODULES.items()}
    assert {"os.open", "os.write", "folder.mkdir", "temporary.unlink", "temporary.chmod"} <= found.pop(WRITER)
    assert {(name, call) for name, calls in found.items() for call in calls} == ALLOWED


@pytest.mark.parametrize(("code", "wrong"), [
    ("open(p, 'w')", True), ("open(p)", False), ("open(p, 'rb')", False), ("p.open('ab')", True), ("p.open()", False),
    ("p.open(mode='x')", True), ("open(p, mode)", True), ("gzip.open(p, 'wt')", True), ("gzip.open(p)", False),
    ("p.write_text('x')", True), ("files.write_text(p, 'x')", False), ("os.replace(a, b)", True), ("text.replace(a, b)", False),
    ("frame.to_parquet(path)", True), ("zipfile.ZipFile(p)", False), ("zipfile.ZipFile(p, 'w')", True),
    ("shutil.rmtree(p)", True), ("tempfile.TemporaryDirectory()", True),
    ("book.save(p)", True), ("sqlite3.connect(p)", True), ("io.open(p, 'r+')", True),
])
def test_the_reading_of_the_syntax_sees_what_writes(code: str, wrong: bool):
    assert bool(writes("geo/x.py", ast.parse(code))) is wrong


def test_nothing_that_connects_is_imported():
    wrong = {name: found for name, path in MODULES.items()
             if (found := imports(ast.parse(path.read_text(encoding="utf-8"))) & CONNECTING)}
    assert wrong == {}
