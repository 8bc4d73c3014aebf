"""The verb `add`: a source, place, incident or claim by questions or options; written only when the folder stays right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from .. import records
from ..errors import UsageError, visible
from . import records_asked as asked
from .failing import Verbs
from .questions import Answers, answered, options, told

if TYPE_CHECKING:
    from ..adding import Draft
    from ..dataset import Folder
    from ..records import Dataset


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


def _folder(data: str | None) -> tuple[Folder, Dataset, Any]:
    """The folder to add to and what can be read of it.

    Raises: UsageError where there is none, or it is the atlas that came with the package and was not named.
    """
    from .. import dataset, files
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
    files.sweep((folder.data, folder.seeds))
    loaded = load(folder.data, folder.seeds)
    return folder, loaded.data, loaded.known


def _done(draft: Draft, kind: str, key: str) -> None:
    """Write the draft and say what was written, and what to look at twice."""
    warnings = [problem for problem in draft.problems() if problem.severity == "warning" and problem.code not in _EXPECTED]
    paths = draft.write()
    click.echo(f"added the {kind} {key}: {', '.join(visible(f'{path.parent.name}/{path.name}') for path in paths)}")
    told(warnings)
    if kind in _NEXT:
        click.echo(_NEXT[kind], err=True)


_EXPECTED: Final = ("single-origin", "unused-source")  # what every new record begins with
_NEXT: Final = {
    "source": "next: what it says, with geo add incident, or geo add claim for an incident that is there",
    "incident": "next: another source on it, with geo add source and geo add claim",
}
# The options must be known before any folder is: their names and help do not depend on one.
_NOTHING: Final = records.Dataset({}, {}, {}, {}, {}, {}, [])


@add.command()
@options(asked.source_questions({}))
def source(*, data: str | None, **given: str | None) -> None:
    """Add a source: one document, as a file of its own in seeds/.

    \b
    Example:
      geo add source --title "Patrols meet" --publisher "North Press" --published 2020-06-02
    """
    folder, _, known = _folder(data)
    values = answered(asked.source_questions(known), given, kind="a source")
    key = values.pop("id")
    draft = _draft(folder)
    draft.add_source({"id": key, **values})
    _done(draft, "source", key)


@add.command()
@options(asked.place_questions({}))
def place(*, data: str | None, **given: str | None) -> None:
    """Add a place: a point with a name and the radius that surely holds it.

    \b
    Example:
      geo add place --name Amuda --kind town --lon 40.93 --lat 37.104 --uncertainty-m 1500 \\
        --source geonames-2024-03-05
    """
    folder, _, known = _folder(data)
    values = answered(asked.place_questions(known), given, kind="a place")
    fields = {"name": values["name"], "names": values.get("spellings"), "kind": values["kind"],
              "uncertainty_m": values["uncertainty_m"], "admin1": values["admin1"], "sources": values["source"],
              "note": values.get("note")}
    draft = _draft(folder)
    draft.add("place", {"id": values["id"], **_said(fields), "geometry": _point(values)})
    _done(draft, "place", values["id"])


@add.command()
@options(asked.incident_questions({}, _NOTHING))
def incident(*, data: str | None, **given: str | None) -> None:
    """Add an incident, with the claim of the source that reports it.

    Its point is that of the place, unless you give another; without a place and with where-precision unknown it has none.

    \b
    Example:
      geo add incident --title "Convoy blocked near Amuda" --when 2020-02-22 --kinds road_block \\
        --parties russia:blocked,us:blocking --place amuda --uncertainty-m 5000 \\
        --source north-press-2020-02-22 --summary "A convoy was stopped near Amuda." \\
        --origin north-press --origin-name "North Press"
    """
    folder, records_there, known = _folder(data)
    values = answered(asked.incident_questions(known, records_there), given, kind="an incident")
    scene = records_there.places.get(values.get("place", ""))
    fields = {
        **{name: values.get(name) for name in ("title", "when", "when_note", "date_precision", "kinds", "parties")},
        "places": scene and [{"place": scene.id, "relation": values["relation"], "role": "scene"}],
        "where_precision": values["where_precision"], "uncertainty_m": values.get("uncertainty_m"),
        "admin1": scene and scene.admin1, "summary": values["summary"], "scope": values.get("scope", "core"),
    }
    draft = _draft(folder)
    draft.add("incident", {"id": values["id"], **_said(fields), "geometry": _point(values) if "lon" in values else None})
    _claim(draft, records_there, known, {**values, "stance": "asserts", "bears_on": "event", "incident": values["id"]})
    _done(draft, "incident", values["id"])


@add.command()
@options([*asked.about_incident({}), *asked.stances(), *asked.claim_part({}, _NOTHING)])
def claim(*, data: str | None, **given: str | None) -> None:
    """Add a claim: what one more source says of an incident.

    \b
    Example:
      geo add claim --incident amuda-2020-02-22 --source sohr-2020-02-22 --origin sohr --says "Two vehicles turned back."
    """
    folder, records_there, known = _folder(data)
    questions = [*asked.about_incident(known), *asked.stances(), *asked.claim_part(known, records_there)]
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
