"""What is asked of a new source, place, incident or claim, with the closed lists, the defaults and how answers are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from .. import records, vocabulary
from ..errors import shown
from .questions import Answers, Question, Refused, degrees, number, words

if TYPE_CHECKING:
    from ..records import Dataset

_DOUBTFUL: Final = ("approximate", "one_of", "uncertain")


def slug(text: str) -> str:
    """An id made of a text: lower-case letters, digits and hyphens.

    >>> slug("Al-Monitor, 2020")
    'al-monitor-2020'
    """
    from anyascii import anyascii

    return "-".join(re.findall(r"[a-z0-9]+", anyascii(text).lower()))[:100].strip("-")


def _known(kind: str, known: dict[str, set[str]], *, many: bool = False) -> Callable[[str, Answers], Any]:
    """Reads the id of a record that exists, or with `many` several."""
    def one(text: str) -> str:
        ids = known.get(kind, set())
        if text not in ids:
            from ..reading import close_match

            listed = ", ".join(sorted(ids)[:12]) or f"none yet: geo add {kind}"
            raise Refused(f"no {kind} has the id {shown(text)}, it names one that exists, "
                          + (close_match(text, ids) or f"these do: {listed}{', ...' if len(ids) > 12 else ''}"))
        return text

    def read(text: str, answers: Answers) -> Any:
        return [one(part) for part in words(text, answers)] if many else one(text)

    return read


def _new(kind: str, known: dict[str, set[str]]) -> Callable[[str, Answers], str]:
    def read(text: str, answers: Answers) -> str:
        del answers
        if text in known.get(kind, set()):
            raise Refused(f"a {kind} has the id {shown(text)} already, ids are unique, choose another")
        return text

    return read


def _of(known: dict[str, set[str]], kind: str) -> str:
    """The ids of a kind as a hint, where there are any."""
    ids = sorted(known.get(kind, ()))
    return f" ({', '.join(ids[:12])}{', ...' if len(ids) > 12 else ''})" if ids else ""


def _free(made: str, taken: set[str]) -> str:
    """An id that nothing has: `made`, or with the first free number behind it."""
    return next(name for name in (made, *(f"{made}-{n}" for n in range(2, 10_000))) if name not in taken)


def _field(name: str, ask: str, model: type[records.Record], **more: Any) -> Question:
    return Question(name, ask, model=model, **more)


def source_questions(known: dict[str, set[str]]) -> list[Question]:
    """What is asked of a source."""
    source = records.Source
    return [
        _field("title", "Title of the document", source),
        _field("publisher", "Who published it", source),
        _field("published", "When, as 2020-06-03 or 2020-06", source, needed=False),
        _field("url", "Its address, from https on", source, needed=False),
        _field("archived", "Address of an archived copy", source, needed=False),
        _field("author", "Who wrote it", source, needed=False),
        _field("language", "Its language, as a code such as en or ar", source, needed=False),
        _field("note", "Anything a reader should know, such as where you read it", source, needed=False),
        _field("id", "Its id, which names its file", source, read=_new("source", known), default=lambda answers: _free(
            slug(f"{answers.get('publisher', '')} {answers.get('published', 'undated')}"), known.get("source", set()))),
    ]


def place_questions(known: dict[str, set[str]]) -> list[Question]:
    """What is asked of a place."""
    place = records.Place
    return [
        _field("name", "Name of the place", place),
        _field("kind", "What it is", place, listing="place_kind"),
        Question("lon", "Longitude in degrees, east is positive, such as 41.23", read=degrees(180)),
        Question("lat", "Latitude in degrees, north is positive, such as 37.05", read=degrees(90)),
        _field("uncertainty_m", "Radius in metres that surely holds it, such as 1500 for a town", place, read=number),
        _field("source", "Ids of the sources that say where it is", place, field="sources",
               read=_known("source", known, many=True)),
        _field("spellings", "Other spellings, as language=name with commas between", place, field="names",
               read=_spellings, needed=False),
        _field("admin1", "Governorate, unknown outside Syria", place, listing="admin1", default=lambda _: "unknown"),
        _field("note", "Warnings for the reader", place, needed=False),
        _field("id", "Its id", place, read=_new("place", known),
               default=lambda answers: _free(slug(answers.get("name", "")), known.get("place", set()))),
    ]


def _spellings(text: str, answers: Answers) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in words(text, answers):
        language, sign, name = part.partition("=")
        if not sign:
            raise Refused(f"found {shown(part)}, a spelling is language=name, write for example "
                          f"ar=..., en=...; the languages are {', '.join(vocabulary.LANGUAGES)}")
        found.setdefault(language.strip(), []).append(name.strip())
    return found


def claim_part(known: dict[str, set[str]], data: Dataset) -> list[Question]:
    """What is asked of a claim, whatever it is about."""
    claim = records.Claim

    def publisher(answers: Answers) -> str | None:
        source = data.sources.get(answers.get("source") or "")
        return source.publisher if source else None

    def is_new(answers: Answers) -> bool:
        return "origin" in answers and answers["origin"] not in known.get("origin", set())

    return [
        _field("source", "Id of the source that says so", records.Source, field="id", read=_known("source", known)),
        _field("says", "What it says, in your own words", claim, default=lambda answers: answers.get("summary")),
        _field("speaker", "Who says it there", claim, default=publisher),
        # A publisher that speaks for itself is an outlet; what anybody else is, is not guessed.
        _field("speaker_type", "What the speaker is", claim, listing="speaker_type",
               default=lambda answers: "outlet" if answers.get("speaker") in (None, publisher(answers)) else None),
        _field("origin", f"Whose information it is, an id or a new one{_of(known, 'origin')}", claim,
               default=lambda answers: slug(answers.get("speaker", "")) or None),
        _field("origin_name", "Name of the new origin", records.Origin, field="name", asked=is_new,
               default=lambda _: None),
        _field("locator", "Where in the document, such as paragraph 5", claim, needed=False),
        _field("killed", "Killed, as low-high or one number", claim, read=_range, needed=False),
        _field("wounded", "Wounded, as low-high or one number", claim, read=_range, needed=False),
        _field("figures_of", "Whom these figures count", claim, needed=False,
               asked=lambda answers: "killed" in answers or "wounded" in answers),
    ]


def _range(text: str, answers: Answers) -> list[int]:
    del answers
    found = re.fullmatch(r"([0-9]+)(?:\s*-\s*([0-9]+))?", text)
    if found is None:
        raise Refused(f"found {shown(text)}, figures are one number or low-high, write for example 3 or 2-5")
    return [int(found[1]), int(found[2] or found[1])]


def about_incident(known: dict[str, set[str]]) -> list[Question]:
    """Which incident a claim is about."""
    return [_field("incident", "Id of the incident", records.Claim, read=_known("incident", known))]


def stances() -> list[Question]:
    """What a claim does, and to what."""
    claim = records.Claim
    return [_field("stance", "What the speaker does", claim, listing="stance", default=lambda _: "asserts"),
            _field("bears_on", "What it bears on", claim, listing="bears_on", default=lambda _: "event")]


def incident_questions(known: dict[str, set[str]], data: Dataset) -> list[Question]:
    """What is asked of an incident and of the claim that reports it."""
    incident = records.Incident

    def scene(answers: Answers) -> records.Place | None:
        return data.places.get(answers.get("place", ""))

    def placed(answers: Answers) -> bool:
        return answers.get("where_precision") != "unknown"

    def axis(number: int) -> Callable[[Answers], str | None]:
        def offered(answers: Answers) -> str | None:
            place = scene(answers)
            return str(place.geometry["coordinates"][number]) if place else None

        return offered

    return [
        _field("title", "What happened, in a line", incident),
        _field("when", "When, as 2020-06-03, 2020-06 or 2020-06-03~ (about)", incident),
        _field("date_precision", "How sure the day is", incident, listing="date_precision", default=_precision),
        _field("when_note", "Why the day is doubtful", incident,
               asked=lambda answers: answers.get("date_precision") in _DOUBTFUL),
        _field("kinds", "What kind of incident, commas between several", incident, listing="kind", read=words),
        Question("parties", f"Who took part, as id:role with commas between{_of(known, 'actor')}",
                 read=_parties(known), needed=False),
        Question("place", "Id of the place it happened at or near", read=_known("place", known), needed=False),
        _field("relation", "How it lay to that place", records.Location, listing="relation",
               default=lambda _: "near", asked=lambda answers: "place" in answers),
        _field("where_precision", "How well the spot is known", incident, listing="where_precision",
               default=lambda answers: "near" if "place" in answers else "unknown"),
        Question("lon", "Longitude in degrees", read=degrees(180), default=axis(0), asked=placed),
        Question("lat", "Latitude in degrees", read=degrees(90), default=axis(1), asked=placed),
        _field("uncertainty_m", "Radius in metres that surely holds the spot, such as 5000 for near a town", incident,
               read=number, asked=placed),
        _field("summary", "What is reported, in a sentence or two of your own", incident),
        # Never asked: the list is that of the curated atlas, and core is what any other is about.
        _field("scope", "Scope; core, unless given, is what your atlas is about", incident, listing="scope",
               asked=lambda _: False),
        *claim_part(known, data),
        _field("id", "Its id", incident, read=_new("incident", known), default=lambda answers: _free(
            slug(f"{answers.get('place') or ' '.join(answers.get('title', '').split()[:4])} {answers.get('when', '')}"),
            known.get("incident", set()))),
    ]


def _precision(answers: Answers) -> str | None:
    """The date_precision that fits the form of the date."""
    from ..checks import date_forms
    from ..dates import parse

    return date_forms(parse(answers["when"]))[0] if "when" in answers else None


def _parties(known: dict[str, set[str]]) -> Callable[[str, Answers], list[dict[str, str]]]:
    def read(text: str, answers: Answers) -> list[dict[str, str]]:
        found = []
        for part in words(text, answers):
            actor, _, role = part.partition(":")
            _known("actor", known)(actor.strip(), answers)
            if role and role.strip() not in vocabulary.PARTY_ROLES:
                raise Refused(f"found the role {shown(role)}, party_role is one of {' | '.join(vocabulary.PARTY_ROLES)}, "
                              "choose the one whose definition fits")
            found.append({"actor": actor.strip(), **({"role": role.strip()} if role else {})})
        return found

    return read
