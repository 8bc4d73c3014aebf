"""Every benchmark runs to its end on a handful of events; what it measures is nobody's test."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys

import pandas
import pytest

from geo import formats

pytestmark = pytest.mark.slow

# Those that need a peer's packages from npm, or lonboard, are tried by `make bench BENCH=--quick`.
QUICK = ["nearest", "membership", "build_cost"]


def run(root, script, **variables):
    command = [sys.executable, str(root / "benchmarks" / f"{script}.py"), "--quick", "--json"]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **variables})


@pytest.mark.parametrize("script", QUICK)
def test_benchmark_runs(root, script, tmp_path):
    done = run(root, script, TMPDIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert results and all(one["ours"] >= 0 and one["n"] == 300 for one in results)
    assert all(one["ours"] == 0 for one in results if "wrong" in one["what"] or "other pairs" in one["what"])


def test_both_sides_of_the_reading_read_the_same_rows(root, tmp_path, monkeypatch, capsys):
    monkeypatch.syspath_prepend(str(root / "benchmarks"))
    read_ged = importlib.import_module("read_ged")
    file = tmp_path / "ged.csv"
    read_ged.written(300, file)
    assert formats.recognise(file).reader.NAME == read_ged.FORMAT
    assert len(formats.read(file).frame) == len(pandas.read_csv(file)) == 300
    for name in ("ours", "peer"):
        read_ged.side(name, file)
    assert all(float(line) > 0 for line in capsys.readouterr().out.split())


def test_every_script_is_run_and_told_of(root):
    folder = root / "benchmarks"
    listed = (folder / "all.py").read_text(encoding="utf-8").partition("SCRIPTS = ")[2].partition(")")[0]
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for path in folder.glob("*.py"):
        if "if __name__" in path.read_text(encoding="utf-8"):
            assert f"`{path.name}`" in readme, path.name
            assert f'"{path.stem}"' in listed or path.stem in {"all", "pages", "synthetic", "curated_page", "growth"}, path.name
