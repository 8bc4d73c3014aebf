"""Turns a payload into one HTML file that needs no network: Folium owns the map, our modules own the rest."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple

import folium
import jinja2
import rcssmin
from branca.element import CssLink, Figure, JavascriptLink, MacroElement
from markupsafe import Markup

from . import bundle, online, packing, wire, wire_read
from .columns import typed
from .errors import PageError

# Tables that are always short, and travel as JSON.
SMALL: Final = ("actors", "origins", "sources", "places", "presences", "zones")
MOST_WITHOUT_SCRIPT: Final = 100  # incidents in the table for readers without scripts
# Leaflet options as they read in JavaScript. The map draws in SVG: style sheets can then speak of zones by name.
MAP_OPTIONS: Final[dict[str, Any]] = {"zoom_snap": 0.25, "zoom_delta": 0.5, "wheel_px_per_zoom_level": 110, "min_zoom": 5,
                                      "max_zoom": 15, "attribution_control": True}


class AtlasMap(folium.Map):
    """A Folium map of an atlas that renders to one page without any outside reference.

    It takes Folium's own layers (`folium.Circle`, `folium.GeoJson` and their like) with `add_to`; one that would load
    a script or a style sheet from elsewhere is refused when the page is rendered. In a notebook it shows itself.
    """

    # Folium declares these as lists on the instance; emptied here, nothing of its own is fetched.
    default_js: list[tuple[str, str]] = []  # noqa: RUF012
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = jinja2.Template(
        '{% macro html(this, kwargs) %}<div class="folium-map" id="{{ this.get_name() }}"></div>{% endmacro %}'
        "{% macro script(this, kwargs) %}var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, "
        "{{ this.leaflet_options()|tojson }});{% endmacro %}"
    )

    def __init__(self, payload: dict[str, Any]) -> None:
        super().__init__(location=payload["center"][::-1], zoom_start=8, tiles=None)
        self._id = "atlas"  # branca's ids are random; a page must be the same each time
        self.payload = payload
        figure = self._figure()
        figure._id = "page"
        figure.add_child(_Start(self), name="start")

    def leaflet_options(self) -> dict[str, Any]:
        """The options Leaflet is started with."""
        words = {**MAP_OPTIONS, "center": list(self.location), "zoom": self.options["zoom"]}
        return {folium.utilities.camelize(key): value for key, value in words.items()}

    def page(self) -> str:
        """The whole page as HTML text.

        Raises: PageError when a layer added to the map would load something from elsewhere.
        """
        figure = self._figure()
        for child in list(figure._children.values()):
            child.render()
        for name, child in figure.header._children.items():
            if isinstance(child, JavascriptLink | CssLink):
                raise PageError(f"{name}: {child.url}", "the page may not load anything", "use a layer without plug-ins")
        return _render(self.payload, map_html=figure.html.render(), map_script=figure.script.render())

    def _figure(self) -> Figure:
        root = self.get_root()
        assert isinstance(root, Figure)  # Folium puts every map into one when it is made
        return root

    def _repr_html_(self, **kwargs: Any) -> str:  # noqa: ARG002 - the signature is Folium's
        """The page inside a frame, for notebooks."""
        return (f'<iframe srcdoc="{html.escape(self.page())}" title="{html.escape(self.payload["title"])}" '
                'width="100%" height="760" sandbox="allow-scripts allow-popups allow-downloads" allowfullscreen></iframe>')

    def save(self, outfile: str | Path, **kwargs: Any) -> None:  # type: ignore[override]  # noqa: ARG002
        """Writes the page to `outfile`, whole or not at all."""
        from .files import write_text

        write_text(Path(outfile), self.page())


class _Start(MacroElement):
    """Hands Folium's map to our script once Folium has made it and its layers."""

    _template = jinja2.Template(
        "{% macro script(this, kwargs) %}window.contactAtlas.start({{ this.map.get_name() }});{% endmacro %}")

    def __init__(self, map_: AtlasMap) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._id = "start"
        self.map = map_


def leaflet() -> tuple[str, str]:
    """Leaflet's script and style sheet, from the package that carries them as files (XStatic-Leaflet, BSD-2-Clause)."""
    folder = Path(import_module("xstatic.pkg.leaflet").BASE_DIR)
    code = (folder / "leaflet.js").read_text(encoding="utf-8")
    code = "\n".join(line for line in code.splitlines() if not line.startswith("//# sourceMappingURL"))
    sheet = (folder / "leaflet.css").read_text(encoding="utf-8")
    return code, str(rcssmin.cssmin(_without_images(sheet)))


def _without_images(sheet: str) -> str:
    """Drops the rules that fetch pictures: the markers and the layer button, which this page does not use."""
    rules = sheet.split("}")
    return "}".join(rule for rule in rules if "url(images/" not in rule)


class Part(NamedTuple):
    """Something the page carries as characters: nothing in them can close the element they are in."""

    name: str  # of the element
    size: int  # in bytes
    text: str


def part(name: str, data: bytes) -> Part:
    """The bytes as a part of the page."""
    return Part(name, len(data), packing.written(data))


def parts(payload: Mapping[str, Any]) -> list[Part]:
    """The payload as JSON, deflated, and beside it the columns of its long tables, see geo/wire.py."""
    tables = {name: payload[name] for name in ("incidents", "claims")}
    if not isinstance(tables["incidents"], wire.Table):
        tables = typed(tables["incidents"], tables["claims"])
    wired = wire.wired(tables)
    return [part("payload", packing.deflated(_json({**payload, **wired.tables}))), part("columns", wired.data)]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def carried(page: str) -> dict[str, Any]:
    """What a page carries, read back from its HTML text: the fields that docs/payload.md describes, each column a list.

    Raises: PageError for a text that is no page of ours.
    """
    payload, data = (_element(page, name) for name in ("payload", "columns"))
    read: dict[str, Any] = json.loads(packing.inflated(payload))
    written = {name: read[name] for name in ("wire", "incidents", "claims")}
    small = {name: {key: wire_read.column_of(column) for key, column in read[name].items()} for name in SMALL}
    del read["wire"]
    return read | small | dict(wire_read.tables(written, data))


def _element(page: str, name: str) -> bytes:
    """The bytes in an element of a page, written as characters between two tags."""
    opening = re.search(rf'<script type="text/plain" id="{name}" data-bytes="(\d+)">', page)
    found = page[opening.end():page.find("<", opening.end())] if opening else ""
    size = int(opening[1]) if opening else 0
    if not found or len(found) != packing.length(size):
        raise PageError("no payload in the text", "a page of an atlas carries one", "give the HTML that `geo build` wrote")
    return packing.read(found, size)


def _digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _render(payload: dict[str, Any], *, map_html: str, map_script: str) -> str:
    code, sheet = leaflet()
    scripts = [code, bundle.script(), map_script]
    loader = bundle.script("loader.js", "loadScripts();")
    styles = [sheet, bundle.styles()]
    # Every script but the loader travels deflated, in half the bytes or less; the policy names each by its hash all the same.
    policy = "; ".join(["default-src 'none'", "script-src " + " ".join(map(_digest, [loader, *scripts])),
                        "style-src " + " ".join(map(_digest, styles)),
                        " ".join(["img-src data:", *online.origins(payload["tiles"])]), "base-uri 'none'",
                        "form-action 'none'"])
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=False)
    template = environment.from_string((bundle.WEB / "template.html").read_text(encoding="utf-8"))
    safe = Markup
    words = payload["words"]["en"]
    sorry = {key: words.get(f"sorry.{key}", "") for key in ("old", "memory")}
    carried = [*parts(payload), part("code", packing.deflated(_json(scripts)))]
    page: str = template.render(
        lang="en", title=payload["title"], subtitle=payload["subtitle"], version=payload["version"],
        words=words, policy=safe(policy), loader=safe(loader), styles=[safe(text) for text in styles],
        carried=[one._replace(text=safe(one.text)) for one in carried], map_html=safe(map_html),
        noscript=safe(_table(payload)), sorry=safe(json.dumps(sorry).replace("<", "\\u003c")))
    return page


def _table(payload: dict[str, Any]) -> str:
    """The incidents as a plain table, for readers without scripts: the first of them, where there are many."""
    shown = {"when": "Date", "title": "Incident", "status": "Status", "where_precision": "Placed", "summary": "What is reported"}
    head = "".join(f'<th scope="col">{word}</th>' for word in shown.values())
    incidents = payload["incidents"]
    many = isinstance(incidents, wire.Table) and incidents.count > MOST_WITHOUT_SCRIPT
    cells = zip(*(_first(incidents, column) for column in shown), strict=True)
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in cells)
    said = f"the first {MOST_WITHOUT_SCRIPT:,} of its {incidents.count:,} incidents" if many else "its incidents"
    return (f"<p>This page draws a map with scripts. Without them, these are {said}.</p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")


def _first(incidents: Any, name: str) -> list[Any]:
    """The values of a column in its first rows."""
    if not isinstance(incidents, wire.Table):
        return list(incidents[name])
    return wire_read.first(incidents, name, MOST_WITHOUT_SCRIPT)
