"""Delimited text of known layout: separators, encodings, lines, and what cannot be taken apart."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import FormatError
from geo.formats import content as contents
from geo.formats import contract, head, wanted

LIMITS = contract.Limits()


def taken(path: Path, content: bytes, *, columns: tuple[str, ...] = ("a", "b"),
          limits: contract.Limits = LIMITS) -> wanted.Wanted:
    path.write_bytes(content)
    found = head.read(path, limits=limits)
    top = wanted.header(found)
    assert top is not None
    return wanted.read(contents.of(path, found, limits=limits), top, name=path.name, wanted=columns, limits=limits)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_longer_than_a_part_is_told_by_its_hash_and_lines(tmp_path, end):
    """The file is looked over in parts of 256 kB, whose ends fall anywhere."""
    content = ("a,b" + end + "".join(f'{number},"x{end}{"y" * 60}"{end}' for number in range(9_000))).encode()
    path = tmp_path / "x.csv"
    plain = taken(path, content)
    assert plain.content.digest == (hashlib.sha256(content).hexdigest(), len(content))
    path.write_bytes(gzip.compress(content))
    found = head.read(path, limits=LIMITS)
    packed = wanted.read(contents.of(path, found, limits=LIMITS), plain.header, name="x.csv", wanted=("a", "b"), limits=LIMITS)
    assert packed.content.digest is None  # the hash is that of the file as it lies, which is not what was read here
    for one in (plain, packed):
        assert one.lines.tolist() == list(range(2, 18_002, 2))
        assert one.content.returns is (end == "\r\n")
        assert one.table.column("a").to_pylist() == [str(number) for number in range(9_000)]
        assert set(one.prose("b").to_pylist()) == {"x\n" + "y" * 60}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_each_separator_is_told_from_the_header(tmp_path, separator):
    found = taken(tmp_path / "x.csv", f"A{separator}b \n1{separator}2\n".encode())
    assert found.table.to_pydict() == {"a": ["1"], "b": ["2"]}


@pytest.mark.parametrize(("encoding", "said"), [("utf-8", False), ("utf-8-sig", False), ("utf-16", True), ("cp1252", True),
                                                ("latin-1", True)])
def test_each_encoding_gives_the_same_text(tmp_path, encoding, said):
    found = taken(tmp_path / "x.csv", "a,b\ncafé,naïve\n".encode(encoding))
    assert found.table.to_pydict() == {"a": ["café"], "b": ["naïve"]}
    assert bool(found.notes) is said


def test_bytes_of_another_encoding_refuse_their_row_and_spoil_no_other(tmp_path):
    found = taken(tmp_path / "x.csv", "a,b\nخشام,café\nx,caf".encode() + b"\xe9\n" + "دير,naïve\n".encode())
    rows = found.rows("x.csv")
    assert found.table.to_pydict()["a"] == ["خشام", "x", "دير"]
    assert rows.bad.tolist() == [False, True, False]
    assert [(problem.code, problem.line, problem.field) for problem in rows.problems()] == [("not-utf8", 3, "b")]


def test_a_ragged_row_in_another_encoding_is_not_lost(tmp_path):
    """Found by damaging files at random: pyarrow dropped such a row with a message on stderr."""
    found = taken(tmp_path / "x.csv", b"a,b\n1,2\n3,\xe9,4\n5,6\n")
    assert found.ragged == {1: (3, "3,é,4")}
    assert found.lines.tolist() == [2, 3, 4]
    assert found.raw["a"].tolist() == ["1", "3,é,4", "5"]


def test_cells_of_refused_rows_are_shown_from_any_column(tmp_path):
    """Columns that are not wanted may hold other bytes, or share a name."""
    found = taken(tmp_path / "x.csv", b"a,b,c,c\n1,2,\xe9,4\n")
    assert found.raw.to_dict("list") == {"a": ["1"], "b": ["2"], "c": ["\ufffd"], "c 4": ["4"]}


def test_lines_are_those_of_the_file(tmp_path):
    found = taken(tmp_path / "x.csv", b'a,b\r\n1,2\r\n\r\n"x\r\ny",3\r\n4,5')
    assert found.table.to_pydict() == {"a": ["1", "x\r\ny", "4"], "b": ["2", "3", "5"]}
    assert found.lines.tolist() == [2, 4, 6]


CELL = st.text(alphabet=st.sampled_from('ab1 ,;"\n'), max_size=6)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8))
def test_cells_and_lines_are_those_of_the_csv_module(tmp_path_factory, rows):
    file = io.StringIO()
    csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([("a", "b", "c"), *rows])
    reader = csv.reader(io.StringIO(file.getvalue(), newline=""))
    next(reader)
    lines, before = [], reader.line_num
    for _ in reader:
        lines.append(before + 1)
        before = reader.line_num
    found = taken(tmp_path_factory.mktemp("csv") / "x.csv", file.getvalue().encode(), columns=("a", "b", "c"))
    assert list(zip(*found.table.to_pydict().values(), strict=True)) == rows
    assert found.lines.tolist() == lines


def test_a_column_that_is_not_there_is_empty(tmp_path):
    found = taken(tmp_path / "x.csv", b"a,c\n1,2\n")
    assert not found.has("b")
    assert found.column("b").to_pylist() == [""]


def test_a_wanted_name_twice_is_an_error(tmp_path):
    with pytest.raises(FormatError, match="more than once"):
        taken(tmp_path / "x.csv", b"a,b,a\n1,2,3\n")


def test_limits_are_kept(tmp_path):
    with pytest.raises(FormatError, match="3 rows"):
        taken(tmp_path / "x.csv", b"a,b\n1,2\n3,4\n5,6\n", limits=contract.Limits(rows=2))
    with pytest.raises(FormatError, match="3 columns"):
        taken(tmp_path / "x.csv", b"a,b,c\n1,2,3\n", limits=contract.Limits(columns=2))


def test_quotes_amid_a_cell_are_kept_and_lines_then_count_rows(tmp_path):
    found = taken(tmp_path / "x.csv", b'a,b\n6" gun,1\n\nx,"y"\n3" gun,2\n')
    assert found.table.to_pydict()["a"] == ['6" gun', "x", '3" gun']
    assert found.notes == ("quotes stand inside cells without quotes: line numbers count rows, not lines",)
    assert found.lines.tolist() == [2, 3, 4]


def test_a_row_of_megabytes_is_read(tmp_path):
    long = "word " * 500_000
    found = taken(tmp_path / "x.csv", f'a,b\n1,"{long}"\n2,3\n'.encode())
    assert found.table.to_pydict() == {"a": ["1", "2"], "b": [long, "3"]}


def test_words_are_no_header(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("one word\n", "utf-8")
    assert wanted.header(head.read(path, limits=LIMITS)) is None
