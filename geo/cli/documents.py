"""The documents that --json prints, one function per answer; docs/json.md describes them field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from .. import evidence, tables

if TYPE_CHECKING:
    from ..atlas import View
    from ..control import Change, Control
    from ..errors import Problem
    from ..presence import Held
    from ..query import Hit
    from ..records import Incident, Zone
    from ..spots import Distance

Document = dict[str, Any]

INCIDENT: Final = ("id", "title", "when", "earliest", "latest", "kinds", "status", "where_precision", "uncertainty_m",
                   "origins", "rivals", "denials", "claims")


def metres(value: float | None) -> float | None:
    """Metres to the millimetre."""
    return None if value is None else round(value, 3)


def distance(found: Distance) -> Document:
    """One distance; `inside` only where a zone is one end."""
    bearing = None if found.bearing_deg is None else round(found.bearing_deg, 4) % 360
    document: Document = {
        "from": found.start.id, "to": found.end.id, "distance_m": metres(found.distance_m),
        "low_m": metres(found.low_m), "high_m": metres(found.high_m), "bearing_deg": bearing,
    }
    if "zone" in (found.start.type, found.end.type):
        document["inside"] = found.inside
    return document


def hit(found: Hit) -> Document:
    """One thing found: its distance, whether it is within the radius asked for, and the presences that stood there."""
    document = distance(found.distance)
    if found.within is not None:
        document["within"] = found.within
    if found.held:
        document["presences"] = presences(found.held)
    return document


def presences(found: Iterable[Held]) -> list[Document]:
    """Who had a base at a place."""
    return [{"actor": item.presence.actor, "role": item.presence.role, "valid": item.presence.valid,
             "status": item.presence.status, "standing": item.standing} for item in found]


def stood(view: View, found: Iterable[Held]) -> str:
    """The same in words, one line each."""
    return "\n".join(
        f"{view.dataset.actors[item.presence.actor].name}: {item.presence.role}, {item.presence.status}, "
        + (f"{item.standing} on the day" if item.standing else item.presence.valid) for item in found
    )


def incident(view: View, record: Incident) -> Document:
    """One incident in a list."""
    found = view.evidence(record.id)
    row = {**tables.incident(view, record), "rivals": len(found.rivals), "denials": len(found.denials)}
    return {name: row[name] for name in INCIDENT}


def zone(record: Zone) -> Document:
    """A zone as an answer about control names it."""
    return {"id": record.id, "controllers": record.controllers, "status": record.status, "basis": record.basis,
            "valid": record.valid}


def control(found: Control) -> Document:
    """Who held the ground, with what else is in reach, and the last known answer where the day has none."""
    last = found.last_known
    return {
        "at": found.at.id, "as_of": found.as_of.isoformat(), "answer": found.answer,
        "zones": [zone(item) for item in found.zones], "nearest_edge_m": metres(found.nearest_edge_m),
        "candidates": [{**zone(item.zone), "distance_m": metres(item.distance_m)} for item in found.candidates],
        "overlays": [zone(item) for item in found.overlays],
        "last_known": {"days_ago": found.days_ago, **control(last)} if last else None,
    }


def changes(before: str, after: str, found: Iterable[Change], between: Iterable[Incident]) -> Document:
    """What differs between two days, and the incidents from the one to the other."""
    return {
        "from": before, "to": after,
        "places": [{"place": item.place.id, "sure": item.sure, "before": control(item.before),
                    "after": control(item.after)} for item in found],
        "incidents": [item.id for item in between],
    }


def problems(found: Iterable[Problem]) -> Document:
    """What a check found."""
    listed = list(found)
    return {
        "problems": [{"code": item.code, "severity": item.severity, "file": item.file, "record": item.record,
                      "field": item.field, "message": item.message} for item in listed],
        "counts": {"errors": sum(item.severity == "error" for item in listed),
                   "warnings": sum(item.severity == "warning" for item in listed)},
    }


def weighed(view: View, incident_id: str) -> Document:
    """What the claims about an incident amount to."""
    found = view.evidence(incident_id)
    return {
        "status": found.status, "origins": list(found.origins), "rivals": list(found.rivals),
        "denials": list(found.denials), "details_disputed": found.details_disputed,
        "disagreements": [{"topic": topic, "claims": list(claims)} for topic, claims in found.disagreements],
        "figures": [{"measure": item.measure, "low": item.low, "high": item.high, "of": item.of,
                     "speaker": item.speaker, "origin": item.origin, "claim": item.claim} for item in found.figures],
    }


def record(item: Any) -> Document:
    """The fields of a record that are set, as they stand in its file."""
    fields: Document = item.model_dump(mode="json", exclude_none=True)
    return {name: value for name, value in fields.items() if value not in ([], {})}


def shown(view: View, kind: str, key: str) -> Document:
    """Everything the atlas holds of one record."""
    data = view.dataset
    groups: Mapping[str, Mapping[str, Any]] = {
        "place": data.places, "incident": data.incidents, "zone": data.zones, "source": data.sources,
    }
    about = [(source, claim) for source, claim in data.claims
             if (source if kind == "source" else getattr(claim, kind)) == key]
    document: Document = {"type": kind, "record": record(groups[kind][key])}
    if kind == "incident":
        document["evidence"] = weighed(view, key)
    document["claims"] = [{"id": evidence.claim_id(source, claim), "source": source, **record(claim)}
                          for source, claim in about]
    cited = [*getattr(groups[kind][key], "sources", ()), *(source for source, _ in about)]
    if kind == "place":
        cited += [source for item in data.places[key].presence for source in item.sources]
    if kind != "source":
        document["sources"] = [record(data.sources[source]) for source in dict.fromkeys(cited)]
    return document
