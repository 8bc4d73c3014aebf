"""Which format a file is in: every fixture against every reader of a named dataset, and plain files against all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo import formats
from geo.formats import contract, head

FIXTURES = Path(__file__).parents[1] / "fixtures"
NAMED = ("ucdp-ged", "acled", "gdelt-events", "timemap", "geoconfirmed", "eyes-on-russia")
FILES = {
    "samples/ged_syria.csv.gz": "ucdp-ged", "samples/ged_myanmar.csv.gz": "ucdp-ged", "foreign/hdx.csv": "ucdp-ged",
    "samples/20170701234500.sample.export.CSV": "gdelt-events",
    "foreign/acled-2023.csv": "acled", "foreign/acled-2019.csv": "acled", "foreign/acled-1997.csv": "acled",
    "foreign/timemap-flat.json": "timemap", "foreign/timemap/events.json": "timemap",
    "foreign/timemap/associations.json": "timemap", "foreign/timemap/sources.json": "timemap",
    "foreign/geoconfirmed.json": "geoconfirmed", "foreign/eyesonrussia.geojson": "eyes-on-russia",
}
PLAIN = {
    "plain.csv": "id,event_date,latitude,longitude,notes\n1,2020-06-03,10,20,none\n",
    "plain.tsv": "\t".join(["1", "20200603", *["x"] * 58]) + "\n",  # 60 cells, not 61
    "points.geojson": '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"title": "a", '
                      '"description": "b"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}',
    "list.json": '[{"id": 1, "date": "03/03/2022", "latitude": "1", "longitude": "2"}]',
    "object.json": '{"a": {"title": "b"}}',
    "words.txt": "type_of_violence, where_prec and date_prec are columns of UCDP GED\n",
}


def claimed(path: Path) -> list[str]:
    """The readers of named datasets that say the file is theirs."""
    found = head.read(path, limits=contract.Limits())
    return [name for name in NAMED if formats.reader(name).recognises(found)]


@pytest.mark.parametrize(("name", "format_name"), FILES.items())
def test_one_reader_knows_each_file(name, format_name):
    assert claimed(FIXTURES / name) == [format_name]


@pytest.mark.parametrize("name", PLAIN)
def test_no_reader_of_a_named_dataset_takes_a_plain_file(tmp_path, name):
    path = tmp_path / name
    path.write_text(PLAIN[name], "utf-8")
    assert claimed(path) == []


def test_a_name_proves_nothing(tmp_path):
    """The content decides: a renamed file is what it was."""
    path = tmp_path / "acled.json"
    path.write_bytes((FIXTURES / "samples" / "20170701234500.sample.export.CSV").read_bytes())
    assert claimed(path) == ["gdelt-events"]


def test_the_data_of_the_atlas_is_taken_by_none(root):
    for name in ("places.geojson", "incidents.geojson", "zones.geojson"):
        assert claimed(root / "data" / name) == []
