"""The verb `add`: a source, place, incident or claim by questions or options; written only when the folder stays right."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from .. import records, vocabulary
from ..errors import UsageError, shown, visible
from .failing import Verbs
from .questions import Answers, Question, Refused, answered, degrees, number, options, told, words

if TYPE_CHECKING:
    from ..adding import Draft
    from ..dataset import Folder
    from ..records import Dataset

_DOUBTFUL: Final = ("approximate", "one_of", "uncertain")


@click.group(cls=Verbs)
def add() -> None:
    """Add a record to your atlas.

    Without options it asks, one question after the other, and judges each answer at once. With options it asks nothing
    and names all that is missing. The whole folder is checked with the new record before anything is written, and your
    files keep their form.

    \b
    Examples:
      geo add source --data my-atlas
      geo add place --name Amuda --kind town --lon 40.93 --lat 37.104 --uncertainty-m 1500 --source geonames-2024-03-05
      geo add incident
      geo add claim
    """


def slug(text: str) -> str:
    """An id made of a text: lower-case letters, digits and hyphens.

    >>> slug("Al-Monitor, 2020")
    'al-monitor-2020'
    """
    from anyascii import anyascii

    return "-".join(re.findall(r"[a-z0-9]+", anyascii(text).lower()))[:100].strip("-")


def _folder(data: str | None) -> tuple[Folder, Dataset, Any]:
    """The folder to add to and what can be read of it.

    Raises: UsageError where there is none, or it is the atlas that came with the package and was not named.
    """
    from .. import dataset
    from ..loading import load

    try:
        folder = dataset.locate(data or ".")
    except UsageError as error:
        if data is not None:
            raise
        raise UsageError("you are not in a data folder", "a record is added to an atlas of your own",
                         "name it with --data DIR, or make one: geo new my-atlas") from error
    own = dataset.locate(None)
    if folder.data.resolve() == own.data.resolve() and (data is None or "_data" in own.data.parts):
        raise UsageError("this is the atlas that comes with the package", "geo add writes into an atlas of your own",
                         "name yours with --data DIR, or make one: geo new my-atlas")
    loaded = load(folder.data, folder.seeds)
    return folder, loaded.data, loaded.known


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


def _free(made: str, taken: set[str]) -> str:
    """An id that nothing has: `made`, or with the first free number behind it."""
    return next(name for name in (made, *(f"{made}-{n}" for n in range(2, 10_000))) if name not in taken)


def _field(name: str, ask: str, model: type[records.Record], **more: Any) -> Question:
    return Question(name, ask, model=model, **more)


def _last(ids: dict[str, Any]) -> str | None:
    return next(iter(ids)) if len(ids) == 1 else None


def _done(draft: Draft, kind: str, key: str) -> None:
    """Write the draft and say what was written, and what to look at twice."""
    warnings = [problem for problem in draft.problems() if problem.severity == "warning" and problem.code != "single-origin"]
    paths = draft.write()
    click.echo(f"added the {kind} {key}: {', '.join(visible(str(path)) for path in paths)}")
    told(warnings)


def _source_questions(known: dict[str, set[str]]) -> list[Question]:
    source = records.Source
    return [
        _field("title", "Title of the document", source),
        _field("publisher", "Who published it", source),
        _field("published", "When, as 2020-06-03 or 2020-06", source, needed=False),
        _field("url", "Its address, https://...", source, needed=False),
        _field("archived", "Address of an archived copy", source, needed=False),
        _field("author", "Who wrote it", source, needed=False),
        _field("language", "Its language, as a code", source, default=lambda answers: "en", needed=False),
        _field("note", "Anything a reader should know, such as where you read it", source, needed=False),
        _field("id", "Its id, which names its file", source, read=_new("source", known), default=lambda answers: _free(
            slug(f"{answers.get('publisher', '')} {answers.get('published', 'undated')}"), known.get("source", set()))),
    ]


def _place_questions(known: dict[str, set[str]], data: Dataset) -> list[Question]:
    place = records.Place
    return [
        _field("name", "Name of the place", place),
        _field("kind", "What it is", place, listing="place_kind", default=lambda answers: "town"),
        Question("lon", "Longitude in degrees, east is positive, such as 41.23", read=degrees(180)),
        Question("lat", "Latitude in degrees, north is positive, such as 37.05", read=degrees(90)),
        _field("uncertainty_m", "Radius in metres that surely holds it", place, read=number,
               default=lambda answers: "1500"),
        _field("source", "Ids of the sources that say where it is", place, field="sources",
               read=_known("source", known, many=True), default=lambda answers: _last(data.sources)),
        _field("spellings", "Other spellings, as ar=..., ku=..., en=...", place, field="names", read=_spellings, needed=False),
        _field("admin1", "Governorate; unknown outside Syria", place, listing="admin1", default=lambda answers: "unknown"),
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


def _claim_questions(known: dict[str, set[str]], data: Dataset) -> list[Question]:
    claim = records.Claim

    def publisher(answers: Answers) -> str | None:
        source = data.sources.get(answers.get("source", ""))
        return source.publisher if source else None

    def is_new(answers: Answers) -> bool:
        return "origin" in answers and answers["origin"] not in known.get("origin", set())

    return [
        _field("source", "Id of the source that says so", records.Source, field="id", read=_known("source", known),
               default=lambda answers: _last(data.sources)),
        _field("says", "What it says, in your own words", claim, default=lambda answers: answers.get("summary")),
        _field("speaker", "Who says it there", claim, default=publisher),
        _field("speaker_type", "What the speaker is", claim, listing="speaker_type", default=lambda answers: "outlet"),
        _field("origin", "Whose information it is: " + ", ".join(sorted(known.get("origin", ()))[:12])
               + "; or a new id", claim, default=lambda answers: slug(answers.get("speaker", "")) or None),
        _field("origin_name", "Name of the new origin", records.Origin, field="name", asked=is_new,
               default=lambda answers: None),
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


def _about(known: dict[str, set[str]], data: Dataset) -> list[Question]:
    return [_field("incident", "Id of the incident", records.Claim, read=_known("incident", known),
                   default=lambda answers: _last(data.incidents))]


def _stances() -> list[Question]:
    claim = records.Claim
    return [_field("stance", "What the speaker does", claim, listing="stance", default=lambda answers: "asserts"),
            _field("bears_on", "What it bears on", claim, listing="bears_on", default=lambda answers: "event")]


def _incident_questions(known: dict[str, set[str]], data: Dataset) -> list[Question]:
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
        Question("parties", "Who took part, as id:role, commas between, of " + ", ".join(sorted(known.get("actor", ()))),
                 read=_parties(known), needed=False),
        Question("place", "Id of the place it happened at or near", read=_known("place", known), needed=False,
                 default=lambda answers: _last(data.places)),
        _field("relation", "How it lay to that place", records.Location, listing="relation",
               default=lambda answers: "near", asked=lambda answers: "place" in answers),
        _field("where_precision", "How well the spot is known", incident, listing="where_precision",
               default=lambda answers: "near" if "place" in answers else "unknown"),
        Question("lon", "Longitude in degrees", read=degrees(180), default=axis(0), asked=placed),
        Question("lat", "Latitude in degrees", read=degrees(90), default=axis(1), asked=placed),
        _field("uncertainty_m", "Radius in metres that surely holds the spot", incident, read=number, asked=placed,
               default=lambda answers: "5000" if answers.get("where_precision") in ("near", "road") else "2000"),
        _field("summary", "What is reported, in a sentence or two of your own", incident),
        _field("scope", "Scope; core for what your atlas is about", incident, listing="scope",
               default=lambda answers: "core"),
        *_claim_questions(known, data),
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


# The options must be known before any folder is: their names and help do not depend on one.
_NOTHING: Final = records.Dataset({}, {}, {}, {}, {}, {}, [])


@add.command()
@options(_source_questions({}))
def source(*, data: str | None, **given: str | None) -> None:
    """Add a source: one document, as a file of its own in seeds/.

    \b
    Example:
      geo add source --title "Patrols meet" --publisher "North Press" --published 2020-06-02
    """
    folder, _, known = _folder(data)
    values = answered(_source_questions(known), given, kind="a source")
    key = values.pop("id")
    draft = _draft(folder)
    draft.add_source({"id": key, **values})
    _done(draft, "source", key)


@add.command()
@options(_place_questions({}, _NOTHING))
def place(*, data: str | None, **given: str | None) -> None:
    """Add a place: a point with a name and the radius that surely holds it.

    \b
    Example:
      geo add place --name Amuda --lon 40.93 --lat 37.104 --source geonames-2024-03-05
    """
    folder, records_there, known = _folder(data)
    values = answered(_place_questions(known, records_there), given, kind="a place")
    fields = {"name": values["name"], "names": values.get("spellings"), "kind": values["kind"],
              "uncertainty_m": values["uncertainty_m"], "admin1": values["admin1"], "sources": values["source"],
              "note": values.get("note")}
    draft = _draft(folder)
    draft.add("place", {"id": values["id"], **_said(fields), "geometry": _point(values)})
    _done(draft, "place", values["id"])


@add.command()
@options(_incident_questions({}, _NOTHING))
def incident(*, data: str | None, **given: str | None) -> None:
    """Add an incident, with the claim of the source that reports it.

    Its point is that of the place, unless you give another; without a place and with where-precision unknown it has none.

    \b
    Example:
      geo add incident --title "Convoy blocked near Amuda" --when 2020-02-22 --kinds road_block \\
        --parties russia:blocked,us:blocking --place amuda --source north-press-2020-02-22 \\
        --summary "A convoy was stopped near Amuda." --origin north-press --origin-name "North Press"
    """
    folder, records_there, known = _folder(data)
    values = answered(_incident_questions(known, records_there), given, kind="an incident")
    scene = records_there.places.get(values.get("place", ""))
    fields = {
        **{name: values.get(name) for name in ("title", "when", "when_note", "date_precision", "kinds", "parties")},
        "places": scene and [{"place": scene.id, "relation": values["relation"], "role": "scene"}],
        "where_precision": values["where_precision"], "uncertainty_m": values.get("uncertainty_m"),
        "admin1": scene and scene.admin1, "summary": values["summary"], "scope": values["scope"],
    }
    draft = _draft(folder)
    draft.add("incident", {"id": values["id"], **_said(fields), "geometry": _point(values) if "lon" in values else None})
    _claim(draft, records_there, known, {**values, "stance": "asserts", "bears_on": "event", "incident": values["id"]})
    _done(draft, "incident", values["id"])


@add.command()
@options([*_about({}, _NOTHING), *_stances(), *_claim_questions({}, _NOTHING)])
def claim(*, data: str | None, **given: str | None) -> None:
    """Add a claim: what one more source says of an incident.

    \b
    Example:
      geo add claim --incident amuda-2020-02-22 --source sohr-2020-02-22 --origin sohr --says "Two vehicles turned back."
    """
    folder, records_there, known = _folder(data)
    questions = [*_about(known, records_there), *_stances(), *_claim_questions(known, records_there)]
    values = answered(questions, given, kind="a claim")
    draft = _draft(folder)
    number = _claim(draft, records_there, known, values)
    _done(draft, "claim", f"{values['source']}#{number}")


def _claim(draft: Draft, data: Dataset, known: dict[str, set[str]], values: Answers) -> int:
    """Add a claim about values["incident"], and its origin when that is new; the number of the claim."""
    if values["origin"] not in known.get("origin", set()):
        draft.add("origin", {"id": values["origin"], "name": values["origin_name"], "type": values["speaker_type"]})
    number = 1 + max((one.number for key, one in data.claims if key == values["source"]), default=0)
    names = ("incident", "speaker", "speaker_type", "origin", "stance", "bears_on", "says", "locator", "killed", "wounded",
             "figures_of")
    draft.add_claim(values["source"], number, _said({name: values.get(name) for name in names}))
    return number


def _draft(folder: Folder) -> Draft:
    from ..adding import Draft as Real  # brings in shapely, which --help does not need

    return Real(folder)


def _said(values: Answers) -> Answers:
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _point(values: Answers) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [values["lon"], values["lat"]]}
