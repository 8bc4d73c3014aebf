"""Answers what a peer's page asks of CDNs from packages that npm has put into a cache folder; nothing leaves the machine.

Folium's pages name each script by its CDN address; PACKAGES says which npm package holds the same file. Map tiles are one
grey pixel. What no package holds (a style sheet in a GitHub folder, glyph fonts) is answered empty, which flatters the peer.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "contact-atlas-bench"
PACKAGES = {
    "leaflet": "1.9.3", "jquery": "3.7.1", "bootstrap": "5.2.2", "leaflet.timeline": "1.6.0", "moment": "2.18.1",
    "leaflet.markercluster": "1.1.0", "leaflet.awesome-markers": "2.0.5", "@fortawesome/fontawesome-free": "6.2.0",
}
# Which file of a package answers an address.
FILES = (
    (re.compile(r"/npm/leaflet\.timeline@[^/]+/dist/leaflet\.timeline(\.min)?\.js"), "leaflet.timeline/dist/leaflet.timeline.js"),
    (re.compile(r"/npm/((?:@[^/]+/)?[^/@]+)@[^/]+/(.+)"), r"\1/\2"),
    (re.compile(r"code\.jquery\.com/jquery-[\d.]+(\.min)?\.js"), r"jquery/dist/jquery\1.js"),
    (re.compile(r"/moment\.js/[^/]+/moment(\.min)?\.js"), r"moment/min/moment\1.js"),
    (re.compile(r"/leaflet\.markercluster/[^/]+/(.+)"), r"leaflet.markercluster/dist/\1"),
    (re.compile(r"/Leaflet\.awesome-markers/[^/]+/(.+)"), r"leaflet.awesome-markers/dist/\1"),
)
TYPES = {".js": "text/javascript", ".css": "text/css", ".png": "image/png", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOcNm3afwAGDgMDxTTFfwAAAABJRU5ErkJggg==")


def packages() -> Path:
    """The node_modules with PACKAGES in it, installed once.

    Raises: FileNotFoundError without npm.
    """
    modules = CACHE / "node_modules"
    wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
    mark = CACHE / "installed.txt"
    if not mark.is_file() or mark.read_text(encoding="utf-8") != "\n".join(wanted):
        if shutil.which("npm") is None:
            raise FileNotFoundError("npm is needed to serve the peers' scripts; install Node.js")
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--prefix", str(CACHE), "--ignore-scripts", "--no-audit", "--no-fund",
                        "--loglevel=error", *wanted], check=True)
        mark.write_text("\n".join(wanted), encoding="utf-8")
    return modules


def found(address: str, modules: Path) -> Path | None:
    """The file that answers an address, if a package holds it."""
    for pattern, form in FILES:
        match = pattern.search(address.partition("?")[0])
        if match:
            file = modules / match.expand(form)
            if not file.is_file():  # another name of the same file: minified or not
                short = file.name.replace(".min.", ".")
                file = file.with_name(short if short != file.name else f"{file.stem}.min{file.suffix}")
            return file if file.is_file() else None
    return None


class Server:
    """Answers the requests of one page; `empty` are the addresses that got nothing."""

    def __init__(self) -> None:
        self.modules = packages()
        self.empty: list[str] = []

    def answer(self, route: Any) -> None:
        """Answer one request of Playwright's."""
        address = route.request.url
        file = found(address, self.modules)
        head = {"Access-Control-Allow-Origin": "*"}
        if file:
            route.fulfill(body=file.read_bytes(), content_type=TYPES.get(file.suffix, "application/octet-stream"), headers=head)
        elif re.search(r"\.png|tile", address):
            route.fulfill(body=PIXEL, content_type="image/png", headers=head)
        else:
            self.empty.append(address)
            route.fulfill(body="", content_type=TYPES.get(Path(address).suffix, "text/plain"), headers=head)
