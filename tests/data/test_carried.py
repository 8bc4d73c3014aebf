"""Zones of the curated atlas that say their outline was carried from another are drawn like it."""

from __future__ import annotations

import geo
from geo import dataset


def test_carried_outlines_are_those_of_the_zones_they_name():
    zones = geo.load().dataset.zones
    carried = [zone for zone in zones.values() if zone.carried_from]
    assert len(carried) > 50
    assert all(zone.carried_from != zone.id for zone in carried)
    codes = {problem.code for problem in dataset.check()}
    assert not codes & {"carried-outline", "self-reference", "attested-outside", "swapped-position", "far-point"}
