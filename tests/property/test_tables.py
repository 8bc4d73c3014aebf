"""Cells, mapping files and stored datasets, whatever stands in them: read as they are, or refused and counted."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo import formats
from geo.errors import FormatError, UsageError
from geo.export import to_csv
from geo.formats import mapping, stored
from geo.formats.contract import Limits
from geo.vocabulary import WHERE_PRECISIONS

# Any text but a NUL, which a table may not hold; and no blanks at the ends, which are no part of a cell.
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12).map(str.strip)
number_like = st.one_of(st.floats(allow_nan=True).map(repr), st.text("0123456789+-.,eE _nainf", max_size=8), st.just(""), words)


def table(rows: list[dict[str, str]]) -> bytes:
    file = io.StringIO(newline="")
    names = ["id", "date", "lat", "lon", "title", "notes"]
    writer = csv.DictWriter(file, names, restval="", lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables") / "events.csv"


@settings(max_examples=25)
@given(texts=st.lists(number_like, min_size=1, max_size=12))
@example(texts=["1_000", "1e1", " 5", "٣", "nan", "inf", "0x1A", "1,5", "-0"])
def test_a_coordinate_is_read_as_python_reads_it_or_refused(path: Path, texts: list[str]) -> None:
    path.write_bytes(table([{"id": f"r{at}", "date": "2020", "lat": text, "lon": "40"} for at, text in enumerate(texts)]))
    try:
        found = formats.read(path, on_bad="skip", format="table").frame
    except FormatError:
        return  # such as two orders of dates
    for name, lat in zip(found["id"], found["lat"], strict=True):
        text = texts[int(name[1:])].strip()
        assert lat == float(text)
        assert -90 <= lat <= 90


@settings(max_examples=25)
@given(rows=st.lists(st.tuples(words, words), min_size=1, max_size=6))
@example(rows=[('"', "a\nb"), ("=1+1", "@x"), ("a\rb", "a\u2028b")])
def test_texts_of_a_table_come_through_the_store_as_they_are(path: Path, rows: list[tuple[str, str]]) -> None:
    path.write_bytes(table([{"id": f"r{at}", "date": "2020-01-02", "lat": "35", "lon": "40", "title": title, "notes": note}
                            for at, (title, note) in enumerate(rows)]))
    read = formats.read(path, format="table")
    assert read.frame["summary"].tolist() == [note for _, note in rows]
    titles = [title for title, (said, _) in zip(read.frame["title"], rows, strict=True) if said]
    assert titles == [said for said, _ in rows if said]  # others are made from the rest of the row
    into = path.with_suffix(".parquet")
    stored.write(into, [read])
    again = stored.read_all(into, limits=Limits())[0]
    assert again.frame.equals(read.frame)
    assert (again.provenance, again.problems) == (read.provenance, read.problems)


cells = st.one_of(words, st.none(), st.booleans(), st.integers())


@settings(max_examples=60)
@given(rows=st.lists(st.fixed_dictionaries({"a": cells, "b": cells, "c": cells}), min_size=1, max_size=5))
@example(rows=[{"a": "1\r=1+1", "b": "\r", "c": "x\r\ny"}])
def test_exported_csv_holds_every_cell_and_no_formula(rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    header, *lines = list(csv.reader(io.StringIO(to_csv(rows, columns=names), newline="")))
    assert header == names
    for row, found in zip(rows, lines, strict=True):
        for name, cell in zip(names, found, strict=True):
            if isinstance(row[name], str):
                assert cell in (row[name], f"'{row[name]}")
                assert cell[:1] not in ("=", "@", "\t", "\r")
                assert cell[:1] not in ("+", "-") or float(cell) is not None  # a number is no formula


plain = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words, st.sampled_from(list(WHERE_PRECISIONS)))
values = st.recursive(plain,
                      lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=5)
fields = st.one_of(words, st.sampled_from(["columns", "date_format", "where_precision", "uncertainty_m", "sheet", "delimiter"]))
columns_said = st.dictionaries(st.one_of(words, st.sampled_from(sorted(mapping.KNOWN))), st.one_of(words, values), max_size=3)


@given(said=st.one_of(st.dictionaries(fields, values, max_size=4), columns_said.map(lambda columns: {"columns": columns})))
@example(said={"columns": {"when": "day"}, "uncertainty_m": {"near": 5.0}, "where_precision": "near", "delimiter": ";"})
@example(said={"where_precision": []})
@example(said={"where_precision": {"a": []}})
@example(said={"uncertainty_m": float("nan")})
@example(said={"uncertainty_m": True})
def test_a_mapping_file_is_followed_or_refused(said: dict[str, Any]) -> None:
    try:
        options = mapping.options(said)
    except FormatError as error:
        refused = error
    else:
        refused = None
    if refused:
        assert refused.code == "bad-mapping"
        assert len(str(refused)) < 4000
        return
    assert set(options.columns) <= set(mapping.KNOWN)
    radius = options.uncertainty_m
    for metres in radius.values() if isinstance(radius, dict) else [] if radius is None else [radius]:
        assert 0 <= metres <= 20_000_000


@given(st.one_of(words, st.text("when=lat,lon killed", max_size=20)))
def test_columns_of_the_command_line_are_read_or_refused(text: str) -> None:
    try:
        found = mapping.parsed(text)
    except UsageError:
        return
    assert set(found) <= set(mapping.KNOWN)
    assert mapping.parsed(",".join(f"{ours}={theirs}" for ours, theirs in found.items())) == found
