"""Who had a base on two days agrees with a list written down by hand."""

from __future__ import annotations

from datetime import date

import pytest

import geo
from geo.presence import held

# Firm on 3 June 2020, by hand; Deir ez-Zor is reported, Qeser Dib is an attempt and not counted.
US_JUNE_2020 = {"rumaylan-airfield", "tell-baydar", "qasrak", "al-shaddadi-base", "conoco-plant", "al-omar-field", "himo",
                "istirahat-wazir", "al-tanf"}
RUSSIA_JUNE_2020 = {"hmeimim", "qamishli-airport", "amuda", "mabaqir", "ain-issa", "kobani", "sarrin-airfield", "manbij",
                    "tabqa-airbase", "deir-ez-zor"}


@pytest.fixture(scope="module")
def atlas() -> geo.Atlas:
    return geo.load()


def standing(atlas: geo.Atlas, actor: str, day: date, *, attempted: bool = False) -> dict[str, set[str]]:
    found = held(atlas.dataset.places.values(), day=day, actors=frozenset({actor}), attempted=attempted)
    return {how: {item.place.id for item in found if item.standing == how} for how in ("firm", "possible")}


def test_firm_on_3_june_2020(atlas: geo.Atlas):
    day = date(2020, 6, 3)
    assert standing(atlas, "us", day)["firm"] == US_JUNE_2020
    assert standing(atlas, "russia", day)["firm"] == RUSSIA_JUNE_2020
    assert standing(atlas, "russia", day, attempted=True)["firm"] - RUSSIA_JUNE_2020 == {"qasr-dib", "kasan"}


def test_on_7_february_2018_hmeimim_is_the_only_confirmed_russian_base(atlas: geo.Atlas):
    found = held(atlas.dataset.places.values(), day=date(2018, 2, 7), actors=frozenset({"russia"}))
    assert [item.place.id for item in found if item.presence.status == "confirmed"] == ["hmeimim"]
    assert {"deir-ez-zor", "khasham", "marat", "hatlah", "tabiyah-jazirah"} <= {
        item.place.id for item in found if item.presence.status == "reported"}


def test_al_omar_is_not_attested_for_the_us_on_7_february_2018(atlas: geo.Atlas):
    found = standing(atlas, "us", date(2018, 2, 7))
    assert "al-omar-field" in found["possible"]
    assert "conoco-plant" in found["firm"]


def test_posts_listed_twice_count_once(atlas: geo.Atlas):
    """Rumaylan airfield and Kharab al-Jir, Derik and Robariya, Mabaqir and Tell Tamer are one post each."""
    for actor, twins in (("us", {"rumaylan-airfield", "kharab-al-jir"}), ("us", {"derik", "robariya"}),
                         ("russia", {"mabaqir", "tell-tamer"})):
        for day in (date(2018, 2, 7), date(2020, 1, 15), date(2020, 6, 3), date(2022, 1, 1)):
            found = standing(atlas, actor, day)
            assert len(twins & (found["firm"] | found["possible"])) <= 1, (day, twins)


def test_nearest_base_skips_vague_positions_and_says_so(atlas: geo.Atlas):
    found = atlas.nearest("Tal Tamr", actors=["us"], as_of="2020-06-03")
    assert found.hits[0].distance.end.id not in {"life-stone", "istirahat-wazir", "al-omar-field"}
    assert "Life Stone base" in found.notes[0]
