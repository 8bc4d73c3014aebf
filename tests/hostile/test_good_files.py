"""Nothing good is refused: what other programs write, and what the formats allow, is read to the same records."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hostile import tables
from hostile.archives import HEADER, ROW, with_rows, workbook, zipped
from hostile.mutations import ACTORS, HERALD, INCIDENTS, JSON, PLACES, STORY, TINY, TOML, ZONES, source
from hostile.tables import CSV, GOOD, KML, MARK, good

from geo import dataset, formats

NAMED = 'urn:ogc:def:crs:OGC:1.3:CRS84'


def parsed(path: str) -> Any:
    return json.loads(source(path))


def each(path: str, change: Callable[[dict[str, Any]], None], **top: Any) -> bytes:
    """A GeoJSON file with each feature changed, and members added at its top."""
    value = parsed(path)
    for feature in value["features"]:
        change(feature)
    return json.dumps(value | top, ensure_ascii=False).encode()


def as_qgis(path: str) -> bytes:
    """As QGIS saves a layer: a name and a CRS, ids among the properties, absent fields as null, fifteen decimals."""
    value = parsed(path)
    names = list(dict.fromkeys(name for feature in value["features"] for name in feature["properties"]))
    lines = []
    for feature in value["features"]:
        properties = {"id": feature["id"], **{name: feature["properties"].get(name) for name in names}}
        lines.append(json.dumps({"type": "Feature", "properties": properties, "geometry": feature["geometry"]}, ensure_ascii=False))
    head = '{\n"type": "FeatureCollection",\n"name": "layer",\n"crs": { "type": "name", "properties": { "name": "' + NAMED + '" } },\n'
    return (head + '"features": [\n' + ",\n".join(lines) + "\n]\n}\n").encode()


def as_geojson_io(path: str) -> bytes:
    """As geojson.io saves a file: indented by two, properties first, a bounding box, the id where it was."""
    value = parsed(path)
    features = [{"type": "Feature", "properties": item["properties"], "geometry": item["geometry"], "id": item["id"]} for item in value["features"]]
    return json.dumps({"type": "FeatureCollection", "features": features, "bbox": [9, 0, 11, 1]}, indent=2, ensure_ascii=False).encode()


def heights(feature: dict[str, Any]) -> None:
    def higher(value: Any) -> Any:
        return [*value[:2], 312.5] if value and isinstance(value[0], (int, float)) else [higher(item) for item in value]

    feature["geometry"]["coordinates"] = higher(feature["geometry"]["coordinates"])


def turned(feature: dict[str, Any]) -> None:
    feature["geometry"]["coordinates"] = [ring[::-1] for ring in feature["geometry"]["coordinates"]]


def shuffled(feature: dict[str, Any]) -> None:
    for name in reversed(list(feature["properties"])):
        feature["properties"][name] = feature["properties"].pop(name)


FOLDERS: dict[str, tuple[str, bytes]] = {
    **{f"{path} with a byte order mark": (path, b"\xef\xbb\xbf" + source(path)) for path in (*JSON, *TOML)},
    **{f"{path} with CRLF": (path, source(path).replace(b"\n", b"\r\n")) for path in (*JSON, *TOML)},
    **{f"{path} in escapes": (path, json.dumps(parsed(path), ensure_ascii=True).encode()) for path in JSON},
    **{f"{path} indented": (path, json.dumps(parsed(path), indent="\t", ensure_ascii=False).encode()) for path in JSON},
    **{f"{path} as QGIS saves it": (path, as_qgis(path)) for path in (PLACES, ZONES, INCIDENTS)},
    **{f"{path} as geojson.io saves it": (path, as_geojson_io(path)) for path in (PLACES, ZONES, INCIDENTS)},
    **{f"{path} with heights": (path, each(path, heights)) for path in (PLACES, ZONES, INCIDENTS)},
    **{f"{path} with fields in another order": (path, each(path, shuffled)) for path in (PLACES, ZONES, INCIDENTS)},
    "zones wound the other way": (ZONES, each(ZONES, turned)),
    "foreign members": (PLACES, each(PLACES, lambda feature: feature.update(bbox=[1, 2, 3, 4], style={"fill": None, "n": 10**40}), generator="x", features_count=3)),
    "a title at the top": (INCIDENTS, each(INCIDENTS, lambda feature: None, name="incidents", xy_coordinate_resolution=1e-15)),
    "numbers in other forms": (PLACES, source(PLACES).replace(b":500,", b":5.0e2,").replace(b"[10.2,0.3]", b"[1.02E1, 30e-2]")),
    "blank lines and comments": (HERALD, b"# read again in May\n\n" + source(HERALD) + b"\n# end\n"),
    "a story with literal texts": (STORY, source(STORY).replace(b'"A patrol turns back"', b"'A patrol turns back'")),
    "an actor's schema named": (ACTORS, json.dumps({"$schema": "schema/actors.schema.json"} | parsed(ACTORS)).encode()),
}
# The same records but for a text, which must come back as it was written.
TEXTS = ["ألدة", "Дерик", "ܩܡܫܠܝ", "Dêrika Hemko", "阿尔达", "Alda \U0001f1f8\U0001f1fe \U0001f468\u200d\U0001f469\u200d\U0001f467", "Zero\u200cwidth", "a\u0301", "\u200fألدة\u200f (Alda)",
         'He said "no"', "back\\slash", "<b>Alda</b> & co", "tab\there", "two\nlines", "=1+1", "O'Brien", "a" * 4000, "100%", "\u00a0Alda", "NaN", "null", "-1"]


def test_good_data_folders_are_read_to_the_same_records(tmp_path: Path, counted: Callable[..., None]) -> None:
    folder, wrong = tmp_path / "country", []
    shutil.copytree(TINY, folder)
    plain = dataset.read(TINY)
    for name, (path, content) in FOLDERS.items():
        (folder / path).write_bytes(content)
        said = [str(problem) for problem in dataset.check(folder)]
        shape = "heights" in name or "wound" in name
        if said or (not shape and without_unset(dataset.read(folder)) != without_unset(plain)) or dataset.read(folder).places.keys() != plain.places.keys():
            wrong.append(f"{name}: {said[:2]}")
        shutil.copyfile(TINY / path, folder / path)
    for text in TEXTS:
        (folder / INCIDENTS).write_bytes(each(INCIDENTS, lambda feature, text=text: feature["properties"].update(summary=text)))
        said = [str(problem) for problem in dataset.check(folder)]
        if said or {item.summary for item in dataset.read(folder).incidents.values()} != {text}:
            wrong.append(f"{text[:40]!a}: {said[:2]}")
    counted("good files", cases=len(FOLDERS) + len(TEXTS), failed=len(wrong))
    assert not wrong, "\n".join(wrong)


def without_unset(data: dataset.Dataset) -> list[Any]:
    """All records as plain values: a field that is null is as one that is absent."""
    kinds = (data.places, data.zones, data.incidents, data.actors, data.origins, data.sources, data.stories)
    return [{key: record.model_dump(exclude_none=True) for key, record in kind.items()} for kind in kinds] + [
        [(key, claim.model_dump(exclude_none=True)) for key, claim in data.claims]]


def feature(title: str, geometry: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": NAMED}}, "features": [
        {"type": "Feature", "properties": {"date": "2020-06-03", "title": title}, "geometry": geometry}]}, ensure_ascii=False)


POINT = {"type": "Point", "coordinates": [10.2, 0.3]}
EVENTS = [
    good("CSV", "e.csv", CSV, 1, ("title", "Alda")),
    good("a byte order mark", "e.csv", "\ufeff" + CSV, 1, ("id", "a")),
    good("CRLF", "e.csv", CSV.replace("\n", "\r\n"), 1, ("title", "Alda")),
    good("CR alone", "e.csv", CSV.replace("\n", "\r"), 1, ("title", "Alda")),
    good("no line end at the end", "e.csv", CSV.rstrip(), 1, ("title", "Alda")),
    good("blank lines", "e.csv", CSV + "\n\n,,,,\n \n", 1, ("title", "Alda")),
    good("empty cells too many", "e.csv", CSV + ",,,,,,,,\n", 1, ("title", "Alda")),
    good("tabs", "e.tsv", CSV.replace(",", "\t"), 1, ("title", "Alda")),
    good("semicolons", "e.csv", CSV.replace(",", ";"), 1, ("title", "Alda")),
    good("bars", "e.txt", CSV.replace(",", "|"), 1, ("title", "Alda")),
    good("Excel's hint", "e.csv", "sep=;\n" + CSV.replace(",", ";"), 1, ("title", "Alda")),
    good("UTF-16", "e.csv", CSV.encode("utf-16"), 1, ("title", "Alda")),
    good("gzip", "e.csv.gz", gzip.compress(CSV.encode()), 1, ("title", "Alda")),
    good("a zip of one table", "e.zip", zipped({"data/e.csv": CSV.encode()}), 1, ("title", "Alda")),
    good("a zip of a Mac", "e.zip", zipped({"e.csv": CSV.encode(), "__MACOSX/._e.csv": b"\0\5\x16\7"}), 1, ("title", "Alda")),
    good("the wrong ending", "e.xlsx", CSV, 1, ("title", "Alda")),
    good("a workbook called CSV", "e.csv", workbook(ROW), 1, ("title", "Alda")),
    good("a quoted comma, quote and line", "e.csv", CSV + 'b,2020,0,1,"Brin, ""the"" field\nnorth"\n', 2, ("title", 'Brin, "the" field\nnorth')),
    good("a quote amid words", "e.csv", CSV + 'b,2020,0,1,Brin "field" north\n', 2, ("title", 'Brin "field" north')),
    *(good(f"a formula {cell[:6]}", "e.csv", CSV + f'b,2020,0,1,"{cell}"\n', 2, ("title", cell))
      for cell in ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "=HYPERLINK(\"\"x\"\")".replace('""', "'"), "<script>alert(1)</script>", "'; DROP TABLE x;--")),
    *(good(f"an id {cell}", "e.csv", CSV + f"{cell},2020,0,1,B\n", 2, ("id", cell)) for cell in ("007", "1E10", "NA", "../../etc", "ألدة", "a b", "TRUE")),
    *(good(f"a date {cell}", "e.csv", CSV + f'b,"{cell}",0,1,B\n', 2, ("when", edtf)) for cell, edtf in (
        ("2020-06-03T23:59:00+02:00", "2020-06-03"), ("3 June 2020", "2020-06-03"), ("June 3, 2020", "2020-06-03"), ("2020/6/3", "2020-06-03"), ("31/12/2020", "2020-12-31"),
        ("20200603", "2020-06-03"), ("2020-06", "2020-06"), ("[2020-06-03..2020-06-05]", "[2020-06-03..2020-06-05]"), ("", ""), ("2020-06-03~", "2020-06-03~"))),
    *(good(f"a number {cell}", "e.csv", CSV + f"b,2020,{cell},1,B\n", 2, ("lat", value)) for cell, value in (
        ("+0.5", 0.5), ("5e-1", 0.5), (" 0.5 ", 0.5), ("90", 90.0), ("-90", -90.0), ("0.50000000000000000000001", 0.5))),
    good("no position", "e.csv", CSV + "b,2020,,,B\n", 2, ("where_precision", "unknown")),
    good("a thousand columns", "e.csv", "id,date,lat,lon," + ",".join(f"c{n}" for n in range(996)) + "\na,2020,0,1" + "," * 996 + "\n", 1, ("id", "a")),
    good("a cell of 900,000 letters", "e.csv", "id,date,lat,lon,summary\na,2020,0,1," + "x" * 900_000 + "\n", 1, ("id", "a")),
    good("Arabic and emoji", "e.csv", CSV + "b,2020,0,1,ألدة \U0001f1f8\U0001f1fe\n", 2, ("title", "ألدة \U0001f1f8\U0001f1fe")),
    good("GeoJSON as QGIS writes it", "e.geojson", feature("Alda", POINT), 1, ("title", "Alda")),
    good("GeoJSON in Arabic", "e.json", feature("ألدة", POINT), 1, ("title", "ألدة")),
    good("GeoJSON with heights", "e.geojson", feature("Alda", {"type": "Point", "coordinates": [10.2, 0.3, 312.5]}), 1, ("lon", 10.2)),
    good("GeoJSON without a place", "e.geojson", feature("Alda", None), 1, ("where_precision", "unknown")),
    good("GeoJSON with an empty point", "e.geojson", feature("Alda", {"type": "Point", "coordinates": []}), 1, ("where_precision", "unknown")),
    good("GeoJSON wound the other way", "e.geojson", feature("Alda", {"type": "Polygon", "coordinates": [[[10, 0], [10, 1], [11, 1], [11, 0], [10, 0]]]}), 1, ("title", "Alda")),
    good("GeoJSON with a mark", "e.geojson", "\ufeff" + feature("Alda", POINT), 1, ("title", "Alda")),
    good("a workbook", "e.xlsx", workbook(ROW), 1, ("title", "Alda")),
    good("a workbook with a blank cell far away", "e.xlsx", with_rows(b'<row r="1048576"><c r="XFD1048576"/></row>'), 1, ("title", "Alda")),
    good("a workbook of text that looks like a formula", "e.xlsx", workbook(("b", "2020", 0, 1, "'=1+1")), 1, ("title", "'=1+1")),
    good("a workbook with blank rows above", "e.xlsx", workbook((), HEADER, ROW, header=()), 1, ("title", "Alda")),
    good("KML", "e.kml", KML.format(MARK), 1, ("title", "Alda")),
    good("KML with comments above", "e.kml", "<?xml version='1.0' encoding='UTF-8'?>" + "<!-- saved -->\n" * 50 + KML.format(MARK), 1, ("title", "Alda")),
    good("KML with a prefix", "e.kml", '<k:kml xmlns:k="http://www.opengis.net/kml/2.2">' + MARK.replace("</", "</k:").replace("<P", "<k:P").replace("<n", "<k:n").replace(
        "<T", "<k:T").replace("<w", "<k:w").replace("<c", "<k:c") + "</k:kml>", 1, ("title", "Alda")),
    good("KMZ", "e.kmz", zipped({"doc.kml": KML.format(MARK).encode(), "files/icon.png": b"x"}), 1, ("title", "Alda")),
    good("KMZ with names that climb", "e.kmz", zipped({"../slip.kml": KML.format(MARK).encode(), "/etc/cron.d/x": b"x"}), 1, ("title", "Alda")),
    good("TimeMap", "events.json", json.dumps([{"id": "1", "date": "03/31/2022", "latitude": "1", "longitude": "2", "sources": [], "filters": [], "description": "x"}]), 1, ("when", "2022-03-31")),
]


def test_good_files_of_events_are_read(tmp_path: Path, counted: Callable[..., None]) -> None:
    wrong = []
    for table in EVENTS:
        path = tmp_path / table.file
        path.write_bytes(table.content)
        try:
            frame = formats.read(path).frame
        except Exception as error:
            wrong.append(f"{table.name}: {str(error)[:300]}")
            continue
        last = frame[table.value[0]].iloc[-1] if table.value else None
        if len(frame) != table.rows or (table.value and last != table.value[1]):
            wrong.append(f"{table.name}: {len(frame)} rows, {str(last)[:80]!a}")
        path.unlink()
    counted("good files", cases=len(EVENTS), failed=len(wrong))
    assert not wrong, "\n".join(wrong)
    assert not (tmp_path.parent / "slip.kml").exists()


def test_there_are_enough_of_them() -> None:
    assert len(FOLDERS) + len(TEXTS) + len(EVENTS) >= 25
    assert GOOD in CSV
    assert tables.HEADER in CSV
