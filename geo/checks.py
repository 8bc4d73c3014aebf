"""Rules that need several fields or records: references, sources of records, and how an incident's fields agree."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import count
from typing import Final, NamedTuple

from . import dates
from .errors import Problem, shown
from .reading import close_match
from .records import Dataset, Incident, Story

PLACES: Final = "places.geojson"
ZONES: Final = "zones.geojson"
INCIDENTS: Final = "incidents.geojson"
ACTORS: Final = "actors.json"
FILES: Final[dict[str, str]] = {
    "place": PLACES, "zone": ZONES, "incident": INCIDENTS, "actor": ACTORS, "origin": ACTORS, "source": "seeds/",
    "claim": "seeds/",
}
_COMPARED: Final = 20_000  # ids compared for nearest ones, over all references that lead nowhere
_DOUBTFUL: Final = ("approximate", "one_of", "uncertain")


class Link(NamedTuple):
    """One reference from a record to another: where it stands, what kind it points at, and the id."""

    file: str
    record: str
    field: str
    kind: str
    target: str


def links(data: Dataset) -> Iterator[Link]:
    """Every reference of every record."""
    for place in data.places.values():
        yield from (Link(PLACES, place.id, f"sources[{n}]", "source", ref) for n, ref in enumerate(place.sources))
        for n, presence in enumerate(place.presence):
            at = f"presence[{n}]"
            yield Link(PLACES, place.id, f"{at}.actor", "actor", presence.actor)
            yield from (Link(PLACES, place.id, f"{at}.sources[{m}]", "source", ref)
                        for m, ref in enumerate(presence.sources))
            if presence.same_as:
                yield Link(PLACES, place.id, f"{at}.same_as", "place", presence.same_as)
    for zone in data.zones.values():
        yield from (Link(ZONES, zone.id, f"controllers[{n}]", "actor", ref) for n, ref in enumerate(zone.controllers))
        yield from (Link(ZONES, zone.id, f"sources[{n}]", "source", ref) for n, ref in enumerate(zone.sources))
        if zone.carried_from:
            yield Link(ZONES, zone.id, "carried_from", "zone", zone.carried_from)
    for incident in data.incidents.values():
        yield from _incident_links(incident)
    for source, claim in data.claims:
        file, record = seed_file(source), f"{source}#{claim.number}"
        yield Link(file, record, "origin", "origin", claim.origin)
        yield from (Link(file, record, kind, kind, ref) for kind, ref in
                    (("incident", claim.incident), ("place", claim.place), ("zone", claim.zone)) if ref)
    for story in data.stories.values():
        yield from _story_links(story)


def _story_links(story: Story) -> Iterator[Link]:
    for n, step in enumerate(story.steps):
        yield from (Link(story_file(story.id), story.id, f"steps[{n}].{kind}", kind, ref) for kind, ref in
                    (("incident", step.incident), ("place", step.place), ("zone", step.zone), ("source", step.source)) if ref)
        yield from (Link(story_file(story.id), story.id, f"steps[{n}].says[{m}].claims[{k}]", "claim", ref)
                    for m, sentence in enumerate(step.says) for k, ref in enumerate(sentence.claims))


def _incident_links(incident: Incident) -> Iterator[Link]:
    for n, party in enumerate(incident.parties):
        yield Link(INCIDENTS, incident.id, f"parties[{n}].actor", "actor", party.actor)
    for n, location in enumerate(incident.places):
        if location.place:
            yield Link(INCIDENTS, incident.id, f"places[{n}].place", "place", location.place)
        if location.other_place:
            yield Link(INCIDENTS, incident.id, f"places[{n}].other_place", "place", location.other_place)
    yield from (Link(INCIDENTS, incident.id, f"sources[{n}]", "source", ref)
                for n, ref in enumerate(incident.sources))


def seed_file(source: str) -> str:
    """The file of a source, as messages call it."""
    return f"seeds/{source}.toml"


def story_file(story: str) -> str:
    """The file of a story, as messages call it."""
    return f"stories/{story}.toml"


def references(data: Dataset, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """References to records that do not exist. A kind missing from `known` could not be read and is not judged."""
    told = count()
    for link in links(data):
        if link.kind in known and link.target not in known[link.kind]:
            # To look for the nearest of thousands takes long, thousands of times.
            near = close_match(link.target, known[link.kind]) if next(told) * len(known[link.kind]) < _COMPARED else ""
            yield Problem("unknown-reference", "error", link.file, link.record, link.field,
                          f"no {link.kind} has the id {shown(link.target)}", "a reference names a record that exists",
                          near or f"add the {link.kind} to {FILES[link.kind]}, or correct the id")


def sources(data: Dataset, *, has_all_claims: bool) -> Iterator[Problem]:
    """Records that no source supports. For an incident a claim that it happened counts, if all claims were read."""
    rule = "no record without a source"
    for place in data.places.values():
        if not place.sources:
            yield Problem("no-source", "error", PLACES, place.id, "sources", "no source", rule,
                          "name the gazetteer or document that gives the place")
        for n, presence in enumerate(place.presence):
            if not presence.sources:
                yield Problem("no-source", "error", PLACES, place.id, f"presence[{n}].sources", "no source", rule,
                              "name the document that reports the presence")
    for zone in data.zones.values():
        if not zone.sources:
            yield Problem("no-source", "error", ZONES, zone.id, "sources", "no source", rule,
                          "name what the outline was drawn from")
    reported = {claim.incident for _, claim in data.claims
                if claim.stance == "asserts" and claim.bears_on in ("event", "rival")}
    for incident in data.incidents.values():
        if has_all_claims and incident.id not in reported:
            yield Problem("no-source", "error", INCIDENTS, incident.id, "", "no claim asserts that it happened", rule,
                          'add a claim with stance "asserts" and bears_on "event" to the seed file of a source')


def presences(data: Dataset) -> Iterator[Problem]:
    """Presences attested on days on which, by their own dates, they did not stand."""
    for place in data.places.values():
        for n, presence in enumerate(place.presence):
            for m, day in enumerate(presence.attested):
                if not dates.possible(day, presence.valid):
                    yield Problem("attested-outside", "error", PLACES, place.id, f"presence[{n}].attested[{m}]",
                                  f"found {shown(day)} with valid {shown(presence.valid)}",
                                  "an attested day lies in the days it stood", "correct attested or valid")


def selves(data: Dataset) -> Iterator[Problem]:
    """Records that name themselves where another is meant: a post listed twice, an outline carried."""
    for link in links(data):
        if link.target == link.record and (link.field == "carried_from" or link.field.endswith(".same_as")):
            yield Problem("self-reference", "error", link.file, link.record, link.field, "it names its own record",
                          f"{link.field.rpartition('.')[2]} names another {link.kind}", "name the other, or leave it out")


def incident(record: Incident) -> Iterator[Problem]:
    """How the fields of one incident agree: its date with date_precision, its geometry with where_precision."""
    def problem(code: str, field: str, found: str, rule: str, cure: str) -> Problem:
        return Problem(code, "error", INCIDENTS, record.id, field, found, rule, cure)

    forms = date_forms(dates.parse(record.when))
    if record.date_precision not in forms:
        yield problem("date-precision", "date_precision",
                      f"found {record.date_precision} for when {shown(record.when)}",
                      f"a date of this form is {' or '.join(forms)}",
                      "correct the one that is wrong")
    if record.date_precision in _DOUBTFUL and not record.when_note:
        yield problem("missing-note", "when_note",
                      f"date_precision is {record.date_precision} and there is no when_note",
                      "a doubtful date says why", "add when_note")
    if (record.where_precision == "unknown") != (record.geometry is None):
        drawn = "no geometry" if record.geometry is None else f"a {record.geometry['type']}"
        yield problem("where-mismatch", "where_precision", f"found {record.where_precision} with {drawn}",
                      "where_precision is unknown exactly when there is no geometry",
                      "correct where_precision or the geometry")
    if record.geometry is not None and record.uncertainty_m is None:
        yield problem("missing-field", "uncertainty_m", "it is absent",
                      "a geometry comes with its uncertainty in metres", "add uncertainty_m")
    if record.geometry is None and record.uncertainty_m is not None:
        yield problem("where-mismatch", "uncertainty_m", f"found {record.uncertainty_m:g} without a geometry",
                      "an incident without a geometry has no uncertainty_m", "take it out")


def date_forms(when: dates.When) -> list[str]:
    """The date_precision values that fit the form of a date."""
    if when.text.startswith("["):
        return ["one_of"]
    forms = ["approximate"] * when.approximate + ["uncertain"] * when.uncertain
    if when.is_interval:
        return ["interval", *forms]
    if when.earliest == when.latest:
        return forms or ["day"]
    return ["span", *forms]
