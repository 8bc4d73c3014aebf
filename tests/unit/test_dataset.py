"""Reading, checking and writing a data folder: every code has a fixture, and what should pass passes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from geo import dataset, files, limits, reading, schema
from geo.errors import CODES, DataError, Problem, UsageError

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
TINY = FIXTURES / "tiny"
INVALID = sorted(path.name for path in (FIXTURES / "invalid").iterdir())
ACCEPTED = sorted(path.name for path in (FIXTURES / "accepted").iterdir())
# Raised when something is asked or called, not found in a data folder; and a file too large to keep as a fixture.
WITHOUT_FIXTURE = {"bad-page", "internal", "bad-data", "unknown-name", "ambiguous-name", "usage", "bad-format", "file-too-large",
                   "unwritable-file", "more-problems"}
# Of the files of others: tests/contract/test_formats_docs.py has an example of each.
FOREIGN = {"unknown-format", "lfs-pointer", "web-page", "encrypted-file", "empty-file", "over-limit", "no-column", "bad-mapping",
           "bad-cell", "ragged-row", "repeated-id", "swapped-columns", "decimal-comma", "ambiguous-date", "row-note"}
WARNINGS = {"rectangle-zone", "carried-outline", "far-point", "swapped-position", "outside-place", "zone-gap", "single-origin",
            "unused-source", "unused-reference"}


def overlaid(fixture: Path, tmp_path: Path) -> Path:
    """A copy of the tiny data folder with the files of a fixture laid over it."""
    folder = tmp_path / "country"
    shutil.copytree(TINY, folder)
    removals = fixture / "remove.txt"
    for name in removals.read_text().split() if removals.exists() else []:
        shutil.rmtree(folder / name) if (folder / name).is_dir() else (folder / name).unlink()
    for path in fixture.iterdir():
        if path.is_dir() and (folder / path.name).is_file():
            (folder / path.name).unlink()
    shutil.copytree(fixture, folder, dirs_exist_ok=True)
    return folder


def test_tiny_folder_has_no_problems() -> None:
    assert dataset.check(TINY) == []


@pytest.mark.parametrize("name", INVALID)
def test_fixture_yields_exactly_its_code(name: str, tmp_path: Path) -> None:
    code, _, variant = name.partition(".")
    problems = dataset.check(overlaid(FIXTURES / "invalid" / name, tmp_path))
    assert {problem.code for problem in problems} == {code}, "\n".join(map(str, problems))
    severity = "warning" if code in WARNINGS or variant == "sliver" else "error"
    assert {problem.severity for problem in problems} == {severity}
    for problem in problems:
        assert problem.found
        assert problem.rule
        assert problem.cure
        assert str(problem).startswith(f"[{code}] {problem.file}")
        assert len(str(problem)) < 4000


@pytest.mark.parametrize("code", [name for name in INVALID if "." not in name])
def test_documentation_shows_the_message_of_the_fixture(code: str, tmp_path: Path) -> None:
    shown = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    assert str(dataset.check(overlaid(FIXTURES / "invalid" / code, tmp_path))[0]) in shown.splitlines()


def test_every_code_of_a_data_folder_has_a_fixture() -> None:
    assert {name.partition(".")[0] for name in INVALID} == set(CODES) - WITHOUT_FIXTURE - FOREIGN


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted_variation_has_no_problems(name: str, tmp_path: Path) -> None:
    folder = overlaid(FIXTURES / "accepted" / name, tmp_path)
    assert list(map(str, dataset.check(folder))) == []
    assert dataset.read(folder).places.keys() == dataset.read(TINY).places.keys()


def test_fixtures_about_bytes_have_kept_them() -> None:
    for path in (FIXTURES / "accepted" / "crlf").rglob("*.*"):
        assert b"\r\n" in path.read_bytes()
    assert (FIXTURES / "accepted" / "byte-order-mark" / "places.geojson").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    folder = overlaid(FIXTURES / "accepted" / "heights", tmp_path)
    with (folder / "zones.geojson").open("ab") as file:
        file.truncate(limits.Limits.bytes + 1)  # sparse: no disk is used
    assert [problem.code for problem in dataset.check(folder)] == ["file-too-large"]


def test_nesting_beyond_the_parser_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    folder = overlaid(FIXTURES / "accepted" / "heights", tmp_path)
    (folder / "zones.geojson").write_text("[" * 200_000 + "]" * 200_000)
    (folder / "seeds" / "fictional-gazetteer-2020.toml").write_text("x = " + "[" * 5_000 + "]" * 5_000)
    assert [problem.code for problem in dataset.check(folder)] == ["too-deep", "too-deep"]


def test_whole_number_of_thousands_of_digits_in_toml_is_a_problem(tmp_path: Path) -> None:
    folder = overlaid(FIXTURES / "accepted" / "heights", tmp_path)
    seed = folder / "seeds" / "fictional-gazetteer-2020.toml"
    seed.write_text(seed.read_text() + f"size = {'9' * 5_000}\n")
    assert [problem.code for problem in dataset.check(folder)] == ["not-finite"]


def test_all_problems_of_all_files_come_in_one_run(tmp_path: Path) -> None:
    folder = tmp_path / "country"
    shutil.copytree(TINY, folder)
    for name in ("bad-date", "unclosed-ring", "wrong-type", "bad-figures", "unknown-field.actors"):
        shutil.copytree(FIXTURES / "invalid" / name, folder, dirs_exist_ok=True)
    problems = dataset.check(folder)
    assert {problem.code for problem in problems} == {
        "bad-date", "unclosed-ring", "wrong-type", "bad-figures", "unknown-field"}
    assert problems == sorted(problems, key=lambda problem: (problem.file, problem.record, problem.field))


def test_several_faults_of_one_record_are_all_reported(tmp_path: Path) -> None:
    folder = overlaid(FIXTURES / "accepted" / "heights", tmp_path)
    path = folder / "places.geojson"
    top = json.loads(path.read_text())
    top["features"][0]["properties"] |= {"kind": "toun", "uncertainty_m": None, "colour": "red"}
    top["features"][0]["geometry"]["coordinates"] = [10.2, 200]
    path.write_text(json.dumps(top))
    found = {(problem.code, problem.field) for problem in dataset.check(folder)}
    assert found == {("not-in-list", "kind"), ("missing-field", "uncertainty_m"), ("unknown-field", "colour"),
                     ("out-of-range", "geometry.coordinates")}


def test_problem_names_file_record_and_field(tmp_path: Path) -> None:
    problem, = dataset.check(overlaid(FIXTURES / "invalid" / "bad-date", tmp_path))
    assert str(problem) == ("[bad-date] incidents.geojson, alda-block-2020-03-04, when: '2020-02-30' has the day 30, "
                            "2020-02 has 29 days, correct the day")


@pytest.mark.parametrize(("name", "cure"), [
    ("unknown-reference", "did you mean alda"), ("not-in-list", "did you mean control"),
    ("unknown-field.seed", "did you mean wounded"), ("out-of-range.position", "lon and lat look swapped"),
    ("wrong-type.date", "put quotes around it"), ("unknown-field.computed", "take it out"),
    ("wrong-type.range", "write it as [500, 500]"), ("wrong-type.range-one", "write the low figure, then the high one"),
])
def test_cure_offers_the_likely_intention(name: str, cure: str, tmp_path: Path) -> None:
    problem, = dataset.check(overlaid(FIXTURES / "invalid" / name, tmp_path))
    assert cure in problem.cure


@pytest.mark.parametrize(("name", "rule"), [
    ("wrong-type.range", "it is [low, high], two whole numbers"),
    ("wrong-type.range-one", "it is [low, high], two whole numbers"),
    ("wrong-type.range-three", "it is [low, high], two whole numbers"),
    ("unknown-field.computed", "status is computed from the claims"),
])
def test_rule_is_said_in_the_words_of_the_data(name: str, rule: str, tmp_path: Path) -> None:
    problem, = dataset.check(overlaid(FIXTURES / "invalid" / name, tmp_path))
    assert problem.rule == rule


def test_problems_are_ordered_by_number_and_not_by_digit(tmp_path: Path) -> None:
    folder = overlaid(FIXTURES / "accepted" / "heights", tmp_path)
    path = folder / "seeds" / "fictional-herald-2020-03-05.toml"
    claim = '[[claim]]\nnumber = {}\ncontext = true\nspeaker = "A"\norigin = "nobody"\nstance = "asserts"\nsays = "x"\n'
    path.write_text(path.read_text() + "".join(claim.format(number) for number in (3, 10, 20, 100)))
    found = [problem.record.partition("#")[2] for problem in dataset.check(folder) if problem.code == "unknown-reference"]
    assert found == ["3", "10", "20", "100"]


def test_line_of_a_syntax_error_is_named(tmp_path: Path) -> None:
    problem, = dataset.check(overlaid(FIXTURES / "invalid" / "not-json", tmp_path))
    assert problem.field == "line 3"
    problem, = dataset.check(overlaid(FIXTURES / "invalid" / "not-toml", tmp_path / "other"))
    assert problem.field == "line 10"


def test_record_with_a_duplicate_member_is_named(tmp_path: Path) -> None:
    problem, = dataset.check(overlaid(FIXTURES / "invalid" / "duplicate-member", tmp_path))
    assert (problem.record, problem.field) == ("north-2020", "name")


def test_hidden_characters_in_a_value_are_shown_as_escapes(tmp_path: Path) -> None:
    problem, = dataset.check(overlaid(FIXTURES / "invalid" / "bad-text", tmp_path))
    assert "\\u202e" in str(problem)
    assert "\u202e" not in str(problem)


def test_huge_value_gives_a_short_message(tmp_path: Path) -> None:
    folder = overlaid(FIXTURES / "accepted" / "heights", tmp_path)
    path = folder / "actors.json"
    path.write_text(path.read_text().replace('"herald"', json.dumps("h" * 100_000)))
    problem = next(problem for problem in dataset.check(folder) if problem.file == "actors.json")
    assert len(str(problem)) < 1000


def test_broken_file_does_not_make_its_records_unknown(tmp_path: Path) -> None:
    # Incidents, places and zones name actors and sources; when those files cannot be read, nothing is said about them.
    folder = overlaid(FIXTURES / "accepted" / "heights", tmp_path)
    (folder / "actors.json").write_text("{")
    (folder / "seeds" / "fictional-gazetteer-2020.toml").write_text("[")
    assert sorted(problem.code for problem in dataset.check(folder)) == ["not-json", "not-toml"]


def test_sliver_of_two_zones_says_how_wide_it_is(tmp_path: Path) -> None:
    # The south zone reaches 0.0001 degrees, 11.1 m, over the shared line.
    problem, = dataset.check(overlaid(FIXTURES / "invalid" / "zone-overlap.sliver", tmp_path))
    assert "11 m wide" in problem.found
    assert "2020-01-01/2020-12-31" in problem.found


def test_read_raises_with_all_errors(tmp_path: Path) -> None:
    folder = overlaid(FIXTURES / "invalid" / "bad-date", tmp_path)
    shutil.copytree(FIXTURES / "invalid" / "unclosed-ring", folder, dirs_exist_ok=True)
    with pytest.raises(DataError) as caught:
        dataset.read(folder)
    assert {problem.code for problem in caught.value.problems} == {"bad-date", "unclosed-ring"}
    assert "[bad-date] incidents.geojson" in str(caught.value)
    assert "2 problems" in str(caught.value)


def test_read_leaves_warnings_to_check(tmp_path: Path) -> None:
    assert dataset.read(overlaid(FIXTURES / "invalid" / "outside-place", tmp_path)).incidents


def test_one_file_is_checked_in_its_folder(tmp_path: Path) -> None:
    folder = overlaid(FIXTURES / "invalid" / "unknown-reference", tmp_path)
    shutil.copytree(FIXTURES / "invalid" / "bad-figures", folder, dirs_exist_ok=True)
    assert [problem.code for problem in dataset.check(folder / "incidents.geojson")] == ["unknown-reference"]
    seed = folder / "seeds" / "fictional-herald-2020-03-05.toml"
    assert [problem.code for problem in dataset.check(seed)] == ["bad-figures"]
    assert dataset.check(folder / "zones.geojson") == []


def test_lone_file_is_checked_by_itself() -> None:
    file = FIXTURES / "invalid" / "short-ring" / "zones.geojson"
    assert [problem.code for problem in dataset.check(file)] == ["short-ring"]


def test_foreign_file_is_refused() -> None:
    with pytest.raises(UsageError, match="no file of a data folder"):
        dataset.check(TINY / "README.md")


def test_folder_is_found_with_its_ledger(tmp_path: Path) -> None:
    assert dataset.locate(TINY) == dataset.Folder(TINY, TINY / "seeds")
    (tmp_path / "data").mkdir()
    (tmp_path / "seeds").mkdir()
    shutil.copy(TINY / "places.geojson", tmp_path / "data")
    expected = dataset.Folder(tmp_path / "data", tmp_path / "seeds")
    assert dataset.locate(tmp_path) == expected
    assert dataset.locate(tmp_path / "data") == expected


def test_shipped_atlas_is_the_default() -> None:
    assert dataset.locate().data.name == "data"


@pytest.mark.parametrize("path", ["nowhere", "."])
def test_folder_without_data_is_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds none of"):
        dataset.locate(tmp_path / path)


def test_writing_what_was_read_gives_the_same_records_and_bytes(tmp_path: Path) -> None:
    data = dataset.read(TINY)
    dataset.write(data, tmp_path / "a")
    again = dataset.read(tmp_path / "a")
    assert again == data
    dataset.write(again, tmp_path / "b")
    first, second = (sorted(path for path in (tmp_path / name).rglob("*") if path.is_file()) for name in "ab")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    for name in ("places", "zones", "incidents"):
        assert (tmp_path / "a" / "data" / f"{name}.geojson").read_text() == (TINY / f"{name}.geojson").read_text()


def test_writing_over_other_sources_is_refused(tmp_path: Path) -> None:
    data = dataset.read(TINY)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "another.toml").write_text("")
    with pytest.raises(UsageError, match="another"):
        dataset.write(data, tmp_path)
    assert not (tmp_path / "data").exists()


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "map.html"
    files.write_text(target, "old")
    monkeypatch.setattr(files.os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(UsageError, match="No space left"):
        files.write_text(target, "new")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_written_file_is_readable_by_others_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "map.html"
    files.write_text(target, "one\n")
    assert target.stat().st_mode & 0o777 == 0o644
    target.chmod(0o600)
    files.write_bytes(target, b"two\n")
    assert target.stat().st_mode & 0o777 == 0o600
    assert target.read_bytes() == b"two\n"


def test_schemas_describe_the_tiny_folder() -> None:
    schemas = dataset.schemas()
    for name, content in schemas.items():
        jsonschema.Draft202012Validator.check_schema(content)
        if name not in ("seed.schema.json", "story.schema.json"):
            path = next(TINY.glob(f"{name.removesuffix('.schema.json')}.*json"))
            jsonschema.validate(json.loads(path.read_text()), content)
    for path in (TINY / "seeds").glob("*.toml"):
        jsonschema.validate(reading.read_toml(path, path.name).value, schemas["seed.schema.json"])
    for path in (TINY / "stories").glob("*.toml"):
        jsonschema.validate(reading.read_toml(path, path.name).value, schemas["story.schema.json"])


@pytest.mark.parametrize("name", [
    "missing-field", "unknown-field", "wrong-type", "not-in-list", "out-of-range.position", "bad-id", "wrong-geometry",
    "bad-position", "short-ring", "empty-geometry",
])
def test_schemas_refuse_what_the_check_refuses(name: str) -> None:
    path = next((FIXTURES / "invalid" / name).glob("*.geojson"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(path.read_text()), dataset.schemas()[f"{path.stem}.schema.json"])


def test_committed_schemas_regenerate_identically(tmp_path: Path) -> None:
    schema.write_schemas(tmp_path)
    kept = ROOT / "data" / "schema"
    assert sorted(path.name for path in kept.iterdir()) == sorted(path.name for path in tmp_path.iterdir())
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (kept / path.name).read_bytes()


def test_problem_without_record_or_field_is_still_placed() -> None:
    problem = Problem("missing-file", "error", "zones.geojson", "", "", "it is not there", "it should be", "add it")
    assert str(problem) == "[missing-file] zones.geojson: it is not there, it should be, add it"
