"""A typed name finds one record in any script and spelling, or says which records it may mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geo.errors import AmbiguousName, UnknownName, UsageError
from geo.names import Entry, Names, Words, fold, script, short

ROOT = Path(__file__).resolve().parents[2]
PAIRS = json.loads((ROOT / "tests" / "golden" / "fold.json").read_text(encoding="utf-8"))["pairs"]


def place(key: str, *spellings: str, kind: str = "town") -> Entry:
    return Entry(key, "place", spellings[0], kind, "Al-Hasakah", spellings)


def incident(key: str, title: str) -> Entry:
    return Entry(key, "incident", title, "incident, 2020-06-03", None, (title, key))


NAMES = Names([
    place("qamishli", "Qamishli", "Qamişlo", "القامشلي", "Камышлы", kind="city"),
    place("qamishli-airport", "Qamishli airport", "مطار القامشلي", kind="airfield"),
    place("salihiyah-dez", "Al-Salihiyah", "Salihiya", "الصالحية", kind="village"),
    place("salihiyah-abukamal", "Al-Salihiyah", "As Salihiyah", "الصالحية", kind="village"),
    place("sarrin", "Sarrin", "Sirrin"),
    place("sarrin-airfield", "Sarrin airfield", "Сиррин", kind="airfield"),
    place("ras-al-ayn", "Ras al-Ayn", "Serê Kaniyê"),
    place("tell-tamer", "Tell Tamer", "تل تمر"),
    place("tell-hamis", "Tell Hamis", "تل حميس"),
    place("conoco-plant", "Conoco gas plant", "Coneco", kind="oil gas site"),
    incident("derik-standoff-2020-06-03", "US convoy faces a Russian patrol on a road outside Derik"),
    incident("derik-collision-2020-08-25", "Armoured vehicles collide in fields near Derik"),
    Entry("sdf-a", "zone", "SDF area", "zone, 2018-02-01/2018-02-28", None, ("SDF area",)),
    Entry("sdf-b", "zone", "SDF area", "zone, 2019-10-01/2019-10-08", None, ("SDF area",)),
    Entry("herald-2020", "source", "Guards meet", "source, 2020", None, ("Guards meet",)),
])


@pytest.mark.parametrize(("text", "key"), [(text, key) for text, key in PAIRS if key.isascii()])
def test_latin_names_fold_as_the_golden_file_says(text: str, key: str):
    assert fold(text) == key


@pytest.mark.parametrize(("one", "other"), [
    ("القامشلي", "قامشلى"),  # with and without the article; ya and alef maksura
    ("أبو حجر", "ابو حجر"),  # alef with and without hamza
    ("الحسكة", "الحسكه"),  # ta marbuta and ha
    ("الحَسَكَة", "الحسكة"),  # with and without vowel signs
    ("الحســـكة", "الحسكة"),  # with and without tatweel
    ("Tell  Tamer", "tell-tamer"),
    ("Hasakah", "Al-Ḥasakah"),
])
def test_forms_that_readers_exchange_fold_together(one: str, other: str):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("text", "key"), [
    ("qamishli", "qamishli"), ("QAMISHLI", "qamishli"), ("Qamishlo", "qamishli"), ("القامشلي", "qamishli"),
    ("Камышлы", "qamishli"), ("Qamishly", "qamishli"), ("qamishli airport", "qamishli-airport"),
    ("Serekaniye", "ras-al-ayn"), ("تل تمر", "tell-tamer"), ("Conoco", "conoco-plant"), ("gas plant", "conoco-plant"),
    ("derik-standoff-2020-06-03", "derik-standoff-2020-06-03"), ("Derik standoff", "derik-standoff-2020-06-03"),
    ("collide Derik", "derik-collision-2020-08-25"), ("sdf-a", "sdf-a"), (" SDF-A ", "sdf-a"),
])
def test_name_finds_its_record(text: str, key: str):
    assert NAMES.resolve(text).id == key


def test_spelling_in_the_same_script_goes_before_one_met_by_transliteration():
    assert NAMES.resolve("Sirrin").id == "sarrin"
    assert NAMES.resolve("Сиррин").id == "sarrin-airfield"


@pytest.mark.parametrize("text", ["Salihiyah", "Salihiya", "Al Salihiyah", "الصالحية"])
def test_name_of_two_places_lists_both(text: str):
    with pytest.raises(AmbiguousName) as caught:
        NAMES.resolve(text)
    assert [entry.split()[0] for entry in caught.value.candidates] == ["salihiyah-dez", "salihiyah-abukamal"]
    assert caught.value.candidates[0] == "salihiyah-dez (Al-Salihiyah; village, Al-Hasakah)"


def test_words_of_two_incidents_list_both():
    with pytest.raises(AmbiguousName) as caught:
        NAMES.resolve("Derik")
    assert len(caught.value.candidates) == 2


def test_word_of_one_place_that_is_nearly_another_lists_both():
    both = Names([place("mustafawiyah", "Al-Mustafawiyah", "Mustafa Derek"), place("derik", "Derik")])
    with pytest.raises(AmbiguousName) as caught:
        both.resolve("Derek")
    assert {line.split()[0] for line in caught.value.candidates} == {"mustafawiyah", "derik"}


def test_two_near_places_within_the_margin_are_ambiguous():
    near = Names([place("a", "Khirbet Hamo"), place("b", "Khirbet Hama")])
    with pytest.raises(AmbiguousName):
        near.resolve("Khirbet Hamu")


def test_margin_decides_between_near_places():
    # One letter other, and two: 96 and 92 of 100 in 24 letters, which is within the margin of 5; 94 and 87 in 16 are not.
    long = Names([place("a", "qwertyuiopasdfghjklzxcvm"), place("b", "qwertyuiopasdfghjklzxcnm")])
    with pytest.raises(AmbiguousName):
        long.resolve("qwertyuiopasdfghjklzxcvb")
    clear = Names([place("a", "qwertyuiopasdfgz"), place("b", "qwertyuiopasdfxz")])
    assert clear.resolve("qwertyuiopasdfgh").id == "a"


def test_zones_of_one_name_are_ambiguous():
    with pytest.raises(AmbiguousName):
        NAMES.resolve("SDF area")


@pytest.mark.parametrize("text", ["Paris", "Aleppo", "xyz", "تدمر", "a", "US"])
def test_unknown_name_offers_the_nearest_three(text: str):
    with pytest.raises(UnknownName) as caught:
        NAMES.resolve(text)
    assert len(caught.value.candidates) == 3


@pytest.mark.parametrize("text", ["", "   ", "...", "'"])
def test_name_without_letters_is_unknown(text: str):
    with pytest.raises(UnknownName) as caught:
        NAMES.resolve(text)
    assert caught.value.candidates == ()


def test_types_narrow_what_a_name_may_mean():
    assert NAMES.resolve("Derik collision", types=("incident",)).id == "derik-collision-2020-08-25"
    assert NAMES.resolve("herald-2020", types=("source",)).id == "herald-2020"


@pytest.mark.parametrize(("text", "types", "message"), [
    ("sdf-a", ("place", "incident"), "'sdf-a' is a zone, a place or incident is asked for, name one"),
    ("SDF-A", ("place", "incident"), "'SDF-A' is a zone, a place or incident is asked for, name one"),
    ("SDF area", ("incident",), "'SDF area' is a zone, an incident is asked for, name one"),
    ("Qamishly", ("zone",), "'Qamishly' is a place, a zone is asked for, name one"),
    ("Salihiyah", ("zone",), "'Salihiyah' is a place, a zone is asked for, name one"),
    ("derik-standoff-2020-06-03", ("zone",), "'derik-standoff-2020-06-03' is an incident, a zone is asked for, name one"),
    ("herald-2020", ("place", "incident", "zone"), "'herald-2020' is a source, a place, incident or zone is asked for, name one"),
])
def test_name_of_another_type_is_told_as_such(text: str, types: tuple[str, ...], message: str):
    with pytest.raises(UsageError) as caught:
        NAMES.resolve(text, types=types)
    assert str(caught.value) == f"[usage] {message}"


@pytest.mark.parametrize("text", ["42.14,37.177", "42.14, 37.177", "-42.14 +37.177", "36.5N 40.75E", "36° N, 40° E", "37.0;42.0"])
def test_position_is_not_read_as_a_name(text: str):
    with pytest.raises(UsageError, match=r"is a position, positions are not read as names, name a place .*lon=, lat="):
        NAMES.resolve(text)


@pytest.mark.parametrize("text", ["2020 2021", "20, 21", "4.2"])
def test_other_numbers_are_names_like_any(text: str):
    with pytest.raises(UnknownName):
        NAMES.resolve(text)


@pytest.mark.parametrize(("text", "found"), [
    ("wagner", True), ("wag", True), ("wagn mosc", True), ("agner", False), ("wagner paris", False), ("", True),
    ("W", False), ("Moscow wagner", True), ("الحسكة", True), ("zz", False),
])
def test_words_are_found_at_the_start_of_words(text: str, found: bool):
    assert Words(text).found_in(["The Wagner Group", "a Zil of MOSCOW", "حسكة"]) is found


def test_script_is_that_of_the_first_letter():
    assert [script(text) for text in ("2 Qamishli", "القامشلي", "Камышлы", "123")] == ["LATIN", "ARABIC", "CYRILLIC", ""]


def test_short_name_is_what_stands_outside_brackets():
    assert short("Derik (Al-Malikiyah)") == "Derik"
    assert short("(all of it)") == "(all of it)"
