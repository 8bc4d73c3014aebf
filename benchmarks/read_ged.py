"""Measures reading a CSV shaped like UCDP GED into the incident frame, ours beside pandas.read_csv of the same file."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy
import pandas
import synthetic
from turns import Target, arguments, in_turns, missing, report

from geo import formats

TARGET = Target(0.8)
FORMAT = "ucdp-ged"
# The columns of GED 24.1 in their order; nothing of its rows is here.
COLUMNS = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id
    dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article
    source_office source_date source_headline source_original where_prec where_coordinates where_description adm_1 adm_2
    latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end deaths_a
    deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob""".split()


def written(n: int, file: Path) -> None:
    """Made-up events in the columns of GED."""
    frame = synthetic.events(n).frame
    day, best = frame["when"] + " 00:00:00.000", frame["killed_best"]
    given = {
        "id": numpy.arange(1, n + 1), "relid": "MAD-" + frame["id"], "year": frame["when"].str[:4], "active_year": True,
        "code_status": "Clear", "type_of_violence": 1, "conflict_name": "Made up: country", "side_a": frame["actor_a"],
        "side_b": frame["actor_b"], "dyad_name": frame["actor_a"].astype(str) + " - " + frame["actor_b"].astype(str),
        "number_of_sources": 1, "source_article": frame["summary"], "source_headline": frame["title"],
        "source_office": frame["source"],
        "source_date": frame["when"], "source_original": "", "where_prec": 1, "where_coordinates": frame["place"],
        "where_description": frame["place"], "adm_1": frame["admin1"], "adm_2": frame["admin1"], "latitude": frame["lat"],
        "longitude": frame["lon"], "geom_wkt": "POINT (" + frame["lon"].astype(str) + " " + frame["lat"].astype(str) + ")",
        "country": "Syria", "region": "Middle East", "event_clarity": 1, "date_prec": 1, "date_start": day, "date_end": day,
        "deaths_a": 0, "deaths_b": 0, "deaths_civilians": best, "deaths_unknown": 0, "best": best, "high": frame["killed_high"],
        "low": frame["killed_low"], "gwnob": "",
    }
    pandas.DataFrame({name: given.get(name, 652) for name in COLUMNS}).to_csv(file, index=False)


def cpu_s(code: str, file: Path) -> float:
    """CPU seconds of one line in a fresh process, what it imports not counted."""
    done = subprocess.run([sys.executable, __file__, "--side", code, str(file)], capture_output=True, text=True, check=True)
    return float(done.stdout.splitlines()[-1])


def side(name: str, file: Path) -> None:
    """Read once and print CPU seconds, of all threads; what both need is loaded before, by the imports above."""
    if name == "ours":
        formats.reader(FORMAT)
    start = time.process_time()
    rows = len(formats.read(file, format=FORMAT).frame) if name == "ours" else len(pandas.read_csv(file))
    taken = time.process_time() - start
    assert rows, "nothing was read"
    print(taken)


def main() -> None:
    """CPU seconds in turns, A B A B."""
    asked = arguments(__doc__ or "", sizes=(400_000,), runs=5)
    with tempfile.TemporaryDirectory() as folder:
        for n in asked.sizes:
            if FORMAT not in formats.names():
                missing("read_ged", f"the reader {FORMAT} is not in this checkout yet")
                continue
            file = Path(folder) / f"ged-{n}.csv"
            written(n, file)
            file.read_bytes()  # so that both sides read from the disk cache from the first turn on
            found = in_turns({name: lambda name=name, file=file: cpu_s(name, file) for name in ("ours", "peer")}, asked.runs)
            report("read a GED-shaped CSV", n, found["ours"], found["peer"], peer_name="pandas.read_csv", unit="CPU s",
                   target=TARGET if n >= 400_000 else None, as_json=asked.json)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--side"]:
        side(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
