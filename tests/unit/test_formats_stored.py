"""A stored dataset: it comes back as it was, its bytes are the same twice, and other tools open it."""

from __future__ import annotations

import hashlib
import json

import geopandas
import pandas
import pyarrow.parquet
import pytest

from geo import formats
from geo.errors import DataError, FormatError, UsageError
from geo.formats import stored

FIRST = (b"id,date,lat,lon,type,title\n007,2023-01-31,35.5,40.25,strike,NA\n8,2023,,,patrol,x\n"
         b"9,,36,41,strike,\xc3\xa9\n10,2023,0,0,a,b\n")
SECOND = b"id,date,lat,lon,type,killed\n007,2023-02,1,2,raid,3\n8,2023-02-30,1,2,raid,3\n"


@pytest.fixture
def files(tmp_path):
    for name, content in (("first.csv", FIRST), ("second.csv", SECOND)):
        (tmp_path / name).write_bytes(content)
    return [tmp_path / "first.csv", tmp_path / "second.csv"]


def same(ours, theirs):
    pandas.testing.assert_frame_equal(ours.frame, theirs.frame)
    assert ours.provenance == theirs.provenance
    assert ours.problems == theirs.problems


def test_it_comes_back_as_it_was(tmp_path, files):
    imports = formats.read_any(files, on_bad="skip")
    path = tmp_path / "d.parquet"
    assert stored.write(path, imports) == path.stat().st_size
    back = formats.read_any([path])
    assert len(back) == 2
    for ours, theirs in zip(imports, back, strict=True):
        same(ours, theirs)
    same(back[0], formats.read_any([path])[0])


def test_one_file_comes_back_by_read_too(tmp_path, files):
    imported = formats.read(files[0])
    stored.write(tmp_path / "d.parquet", [imported])
    same(imported, formats.read(tmp_path / "d.parquet"))


def test_several_files_are_one_import_by_read(tmp_path, files):
    imports = formats.read_any(files, on_bad="skip")
    stored.write(tmp_path / "d.parquet", imports)
    found = formats.read(tmp_path / "d.parquet")
    assert len(found.frame) == 5
    assert dict(found.provenance.counts) == {"read": 6, "mapped": 4, "tray": 1, "refused": 1, "undated": 1}
    assert sorted(found.frame["kind"].cat.categories) == ["a", "patrol", "raid", "strike"]


def test_the_same_import_gives_the_same_bytes(files):
    assert stored.content(formats.read_any(files, on_bad="skip")) == stored.content(formats.read_any(files, on_bad="skip"))


def test_geopandas_opens_it(tmp_path, files):
    path = tmp_path / "d.parquet"
    stored.write(path, [formats.read(files[0])])
    frame = geopandas.read_parquet(path)
    assert str(frame.crs) == "OGC:CRS84"
    assert frame.geometry.isna().tolist() == [False, True, False, False]
    assert (frame.geometry.x[0], frame.geometry.y[0]) == (40.25, 35.5)
    assert frame.geometry.total_bounds.tolist() == [0, 0, 41, 36]


def test_its_provenance_is_in_the_file(tmp_path, files):
    path = tmp_path / "d.parquet"
    stored.write(path, formats.read_any(files, on_bad="skip"))
    kept = json.loads(pyarrow.parquet.read_schema(path).metadata[b"contact-atlas"])
    first, second = (item["provenance"] for item in kept["files"])
    assert first["counts"] == {"read": 4, "mapped": 3, "tray": 1, "refused": 0, "undated": 1}
    assert second["counts"] == {"read": 2, "mapped": 1, "tray": 0, "refused": 1, "undated": 0}
    assert second["options"]["on_bad"] == "skip"
    assert (first["sha256"], first["bytes"]) == (hashlib.sha256(FIRST).hexdigest(), len(FIRST))


def test_ids_that_two_files_share_get_the_name_of_their_file(files):
    first, second = formats.read_any(files, on_bad="skip")
    assert first.frame["id"].tolist() == ["first.csv:007", "first.csv:8", "first.csv:9", "first.csv:10"]
    assert second.frame["id"].tolist() == ["second.csv:007"]
    assert any("files share ids" in note for note in first.provenance.notes)
    one, two = formats.read_any([files[0], files[0]])
    assert (one.frame["id"][0], two.frame["id"][0]) == ("1:first.csv:007", "2:first.csv:007")


def test_ids_that_differ_stay(tmp_path, files):
    (tmp_path / "third.csv").write_bytes(b"id,date,lat,lon\nz,2023,1,2\n")
    found = formats.read_any([files[0], tmp_path / "third.csv"])
    assert found[1].frame["id"].tolist() == ["z"]


def test_problems_of_all_files_are_told_at_once(tmp_path, files):
    files[0].write_bytes(FIRST + b"11,2023,95,1,a,b\n")
    with pytest.raises(DataError) as caught:
        formats.read_any(files)
    assert [problem.file for problem in caught.value.problems] == ["first.csv", "second.csv"]


def test_nothing_or_ids_twice_is_not_stored(files):
    with pytest.raises(UsageError):
        stored.content([])
    imported = formats.read(files[0])
    with pytest.raises(UsageError, match="007"):
        stored.content([imported, imported])


def test_a_dataset_that_was_changed_is_refused(tmp_path, files):
    path = tmp_path / "d.parquet"
    stored.write(path, [formats.read(files[0])])
    table = pyarrow.parquet.read_table(path)
    kept = json.loads(table.schema.metadata[stored.KEY])
    for change in ({**kept, "version": 99}, {"version": 1, "files": [{}]}, {"version": 1}, [], kept):
        metadata = {**table.schema.metadata, stored.KEY: json.dumps(change).encode()}
        rows = table.slice(1) if change is kept else table  # a row less than its counts say
        pyarrow.parquet.write_table(rows.replace_schema_metadata(metadata), path)
        with pytest.raises(FormatError) as caught:
            formats.read(path)
        assert caught.value.code == "bad-format"
