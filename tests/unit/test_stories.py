"""Stories: read, checked like all data, written as they were read, and carried to the page."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from geo import dataset, dates, payload, stories
from geo.about import read as read_about
from geo.atlas import View
from geo.errors import UsageError
from geo.evidence import claim_id

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "fixtures" / "tiny"


@pytest.fixture(scope="module")
def shipped() -> dataset.Dataset:
    return dataset.read()


def test_a_story_is_read_with_its_steps_and_sentences() -> None:
    story, = dataset.read(TINY).stories.values()
    assert (story.id, len(story.steps)) == ("alda-2020", 2)
    first, second = story.steps
    assert (first.mode, second.mode) == ("on", "upto")
    assert (first.view.lon, first.view.lat, first.view.zoom) == (10.2, 0.3, 10)
    assert second.says[1].claims == ["fictional-monitor-2020-05-14#2"]


def test_a_story_is_written_as_it_was_read() -> None:
    story, = dataset.read(TINY).stories.values()
    assert stories.toml(story) == (TINY / "stories" / "alda-2020.toml").read_text(encoding="utf-8")


def test_the_shipped_stories_are_written_as_they_would_be(shipped: dataset.Dataset) -> None:
    for story in shipped.stories.values():
        assert stories.toml(story) == (ROOT / "data" / "stories" / f"{story.id}.toml").read_text(encoding="utf-8")


def test_a_folder_without_stories_is_whole(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "country")
    shutil.rmtree(tmp_path / "country" / "stories")
    assert dataset.check(tmp_path / "country") == []
    assert dataset.read(tmp_path / "country").stories == {}


def test_a_broken_seed_file_does_not_make_its_claims_unknown(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "country")
    (tmp_path / "country" / "seeds" / "fictional-herald-2020-03-05.toml").write_text("[")
    assert {problem.code for problem in dataset.check(tmp_path / "country")} == {"not-toml"}


def test_one_story_file_is_checked_in_its_folder(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "country")
    shutil.copytree(ROOT / "tests" / "fixtures" / "invalid" / "no-source.story", tmp_path / "country", dirs_exist_ok=True)
    problem, = dataset.check(tmp_path / "country" / "stories" / "alda-2020.toml")
    assert (problem.code, problem.file, problem.field) == ("no-source", "stories/alda-2020.toml", "steps[1].says[1]")
    assert dataset.check(tmp_path / "country" / "places.geojson") == []


def test_writing_over_other_stories_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data" / "stories").mkdir(parents=True)
    (tmp_path / "data" / "stories" / "another.toml").write_text("")
    with pytest.raises(UsageError, match="another"):
        dataset.write(dataset.read(TINY), tmp_path)
    assert not (tmp_path / "data" / "places.geojson").exists()


def test_the_two_stories_of_the_atlas_are_there(shipped: dataset.Dataset) -> None:
    assert {"khasham-2018", "derik-2020"} <= shipped.stories.keys()
    for story in shipped.stories.values():
        assert 6 <= len(story.steps) <= 9


def test_what_a_step_opens_lies_in_its_window(shipped: dataset.Dataset) -> None:
    for story in shipped.stories.values():
        for step in story.steps:
            window = dates.parse(step.window or step.when)
            assert dates.possible(step.when, window), step.heading
            if step.incident:
                assert dates.possible(shipped.incidents[step.incident].when, window), step.heading


def test_the_figures_of_a_sentence_stand_in_its_claims(shipped: dataset.Dataset) -> None:
    """Each number of two digits or more in a sentence stands in the claims it names, or in the incident they are about."""
    records = {claim_id(source, claim): (source, claim) for source, claim in shipped.claims}
    for story in shipped.stories.values():
        for sentence in (said for step in story.steps for said in step.says):
            named = [records[ref] for ref in sentence.claims]
            about = [shipped.incidents[claim.incident].model_dump_json() for _, claim in named if claim.incident]
            known = " ".join([source + claim.model_dump_json() for source, claim in named] + about)
            for number in re.findall(r"(?<![\w-])\d{2,}", sentence.text):
                assert number in known, f"{story.id}: {sentence.text}"


def test_the_page_carries_the_stories_in_the_order_of_their_days(shipped: dataset.Dataset) -> None:
    view = View.load()
    told = payload.payload(view, words={}, about=read_about(dataset.locate(view.folder).data))["stories"]
    assert [one["id"] for one in told] == ["khasham-2018", "derik-2020"]
    refs = [claim_id(source, claim) for source, claim in shipped.claims]
    for one in told:
        story = shipped.stories[one["id"]]
        for step, carried in zip(story.steps, one["steps"], strict=True):
            assert [[refs[row] for row in rows] for _, rows in carried["says"]] == [said.claims for said in step.says]
            assert carried["asof"] == dates.day_number(dates.day(step.when))
            assert carried["view"] == [step.view.zoom, step.view.lat, step.view.lon]


def test_a_narrowed_atlas_tells_no_story_whose_claims_it_left_out() -> None:
    view = View.load().only(["derik-standoff-2020-06-03"])
    told = payload.payload(view, words={}, about=read_about(dataset.locate(view.folder).data))["stories"]
    assert told == []


def test_the_payload_page_describes_stories_and_steps() -> None:
    page = (ROOT / "docs" / "payload.md").read_text(encoding="utf-8")
    view = View.load()
    one = payload.payload(view, words={}, about=read_about(dataset.locate(view.folder).data))["stories"][0]
    for heading, fields in (("stories", one), ("steps", one["steps"][0])):
        section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", page, flags=re.MULTILINE | re.DOTALL)
        assert section
        assert re.findall(r"^\| `(\w+)` \| \S", section[1], flags=re.MULTILINE) == list(fields)
