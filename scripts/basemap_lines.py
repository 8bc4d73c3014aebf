"""Lines and areas of the base map: borders, coast and Syria from one set of land polygons, lakes, rivers, provinces."""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely
from shapely import LineString, MultiLineString, Point, Polygon, STRtree
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

CONFIG = tomllib.loads((Path(__file__).parent / "basemap.toml").read_text(encoding="utf-8"))
WINDOW = CONFIG["window"]
FRAME, CORE = shapely.box(*WINDOW["frame"]), shapely.box(*WINDOW["core"])
GRID = 0.0001  # degrees; four decimals, about 11 m
KM_PER_DEGREE = 111.2  # of latitude; good enough to choose and to thin, never published
ORDER = list(CONFIG["land"]["codes"].values())  # of two countries the first gives their border
COAST_POINTS = 50  # a run of this many points shared with nobody is a coast, a shorter one the bank of a river

Properties = dict[str, Any]
Feature = tuple[Properties, BaseGeometry]
Position = tuple[float, float]
Rings = dict[str, list[list[list[float]]]]


def flat_km(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry in kilometres on a plane that is true near 36 degrees north; for choosing only."""
    scale = np.array([KM_PER_DEGREE * math.cos(math.radians(36)), KM_PER_DEGREE])
    return shapely.transform(geometry, lambda points: points * scale)


def lines_of(geometry: BaseGeometry) -> list[LineString]:
    """The lines inside a line geometry, joined where two ends meet."""
    if geometry.is_empty:
        return []
    return [part for part in shapely.get_parts(shapely.line_merge(geometry)) if part.length > 0]


def thin(line: BaseGeometry, *, core: float, outer: float = WINDOW["outer_tolerance"]) -> list[LineString]:
    """A line cut to the frame and simplified, finer in the core; ends and the core's edge stay where they are."""
    line = line.intersection(FRAME)
    halves = [(line.intersection(CORE), core), (line.difference(CORE), outer)]
    parts = [shapely.simplify(part, tolerance) for half, tolerance in halves for part in lines_of(half)]
    return lines_of(shapely.set_precision(MultiLineString(parts), GRID)) if parts else []


def read_land(path: Path) -> Rings:
    """The largest polygon of each listed country, as rings (outer first); the file holds one country a line."""
    codes, found = CONFIG["land"]["codes"], {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            match = re.search(r'"A3":\s*"(\w+)"', line[-200:])
            if match and match[1] in codes:
                polygons = json.loads(line.rstrip().rstrip(",]}") + "}}")["geometry"]["coordinates"]
                found[codes[match[1]]] = max(polygons, key=lambda rings: len(rings[0]))
    return found


def sides(country: str, rings: Rings, owners: dict[Position, set[str]]) -> Iterator[tuple[str, list[Position]]]:
    """The outline of a country as runs of points, each with the neighbour it is shared with, or "coast".

    The source cuts rivers out of the land, so a border on a river has notches along the bank. A point of the border
    stands in both countries' rings, a point of a bank in one only: short runs of unshared points are left out.
    """
    ring = [(point[0], point[1]) for point in rings[country][0][:-1]]
    shared = [owners[point] - {country} for point in ring]
    first = next(i for i, near in enumerate(shared) if near & shared[i - 1]) - 1
    ring, shared = ([*turn[first:], *turn[:first], turn[first]] for turn in (ring, shared))
    coastal, run = set(), []
    for index, near in enumerate(shared):
        run = [] if near else [*run, index]
        if len(run) >= COAST_POINTS:
            coastal.update(run)
    kept = [(ring[i], shared[i]) for i in range(len(ring)) if shared[i] or i in coastal]
    side, points = "", []
    for (a, near_a), (b, near_b) in pairwise(kept):
        common = sorted(near_a & near_b)
        if common:
            now = side if side in common else common[0]
        else:  # at a corner of three countries a gap goes to the neighbour listed first
            now = min(near_a | near_b, key=ORDER.index) if near_a and near_b else "coast"
        if now != side and points:
            yield side, points
            points = []
        points = [*points, b] if points else [a, b]
        side = now
    yield side, points


def outlines(rings: Rings) -> tuple[dict[str, list[LineString]], list[LineString]]:
    """Borders by pair of countries, and coasts, thinned; a border is taken once, from the country listed first."""
    owners: dict[Position, set[str]] = defaultdict(set)
    for country, polygon in rings.items():
        for point in polygon[0]:
            owners[point[0], point[1]].add(country)
    fine, coasts = WINDOW["core_tolerance"], []
    whole: dict[str, list[LineString]] = defaultdict(list)
    for country in ORDER:
        for side, points in sides(country, rings, owners):
            if side == "coast":
                coasts += thin(LineString(points), core=fine)
            elif ORDER.index(country) < ORDER.index(side):
                whole["-".join(sorted((country, side)))].append(LineString(points))
    borders = {pair: thin(MultiLineString(lines), core=fine) for pair, lines in whole.items()}
    return {pair: lines for pair, lines in borders.items() if lines}, coasts


def faces(borders: dict[str, list[LineString]], coasts: list[LineString]) -> tuple[Polygon, Polygon]:
    """Syria inside the frame, and the sea: faces between the thinned lines, so that they share every vertex."""
    lines = [line for lines in borders.values() for line in lines] + coasts + [FRAME.exterior]
    cells = list(shapely.polygonize([shapely.union_all(lines)]).geoms)
    return tuple(next(cell for cell in cells if cell.contains(Point(CONFIG["land"][at]))) for at in ("syria", "sea"))


def lakes(areas: list[Polygon], names: dict[str, list[list[float]]]) -> list[Feature]:
    """The areas that hold a listed point, named, cut to the frame and simplified."""
    found = []
    for area in areas:
        lake = shapely.make_valid(area)
        for name, points in names.items():
            if any(lake.contains(Point(at)) for at in points):
                lake = shapely.simplify(lake.intersection(FRAME), CONFIG["water"]["tolerance"])
                found.append(({"kind": "lake", "name": name}, shapely.set_precision(lake, GRID)))
                break
    if missing := set(names) - {lake["name"] for lake, _ in found}:
        raise SystemExit(f"no lake holds the points given for {', '.join(sorted(missing))}")
    return found


def holes(rings: Rings) -> list[Polygon]:
    """The waters that the land data set leaves out of its countries."""
    return [Polygon(ring) for polygon in rings.values() for ring in polygon[1:]]


def sea_parts(folder: Path) -> list[Polygon]:
    """Natural Earth's ocean as this package ships it: large lakes are parts of it."""
    table = geopandas.read_file(folder / "ne_10m_ocean.shp", bbox=FRAME.bounds)
    return list(shapely.get_parts(shapely.intersection(table.geometry.to_numpy(), FRAME.buffer(0.5))))


def read_wdbii(folder: Path) -> list[LineString]:
    """River lines that touch the frame. The index gives count, south, north, byte offset and length of each line."""
    data = (folder / "rivers_f.dat").read_bytes()
    lines = []
    for row in (folder / "riversmeta_f.dat").read_text(encoding="ascii").splitlines():
        _, _, _, south, north, offset, size, _ = row.split()
        if float(north) >= FRAME.bounds[1] and float(south) <= FRAME.bounds[3]:
            points = np.frombuffer(data, dtype="<f4", count=int(size) // 4, offset=int(offset)).reshape(-1, 2)
            if len(points) > 1 and FRAME.intersects(line := LineString(points.astype(float))):
                lines.append(line)
    return lines


def join(lines: list[LineString]) -> list[LineString]:
    """Lines whose ends lie close together made one (each end moves to the first found near it), then cut as told."""
    rules = CONFIG["rivers"]
    reach, ends, moved = rules["join_m"] / 1000 / KM_PER_DEGREE, [], []

    def settle(point: Position) -> Position:
        near = next((end for end in ends if math.dist(end, point) < reach), None)
        if near is None:
            ends.append(point)
        return near or point

    for line in lines:
        points = list(line.coords)
        moved.append(LineString([settle(points[0]), *points[1:-1], settle(points[-1])]))
    joined = lines_of(MultiLineString([line for line in moved if line.length > 0]))
    for at in rules["cuts"]:
        # Of the lines there, the one that runs on past the cut, not the one that ends at it.
        place = Point(at)
        there = (line for line in joined if line.distance(place) < reach)
        line = max(there, key=lambda line, place=place: line.boundary.distance(place))
        here = line.project(place)
        joined.remove(line)
        joined += [substring(line, 0, here), substring(line, here, line.length)]
    return joined


def rivers(folder: Path, water: BaseGeometry) -> list[Feature]:
    """Rivers outside the lakes: those that basemap.toml names by points they pass, and all others of the core."""
    rules = CONFIG["rivers"]
    lines = join(read_wdbii(folder))
    tree, names = STRtree(lines), {}
    for entry in rules["names"]:
        for at in entry["at"]:
            index = int(tree.nearest(Point(at)))
            if flat_km(Point(at)).distance(flat_km(lines[index])) < 3:
                names[index] = {"name": entry["name"], "rank": entry["rank"]}
    found = []
    for index, line in enumerate(lines):
        name = names.get(index, {"rank": 4})
        if "name" in name or flat_km(line.intersection(CORE)).length >= rules["min_length_km"]:
            found += [(name, part) for part in thin(line.difference(water), core=rules["core_tolerance"])]
    return found


def provinces(folder: Path, syria: Polygon) -> list[Feature]:
    """Lines between Syria's governorates, led on to the border where Natural Earth stops short of it."""
    rules = CONFIG["admin1"]
    table = geopandas.read_file(folder / "ne_10m_admin_1_states_provinces_lines.shp", bbox=FRAME.bounds)
    lines = lines_of(shapely.union_all(table[table["adm0_name"] == rules["country"]].geometry.to_numpy()))
    ends = [point for line in lines for point in (line.coords[0], line.coords[-1])]
    border, reach = syria.exterior, rules["reach_km"] / KM_PER_DEGREE
    led = []
    for line in lines:
        points = list(line.coords)
        for place, end in ((0, points[0]), (len(points) + 1, points[-1])):
            if ends.count(end) == 1 and 0 < border.distance(Point(end)) < reach:
                points.insert(place, border.interpolate(border.project(Point(end))).coords[0])
        led += lines_of(LineString(points).intersection(syria))
    return [({}, line) for line in thin(MultiLineString(led), core=rules["tolerance"])]
