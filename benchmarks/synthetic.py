"""Makes up events to measure with: towns of the atlas, fixed seed, texts as long as real ones; the same n gives the same rows.

Not data: nobody reported any of it. 45 rows in a hundred lie exactly on a place of the atlas, the rest within 2 km of
one. `python benchmarks/synthetic.py N FILE.csv` writes them with the column names of the incident frame.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy
import pandas

import geo
from geo.formats.contract import Imported, Provenance, checked, counted, framed

SEED = 2017
FIRST, LAST = (numpy.datetime64(day, "D").astype(int) for day in ("2017-01-01", "2023-12-31"))
ON_PLACE = 0.45
TYPES = ["Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots", "Strategic developments"]
TYPE_SHARES = [0.32, 0.34, 0.14, 0.08, 0.04, 0.08]
ACTORS = ["Force A", "Force B", "Militia C", "Militia D", "Group E", "Group F", "Police G", "Civilians"]
PRECISIONS = ["exact", "near", "town", "district"]
PRECISION_SHARES = [0.15, 0.45, 0.25, 0.15]
RADIUS_M = {"exact": 100.0, "near": 2000.0, "town": 5000.0, "district": 20000.0}
SYLLABLES = ["ba", "ko", "ri", "ten", "al", "mu", "sha", "dir", "o", "ne", "far", "ti", "la", "qui", "ver", "un", "sel", "ha"]
WORDS = 400  # so few that texts deflate as real ones do: to a fifth


def events(n: int, *, seed: int = SEED) -> Imported:
    """`n` made-up events as an incident frame, in no order of time."""
    draw = numpy.random.default_rng(seed)
    places = geo.load().places
    points = numpy.column_stack([places.geometry.x, places.geometry.y])
    at = draw.choice(len(points), n, p=_shares(len(points)))
    off = draw.random(n) >= ON_PLACE
    metres = numpy.sqrt(draw.random(n)) * 2000 * off
    turn = draw.random(n) * 2 * numpy.pi
    lat = points[at, 1] + metres * numpy.sin(turn) / 111_000
    lon = points[at, 0] + metres * numpy.cos(turn) / (111_000 * numpy.cos(numpy.radians(lat)))
    day = draw.integers(FIRST, LAST + 1, n)
    precision = draw.choice(len(PRECISIONS), n, p=PRECISION_SHARES)
    kind = draw.choice(len(TYPES), n, p=TYPE_SHARES)
    sides = [draw.choice(len(ACTORS), n, p=_shares(len(ACTORS))) for _ in range(2)]
    killed = draw.poisson(1.2, n)
    names = places["name"].to_numpy()
    words = _words(draw)
    frame = framed(n, {
        "id": pandas.Series([f"EV{number:06d}" for number in draw.permutation(n)]),
        "title": _sentences(draw, words, n, 52, [f"{TYPES[k].split('/')[0]}: " for k in kind]),
        "when": pandas.Series(day.astype("datetime64[D]").astype(str)),
        "earliest": pandas.array(day, dtype="Int32"), "latest": pandas.array(day, dtype="Int32"), "date_precision": "day",
        "kind": pandas.Categorical.from_codes(kind, TYPES),
        "actor_a": pandas.Categorical.from_codes(sides[0], ACTORS), "actor_b": pandas.Categorical.from_codes(sides[1], ACTORS),
        "place": pandas.Categorical(names[at]), "admin1": pandas.Categorical(places["admin1"].to_numpy()[at]),
        "lon": numpy.round(lon, 5), "lat": numpy.round(lat, 5),
        "where_precision": pandas.Series(numpy.array(PRECISIONS)[precision]),
        "uncertainty_m": numpy.array([RADIUS_M[one] for one in PRECISIONS])[precision],
        "killed_low": pandas.array(killed, dtype="Int32"), "killed_best": pandas.array(killed, dtype="Int32"),
        "killed_high": pandas.array(killed + draw.poisson(0.3, n), dtype="Int32"),
        "summary": _sentences(draw, words, n, 200, [""] * n),
        "source": _sentences(draw, words[:60], n, 16, [""] * n),
        "links": _links(draw, words, n),
        "line": pandas.array(numpy.arange(2, n + 2), dtype="Int32"),
    })
    found = Provenance(name="synthetic.csv", sha256="0" * 64, bytes=0, format="table", counts=counted(frame, refused=0),
                       title="Made-up events", publisher="nobody", licence="none: made up")
    return checked(Imported(frame, found))


def _shares(size: int) -> numpy.ndarray:
    """Few have most: the shares of a list by rank."""
    shares = 1 / numpy.arange(1, size + 1) ** 0.7
    return shares / shares.sum()


def _words(draw: numpy.random.Generator) -> list[str]:
    lengths = draw.integers(1, 6, WORDS)
    return ["".join(draw.choice(SYLLABLES, size)) for size in lengths]


def _sentences(draw: numpy.random.Generator, words: list[str], n: int, chars: int, starts: list[str]) -> pandas.Series:
    """One text a row: its start, then random words up to about `chars` characters."""
    mean = sum(map(len, words)) / len(words) + 1
    each = max(1, round(chars / mean))
    # Words as common as words are: by rank.
    drawn = draw.choice(len(words), (n, each), p=_shares(len(words)))
    return pandas.Series([start + " ".join([words[i] for i in row]) for start, row in zip(starts, drawn.tolist(), strict=True)])


def _links(draw: numpy.random.Generator, words: list[str], n: int) -> pandas.Series:
    how_many = draw.integers(1, 4, n).tolist()
    hosts = [f"https://{word}.example/" for word in words[:40]]
    picks = iter(draw.integers(0, len(hosts), sum(how_many)).tolist())
    numbers = iter(draw.integers(100_000, 999_999, sum(how_many)).tolist())
    return pandas.Series(["\n".join(f"{hosts[next(picks)]}{next(numbers)}" for _ in range(size)) for size in how_many])


def main(arguments: list[str]) -> None:
    """Write N events to a CSV file."""
    n, file = int(arguments[0]), Path(arguments[1])
    events(n).frame.drop(columns=["earliest", "latest", "date_precision", "line", "note"]).to_csv(file, index=False)


if __name__ == "__main__":
    main(sys.argv[1:])
