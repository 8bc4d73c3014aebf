"""Run one fuzz target with atheris, which changes the kept corpus towards code not yet run: run.py edtf 60.

Seconds come second; what follows goes to libFuzzer as it is. Inputs that reach new code are put into .fuzz/NAME of the
folder that is current, and taken up by the next run; what crashes, into .fuzz/NAME-crash-... To try one again: run.py
edtf 0 FILE. Once the crash is mended its input belongs into the corpus, which tests/hostile/test_fuzzed.py replays.
"""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Fuzz until the time is up, or something crashes."""
    name, seconds, *rest = sys.argv[1:]
    found = Path(".fuzz") / name
    found.mkdir(parents=True, exist_ok=True)
    with atheris.instrument_imports(include=["geo"]):
        target = import_module(f"fuzz_{name}")
        for module in pkgutil.iter_modules(import_module("geo.formats").__path__, "geo.formats."):
            import_module(module.name)  # now, since what is first imported within a run is not measured
    if not any(Path(part).is_file() for part in rest):
        rest += [f"-max_total_time={seconds}", f"-artifact_prefix=.fuzz/{name}-", "-timeout=120"]
        rest += [str(found), str(HERE / "corpus" / name)]
    atheris.Setup([sys.argv[0], *rest], target.one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
