"""The closed lists: named alike, each value defined, and every kind and precision mapped."""

from __future__ import annotations

import re

import pytest

from geo import vocabulary


@pytest.mark.parametrize("listing", vocabulary.LISTS)
def test_values_are_plain_keys_with_a_definition(listing: str) -> None:
    for key, definition in vocabulary.LISTS[listing].items():
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", key)
        assert definition.strip() == definition != ""


def test_each_kind_belongs_to_one_family() -> None:
    members = [kind for kinds in vocabulary.KIND_FAMILIES.values() for kind in kinds]
    assert sorted(members) == sorted(vocabulary.KINDS)


def test_family_is_that_of_the_gravest_kind() -> None:
    assert vocabulary.family(["turned_back", "collision"]) == "contact"
    assert vocabulary.family(["collision", "small_arms_fire"]) == "fire"
    assert vocabulary.family(["protest"]) == "other"
    assert vocabulary.family([]) == "other"


def test_each_where_precision_has_its_ucdp_and_acled_code() -> None:
    for crosswalk in (vocabulary.UCDP_WHERE_PREC, vocabulary.ACLED_GEO_PRECISION):
        assert crosswalk.keys() == vocabulary.WHERE_PRECISIONS.keys()
    assert set(vocabulary.UCDP_WHERE_PREC.values()) <= set(range(1, 8))


def test_base_roles_are_presence_roles() -> None:
    assert set(vocabulary.BASE_ROLES) <= vocabulary.PRESENCE_ROLES.keys()
