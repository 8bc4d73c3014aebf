"""Names the online base maps that a page may offer when its builder asks for them, and the hosts they are fetched from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

# Of the many that xyzservices knows: a general one, a quiet one, a picture from above; none asks for a key.
PROVIDERS: Final = {"osm": "OpenStreetMap.Mapnik", "light": "Esri.WorldGrayCanvas", "imagery": "Esri.WorldImagery"}
# Servers that refuse a page which cannot say on which website it stands, such as one opened from a file.
WEBSITE_ONLY: Final = frozenset({"osm"})
DEEPEST_ZOOM: Final = 18


def base_maps() -> list[dict[str, Any]]:
    """The online base maps in the order they are offered, each as docs/payload.md says under `tiles`."""
    from xyzservices import providers

    return [_described(name, dict(provider), provider.build_url())
            for name, provider in ((name, providers.query_name(known)) for name, known in PROVIDERS.items())]


def _described(name: str, provider: Mapping[str, Any], url: str) -> dict[str, Any]:
    about = re.search(r'href="(https://[^"]+)"', provider["html_attribution"])
    credit = re.sub(r"\(C\)", "©", provider["attribution"]).replace(" -- ", ": ")
    zoom = min(provider.get("max_zoom", DEEPEST_ZOOM), DEEPEST_ZOOM)
    return {"id": name, "url": url, "host": urlsplit(url).hostname, "zoom": zoom, "credit": credit,
            "credit_url": about[1] if about else None, "website_only": name in WEBSITE_ONLY}


def origins(tiles: Iterable[Mapping[str, Any]]) -> list[str]:
    """What a Content-Security-Policy must allow for these base maps: scheme and host, each once, sorted."""
    return sorted({"https://" + tile["host"] for tile in tiles})
