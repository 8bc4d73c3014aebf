"""docs/new-atlas.md tells the truth: its commands run in order in an empty folder, and give what it promises."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import geo
from geo import cli

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "new-atlas.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
STEPS = [part.partition("\n") for block in BLOCKS for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Result]]:
    folder = tmp_path_factory.mktemp("walk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return folder, [CliRunner().invoke(cli.geo, shlex.split(command)[1:]) for command, _, _ in STEPS]


def test_every_step_does_what_the_page_says(walked: tuple[Path, list[Result]]):
    assert len(STEPS) >= 10
    for (command, _, shown), done in zip(STEPS, walked[1], strict=True):
        if shown:  # the one that is refused
            assert done.exit_code == 2, command
            assert done.output.strip() == shown.strip()
        else:
            assert done.exit_code == 0, f"{command}\n{done.output}"


def test_the_atlas_has_two_incidents_each_with_a_source_and_a_map(walked: tuple[Path, list[Result]]):
    folder, _ = walked
    made = geo.load(folder / "my-atlas")
    assert sorted(made.dataset.incidents) == ["amuda-2020-02-22", "qamishli-road-2020-02-19"]
    assert made.claims_of("amuda-2020-02-22")[0][0] == "sohr-2020-02-22"
    assert "amuda-2020-02-22" in (folder / "output" / "incidents.csv").read_text(encoding="utf-8")
    assert (folder / "output" / "index.html").stat().st_size > 100_000
    # As in the curated atlas, from which the records are taken.
    shipped = geo.load().dataset
    assert made.dataset.places["amuda"].geometry == shipped.places["amuda"].geometry
    assert made.dataset.sources["sohr-2020-02-22"].url == shipped.sources["sohr-2020-02-22"].url
    assert made.dataset.incidents["amuda-2020-02-22"].when == shipped.incidents["amuda-m4-2020-02-22"].when


def test_nothing_was_written_by_the_refused_one(walked: tuple[Path, list[Result]]):
    folder, _ = walked
    assert "A second one" not in (folder / "my-atlas" / "data" / "incidents.geojson").read_text(encoding="utf-8")
