"""docs/formats.md and the foreign part of docs/errors.md say what the code does."""

from __future__ import annotations

import gzip
import re
import tomllib
from dataclasses import fields

import pytest

from geo import formats
from geo.errors import DataError, GeoError
from geo.formats import mapping
from geo.formats.contract import COLUMNS, Limits

HEAD = b"id,date,lat,lon\n"


@pytest.fixture(scope="module")
def page(root):
    return (root / "docs" / "formats.md").read_text(encoding="utf-8")


def table(page, heading):
    """The rows of the first table under a heading, as cells without backquotes."""
    part = page.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = re.findall(r"^\|(.+)\|$", part, flags=re.MULTILINE)[2:]
    return [[cell.strip().strip("`") for cell in line.split("|")] for line in lines]


def test_the_columns_are_those_of_the_frame(page):
    called = {"text": "text", "category": "category", "whole": "Int32", "number": "float64"}
    said = [row[:2] for row in table(page, "The frame")]
    assert said == [[name, called[stored]] for name, stored in COLUMNS.items()]


def test_the_formats_are_those_that_are_read(page):
    assert sorted(row[0] for row in table(page, "The formats")) == sorted(formats.names())


def test_the_names_taken_by_themselves(page):
    said = {row[0]: re.sub(r" \(.*?\)|; .*", "", row[1]).split(", ") for row in table(page, "Columns")}
    assert said == {ours: list(names) for ours, names in mapping.KNOWN.items()}


def test_the_example_of_a_mapping_is_one(page):
    example = re.search(r"```toml\n(.+?)```", page, flags=re.DOTALL)[1]
    options = mapping.options(tomllib.loads(example))
    assert options.columns == {"when": "Datum", "lat": "Y", "lon": "X", "title": "Ereignis", "killed_best": "Tote"}
    assert (options.date_format, options.sheet, options.delimiter) == ("%d/%m/%Y", "Events", ";")


def test_the_limits_are_those_of_the_code(page):
    said = {row[0]: int(row[1].replace(",", "")) for row in table(page, "Limits")}
    assert said == {field.name: field.default for field in fields(Limits)}


def test_every_reader_says_what_it_is():
    for name in formats.names():
        reader = formats.reader(name)
        assert (reader.NAME, bool(reader.LABEL)) == (name, True)


# Files that give, code by code, the messages that docs/errors.md shows.
FILES = {
    "bad-format": ("events.csv", b'date,lat,lon,title\n2023,1,2,"x"y\n2023,1,2,"z\n2023,1,2,w"\n', {}),
    "lfs-pointer": ("ged251.csv", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 250393335\n", {}),
    "web-page": ("events.csv", b"<!doctype html><title>404</title>", {}),
    "encrypted-file": ("events.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), {}),
    "empty-file": ("events.csv", HEAD, {}),
    "over-limit": ("events.csv.gz", gzip.compress(HEAD + b"0" * 40_000_000), {}),
    "no-column": ("events.csv", b"a,lat,lon\n1,2,3\n", {}),
    "bad-mapping": ("events.csv", HEAD, {"mapping": {"columns": {"whne": "date"}}}),
    "ambiguous-date": ("events.csv", HEAD + b"a,01/02/2023,1,2\n", {}),
    "bad-cell": ("events.csv", HEAD + b"a,2023,1,2\nb,2023,91,2\nc,2023,1,2\nd,2023,1,2\n", {}),
    "ragged-row": ("events.csv", HEAD + b"a,2023,1,2\nb\n", {}),
    "repeated-id": ("events.csv", HEAD + b"007,2023,1,2\nb,2023,1,2\n007,2023,1,2\n", {}),
    "swapped-columns": ("events.csv", b"id,date,y,x\na,2023,140,35\nb,2023,139,36\nc,2023,141,37\n", {}),
    "decimal-comma": ("events.csv", HEAD + b'a,2023,"35,2",1\nb,2023,"35,3",1\nc,2023,"35,4",1\n', {}),
}


@pytest.mark.parametrize("code", FILES)
def test_the_message_shown_for_a_code_is_the_one_given(root, tmp_path, code):
    name, content, said = FILES[code]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GeoError) as caught:
        formats.read(tmp_path / name, **said)
    error = caught.value
    text = str(error.problems[0]) if isinstance(error, DataError) else str(error)
    shown = re.search(rf"^### {code}\n.*?```\n(.+?)\n```", (root / "docs" / "errors.md").read_text(encoding="utf-8"),
                      flags=re.DOTALL | re.MULTILINE)[1]
    assert text == shown


def test_the_warning_shown_is_the_one_given(root, tmp_path):
    (tmp_path / "events.csv").write_bytes(HEAD + b"a,2023,1,2\nb,2023,1,2\nc,2023,1,2\nd,2023,0,0\n")
    problem, = formats.read(tmp_path / "events.csv").problems
    assert f"```\n{problem.problem('events.csv')}\n```" in (root / "docs" / "errors.md").read_text(encoding="utf-8")
