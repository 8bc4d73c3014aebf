"""The card that `geo show` prints of one place, incident, zone or source: its facts, its claims, its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from .. import dates, vocabulary
from ..control import control, sentence
from ..evidence import MEASURES
from ..spots import length, of_incident
from . import output

if TYPE_CHECKING:
    from ..atlas import View
    from ..records import Claim, Incident, Place, Presence, Source, Zone

CLAIM_NAMES: Final = ("id", "source", "incident", "place", "zone", "speaker", "origin", "stance", "bears_on", "says",
                      "topics", "killed", "wounded", "strength", "figures_of", "when", "where", "locator")
Pairs = list[tuple[str, str]]


def card(view: View, kind: str, key: str) -> str:
    """The card of one record."""
    data = view.dataset
    blocks: list[str] = []
    if kind == "incident":
        incident = data.incidents[key]
        blocks = [f"{incident.title}\n{key}", _facts(_incident(view, incident))]
    elif kind == "place":
        place = data.places[key]
        blocks = [f"{place.name}\n{key}", _facts(_place(place)), *_presences(view, place.presence)]
    elif kind == "zone":
        zone = data.zones[key]
        blocks = [f"{zone.name}\n{key}", _facts(_zone(view, zone))]
    else:
        source = data.sources[key]
        blocks = [f"{source.title}\n{key}", _facts(_source(source))]
    about = [(source, claim) for source, claim in data.claims
             if (source if kind == "source" else getattr(claim, kind)) == key]
    blocks += _claims(view, about, kind)
    if kind != "source":
        cited = dict.fromkeys([*_cited(view, kind, key), *(source for source, _ in about)])
        blocks += _sources(view, cited)
    return "\n\n".join(blocks)


def _facts(pairs: Pairs) -> str:
    return output.card([(name, value) for name, value in pairs if value])


def _plain(value: str) -> str:
    return value.replace("_", " ")


def _incident(view: View, one: Incident) -> Pairs:
    found = view.evidence(one.id)
    origins, rivals, denials = (_origins(view, ids) for ids in (found.origins, found.rivals, found.denials))
    actors = view.dataset.actors
    where = f"{one.where_precision}: {vocabulary.WHERE_PRECISIONS[one.where_precision]}"
    return [
        ("when", f"{one.when} ({vocabulary.DATE_PRECISIONS[one.date_precision]})" + _after(one.when_note)),
        ("where", where + (f"; to {length(one.uncertainty_m)}" if one.uncertainty_m else "") + _after(one.where_basis)),
        ("kinds", ", ".join(_plain(kind) for kind in one.kinds)),
        ("parties", "\n".join(f"{actors[party.actor].name} ({_plain(party.role)})"
                              + (f", called {party.named}" if party.named else "") for party in one.parties)),
        ("status", f"{_plain(found.status)}: {vocabulary.STATUSES[found.status]}"),
        ("origins", origins or "0: none"), ("rival accounts", rivals), ("denials", denials),
        ("differ on", ", ".join(topic for topic, _ in found.disagreements)),
        ("ground", _ground(view, one)),
        ("outcome", one.outcome or ""), ("summary", one.summary), ("note", one.note or ""),
        ("reviewed", one.reviewed or ""),
    ]


def _origins(view: View, ids: Sequence[str]) -> str:
    """How many origins, and their names; empty for none."""
    return f"{len(ids)}: {'; '.join(view.dataset.origins[origin].name for origin in ids)}" if ids else ""


def _after(text: str | None) -> str:
    return f"\n{text}" if text else ""


def _ground(view: View, one: Incident) -> str:
    """Who held the ground on the first possible day."""
    day = dates.parse(one.when).earliest
    if one.geometry is None or day is None:
        return ""
    names = {actor.id: actor.name for actor in view.dataset.actors.values()}
    return sentence(control(view, of_incident(one), day), names=names, where="The scene")


def _place(one: Place) -> Pairs:
    lon, lat = one.geometry["coordinates"][:2]
    return [
        ("kind", _plain(one.kind)), ("governorate", vocabulary.ADMIN1[one.admin1]),
        ("position", f"lon {lon}, lat {lat}, known to {length(one.uncertainty_m)}"),
        *((f"names, {language}", "; ".join(names)) for language, names in one.names.items()),
        ("GeoNames", str(one.geonames or "")), ("Wikidata", one.wikidata or ""), ("note", one.note or ""),
    ]


def _presences(view: View, items: Sequence[Presence]) -> list[str]:
    if not items:
        return []
    actors = view.dataset.actors
    rows = [{"item": item} for item in items]
    columns = [
        output.Column("who", lambda row: actors[row["item"].actor].name),
        output.Column("what", lambda row: row["item"].role), output.Column("valid", lambda row: row["item"].valid),
        output.Column("attested", lambda row: "\n".join(row["item"].attested)),
        output.Column("status", lambda row: row["item"].status),
        output.Column("note", lambda row: row["item"].note or ""),
    ]
    return ["Who had a base here\n" + output.table(rows, columns)]


def _zone(view: View, one: Zone) -> Pairs:
    actors = view.dataset.actors
    return [
        ("held by", ", ".join(actors[actor].name for actor in one.controllers)),
        ("layer", f"{one.layer}: {vocabulary.ZONE_LAYERS[one.layer]}"),
        ("status", f"{one.status}: {vocabulary.ZONE_STATUSES[one.status]}"), ("valid", one.valid),
        ("basis", f"{_plain(one.basis)}: {vocabulary.ZONE_BASES[one.basis]}"),
        ("accuracy", length(one.accuracy_m)), ("outline of", one.carried_from or ""), ("note", one.note or ""),
    ]


def _source(one: Source) -> Pairs:
    return [
        ("publisher", one.publisher), ("author", one.author or ""),
        ("published", (one.published or "undated") + (f" ({one.published_basis})" if one.published_basis else "")),
        ("link", one.url or "not recorded"), ("archived", one.archived or ""), ("language", one.language or ""),
        ("note", one.note or ""),
    ]


def _claims(view: View, about: Sequence[tuple[str, Claim]], kind: str) -> list[str]:
    if not about:
        return []

    def subject(claim: Claim) -> str:
        return claim.incident or claim.place or claim.zone or "context"

    rows: list[Mapping[str, Any]] = [{"source": source, "claim": claim} for source, claim in about]
    columns = [
        output.Column("who", lambda row: _who(view, row["claim"]), most=26),
        output.Column("", lambda row: row["claim"].stance + ("" if row["claim"].bears_on == "event"
                                                             else f",\n{row['claim'].bears_on}")),
        output.Column("says", lambda row: row["claim"].says + _figures(row["claim"])),
        output.Column("of", lambda row: subject(row["claim"])) if kind == "source"
        else output.Column("in", lambda row: _document(view, row["source"]), most=20),
    ]
    return [output.counted(len(about), "claim") + "\n" + output.table(rows, columns)]


def _document(view: View, source_id: str) -> str:
    source = view.dataset.sources[source_id]
    return f"{source.publisher}, {source.published or 'undated'}"


def _who(view: View, claim: Claim) -> str:
    """The speaker, and the origin where that is another."""
    origin = view.dataset.origins[claim.origin].name
    return claim.speaker if origin == claim.speaker else f"{claim.speaker}\n(origin: {origin})"


def _figures(claim: Claim) -> str:
    parts = []
    for measure in MEASURES:
        span = getattr(claim, measure)
        if span:
            low, high = span
            parts.append(f"{measure} {low}" if low == high else f"{measure} {low} to {high}")
    if not parts:
        return ""
    return f"\n[{', '.join(parts)}{f' of {claim.figures_of}' if claim.figures_of else ''}]"


def _cited(view: View, kind: str, key: str) -> Iterable[str]:
    if kind == "place":
        place = view.dataset.places[key]
        return [*place.sources, *(source for item in place.presence for source in item.sources)]
    return view.dataset.zones[key].sources if kind == "zone" else view.dataset.incidents[key].sources


def _sources(view: View, ids: Iterable[str]) -> list[str]:
    rows: list[Mapping[str, Any]] = [{"source": view.dataset.sources[key]} for key in ids]
    if not rows:
        return []
    columns = [
        output.Column("published", lambda row: row["source"].published or "undated", whole=True),
        output.Column("source", lambda row: "\n".join(part for part in (
            f"{row['source'].publisher}: {row['source'].title}", row["source"].url,
            f"archived: {row['source'].archived}" if row["source"].archived else "", row["source"].id) if part)),
    ]
    return [output.counted(len(rows), "source") + "\n" + output.table(rows, columns)]
