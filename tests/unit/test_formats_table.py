"""Plain tables: every row is mapped, in the tray, or refused; text stays text; odd and hostile files get the right verdict."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import formats
from geo.errors import DataError, FormatError, UsageError
from geo.formats import delimited
from geo.formats.contract import COLUMNS, Limits

HEAD = b"id,date,lat,lon,title\n"
ROW = b"a,2023-01-31,35.5,40.25,x\n"


def written(folder, content, name="events.csv"):
    path = folder / name
    path.write_bytes(content)
    return path


def read(folder, content, **said):
    return formats.read(written(folder, content, said.pop("name", "events.csv")), **said)


def problems(folder, content, **said):
    """(code, line) of each problem that stops an import."""
    with pytest.raises(DataError) as caught:
        read(folder, content, **said)
    return [(problem.code, problem.record) for problem in caught.value.problems]


def refusal(folder, content, **said):
    with pytest.raises(FormatError) as caught:
        read(folder, content, **said)
    return caught.value


def test_the_frame_has_the_columns_of_the_contract_in_order(tmp_path):
    assert list(read(tmp_path, HEAD + ROW).frame.columns) == list(COLUMNS)


def test_text_that_looks_like_numbers_stays_text(tmp_path):
    frame = read(tmp_path, HEAD + b"007,2023-01-31,35.5,40.25,NA\n1E10,2023-01-31,35.5,40.25,null\nNA,2023,,,1.0\n").frame
    assert frame["id"].tolist() == ["007", "1E10", "NA"]
    assert frame["title"].tolist() == ["NA", "null", "1.0"]


def test_rows_in_are_mapped_tray_and_refused(tmp_path):
    content = HEAD + ROW + b"b,2023,,,x\nc,,36,41,x\nd,2023,95,41,x\n"
    found = read(tmp_path, content, on_bad="skip")
    assert dict(found.provenance.counts) == {"read": 4, "mapped": 2, "tray": 1, "refused": 1, "undated": 1}
    assert found.frame["id"].tolist() == ["a", "b", "c"]
    assert found.refused[["line", "id", "lat"]].to_numpy().tolist() == [[5, "d", "95"]]
    assert problems(tmp_path, content) == [("bad-cell", "line 5")]


def test_ids_are_made_from_lines_when_the_file_has_none(tmp_path):
    frame = read(tmp_path, b"date,lat,lon\n2023,35,40\n\n2023,35,40\n").frame
    assert frame["id"].tolist() == ["row-2", "row-4"]
    assert frame["line"].tolist() == [2, 4]


def test_columns_that_the_user_names(tmp_path):
    content = b"Datum,Y,X,date\n2023-01-31,35.5,40.25,2020\n"
    frame = read(tmp_path, content, columns={"when": "Datum"}).frame
    assert (frame["when"][0], frame["lat"][0], frame["lon"][0]) == ("2023-01-31", 35.5, 40.25)
    assert "'Dat'" in refusal(tmp_path, content, columns={"when": "Dat"}).found


def test_a_column_that_the_file_has_not(tmp_path):
    found = refusal(tmp_path, b"a,b\n1,2\n")
    assert found.code == "no-column"
    assert "a, b" in found.rule
    frame = read(tmp_path, b"lat,lon\n35,40\n", columns={"when": ""}).frame
    assert frame["when"].tolist() == [""]
    frame = read(tmp_path, b"date,place\n2023,Alda\n", columns={"lat": "", "lon": ""}).frame
    assert frame["where_precision"].tolist() == ["unknown"]


def test_start_and_end_make_an_interval(tmp_path):
    content = b"date_start,date_end,lat,lon\n2023-01-01,2023-01-05,1,2\n2023-01-01,2023-01-01,1,2\n2023,,1,2\n"
    frame = read(tmp_path, content).frame
    assert frame["when"].tolist() == ["2023-01-01/2023-01-05", "2023-01-01", "2023"]
    assert problems(tmp_path, b"start,end,lat,lon\n2023-01-05,2023-01-01,1,2\n,2023,1,2\n") == [
        ("bad-cell", "line 2"), ("bad-cell", "line 3")]


def test_a_mapping_says_what_codes_mean(tmp_path):
    content = b"date,lat,lon,where_precision\n2023,1,2,1\n2023,1,2,2\n2023,,,2\n2023,1,2,9\n"
    mapping = {"where_precision": {"1": "exact", "2": "near"}, "uncertainty_m": {"exact": 500, "near": 25000}}
    found = read(tmp_path, content, mapping=mapping, on_bad="skip").frame
    assert found["where_precision"].tolist() == ["exact", "near", "unknown"]
    assert found["uncertainty_m"].fillna(-1).tolist() == [500, 25000, -1]
    assert problems(tmp_path, content, mapping=mapping) == [("bad-cell", "line 5")]


@pytest.mark.parametrize("mapping", [
    {"colums": {}}, {"columns": {"whne": "a"}}, {"columns": ["when"]}, {"date_format": 3}, {"where_precision": "sure"},
    {"where_precision": {"1": "sure"}}, {"uncertainty_m": -5}, {"uncertainty_m": {"sure": 1}}, {"delimiter": ",,"},
    {"uncertainty_m": True},
])
def test_a_mapping_with_a_fault_is_refused(tmp_path, mapping):
    assert refusal(tmp_path, HEAD + ROW, mapping=mapping).code == "bad-mapping"


def test_precision_follows_the_radius_and_what_is_not_said_is_said_aloud(tmp_path):
    frame = read(tmp_path, b"date,lat,lon,radius_m\n2023,1,2,2000\n2023,1,2,2001\n2023,1,2,\n").frame
    assert frame["where_precision"].tolist() == ["exact", "near", "near"]
    assert any("does not say how sure" in note for note in read(tmp_path, HEAD + ROW).provenance.notes)


def test_titles(tmp_path):
    content = (b"id,date,lat,lon,name,kind,place,notes\na,2023,1,2,T,k,p,s\nb,2023,1,2,,k,p,s\n"
               b'c,2023,1,2,,,,"%s"\nd,2023,1,2,,,,\n')
    frame = read(tmp_path, content % (b"word " * 40)).frame
    assert frame["title"].tolist() == ["T", "k, p", "word " * 19 + "word...", "d"]


def test_figures_in_order(tmp_path):
    assert problems(tmp_path, b"date,lat,lon,killed_low,killed_high\n2023,1,2,3,2\n") == [("bad-cell", "line 2")]


# Delimited text

@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_content(tmp_path, delimiter):
    content = HEAD.replace(b",", delimiter.encode()) + b'a,2023,1,2,"x, y; z"\n'.replace(b",2", b"%s2" % delimiter.encode()) \
        .replace(b",1", delimiter.encode() + b"1").replace(b',"', delimiter.encode() + b'"')
    frame = read(tmp_path, content, name="events.txt").frame
    assert frame["title"].tolist() == ["x, y; z"]


@pytest.mark.parametrize("encoding, called", [
    ("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "windows-1252"), ("utf-16", "utf-16")])
def test_encodings(tmp_path, encoding, called):
    found = read(tmp_path, "id,date,lat,lon,title\nä,2023,1,2,Zoé’s\n".encode(encoding))
    assert found.frame[["id", "title"]].to_numpy().tolist() == [["ä", "Zoé’s"]]
    assert found.provenance.options["encoding"] == called
    assert any("Windows-1252" in note for note in found.provenance.notes) == (encoding == "cp1252")


def test_latin_1_is_named(tmp_path):
    found = read(tmp_path, HEAD + "é\x81,2023,1,2,x\n".encode("latin-1"))
    assert any("Latin-1" in note for note in found.provenance.notes)


def test_packed_files(tmp_path):
    packed = read(tmp_path, gzip.compress(HEAD + ROW, mtime=0), name="events.csv.gz")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("folder/events.csv", HEAD + ROW)
        archive.writestr("__MACOSX/events.csv", b"\x00")
    zipped = read(tmp_path, buffer.getvalue(), name="events.zip")
    pandas.testing.assert_frame_equal(packed.frame, zipped.frame)
    assert packed.provenance.bytes == len(gzip.compress(HEAD + ROW, mtime=0))


cell = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n,;\"'\t"), max_size=12)


@given(st.lists(st.tuples(cell, cell, cell), min_size=1, max_size=8))
def test_cells_and_lines_are_those_of_the_csv_module(tmp_path_factory, rows):
    """Whatever Python's own writer writes comes back cell for cell, on the line its reader says."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([("a", "b", "c"), *rows])
    path = tmp_path_factory.mktemp("csv") / "f.csv"
    path.write_bytes(buffer.getvalue().encode())
    sheet = delimited.read(path, limits=Limits(), delimiter=",")
    reader = csv.reader(io.StringIO(buffer.getvalue(), newline=""))
    next(reader)
    expected, start = [], reader.line_num
    for row in reader:
        if any(item.strip() for item in row) and not hxl(row, first=not expected and start == 1):
            expected.append((start + 1, row))
        start = reader.line_num
    assert [(int(line), row) for line, row in zip(sheet.lines, sheet.cells.to_numpy().tolist(), strict=True)] == expected


def hxl(row, *, first):
    filled = [item.strip() for item in row if item.strip()]
    return first and len(filled) > 1 and all(item.startswith("#") for item in filled)


def test_lines_are_counted_over_cells_of_several_lines(tmp_path):
    content = HEAD + b'a,2023,1,2,"one\ntwo\n\nthree"\nb,2023,1,2,x\n\nc,2023,95,2,y\n'
    assert problems(tmp_path, content) == [("bad-cell", "line 8")]
    assert read(tmp_path, content, on_bad="skip").frame["line"].tolist() == [2, 6]


# Odd and hostile files: what stops a row, and what stops a file

@pytest.mark.parametrize("content, expected", [
    (HEAD + b"a,2023,1,2\n", [("ragged-row", "line 2")]),
    (HEAD + b"a,2023,1,2,x,y\n" + b"b,2023,1,2,x\n", [("ragged-row", "line 2")]),
    (HEAD + b"a,2023,1,2,x\x00y\n", [("bad-cell", "line 2")]),
    (HEAD + ROW + ROW, [("repeated-id", "line 3")]),
    (HEAD + b"a,2023-02-29,1,2,x\n", [("bad-cell", "line 2")]),
    (HEAD + b"a,2023,91,2,x\nb,2023,1,2,x\nc,2023,1,2,x\n", [("bad-cell", "line 2")]),
    (HEAD + b'a,2023,"35,5","40,5",x\nb,2023,"36,5","41,5",x\n',
     [("decimal-comma", "2 rows from line 2"), ("decimal-comma", "2 rows from line 2")]),
    (HEAD + b"a,2023,96.1,16.8,x\nb,2023,97,17,x\n", [("swapped-columns", "2 rows from line 2")]),
    (HEAD + b"a,2023,,40,x\n", [("bad-cell", "line 2")]),
    (HEAD + b"a,2023,NaN,40,x\n", [("bad-cell", "line 2")]),
    (HEAD + b"a,2023,#N/A,40,x\n", [("bad-cell", "line 2")]),
    (HEAD + "a,2023,1,2,Žižek Żółć حلب\n".encode() + b"b,2023,1,2,caf\xe9\n", [("not-utf8", "line 3")]),
    (HEAD + b"a,2023,1,2,x\r\nb,20,1,2,y\rc,2023,1,2,z\n", [("bad-cell", "line 3")]),
    (b"id,date,lat,lon,killed\na,2023,1,2,-3\nb,2023,1,2,2.5\n", [("bad-cell", "line 2"), ("bad-cell", "line 3")]),
    (b"id,date,lat,lon,radius_m\na,2023,1,2,-3\n", [("bad-cell", "line 2")]),
    (b"id,date,lat,lon,date_precision\na,2023,1,2,sure\n", [("bad-cell", "line 2")]),
    (b"id,date,lat,lon,where_precision\na,2023,1,2,unknown\n", [("bad-cell", "line 2")]),
])
def test_what_refuses_a_row(tmp_path, content, expected):
    assert problems(tmp_path, content) == expected


def zipped(*members, **options):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


LOCKED = bytearray(zipped(("events.csv", HEAD + ROW)))
LOCKED[6] |= 1  # the flag of a password, in the local header
LOCKED[LOCKED.index(b"PK\x01\x02") + 8] |= 1  # and in the directory


@pytest.mark.parametrize("name, content, code", [
    ("empty.csv", b"", "empty-file"),
    ("mark.csv", b"\xef\xbb\xbf", "empty-file"),
    ("zeros.csv", b"\x00" * 5000, "empty-file"),
    ("blank.csv", b"\n\n \r\n", "empty-file"),
    ("header.csv", HEAD, "empty-file"),
    ("commas.csv", HEAD + b",,,,\n,,,,\n", "empty-file"),
    ("empty.csv.gz", gzip.compress(b"", mtime=0), "empty-file"),
    ("lfs.csv", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 250393335\n", "lfs-pointer"),
    ("page.csv", b"<!DOCTYPE html>\n<html><body>404, not found</body></html>", "web-page"),
    ("page.xlsx", b"\n <HTML><head><title>Sign in</title></head></HTML>", "web-page"),
    ("page.csv.gz", gzip.compress(b"<html><body>gone</body></html>", mtime=0), "web-page"),
    ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "encrypted-file"),
    ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted-file"),
    ("locked.zip", bytes(LOCKED), "encrypted-file"),
    ("broken.zip", zipped(("events.csv", HEAD + ROW * 50))[:-40], "unreadable-file"),
    ("cut.csv.gz", gzip.compress(HEAD + ROW * 500, mtime=0)[:-20], "unreadable-file"),
    ("bomb.csv.gz", gzip.compress(HEAD + b"0" * 40_000_000, mtime=0), "over-limit"),
    ("bomb.zip", zipped(("events.csv", HEAD + b"0" * 40_000_000)), "over-limit"),
    ("many.zip", zipped(*((f"{number}.csv", b"a") for number in range(10_001))), "over-limit"),
    ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40, "unknown-format"),
    ("two.zip", zipped(("a.csv", HEAD), ("b.csv", HEAD)), "unknown-format"),
    ("prose.md", b"Once upon a time\nthere was no table\n", "unknown-format"),
    ("list.json", b"[1, 2]", "unknown-format"),
    ("twice.csv", b"date,lat,lon,lon\n2023,1,2,3\n", "bad-format"),
    ("open.csv", HEAD + b'a,2023,1,2,"x\n' + ROW * 3, "bad-format"),
    ("junk.csv", HEAD + b'a,2023,1,2,"x"y\nb,2023,1,2,"z\nb,2023,1,2,w"\n', "bad-format"),
    ("wide.csv", b",".join(b"c%d" % number for number in range(1001)) + b"\n" + b"," * 1000 + b"1\n", "over-limit"),
    ("huge.csv", HEAD + b"a,2023,1,2," + b"x" * 1_000_001 + b"\n", "over-limit"),
    ("order.csv", HEAD + b"a,01/02/2023,1,2,x\nb,03/04/2023,1,2,x\n", "ambiguous-date"),
    ("orders.csv", HEAD + b"a,31/01/2023,1,2,x\nb,01/31/2023,1,2,x\n", "ambiguous-date"),
])
def test_what_refuses_a_file(tmp_path, name, content, code):
    assert refusal(tmp_path, content, name=name).code == code


@pytest.mark.parametrize("content, titles", [
    (b"\n\n" + HEAD + ROW, ["x"]),
    (HEAD.replace(b"\n", b"\r\n") + ROW.replace(b"\n", b"\r\n"), ["x"]),
    (HEAD.replace(b"\n", b"\r") + ROW.replace(b"\n", b"\r"), ["x"]),
    (HEAD + ROW.strip(), ["x"]),
    (HEAD + ROW + b",,,,\n\n", ["x"]),
    (b"sep=;\n" + HEAD.replace(b",", b";") + ROW.replace(b",", b";"), ["x"]),
    (b"id,date,lat,lon,title,\na,2023,1,2,x,\n", ["x"]),
    (b"id,date,lat,lon,title\n#id,#date,#geo+lat,#geo+lon,#name\n" + ROW, ["x"]),
    (b'"id","date","lat","lon","title"\n"a","2023","1","2","=1+1"\n', ["=1+1"]),
    (HEAD + "a,2023,1,2,\u202eevil <script>alert(1)</script>\n".encode(), ["\u202eevil <script>alert(1)</script>"]),
    (HEAD + b'a,2023,1,2,"say ""no"""\n', ['say "no"']),
])
def test_what_is_odd_and_fine(tmp_path, content, titles):
    assert read(tmp_path, content).frame["title"].tolist() == titles


def test_limits_may_be_raised_and_lowered(tmp_path):
    content = HEAD + ROW + ROW.replace(b"a,", b"b,", 1)
    assert refusal(tmp_path, content, limits=Limits(rows=1)).code == "over-limit"
    assert refusal(tmp_path, content, limits=Limits(bytes=10)).code == "over-limit"
    assert len(read(tmp_path, content, limits=Limits(rows=2)).frame) == 2


def test_what_is_not_there_is_wrong_use(tmp_path):
    with pytest.raises(UsageError):
        formats.read(tmp_path / "none.csv")
    with pytest.raises(UsageError):
        formats.read(written(tmp_path, HEAD + ROW), format="csv")
    with pytest.raises(UsageError):
        formats.read_any([])
