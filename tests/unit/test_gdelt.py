"""GDELT 2.0 events: the real sample of 50 rows, and what its codes become."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo import formats
from geo.errors import DataError

SAMPLE = Path(__file__).parents[1] / "fixtures" / "samples" / "20170701234500.sample.export.CSV"


@pytest.fixture(scope="module")
def frame():
    return formats.read(SAMPLE).frame


def lines() -> list[list[str]]:
    return [line.split("\t") for line in SAMPLE.read_text("utf-8").split("\n") if line]


def test_the_sample_has_the_counts_of_its_description():
    imported = formats.read(SAMPLE)
    assert formats.recognise(SAMPLE).reader.NAME == "gdelt-events"
    # 50 rows, 4 of them without a position; 4 more name a country only (ActionGeo_Type 1), whose centre is no place.
    assert dict(imported.provenance.counts) == {"read": 50, "mapped": 42, "tray": 8, "refused": 0, "undated": 0}
    assert imported.provenance.layout == "61 columns, no header"


def test_every_row_is_the_line_that_stands_there(frame):
    found = lines()
    assert frame["id"].tolist() == [cells[0] for cells in found]
    assert frame["line"].tolist() == list(range(1, 51))
    assert [when.replace("-", "").rstrip("?") for when in frame["when"]] == [cells[1] for cells in found]
    assert frame["actor_a"].tolist() == [cells[6] for cells in found]
    assert frame["actor_b"].tolist() == [cells[16] for cells in found]
    assert frame["place"].tolist() == [cells[52] for cells in found]
    assert frame["links"].tolist() == [cells[60] for cells in found]
    placed = frame[frame["lon"].notna()]
    assert list(zip(placed["lon"], placed["lat"], strict=True)) == [
        (float(cells[57]), float(cells[56])) for cells in found if cells[51] in ("2", "3", "4", "5")]


def test_rows_checked_by_hand(frame):
    first, sixth, fourteenth = frame.iloc[0], frame.iloc[5], frame.iloc[13]
    assert (first["when"], first["earliest"], first["date_precision"]) == ("2007-07-04?", 13_698, "uncertain")
    assert (first["kind"], first["where_precision"], first["source"]) == ("talks", "unknown", "cvilletomorrow.org")
    assert first["note"] == "the day lies a year or more before the news that it was taken from"
    assert first["summary"] == "talks (CAMEO 040). Mentions: 5, sources: 1, articles: 5."
    assert (sixth["lon"], sixth["lat"], sixth["where_precision"]) == (-117.921, 33.8014, "town")
    assert sixth["title"] == "UNITED STATES: talks, Anaheim Convention Center, California, United States"
    assert fourteenth["place"] == "Syria"  # ActionGeo_Type 1
    assert "its centre is not drawn" in fourteenth["note"]


def test_codes_keep_their_zeros(frame):
    assert frame["summary"].str.contains(r"\(CAMEO 046\)").sum() == sum(cells[26] == "046" for cells in lines()) > 0


def test_a_quote_is_a_letter_like_any_other(tmp_path):
    cells = lines()[5]
    cells[6] = '"UNITED STATES'
    path = tmp_path / "sample.CSV"
    path.write_text("\t".join(cells) + "\n", "utf-8")
    assert formats.read(path).frame["actor_a"].tolist() == ['"UNITED STATES']


def test_a_day_that_is_none_and_a_number_twice_are_refused(tmp_path):
    found = lines()[5:8]
    found[1][1], found[2][0] = "20170230", found[0][0]
    path = tmp_path / "sample.CSV"
    path.write_text("".join("\t".join(cells) + "\n" for cells in found), "utf-8")
    with pytest.raises(DataError) as error:
        formats.read(path, format="gdelt-events")
    assert [(problem.record, problem.field) for problem in error.value.problems] == [
        ("line 2", "SQLDATE"), ("line 3", "GLOBALEVENTID")]
    refused = formats.read(path, format="gdelt-events", on_bad="skip").refused
    assert refused["GLOBALEVENTID"].tolist() == [found[1][0], found[2][0]]  # without a header the first line is a row
