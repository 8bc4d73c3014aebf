"""Status, origins, disagreements and figures follow from the claims; nothing is averaged."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geo import evidence
from geo.records import Claim, Source


def claim(origin: str, *, number: int = 1, stance: str = "asserts", bears_on: str = "event", **fields: Any) -> tuple[str, Claim]:
    return f"{origin}-doc", Claim(number=number, incident="i", speaker=origin, origin=origin, stance=stance,
                                  bears_on=bears_on, says="said", **fields)


def source(key: str, published: str | None) -> Source:
    return Source(id=key, title="t", publisher="p", published=published)


@pytest.mark.parametrize(("claims", "expected"), [
    ([], "single_origin"),
    ([claim("sohr")], "single_origin"),
    ([claim("sohr"), claim("sohr", number=2)], "single_origin"),  # two documents, one origin
    ([claim("sohr"), claim("sana")], "corroborated"),
    ([claim("sohr"), claim("sana", bears_on="detail")], "single_origin"),  # a detail is no report of the event
    ([claim("sohr"), claim("sana", bears_on="background")], "single_origin"),
    ([claim("sohr"), claim("coalition", stance="silent")], "single_origin"),
    ([claim("sohr"), claim("sana"), claim("mod", stance="denies")], "disputed"),
    ([claim("sohr"), claim("sana"), claim("mod", stance="denies", bears_on="detail")], "corroborated"),
    ([claim("sohr"), claim("sana", bears_on="rival")], "disputed"),
    ([claim("sohr"), claim("sohr", number=2, bears_on="rival")], "single_origin"),  # one origin cannot rival itself
    ([claim("sana", bears_on="rival")], "single_origin"),  # a rival of nothing
    ([claim("sohr"), claim("sana", stance="silent", bears_on="rival")], "single_origin"),
])
def test_status(claims: list[tuple[str, Claim]], expected: str):
    assert evidence.status(claims).status == expected


def test_origins_are_those_that_assert_the_event_once_each():
    found = evidence.status([claim("sohr"), claim("sana"), claim("sohr", number=2), claim("mod", stance="denies")])
    assert found.origins == ("sana", "sohr")


@pytest.mark.parametrize(("claims", "rivals", "denials"), [
    ([claim("sohr"), claim("sana", bears_on="rival"), claim("aa", bears_on="rival"), claim("mod", stance="denies")],
     ("aa", "sana"), ("mod",)),
    ([claim("sohr"), claim("sana", bears_on="rival"), claim("sana", number=2, bears_on="rival")], ("sana",), ()),
    ([claim("sohr"), claim("sohr", number=2, bears_on="rival")], (), ()),  # one origin cannot rival itself
    ([claim("sana", bears_on="rival")], (), ()),  # a rival of nothing
    ([claim("sohr"), claim("mod", stance="denies", bears_on="detail"), claim("sana", stance="silent", bears_on="rival")], (), ()),
])
def test_rivals_and_denials_are_the_origins_that_make_it_disputed(claims: list[tuple[str, Claim]], rivals: tuple[str, ...],
                                                                  denials: tuple[str, ...]):
    found = evidence.status(claims)
    assert (found.rivals, found.denials) == (rivals, denials)
    assert (found.status == "disputed") == bool(rivals or denials)


def test_topic_of_two_origins_is_a_disagreement_with_the_claims_side_by_side():
    found = evidence.status([claim("sohr", topics=["day", "killed"]), claim("sana", topics=["day"]), claim("mod")])
    assert found.disagreements == (("day", ("sohr-doc#1", "sana-doc#1")),)
    assert found.details_disputed


def test_topic_of_one_origin_is_none():
    found = evidence.status([claim("sohr", topics=["day"]), claim("sohr", number=2, topics=["day"])])
    assert found.disagreements == ()
    assert not found.details_disputed


def test_silence_opens_no_disagreement():
    found = evidence.status([claim("sohr", topics=["day"]), claim("mod", stance="silent", topics=["day"])])
    assert found.disagreements == ()


def test_denied_detail_makes_details_disputed():
    assert evidence.status([claim("sohr"), claim("mod", stance="denies", bears_on="detail")]).details_disputed


def test_figures_stand_by_claimant_and_are_not_joined():
    found = evidence.status([
        claim("syria", killed=(55, 55), figures_of="attackers"), claim("sohr", killed=(68, 68), wounded=(0, 2)),
        claim("nyt", killed=(200, 300)),
    ]).figures
    assert [(item.measure, item.low, item.high, item.origin, item.of) for item in found] == [
        ("killed", 55, 55, "syria", "attackers"), ("killed", 68, 68, "sohr", None), ("killed", 200, 300, "nyt", None),
        ("wounded", 0, 2, "sohr", None),
    ]
    assert found[0].claim == "syria-doc#1"


def test_known_by_parts_claims_by_day_of_publication():
    claims = [claim("early"), claim("late"), claim("undated"), claim("vague"), claim("own", published="2018-02-01")]
    sources = {key: source(key, published) for key, published in [
        ("early-doc", "2018-02-08"), ("late-doc", "2018-05-24"), ("undated-doc", None), ("vague-doc", "2018-02"),
        ("own-doc", "2020-01-01"),
    ]}
    known = evidence.known_by(claims, sources, date(2018, 2, 10))
    assert [item[0] for item in known.by] == ["early-doc", "own-doc"]
    assert [item[0] for item in known.later] == ["late-doc"]
    assert [item[0] for item in known.unclear] == ["undated-doc", "vague-doc"]


def test_cut_off_day_counts():
    known = evidence.known_by([claim("a")], {"a-doc": source("a-doc", "2018-02-08")}, date(2018, 2, 8))
    assert len(known.by) == 1
