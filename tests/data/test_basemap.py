"""The base map: small, licensed, valid, and right where it matters: which side of a border or river a town lies on."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import shapely
from shapely import LineString, Point
from shapely.geometry import shape

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "data" / "basemap").glob("*.geojson"))
LAYERS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FILES}
CONFIG = tomllib.loads((ROOT / "scripts" / "basemap.toml").read_text(encoding="utf-8"))
PLACES = {
    feature["id"]: feature
    for feature in json.loads((ROOT / "data" / "places.geojson").read_text(encoding="utf-8"))["features"]
}
ROWS = [(name, feature) for name, layer in LAYERS.items() for feature in layer["features"]]

# Al-Monitor, SOHR and the rest write of these as Syrian towns, most of them a walk from the border.
IN_SYRIA = ["kobani", "tell-abyad", "ras-al-ayn", "amuda", "qamishli", "ain-diwar", "qasr-dib", "kasan", "batirzan",
            "derouna-agha", "yarubiyah", "semalka", "al-tanf", "hmeimim", "damascus"]
# Turkish and Iraqi towns that face them: Akçakale faces Tell Abyad, Ceylanpınar Ras al-Ayn, Nusaybin Qamishli.
ABROAD = ["Akçakale", "Ceylanpınar", "Nusaybin", "Cizre", "Suruç", "Silopi", "Al Qaim", "Sinjar"]

# East or north of the Euphrates, its left bank, and who says so:
LEFT = {
    "Junaynah": (40.1182, 35.3644),  # among the left-bank villages attacked on 29 April 2018 (The Defense Post)
    "Hatlah": (40.199, 35.342),  # eastern-shore village (Qasioun, 18 April 2018)
    "Marrat": (40.237, 35.313),  # eastern-shore village (Qasioun, 18 April 2018)
    "Mazlum": (40.259, 35.308),  # among the seven east-bank villages (SOHR in Al Bawaba, 16 January 2022)
    "Khasham": (40.291, 35.300),  # the same
    "Tabiyah Jazirah": (40.317, 35.277),  # the same; "jazirah" is the land beyond the river
    "Conoco plant": (40.308, 35.335),  # east of the deconfliction line (CJTF-OIR, February 2018)
    "Busayrah": (40.4272, 35.1562),  # where the Khabur comes in from the north
    "Hajin": (40.8314, 34.6951),  # the pocket taken by the SDF, east of the river (The Region, September 2018)
    "Susah": (40.9582, 34.5337),  # in the same pocket
}
# West or south of it, its right bank: held by the government while the river was the line (SOHR, October 2017).
RIGHT = {
    "Deir ez-Zor": (40.145, 35.335),
    "Muh Hasan": (40.3166, 35.2335),
    "Mayadin": (40.453, 35.021),
    "Asharah": (40.5601, 34.9213),
    "Albu Kamal": (40.9185, 34.4523),
}


def syria():
    return shape(LAYERS["countries"]["features"][0]["geometry"])


def river(name):
    return [shape(f["geometry"]) for f in LAYERS["rivers"]["features"] if f["properties"].get("name") == name]


def bank(place):
    """The bank of the Euphrates a point lies on; the river runs south-east, so each reach is turned that way first."""
    line = min(river("Euphrates"), key=lambda line: line.distance(place))
    (x0, y0), (x1, y1) = line.coords[0], line.coords[-1]
    line = line if x1 - y1 > x0 - y0 else LineString(line.coords[::-1])
    here = line.project(place)
    on, a, b = (line.interpolate(max(here + step, 0)) for step in (0, -0.003, 0.003))  # 0.003 degrees: about 300 m
    turn = (b.x - a.x) * (place.y - on.y) - (b.y - a.y) * (place.x - on.x)
    return "left" if turn > 0 else "right"


def test_it_is_small():
    assert len(FILES) == 10
    assert sum(path.stat().st_size for path in FILES) <= 250_000


@pytest.mark.parametrize("name", LAYERS)
def test_each_layer_names_its_source_and_licence(name):
    source = LAYERS[name]["source"]
    assert source["licence"] in {"ODbL-1.0", "LGPL-3.0-or-later", "CC-BY-4.0", "public domain"}
    assert all(source[member] for member in ("name", "version", "credit"))
    if source["name"] != "Contact Atlas":
        assert source["url"].startswith("https://")
        assert all(len(digest) == 64 for digest in source["inputs_sha256"].values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_one_feature_stands_on_a_line_in_fixed_order(path):
    head, *rows, tail = path.read_text(encoding="utf-8").splitlines()
    rows = [row.rstrip(",") for row in rows]
    assert head.startswith('{"type":"FeatureCollection"')
    assert tail == "]}"
    assert rows == sorted(rows)
    assert len(rows) == len(LAYERS[path.stem]["features"])


def test_geometries_are_valid_and_inside_the_frame():
    frame = shapely.box(*CONFIG["window"]["frame"])
    for name, feature in ROWS:
        geometry = shape(feature["geometry"])
        assert geometry.is_valid, (name, feature["properties"])
        assert not geometry.is_empty
        assert frame.covers(geometry), (name, feature["properties"])


def test_positions_have_four_decimals():
    for _, feature in ROWS:
        ordinates = shapely.get_coordinates(shape(feature["geometry"])).ravel()
        assert [value for value in ordinates if round(value, 4) != value] == []


@pytest.mark.parametrize("name", IN_SYRIA)
def test_towns_of_syria_lie_in_syria(name):
    assert syria().contains(shape(PLACES[name]["geometry"]))


@pytest.mark.parametrize("name", ABROAD)
def test_towns_across_the_border_lie_across_it(name):
    (town,) = (feature for feature in LAYERS["towns"]["features"] if feature["properties"]["name"] == name)
    assert not syria().contains(shape(town["geometry"]))


def test_every_town_lies_in_its_country():
    for town in LAYERS["towns"]["features"]:
        inside = syria().contains(shape(town["geometry"]))
        assert inside == (town["properties"]["country"] == "SY"), town["properties"]


def test_no_town_is_a_place_of_the_atlas_too():
    known = {place["properties"].get("geonames") for place in PLACES.values()}
    assert [t for t in LAYERS["towns"]["features"] if t["properties"]["geonames"] in known] == []


def test_syria_s_outline_is_its_borders_and_its_coast():
    lines = [shape(f["geometry"]) for f in LAYERS["borders"]["features"] if "SY" in f["properties"]["between"]]
    lines += [shape(f["geometry"]) for f in LAYERS["coast"]["features"]]
    rest = syria().exterior.difference(shapely.union_all(lines).buffer(0.0002))  # 20 m, for the rounded corners
    # What is left runs along the south of the frame: 33 N from Israel's line to Jordan's border.
    assert rest.bounds[1] == rest.bounds[3] == CONFIG["window"]["frame"][1]


@pytest.mark.parametrize("name", LEFT)
def test_villages_of_the_left_bank_lie_there(name):
    assert bank(Point(LEFT[name])) == "left"


@pytest.mark.parametrize("name", RIGHT)
def test_towns_of_the_right_bank_lie_there(name):
    assert bank(Point(RIGHT[name])) == "right"


@pytest.mark.parametrize("name", ["ras-al-ayn", "tell-tamer", "hasakah", "al-shaddadi"])
def test_the_khabur_passes_its_towns(name):
    # Each of them stands on the Khabur; 0.04 degrees are about 4 km, the size of a town and the error of the river.
    place = shape(PLACES[name]["geometry"])
    assert min(line.distance(place) for line in river("Khabur")) < 0.04


def test_the_tigris_is_the_border_at_faysh_khabur():
    place = shape(PLACES["semalka"]["geometry"])  # the bridge over the Tigris: 0.015 degrees are about 1.5 km
    assert min(line.distance(place) for line in river("Tigris")) < 0.015


def test_the_road_is_marked_as_a_sketch_through_places():
    for leg in LAYERS["roads"]["features"]:
        properties = leg["properties"]
        ends = [PLACES[properties[end]] for end in ("from", "to")]
        assert properties["schematic"] is True
        assert properties["sources"]
        assert properties["precision_m"] >= max(end["properties"]["uncertainty_m"] for end in ends)
        assert leg["geometry"]["coordinates"] == [end["geometry"]["coordinates"] for end in ends]
