"""What `geo new` writes is valid, true to the curated atlas, and taught by comments."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import geo
from geo import cli, dataset, starter
from geo.build import build
from geo.errors import UsageError

# What the example leaves out or says of itself; all else is as in the atlas it is copied from.
TRIMMED = {"sources", "note", "presence"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("new") / "my-atlas"
    starter.write(made)
    return made


def test_it_has_one_record_of_each_kind_and_no_error(folder: Path):
    data = dataset.read(folder)
    assert (len(data.places), len(data.zones), len(data.incidents)) == (1, 1, 1)
    assert {problem.code for problem in dataset.check(folder)} <= {"single-origin"}


def test_nothing_in_it_is_invented(folder: Path):
    made, shipped = dataset.read(folder), geo.load().dataset
    for kind in ("places", "zones", "incidents", "actors", "origins"):
        for key, record in getattr(made, kind).items():
            original = getattr(shipped, kind)[key]
            assert record.model_dump(exclude=TRIMMED) == original.model_dump(exclude=TRIMMED), key
            assert set(getattr(record, "sources", ())) <= set(getattr(original, "sources", ()))
    for key, source in made.sources.items():
        assert source.model_dump(exclude={"note"}) == shipped.sources[key].model_dump(exclude={"note"})
    says = {(key, claim.says) for key, claim in shipped.claims}
    assert {(key, claim.says) for key, claim in made.claims} <= says
    assert all("example" in record.note for kind in (made.places, made.zones, made.incidents) for record in kind.values())


def test_its_seeds_explain_themselves(folder: Path):
    for path in (folder / "seeds").glob("*.toml"):
        assert path.read_text(encoding="utf-8").startswith("# "), path.name
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert all(f"**{word}**" in readme for word in ("source", "place", "incident", "zone", "claims"))


def test_it_builds(folder: Path, tmp_path: Path):
    manifest = build(tmp_path, data=folder)
    assert manifest["counts"]["incidents"] == 1
    assert manifest["title"] == "My atlas"


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("mine")
    done = CliRunner().invoke(cli.geo, ["new", str(tmp_path)])
    assert isinstance(done.exception, UsageError) or done.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    with pytest.raises(UsageError, match="not empty"):
        starter.write(tmp_path / "mine.txt")


def test_an_empty_folder_is_taken(tmp_path: Path):
    (tmp_path / "a b").mkdir()
    done = CliRunner().invoke(cli.geo, ["new", str(tmp_path / "a b")])
    assert done.exit_code == 0
    assert f"geo check '{tmp_path / 'a b'}'" in done.output
