"""Damage to geometries and to what ties records together. RFC 7946 says what a geometry is; docs/data-model.md the rest."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from hostile.mutations import (
    ACTORS,
    GAZETTEER,
    HERALD,
    INCIDENTS,
    MONITOR,
    PLACES,
    STORY,
    ZONES,
    Case,
    Tree,
    changed,
    codes,
    line,
    put,
    source,
    written,
)

SQUARE = [[10.0, 0.0], [11.0, 0.1], [11.1, 1.0], [10.1, 1.1], [10.0, 0.0]]
# Ordinates that are none, and the codes that fit.
POSITIONS: list[tuple[Any, str]] = [
    ([181, 0.3], "out-of-range"), ([-180.01, 0.3], "out-of-range"), ([10.2, 91], "out-of-range"), ([10.2, -90.5], "out-of-range"),
    ([0.3, 170.5], "out-of-range"), ([1e300, 0], "out-of-range"), ([10], "bad-position"), ([10, 0, 5, 7], "bad-position"),
    (["10", "0"], "bad-position"), ([10, None], "bad-position"), ([True, 0], "bad-position"), ([[10, 0]], "bad-position"),
    ([10, [0]], "bad-position"), ({"lon": 10, "lat": 0}, "bad-position"), ("10,0", "bad-position"), (5, "bad-position"),
    ([float("nan"), 0], "not-finite"), ([float("inf"), 0], "not-finite"), ([10, float("-inf")], "not-finite"),
    ([10**400, 0], "not-finite"), ([10, 10**4000], "not-finite"), ([10, 0, float("nan")], "not-finite"), ([36_123_456, 4_123_456], "out-of-range"),
    ([10, {}], "bad-position"), ([10, "0 N"], "bad-position"),
]
POINTS: list[tuple[Any, str]] = [
    ({"type": "Point", "coordinates": []}, "empty-geometry"), ({"type": "Point", "coordinates": None}, "empty-geometry"),
    ({"type": "Point"}, "empty-geometry"), ({"type": "point", "coordinates": [10, 0]}, "wrong-geometry"), ({}, "wrong-geometry"),
    ([10, 0], "wrong-geometry"), ("POINT (10 0)", "wrong-geometry"), (5, "wrong-geometry"), ({"coordinates": [10, 0]}, "wrong-geometry"),
    ({"type": None, "coordinates": [10, 0]}, "wrong-geometry"), ({"type": ["Point"], "coordinates": [10, 0]}, "wrong-geometry"),
    ({"type": "Polygon", "coordinates": [SQUARE]}, "wrong-geometry"), ({"type": "GeometryCollection", "geometries": []}, "wrong-geometry"),
    ({"type": "MultiPoint", "coordinates": [[10, 0]]}, "wrong-geometry"), (None, "wrong-type|missing-field|wrong-geometry"),
]
AREAS: list[tuple[Any, str]] = [
    ([], "empty-geometry"), ([[]], "short-ring"), ([[[10, 0], [11, 0], [10, 0]]], "short-ring"), ([SQUARE[:-1]], "unclosed-ring"),
    ([[[10, 0], [11, 1], [11, 0], [10, 1], [10, 0]]], "self-crossing"), ([SQUARE, SQUARE], "self-crossing"),
    ([SQUARE, [[20, 20], [21, 20], [21, 21], [20, 20]]], "self-crossing"), ([[[10, 0]] * 4], "self-crossing"), (SQUARE, "bad-position"),
    ([SQUARE, []], "short-ring"), ([SQUARE, None], "bad-position"), ("SQUARE", "bad-position"), ({"0": SQUARE}, "bad-position"),
    ([[[10, 0], [11, 0], [12, 0], [10, 0]]], "self-crossing"), ([[*SQUARE, [10.5, 0.5], [10, 0], [10, 0]]], "self-crossing"),
    ([[[SQUARE]]], "bad-position"), ([[*SQUARE[:2], None, *SQUARE[2:]]], "bad-position"), ([[*SQUARE[:2], [200, 5], *SQUARE[2:]]], "out-of-range"),
    ([{"ring": SQUARE}], "bad-position"),
]


def geometries() -> Iterator[Case]:
    for nth, (position, expected) in enumerate(POSITIONS):
        yield put(PLACES, nth % 3, "geometry.coordinates", position, expected)
        yield put(INCIDENTS, 1, f"geometry.coordinates[{nth % 3}]", position, expected)
        ring = [list(pair) for pair in SQUARE]
        ring[1 + nth % 3] = position
        yield put(ZONES, nth % 2, "geometry.coordinates", [ring], expected, field="geometry.coordinates[0]")
    for nth, (geometry, expected) in enumerate(POINTS):
        yield put(PLACES, nth % 3, "geometry", geometry, expected, field="geometry")
    for nth, (coordinates, expected) in enumerate(AREAS):
        yield put(ZONES, nth % 2, "geometry.coordinates", coordinates, expected, field="geometry")
        yield put(INCIDENTS, nth % 2, "geometry", {"type": "Polygon", "coordinates": coordinates}, expected)
        if nth not in (8, 11, 12):
            yield put(ZONES, 1 - nth % 2, "geometry", {"type": "MultiPolygon", "coordinates": [coordinates]}, expected.replace("empty-geometry", "short-ring"))
    for value, expected in (([], "empty-geometry"), ([[10, 0]], "short-ring"), ([10, 0], "bad-position"), (None, "empty-geometry"),
                            ([[[10, 0], [11, 0]]], "bad-position"), ("10,0 11,0", "bad-position")):
        yield put(INCIDENTS, 1, "geometry.coordinates", value, expected, field="geometry")
    for kind in ("MultiLineString", "MultiPoint", "GeometryCollection", "MultiPolygon", "Circle", "LINESTRING", 5, {}):
        yield put(INCIDENTS, 1, "geometry.type", kind, "wrong-geometry")


def references() -> Iterator[Case]:
    """Ids of nothing; and of something, but of another kind than the field names."""
    routes = [(PLACES, 1, "presence[0].actor", "alda"), (PLACES, 2, "presence[0].sources[0]", "monitor"), (PLACES, 0, "sources[0]", "herald"),
              (ZONES, 0, "controllers[0]", "herald"), (ZONES, 1, "sources[0]", "north-2020"), (INCIDENTS, 0, "parties[1].actor", "cove"),
              (INCIDENTS, 1, "places[0].place", "north-guard"), (INCIDENTS, 1, "places[1].place", "south-2020")]
    for path, number, route, other in routes:
        for value in ("nobody", other, "x" * 120, "alda-block"):
            yield put(path, number, route, value, "unknown-reference")
    for path, number, route in ((PLACES, 0, "presence"),):
        post = {"actor": "north-guard", "role": "base", "valid": "2020", "status": "reported", "sources": ["fictional-gazetteer-2020"]}
        yield put(path, number, route, [post | {"same_as": "nowhere"}], "unknown-reference", field="presence[0].same_as")
        yield put(path, number, route, [post | {"same_as": "alda"}], "self-reference", field="presence[0].same_as")
        yield put(path, number, route, [post | {"attested": ["2021-05-01"]}], "attested-outside", field="presence[0].attested[0]")
        yield put(path, number, route, [post | {"sources": []}], "no-source", field="presence[0].sources")
    yield put(ZONES, 0, "carried_from", "north-2020", "self-reference")
    yield put(ZONES, 1, "carried_from", "north-2019", "unknown-reference")
    yield put(INCIDENTS, 0, "places[0].other_place", "dorne", "unknown-reference")
    yield put(INCIDENTS, 1, "sources", ["fictional-herald-2020-03-05", "unknown-herald"], "unknown-reference", field="sources[1]")
    for key, value, field in (("incident", '"alda-block"', "incident"), ("origin", '"heralds"', "origin"), ("incident", '"alda"', "incident")):
        for nth in (0, 1):
            yield line(HERALD, key, value, "unknown-reference", nth=nth, field=field, record=f"fictional-herald-2020-03-05#{nth + 1}")
    yield line(STORY, "incident", '"nothing-2020"', "unknown-reference", field="steps[0].incident")
    yield line(STORY, "claims", '["fictional-herald-2020-03-05#9"]', "unknown-reference", field="steps[0].says[0].claims[0]")
    yield line(STORY, "claims", "[]", "no-source", field="steps[0].says[0]")
    for path, number in ((PLACES, 2), (ZONES, 0), (ZONES, 1)):
        yield put(path, number, "sources", [], "no-source")
    yield changed(ACTORS, "an actor taken out", "unknown-reference", lambda top: top["actors"].pop(0), elsewhere=True)
    yield changed(ACTORS, "all origins taken out", "unknown-reference", lambda top: top.update(origins=[]), elsewhere=True)


def duplicates() -> Iterator[Case]:
    for path, count in ((PLACES, 3), (ZONES, 2), (INCIDENTS, 2)):
        for number in range(count):
            tree = Tree(path)
            again = tree.features()[number]
            tree.features().append(again)
            yield Case(f"{path}: feature {number} twice", path, written(tree.value), codes("duplicate-id"), record=again["id"], field="id")
            text = source(path).decode()
            place = text.index(f'"{again["id"]}"')
            for member in ("type", "properties", "geometry", "id"):
                damaged = text[:place - 5] + f'"{member}":"Feature",' + text[place - 5:]
                yield Case(f"{path}: {member} of {number} twice", path, damaged.encode(), codes("duplicate-member|not-geojson"))
        tree = Tree(path)
        yield put(path, 1, "id", tree.features()[0]["id"], "duplicate-id")
        text = source(path).decode()
        yield Case(f"{path}: features twice", path, text.replace('"features"', '"features":[],"features"', 1).encode(),
                   codes("duplicate-member"), field="features")
    for kind in ("actors", "origins"):
        yield changed(ACTORS, f"one of {kind} twice", "duplicate-id", lambda top, kind=kind: top[kind].append(top[kind][0]), field="id")
    for path, nth in ((HERALD, 1), (MONITOR, 1), (MONITOR, 2)):
        yield line(path, "number", "1", "duplicate-id", nth=nth, record=f"{path[6:-5]}#1")
    yield line(MONITOR, "url", '"https://herald.example/2020/03/05/alda-road"', "duplicate-id", record="fictional-monitor-2020-05-14")


def agreement() -> Iterator[Case]:
    """Fields that are right one by one and wrong together."""
    for value in ("span", "interval", "approximate", "uncertain", "one_of"):
        yield put(INCIDENTS, 0, "date_precision", value, "date-precision")
    for value in ("day", "span", "interval"):
        yield put(INCIDENTS, 1, "date_precision", value, "date-precision")
    yield put(INCIDENTS, 1, "when_note", None, "missing-note")
    yield put(INCIDENTS, 0, "geometry", None, "where-mismatch", field="")
    yield put(INCIDENTS, 1, "where_precision", "unknown", "where-mismatch")
    yield put(INCIDENTS, 0, "uncertainty_m", None, "missing-field")
    for name, change in {
        "about two things": lambda text: text.replace("incident = ", 'place = "alda"\nincident = ', 1),
        "about nothing": lambda text: text.replace('incident = "alda-block-2020-03-04"\n', "", 1),
        "context and an incident": lambda text: text.replace("incident = ", "context = true\nincident = ", 1),
    }.items():
        yield Case(f"{HERALD}: a claim {name}", HERALD, change(source(HERALD).decode()).encode(), codes("bad-subject"),
                   record="fictional-herald-2020-03-05#1")
    yield Case(f"{HERALD}: lon without lat", HERALD, source(HERALD).replace(b"number = 1\n", b"number = 1\nlon = 10\n"), codes("missing-field"),
               record="fictional-herald-2020-03-05#1")
    both = source(HERALD).replace(b'"asserts"', b'"denies"')
    yield Case("an incident that all deny", HERALD, both, codes("no-source"), record="alda-block-2020-03-04",
               more=((MONITOR, source(MONITOR).replace(b'"asserts"', b'"silent"')),))
    yield put(ZONES, 0, "geometry.coordinates", Tree(ZONES).features()[1]["geometry"]["coordinates"], "zone-overlap", field="geometry")


def doubts() -> Iterator[Case]:
    """What is to be looked at twice: a warning, and nothing is refused."""
    said: dict[str, Any] = {"verdict": "warn", "elsewhere": True}
    box = [[[10.1, 0.6], [10.9, 0.6], [10.9, 0.9], [10.1, 0.9], [10.1, 0.6]]]
    for case in (put(ZONES, 0, "geometry.coordinates", box, "rectangle-zone", field="geometry"),
                 put(INCIDENTS, 0, "geometry.coordinates", [10.9, 0.9], "outside-place", field="geometry")):
        yield dataclasses.replace(case, **said)
    yield Case("an incident of one origin", MONITOR, source(MONITOR).replace(b"alda-block-2020-03-04", b"cove-road-2020-05"),
               codes("single-origin"), more=((STORY, source(STORY).replace(b', "fictional-monitor-2020-05-14#1"', b"")),), **said)
    yield Case("a source without a use", "seeds/leaflet.toml", source(GAZETTEER).replace(b"fictional-gazetteer-2020", b"leaflet"),
               codes("unused-source"), **said)
    yield changed(ACTORS, "an actor without a use", "unused-reference", lambda top: top["actors"].append(
        {"id": "east-guard", "name": "Eastern Guard", "side": "other"}), field="actors", **said)
