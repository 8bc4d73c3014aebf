"""The records people write: Place, Presence, Zone, Incident, Actor, Origin, Source, Claim and Story, each checked alone."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from . import dates, vocabulary
from .errors import RecordError, shown


@dataclass(frozen=True)
class Member:
    """Closes a text field over one list of vocabulary.py; the error names the list and its values."""

    listing: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "enum": list(vocabulary.LISTS[self.listing])}

    def _check(self, value: str) -> str:
        values = vocabulary.LISTS[self.listing]
        if value not in values:
            near = difflib.get_close_matches(value[:120], values, n=1)
            raise RecordError("not-in-list", f"found {shown(value)}", f"{self.listing} is one of {' | '.join(values)}",
                              f"did you mean {near[0]}" if near else "choose the value whose definition fits")
        return value


# Line breaks and tabs have a place in a note. The rest of C0 and C1, lone surrogates and the characters that reverse
# or embed a direction (which can make a text read as another) have none; plain marks of direction (LRM, RLM) do.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# An id may name a file, and these are devices there, whatever their ending.
_DEVICES = frozenset(["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))])
_LINK = re.compile(r"https?://[^\s/?#<>\"\\]+([/?#][^\s<>\"\\]*)?")


def _edtf(text: str) -> str:
    dates.parse(text)
    return text


def _plain(text: str) -> str:
    found = _HIDDEN.search(text)
    if found:
        raise RecordError("bad-text", f"{shown(found.group())} in {shown(text)}",
                          "text holds no control characters and none that reverse its direction",
                          "take the character out")
    if text.isspace():
        raise RecordError("out-of-range", "found only blanks", "a text says something", "leave the field out")
    return text


def _link(text: str) -> str:
    if not _LINK.fullmatch(_plain(text)):
        raise RecordError("bad-link", f"found {shown(text)}",
                          "a link starts with http:// or https:// and holds no space, quote or angle bracket",
                          "write the full address, percent-encoded, or leave the field out")
    return text


def _slug(text: str) -> str:
    if text in _DEVICES:
        raise RecordError("bad-id", f"found {shown(text)}", "no file of that name can be made on Windows",
                          "put another word behind it")
    return text


def _one_day(text: str) -> str:
    dates.day(text)
    return text


def _exact(text: str) -> str:
    dates.interval(text)
    return text


def _low_first(span: tuple[int, int]) -> tuple[int, int]:
    if span[0] > span[1]:
        raise RecordError("bad-figures", f"found [{span[0]}, {span[1]}]", "a range is [low, high]",
                          "put the low figure first")
    return span


# QGIS and geojson.io write an empty field as null: for a list that means an empty list.
_null_is_empty = BeforeValidator(lambda value: [] if value is None else value)

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120), AfterValidator(_slug)]
Text = Annotated[str, Field(min_length=1, max_length=4000), AfterValidator(_plain)]
Edtf = Annotated[str, Field(max_length=100, description="EDTF, ISO 8601-2"), AfterValidator(_edtf)]
Day = Annotated[str, Field(max_length=100, description="one day, as 2020-06-03"), AfterValidator(_one_day)]
Window = Annotated[str, Field(max_length=100, description="EDTF, exact days"), AfterValidator(_exact)]
Link = Annotated[str, Field(max_length=2000, description="http or https address"), AfterValidator(_link)]
Metres = Annotated[float, Field(ge=0, le=20_040_000)]  # half-way round the Earth
Count = Annotated[int, Field(ge=0, le=2_147_483_647)]  # what a table of figures holds
# strict=False only for the container: JSON and TOML have lists, no tuples. The two numbers stay strict.
Range = Annotated[tuple[Count, Count], Field(strict=False, description="[low, high], whole numbers, low first"),
                  AfterValidator(_low_first)]
ClaimId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*#[1-9][0-9]*$", max_length=130)]
Slugs = Annotated[list[Slug], _null_is_empty]
Geometry = dict[str, Any]  # GeoJSON, CRS84; its ordinates are checked in geometry.py before any library sees them


class Record(BaseModel):
    """Base of all records: strict types, no unknown fields, immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Source(Record):
    """One document (article, transcript, post, gazetteer): who published it, when, and where it is kept."""

    id: Slug
    title: Text
    publisher: Text
    author: Text | None = None
    published: Edtf | None = None
    published_basis: Text | None = None
    url: Link | None = None
    archived: Link | None = None
    language: Text | None = None
    note: Text | None = None


class Claim(Record):
    """One source says one thing of one record. Its id is `<source id>#<number>`."""

    number: Annotated[int, Field(ge=1, le=1_000_000)]
    incident: Slug | None = None
    place: Slug | None = None
    zone: Slug | None = None
    context: bool = False
    speaker: Text
    speaker_type: Annotated[str, Member("speaker_type")] | None = None
    origin: Slug
    stance: Annotated[str, Member("stance")]
    bears_on: Annotated[str, Member("bears_on")] = "event"
    says: Text
    locator: Text | None = None
    topics: Annotated[list[Annotated[str, Member("topic")]], _null_is_empty] = []
    killed: Range | None = None
    wounded: Range | None = None
    strength: Range | None = None
    figures_of: Text | None = None
    when: Edtf | None = None
    where: Text | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    published: Edtf | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _one_subject(self) -> Claim:
        named = [name for name in ("incident", "place", "zone") if getattr(self, name)]
        if len(named) + self.context != 1:
            found = " and ".join([*named, *["context"] * self.context]) or "none of them"
            raise RecordError("bad-subject", f"found {found}",
                              "a claim is about exactly one of incident, place, zone, or context = true",
                              "keep the one that the claim is about")
        if (self.lon is None) != (self.lat is None):
            raise RecordError("missing-field", "found one of lon and lat", "lon and lat go together", "add the other")
        return self


class Actor(Record):
    """A force, government or group that takes part in incidents, holds ground or keeps bases."""

    id: Slug
    name: Text
    side: Annotated[str, Member("side")]
    note: Text | None = None


class Origin(Record):
    """Who information comes from. Two outlets that quote one origin are not two origins."""

    id: Slug
    name: Text
    type: Annotated[str, Member("speaker_type")]
    side: Annotated[str, Member("side")] | None = None
    note: Text | None = None


class Presence(Record):
    """An actor holding a base, checkpoint or airfield at a place during an interval."""

    actor: Slug
    role: Annotated[str, Member("presence_role")]
    valid: Edtf
    attested: Annotated[list[Edtf], _null_is_empty] = []
    status: Annotated[str, Member("presence_status")]
    sources: Slugs
    same_as: Slug | None = None
    note: Text | None = None


class Place(Record):
    """A named location: a Point with the radius believed to contain the thing, in metres."""

    id: Slug
    name: Text
    names: dict[Annotated[str, Member("language")], list[Text]] = {}
    kind: Annotated[str, Member("place_kind")]
    uncertainty_m: Metres
    admin1: Annotated[str, Member("admin1")]
    geonames: Annotated[int, Field(ge=1, le=2_147_483_647)] | None = None
    wikidata: Annotated[str, Field(pattern=r"^Q[1-9][0-9]*$")] | None = None
    presence: Annotated[list[Presence], _null_is_empty] = []
    sources: Slugs
    note: Text | None = None
    geometry: Geometry


class Zone(Record):
    """A dated control spell or overlay: Polygon or MultiPolygon, CRS84, outline error in metres."""

    id: Slug
    name: Text
    controllers: Slugs
    layer: Annotated[str, Member("zone_layer")]
    status: Annotated[str, Member("zone_status")]
    valid: Edtf
    basis: Annotated[str, Member("zone_basis")]
    accuracy_m: Metres
    carried_from: Slug | None = None
    sources: Slugs
    note: Text | None = None
    geometry: Geometry


class Party(Record):
    """One party to an incident and its part in it; `named` is how the sources call it."""

    actor: Slug
    role: Annotated[str, Member("party_role")] = "unknown"
    named: Text | None = None
    role_note: Text | None = None


class Location(Record):
    """How one place bears on an incident: `bearing_deg` is true, clockwise from north."""

    place: Slug | None = None
    relation: Annotated[str, Member("relation")]
    role: Annotated[str, Member("location_role")]
    as_reported: Text | None = None
    other_place: Slug | None = None
    distance_m: Metres | None = None
    bearing_deg: Annotated[float, Field(ge=0, lt=360)] | None = None
    bearing: Text | None = None
    part: Text | None = None


class Incident(Record):
    """Something reported to have happened at a time and a place; geometry null when no place was given."""

    id: Slug
    title: Text
    when: Edtf
    when_note: Text | None = None
    date_precision: Annotated[str, Member("date_precision")]
    kinds: Annotated[list[Annotated[str, Member("kind")]], Field(min_length=1)]
    flags: Annotated[list[Text], _null_is_empty] = []
    parties: Annotated[list[Party], _null_is_empty] = []
    places: Annotated[list[Location], _null_is_empty] = []
    where_precision: Annotated[str, Member("where_precision")]
    where_basis: Text | None = None
    uncertainty_m: Metres | None = None
    admin1: Annotated[str, Member("admin1")] = "unknown"
    outcome: Text | None = None
    summary: Text
    scope: Annotated[str, Member("scope")]
    evidence: Annotated[list[Text], _null_is_empty] = []
    reviewed: Edtf | None = None
    sources: Slugs = []
    note: Text | None = None
    geometry: Geometry | None = None


class Framing(Record):
    """What a map is framed on: its middle in degrees and its zoom level."""

    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: Annotated[float, Field(ge=-85, le=85)]
    zoom: Annotated[float, Field(ge=5, le=15)]


class Sentence(Record):
    """What a story says in one breath, in our own words, and the claims it rests on: `<source id>#<number>`."""

    text: Text
    claims: Annotated[list[ClaimId], _null_is_empty] = []

    @model_validator(mode="after")
    def _has_claims(self) -> Sentence:
        if not self.claims:
            raise RecordError("no-source", "found no claims", "each sentence of a story rests on claims",
                              "name them as <source id>#<number>, or take the sentence out")
        return self


class Step(Record):
    """One step of a story: what it says, the day and window of the clock, the frame of the map, the card it opens."""

    heading: Text
    says: Annotated[list[Sentence], Field(min_length=1)]
    when: Day
    window: Window | None = None
    mode: Annotated[str, Member("story_mode")] = "on"
    view: Framing
    layers: Annotated[list[Annotated[str, Member("story_layer")]], _null_is_empty] = []
    incident: Slug | None = None
    place: Slug | None = None
    zone: Slug | None = None
    source: Slug | None = None

    @model_validator(mode="after")
    def _one_card(self) -> Step:
        named = [name for name in ("incident", "place", "zone", "source") if getattr(self, name)]
        if len(named) > 1:
            raise RecordError("bad-subject", f"found {' and '.join(named)}", "a step opens one card or none",
                              "keep the one that the step is about")
        return self


class Story(Record):
    """A guided walk through the atlas, step by step."""

    id: Slug
    title: Text
    summary: Text
    steps: Annotated[list[Step], Field(min_length=1, max_length=40)]


@dataclass(frozen=True)
class Dataset:
    """All records of one data folder, each kind by id in the order of its file; claims with the id of their source."""

    places: dict[str, Place]
    zones: dict[str, Zone]
    incidents: dict[str, Incident]
    actors: dict[str, Actor]
    origins: dict[str, Origin]
    sources: dict[str, Source]
    claims: list[tuple[str, Claim]]
    stories: dict[str, Story] = field(default_factory=dict)
