"""Writes a file of events in each format that is read, with payloads in every column that holds text."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import geopandas
import openpyxl
import pandas
from hostile.payloads import HIDDEN, groups, of_kind, plain
from shapely import Point

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
# A workbook holds no control characters, and no table of events a NUL.
TEXTS: Final = [text.strip() for text in groups([*plain(), *of_kind(HIDDEN[0])])]
NAME: Final = "<img src=x onerror=window.ran=1>'\"`${window.ran=1}{{x}}&lt;svg onload=window.ran=1&gt;"
DAYS: Final = [str(date(2020, 1, 1) + timedelta(days=k)) for k in range(len(TEXTS))]
_WORDS: Final = ("title", "kind", "actor_a", "actor_b", "place", "admin1", "summary", "source", "links", "note")


def rows() -> list[dict[str, Any]]:
    """One row a text, in columns called as ours."""
    return [{"id": f"{text} {k}", "when": DAYS[k], "lon": 10 + k / 20, "lat": 0.5, **dict.fromkeys(_WORDS, text)} for k, text in enumerate(TEXTS)]


def _csv(found: list[dict[str, Any]]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(found[0]))
    writer.writeheader()
    writer.writerows(found)
    return file.getvalue().encode()


def _xlsx() -> bytes:
    book, made = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "img src=x onerror=ran"
    for number, row in enumerate([list(rows()[0]), *(list(row.values()) for row in rows())], start=1):
        for column, value in enumerate(row, start=1):
            book.active.cell(number, column).value = value
            if isinstance(value, str):
                book.active.cell(number, column).data_type = "s"
    book.save(made)
    return made.getvalue()


def _geojson() -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": row.pop("id"), "geometry": {"type": "Point", "coordinates": [row.pop("lon"), row.pop("lat")]}, "properties": row}
        for row in rows()]}).encode()


def _timemap() -> bytes:
    first = json.loads((FIXTURES / "foreign" / "timemap-flat.json").read_text(encoding="utf-8"))[0]
    return json.dumps([{**first, **dict.fromkeys(("description", "location"), text), "id": f"{text} {k}", "longitude": str(10 + k / 20), "latitude": "0.5", "date": f"{DAYS[k][5:7]}/{DAYS[k][8:]}/{DAYS[k][:4]}", "sources": [
        {**one, **{name: text for name in one if name not in ("paths", "id")}} if isinstance(one, dict) else one for one in first.get("sources", [])]}
        for k, text in enumerate(TEXTS)]).encode()


def _kml() -> bytes:
    root = ET.Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    for row in rows():
        mark = ET.SubElement(ET.SubElement(root, "Folder"), "Placemark", id=row["id"])
        for name, text in (("name", row["title"]), ("description", row["summary"])):
            ET.SubElement(mark, name).text = text
        ET.SubElement(ET.SubElement(mark, "TimeStamp"), "when").text = row["when"]
        for name in ("kind", "actor_a", "place", "source", "note"):
            ET.SubElement(ET.SubElement(ET.SubElement(mark, "ExtendedData"), "Data", name=name), "value").text = row[name]
        ET.SubElement(ET.SubElement(mark, "Point"), "coordinates").text = f"{row['lon']},{row['lat']}"
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _parquet() -> bytes:
    made = io.BytesIO()
    pandas.DataFrame(rows()).to_parquet(made)
    return made.getvalue()


def _like(path: Path, texts: tuple[str, ...], key: str, days: tuple[str, ...]) -> bytes:
    """Rows after the first one of a file, other texts in its columns of text."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
        first = next(csv.DictReader(file))
    return _csv([{**first, **dict.fromkeys([name for name in texts if name in first], text), key: f"{text} {k}", "longitude": 10 + k / 20, "latitude": 0.5, **dict.fromkeys(days, DAYS[k]),
                  **({"year": DAYS[k][:4]} if "year" in first else {})} for k, text in enumerate(TEXTS)])


def _ucdp() -> bytes:
    return _like(FIXTURES / "samples" / "ged_syria.csv.gz", (
        "conflict_name", "dyad_name", "side_a", "side_b", "source_article", "source_office", "source_headline", "source_original", "where_coordinates",
        "adm_1", "adm_2"), "id", ("date_start", "date_end"))


def _acled() -> bytes:
    return _like(FIXTURES / "foreign" / "acled-2023.csv", (
        "event_type", "sub_event_type", "actor1", "assoc_actor_1", "actor2", "admin1", "location", "source", "notes", "tags"), "event_id_cnty", ("event_date",))


def _gpkg(path: Path) -> None:
    found = pandas.DataFrame(rows())
    points = [Point(*pair) for pair in zip(found.pop("lon"), found.pop("lat"), strict=True)]
    geopandas.GeoDataFrame(found, geometry=points, crs="EPSG:4326").to_file(path, layer="img src=x onerror=ran", driver="GPKG")


WRITERS: Final[dict[str, Callable[[], bytes]]] = {
    "csv": lambda: _csv(rows()), "xlsx": _xlsx, "geojson": _geojson, "timemap.json": _timemap, "kml": _kml, "parquet": _parquet, "ucdp.csv": _ucdp,
    "acled.csv": _acled,
}
FORMATS: Final = (*WRITERS, "gpkg")


def write(folder: Path, form: str) -> Path:
    """The file of one format, which is called as no file should be."""
    path = folder / f"{NAME}.{form}"
    if form == "gpkg":  # GDAL takes what follows a semicolon for an option
        path = folder / f"{NAME.replace(';', '')}.gpkg"
        plain_name = folder / "events.gpkg"  # what writes it wants a plain name
        _gpkg(plain_name)
        return plain_name.rename(path)
    path.write_bytes(WRITERS[form]())
    return path
