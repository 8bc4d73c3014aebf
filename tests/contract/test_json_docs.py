"""docs/json.md lists exactly the fields that --json prints."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from geo import cli

ROOT = Path(__file__).resolve().parents[2]

# Calls that together print every field of each document.
CALLS = {
    "distance": [["distance", "Derik", "Qamishli"], ["distance", "Derik", "sdf-c"]],
    "near": [["near", "Derik", "--within", "60km", "--kind", "base"], ["near", "sdf-c", "--within", "1km"]],
    "nearest": [["nearest", "Derik", "--as-of", "2020-06-03"], ["nearest", "sdf-c", "--kind", "city"]],
    "matrix": [["matrix", "--kind", "city"]],
    "incidents": [["incidents"]],
    "control": [["control", "Khasham", "--as-of", "2018-02-07"], ["control", "Khasham", "--as-of", "2018-06-01"],
                ["control", "Derik", "--as-of", "2020-06-03"]],
    "changes": [["changes", "--from", "2019-10-05", "--to", "2020-06-03"]],
    "show": [["show", "khasham-battle-2018-02-07"], ["show", "Derik"]],
    "import": [["import", str(ROOT / "tests" / "fixtures" / "foreign" / "events.csv"), "--on-bad", "skip"]],
    "check": [["check", str(ROOT / "tests" / "fixtures" / "invalid" / "not-json")]],
}
# Documents within documents, documented under their own heading.
ELSEWHERE = {"changes": ("places[].before", "places[].after"), "show": ("record", "claims[]", "sources"),
             "import": ("files[].options", "files[].counts"),
             "near": ("presences",), "control": ("last_known", "candidates[]", "overlays")}
INHERITS = {"near": "distance", "nearest": "distance", "matrix": "distance"}


def documented() -> dict[str, set[str]]:
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    fields = {head: set(re.findall(r"^\| `([^`]+)` \|", body, flags=re.MULTILINE))
              for head, body in zip(parts[1::2], parts[2::2], strict=True)}
    return {verb: found | fields.get(INHERITS.get(verb, ""), set()) for verb, found in fields.items()}


def paths(value: Any, verb: str, at: str = "") -> set[str]:
    """The path of every member, `[]` for the members of lists; what is documented elsewhere is not gone into."""
    if isinstance(value, list):
        return {path for item in value for path in paths(item, verb, f"{at}[]" if at else "")}
    if not isinstance(value, dict) or any(at in (stop, f"{stop}[]") for stop in ELSEWHERE.get(verb, ())):
        return set()
    found = set()
    for name, item in value.items():
        here = f"{at}.{name}" if at else name
        found |= {here} | paths(item, verb, here)
    return found


@pytest.mark.parametrize("verb", list(CALLS))
def test_fields_printed_are_the_fields_documented(verb: str):
    printed: set[str] = set()
    for call in CALLS[verb]:
        done = CliRunner().invoke(cli.geo, [*call, "--json"])
        printed |= paths(json.loads(done.stdout), verb)
    inner = {path for path in documented()[verb] if any(path.startswith(f"{stop}.") for stop in ELSEWHERE.get(verb, ()))}
    never = {"inside"} if verb == "matrix" else set()  # it has no zones
    assert printed == documented()[verb] - inner - never
    assert inner <= {"last_known.days_ago", "candidates[].distance_m", "claims[].id", "claims[].source"}


def test_every_verb_with_json_is_documented():
    verbs = {name for name, command in cli.geo.commands.items() if any("--json" in option.opts for option in command.params)}
    heads = {word for head in documented() for word in head.split(", ")}
    assert verbs == heads
