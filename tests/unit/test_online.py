"""The online base maps: few, without a key, from hosts that the policy can name."""

import re

from geo import online


def test_each_base_map_says_where_it_comes_from_and_needs_no_key():
    maps = online.base_maps()
    assert [one["id"] for one in maps] == ["osm", "light", "imagery"]
    for one in maps:
        assert re.fullmatch(r"https://[a-z.]+/.+", one["url"]) and one["url"].startswith(f"https://{one['host']}/")
        assert set(re.findall(r"\{(\w+)\}", one["url"])) == {"x", "y", "z"}  # no key, no subdomain left to fill in
        assert one["credit"].startswith(("©", "Tiles ©")) and "(C)" not in one["credit"]
    osm = maps[0]
    assert osm["website_only"] and osm["credit_url"] == "https://www.openstreetmap.org/copyright"


def test_a_policy_names_each_host_once():
    assert online.origins(online.base_maps()) == ["https://server.arcgisonline.com", "https://tile.openstreetmap.org"]
    assert online.origins([]) == []
