"""The record types as JSON Schema, one for each file of a data folder, for editors and other languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from .files import write_all
from .records import Actor, Claim, Incident, Origin, Place, Record, Source, Step, Story, Zone

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_POSITION: Final[dict[str, Any]] = {
    "type": "array", "minItems": 2, "maxItems": 3, "description": "[lon, lat] in degrees, CRS84; a height may follow",
    "prefixItems": [{"type": "number", "minimum": -180, "maximum": 180},
                    {"type": "number", "minimum": -90, "maximum": 90}, {"type": "number"}],
}
_LINE: Final[dict[str, Any]] = {"type": "array", "items": _POSITION, "minItems": 2}
_RINGS: Final[dict[str, Any]] = {"type": "array", "minItems": 1,
                                 "items": {"type": "array", "items": _POSITION, "minItems": 4}}
_COORDINATES: Final[dict[str, dict[str, Any]]] = {
    "Point": _POSITION, "LineString": _LINE, "Polygon": _RINGS,
    "MultiPolygon": {"type": "array", "items": _RINGS, "minItems": 1},
}


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema (draft 2020-12) by file name, such as `places.schema.json`; a seed file's is for its TOML as JSON."""
    return {
        "places.schema.json": _collection(Place, "places.geojson", ("Point",)),
        "zones.schema.json": _collection(Zone, "zones.geojson", ("Polygon", "MultiPolygon")),
        "incidents.schema.json": _collection(Incident, "incidents.geojson", ("Point", "LineString", "Polygon"),
                                             nullable=True),
        "actors.schema.json": _tables("actors.json", {"actors": Actor, "origins": Origin}, one=()),
        "seed.schema.json": _tables("seeds/<source id>.toml", {"source": Source, "claim": Claim}, one=("source",)),
        "story.schema.json": _story(),
    }


def write_schemas(folder: Path) -> None:
    """Write every schema into `folder`, the same bytes every time.

    Raises:
        WriteError: `unwritable-file`, when a file cannot be written.
    """
    write_all({folder / name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in schemas().items()})


def _collection(model: type[Record], title: str, types: tuple[str, ...], *, nullable: bool = False) -> dict[str, Any]:
    """A FeatureCollection whose Features carry the fields of `model`: id and geometry beside the properties."""
    properties = model.model_json_schema()
    definitions = properties.pop("$defs", {})
    key = properties["properties"].pop("id")
    properties["properties"].pop("geometry")
    properties["required"] = [name for name in properties["required"] if name not in ("id", "geometry")]
    shapes: list[dict[str, Any]] = [
        {"type": "object", "required": ["type", "coordinates"],
         "properties": {"type": {"const": name}, "coordinates": _COORDINATES[name]}} for name in types]
    if nullable:
        shapes.append({"type": "null"})
    feature = {"type": "object", "required": ["type", "id", "properties", "geometry"],
               "properties": {"type": {"const": "Feature"}, "id": key, "properties": properties,
                              "geometry": shapes[0] if len(shapes) == 1 else {"anyOf": shapes}}}
    return {"$schema": _DIALECT, "title": title, "type": "object", "required": ["type", "features"],
            "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": feature}},
            **({"$defs": definitions} if definitions else {})}


def _tables(title: str, models: Mapping[str, type[Record]], *, one: tuple[str, ...]) -> dict[str, Any]:
    """An object of lists of records; the names in `one` hold a single record."""
    members = {name: model.model_json_schema() for name, model in models.items()}
    return {"$schema": _DIALECT, "title": title, "type": "object", "additionalProperties": False,
            "required": [name for name in members if name in one or not one],
            "properties": {name: schema if name in one else {"type": "array", "items": schema}
                           for name, schema in members.items()}}


def _story() -> dict[str, Any]:
    """A story file: the story's own fields in one table, its steps in another."""
    story = Story.model_json_schema()
    definitions = story.pop("$defs")
    step = definitions.pop(Step.__name__)
    story["properties"].pop("steps")
    story["required"].remove("steps")
    return {"$schema": _DIALECT, "title": "stories/<story id>.toml", "type": "object", "additionalProperties": False,
            "required": ["story", "step"], "$defs": definitions,
            "properties": {"story": story, "step": {"type": "array", "minItems": 1, "items": step}}}
