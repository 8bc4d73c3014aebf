"""The same input gives the same bytes in another process: other hash seed, folder, locale, time zone, umask and file times."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely

from geo import export, exports

ROOT = Path(__file__).resolve().parents[2]
EVENTS = ROOT / "tests" / "fixtures" / "foreign" / "events.csv"
# Each is a world: what a process is started with. The first is plain; the others differ from it in everything.
WORLDS: list[dict[str, Any]] = [
    {"seed": "0", "locale": "C.UTF-8", "zone": "UTC", "umask": 0o022, "folder": "plain", "time": 1_000_000_000},
    {"seed": "1", "locale": "tr_TR.UTF-8", "zone": "Asia/Kathmandu", "umask": 0o077, "folder": "İki Iğdır", "time": 0},
    {"seed": "4294967295", "locale": "ar_SY.UTF-8", "zone": "America/St_Johns", "umask": 0, "folder": "a/سوريا/b",
     "time": 1_800_000_001},
]
INPUTS = {"atlas", "tiny", "events.csv"}
TABLES = {"zones": ("geojson", "csv", "gpkg"), "claims": ("csv", "xlsx", "parquet", "gpkg"), "places": ("xlsx", "parquet")}
COMMANDS: list[list[str]] = [
    ["build", "--data", "tiny", "-o", "build"],
    ["export", "--data", "atlas", "--to", "xlsx", "-o", "atlas.xlsx"],  # the curated atlas, with names in six scripts
    ["build", "--data", "tiny", "-o", "narrow", "--as-of", "2020-03-04", "--during", "2020"],
    ["map", "events.csv", "--on-bad", "skip", "-o", "map.html"],
    ["import", "events.csv", "--on-bad", "skip", "-o", "events.parquet"],
    *(["export", "--data", "tiny", "--to", to, "-o", f"incidents.{to}"] for to in exports.FORMATS),
    *(["export", "--data", "tiny", "--to", to, "--what", table, "-o", f"{table}.{to}"] for table, formats in TABLES.items()
      for to in formats),
    ["new", "begun"],
    ["add", "place", "--data", "begun", "--name", "Iğdır تل", "--kind", "village", "--lon", "40.5", "--lat", "36.5",
     "--uncertainty-m", "800", "--source", "SOURCE"],
    ["check", "tiny", "--json"], ["check", "begun"], ["distance", "Alda", "Cove", "--data", "tiny"],
    ["incidents", "--data", "tiny"], ["incidents", "--data", "tiny", "--json"], ["places", "--data", "tiny", "--csv"],
    ["matrix", "--kind", "town", "--data", "tiny", "--csv"], ["control", "Alda", "--as-of", "2020-03-04", "--data", "tiny"],
    ["near", "Alda", "--within", "90km", "--data", "tiny"], ["near", "Zzyzx", "--within", "25km", "--data", "tiny"],
    ["import", "events.csv", "--json"],
]
# As a notebook or another host program may do, it takes the locale of its environment for everything; Python itself takes that
# for the letters alone.
PROGRAM = """
import contextlib, json, locale, sys, time
with contextlib.suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "")
from geo.cli import main
for number, argv in enumerate(json.load(sys.stdin)):
    with open(f"said-{number}.txt", "w", encoding="utf-8") as said:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                main(argv)
            except SystemExit as stop:
                print("code", stop.code)
print(json.dumps([hash("a"), time.tzname, locale.localeconv()["decimal_point"]]))
"""


def made_in(world: dict[str, Any], base: Path, source: str) -> tuple[Path, Any]:
    """Run every command in one world; its folder, and what the process says of itself."""
    folder = base / world["folder"]
    folder.mkdir(parents=True)
    chance = random.Random(world["seed"])
    tiny = ROOT / "tests" / "fixtures" / "tiny"
    for top, name in ((ROOT / "data", "atlas/data"), (ROOT / "seeds", "atlas/seeds"), (tiny, "tiny")):
        files = sorted(path for path in top.rglob("*") if path.is_file() and "basemap" not in path.parts)
        chance.shuffle(files)  # a folder lists its files in the order they came, on some disks
        for path in files:
            target = folder / name / path.relative_to(top)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            os.utime(target, (world["time"], world["time"]))
    shutil.copyfile(EVENTS, folder / "events.csv")
    os.utime(folder / "events.csv", (world["time"], world["time"]))
    env = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ", "PYTHON"))}
    env |= {"PYTHONHASHSEED": world["seed"], "LC_ALL": world["locale"], "LANG": world["locale"], "TZ": world["zone"],
            "LOCPATH": str(base / "locales"), "PYTHONPATH": str(ROOT), "HOME": str(folder), "COLUMNS": "100"}
    commands = [[source if word == "SOURCE" else word for word in argv] for argv in COMMANDS]
    done = subprocess.run([sys.executable, "-c", PROGRAM], input=json.dumps(commands), capture_output=True, text=True,
                          check=False, cwd=folder, env=env, umask=world["umask"])
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


def with_locales(base: Path) -> None:
    """Compile the locales of the worlds, where this machine can; where not, their names alone stand in the environment."""
    (base / "locales").mkdir()
    if shutil.which("localedef"):
        for world in WORLDS[1:]:
            subprocess.run(["localedef", "-i", world["locale"].partition(".")[0], "-f", "UTF-8",
                            str(base / "locales" / world["locale"])], capture_output=True, check=False)


def test_a_geometry_is_written_the_same_under_a_turkish_locale(monkeypatch: pytest.MonkeyPatch, counted: Callable[..., None]):
    """GEOS writes LiNESTRiNG there, and MULTiPOLYGON; the locale itself is not on every machine that runs the tests."""
    line = {"type": "LineString", "coordinates": [[10.6, 0.35], [1e-7, 0.5]]}
    zone = {"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 0]]]]}
    plain = [export.wkt(line), export.wkt(zone)]
    real = shapely.to_wkt
    monkeypatch.setattr(shapely, "to_wkt", lambda *shape, **how: real(*shape, **how).replace("I", "i"))
    wrong = [export.wkt(line), export.wkt(zone)] != plain
    counted("same bytes", cases=2, failed=2 * wrong)
    assert not wrong
    assert [text.partition(" ")[0] for text in plain] == ["LINESTRING", "MULTIPOLYGON"]


def sums(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*") if path.is_file() and not INPUTS.intersection(path.relative_to(folder).parts)}


def test_every_output_is_the_same_in_every_world(tmp_path: Path, counted: Callable[..., None]):
    with_locales(tmp_path)
    source = sorted(path.stem for path in (ROOT / "geo" / "starter" / "folder" / "seeds").glob("*.toml"))[0]
    made = [made_in(world, tmp_path, source) for world in WORLDS]
    plain, *others = (sums(folder) for folder, _ in made)
    wrong = [(world["folder"], name) for world, other in zip(WORLDS[1:], others, strict=True)
             for name in sorted(plain.keys() | other.keys()) if plain.get(name) != other.get(name)]
    counted("same bytes", cases=len(others) * len(plain), failed=len(wrong))
    assert wrong == []
    assert len(plain) > 55
    codes = [(made[0][0] / f"said-{number}.txt").read_text(encoding="utf-8").split()[-1] for number in range(len(COMMANDS))]
    failed = [COMMANDS[number][0] for number, code in enumerate(codes) if code != "0"]
    assert failed == ["near", "import"]  # a name that nothing carries, and rows that stop an import
    told = [said for _, said in made]
    assert len({one[0] for one in told}) == len({tuple(one[1]) for one in told}) == len(WORLDS)
