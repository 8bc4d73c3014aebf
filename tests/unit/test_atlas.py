"""Atlas: records and frames of a folder, as of a day, narrowed, known by a day; every column is documented."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import geopandas
import pandas
import pytest
from geographiclib.geodesic import Geodesic

import geo
from geo import tables
from geo.atlas import View, happened
from geo.dates import parse
from geo.errors import DateError, UnknownName, UsageError

TINY = Path(__file__).resolve().parents[1] / "fixtures" / "tiny"


@pytest.fixture(scope="module")
def atlas() -> geo.Atlas:
    return geo.load(TINY)


def test_load_reads_a_folder(atlas: geo.Atlas):
    assert repr(atlas) == "<Atlas: 3 places, 2 zones, 2 incidents, 5 claims, 3 sources>"
    assert atlas.folder == TINY


def test_as_of_is_said(atlas: geo.Atlas):
    assert repr(atlas.as_of("2020-03-04")).startswith("<Atlas as of 2020-03-04: ")
    with pytest.raises(DateError):
        atlas.as_of("2020")


@pytest.mark.parametrize("table", ["places", "zones", "incidents"])
def test_frames_with_a_place_are_geodataframes_in_crs84(atlas: geo.Atlas, table: str):
    frame = getattr(atlas, table)
    assert isinstance(frame, geopandas.GeoDataFrame)
    assert frame.crs == "OGC:CRS84"
    assert frame.index.name == "id"


@pytest.mark.parametrize("table", list(tables.COLUMNS))
def test_columns_are_the_documented_ones(atlas: geo.Atlas, table: str):
    frame = getattr(atlas, table)
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == list(tables.COLUMNS[table])
    assert len(frame)


def test_incident_frame_carries_what_the_claims_amount_to(atlas: geo.Atlas):
    block, chase = atlas.incidents.itertuples()
    assert (block.Index, block.status, block.origins, block.claims, block.family) == (
        "alda-block-2020-03-04", "corroborated", 2, 2, "block")
    assert (chase.earliest, chase.latest, chase.details_disputed) == ("2020-05-10", "2020-05-12", True)
    assert chase.actors == ["north-guard", "south-guard"]
    assert chase.geometry.geom_type == "LineString"


def test_metres_are_numbers_and_absent_is_nan(atlas: geo.Atlas):
    assert atlas.incidents["uncertainty_m"].sum() == 5000
    assert atlas.claims["lon"].isna().all()
    assert atlas.claims.loc["fictional-monitor-2020-05-14#2", "published"] == "2020-05-14"


def test_frames_are_made_once(atlas: geo.Atlas):
    assert atlas.places is atlas.places


def test_as_of_narrows_zones_and_presences_and_leaves_incidents(atlas: geo.Atlas):
    spring, winter = atlas.as_of("2020-03-04"), atlas.as_of("2021-03-04")
    assert list(spring.zones.index) == ["north-2020", "south-2020"]
    assert len(winter.zones) == 0
    # Brin: 2020-01-10/.., last attested 2020-06; Cove: 2019-06/2020-09
    assert dict(zip(spring.presences["place"], spring.presences["standing"], strict=True)) == {
        "brin-airfield": "firm", "cove": "firm"}
    assert dict(zip(winter.presences["place"], winter.presences["standing"], strict=True)) == {"brin-airfield": "possible"}
    assert len(winter.incidents) == 2


def test_during_narrows_incidents_and_their_claims(atlas: geo.Atlas):
    may = atlas.during("2020-05-11")
    assert list(may.incidents.index) == ["cove-road-2020-05"]
    assert len(may.claims) == 3  # two about it, one of context
    assert len(atlas.during("2020-05-11", match="certain").incidents) == 0
    assert list(atlas.during("2020-05", match="certain").incidents.index) == ["cove-road-2020-05"]
    assert len(atlas.incidents) == 2, "the atlas itself never changes"


def test_known_by_leaves_out_later_claims_and_says_so(atlas: geo.Atlas):
    march = atlas.known_by("2020-03-05")
    assert list(march.incidents.index) == ["alda-block-2020-03-04", "cove-road-2020-05"]
    assert march.incidents.loc["alda-block-2020-03-04", "status"] == "single_origin"  # the monitor spoke in May
    assert march.notes == ("known by 2020-03-05: 3 later claims and 0 incidents not yet told are left out",)
    before = atlas.known_by("2020-03-04")
    assert (len(before.incidents), len(before.claims)) == (0, 0)


def test_known_by_sets_aside_claims_whose_day_cannot_tell(atlas: geo.Atlas):
    herald = atlas.dataset.sources["fictional-herald-2020-03-05"].model_copy(update={"published": None})
    dataset = dataclasses.replace(atlas.dataset, sources={**atlas.dataset.sources, herald.id: herald})
    march = View(dataset).known_by("2020-03-05")
    assert march.notes[1] == "2 claims of 1 source without a clear date are left out"
    assert len(march.incidents) == 0


def test_happened_takes_two_matches_only():
    with pytest.raises(UsageError, match="possible or certain"):
        happened("2020", parse("2020"), match="perhaps")


def test_actor_ids_takes_ids_names_and_sides(atlas: geo.Atlas):
    assert atlas.actor_ids(["north-guard"]) == {"north-guard"}
    assert atlas.actor_ids(["Southern Guard (invented)"]) == {"south-guard"}
    assert atlas.actor_ids(["other"]) == {"north-guard", "south-guard"}
    with pytest.raises(UnknownName, match="north-guard, south-guard"):
        atlas.actor_ids(["west-guard"])


def test_spot_of_each_type(atlas: geo.Atlas):
    assert [atlas.spot(name).type for name in ("Alda", "cove-road-2020-05", "north-2020")] == ["place", "incident", "zone"]


def test_atlas_asks(atlas: geo.Atlas):
    found = atlas.distance("Alda", "Cove")
    assert found.distance_m == pytest.approx(Geodesic.WGS84.Inverse(0.3, 10.2, 0.7, 10.8)["s12"], abs=1e-3)
    assert isinstance(found, geo.Distance)
    assert [hit.distance.end.id for hit in atlas.near("Alda", within_m=50_000).hits] == ["brin-airfield"]
    day = atlas.as_of("2020-03-04")
    assert day.nearest("Alda", actors=["north-guard"]).hits[0].distance.end.id == "cove"
    assert len(day.matrix()) == 1
    assert day.control("Alda").answer == "certain"
    assert atlas.changes("2020-03-04", "2020-06-01") == []


def test_control_needs_a_day_and_one_spot(atlas: geo.Atlas):
    assert atlas.control(as_of="2020-03-04", lon=10.5, lat=0.3).zones[0].id == "south-2020"
    assert atlas.control(as_of="2020-03-04", lon=10.5, lat=0.5, uncertainty_m=5000).answer == "possible"
    with pytest.raises(UsageError, match="no day is given"):
        atlas.control("Alda")
    for spot in ({"lon": 10.0}, {"place": "Alda", "lon": 10.0, "lat": 0.3}, {}):
        with pytest.raises(UsageError, match="one spot"):
            atlas.control(as_of="2020-03-04", **spot)


def test_select_narrows_and_notes_what_is_open(atlas: geo.Atlas):
    found = atlas.select(during="2020-05-11")
    assert list(found.incidents.index) == ["cove-road-2020-05"]
    assert found.notes == ("1 of them only possibly meet the conditions",)


def test_map_and_build_draw_the_atlas(atlas: geo.Atlas, tmp_path: Path):
    import folium

    assert isinstance(atlas.map(), folium.Map)
    manifest = atlas.build(tmp_path / "out")
    assert manifest["counts"]["incidents"] == 2
    assert (tmp_path / "out" / "index.html").stat().st_size > 10_000


def test_public_names_are_fetched_on_first_use():
    assert geo.Problem.__module__ == "geo.errors"
    assert geo.geodesy.distance_m(0.0, 0.0, 0.0, 0.0) == 0
    assert "load" in dir(geo)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = geo.nothing


def test_view_loads_without_the_asking_methods():
    assert isinstance(View.load(TINY), View)
