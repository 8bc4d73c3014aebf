"""UCDP GED: the real samples with the counts their publishers' copies have, rows checked by hand, and what is refused."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import date
from pathlib import Path

import pandas
import pytest

from geo import formats
from geo.errors import DataError, FormatError
from geo.formats import contract

FIXTURES = Path(__file__).parents[1] / "fixtures"
SYRIA = FIXTURES / "samples" / "ged_syria.csv.gz"
MYANMAR = FIXTURES / "samples" / "ged_myanmar.csv.gz"
HDX = FIXTURES / "foreign" / "hdx.csv"
HEADER = HDX.read_text("utf-8").split("\n", 1)[0].split(",")
GOOD = dict(zip(HEADER, next(csv.reader([HDX.read_text("utf-8").split("\n")[2]])), strict=True))


@pytest.fixture(scope="module")
def syria() -> contract.Imported:
    return formats.read(SYRIA)


@pytest.fixture(scope="module")
def myanmar() -> contract.Imported:
    return formats.read(MYANMAR)


def by_python(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Every row with its line, read by Python's own csv module."""
    reader = csv.reader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8"), newline=""))
    header = next(reader)
    found, before = [], reader.line_num
    for cells in reader:
        found.append((before + 1, dict(zip(header, cells, strict=True))))
        before = reader.line_num
    return found


def row(imported: contract.Imported, ident: str) -> pandas.Series:
    found = imported.frame[imported.frame["id"] == ident]
    assert len(found) == 1
    return found.iloc[0]


def written(path: Path, *rows: dict[str, str]) -> Path:
    """A file of rows in the 45 columns of the fixture, each like its first row but for what is given."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(GOOD | {"id": str(number)} | changed for number, changed in enumerate(rows, 1))
    return path


def one(path: Path, **changed: str) -> pandas.Series:
    return formats.read(written(path / "ged.csv", changed)).frame.iloc[0]


# Counts: the README of each sample counts rows, where_prec and date_prec; where_prec 6 (country only) goes to the tray.
def test_syria_has_the_counts_of_its_publisher(syria):
    assert dict(syria.provenance.counts) == {"read": 16_566, "mapped": 16_566 - 254, "tray": 254, "refused": 0, "undated": 0}
    precision = syria.frame["where_precision"].value_counts()
    assert precision["town"] == 9_010
    assert precision["near"] == 5_786
    assert precision["district"] == 334
    assert precision["unknown"] == 254
    assert precision["region"] + precision["road"] == 620 + 562
    assert precision["exact"] == 0
    when = syria.frame["date_precision"].value_counts()
    assert when["day"] == 15_480
    assert when[["interval", "one_of", "span"]].sum() == 1_086  # "1,086 rows last more than one day"
    assert syria.frame["kind"].value_counts().to_dict() == {
        "state-based conflict": 11_507, "non-state conflict": 4_577, "one-sided violence": 482}
    assert syria.problems == ()
    assert syria.provenance.layout == "41 columns"


def test_myanmar_has_the_counts_of_its_publisher(myanmar):
    assert dict(myanmar.provenance.counts) == {"read": 7_374, "mapped": 7_374 - 352, "tray": 352, "refused": 0, "undated": 0}
    precision = myanmar.frame["where_precision"].value_counts()
    assert precision["town"] == 1_319
    assert precision["near"] == 1_347
    assert precision["region"] + precision["road"] == 712 + 3_182 + 3  # where_prec 4, 5 and 7
    when = myanmar.frame["date_precision"].value_counts()
    assert when["day"] == 6_286
    assert when[["interval", "one_of", "span"]].sum() == 1_088
    assert myanmar.provenance.layout == "49 columns"


@pytest.mark.parametrize("path", [SYRIA, MYANMAR], ids=["syria", "myanmar"])
def test_every_row_is_the_row_that_python_reads(path):
    """Ids, lines, days, positions, figures and texts of all rows against Python's csv module: nothing shifts, nothing is lost."""
    frame = formats.read(path).frame
    rows = by_python(path)
    epoch = date(1970, 1, 1)
    assert frame["id"].tolist() == [cells["id"] for _, cells in rows]
    assert frame["line"].tolist() == [line for line, _ in rows]
    assert frame["earliest"].tolist() == [(date.fromisoformat(cells["date_start"]) - epoch).days for _, cells in rows]
    assert frame["latest"].tolist() == [(date.fromisoformat(cells["date_end"]) - epoch).days for _, cells in rows]
    drawn = [(line, float(cells["longitude"]), float(cells["latitude"])) for line, cells in rows if cells["where_prec"] != "6"]
    placed = frame[frame["lon"].notna()]
    assert list(zip(placed["line"], placed["lon"], placed["lat"], strict=True)) == drawn
    for ours, theirs in (("killed_low", "low"), ("killed_best", "best"), ("killed_high", "high")):
        assert frame[ours].tolist() == [int(cells[theirs]) for _, cells in rows]
    for ours, theirs in (("actor_a", "side_a"), ("actor_b", "side_b"), ("place", "where_coordinates"), ("admin1", "adm_1")):
        assert frame[ours].tolist() == [cells[theirs].strip() for _, cells in rows]
    disordered = [not int(cells["low"]) <= int(cells["best"]) <= int(cells["high"]) for _, cells in rows]
    assert frame["note"].str.contains("not in order").tolist() == disordered
    assert [text != "" for text in frame["links"]] == ["://" in cells["source_article"] for _, cells in rows]


# Rows chosen and worked out by hand from the files and the codebook.
def test_a_day_in_a_village(syria):
    found = row(syria, "214797")  # line 2
    assert (found["line"], found["when"], found["date_precision"], found["earliest"]) == (2, "2016-01-01", "day", 16_801)
    assert found["title"] == "Government of Syria - Syrian insurgents, Teir Maaleh village"
    assert (found["lon"], found["lat"], found["where_precision"]) == (36.707602, 34.802462, "town")
    assert pandas.isna(found["uncertainty_m"])
    assert found["admin1"] == "Homs Governorate"
    assert found["summary"] == ("14 shells hit Dahya al-Assad an clashes continue around Ter Ma’la\n"
                                "Deaths by side: Government of Syria 2, Syrian insurgents 2.")
    assert (found["source"], found["links"], found["note"]) == ("SOHR", "", "")


def test_a_place_within_25_km_and_a_source_with_an_address(syria):
    found = row(syria, "219486")
    assert (found["where_precision"], found["uncertainty_m"]) == ("near", 25_000)
    assert found["source"] == "SOHR; http://syria.liveuamap.com, citing SOHR"
    assert found["links"] == "http://syria.liveuamap.com"
    assert found["actor_a"] == "Mare' Operations Room"


def test_a_road_is_a_road(syria):
    found = row(syria, "217643")  # where_prec 5, "Khanasir – Ithriya road"
    assert found["where_precision"] == "road"
    assert "where_prec 5" in found["note"]


def test_a_country_goes_to_the_tray_with_its_total(syria):
    found = row(syria, "233200")  # where_prec 6, event_clarity 2, all of 2016
    assert pandas.isna(found["lon"]) and pandas.isna(found["lat"])
    assert found["where_precision"] == "unknown"
    assert (found["when"], found["date_precision"]) == ("2016-01-01/2016-12-31", "interval")
    assert (found["earliest"], found["latest"]) == (16_801, 16_801 + 365)
    assert found["killed_best"] == 8_179
    assert found["summary"].endswith("Deaths by side: Government of Syria 5325, Syrian insurgents 2854.")
    assert "where_prec 6" in found["note"] and "event_clarity 2" in found["note"] and "date_prec 5" in found["note"]


def test_a_month_is_a_month_and_part_of_one_is_a_set(syria):
    month, part = row(syria, "219244"), row(syria, "301287")
    assert (month["when"], month["date_precision"]) == ("2016-04", "span")
    assert (part["when"], part["date_precision"]) == ("[2016-08-01..2016-08-12]", "one_of")
    assert part["note"] == "date uncertain: UCDP date_prec 4"
    assert (part["killed_low"], part["killed_best"], part["killed_high"]) == (1, 1, 2)


def test_the_sea_is_drawn_with_a_note(myanmar):
    found = row(myanmar, "48616")  # where_prec 7, no office named
    assert (found["lon"], found["lat"], found["where_precision"]) == (92.367972, 20.630564, "region")
    assert "at sea or in the air" in found["note"]
    assert found["source"] == "Reuters 1992-04-03, citing Bangladeshi police"
    assert found["summary"] == "Deaths by side: civilians 1."  # the description only repeats the place


def test_line_breaks_in_a_description_are_kept_and_counted(myanmar):
    found = row(myanmar, "66199")
    assert found["line"] == 2_146
    assert "Minbya town\n\n///\n\nTha Yet Oak village, Minbya township\n".replace("\n\n", "\n") in found["summary"].replace(
        "\n\n", "\n")
    assert (found["when"], found["date_precision"]) == ("[2012-10-22..2012-10-24]", "one_of")
    assert found["source"] == "HRW, citing Witness via HRW"


def test_an_address_in_brackets_loses_the_bracket(myanmar):
    assert row(myanmar, "49970")["links"] == "http://www.burmacampaign.org.uk/reports/KHRG_Women_Report.pdf"


def test_figures_that_are_out_of_order_are_given_as_published(syria):
    found = row(syria, "313671")  # low 2, best 0, high 2 in the file
    assert (found["killed_low"], found["killed_best"], found["killed_high"]) == (2, 0, 2)
    assert found["note"] == "low, best and high are not in order: given as published"


# HDX and the spellings of current releases
def test_the_row_of_hxl_tags_is_no_event_and_is_said():
    imported = formats.read(HDX)
    assert dict(imported.provenance.counts) == {"read": 3, "mapped": 2, "tray": 1, "refused": 0, "undated": 0}
    assert imported.provenance.layout == "45 columns, HXL tags"
    assert "line 2 holds HXL tags, no event: skipped" in imported.provenance.notes
    assert imported.frame["line"].tolist() == [3, 4, 5]
    assert imported.frame["when"].tolist() == ["2020-06-03", "2020-02", "2020-01-01/2020-12-31"]  # midnight is cut off


def test_the_reason_it_is_recognised_is_said():
    assert formats.recognise(SYRIA).why == "its header has UCDP's where_prec, date_prec and type_of_violence among 41 columns"
    assert formats.recognise(HDX).why.endswith("45 columns and a row of HXL tags")


def test_text_stays_text(tmp_path):
    found = one(tmp_path, id="007", side_a="NA", side_b="1E10", dyad_name="", where_coordinates="null", adm_1="None")
    assert (found["id"], found["actor_a"], found["actor_b"]) == ("007", "NA", "1E10")
    assert (found["place"], found["admin1"]) == ("null", "None")
    assert found["title"] == "NA - 1E10, null"


def test_dates_of_each_precision(tmp_path):
    def when(prec: str, start: str, end: str, clarity: str = "1") -> tuple[str, str]:
        found = one(tmp_path, date_prec=prec, date_start=start, date_end=end, event_clarity=clarity)
        return found["when"], found["date_precision"]

    assert when("1", "2020-06-03", "2020-06-03") == ("2020-06-03", "day")
    assert when("1", "2020-06-03", "2020-06-05") == ("2020-06-03/2020-06-05", "interval")
    assert when("2", "2020-06-03", "2020-06-05") == ("[2020-06-03..2020-06-05]", "one_of")
    assert when("2", "2020-06-03", "2020-06-03") == ("2020-06-03~", "approximate")
    assert when("3", "2020-06-01", "2020-06-07") == ("[2020-06-01..2020-06-07]", "one_of")
    assert when("4", "2020-02-01", "2020-02-29") == ("2020-02", "span")  # a leap year
    assert when("4", "2021-02-01", "2021-02-27") == ("[2021-02-01..2021-02-27]", "one_of")
    assert when("5", "2020-01-01", "2020-12-31") == ("2020", "span")
    assert when("5", "2020-01-01", "2020-12-31", "2") == ("2020-01-01/2020-12-31", "interval")


@pytest.mark.parametrize(("changed", "field"), [
    ({"latitude": "91"}, "latitude"),
    ({"longitude": "east"}, "longitude"),
    ({"latitude": ""}, "latitude"),
    ({"date_start": "03/06/2020"}, "date_start"),
    ({"date_end": "2020-06-31"}, "date_end"),
    ({"date_end": "2020-06-03 12:00:00"}, "date_end"),
    ({"date_end": "2020-06-02"}, "date_end"),
    ({"date_prec": "6"}, "date_prec"),
    ({"where_prec": ""}, "where_prec"),
    ({"type_of_violence": "4"}, "type_of_violence"),
    ({"best": "-1"}, "best"),
    ({"best": "0x10"}, "best"),  # pyarrow reads it as 16
    ({"best": "1.5"}, "best"),
    ({"id": ""}, "id"),
    ({"id": "1"}, "id"),
])
def test_a_bad_cell_refuses_its_row_with_its_line(tmp_path, changed, field):
    path = written(tmp_path / "ged.csv", {}, changed, {})
    with pytest.raises(DataError) as error:
        formats.read(path)
    assert [(problem.record, problem.field) for problem in error.value.problems] == [("line 3", field)]
    imported = formats.read(path, on_bad="skip")
    assert dict(imported.provenance.counts) == {"read": 3, "mapped": 2, "tray": 0, "refused": 1, "undated": 0}
    assert imported.frame["line"].tolist() == [2, 4]
    assert imported.refused["line"].tolist() == [3]
    assert imported.refused.iloc[0]["side_a"] == GOOD["side_a"]  # the cells of the file, for the file of refused rows


def test_a_column_of_decimal_commas_is_named_once(tmp_path):
    path = tmp_path / "ged.csv"
    text = written(tmp_path / "comma.csv", {}, {}).read_text("utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\n").writerows(
            [cell.replace("10.25", "10,25") for cell in cells] for cells in rows)
    with pytest.raises(DataError) as error:
        formats.read(path)
    assert [(problem.code, problem.record) for problem in error.value.problems] == [("decimal-comma", "2 rows from line 2")]


def test_a_row_of_another_width_is_refused(tmp_path):
    path = written(tmp_path / "ged.csv", {}, {})
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([lines[0], lines[1] + ",one,two", "", lines[2]]) + "\n", "utf-8")
    imported = formats.read(path, on_bad="skip")
    assert [(problem.code, problem.line) for problem in imported.problems] == [("ragged-row", 2)]
    assert imported.frame["line"].tolist() == [4]  # the empty line 3 is no row
    assert imported.refused.iloc[0]["id"] == lines[1] + ",one,two"


def test_a_quote_that_is_never_closed_is_an_error(tmp_path):
    path = written(tmp_path / "ged.csv", {}, {})
    path.write_text(path.read_text("utf-8").replace("2,9001", '2,"9001').rstrip("\n") + ',"\n' + "x\n", "utf-8")
    with pytest.raises(FormatError, match="quote that is never closed"):
        formats.read(path, format="ucdp-ged")


def test_a_quote_that_swallows_rows_refuses_them(tmp_path):
    """Two rows lie inside one quoted cell: the file still has cells enough in the row, but not the events."""
    path = tmp_path / "ged.csv"
    good = ",".join(GOOD[name].replace('"', '""').join('""') if "," in GOOD[name] else GOOD[name] for name in HEADER)
    swallowing = [GOOD[name] for name in HEADER]
    swallowing[HEADER.index("source_headline")] = f"first\n{good}\n{good}\nlast"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([HEADER, [GOOD[name] for name in HEADER], ["8" if name == "id" else cell for name, cell in
                                                                    zip(HEADER, swallowing, strict=True)]])
    imported = formats.read(path, on_bad="skip")
    assert [(problem.code, problem.line) for problem in imported.problems] == [("ragged-row", 3)]


def test_a_file_that_lacks_a_column_says_which(tmp_path):
    path = tmp_path / "ged.csv"
    path.write_text("id,best\n1,2\n", "utf-8")
    with pytest.raises(FormatError, match="date_end") as error:
        formats.read(path, format="ucdp-ged")
    assert error.value.code == "no-column"


def test_a_header_without_rows_is_an_empty_file(tmp_path):
    with pytest.raises(FormatError) as error:
        formats.read(written(tmp_path / "ged.csv"))
    assert error.value.code == "empty-file"


def test_the_contract_holds(syria, myanmar):
    for imported in (syria, myanmar):
        assert contract.checked(imported) is imported
