"""`import geo` and `geo distance` stay light: no folium, pandas or geopandas is loaded for them."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

HEAVY = {"folium", "branca", "pandas", "geopandas", "pyogrio"}
REPORT = "import sys; print('LOADED', *sorted(set({heavy!r}) & set(sys.modules)))"


def loaded_by(code: str) -> list[str]:
    program = f"{code}\n{REPORT.format(heavy=sorted(HEAVY))}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.rpartition("LOADED")[2].split()


def test_import_geo_is_light():
    assert loaded_by("import geo") == []


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["distance", "Derik", "Qamishli airport"]])
def test_command_is_light(arguments):
    run = f"from geo.cli import main\ntry:\n    main({arguments!r})\nexcept SystemExit as stop:\n    code = stop.code"
    assert loaded_by(f"{run}\nassert not code") == []
