"""Turns records into plain rows, one dict per record, for frames, files and commands alike.

COLUMNS names every column of every table and what it holds. Calendar dates are text (YYYY-MM-DD), an absent value is
None, a list stays a list, a geometry is GeoJSON in CRS84. What is computed and not typed: earliest, latest, family,
actors, status, details_disputed, origins, claims, standing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from . import dates, vocabulary
from .evidence import claim_id
from .presence import standing

if TYPE_CHECKING:
    from .atlas import View
    from .records import Incident

Row = dict[str, Any]

COLUMNS: Final[dict[str, dict[str, str]]] = {
    "places": {
        "name": "the usual name", "kind": "see vocabulary", "uncertainty_m": "radius in metres that holds the thing",
        "admin1": "governorate", "names": "other names by language code", "geonames": "GeoNames id",
        "wikidata": "Wikidata id", "sources": "source ids", "note": "warnings", "geometry": "Point",
    },
    "zones": {
        "name": "what it is called", "controllers": "actor ids", "layer": "control or overlay",
        "status": "see vocabulary",
        "valid": "the interval it held, EDTF", "earliest": "first possible day", "latest": "last possible day",
        "basis": "how it is known", "accuracy_m": "error of the outline in metres",
        "carried_from": "zone whose outline it repeats", "sources": "source ids", "note": "warnings",
        "geometry": "Polygon or MultiPolygon",
    },
    "incidents": {
        "title": "what happened, in a line", "when": "the date as sourced, EDTF", "earliest": "first possible day",
        "latest": "last possible day", "date_precision": "see vocabulary", "kinds": "see vocabulary",
        "family": "symbol family of the gravest kind", "actors": "actor ids of the parties",
        "status": "from its claims",
        "details_disputed": "whether claims differ on a detail", "origins": "number of independent origins",
        "claims": "number of claims", "where_precision": "see vocabulary",
        "uncertainty_m": "radius or half-width in metres",
        "scope": "see vocabulary", "admin1": "governorate", "outcome": "how it ended", "summary": "what is reported",
        "reviewed": "day of the last review", "note": "warnings", "geometry": "Point, line, area or None",
    },
    "claims": {
        "source": "source id", "number": "place in its source file", "incident": "incident id", "place": "place id",
        "zone": "zone id", "context": "whether it is about none of these", "speaker": "who says it",
        "speaker_type": "see vocabulary", "origin": "who the information comes from", "stance": "see vocabulary",
        "bears_on": "see vocabulary", "says": "the claim in our words", "locator": "where in the document",
        "topics": "matters in disagreement", "killed": "[low, high]", "wounded": "[low, high]",
        "strength": "[low, high]",
        "figures_of": "whom the figures count", "when": "the date it gives, EDTF", "where": "the place it gives",
        "lon": "degrees", "lat": "degrees", "published": "when it was published, its source's date if not its own",
        "note": "warnings",
    },
    "sources": {
        "title": "of the document", "publisher": "who published it", "author": "who wrote it", "published": "EDTF",
        "published_basis": "how the date is known", "url": "its address", "archived": "address of a kept copy",
        "language": "of the document", "note": "warnings",
    },
    "presences": {
        "place": "place id", "actor": "actor id", "role": "see vocabulary", "valid": "the interval, EDTF",
        "earliest": "first possible day", "latest": "last possible day", "attested": "days it is attested, EDTF",
        "status": "see vocabulary", "standing": "firm or possible on the day of the view; None without a day",
        "same_as": "place under which the same post is listed too", "sources": "source ids", "note": "warnings",
    },
}


def rows(view: View, table: str) -> list[Row]:
    """The rows of one table, each with its `id` first (`presences` have none) and the columns of COLUMNS in order."""
    found = _BUILDERS[table](view)
    return [{**({"id": row["id"]} if "id" in row else {}), **{name: row.get(name) for name in COLUMNS[table]}}
            for row in found]


def _places(view: View) -> list[Row]:
    return [_fields(place) for place in view.dataset.places.values()]


def _zones(view: View) -> list[Row]:
    zones = view.zones_on(view.day, layer=None) if view.day else view.dataset.zones.values()
    return [{**_fields(zone), **bounds(zone.valid)} for zone in zones]


def _incidents(view: View) -> list[Row]:
    return [incident(view, item) for item in view.incidents_in_order()]


def incident(view: View, record: Incident) -> Row:
    """All fields of an incident, with what its claims amount to."""
    found = view.evidence(record.id)
    return {
        **_fields(record), **bounds(record.when), "family": vocabulary.family(list(record.kinds)),
        "actors": list(dict.fromkeys(party.actor for party in record.parties)), "status": found.status,
        "details_disputed": found.details_disputed, "origins": len(found.origins),
        "claims": len(view.claims_of(record.id)),
    }


def _claims(view: View) -> list[Row]:
    return [{**_fields(claim), "id": claim_id(source, claim), "source": source,
             "published": claim.published or view.dataset.sources[source].published}
            for source, claim in view.dataset.claims]


def _sources(view: View) -> list[Row]:
    return [_fields(source) for source in view.dataset.sources.values()]


def _presences(view: View) -> list[Row]:
    found = []
    for place in view.dataset.places.values():
        for item in place.presence:
            how = standing(item, view.day) if view.day else None
            if view.day is None or how:
                found.append({**_fields(item), **bounds(item.valid), "place": place.id, "standing": how})
    return found


_BUILDERS: Final = {
    "places": _places, "zones": _zones, "incidents": _incidents, "claims": _claims, "sources": _sources,
    "presences": _presences,
}


def _fields(record: Any) -> Row:
    fields: Row = record.model_dump()
    return fields


def bounds(text: str) -> dict[str, str | None]:
    """`earliest` and `latest` of an EDTF date as text; None where it is open."""
    when = dates.parse(text)
    return {
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
    }
