"""Finds the one record a typed name means, in any script and spelling, or says which records it may mean.

A name is tried in this order, and the first step that answers decides:

1. an id, as it stands;
2. a curated spelling, compared after `fold` (places first, then incidents, then zones). Spellings in the script of the
   query come before those that only meet it through transliteration;
3. a near spelling of a place: rapidfuzz ratio of at least CUTOFF in the same script, MARGIN clear of the next place;
4. all words of the query, found in a place name, else in an incident title or id, else in a zone name. A place whose
   name is as near as RIVAL is a candidate beside these: "Derek" may be Derik, not only Mustafa Derek.

More than one record at the deciding step is an AmbiguousName that lists them; none is an UnknownName with the nearest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from . import vocabulary
from .errors import AmbiguousName, UnknownName, UsageError, shown

if TYPE_CHECKING:
    from .records import Dataset

CUTOFF: Final = 85.0  # below it, different villages of this atlas begin to match each other
MARGIN: Final = 5.0
TYPES: Final = ("place", "incident", "zone", "source")
RIVAL: Final = 75.0

# Forms of one Arabic letter that writers and keyboards exchange; tatweel carries no sound.
_ARABIC: Final = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ی": "ي", "ې": "ي", "ؤ": "و", "ة": "ه", "ک": "ك",
    "ـ": "",
})
_ARABIC_ARTICLE: Final = re.compile(r"(?<!\w)ال(?=\w\w)")
_ARTICLES: Final = frozenset("al el ar as ash at ath ad adh az an er es esh et ez".split())
_QUOTES: Final = re.compile(r"['`\"\u2018\u2019\u02bb\u02bc\u02bf\u02be]")
# "42.14,37.177", "36.5 N 40.7 E": two numbers, the first with a decimal point or a degree sign.
_POSITION: Final = re.compile(r"[-+]?\d+([.]\d+°?|°)\s*[NSEW]?[\s,;/]+[-+]?\d+([.]\d+)?°?\s*[NSEW]?", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One record that can be named: `type` is place, incident, zone or source; `kind` is its kind in plain words."""

    id: str
    type: str
    name: str
    kind: str
    admin1: str | None
    spellings: tuple[str, ...]

    def __str__(self) -> str:
        where = f", {self.admin1}" if self.admin1 else ""
        return f"{self.id} ({self.name}; {self.kind}{where})"


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text reduced to what spellings share: lower-case ASCII words, no article, no doubled letter.

    >>> fold("Al-Qāmishlī"), fold("القامشلي"), fold("Tall ‘Ulw"), fold("Qahtaniyah")
    ('qamishli', 'qmshli', 'tal ulw', 'qahtaniya')
    """
    text = unicodedata.normalize("NFKC", text).translate(_ARABIC)
    text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    text = unicodedata.normalize("NFC", text).translate(_ARABIC)
    text = _ARABIC_ARTICLE.sub("", text)
    if not text.isascii():
        from anyascii import anyascii  # its tables load only for text that needs them

        text = anyascii(_QUOTES.sub("", text))
    words = re.findall(r"[a-z0-9]+", _QUOTES.sub("", text).lower())
    kept = [word for word in words if word not in _ARTICLES] or words
    return " ".join(_word(word) for word in kept)


def _word(word: str) -> str:
    word = re.sub(r"y$", "i", word) if len(word) > 3 else word  # Qamishly and Qamishli
    word = re.sub(r"([a-z])\1+", r"\1", word)
    return word[:-1] if len(word) > 3 and word.endswith("ah") else word  # -iya and -iyah are one ending


def script(text: str) -> str:
    """The script of the first letter, as Unicode names it ("LATIN", "ARABIC"); empty without letters."""
    return next((unicodedata.name(char, "").split(" ")[0] for char in text if char.isalpha()), "")


def short(name: str) -> str:
    """A name without what stands in brackets: "Derik (Al-Malikiyah)" is "Derik"."""
    return _BRACKETS.sub("", name).strip() or name


class Words:
    """Typed words to look for in texts, each at the start of a word there; a single letter is a word by itself.

    >>> Words("Wagner men").found_in(["Wagner Group", "MENBIJ"]), Words("us").found_in(["Russia"])
    (True, False)
    """

    def __init__(self, text: str) -> None:
        self.words = fold(_text(text)).split()

    def found_in(self, texts: Iterable[str]) -> bool:
        """Whether every word is found in some text, in any script and spelling."""
        said = f" {' '.join(map(fold, texts))} "
        return all(f" {word}{' ' if len(word) == 1 else ''}" in said for word in self.words)


class Names:
    """The names of a data folder, ready to be asked."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: tuple[Entry, ...] = tuple(entries)
        self._ids = {entry.id: entry for entry in reversed(self.entries)}
        # (type, script, folded words) of every spelling, once.
        self._spellings = [
            (entry, script(spelling), fold(spelling)) for entry in self.entries for spelling in entry.spellings
        ]

    @classmethod
    def of(cls, dataset: Dataset) -> Names:
        """All places, incidents, zones and sources of the dataset, in that order."""
        return cls([*_places(dataset), *_incidents(dataset), *_zones(dataset), *_sources(dataset)])

    def resolve(self, text: str, *, types: Sequence[str] = ("place", "incident", "zone")) -> Entry:
        """The one record that `text` names.

        Raises: AmbiguousName with all candidates, UnknownName with the nearest three, UsageError for the name of another
        type or a position.
        """
        text = _text(text).strip()
        entry = self._ids.get(text) or self._ids.get(text.lower())
        if entry is not None and entry.type in types:
            return entry
        if not fold(text):
            raise UnknownName(text, [])
        if _POSITION.fullmatch(text):
            raise UsageError(f"{shown(text)} is a position", "positions are not read as names",
                             "name a place near it; in Python, atlas.control(lon=, lat=, as_of=) takes a position")
        for found in (self._spelled(text, types), self._near(text, types), self._worded(text, types)):
            if len(found) == 1:
                return found[0]
            if found:
                raise AmbiguousName(text, [str(entry) for entry in found])
        other = self._of_another_type(text)
        if other is not None:
            wanted = " or ".join(filter(None, [", ".join(types[:-1]), types[-1]]))
            raise UsageError(f"{shown(text)} is {_a(other.type)}", f"{_a(wanted)} is asked for", "name one")
        raise UnknownName(text, [str(entry) for entry in self._nearest(text, types)])

    def _of_another_type(self, text: str) -> Entry | None:
        """What `text` names where any type counts; single words of a longer name do not."""
        found = [self._ids.get(text) or self._ids.get(text.lower()), *self._spelled(text, TYPES), *self._near(text, TYPES)]
        return next(filter(None, found), None)

    def _spelled(self, text: str, types: Sequence[str]) -> list[Entry]:
        key, own = _joined(fold(text)), script(text)
        for kind in types:
            same = [(entry, alphabet) for entry, alphabet, folded in self._spellings
                    if entry.type == kind and _joined(folded) == key]
            hits = [entry for entry, alphabet in same if alphabet == own] or [entry for entry, _ in same]
            if hits:
                return _unique(hits)
        return []

    def _near(self, text: str, types: Sequence[str]) -> list[Entry]:
        scores = self._place_scores(text) if "place" in types else {}
        best = max(scores.values(), default=0.0)
        return self._at_least(scores, max(CUTOFF, best) - MARGIN) if best >= CUTOFF else []

    def _worded(self, text: str, types: Sequence[str]) -> list[Entry]:
        words = set(fold(text).split())
        if not any(len(word) >= 3 or any(map(str.isdigit, word)) for word in words):
            return []  # "a" and "of" stand in every other title
        for kind in types:
            hits = [entry for entry, _, folded in self._spellings
                    if entry.type == kind and words <= set(folded.split())]
            if hits:
                rivals = self._at_least(self._place_scores(text), RIVAL) if "place" in types else []
                return _unique([*hits, *rivals])
        return []

    def _place_scores(self, text: str) -> dict[str, float]:
        """How near each place is in spelling, 0 to 100, by id; spellings in other scripts do not count."""
        from rapidfuzz import fuzz  # not needed for a name that is spelled as listed

        return self._scores(text, ("place",), lambda a, b: fuzz.ratio(_joined(a), _joined(b)), alphabet=script(text))

    def _at_least(self, scores: dict[str, float], least: float) -> list[Entry]:
        return [self._ids[key] for key, score in scores.items() if score >= least]

    def _nearest(self, text: str, types: Sequence[str], count: int = 3) -> list[Entry]:
        """The entries to offer when nothing fits: here parts of names count too."""
        from rapidfuzz import fuzz

        scores = self._scores(text, types, lambda a, b: fuzz.WRatio(a, b))
        ranked = sorted(scores, key=lambda key: (-scores[key], key))
        return [self._ids[key] for key in ranked[:count]]

    def _scores(self, text: str, types: Sequence[str], ratio: Callable[[str, str], float], *,
                alphabet: str | None = None) -> dict[str, float]:
        """The best score of each entry's spellings, by id; with `alphabet`, of those in one script."""
        folded, scores = fold(text), dict[str, float]()
        for entry, own, spelling in self._spellings:
            if entry.type in types and alphabet in (None, own):
                scores[entry.id] = max(scores.get(entry.id, 0.0), ratio(folded, spelling))
        return scores


def _text(value: object) -> str:
    """`value` itself, refused with UsageError when it is no text: a number or nothing is no name."""
    if not isinstance(value, str):
        raise UsageError(f"{shown(value)} is no text", "names and words to look for are text", "give it in quotes")
    return value


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _joined(folded: str) -> str:
    return folded.replace(" ", "")  # Serê Kaniyê and Serekaniye are one name


def _unique(entries: Iterable[Entry]) -> list[Entry]:
    return list({entry.id: entry for entry in entries}.values())


def _places(dataset: Dataset) -> Iterable[Entry]:
    for place in dataset.places.values():
        others = (name for names in place.names.values() for name in names)
        spellings = dict.fromkeys([short(place.name), place.name, *others])
        admin1 = None if place.admin1 == "unknown" else vocabulary.ADMIN1[place.admin1]
        yield Entry(place.id, "place", place.name, place.kind.replace("_", " "), admin1, tuple(spellings))


def _incidents(dataset: Dataset) -> Iterable[Entry]:
    for incident in dataset.incidents.values():
        spellings = (incident.title, incident.id)  # an id reads "place, what, day": its words are how people recall it
        yield Entry(incident.id, "incident", incident.title, f"incident, {incident.when}", None, spellings)


def _zones(dataset: Dataset) -> Iterable[Entry]:
    for zone in dataset.zones.values():
        yield Entry(zone.id, "zone", zone.name, f"zone, {zone.valid}", None, (zone.name,))


def _sources(dataset: Dataset) -> Iterable[Entry]:
    for source in dataset.sources.values():
        kind = f"source, {source.published or 'undated'}"
        yield Entry(source.id, "source", source.title, kind, None, (source.title,))
