"""Writes a data folder in which record k of every kind has the payloads of group k in every text a reader can meet."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import tomli_w
from hostile.payloads import HOST, groups, plain

TEXTS = groups(plain())
TITLE = " ".join(text for text in plain() if len(text) < 55)  # a page has one title: it holds all that fit
LINK = f"https://{HOST}/'onmouseover='window.ran=1'/`$" + "{window.ran=1}/{{x}}?q=');window.ran=1;//"
_SIDE = 4  # zones and places stand in rows of four, a tenth of a degree apart


def write(folder: Path) -> Path:
    """The folder, with one place, zone, incident, actor, origin, source (three claims) and story for each group."""
    count = range(len(TEXTS))
    (folder / "seeds").mkdir(parents=True)
    (folder / "stories").mkdir()
    for name, made in (("places", _place), ("zones", _zone), ("incidents", _incident)):
        _json(folder / f"{name}.geojson", {"type": "FeatureCollection", "features": [made(k, TEXTS[k]) for k in count]})
    _json(folder / "actors.json", {
        "actors": [{"id": f"a-{k}", "name": TEXTS[k], "side": "other", "note": TEXTS[k]} for k in count],
        "origins": [{"id": f"o-{k}", "name": TEXTS[k], "type": "outlet", "note": TEXTS[k]} for k in count],
    })
    for k in count:
        (folder / "seeds" / f"s-{k}.toml").write_text(tomli_w.dumps(_seed(k, TEXTS[k])), encoding="utf-8")
        (folder / "stories" / f"t-{k}.toml").write_text(tomli_w.dumps(_story(k, TEXTS[k])), encoding="utf-8")
    (folder / "about.toml").write_text(tomli_w.dumps({
        "atlas": {"title": TITLE, "subtitle": TITLE, "credit": TITLE, "founding": ["s-0", "s-1"]},
        "section": [{"heading": text, "paragraphs": [text]} for text in TEXTS],
    }), encoding="utf-8")
    return folder


def _json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _corner(k: int) -> tuple[float, float]:
    return 10 + 0.1 * (k % _SIDE), round(0.1 * (k // _SIDE), 3)


def _feature(key: str, properties: dict[str, Any], kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": "Feature", "id": key, "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def _place(k: int, text: str) -> dict[str, Any]:
    lon, lat = _corner(k)
    presence = {"actor": f"a-{k}", "role": "base", "valid": "2020-01-01/..", "attested": ["2020-01-12"], "status": "confirmed",
                "sources": [f"s-{k}"], "note": text}
    return _feature(f"p-{k}", {
        "name": text, "names": {lang: [text] for lang in ("en", "ar", "ku", "ru")}, "kind": "town", "uncertainty_m": 500,
        "admin1": "unknown", "presence": [presence], "sources": [f"s-{k}"], "note": text,
    }, "Point", [lon + 0.05, lat + 0.05])


def _zone(k: int, text: str) -> dict[str, Any]:
    lon, lat = _corner(k)
    ring = [[lon, lat], [lon + 0.09, lat + 0.01], [lon + 0.08, lat + 0.09], [lon + 0.01, lat + 0.08], [lon, lat]]
    return _feature(f"z-{k}", {
        "name": text, "controllers": [f"a-{k}"], "layer": "control", "status": "control", "valid": "2020-01-01/2020-12-31",
        "basis": "schematic", "accuracy_m": 200, "sources": [f"s-{k}"], "note": text,
    }, "Polygon", [ring])


def _incident(k: int, text: str) -> dict[str, Any]:
    # Every third stands on the spot of the one before it: such incidents open as a list.
    lon, lat = _corner(k - (k % 3 == 2))
    party = {"named": text, "role_note": text}
    scene = {"place": f"p-{k}", "relation": "near", "role": "scene", "as_reported": text, "bearing": text, "part": text}
    reported = {"relation": "near", "role": "alternative", "as_reported": text, "bearing": text}
    return _feature(f"i-{k}", {
        "title": text, "when": str(date(2020, 1, 1) + timedelta(days=k)), "date_precision": "day", "when_note": text,
        "kinds": ["road_block"], "flags": [text], "evidence": [text],
        "parties": [{"actor": f"a-{k}", "role": "blocked", **party}, {"actor": f"a-{k - 1 if k else 1}", "role": "blocking", **party}],
        "places": [scene, reported], "where_precision": "near", "where_basis": text, "uncertainty_m": 1000, "outcome": text,
        "summary": text, "scope": "core", "reviewed": "2026-11-22", "note": text,
    }, "Point", [lon + 0.04, lat + 0.04])


def _seed(k: int, text: str) -> dict[str, Any]:
    said = {"speaker": text, "speaker_type": "outlet", "origin": f"o-{k}", "stance": "asserts", "says": text, "locator": text,
            "figures_of": text, "where": text, "note": text, "wounded": [k, k + 2]}
    return {
        "source": {"id": f"s-{k}", "title": text, "publisher": text, "author": text, "published": "2020-06-05",
                   "published_basis": text, "url": f"{LINK}{k}", "archived": f"{LINK}archived-{k}", "language": "en", "note": text},
        "claim": [{"number": 1, "incident": f"i-{k}", "topics": ["day"], **said}, {"number": 2, "place": f"p-{k}", **said},
                  {"number": 3, "zone": f"z-{k}", **said}, {"number": 4, "incident": f"i-{k - 1 if k else 1}", **said, "stance": "denies"}],
    }


def _story(k: int, text: str) -> dict[str, Any]:
    lon, lat = _corner(k)
    return {"story": {"id": f"t-{k}", "title": text, "summary": text}, "step": [{
        "heading": text, "when": "2020-02-01", "view": {"lon": lon, "lat": lat, "zoom": 9.0}, "incident": f"i-{k}",
        "says": [{"text": text, "claims": [f"s-{k}#1"]}],
    }]}
