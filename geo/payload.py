"""Builds what the page carries: every record once, columns and texts, with what is computed from the claims.

docs/payload.md describes it field by field; a test holds that page and the built payload against each other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from . import __version__, columns, control, dates, evidence, opening, query, spots, vocabulary
from .columns import Index, Shapes, Table, day
from .errors import UsageError

if TYPE_CHECKING:
    from .about import About
    from .atlas import View
    from .control import Control
    from .dataset import Dataset
    from .records import Incident, Step

# The closed lists a reader meets on the page.
LISTS: Final = ("kind", "status", "stance", "topic", "where_precision", "date_precision", "scope", "relation", "zone_status",
                "zone_basis", "presence_status")
# Tables that may be long: geo/wire.py writes their columns as bytes.
LONG: Final = ("incidents", "claims")
# What the page's filters offer, in their order; `founding` only where the atlas grew from documents.
FACETS: Final = ("kinds", "actors", "statuses", "precisions", "origins", "publishers", "founding", "scopes")
# The two sides whose nearest bases an incident's card names.
SIDES: Final = ("us", "russia")


def payload(view: View, *, basemap: Sequence[Mapping[str, Any]] = (), words: Mapping[str, Any],
            about: About, during: str | None = None, as_of: date | None = None,
            tiles: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """The whole payload of one page, ready for JSON; the same view gives the same payload.

    Args:
        view: the records to draw.
        basemap: layers as `basemap.layers` gives them, outlines not yet coded.
        words: interface texts, as `words.packed` gives them.
        about: title, credit and method panel.
        during: the window the clock opens with, an EDTF date or interval; None opens it whole.
        as_of: the day the map opens with; None is the end of the window.
        tiles: online base maps the page offers, as `online.base_maps` gives them.
    """
    data = view.dataset
    records = columns.sorted_incidents(data)
    actors, origins = Index(data.actors), Index(data.origins)
    places, sources = Index(data.places), Index(data.sources)
    zones = Index(data.zones)
    shapes = Shapes()
    rows = {"source": sources, "origin": origins, "place": places, "zone": zones,
            "incident": Index(one.id for one in records)}
    incident_table = columns.incidents(records, places, actors, shapes)
    incident_table |= _computed(view, records, rows)
    tables = {
        "actors": columns.table(data.actors.values(), columns.fields("id", "name", "side")),
        "origins": columns.table(data.origins.values(), columns.fields("id", "name", "type", "side")),
        "sources": columns.sources(data),
        "places": columns.places(data, sources),
        "presences": columns.presences(data, places, actors, sources),
        "zones": columns.zones(data, actors, sources, shapes),
        "incidents": incident_table,
        "claims": columns.claims(data, rows),
    }
    return {
        "schema": 2, "version": __version__, "title": about.atlas.title, "subtitle": about.atlas.subtitle,
        "data_hash": data_hash(data),
        "credit": opening.credit(about.atlas.credit, basemap, title=about.atlas.title), "range": _range(records),
        "opens": opening.opens(during, as_of),
        **opening.frame(*([value for value in incident_table[name] if value is not None] for name in ("lon", "lat"))),
        "words": words, "vocabulary": {name: vocabulary.LISTS[name] for name in LISTS},
        "families": vocabulary.KIND_FAMILIES, "facets": FACETS, "base_roles": vocabulary.BASE_ROLES,
        "method": [one.model_dump() for one in about.section],
        "founding": _founding(about, sources),
        **{name: one if name in LONG else columns.packed(one) for name, one in tables.items()},
        "stories": _stories(data),
        "basemap": [opening.coded(layer) for layer in basemap],
        "tiles": [dict(one) for one in tiles],
        "shapes": shapes.all,
    }


def _founding(about: About, sources: Index) -> list[int]:
    """Rows of the sources the atlas grew from.

    Raises: UsageError when about.toml names a source that does not exist.
    """
    for one in about.atlas.founding:
        if sources.row(one) is None:
            raise UsageError(f"about.toml, founding: {one}", "a founding source is in seeds/", "correct its id or take it out")
    return sources.rows(about.atlas.founding)


def data_hash(data: Dataset) -> str:
    """SHA-256 over every record, 64 hex digits: the same data gives the same hash, wherever it was read."""
    digest = hashlib.sha256()
    groups: list[Any] = [data.places, data.zones, data.incidents, data.actors, data.origins, data.sources, data.stories]
    for group in groups:
        for key in sorted(group):
            digest.update(group[key].model_dump_json().encode())
    for source_id, claim in data.claims:
        digest.update(source_id.encode() + claim.model_dump_json().encode())
    return digest.hexdigest()


def _computed(view: View, records: Sequence[Incident], rows: Mapping[str, Index]) -> Table:
    """The columns nobody types: status, origins, disagreements, who held the ground, the nearest bases."""
    data = view.dataset
    claim_rows = Index(evidence.claim_id(source, claim) for source, claim in data.claims)
    weighed = [evidence.status(view.claims_of(one.id)) for one in records]
    return {
        "status": [one.status for one in weighed],
        "details_disputed": [one.details_disputed for one in weighed],
        "origins": [rows["origin"].rows(one.origins) for one in weighed],
        "topics": [[[topic, claim_rows.rows(claims)] for topic, claims in one.disagreements] for one in weighed],
        "ground": [_ground(view, one, rows["zone"]) for one in records],
        "nearest": [_nearest(view, one, rows["place"], Index(data.actors)) for one in records],
    }


def _ground(view: View, one: Incident, zones: Index) -> dict[str, Any] | None:
    """Who held the ground where and when it happened; None without a place or a day."""
    on = dates.parse(one.when).earliest
    if one.geometry is None or on is None:
        return None
    found = control.control(view, spots.of_incident(one), on)
    last = found.last_known
    return {"as_of": day(on), **_answer(found, zones),
            "last": None if last is None else {"as_of": day(last.as_of), "days": found.days_ago, **_answer(last, zones)}}


def _answer(found: Control, zones: Index) -> dict[str, Any]:
    return {
        "answer": found.answer,
        "zones": zones.rows(zone.id for zone in found.zones),
        "reach": [[zones.row(reach.zone.id), _metres(reach.distance_m)] for reach in found.candidates],
        "edge_m": _metres(found.nearest_edge_m),
    }


def _nearest(view: View, one: Incident, places: Index, actors: Index) -> list[list[Any]]:
    """[actor, place, low_m, high_m, firm, role] of each side's nearest base on the first possible day.

    Where that base is only possible, the nearest attested one that may be nearer follows it.
    """
    on = dates.parse(one.when).earliest
    if one.geometry is None or on is None:
        return []
    found = []
    for actor in SIDES:
        if actor not in view.dataset.actors:  # another atlas, of other actors
            continue
        hits = query.nearest(view, one.id, day=on, actors=(actor,)).hits
        firm = [hit for hit in hits if any(held.standing == "firm" for held in hit.held)]
        first = hits[:1]
        for hit in [*first, *(one for one in firm[:1] if one not in first)]:
            held = next((item for item in hit.held if item.standing == "firm"), hit.held[0])
            found.append([actors.row(actor), places.row(hit.distance.end.id), _metres(hit.distance.low_m),
                          _metres(hit.distance.high_m), held.standing == "firm", held.presence.role])
    return found


def _stories(data: Dataset) -> list[dict[str, Any]]:
    """The stories by the day they begin on; a sentence is [text, rows of claims], a view [zoom, lat, lon]."""
    claims = Index(evidence.claim_id(source, claim) for source, claim in data.claims)

    def told(step: Step) -> dict[str, Any]:
        window = dates.interval(step.window or step.when)
        card = next((name for name in ("incident", "place", "zone", "source") if getattr(step, name)), None)
        return {"heading": step.heading, "says": [[one.text, claims.rows(one.claims)] for one in step.says],
                "asof": day(dates.day(step.when)), "from": day(window.earliest), "to": day(window.latest), "mode": step.mode,
                "view": [step.view.zoom, step.view.lat, step.view.lon], "layers": step.layers,
                "opens": [card, getattr(step, card)] if card else None}

    # One whose claims a narrower view left out would stand on nothing.
    whole = [one for one in data.stories.values()
             if all(claims.row(ref) is not None for step in one.steps for said in step.says for ref in said.claims)]
    return [{"id": one.id, "title": one.title, "summary": one.summary, "steps": [told(step) for step in one.steps]}
            for one in sorted(whole, key=lambda one: (one.steps[0].when, one.id))]


def _metres(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _range(records: Sequence[Incident]) -> list[int]:
    """The first and last day any incident may have happened; one day in 1970 when none is dated."""
    bounds = [dates.parse(one.when) for one in records]
    days = [number for when in bounds for number in (day(when.earliest), day(when.latest)) if number is not None]
    return [min(days), max(days)] if days else [0, 0]
