"""The wheel alone builds the map: installed outside the checkout, `geo build` works in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=root)
    (path,) = folder.glob("contact_atlas-*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A fresh environment with the wheel in it, which sees our installed dependencies but not the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", "--quiet", wheel)
    # A path line in a .pth file adds that folder only; the .pth files inside it (the checkout's) are not read.
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    ours = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    (site / "dependencies.pth").write_text("\n".join(ours) + "\n", encoding="utf-8")
    return folder


def test_wheel_carries_data_seeds_page_and_licences(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for start in ("geo/_data/data/places.geojson", "geo/_data/seeds/", "geo/_data/data/basemap/", "geo/web/",
                  "geo/starter/folder/data/about.toml", "geo/starter/folder/seeds/"):
        assert any(name.startswith(start) for name in names), start
    for paper in ("LICENSE", "data/LICENSE.md"):
        assert any(name.endswith(f".dist-info/licenses/{paper}") for name in names), paper
    # One top-level folder: nothing lands beside it in site-packages.
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"geo"}


def test_build_works_in_an_empty_folder(installed, root, tmp_path):
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "COVERAGE_PROCESS_START"}}
    where = run(installed / "bin" / "python", "-c", "import geo; print(geo.__file__)", cwd=tmp_path, env=env).strip()
    assert where.startswith(str(installed))
    run(installed / "bin" / "geo", "build", cwd=tmp_path, env=env)
    page = tmp_path / "output" / "index.html"
    assert page.stat().st_size > 100_000
    assert str(root) not in page.read_text(encoding="utf-8")
