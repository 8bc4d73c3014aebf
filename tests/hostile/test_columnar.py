"""Parquet, stored datasets and GeoPackages made to mislead: each is refused with a message, or read with nothing lost."""

from __future__ import annotations

import datetime
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hostile.messages import apart, faults

from geo import cli, formats
from geo.errors import MESSAGE_LIMIT, DataError, FormatError
from geo.formats import stored

GOOD: dict[str, Any] = {"id": ["a", "b"], "title": ["x", "y"], "date": ["2020-01-01", "2020-01-02"], "lon": [36.0, 37.0], "lat": [35.0, 35.5]}
NOT_TEXT = pa.Array.from_buffers(pa.string(), 2, [None, pa.py_buffer(b"\0\0\0\0\1\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")])
COLUMNS: dict[str, tuple[str, Any]] = {
    "text that is none": ("title", NOT_TEXT),
    "a zone that is none": ("date", pa.array([0, 1], pa.timestamp("s", tz="Mars/Phobos"))),
    "an endless duration": ("more", pa.array([2**62, 1], pa.duration("s"))),
    "days out of range": ("more", pa.array([[2**61], []], pa.list_(pa.timestamp("us")))),
    "a cell beyond the limit": ("title", pa.array(["x" * 1_000_001, "y"])),
}
GEO = {"a list": {"primary_column": "lon", "columns": {"lon": []}}, "a text": {"primary_column": "lon", "columns": {"lon": "WKB"}}, "no column": {}}
STORED: dict[str, Callable[[dict[str, Any]], Any]] = {
    "no files": lambda kept: kept["files"].clear(),
    "a title that is a list": lambda kept: kept["files"][0]["provenance"].update(title=["x"]),
    "bytes in words": lambda kept: kept["files"][0]["provenance"].update(bytes="many"),
    "no name": lambda kept: kept["files"][0]["provenance"].update(name=None),
    "notes of numbers": lambda kept: kept["files"][0]["provenance"].update(notes=[1, {}]),
    "a line in words": lambda kept: kept["files"][0].update(problems=[{"line": "x", "field": "a", "found": "", "rule": "", "cure": ""}]),
}


def written(folder: Path, change: tuple[str, Any] | None = None, geo: bytes | None = None) -> Path:
    columns = {**GOOD, **dict([change] if change else [])}
    table = pa.table(columns)
    pq.write_table(table.replace_schema_metadata({b"geo": geo}) if geo else table, folder / "x.parquet")
    return folder / "x.parquet"


def refusal(path: Path, **options: Any) -> str:
    """What is said of a file that must be refused; "" when it is read."""
    try:
        formats.read(path, **options)
    except (FormatError, DataError) as error:
        return str(error)
    return ""


def judged(said: dict[str, str], counted: Callable[..., None], code: str) -> None:
    wrong = [(name, text) for name, text in said.items() if not text.startswith(f"[{code}] ") or list(faults(text, MESSAGE_LIMIT))]
    counted("bad tables", cases=len(said), failed=len(wrong))
    assert not wrong


def test_parquet_that_cannot_be_read_as_text_is_refused(tmp_path: Path, counted: Callable[..., None]) -> None:
    said = {name: refusal(written(tmp_path, change)) for name, change in COLUMNS.items()}
    assert said.pop("a cell beyond the limit").startswith("[over-limit] x.parquet, column 'title'")
    said |= {name: refusal(written(tmp_path, geo=json.dumps(geo).encode())) for name, geo in GEO.items()}
    said["deep"] = refusal(written(tmp_path, geo=b"[" * 200_000))
    judged(said, counted, "bad-format")
    assert refusal(written(tmp_path)) == ""


def test_a_value_that_stands_once_and_is_meant_often_does_not_fill_the_memory(tmp_path: Path, counted: Callable[..., None]) -> None:
    size = 30_000
    rows = {"id": [str(i) for i in range(size)], "title": pa.DictionaryArray.from_arrays(pa.array([0] * size), pa.array(["x" * 100_000])),
            "date": ["2020-01-01"] * size, "lon": [36.0] * size, "lat": [35.0] * size}
    pq.write_table(pa.table(rows), tmp_path / "bomb.parquet")
    said, peak_mb, cpu_s = apart(lambda: refusal(tmp_path / "bomb.parquet"))
    counted("bad tables", cases=1, failed=int(not said.startswith("[over-limit]")))
    assert said.startswith("[over-limit] bomb.parquet unpacks to more than 100 times its size")
    assert peak_mb < 1000 and cpu_s < 20


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    source = written(tmp_path)
    stored.write(tmp_path / "kept.parquet", [formats.read(source)])
    return tmp_path / "kept.parquet"


def test_a_dataset_that_is_none_of_ours_is_refused(dataset: Path, counted: Callable[..., None]) -> None:
    table = pq.read_table(dataset)
    kept = json.loads(table.schema.metadata[stored.KEY])
    said = {}
    for name, change in STORED.items():
        altered = json.loads(json.dumps(kept))
        change(altered)
        pq.write_table(table.replace_schema_metadata({**table.schema.metadata, stored.KEY: json.dumps(altered).encode()}), dataset)
        said[name] = refusal(dataset)
    pq.write_table(table.replace_schema_metadata({**table.schema.metadata, stored.KEY: b"[" * 200_000}), dataset)
    said["deep"] = refusal(dataset)
    at = table.column_names.index("file")
    pq.write_table(table.set_column(at, "file", pa.array([0, 5], table.schema.field(at).type)), dataset)
    said["a row of no file"] = refusal(dataset)
    at = table.column_names.index("title")
    pq.write_table(table.set_column(at, "title", pa.array([["x"], []])), dataset)
    said["lists for titles"] = refusal(dataset)
    judged(said, counted, "bad-format")
    pq.write_table(table, dataset)
    assert len(formats.read(dataset).frame) == 2


def test_gdal_is_given_nothing_but_a_geopackage(tmp_path: Path, counted: Callable[..., None]) -> None:
    """A VRT names other files, on this machine or on another."""
    (tmp_path / "private.csv").write_text("id,date,lon,lat\n1,2020-01-01,36,35\n")
    vrt = f'<OGRVRTDataSource><OGRVRTLayer name="private"><SrcDataSource>{tmp_path}/private.csv</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
    (tmp_path / "evil.gpkg").write_text(vrt)
    said = {name: refusal(tmp_path / name, format="gpkg") for name in ("evil.gpkg", "private.csv")}
    judged(said, counted, "bad-format")
    real = Path(__file__).parents[1] / "fixtures"
    package = next(iter(sorted(real.rglob("*.gpkg"))), None)
    if package is None:
        import geopandas

        package = tmp_path / "real.gpkg"
        geopandas.GeoDataFrame(GOOD, geometry=geopandas.points_from_xy(GOOD["lon"], GOOD["lat"]), crs=4326).to_file(package)
    shutil.copyfile(package, tmp_path / "real.csv")
    assert refusal(package) == ""
    assert "rename it" in refusal(tmp_path / "real.csv")


def test_of_a_kmz_with_several_files_it_is_said_which_is_read(tmp_path: Path) -> None:
    kml = "<kml><Document><Placemark><name>{}</name><TimeStamp><when>2020-01-01</when></TimeStamp><Point><coordinates>36,35</coordinates></Point></Placemark></Document></kml>"
    with zipfile.ZipFile(tmp_path / "two.kmz", "w") as archive:
        for name in ("b.kml", "a.kml"):
            archive.writestr(name, kml.format(name))
    assert "b.kml is read; not read: a.kml" in formats.read(tmp_path / "two.kmz").provenance.notes


@pytest.mark.parametrize(("words", "said"), [
    (["-o", "."], "[unwritable-file] .: Is a directory"), (["-o", "/"], "[unwritable-file] /: Is a directory"),
    (["--date-format", "%Y%Y%m%d"], "[usage] date_format '%Y%Y%m%d'"), (["--limit", f"rows={'9' * 5000}"], "[usage] --limit 'rows=999"),
    (["--mapping", "none.toml"], "[missing-file] none.toml: it is not there"), (["--mapping", "é.toml"], "[bad-mapping] the mapping has 1 fault: delimiter"),
])
def test_options_that_are_nonsense_are_refused(words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                               capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ok.csv").write_text(f"id,date,lon,lat\n1,{datetime.date(2020, 1, 1)},36,35\n")
    Path("é.toml").write_text('delimiter="é"\n')
    with pytest.raises(SystemExit) as left:
        cli.main(["import", "ok.csv", *words])
    assert left.value.code in (1, 2)
    assert capsys.readouterr().err.startswith(said)
