"""However a file is damaged, it ends in an answer whose counts add up or in one of our errors."""

from __future__ import annotations

import gzip
import io
import zipfile

import geopandas
import openpyxl
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import formats
from geo.errors import GeoError
from geo.formats import stored

TABLE = b'id,date,lat,lon,title\n007,2023-01-31,35.5,40.25,"a, b\nc"\n8,31 January 2023,36,41,x\n9,,,,\n'
PLACES = b"""<kml><Folder><name>F</name><Placemark><name>A</name><TimeSpan><begin>2023</begin><end>2024</end></TimeSpan>
<Point><coordinates>40.25,35.5</coordinates></Point></Placemark></Folder></kml>"""


def packed(name, content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def workbook():
    book = openpyxl.Workbook()
    for row in [("id", "date", "lat", "lon"), ("a", "2023-01-31", 1, 2), ("b", 44957, "=1+1", 3)]:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A sound file of each kind, by name."""
    folder = tmp_path_factory.mktemp("sound")
    frame = geopandas.GeoDataFrame({"id": ["a", "b"], "date": ["2023", "2020-01-01"]}, geometry=[shapely.Point(1, 2), None],
                                   crs=4326)
    frame.to_file(folder / "e.gpkg")
    frame.to_file(folder / "e.geojson")
    frame.to_parquet(folder / "e.parquet")
    (folder / "e.csv").write_bytes(TABLE)
    stored.write(folder / "d.parquet", [formats.read(folder / "e.csv")])
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    return found | {"e.csv.gz": gzip.compress(TABLE, mtime=0), "e.zip": packed("e.csv", TABLE), "e.kml": PLACES,
                    "e.kmz": packed("doc.kml", PLACES), "e.xlsx": workbook()}


NAMES = ["e.csv", "e.csv.gz", "e.zip", "e.xlsx", "e.kml", "e.kmz", "e.gpkg", "e.geojson", "e.parquet", "d.parquet"]


@pytest.mark.parametrize("name", NAMES)
def test_sound_files_are_read(tmp_path, files, name):
    path = tmp_path / name
    path.write_bytes(files[name])
    assert formats.read(path, on_bad="skip").provenance.counts["read"] >= 1


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=25)
def test_damaged_files_end_in_an_answer_or_an_error_of_ours(tmp_path_factory, files, name, data):
    content = bytearray(files[name])
    places = st.integers(0, len(content) - 1)
    for place, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=12)):
        content[place] = byte
    cut = data.draw(st.one_of(st.none(), places))
    path = tmp_path_factory.getbasetemp() / f"damaged-{name}"
    path.write_bytes(content[:cut])
    try:
        counts = formats.read(path, on_bad="skip").provenance.counts
    except GeoError:
        return
    assert counts["read"] == counts["mapped"] + counts["tray"] + counts["refused"]
