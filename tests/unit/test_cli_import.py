"""`geo import`: what it says, what it writes, and its exit codes."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from geo import cli, formats

GOOD = "id,date,lat,lon\n007,2023-01-31,35.5,40.25\n8,2023,,\n"
BAD = "id,date,lat,lon,title\n" + "".join(f"{number},2023,195,1,=1+1\n" for number in range(30)) + "x,2023,1,2,fine\n"


def run(*arguments):
    return CliRunner(env={"COLUMNS": "100"}).invoke(cli.geo, ["import", *map(str, arguments)], prog_name="geo")


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(BAD, encoding="utf-8")
    return path


def test_it_says_format_counts_and_guesses(good, tmp_path):
    out = tmp_path / "d.parquet"
    done = run(good, "-o", out)
    assert done.exit_code == 0
    assert "good.csv: plain table (CSV, TSV), 4 columns (text with 4 columns)" in done.output
    assert "2 rows in = 1 mapped + 1 in the tray (no position) + 0 refused" in done.output
    assert "columns: id = id, when = date, lon = lon, lat = lat" in done.output
    assert f"{out.stat().st_size:,} bytes" in done.output
    assert formats.read(out).frame["id"].tolist() == ["007", "8"]


def test_without_an_output_nothing_is_written(good, tmp_path):
    assert run(good).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good.csv"]


def test_bad_rows_stop_it_twenty_are_told_and_nothing_is_written(bad, tmp_path):
    done = run(bad, "-o", tmp_path / "d.parquet")
    assert done.exit_code == 1
    assert done.output.count("[bad-cell] bad.csv, line ") == 20
    assert "and 10 more; --json lists all" in done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.csv"]


def test_json_lists_every_problem(bad):
    done = run(bad, "--json")
    assert done.exit_code == 1
    document = json.loads(done.stdout)
    assert document["files"] == []
    assert [problem["record"] for problem in document["problems"]] == [f"line {number}" for number in range(2, 32)]


@pytest.mark.parametrize("where", [None, "left.csv"])
def test_skipped_rows_are_written_as_the_file_has_them(bad, tmp_path, where):
    left = tmp_path / (where or "d.refused.csv")
    done = run(bad, "-o", tmp_path / "d.parquet", "--on-bad", "skip", *(["--refused", left] if where else []))
    assert done.exit_code == 0
    assert "31 rows in = 1 mapped + 0 in the tray (no position) + 30 refused" in done.output
    rows = list(csv.DictReader(io.StringIO(left.read_text(encoding="utf-8"))))
    assert len(rows) == 30
    assert (rows[0]["file"], rows[0]["line"], rows[0]["lat"]) == ("bad.csv", "2", "195")
    assert rows[0]["title"] == "'=1+1"  # no spreadsheet runs it
    assert formats.read(tmp_path / "d.parquet").frame["id"].tolist() == ["x"]


def test_columns_mapping_and_dates(tmp_path):
    path = tmp_path / "e.csv"
    path.write_text("Tag;Y;X\n03/04/2023;35.5;40.25\n", encoding="utf-8")
    mapping = tmp_path / "m.toml"
    mapping.write_text('where_precision = "town"\nuncertainty_m = 750\n', encoding="utf-8")
    out = tmp_path / "d.parquet"
    assert run(path, "--columns", "when=Tag", "--mapping", mapping, "--date-format", "%d/%m/%Y", "-o", out).exit_code == 0
    row = formats.read(out).frame.iloc[0]
    assert (row["when"], row["where_precision"], row["uncertainty_m"]) == ("2023-04-03", "town", 750)


@pytest.mark.parametrize("arguments, code, exit_code", [
    (["--columns", "date"], "usage", 2), (["--columns", "day=date"], "usage", 2), (["--columns", "when=a,when=b"], "usage", 2),
    (["--columns", "when=day"], "no-column", 1), (["--limit", "rows"], "usage", 2), (["--limit", "row=1"], "usage", 2),
    (["--limit", "rows=1"], "over-limit", 1), (["--format", "csv"], "usage", 2), (["--format", "xlsx"], "bad-format", 1),
    (["--on-bad", "ask"], "usage", 2), (["--date-format", "nonsense"], "usage", 2), (["none.csv"], "usage", 2),
])
def test_wrong_use_and_wrong_files_end_in_one_line(good, arguments, code, exit_code):
    done = run(good, *arguments)
    assert f"[{code}]" in done.output
    assert done.exit_code == exit_code
    assert "Traceback" not in done.output


def test_a_mapping_that_is_no_toml(good, tmp_path):
    mapping = tmp_path / "m.toml"
    mapping.write_text("when = ", encoding="utf-8")
    done = run(good, "--mapping", mapping)
    assert (done.exit_code, "[bad-mapping]" in done.output) == (1, True)


def test_several_files_make_one_dataset(good, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text(GOOD, encoding="utf-8")
    done = run(good, other, "-o", tmp_path / "d.parquet")
    assert "files share ids: every id has other.csv: before it" in done.output
    again = run(tmp_path / "d.parquet")
    assert again.output.count("2 rows in = 1 mapped") == 2


def test_hidden_characters_are_shown(tmp_path):
    path = tmp_path / "e.csv"
    path.write_text("date,lat,lon,a\u202eb\n2023,1,2,x\n", encoding="utf-8")
    done = run(path)
    assert "\\u202e" in done.output
    assert "\u202e" not in done.output


def test_it_does_not_write_over_what_it_reads(good, tmp_path):
    for arguments in (["-o", good], ["--refused", good], ["-o", tmp_path / "d", "--refused", tmp_path / "d"]):
        done = run(good, *arguments)
        assert (done.exit_code, "[usage]" in done.output) == (2, True)
    assert good.read_text(encoding="utf-8") == GOOD


def test_a_data_folder_is_imported_too(root, tmp_path):
    done = run(root / "data", "-o", tmp_path / "d.parquet")
    assert done.exit_code == 0
    assert "data: data folder of an atlas" in done.output
    assert len(formats.read(tmp_path / "d.parquet").frame) == len(formats.read(root / "data").frame)
