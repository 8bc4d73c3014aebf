"""Near, nearest and matrix keep their doubt: what may be nearer is listed, what is skipped is named."""

from __future__ import annotations

from datetime import date

import pytest
from geographiclib.geodesic import Geodesic

from geo import query
from geo.atlas import View
from geo.errors import UnknownName, UsageError
from geo.records import Actor, Dataset, Incident, Place, Presence

DAY = date(2020, 6, 3)


def presence(actor: str, valid: str = "2020-01-01/2020-12-31", *, attested: tuple[str, ...] = (), status: str = "confirmed",
             role: str = "base", same_as: str | None = None) -> Presence:
    return Presence(actor=actor, role=role, valid=valid, attested=list(attested), status=status, sources=["s"],
                    same_as=same_as)


def place(key: str, lon: float, *presences: Presence, radius_m: float = 100.0, kind: str = "village") -> Place:
    """A place on the 36th parallel, where a hundredth of a degree is some 900 m."""
    return Place(id=key, name=key.title(), kind=kind, uncertainty_m=radius_m, admin1="unknown", sources=["s"],
                 presence=list(presences), geometry={"type": "Point", "coordinates": [lon, 36.0]})


def incident(key: str, lon: float | None, *, radius_m: float = 500.0) -> Incident:
    geometry = None if lon is None else {"type": "Point", "coordinates": [lon, 36.0]}
    return Incident(id=key, title=key, when="2020-06-03", date_precision="day", kinds=["road_block"], summary="s", scope="core",
                    where_precision="unknown" if lon is None else "near", uncertainty_m=None if lon is None else radius_m,
                    geometry=geometry)


def world(*places: Place, incidents: tuple[Incident, ...] = ()) -> View:
    actors = {"us": Actor(id="us", name="United States", side="coalition"),
              "france": Actor(id="france", name="France", side="coalition"),
              "russia": Actor(id="russia", name="Russia", side="russia")}
    return View(Dataset({item.id: item for item in places}, {}, {item.id: item for item in incidents}, actors, {}, {}, []))


TOWNS = world(place("start", 40.0), place("close", 40.05, kind="town"), place("edge", 40.111, kind="town"),
              place("wide", 40.2, radius_m=12_000.0), place("far", 41.0, kind="city"),
              incidents=(incident("clash", 40.02), incident("somewhere", None)))


def ids(hits: tuple[query.Hit, ...]) -> list[str]:
    return [hit.distance.end.id for hit in hits]


def test_near_lists_what_is_within_or_may_be_nearest_first():
    found = query.near(TOWNS, "start", within_m=10_000)  # edge: 10.0 km, 9.8 to 10.2; wide: 18.0 km, 5.9 to 30.1
    assert [(hit.distance.end.id, hit.within) for hit in found.hits] == [
        ("close", "yes"), ("edge", "cannot say"), ("wide", "cannot say")]
    solved = Geodesic.WGS84.Inverse(36.0, 40.0, 36.0, 40.05)
    assert found.hits[0].distance.distance_m == pytest.approx(solved["s12"], abs=1e-3)


def test_near_takes_one_kind():
    assert ids(query.near(TOWNS, "start", within_m=200_000, kind="city").hits) == ["far"]
    found = query.near(TOWNS, "start", within_m=200_000, kind="incident")
    assert (ids(found.hits), found.notes) == (["clash"], ("not counted, no place given: 1 incident",))


def test_kind_that_is_none_is_refused_with_the_kinds():
    with pytest.raises(UsageError, match="the kinds are base, incident, city, town"):
        query.near(TOWNS, "start", within_m=1000, kind="castle")


BASES = world(
    place("start", 40.0),
    place("attempt", 40.01, presence("us", status="attempted")),
    place("checkpoint", 40.02, presence("us", role="checkpoint")),
    place("vague", 40.03, presence("us"), radius_m=8000.0),
    place("later", 40.04, presence("us", "2021-01-01/2021-12-31")),
    place("maybe", 40.05, presence("us", "../..", attested=("2021-01-01",))),
    place("firm", 40.1, presence("us"), presence("russia")),
    place("twin", 40.11, presence("us", same_as="firm")),
    place("french", 40.3, presence("france"), kind="airfield"),
    place("russian", 41.0, presence("russia")),
)


def test_nearest_base_skips_attempts_checkpoints_vague_places_other_days_and_doubles():
    found = query.nearest(BASES, "start", day=DAY, actors=["us"])
    # The one that only may have stood there does not hide the next that surely did.
    assert (ids(found.hits), found.sure) == (["maybe", "firm"], False)
    assert found.notes == ("skipped, position known to 8 km or worse: Vague",)


def test_nearest_counts_attempts_and_checkpoints_when_asked():
    found = query.nearest(BASES, "start", day=DAY, actors=["us"], attempted=True)
    assert ids(found.hits) == ["attempt"]
    assert ids(query.nearest(BASES, "start", day=DAY, actors=["us"], checkpoints=True).hits) == ["checkpoint"]


def test_side_means_all_its_actors():
    assert ids(query.near(BASES, "start", within_m=1e6, kind="base", actors=["coalition"], day=DAY).hits)[-1] == "french"
    assert query.nearest(BASES, "start", day=DAY, actors=["Russia"]).hits[0].distance.end.id == "firm"
    with pytest.raises(UnknownName, match="us"):
        query.nearest(BASES, "start", actors=["atlantis"])


def test_actor_without_kind_means_their_bases_of_any_kind_of_place():
    assert ids(query.near(BASES, "start", within_m=1e6, actors=["france"]).hits) == ["french"]
    assert ids(query.near(BASES, "start", within_m=1e6, actors=["france"], kind="village").hits) == []


def test_without_a_day_bases_of_any_day_count():
    hits = query.nearest(BASES, "start", actors=["us"]).hits
    assert (ids(hits), hits[0].held[0].standing) == (["later"], None)


def test_base_on_the_very_place_is_at_no_distance():
    found = query.nearest(BASES, "firm", day=DAY, actors=["us"])
    assert (ids(found.hits)[0], found.hits[0].distance.distance_m, found.sure) == ("firm", 0, True)


def test_what_may_be_nearer_is_listed():
    rivals = world(place("start", 40.0), place("a", 40.1, presence("us"), radius_m=2000.0),
                   place("b", 40.12, presence("us"), radius_m=100.0), place("c", 40.3, presence("us")))
    found = query.nearest(rivals, "start", day=DAY)
    assert (ids(found.hits), found.sure) == (["a", "b"], False)


def test_only_a_possible_base_is_not_sure():
    found = query.nearest(world(place("start", 40.0), place("maybe", 40.1, presence("us", "../.."))), "start", day=DAY)
    assert (ids(found.hits), found.sure) == (["maybe"], False)


def test_nearest_of_nothing_is_nothing():
    found = query.nearest(world(place("start", 40.0)), "start", day=DAY)
    assert (found.hits, found.notes, found.sure) == ((), (), False)


def test_nearest_place_of_a_kind_is_never_the_place_itself():
    assert ids(query.nearest(TOWNS, "close", kind="town").hits) == ["edge"]


def test_only_bases_are_skipped_for_a_vague_position():
    towns = world(place("start", 40.0), place("vague", 40.1, radius_m=9000.0, kind="town"), place("clear", 40.15, kind="town"),
                  incidents=(incident("clash", 40.02, radius_m=25_000.0), incident("sharp", 40.3)))
    found = query.nearest(towns, "start", kind="town")
    assert (ids(found.hits), found.notes) == (["vague", "clear"], ())
    assert ids(query.nearest(towns, "start", kind="incident").hits) == ["clash", "sharp"]


def test_whether_anything_surely_stood_there():
    maybe = world(place("start", 40.0), place("a", 40.1, presence("us", "../..")), place("b", 40.1001, presence("us", "../..")))
    assert query.nearest(maybe, "start", day=DAY).only_possible
    assert not query.nearest(BASES, "start", day=DAY, actors=["us"]).only_possible
    assert not query.nearest(world(place("start", 40.0)), "start", day=DAY).only_possible


def test_matrix_has_each_pair_once():
    found = query.matrix(BASES, day=DAY, actors=["russia"])
    assert [(item.start.id, item.end.id) for item in found] == [("firm", "russian")]
    assert len(query.matrix(TOWNS, kind="town")) == 1


def test_distance_of_an_incident_without_a_place_is_refused():
    with pytest.raises(UsageError, match="'somewhere' has no place"):
        query.distance(TOWNS, "start", "somewhere")
    assert query.distance(TOWNS, "start", "clash").end.type == "incident"
