"""The contract of the incident frame: a reader that breaks a rule of it is found out."""

from __future__ import annotations

from dataclasses import replace

import numpy
import pandas
import pytest

from geo import formats
from geo.errors import DataError, FormatError
from geo.formats import stored
from geo.formats.contract import COLUMNS, Imported, Options, Provenance, checked, counted, framed
from geo.formats.rows import Rows

GOOD = {"id": ["a", "b"], "when": ["2023-01-31", ""], "earliest": [19388, None], "latest": [19388, None],
        "date_precision": ["day", "uncertain"], "lon": [40.25, numpy.nan], "lat": [35.5, numpy.nan],
        "where_precision": ["near", "unknown"], "line": [2, 3]}


def imported(columns, **counts):
    frame = framed(2, {**GOOD, **columns})
    return Imported(frame, Provenance("f.csv", "", 0, "table", counts={**counted(frame, refused=0), **counts}))


def test_a_good_frame_passes_and_comes_back_itself():
    found = imported({})
    assert checked(found) is found
    assert dict(found.provenance.counts) == {"read": 2, "mapped": 1, "tray": 1, "refused": 0, "undated": 1}
    assert list(found.frame.columns) == list(COLUMNS)
    assert found.frame["summary"].tolist() == ["", ""]
    assert found.frame["killed_best"].isna().all()


@pytest.mark.parametrize("columns, rule", [
    ({"lat": [35.5, 1.0]}, "a row has one of lon and lat"),
    ({"lon": [181, numpy.nan]}, "outside the ellipsoid"),
    ({"where_precision": ["unknown", "unknown"]}, "where_precision is unknown exactly when"),
    ({"where_precision": ["near", "near"]}, "where_precision is unknown exactly when"),
    ({"where_precision": ["sure", "unknown"]}, "where_precision has missing text"),
    ({"uncertainty_m": [-1, numpy.nan]}, "a radius is negative"),
    ({"latest": [19387, None]}, "ends before it begins"),
    ({"earliest": [19388, 1]}, "an undated row has days"),
    ({"date_precision": ["day", "day"]}, "an undated row has a date_precision"),
    ({"id": ["a", "a"]}, "ids are not unique"),
    ({"id": ["a", ""]}, "ids are not unique"),
    ({"line": [2, None]}, "a row has no line"),
    ({"killed_low": [-1, None]}, "a figure is negative"),
    ({"links": ["javascript:alert(1)", ""]}, "a link is not http or https"),
    ({"links": ["https://example.org\nfile:///etc", ""]}, "a link is not http or https"),
])
def test_each_rule_is_checked(columns, rule):
    with pytest.raises(AssertionError, match=rule):
        checked(imported(columns))


@pytest.mark.parametrize("name, value, rule", [
    ("title", pandas.Series([1, 2]), "title is int64, not text"), ("kind", ["a", "b"], "kind is str, not category"),
    ("line", [2, 3], "line is int64, not Int32"),
    ("lon", pandas.Series([1, None], dtype="Float64"), "lon is Float64, not float64"),
])
def test_each_column_is_stored_as_it_should_be(name, value, rule):
    found = imported({})
    with pytest.raises(AssertionError, match=rule):
        checked(replace(found, frame=found.frame.assign(**{name: value})))


def test_rows_must_add_up():
    with pytest.raises(AssertionError, match="rows are lost"):
        checked(imported({}, read=3))
    with pytest.raises(AssertionError, match="counts"):
        checked(imported({}, mapped=0, tray=2))
    with pytest.raises(AssertionError, match="columns are"):
        checked(Imported(imported({}).frame.drop(columns="note"), imported({}).provenance))
    with pytest.raises(AssertionError, match="not columns"):
        framed(1, {"colour": ["red"]})


def test_notes_of_a_row_stand_behind_its_own():
    rows = Rows("f.csv", [2, 3])
    rows.note([1], "date uncertain")
    rows.note([1], "place uncertain")
    found = rows.finish({**GOOD, "note": ["", "mine"]}, Provenance("f.csv", "", 0, "table"), options=Options())
    assert found.frame["note"].tolist() == ["", "mine; date uncertain; place uncertain"]


def test_no_row_is_an_error_and_all_rows_refused_is_an_answer():
    with pytest.raises(FormatError):
        Rows("f.csv", []).finish({}, Provenance("f.csv", "", 0, "table"), options=Options())
    rows = Rows("f.csv", [2, 3])
    rows.refuse([0, 1], "id", "nothing", rule="", cure="")
    with pytest.raises(DataError):
        rows.finish(GOOD, Provenance("f.csv", "", 0, "table"), options=Options())
    found = rows.finish(GOOD, Provenance("f.csv", "", 0, "table"), options=Options(on_bad="skip"))
    assert dict(found.provenance.counts) == {"read": 2, "mapped": 0, "tray": 0, "refused": 2, "undated": 0}


def test_a_dataset_whose_rows_are_all_refused_comes_back_too(tmp_path):
    path = tmp_path / "e.csv"
    path.write_bytes(b"id,date,lat,lon\na,never,1,2\n")
    imported = formats.read(path, on_bad="skip")
    assert len(imported.frame) == 0
    stored.write(tmp_path / "d.parquet", [imported])
    back = formats.read(tmp_path / "d.parquet")
    assert back.provenance == imported.provenance
    pandas.testing.assert_frame_equal(back.frame, imported.frame)
