"""ACLED exports in three generations of headers. Every row of the fixtures is made up: ACLED's own may not be passed on."""

from __future__ import annotations

from pathlib import Path

import pandas
import pytest

from geo import formats
from geo.errors import DataError

FOREIGN = Path(__file__).parents[1] / "fixtures" / "foreign"
GENERATIONS = {"acled-2023.csv": "header of 2023 on, 31 columns", "acled-2019.csv": "header of 2019 to 2022, 31 columns",
               "acled-1997.csv": "header before 2018, 25 columns"}
COUNTS = {"acled-2023.csv": (4, 3, 1), "acled-2019.csv": (2, 2, 0), "acled-1997.csv": (2, 2, 0)}


@pytest.mark.parametrize("name", GENERATIONS)
def test_each_generation_is_recognised_and_read(name):
    imported = formats.read(FOREIGN / name)
    assert formats.recognise(FOREIGN / name).reader.NAME == "acled"
    assert imported.provenance.layout == GENERATIONS[name]
    counts = imported.provenance.counts
    assert (counts["read"], counts["mapped"], counts["tray"]) == COUNTS[name]
    assert counts["refused"] == counts["undated"] == 0


def test_every_row_of_the_fixtures_says_that_it_is_made_up():
    for name in GENERATIONS:
        assert formats.read(FOREIGN / name).frame["summary"].str.startswith("Made-up row for tests, no event.").all()


def test_days_of_each_layout_are_the_days_written():
    assert formats.read(FOREIGN / "acled-2023.csv").frame["when"].tolist() == [
        "2023-01-31", "2023-02", "2023-01-31~", "2023-03-01"]
    assert formats.read(FOREIGN / "acled-2019.csv").frame["when"].tolist() == ["2021-01-31", "2021-02-01"]
    # 01/02/2001 in the upper-case layout is the first of February: the day stands first
    assert formats.read(FOREIGN / "acled-1997.csv").frame["when"].tolist() == ["2001-04-18", "2001-02-01"]


def test_precisions_become_words():
    frame = formats.read(FOREIGN / "acled-2023.csv").frame
    assert frame["where_precision"].tolist() == ["town", "region", "near", "unknown"]
    assert frame["date_precision"].tolist() == ["day", "span", "approximate", "day"]
    assert frame["uncertainty_m"].isna().all()
    assert frame["note"].tolist() == [
        "",
        "date uncertain: some day of that month, in the file 2023-02-15 (ACLED time_precision 3); "
        "the point stands for a larger region (ACLED geo_precision 3)",
        "date uncertain: some day of that week (ACLED time_precision 2)",
        "",
    ]


def test_texts_figures_sources_and_lines():
    frame = formats.read(FOREIGN / "acled-2023.csv").frame
    assert frame["id"].tolist() == ["TST1", "TST2", "TST3", "TST4"]
    assert frame["line"].tolist() == [2, 3, 4, 6]  # the notes of the third row stand on two lines
    assert frame["title"].tolist() == ["Blue Force - Red Force, Ashford", "Protesters (Testland), North", "NA - 007, Beeford",
                                       "Rioters (Testland)"]
    assert frame["killed_best"].tolist() == [3, 0, 0, 0]
    assert frame["killed_low"].isna().all() and frame["killed_high"].isna().all()
    assert frame["source"].tolist()[:2] == ["Testland Herald; Radio Test", "Radio Test"]  # each once
    assert frame["links"].tolist() == ["https://example.org/a?b=1", "", "", ""]
    assert frame["summary"].iloc[0].endswith("\nSub-event: Armed clash")
    assert frame["summary"].iloc[2] == "Made-up row for tests, no event.\nOn two lines.\nWith actor 2: 1E10"
    assert (frame["lon"].iloc[0], frame["lat"].iloc[0]) == (20.5, 10.25)
    assert pandas.isna(frame["lon"].iloc[3])


def test_a_text_that_is_not_utf_8_is_read_as_what_it_is_and_said():
    imported = formats.read(FOREIGN / "acled-1997.csv")
    assert imported.frame["place"].iloc[0] == "Château-Test"
    assert any("not UTF-8" in note for note in imported.provenance.notes)


def replaced(path: Path, name: str, old: str, new: str, encoding: str = "utf-8") -> Path:
    text = (FOREIGN / name).read_bytes().decode(encoding)
    assert old in text
    path.write_bytes(text.replace(old, new).encode(encoding))
    return path


@pytest.mark.parametrize(("name", "old", "new", "field"), [
    ("acled-2023.csv", "2023-03-01", "03/01/2023", "event_date"),  # a layout that never writes days so
    ("acled-2023.csv", "2023-03-01", "2023-02-30", "event_date"),
    ("acled-2023.csv", "2023-03-01", "31 Janvier 2023", "event_date"),
    ("acled-2023.csv", "TST4,", "TST1,", "event_id_cnty"),
    ("acled-2019.csv", ";Beeford;10.5;", ";Beeford;500;", "latitude"),
])
def test_a_bad_cell_refuses_its_row(tmp_path, name, old, new, field):
    path = replaced(tmp_path / name, name, old, new)
    with pytest.raises(DataError) as error:
        formats.read(path)
    assert [problem.field for problem in error.value.problems] == [field]
    counts = formats.read(path, on_bad="skip").provenance.counts
    assert counts["refused"] == 1
    assert counts["read"] == counts["mapped"] + counts["tray"] + counts["refused"]


def test_a_month_first_day_in_the_old_layout_is_refused_not_turned(tmp_path):
    path = replaced(tmp_path / "old.csv", "acled-1997.csv", "18/04/2001", "04/18/2001", "latin-1")
    with pytest.raises(DataError, match="the day first"):
        formats.read(path)
