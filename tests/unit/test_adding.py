"""`geo add` writes a valid record or nothing: by options, by questions, and never into the atlas that comes along."""

from __future__ import annotations

import errno
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geo import adding, cli, dataset, inserting
from geo.errors import UsageError

TINY = Path(__file__).resolve().parents[1] / "fixtures" / "tiny"
ROOT = TINY.parents[2]
PLACE = ("place", "--name", "Dell", "--kind", "village", "--lon", "10.5", "--lat", "0.5", "--uncertainty-m", "800",
         "--source", "fictional-gazetteer-2020")
INCIDENT = ("incident", "--title", "Quarrel at Cove", "--when", "2020-06", "--kinds", "altercation_verbal,mediation",
            "--parties", "north-guard:mediator,south-guard", "--place", "cove", "--uncertainty-m", "4000", "--summary",
            "Two patrols quarrelled.",
            "--source", "fictional-monitor-2020-05-14", "--origin", "monitor", "--killed", "0", "--wounded", "1-2",
            "--figures-of", "both")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The made-up atlas, free to write in."""
    return Path(shutil.copytree(TINY, tmp_path / "atlas"))


def add(folder: Path, *arguments: str, answers: list[str] | None = None) -> Result:
    return CliRunner().invoke(cli.geo, ["add", arguments[0], "--data", str(folder), *arguments[1:]],
                              input="\n".join([*answers, ""]) if answers is not None else None)


def texts(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def added_lines(before: bytes, after: bytes) -> list[str]:
    old = [line.rstrip(",") for line in before.decode().splitlines()]  # what was last gets a comma
    return [line for line in after.decode().splitlines() if line.rstrip(",") not in old]


def test_a_place_is_one_line_more(folder: Path):
    before = texts(folder)
    done = add(folder, *PLACE)
    assert done.exit_code == 0, done.output
    after = texts(folder)
    assert [name for name in after if after[name] != before.get(name)] == ["places.geojson"]
    assert len(added_lines(before["places.geojson"], after["places.geojson"])) == 1
    place = dataset.read(folder).places["dell"]
    assert (place.geometry["coordinates"], place.uncertainty_m, place.admin1) == ([10.5, 0.5], 800, "unknown")


def test_an_incident_comes_with_its_claim(folder: Path):
    done = add(folder, *INCIDENT)
    assert done.exit_code == 0, done.output
    data = dataset.read(folder)
    made = data.incidents["cove-2020-06"]
    assert (made.date_precision, made.kinds, made.where_precision) == ("span", ["altercation_verbal", "mediation"], "near")
    assert [(party.actor, party.role) for party in made.parties] == [("north-guard", "mediator"), ("south-guard", "unknown")]
    assert made.geometry == data.places["cove"].geometry
    (claim,) = [claim for _, claim in data.claims if claim.incident == "cove-2020-06"]
    assert (claim.says, claim.killed, claim.wounded, claim.figures_of) == ("Two patrols quarrelled.", (0, 0), (1, 2), "both")
    assert claim.number == 1 + max(c.number for source, c in data.claims
                                   if source == "fictional-monitor-2020-05-14" and c is not claim)


def test_an_incident_without_a_place_has_no_point(folder: Path):
    done = add(folder, "incident", "--title", "Somewhere", "--when", "2020-06-01~", "--when-note", "The report says about.",
               "--kinds", "overflight", "--where-precision", "unknown", "--summary", "A drone was seen.",
               "--source", "fictional-monitor-2020-05-14", "--origin", "monitor")
    assert done.exit_code == 0, done.output
    made = dataset.read(folder).incidents["somewhere-2020-06-01"]
    assert (made.geometry, made.uncertainty_m, made.date_precision, made.places) == (None, None, "approximate", [])


def test_a_source_and_a_claim_make_an_incident_better_known(folder: Path):
    assert add(folder, "source", "--title", "Quarrel", "--publisher", "The Cove Post", "--published", "2020-05-13").exit_code == 0
    done = add(folder, "claim", "--incident", "cove-road-2020-05", "--source", "the-cove-post-2020-05-13",
               "--says", "It was the 12th.", "--origin", "cove-post", "--origin-name", "The Cove Post (invented)")
    assert done.exit_code == 0, done.output
    data = dataset.read(folder)
    assert data.origins["cove-post"].type == "outlet"
    seed = tomllib.loads((folder / "seeds" / "the-cove-post-2020-05-13.toml").read_text(encoding="utf-8"))
    assert seed["claim"][0]["stance"] == "asserts"


def test_questions_are_asked_again_until_they_are_answered(folder: Path):
    done = add(folder, "place", answers=[
        "Dell", "hamlet", "village", "10,5", "10.5", "91", "0.5", "", "1500", "nobody", "fictional-gazetteer-2020", "xx=Dell",
        "ar=دل", "", "", ""])
    assert done.exit_code == 0, done.output
    for part in ("place_kind is one of", "write the decimals after a point", "lies between -90 and 90",
                 "no source has the id 'nobody'", "language is one of", "part of a town"):
        assert part in done.output, part
    place = dataset.read(folder).places["dell"]
    assert (place.kind, place.uncertainty_m, place.names) == ("village", 1500, {"ar": ["دل"]})


def test_questions_that_end_early_write_nothing(folder: Path):
    before = texts(folder)
    done = add(folder, "place", answers=["Dell"])
    assert done.exit_code == 130
    assert texts(folder) == before


@pytest.mark.parametrize(("arguments", "parts"), [
    (("place", "--name", "X"), ["--kind: ", "--lon: ", "--lat: ", "--source: ", "--uncertainty-m: "]),
    ((*PLACE[:-1], "nobody"), ["no source has the id 'nobody'"]),
    ((*PLACE, "--id", "alda"), ["a place has the id 'alda' already"]),
    ((*PLACE, "--uncertainty-m", "-5"), ["--uncertainty-m: found -5"]),
    ((*PLACE, "--uncertainty-m", "nan"), ["numbers are finite"]),
    ((*INCIDENT, "--killed", "5-2"), ["--killed: found [5, 2], a range is [low, high]"]),
    ((*INCIDENT, "--killed", "many"), ["figures are one number or low-high"]),
    ((*INCIDENT, "--when", "3.6.2020"), ["write year-month-day"]),
    ((*INCIDENT, "--parties", "us:blocking"), ["no actor has the id 'us'"]),
    ((*INCIDENT, "--parties", "north-guard:bloking"), ["found the role 'bloking'"]),
    ((*INCIDENT, "--speaker", "A witness"), ["--speaker-type: "]),
    ((*INCIDENT, "--origin", "new-one"), ["--origin-name: "]),
    (("source", "--title", "x"), ["--publisher: "]),
    (("source", "--title", "x", "--publisher", "y", "--url", "ftp://x"), ["--url: found 'ftp://x'"]),
    (("claim", "--says", "x"), ["--incident: ", "--source: "]),
])
def test_what_is_wrong_is_all_said_and_nothing_written(folder: Path, arguments: tuple[str, ...], parts: list[str]):
    before = texts(folder)
    done = add(folder, *arguments)
    assert done.exit_code == 2
    assert all(part in done.output for part in parts), done.output
    assert done.output.startswith("[usage] ") and "nothing was written" in done.output
    assert texts(folder) == before


def test_a_record_that_breaks_the_folder_is_refused_by_the_check(folder: Path):
    before = texts(folder)
    done = add(folder, *INCIDENT, "--date-precision", "day")  # 2020-06 is no day
    assert done.exit_code == 1
    assert "[date-precision] incidents.geojson, cove-2020-06, date_precision" in done.output
    assert texts(folder) == before


def test_faults_that_were_there_before_do_not_stop_a_record(folder: Path):
    text = (folder / "places.geojson").read_text(encoding="utf-8")
    (folder / "places.geojson").write_text(text.replace('"kind":"town"', '"kind":"twon"'), encoding="utf-8")
    assert add(folder, *PLACE).exit_code == 0
    assert '"id":"dell"' in (folder / "places.geojson").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_is_left_alone(folder: Path):
    (folder / "places.geojson").write_text("{", encoding="utf-8")
    done = add(folder, *PLACE)
    assert done.exit_code == 2
    assert (folder / "places.geojson").read_text(encoding="utf-8") == "{"


def test_all_files_or_none_are_written(folder: Path, monkeypatch: pytest.MonkeyPatch):
    before = texts(folder)
    placed, replace = [], Path.replace

    def fails_at_the_second(self: Path, target: Path) -> Path:
        placed.append(target.name)
        if len(placed) == 2:
            raise OSError(errno.EBUSY, "Device or resource busy", str(self), None, str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails_at_the_second)
    done = add(folder, *INCIDENT)
    assert (done.exit_code, done.output.startswith("[unwritable-file] ")) == (1, True), done.output
    assert f"{placed[1]}: Device or resource busy" in done.output
    assert placed == ["incidents.geojson", "fictional-monitor-2020-05-14.toml", "incidents.geojson"]  # the first is put back
    assert texts(folder) == before


def test_what_someone_else_wrote_meanwhile_is_not_written_over(folder: Path):
    draft = adding.Draft(dataset.locate(folder))
    draft.add_source({"id": "post-2020", "title": "t", "publisher": "p"})
    draft.add("origin", {"id": "post", "name": "Post", "type": "outlet"})
    theirs = (folder / "actors.json").read_bytes() + b"\n"
    (folder / "actors.json").write_bytes(theirs)
    before = texts(folder)
    with pytest.raises(UsageError, match=r"actors.json was changed by someone else meanwhile"):
        draft.write()
    assert texts(folder) == before


def test_where_it_writes(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(folder)
    assert CliRunner().invoke(cli.geo, ["add", *PLACE]).exit_code == 0
    assert "dell" in dataset.read(folder).places
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    done = CliRunner().invoke(cli.geo, ["add", *PLACE])
    assert done.exit_code == 2 and "--data DIR" in done.output
    monkeypatch.chdir(ROOT)  # here the atlas that comes along is in reach, and was not named
    done = CliRunner().invoke(cli.geo, ["add", *PLACE])
    assert done.exit_code == 2 and "the atlas that comes with the package" in done.output


def test_second_source_of_one_id_is_refused(folder: Path):
    with pytest.raises(UsageError, match="ids are unique"):
        adding.Draft(dataset.locate(folder)).add_source({"id": "fictional-gazetteer-2020"})
    assert inserting.tables(("[source]", {"id": "a"})) == '[source]\nid = "a"\n'
