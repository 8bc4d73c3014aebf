"""Small files made to fill the memory or take hours: refused, or read, under 1 GB and 20 seconds of the processor each."""

from __future__ import annotations

import copy
import gzip
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hostile.archives import repacked, valid, with_rows, with_strings
from hostile.messages import MEGABYTES, SECONDS, apart
from hostile.mutations import HERALD, PLACES, TINY, ZONES, source
from hostile.tables import CSV, HEADER, KML

from geo import dataset, formats
from geo.errors import DataError
from geo.formats.contract import Limits


def collection(features: str) -> str:
    return f'{{"type":"FeatureCollection","features":[{features}]}}'


def records(path: str, count: int, change: Callable[[Any, int], None], *, more: bool = True) -> str:
    """A file with `count` copies of its first record, each changed."""
    top = json.loads(source(path))
    made = [copy.deepcopy(top["features"][0]) for _ in range(count)]
    for number, item in enumerate(made):
        item["id"] = f"copy-{number}"
        change(item, number)
    return json.dumps({"type": "FeatureCollection", "features": [*(top["features"] if more else []), *made]})


def field(name: str, value: Any) -> Callable[[Any, int], None]:
    return lambda item, number: item["properties"].update({name: value})


# File, content, the code that must be among those told.
FOLDERS: dict[str, tuple[str, Callable[[], str], str]] = {
    "100,000 members, one twice": (PLACES, lambda: '{"type":"FeatureCollection","features":[],' + ",".join(
        f'"k{n}":1' for n in range(100_000)) + ',"k1":2}', "duplicate-member"),
    "8,000 objects with a member twice": (PLACES, lambda: collection(",".join(['{"a":1,"a":2}'] * 8_000)), "duplicate-member"),
    "40,000 empty features": (PLACES, lambda: collection(",".join(["{}"] * 40_000)), "more-problems"),
    "seven million lists": (PLACES, lambda: collection(",".join(["[]"] * 7_000_000)), "file-too-large"),
    "40,000 NaN": (ZONES, lambda: collection(",".join(["NaN"] * 40_000)), "more-problems"),
    "NaN behind a text of 20 MB": (ZONES, lambda: collection('"' + "a" * 20_000_000 + '",NaN'), "not-finite"),
    "100,000 fields": (PLACES, lambda: records(PLACES, 1, lambda item, _: item["properties"].update({f"k{n}": 1 for n in range(100_000)})), "out-of-range"),
    "a million wrong sources": (PLACES, lambda: records(PLACES, 1, field("sources", [1] * 1_000_000)), "out-of-range"),
    "100,000 rings without a position": (ZONES, lambda: records(ZONES, 1, lambda item, _: item["geometry"].update(coordinates=[[]] * 100_000)), "short-ring"),
    "2,500 references to nothing": (PLACES, lambda: records(PLACES, 2_500, lambda item, number: item["properties"].update(sources=[f"herald-{number}"])), "unknown-reference"),
    "150 zones on one another": (ZONES, lambda: records(ZONES, 150, lambda item, number: None), "more-problems"),
    "nesting of 200,000": (ZONES, lambda: "[" * 200_000 + "]" * 200_000, "too-deep"),
    "a key of 20,000 parts": (HERALD, lambda: "a." * 20_000 + "a = 1", "too-deep"),
    "500 keys of 500 parts": (HERALD, lambda: "\n".join("a." * 500 + f"k{n} = 1" for n in range(500)), "too-deep"),
    "TOML of 10 MB": (HERALD, lambda: "\n".join(f"k{n} = 1" for n in range(800_000)), "file-too-large"),
    "lists in 60 kB of TOML": (HERALD, lambda: "x = [" + "[]," * 20_000 + "]", "unknown-field"),
    "a number of a million hexadecimal digits": (HERALD, lambda: source(HERALD).decode() + "n = 0x" + "f" * 900_000, "not-finite"),
}


def checked(folder: Path) -> str:
    return " ".join(sorted({problem.code for problem in dataset.check(folder)}))


def held(name: str, said: str, codes: str, peak_mb: int, seconds: float) -> list[str]:
    """What is wrong with the answer to a heavy file, and with what it took."""
    wrong = [] if any(code in said for code in codes.split("|")) else [f"{name}: {said[:300]}"]
    wrong += [f"{name}: {peak_mb} MB"] if peak_mb >= MEGABYTES else []
    return wrong + ([f"{name}: {seconds:.0f} s"] if seconds >= SECONDS else [])


def test_heavy_data_folders(tmp_path: Path, counted: Callable[..., None]) -> None:
    folder, wrong = tmp_path / "country", []
    shutil.copytree(TINY, folder)
    dataset.check(folder)  # the child then has what is loaded once
    for name, (path, content, code) in FOLDERS.items():
        (folder / path).write_text(content(), "utf-8")
        wrong += held(name, *_spread(apart(lambda: checked(folder)), code))
        shutil.copyfile(TINY / path, folder / path)
    for name, target in (("a pipe", None), ("a device without end", "/dev/zero"), ("a link to itself", folder / ZONES)):
        (folder / ZONES).unlink()
        os.mkfifo(folder / ZONES) if target is None else (folder / ZONES).symlink_to(target)
        wrong += held(name, *_spread(apart(lambda: checked(folder)), "unreadable-file"))
    counted("bad data", cases=len(FOLDERS) + 3, failed=len(wrong))
    assert not wrong, "\n".join(wrong)


def _spread(answer: tuple[str, int, float], code: str) -> tuple[str, str, int, float]:
    return answer[0], code, answer[1], answer[2]


def polygons(count: int) -> str:
    one = "<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 0,1 1,1 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon>"
    return KML.format(f"<Placemark><TimeStamp><when>2020</when></TimeStamp><MultiGeometry>{one * count}</MultiGeometry></Placemark>")


# File, content, what must be among what is told: a code, or the number of rows.
FILES: dict[str, tuple[str, Callable[[], str | bytes], str]] = {
    "40 comments before the KML": ("e.kml", lambda: "<!---->" * 40 + KML.format(""), "no-column|empty-file"),
    "1,500 areas of one placemark": ("e.kml", lambda: polygons(1_500), "1 rows"),
    "20,000 elements more than the limit": ("e.kml", lambda: "<kml>" + "<a/>" * 40_000 + "</kml>", "over-limit"),
    "19,000 elements": ("e.kml", lambda: "<kml>" + "<a/>" * 19_000 + "</kml>", "no-column|empty-file"),
    "100,000 levels": ("e.kml", lambda: "<kml>" + "<a>" * 100_000, "too-deep"),
    "seven million lists": ("e.geojson", lambda: collection("[]," * 7_000_000 + "[]"), "over-limit"),
    "60,000 members, one twice": ("e.geojson", lambda: '{"type":"FeatureCollection","features":[],' + ",".join(
        f'"k{n}":1' for n in range(60_000)) + ',"k1":2}', "duplicate-member"),
    "200 kB that unpack to 60 MB": ("e.geojson.gz", lambda: gzip.compress(collection("[]," * 20_000_000 + "[]").encode(), 1), "over-limit"),
    "10,000 bad rows": ("e.csv", lambda: HEADER + "a,b,c,d,e\n" * 10_000, "9,000 rows from line 1002"),
    "10,000 ragged rows": ("e.csv", lambda: HEADER + "a\n" * 10_000, "9,000 rows from line 1002"),
    "commas and CR": ("e.csv", lambda: "id,date,lat,lon" + "".join(f",c{n}" for n in range(900)) + "\r" + (",a" * 903 + "\r") * 100, "line 101"),
    "a quote that swallows a megabyte": ("e.csv", lambda: CSV + 'b,2020,1,2,"x\n' + "c,2020,1,2,y\n" * 100_000, "over-limit"),
    "a blank cell at the end of 20,000 rows": ("e.xlsx", lambda: with_rows(b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in range(3, 20_000))), "over-limit"),
    "20,000 cells of a row": ("e.xlsx", lambda: with_rows(b'<row r="3">' + b"<c/>" * 20_000 + b"</row>"), "1 rows|over-limit|bad-format"),
    "40,000 rows of nothing": ("e.xlsx", lambda: with_rows(b"<row/>" * 40_000), "1 rows|over-limit"),
    "10,000 shared strings": ("e.xlsx", lambda: with_strings(b"<si><t>x</t></si>" * 10_000, b""), "2 rows|over-limit|bad-cell"),
    "a shared string of 50 MB in 50 kB": ("e.xlsx", lambda: with_strings(b"<si><t>" + b"x" * 50_000_000 + b"</t></si>", b""), "over-limit"),
    "60 parts of a megabyte in 60 kB": ("e.xlsx", lambda: repacked(valid(), {}, more={f"xl/x{n}": b" " * 1_000_000 for n in range(60)}), "over-limit"),
}
LIMITS = Limits(nodes=20_000, cells=1_000_000)


def read(path: Path) -> str:
    try:
        return f"{len(formats.read(path, limits=LIMITS).frame)} rows"
    except DataError as error:
        return " ".join(str(problem) for problem in error.problems[-3:])


def test_heavy_files_of_events(tmp_path: Path, counted: Callable[..., None]) -> None:
    (tmp_path / "warm.csv").write_text(CSV)
    read(tmp_path / "warm.csv")
    wrong = []
    for name, (file, content, meant) in FILES.items():
        made = content()
        (tmp_path / file).write_bytes(made if isinstance(made, bytes) else made.encode())
        wrong += held(name, *_spread(apart(lambda file=file: read(tmp_path / file)), meant))
    counted("bad tables", cases=len(FILES), failed=len(wrong))
    assert not wrong, "\n".join(wrong)


def test_a_limit_is_raised_by_who_has_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from geo import cli, limits

    folder = tmp_path / "country"
    shutil.copytree(TINY, folder)
    monkeypatch.setattr(limits, "_current", limits.Limits())
    for raised, exit_code in (("lists=9", 1), ("lists=100000,problems=9", 0), ("toml_bytes=99", 1), ("depth=3", 1), ("list=9", 2), ("lists=-1", 2)):
        monkeypatch.setenv("GEO_LIMITS", raised)
        with pytest.raises(SystemExit) as left:
            cli.main(["check", str(folder)])
        assert (raised, left.value.code) == (raised, exit_code)
