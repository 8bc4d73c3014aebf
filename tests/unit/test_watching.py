"""`geo watch` builds at once and after each change, says what is wrong, and goes on until it is ended."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geo import dataset, starter, watching

TINY = Path(__file__).resolve().parents[1] / "fixtures" / "tiny"


def test_each_round_is_told(tmp_path: Path):
    folder = Path(shutil.copytree(TINY, tmp_path / "atlas"))
    places = folder / "places.geojson"
    good = places.read_text(encoding="utf-8")
    said: list[str] = []

    def changes():
        assert said[-1].startswith("built in ")
        places.write_text(good.replace('"kind":"town"', '"kind":"twon"'), encoding="utf-8")
        yield {(2, str(places))}
        assert said[-2:] == ["not built, 1 problem in the data:", said[-1]]
        assert "[not-in-list] places.geojson, alda, kind" in said[-1] and "did you mean town" in said[-1]
        places.unlink()
        yield {(3, str(places)), (1, str(folder / "seeds" / "x.toml"))}
        assert "changed: places.geojson, x.toml" in said
        assert any("[missing-file] places.geojson" in line for line in said)
        shutil.move(folder, tmp_path / "away")
        yield {(3, str(places))}
        assert said[-1].startswith("not built: [usage]")
        shutil.move(tmp_path / "away", folder)
        places.write_text(good.replace("Brin airfield", "Brin field"), encoding="utf-8")
        yield {(2, str(places))}

    watching.rounds(changes(), data=folder, out=tmp_path / "out", say=said.append)
    assert said[-1].startswith("built in ") and str(tmp_path / "out" / "index.html") in said[-1]
    assert "Brin field" in (tmp_path / "out" / "places.csv").read_text(encoding="utf-8")


def test_only_data_files_matter(tmp_path: Path):
    root = tmp_path / "atlas"
    starter.write(root)
    folder, out = dataset.locate(root), root / "data" / "output"

    def matters(name: str) -> bool:
        return watching.matters(str(root / name), folder=folder, out=out)

    assert all(map(matters, ("data/places.geojson", "data/about.toml", "data/actors.json", "seeds/new.toml",
                             "data/stories/a.toml")))
    assert not any(map(matters, ("README.md", "data/.x.tmp", "data/.places.geojson", "data/output/incidents.geojson",
                                 "seeds/a.toml~", "elsewhere.toml")))


@pytest.mark.slow
def test_a_real_watch_rebuilds_a_page_and_ends_on_interrupt(tmp_path: Path):
    root, out = tmp_path / "atlas", tmp_path / "output"
    starter.write(root)
    log = tmp_path / "log"
    with log.open("w") as stream:
        process = subprocess.Popen([sys.executable, "-u", "-m", "geo", "watch", str(root), "-o", str(out)],
                                   stdout=stream, stderr=subprocess.STDOUT, cwd=tmp_path,
                                   env={**os.environ, "PYTHONPATH": str(TINY.parents[2])})
    try:
        def until(text: str) -> None:
            for _ in range(600):
                if text in log.read_text(encoding="utf-8"):
                    return
                assert process.poll() is None, log.read_text(encoding="utf-8")
                time.sleep(0.1)
            pytest.fail(log.read_text(encoding="utf-8"))

        until("built in ")
        about = root / "data" / "about.toml"
        about.write_text(about.read_text(encoding="utf-8").replace("My atlas", "Renamed atlas"), encoding="utf-8")
        until("changed: about.toml")
        for _ in range(300):
            if "Renamed atlas" in (out / "index.html").read_text(encoding="utf-8"):
                break
            time.sleep(0.1)
        assert "Renamed atlas" in (out / "index.html").read_text(encoding="utf-8")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
        assert "Traceback" not in log.read_text(encoding="utf-8")
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
