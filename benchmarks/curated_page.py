"""Measures what the curated page costs a browser until its points stand on the map, beside a plain Folium map of the same points.

Prints CPU seconds of the main thread (Chromium's TaskDuration: parsing, script, style and layout) on this machine
as it is and slowed four times, the bytes of both pages, and their ratio. The peer gets Leaflet inlined, so that neither
needs a network; it carries no texts, no zones and no clock.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import folium
from playwright.sync_api import Browser, sync_playwright

import geo
from geo.page import leaflet

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5
READY = {"atlas": "html[data-ready=true] .incident-mark", "folium": "path.leaflet-interactive"}


def peer(atlas: geo.Atlas) -> str:
    """A Folium map with one circle an incident, Leaflet inlined in place of its links."""
    plain = folium.Map(location=[36.5, 40.5], zoom_start=8, tiles=None)
    for row in atlas.incidents.itertuples():
        if row.geometry is not None:
            point = row.geometry.representative_point()
            folium.CircleMarker([point.y, point.x], radius=6, tooltip=row.title).add_to(plain)
    lines = [line for line in plain.get_root().render().splitlines() if "http" not in line or "<script>" in line]
    code, sheet = leaflet()
    return "\n".join(lines).replace("</head>", f"<script>{code}</script><style>{sheet}</style></head>", 1)


def cpu_s(browser: Browser, path: Path, name: str, slowdown: int) -> float:
    """CPU seconds of the main thread from navigation to the first points."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})  # CPU time, whatever else the machine does
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_selector(READY[name], state="attached", timeout=60_000)
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    page.context.close()
    return float(metrics["TaskDuration"])


def main() -> None:
    """Measure in turns, A B A B, and print medians."""
    chromium = subprocess.run([sys.executable, str(ROOT / "scripts" / "chromium.py"), "--find"], capture_output=True, text=True,
                              check=True).stdout.strip()
    atlas = geo.load()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        pages = {"atlas": Path(folder) / "atlas.html", "folium": Path(folder) / "folium.html"}
        atlas.map().save(pages["atlas"])
        pages["folium"].write_text(peer(atlas), encoding="utf-8")
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for slowdown in (1, 4):
            times: dict[str, list[float]] = {name: [] for name in pages}
            for _ in range(RUNS):
                for name, path in pages.items():
                    times[name].append(cpu_s(browser, path, name, slowdown))
            middle = {name: statistics.median(all_) for name, all_ in times.items()}
            print(f"CPU slowed {slowdown}x: atlas {middle['atlas']:.2f} s, plain Folium {middle['folium']:.2f} s, "
                  f"ratio {middle['atlas'] / middle['folium']:.1f}")
        sizes = {name: path.stat().st_size for name, path in pages.items()}
        print(f"bytes: atlas {sizes['atlas']:,}, plain Folium {sizes['folium']:,} (without texts, zones, clock)")


if __name__ == "__main__":
    main()
