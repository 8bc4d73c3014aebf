"""Builds what the page carries of imported events: one incident and one claim a row, as the dataset has them.

The same fields as of an atlas (docs/payload.md). Nothing is added that the dataset does not say: no zones, no bases, and
the status of everything is that of one origin, the dataset.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute

from . import __version__, dates, opening, vocabulary
from .event_texts import method, page_words
from .wire import NONE, Codes, Days, Names, Rows, Same, See, Steps, Table, Texts, Whole

if TYPE_CHECKING:
    from .formats.contract import Imported, Provenance

PER_DEGREE: Final = 100_000  # positions are kept to a hundred-thousandth of a degree, about a metre
SYMBOLS: Final = ("fire", "contact", "block", "air", "fifth", "sixth")  # for the six most frequent kinds; the rest is "other"
FACETS: Final = ("kinds", "actors", "precisions", "areas", "publishers")
# A text column whose values repeat this often is written as codes.
_REPEATS: Final = 8
LISTS: Final = ("status", "where_precision", "date_precision", "stance")

Progress = Callable[[str], None]


def payload(imports: Sequence[Imported], *, title: str, basemap: Sequence[Mapping[str, Any]], words: Mapping[str, Any],
            texts: bool = True, during: str | None = None, tiles: Sequence[Mapping[str, Any]] = (),
            progress: Progress = lambda _: None) -> dict[str, Any]:
    """The whole payload of imported events; the same events give the same payload.

    Args:
        imports: as `geo.formats.read_any` gives them.
        title: what the page is called.
        basemap: layers as `basemap.layers` gives them.
        words: interface texts by language, as `words.files` gives them.
        texts: whether titles, summaries, sources and links travel too; without them ids are numbers in order of time.
        during: the window the clock opens with, an EDTF date or interval; None opens it whole.
        tiles: online base maps the page offers.
        progress: is told each step by name before it begins.
    """
    progress("sorting")
    frame, file_rows = _sorted(imports)
    progress("columns")
    kinds = _kinds(frame)
    actors = _actors(frame)
    tables = {"incidents": Table(len(frame), _incidents(frame, kinds, actors, texts=texts)),
              "claims": Table(len(frame), _claims(frame, file_rows, imports, texts=texts))}
    days = [frame[name].dropna().to_numpy(np.int64) for name in ("earliest", "latest")]
    known = np.concatenate(days) if days else np.zeros(0, np.int64)
    placed = frame["lon"].notna()
    families = kinds.families()
    own = "; ".join(dict.fromkeys(one.provenance.publisher or one.provenance.name for one in imports))
    return {
        "schema": 2, "version": __version__, "title": title, "subtitle": _subtitle(frame, known), "data_hash": _hash(imports),
        "credit": opening.credit(own, basemap, title=title),
        "range": [int(known.min()), int(known.max())] if len(known) else [0, 0], "opens": opening.opens(during, None),
        **opening.frame(*(np.sort(frame[name][placed].to_numpy()).tolist() for name in ("lon", "lat"))),
        "words": page_words(words, families), "vocabulary": {name: vocabulary.LISTS[name] for name in LISTS},
        "families": families, "facets": list(FACETS), "base_roles": [],
        "method": method(imports, families, texts=texts), "founding": [],
        "actors": {"id": actors.names, "name": actors.names, "side": [None] * len(actors.names)},
        "origins": {"id": ["dataset"], "name": [own], "type": ["dataset"], "side": [None]},
        "sources": _sources(imports),
        **{name: {column: [] for column in columns} for name, columns in EMPTY.items()},
        **tables,
        "stories": [], "basemap": [opening.coded(layer) for layer in basemap], "tiles": [dict(one) for one in tiles],
        "shapes": [],
    }


EMPTY: Final = {
    "places": ("id", "name", "label", "names", "kind", "lon", "lat", "uncertainty_m", "admin1", "rank", "sources", "note"),
    "presences": ("place", "actor", "role", "status", "valid", "attested", "from", "to", "firm_from", "firm_to", "same_as",
                  "note", "sources"),
    "zones": ("id", "name", "layer", "status", "controllers", "valid", "from", "to", "sure", "basis", "accuracy_m", "shape",
              "sources", "note"),
}


def _sorted(imports: Sequence[Imported]) -> tuple[pd.DataFrame, Whole]:
    """All rows by first possible day, last, id, those without a date at the end; and which import each is of."""
    frames = [one.frame for one in imports]
    frame = frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
    of = np.repeat(np.arange(len(frames)), [len(one) for one in frames])
    latest = frame["latest"].fillna(2**31 - 1).to_numpy(np.int64)
    first = frame["earliest"].fillna(frame["latest"]).fillna(2**31 - 1).to_numpy(np.int64)
    ranks = np.empty(len(frame), np.int64)
    ranks[compute.sort_indices(pa.array(frame["id"])).to_numpy()] = np.arange(len(frame))  # by signs, as Python sorts text
    order = np.lexsort((ranks, latest, first))
    return frame.take(order).reset_index(drop=True), of[order]


class _Coded:
    """The distinct texts of one or more columns by frequency, without the empty one, and the code of each row."""

    def __init__(self, *columns: pd.Series) -> None:
        parts = [_codes(column) for column in columns]
        counts: dict[str, int] = {}
        for codes, names in parts:
            for name, count in zip(names, np.bincount(codes, minlength=len(names)).tolist(), strict=True):
                counts[name] = counts.get(name, 0) + count
        self.names = sorted((name for name, count in counts.items() if name and count), key=lambda name: (-counts[name], name))
        place = {name: row for row, name in enumerate(self.names)}
        # -1 stands for none.
        self.rows = [np.array([place.get(name, -1) for name in names] or [-1], np.int64)[codes] for codes, names in parts]


class _Kinds(_Coded):
    """The dataset's own words for what happened, and the symbol each is drawn with."""

    def symbol(self, code: int) -> str:
        """The symbol of a kind: one of its own for the most frequent."""
        return SYMBOLS[code] if 0 <= code < len(SYMBOLS) else "other"

    def families(self) -> dict[str, list[str]]:
        """Kinds by symbol, the most frequent first."""
        own = {SYMBOLS[row]: [name] for row, name in enumerate(self.names[:len(SYMBOLS)])}
        return own | ({"other": self.names[len(SYMBOLS):]} if len(self.names) > len(SYMBOLS) or -1 in self.rows[0] else {})


def _kinds(frame: pd.DataFrame) -> _Kinds:
    return _Kinds(frame["kind"])


def _actors(frame: pd.DataFrame) -> _Coded:
    return _Coded(frame["actor_a"], frame["actor_b"])


def _codes(column: pd.Series) -> tuple[Whole, list[str]]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(np.int64), [str(name) for name in column.cat.categories]
    codes, names = pd.factorize(column)
    return codes.astype(np.int64), [str(name) for name in names]


def _incidents(frame: pd.DataFrame, kinds: _Kinds, actors: _Coded, *, texts: bool) -> dict[str, Any]:
    """The incidents table."""
    kind = kinds.rows[0] + 1  # so that none is 0
    places = _by_code(frame["place"], lambda name: [[None, "at", "scene", name, None, None, None]] if name else [])
    precision = _by_code(frame["where_precision"], lambda name: name)
    when = _dated(frame)
    none: list[str] = []
    return {
        "id": Names(frame["id"].tolist()) if texts else Names([str(row) for row in range(1, len(frame) + 1)]),
        "title": Texts(frame["title"].array) if texts else Codes(kind, ["", *kinds.names], of="kinds"),
        "when_note": Same(None),
        "date_precision": _by_code(frame["date_precision"], lambda name: name), **when,
        "kinds": Codes(kind, [[], *([name] for name in kinds.names)]),
        "family": Codes(kind, ["other", *(kinds.symbol(code) for code in range(len(kinds.names)))], of="kinds"),
        "flags": Same(none), "parties": _parties(actors),
        "places": places, "where_precision": precision, "where_basis": Same(None),
        "uncertainty_m": _following(_numbers(frame["uncertainty_m"]), where_precision=precision), **_positions(frame, places),
        "shape": Same(None), "admin1": _following(_by_code(frame["admin1"], lambda name: name or None), places=places),
        "outcome": Same(None),
        "summary": Texts(frame["summary"].array) if texts else Same(""), "scope": Same("core"), "evidence": Same(none),
        "reviewed": Same(None), "note": _text(frame["note"]) if texts else Same(None),
        "status": Same("single_origin"), "details_disputed": Same(value=False), "origins": Same([0]), "topics": Same(none),
        "ground": Same(None), "nearest": Same(none),
    }


def _dated(frame: pd.DataFrame) -> dict[str, Any]:
    """The dates as sourced and what follows from each: whether it is sure, and the days it certainly covers."""
    codes, texts = pd.factorize(frame["when"])
    read = [dates.parse(text) if text else None for text in texts]
    cores = {name: np.array([_day(getattr(one, name, None)) for one in read] or [NONE], np.int64)
             for name in ("core_start", "core_end")}
    sure = [one is not None and not (one.approximate or one.uncertain) for one in read]
    bounds = {name: frame[name].fillna(NONE).to_numpy(np.int64) for name in ("earliest", "latest")}
    return {
        "when": Codes(codes.astype(np.int64), [str(text) for text in texts]),
        "sure": Same(value=True) if all(sure) else Codes(np.array(sure, np.int64)[codes], [False, True]),
        "earliest": Days(bounds["earliest"]), "latest": Days(bounds["latest"], after="earliest"),
        **{name: Days(values[codes], after="earliest") for name, values in cores.items()},
    }


def _day(value: Any) -> int:
    return NONE if value is None else dates.day_number(value)


def _by_code(column: pd.Series, meaning: Callable[[str], Any]) -> Codes:
    """A column by its codes, the most frequent first, and what each stands for."""
    codes, names = _codes(column)
    counts = np.bincount(codes, minlength=len(names)) if len(names) else np.zeros(0, np.int64)
    order = np.lexsort((np.arange(len(names)), -counts))[:int((counts > 0).sum())]
    place = np.zeros(max(len(names), 1), np.int64)
    place[order] = np.arange(len(order))
    return Codes(place[codes], [meaning(names[code]) for code in order.tolist()])


def _numbers(column: pd.Series) -> Codes:
    codes, values = pd.factorize(column, use_na_sentinel=False)
    return Codes(codes.astype(np.int64), [None if value != value else float(value) for value in values.tolist()])


def _following(column: Codes, **others: Codes) -> Codes:
    """The column as what each code of another stands for, where one follows from the other, such as a province from a town."""
    (name, other), = others.items()
    pairs = np.unique(other.values * max(len(column.names), 1) + column.values)
    if len(pairs) != len(other.names):
        return column
    return Codes(other.values, [column.names[pair % len(column.names)] for pair in pairs.tolist()], of=name)


def _positions(frame: pd.DataFrame, places: Codes) -> dict[str, Steps]:
    """lon and lat in steps, by how far they lie from the commonest position of their place."""
    placed = frame["lon"].notna().to_numpy()
    steps = {name: np.rint(np.where(placed, frame[name], 0) * PER_DEGREE).astype(np.int64) for name in ("lon", "lat")}
    if len(places.names) * _REPEATS > len(frame):  # places of their own say nothing of each other
        return {name: Steps(values, PER_DEGREE, ~placed) for name, values in steps.items()}
    found = pd.DataFrame({"place": places.values, **steps})[placed].value_counts(sort=True).reset_index()
    first = found.sort_values(["place", "count", "lon", "lat"], ascending=[True, False, True, True]).drop_duplicates("place")
    base = {name: np.zeros(len(places.names), np.int64) for name in steps}
    for name, values in base.items():
        values[first["place"]] = first[name]
    return {name: Steps(values, PER_DEGREE, ~placed, "places", base[name]) for name, values in steps.items()}


def _text(column: pd.Series) -> Codes | Texts:
    """Texts as codes where they repeat much, null for none; else in blocks."""
    if column.iloc[:len(column) // _REPEATS * 2].nunique() * _REPEATS > len(column):  # told without the long rest
        return Texts(column.array)
    codes, names = pd.factorize(column)
    if len(names) * _REPEATS > len(column):
        return Texts(column.array)
    return Codes(codes.astype(np.int64), [name or None for name in names.tolist()])


def _parties(actors: _Coded) -> Codes:
    """The pairs of actors that occur, each once."""
    a, b = actors.rows
    codes, pairs = pd.factorize((a + 1) * (len(actors.names) + 1) + b + 1, sort=True)
    counts = np.bincount(codes, minlength=len(pairs))
    order = np.lexsort((pairs, -counts))
    place = np.empty(len(pairs), np.int64)
    place[order] = np.arange(len(pairs))
    rows = [[pair // (len(actors.names) + 1) - 1, pair % (len(actors.names) + 1) - 1] for pair in pairs[order].tolist()]
    return Codes(place[codes], [[[row, "unknown", None, None] for row in dict.fromkeys(pair) if row >= 0] for pair in rows])


def _claims(frame: pd.DataFrame, file_rows: Whole, imports: Sequence[Imported], *, texts: bool) -> dict[str, Any]:
    """The claims table: what the dataset says of each incident."""
    speakers = [one.provenance.publisher or one.provenance.title or one.provenance.name for one in imports]
    empty = ("place", "zone", "speaker_type", "wounded", "strength", "figures_of", "when", "where", "lon", "lat", "published",
             "published_earliest", "published_latest", "note")
    many = len(imports) > 1
    return {
        "source": Codes(file_rows, list(range(len(imports)))) if many else Same(0), "number": Rows(1), "origin": Same(0),
        "incident": Rows(0), "speaker": Codes(file_rows, speakers, of="source") if many else Same(speakers[0]),
        "stance": Same("asserts"), "bears_on": Same("event"), "says": See("incidents", "summary"),
        "locator": _text(frame["source"]) if texts else Same(None), "links": _text(frame["links"]) if texts else Same(None),
        "topics": Same([]), "killed": _killed(frame), **{name: Same(None) for name in empty},
    }


def _killed(frame: pd.DataFrame) -> Codes | Same:
    """[low, high] as the dataset has them; where it has one of three, the others are that one."""
    low, best, high = (frame[name].fillna(-1).to_numpy(np.int64) for name in ("killed_low", "killed_best", "killed_high"))
    first = np.where(low >= 0, low, np.where(best >= 0, best, high))
    last = np.where(high >= 0, high, np.where(best >= 0, best, low))
    codes, keys = pd.factorize((first << 32) + last, sort=True)
    counts = np.bincount(codes, minlength=len(keys))
    order = np.lexsort((np.arange(len(keys)), -counts))
    place = np.empty(len(keys), np.int64)
    place[order] = np.arange(len(keys))
    names = [None if key < 0 else [key >> 32, key & (2**32 - 1)] for key in keys[order].tolist()]
    return Same(None) if names == [None] else Codes(place[codes], names)


def _sources(imports: Sequence[Imported]) -> dict[str, list[Any]]:
    """The sources table: each file once."""
    told: list[Provenance] = [one.provenance for one in imports]
    return {
        "id": [f"file-{number}" for number in range(1, len(told) + 1)],
        "title": [one.title or one.name for one in told], "publisher": [one.publisher or one.name for one in told],
        "author": [None for _ in told], "published": [None for _ in told],
        "url": [one.url for one in told], "archived": [None for _ in told], "language": [None for _ in told],
        "note": [f"{one.name}, SHA-256 {one.sha256}" for one in told],
    }


def _hash(imports: Sequence[Imported]) -> str:
    """SHA-256 over where the events come from: the files by their own hash, and how they were read."""
    told = [asdict(one.provenance) for one in imports]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def _subtitle(frame: pd.DataFrame, known: Whole) -> str:
    ends = [str(np.datetime64(int(end), "D"))[:4] for end in (known.min(), known.max())] if len(known) else []
    years = "-".join(dict.fromkeys(ends))
    return f"{len(frame):,} events" + (f", {years}" if years else "")
