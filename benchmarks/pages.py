"""Builds one page of made-up events by one tool; run by itself it builds in a process of its own and reports what that cost.

Every tool is given the same: position, date, type, actors, title, summary and links, shown when a reader asks for an event.
`python benchmarks/pages.py TOOL EVENTS FILE.html [--no-texts]` prints JSON: CPU seconds, peak memory in MB, bytes. EVENTS is
how many are made up, or a dataset file. Making them up or reading them, and importing the tool, are not counted.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DAY_MS = 86_400_000
MONTH_DAYS = 30


def script(name: str) -> str:
    """A script of the folder peers/, for what a tool wants as text."""
    return (HERE / "peers" / f"{name}.js").read_text(encoding="utf-8").strip()


def timeline(frame: Any, file: Path) -> None:
    """Folium's Timeline with TimelineSlider: each event is shown for 30 days, so that a position of the slider is a month."""
    import folium
    from folium.plugins import Timeline, TimelineSlider
    from folium.utilities import JsCode

    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]},
         "properties": {"start": day * DAY_MS, "end": (day + MONTH_DAYS) * DAY_MS, "when": when, "title": title, "kind": kind,
                        "actor": f"{actor} / {other}", "summary": summary, "sources": links}}
        for lon, lat, day, when, title, kind, actor, other, summary, links in _rows(frame)
    ]
    drawn = folium.Map(location=[35.5, 40.0], zoom_start=7)
    layer = Timeline({"type": "FeatureCollection", "features": features}, get_interval=JsCode(script("timeline_interval")),
                     point_to_layer=JsCode(script("timeline_point")), on_each_feature=JsCode(script("timeline_popup")))
    layer.add_to(drawn)
    TimelineSlider(auto_play=False, show_ticks=False).add_timelines(layer).add_to(drawn)
    drawn.save(str(file))


def cluster(frame: Any, file: Path) -> None:
    """Folium's FastMarkerCluster with a marker per event and its texts on click."""
    import folium
    from folium.plugins import FastMarkerCluster

    rows = [[lat, lon, when, title, kind, f"{actor} / {other}", summary, links]
            for lon, lat, _, when, title, kind, actor, other, summary, links in _rows(frame)]
    drawn = folium.Map(location=[35.5, 40.0], zoom_start=7, prefer_canvas=True)
    FastMarkerCluster(rows, callback=f"var callback = {script('cluster_row')};").add_to(drawn)
    drawn.save(str(file))


def lonboard(frame: Any, file: Path) -> None:
    """Lonboard's export: a scatter layer whose table carries all columns."""
    import geopandas
    from lonboard import Map, ScatterplotLayer

    columns = {name: frame[name].astype(str) for name in ("when", "kind", "actor_a", "actor_b", "title", "summary", "links")}
    points = geopandas.GeoDataFrame(columns, geometry=geopandas.points_from_xy(frame["lon"], frame["lat"]), crs="OGC:CRS84")
    Map(ScatterplotLayer.from_geopandas(points, get_fill_color=[200, 30, 30], pickable=True)).to_html(str(file))


def ours(imported: Any, file: Path, *, texts: bool = True) -> None:
    """The page of this package, as `geo map` writes it."""
    from geo import basemap, dataset, events, words
    from geo.page import AtlasMap

    layers = basemap.layers(dataset.locate(None).data)
    made = events.payload([imported], title="Made-up events", basemap=layers, words=words.files(), texts=texts)
    file.write_text(AtlasMap(made).page(), encoding="utf-8")


def _rows(frame: Any) -> Any:
    """The rows a peer is given: those with a position and a day, for it has no place for others."""
    frame = frame[frame["lon"].notna() & frame["earliest"].notna()]
    columns = [frame[name].tolist() for name in ("lon", "lat", "earliest", "when", "title", "kind", "actor_a", "actor_b",
                                                 "summary", "links")]
    return zip(*columns, strict=True)


PEERS: dict[str, Callable[[Any, Path], None]] = {"timeline": timeline, "cluster": cluster, "lonboard": lonboard}
NAMES = {"ours": "ours", "timeline": "Folium Timeline", "cluster": "FastMarkerCluster", "lonboard": "lonboard"}
_IMPORTS = {"ours": ("geo.events", "geo.page"), "timeline": ("folium.plugins",), "cluster": ("folium.plugins",),
            "lonboard": ("lonboard", "geopandas")}


def imported_events(what: int | Path) -> Path:
    """The file with so many made-up events, or those of a dataset, made once in a process of its own: in nobody's peak."""
    marked = (HERE / "synthetic.py").read_bytes() if isinstance(what, int) else what.read_bytes()
    mark = hashlib.sha256(marked).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / "contact-atlas-bench"
    folder.mkdir(exist_ok=True)
    file = folder / f"events-{what if isinstance(what, int) else what.name}-{mark}.pickle"
    if not file.is_file():
        subprocess.run([sys.executable, str(HERE / "pages.py"), "make", str(what), f"{file}.part"], check=True)
        Path(f"{file}.part").rename(file)
    return file


def _made(what: str) -> Any:
    if not what.isdecimal():
        from geo import formats

        return formats.read(Path(what))
    import synthetic

    return synthetic.events(int(what))


def main(words: list[str]) -> int:
    """Build once and report, in this process."""
    from importlib import import_module

    if words[0] == "make":
        Path(words[2]).write_bytes(pickle.dumps(_made(words[1]), protocol=5))
        return 0
    tool, what, file = words[0], words[1], Path(words[2])
    with imported_events(int(what) if what.isdecimal() else Path(what)).open("rb") as stream:
        imported = pickle.load(stream)
    for module in _IMPORTS[tool]:
        import_module(module)
    start = time.process_time()
    if tool == "ours":
        ours(imported, file, texts="--no-texts" not in words)
    else:
        PEERS[tool](imported.frame, file)
    cpu_s = time.process_time() - start
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 ** 2)
    print(json.dumps({"cpu_s": cpu_s, "peak_mb": peak_mb, "bytes": file.stat().st_size}))
    return 0


def cost(tool: str, what: int | Path, file: Path, *, texts: bool = True) -> dict[str, float]:
    """Build in a process of its own, of so many made-up events or a dataset: cpu_s, peak_mb, bytes."""
    command = [sys.executable, str(HERE / "pages.py"), tool, str(what), str(file), *([] if texts else ["--no-texts"])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{tool} at {what}: {done.stderr[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


@cache
def page(tool: str, n: int, folder: Path) -> Path:
    """The page of a tool, built once per run of a script."""
    file = folder / f"{tool}-{n}.html"
    cost(tool, n, file)
    return file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
