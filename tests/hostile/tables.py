"""Files of events made to be refused, or to look as if they should be: each with the verdict that its format's rules give it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hostile.archives import ROW, SHEET, encrypted, repacked, understated, valid, with_rows, with_strings, workbook, zipped

HEADER = "id,date,lat,lon,title\n"
GOOD = "a,2020-06-03,0.3,10.2,Alda\n"
CSV = HEADER + GOOD
TWO = CSV + "c,2020-06-05,0.7,10.8,Cove\n"
KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
MARK = "<Placemark><name>Alda</name><TimeStamp><when>2020-06-03</when></TimeStamp><Point><coordinates>10.2,0.3</coordinates></Point></Placemark>"


@dataclass(frozen=True)
class Table:
    """A file of events. Rejected with one of `codes` and `where` in the message; or, with `rows`, accepted with so many."""

    name: str
    file: str
    content: bytes
    codes: frozenset[str] = frozenset()
    where: str = ""
    rows: int | None = None
    said: dict[str, Any] = field(default_factory=dict)  # options of reading
    value: tuple[str, Any] | None = None  # a column of the frame and what its last row holds


def bad(name: str, file: str, content: bytes | str, codes: str, where: str = "", **said: Any) -> Table:
    return Table(name, file, content if isinstance(content, bytes) else content.encode(), frozenset(codes.split("|")), where, None, said)


def good(name: str, file: str, content: bytes | str, rows: int, value: tuple[str, Any] | None = None, **said: Any) -> Table:
    return Table(name, file, content if isinstance(content, bytes) else content.encode(), rows=rows, said=said, value=value)


def cells() -> Iterator[Table]:
    """One bad cell each, in the second row of two."""
    for column, values in {
        "lat": ("91", "-90.01", "abc", "nan", "inf", "-Infinity", "1e400", "0x10", "1_0", "", "0.3N", "0°18'", "NaN", "10,2.5", "--5", "١٠"),
        "lon": ("181", "-180.5", "1e999", "n/a", "null", "", "10.2E", "inf", "10 2"),
        "date": ("2020-02-30", "2020-13-01", "31/31/2020", "yesterday", "44000", "03-06-20", "2020-06-03/2020-06-01", "1 Foo 2020", "0000-01-01",
                 "2020-06-31T10:00", "٢٠٢٠-٠٦-٠٣", "June", "99999-01-01", "2020-6", "1/0/2020"),
    }.items():
        for value in values:
            cell = {"lat": "0.3", "lon": "10.2", "date": "2020-06-04"} | {column: value}
            row = f'b,"{cell["date"]}","{cell["lat"]}","{cell["lon"]}",Brin\n'
            yield bad(f"{column} {value!a}", "events.csv", TWO + row, "bad-cell|decimal-comma", "events.csv, line 4, ")
    for value in ("-1", "2.5", "many", "3000000000", "1e10", "1e400"):
        yield bad(f"killed {value}", "events.csv", "id,date,lat,lon,killed\n" + f"a,2020,0,1,{value}\n", "bad-cell", "line 2, killed")
    yield bad("low above high", "events.csv", "id,date,lat,lon,killed_low,killed_high\na,2020,0,1,5,3\n", "bad-cell", "line 2, killed_low")
    yield bad("a negative radius", "events.csv", "id,date,lat,lon,uncertainty_m\na,2020,0,1,-5\n", "bad-cell", "line 2, uncertainty_m")
    for value in ("somewhere", "unknown"):
        yield bad(f"where_precision {value}", "events.csv", f"id,date,lat,lon,where_precision\na,2020,0,1,{value}\n", "bad-cell", "line 2, where_precision")
    yield bad("NUL in a cell", "events.csv", CSV + "b,2020,0,1,Br\0in\n", "bad-cell", "line 3, title")
    yield bad("an id twice", "events.csv", CSV + GOOD, "repeated-id", "line 3, id")
    yield bad("an id of a megabyte twice", "events.csv", HEADER + f"{'i' * 900_000},2020,0,1,A\n" * 2, "repeated-id", "line 3, id")
    yield bad("an id with a direction twice", "events.csv", HEADER + "a\u202eb,2020,0,1,A\n" * 2, "repeated-id", "\\u202e")
    yield bad("coordinates swapped", "events.csv", HEADER + "".join(f"{n},2020,{100 + n},30.5,A\n" for n in range(5)), "swapped-columns", "5 rows from line 2")
    yield bad("decimal commas", "events.csv", "id;date;lat;lon\na;2020;0,3;10,2\nb;2020;0,4;10,3\n", "decimal-comma", "2 rows from line 2, lat")
    yield bad("a date of two readings", "events.csv", HEADER + "a,03/04/2020,0,1,A\n", "ambiguous-date", "03/04/2020")
    yield bad("dates of two orders", "events.csv", HEADER + "a,13/04/2020,0,1,A\nb,04/13/2020,0,1,B\n", "ambiguous-date", "date")
    yield bad("a date with a hidden character", "events.csv", HEADER + "a,2020\u200e-06-03,0,1,A\n", "bad-cell", "\\u200e")
    yield bad("a date with an escape of a terminal", "events.csv", HEADER + "a,\x1b[31m2020,0,1,A\n", "bad-cell", "\\x1b")


def layouts() -> Iterator[Table]:
    """Tables whose rows and columns cannot be told."""
    yield bad("a row too short", "events.csv", CSV + "b,2020,0\n", "ragged-row", "events.csv, line 3")
    yield bad("a row too long", "events.csv", CSV + "b,2020,0,1,Brin,more\n", "ragged-row", "events.csv, line 3")
    yield bad("ragged in tabs", "events.tsv", (CSV + "b,2020,0\n").replace(",", "\t"), "ragged-row", "events.tsv, line 3")
    yield bad("a quote never closed", "events.csv", CSV + 'b,2020,0,1,"Brin\n' + "".join(f"c{n},2020,0,1,C\n" for n in range(50)), "bad-format", "line 3")
    yield bad("a quote closed amid a cell", "events.csv", CSV + 'b,2020,0,1,"Br"in\n', "bad-format|bad-cell|ragged-row", "line 3")
    yield bad("two columns of one name", "events.csv", "id,date,lat,lon,lat\na,2020,0,1,0\n", "bad-format", "'lat'")
    yield bad("no header", "events.csv", "a,2020-06-03,0.3,10.2,Alda\nb,2020-06-04,0.3,10.2,Brin\n", "no-column", "events.csv")
    yield bad("no date", "events.csv", "id,lat,lon\na,0,1\n", "no-column", "date")
    yield bad("no latitude", "events.csv", "id,date,lon\na,2020,1\n", "no-column", "latitude")
    yield bad("a header alone", "events.csv", HEADER, "empty-file", "events.csv")
    yield bad("a header and blank lines", "events.csv", HEADER + ",,,,\n\n \n", "empty-file", "events.csv")
    yield bad("nothing", "events.csv", "", "empty-file", "events.csv")
    yield bad("blanks", "events.csv", " \r\n\t\n", "empty-file", "events.csv")
    yield bad("NUL bytes", "events.csv", b"\0" * 5000, "empty-file", "events.csv")
    yield bad("a byte order mark alone", "events.csv", b"\xef\xbb\xbf", "empty-file", "events.csv")
    yield bad("5,000 columns", "events.csv", ",".join(f"c{n}" for n in range(5000)) + "\n" + "," * 4999 + "\n", "over-limit", "columns")
    yield bad("a line of ten megabytes", "events.csv", CSV + "b,2020,0,1," + "x" * 10_000_000 + "\n", "over-limit", "characters")
    yield bad("ten megabytes without a line end", "events.csv", "x" * 10_000_000, "bad-format|over-limit|no-column", "events.csv")
    yield bad("ten rows more than the limit", "events.csv", CSV * 2, "over-limit", "rows", limits={"rows": 1})
    yield bad("a web page", "events.csv", "<!-- a --><!DOCTYPE html><html><body>Log in</body></html>", "web-page", "events.csv")
    yield bad("a pointer of Git LFS", "events.csv", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 99\n", "lfs-pointer", "99 bytes")
    yield bad("a picture", "events.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "unknown-format|bad-format", "events.csv")
    yield bad("an old workbook", "events.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "encrypted-file", "events.xls")
    yield bad("a name that is hidden", "ev\u202evsc.csv", HEADER, "empty-file", "ev\\u202evsc.csv")
    yield bad("a delimiter of two", "events.csv", CSV, "bad-mapping", "delimiter", mapping={"delimiter": "::"})
    yield bad("a column that is not there", "events.csv", CSV, "no-column", "'datum'", columns={"when": "datum"})


def encodings() -> Iterator[Table]:
    named = HEADER + "a,2020-06-03,0.3,10.2,Aldé\nb,2020-06-04,0.3,10.2,Brïn\n"
    yield good("UTF-8", "events.csv", named, 2, ("title", "Brïn"))
    yield good("UTF-8 with a mark", "events.csv", named.encode("utf-8-sig"), 2, ("title", "Brïn"))
    yield good("UTF-16 with a mark", "events.csv", named.encode("utf-16"), 2, ("title", "Brïn"))
    yield good("Windows-1252", "events.csv", named.encode("cp1252"), 2, ("title", "Brïn"))
    yield bad("UTF-16 without a mark", "events.csv", named.encode("utf-16-le"), "unknown-format|not-utf8|no-column|bad-format", "events.csv")
    yield bad("UTF-16 cut amid a letter", "events.csv", named.encode("utf-16")[:-1], "not-utf8", "events.csv")
    yield bad("UTF-32", "events.csv", named.encode("utf-32"), "unknown-format|not-utf8|no-column|bad-format|empty-file", "events.csv")
    arabic = HEADER + "a,2020,0,1,ألدة\nc,2020,0,1,كوف\n"
    yield bad("a line in another encoding", "events.csv", arabic.encode() + "b,2020,0,1,Brïn\n".encode("cp1252"), "not-utf8", "line 4")
    yield bad("half a character as bytes", "events.csv", arabic.encode() + b"b,2020,0,1,\xed\xa0\xbd\n", "not-utf8", "line 4")


def jsons() -> Iterator[Table]:
    def collection(geometry: Any, properties: str = '{"date": "2020"}', end: str = "") -> str:
        return f'{{"type": "FeatureCollection", "features": [{{"type": "Feature", "properties": {properties}, "geometry": {geometry}}}]{end}}}'

    for geometry in ('{"type": "Point", "coordinates": [181, 0]}', '{"type": "Point", "coordinates": [0, 91]}', '{"type": "Point", "coordinates": [5]}',
                     '{"type": "Point", "coordinates": ["1", "2"]}', '{"type": "Point", "coordinates": [true, 1]}', '{"type": "Circle", "coordinates": [1, 2]}',
                     '{"type": ["Point"], "coordinates": [1, 2]}', '"POINT (1 2)"', "5", "[]", "{}", '{"type": "Point", "coordinates": [1e400, 2]}',
                     '{"type": "Point", "coordinates": [1' + "0" * 400 + ', 2]}', '{"type": "LineString", "coordinates": [[1, 2]]}',
                     '{"type": "LineString", "coordinates": [[1e400, 1], [1, 1]]}', '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}',
                     '{"type": "Polygon", "coordinates": [[[0, 0], [200, 0], [200, 1], [0, 0]]]}', '{"type": "GeometryCollection"}',
                     '{"type": "Point", "coordinates": {"lon": 1, "lat": 2}}', '{"type": "Point", "coordinates": [null, 2]}'):
        yield bad(f"geometry {geometry[:50]}", "events.geojson", collection(geometry), "bad-position|bad-cell|swapped-columns", "events.geojson, feature 1, ")
    point = '{"type": "Point", "coordinates": [1, 2]}'
    for name, text, codes in (
        ("a member twice", collection(point, '{"date": "2020", "date": "2021"}'), "duplicate-member"), ("NaN", collection(point, '{"date": NaN}'), "not-finite"),
        ("a number of 5,000 digits", collection(point, '{"date": ' + "9" * 5000 + "}"), "not-finite"), ("broken off", collection(point)[:-20], "not-json"),
        ("a comma too many", collection(point, '{"date": "2020",}'), "not-json"), ("half a character", collection(point, '{"date": "2020", "title": "\\ud83d"}'), "not-utf8"),
        ("too deep", collection(point, '{"date": "2020", "a": ' + "[" * 70 + "]" * 70 + "}"), "too-deep"),
        ("deeper than the parser", collection(point, '{"date": ' + "[" * 100_000 + "]" * 100_000 + "}"), "too-deep"),
        ("features that are none", '{"type": "FeatureCollection", "features": [1, 2]}', "not-geojson"), ("in UTM", collection(point, end=', "crs": "EPSG:32637"'), "bad-format"),
        ("no features", '{"type": "FeatureCollection", "features": []}', "empty-file|no-column"), ("no date", collection(point, "{}"), "no-column"),
        ("null", "null", "unknown-format"), ("a list of numbers", "[1, 2, 3]", "unknown-format"),
    ):
        yield bad(f"GeoJSON: {name}", "events.geojson", text, codes, "events.geojson")
    yield bad("GeoJSON in Latin-1", "events.geojson", collection(point, '{"date": "2020", "title": "Ald\u00e9"}').encode("latin-1"), "not-utf8", "line 1")
    event = {"id": "1", "date": "03/31/2022", "latitude": "1", "longitude": "2", "sources": [], "filters": [], "description": "x"}
    for name, change in {"a day that is none": {"date": "02/30/2022"}, "a day first": {"date": "31/03/2022"}, "a latitude of 91": {"latitude": "91"},
                         "a latitude that is a list": {"latitude": [1]}, "a date that is an object": {"date": {"a": 1}}, "a longitude of 1e999": {"longitude": "1e999"},
                         "one coordinate": {"longitude": ""}}.items():
        yield bad(f"TimeMap: {name}", "timemap.json", json.dumps([event, event | {"id": "3"}, event | {"id": "2"} | change]), "bad-cell", "record 3, ")
    yield bad("TimeMap: a record that is a text", "timemap.json", json.dumps([event, "event"]), "bad-cell", "record 2")
    for name, text in {"a member twice": json.dumps([event]).replace('"id"', '"id": 0, "id"'), "NaN": json.dumps([event | {"n": float("nan")}]),
                       "broken off": json.dumps([event, event])[:-9], "too deep": json.dumps([event])[:-2] + ', "a": ' + "[" * 70 + "]" * 70 + "}]"}.items():
        yield bad(f"TimeMap: {name}", "timemap.json", text, "duplicate-member|not-finite|not-json|too-deep", "timemap.json")


def workbooks() -> Iterator[Table]:
    for value, codes in ((91, "bad-cell"), ("abc", "bad-cell"), (None, "bad-cell"), ("0,3", "decimal-comma"), (True, "bad-cell"), ("#REF!", "bad-cell")):
        yield bad(f"workbook: lat {value}", "events.xlsx", workbook(ROW, ("c", *ROW[1:]), ("b", "2020", value, 1, "Brin")), codes, "row 4, lat")
    yield bad("workbook: a formula never calculated", "events.xlsx", workbook(("a", "=TODAY()", 0.3, 10.2, "Alda")), "bad-cell", "row 2, date")
    yield bad("workbook: an id twice", "events.xlsx", workbook(ROW, ROW), "repeated-id", "row 3, id")
    yield bad("workbook: a header twice", "events.xlsx", workbook(ROW, header=("id", "date", "lat", "lat", "lon")), "bad-format", "'lat'")
    yield bad("workbook: a header alone", "events.xlsx", workbook(), "empty-file", "events.xlsx")
    yield bad("workbook: the last cell of the sheet", "events.xlsx", with_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "over-limit", "row 1048576")
    yield bad("workbook: a row beyond the last", "events.xlsx", with_rows(b'<row r="99999999999"><c r="A3"><v>1</v></c></row>'), "over-limit", "1,048,576")
    yield bad("workbook: a cell beyond the last column", "events.xlsx", with_rows(b'<row r="3"><c r="ZZZZ3"><v>1</v></c></row>'), "bad-format|over-limit", "events.xlsx")
    yield bad("workbook: a shared string that is not there", "events.xlsx", with_strings(b"<si><t>x</t></si>", b'<c r="E3" t="s"><v>99</v></c>'), "bad-format", "events.xlsx")
    yield bad("workbook: more cells than the limit", "events.xlsx", workbook(*[(f"r{n}", *ROW[1:]) for n in range(50)]), "over-limit", "cells", limits={"cells": 100})
    entity = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
    lol = b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(b'<!ENTITY b%d "%b">' % (n, b"&b%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(9)) + b"]>"
    for part in ("xl/workbook.xml", "xl/styles.xml", SHEET, "[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        for what, dtd in (("an external entity", entity), ("a billion laughs", lol)):
            yield bad(f"workbook: {what} in {part}", "events.xlsx", repacked(valid(), {part: lambda content, dtd=dtd: dtd + content[content.find(b"?>") + 2 if content.startswith(b"<?") else 0:]}),
                      "bad-format", "events.xlsx")
    for part in ("xl/workbook.xml", SHEET):
        yield bad(f"workbook: {part} broken off", "events.xlsx", repacked(valid(), {part: lambda content: content[:200]}), "bad-format", "events.xlsx")
        yield bad(f"workbook: {part} nothing", "events.xlsx", repacked(valid(), {part: lambda content: b""}), "bad-format", "events.xlsx")
    yield bad("workbook: cut in half", "events.xlsx", valid()[:len(valid()) // 2], "unreadable-file", "events.xlsx")
    yield bad("workbook: under a password", "events.xlsx", encrypted(valid()), "encrypted-file", "events.xlsx")
    yield bad("workbook: no sheet of that name", "events.xlsx", valid(), "no-column", "'May'", mapping={"sheet": "May"})


def archives() -> Iterator[Table]:
    yield bad("gzip broken off", "events.csv.gz", gzip.compress(CSV.encode() * 500)[:-40], "unreadable-file", "events.csv.gz")
    yield bad("gzip of nothing", "events.csv.gz", gzip.compress(b""), "empty-file", "events.csv.gz")
    yield bad("gzip with a wrong sum", "events.csv.gz", gzip.compress(CSV.encode())[:-8] + bytes(8), "unreadable-file", "events.csv.gz")
    yield bad("gzip of gzip", "events.csv.gz", gzip.compress(gzip.compress(CSV.encode() * 500)), "unknown-format|bad-format|no-column", "events.csv.gz")
    yield bad("gzip of a pointer", "events.csv.gz", gzip.compress(b"version https://git-lfs.github.com/spec/v1\nsize 5\n"), "lfs-pointer", "events.csv.gz")
    yield bad("a bomb of gzip", "events.csv.gz", gzip.compress(CSV.encode() + b"," * 12_000_000, 9), "over-limit", "events.csv.gz")
    yield bad("a bomb of gzip in parts", "events.csv.gz", gzip.compress(b"," * 1_000_000, 9) * 12, "over-limit", "events.csv.gz")
    yield bad("a bomb of zip", "events.zip", zipped({"events.csv": CSV.encode() + b"0" * 12_000_000}), "over-limit", "events.zip")
    yield bad("a zip that lies about its size", "events.zip", understated(zipped({"events.csv": CSV.encode() + b"0" * 9_000_000}), 30), "unreadable-file|no-column|empty-file", "events.zip")
    yield bad("a zip of two tables", "events.zip", zipped({"a.csv": CSV.encode(), "b.csv": CSV.encode()}), "unknown-format|bad-format", "events.zip")
    yield bad("a zip of nothing", "events.zip", zipped({}), "unknown-format|empty-file", "events.zip")
    yield bad("a zip cut in half", "events.zip", zipped({"events.csv": CSV.encode() * 50})[:90], "unreadable-file", "events.zip")
    yield bad("a zip under a password", "events.zip", encrypted(zipped({"events.csv": CSV.encode()})), "encrypted-file", "events.zip")
    yield bad("a zip of 20 files of one, limit 10", "events.zip", zipped({f"{n}.txt": b"x" for n in range(20)}), "over-limit", "20 files", limits={"members": 10})
    yield bad("a KMZ without a KML", "places.kmz", zipped({"readme.md": b"x"}), "unknown-format", "places.kmz")
    yield bad("a KMZ in a KMZ", "places.kmz", zipped({"inner.kmz": zipped({"doc.kml": KML.format(MARK).encode()})}), "unknown-format", "places.kmz")
    yield bad("a KMZ of a link to another file", "places.kmz", zipped({"doc.kml": b"/etc/hostname"}, attributes=0o120777), "bad-format", "places.kmz")
    yield bad("a bomb of KMZ", "places.kmz", zipped({"doc.kml": KML.format(MARK + " " * 12_000_000).encode()}), "over-limit", "places.kmz")
    for name, text, codes in (
        ("a billion laughs", '<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><kml><Placemark><name>&b;</name></Placemark></kml>', "bad-format"),
        ("an external entity", '<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/hostname">]><kml><Placemark><name>&a;</name></Placemark></kml>', "bad-format"),
        ("a DTD from elsewhere", '<!DOCTYPE kml SYSTEM "http://a.example/kml.dtd"><kml></kml>', "bad-format"), ("broken off", KML.format(MARK)[:-30], "bad-format"),
        ("one entity of a megabyte many times", '<!DOCTYPE kml [<!ENTITY a "' + "a" * 50_000 + '">]><kml><Placemark><name>' + "&a;" * 5000 + "</name></Placemark></kml>", "bad-format|unknown-format"),
        ("nested too deep", "<kml>" + "<Folder>" * 5000 + MARK + "</Folder>" * 5000 + "</kml>", "too-deep"), ("no placemark", KML.format(""), "empty-file|no-column"),
        ("a tag that is none", KML.format("<1>" + MARK), "bad-format"), ("an encoding that is none", '<?xml version="1.0" encoding="klingon"?>' + KML.format(MARK), "bad-format"),
        ("a control character", KML.format(MARK.replace("Alda", "Al\x01da")), "bad-format"),
    ):
        yield bad(f"KML: {name}", "places.kml", text, codes, "places.kml")
    for position in ("181,0", "10,91", "10", "10,0,5,7", "a,b", "nan,0", "1e400,0", "", "10;0", ","):
        yield bad(f"KML: coordinates {position}", "places.kml", KML.format(MARK + MARK.replace("10.2,0.3", position)), "bad-position|bad-cell|swapped-columns", "placemark 2, ")
    for day in ("2020-02-30", "yesterday", "2020-13"):
        yield bad(f"KML: when {day}", "places.kml", KML.format(MARK + MARK.replace("2020-06-03", day)), "bad-cell", "placemark 2, ")
