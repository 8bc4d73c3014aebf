"""Print the lowest version of every package that pyproject.toml allows, as constraints for pip: what `make minimum` installs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def pins(requirements: list[str]) -> list[str]:
    """`name==version` of each `name>=version`; ValueError for one that says no lowest version, or more than that."""
    found = []
    for text in requirements:
        match = re.fullmatch(r"([A-Za-z0-9._-]+)>=([0-9.]+)", text)
        if match is None:
            raise ValueError(f"{text!r} is not name>=version")
        found.append(f"{match[1]}=={match[2]}")
    return sorted(found)


def main() -> None:
    """Print the pins of what the package needs and of what its tests need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    said = project["project"]
    both = [*said["dependencies"], *said["optional-dependencies"]["test"], *project["build-system"]["requires"]]
    print("\n".join(dict.fromkeys(pins(both))))


if __name__ == "__main__":
    main()
