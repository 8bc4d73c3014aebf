"""Ask pip-audit whether a pinned package has a known weakness: `make audit`. What was not answered is never called fine.

Exit code 0: every package was looked up and none has a known weakness; 1: some have; 2: the service could not be asked.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PINS = Path(__file__).resolve().parent.parent / "constraints.txt"
FINE, WEAK, UNKNOWN = 0, 1, 2


def report(packages: list[dict[str, Any]]) -> tuple[int, list[str]]:
    """The exit code and the lines that tell what pip-audit found of each package."""
    looked_up = [item for item in packages if "vulns" in item]
    weak = [item for item in looked_up if item["vulns"]]
    lines = [f"{item['name']} {item['version']}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'no release yet'}"
             for item in weak for one in item["vulns"]]
    if weak:
        return WEAK, [*lines, f"{len(weak)} of {len(packages)} packages have a known weakness: raise their pins in {PINS.name}."]
    if not looked_up or len(looked_up) < len(packages):
        missing = len(packages) - len(looked_up)
        return UNKNOWN, [f"Not known: {missing} of {len(packages)} packages could not be looked up. Nothing is said of them."]
    return FINE, [f"{len(packages)} packages looked up, none has a known weakness."]


def main() -> int:
    """Print the report on the pinned versions."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(PINS), "--no-deps", "--disable-pip", "--format", "json",
               "--progress-spinner", "off", "--timeout", "15"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        why = done.stderr.strip().splitlines()[-1:] or ["pip-audit said nothing"]
        print(f"Not known: the service that lists weaknesses could not be asked. {why[0]}")
        return UNKNOWN
    code, lines = report(packages)
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
