"""What the page of imported events says about itself: its method panel, and the dataset's own words in its interface."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from . import words

if TYPE_CHECKING:
    from .formats.contract import Imported, Provenance

# Texts that speak of the actors and places of the curated atlas: another dataset's words must not meet them.
_CURATED: Final = ("actor.", "actor_short.", "actor_brief.", "origin_brief.", "family.", "split.family.", "kind.",
                   "admin1.")


def page_words(files: Mapping[str, Mapping[str, str]], families: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The interface texts, packed, with the dataset's words for what happened in place of the atlas's."""
    own = {f"{part}.{symbol}": name for symbol, name in _named(families).items() for part in ("family", "split.family")}
    kept = {lang: {key: text for key, text in texts.items() if not key.startswith(_CURATED)} | own
            for lang, texts in files.items()}
    return words.packed(kept)


def _named(families: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What each symbol stands for: one kind, or for the last all the others."""
    others = families.get("other", ())
    rest = ", ".join(others[:4]) + (" …" if len(others) > 4 else "")  # as many as fit a line of the legend
    return {symbol: kinds[0] for symbol, kinds in families.items() if symbol != "other"} | {
        "other": f"other: {rest}" if rest else "other, or not said"}


def method(imports: Sequence[Imported], families: Mapping[str, Sequence[str]], *, texts: bool) -> list[dict[str, Any]]:
    """The sections of the method panel."""
    drawn = sum(one.provenance.counts.get("mapped", 0) for one in imports)
    tray = sum(one.provenance.counts.get("tray", 0) for one in imports)
    what = ["A map of events as a dataset records them, made from the files named below. Nothing was added to it: no event, no "
            "position, no judgement of whether it happened.",
            f"{drawn:,} events have a position and are drawn; {tray:,} have none and stand in a tray under the list."]
    if not texts:
        what.append("Titles, summaries, sources and links were left out to keep the file small. Events are numbered in order "
                    "of time.")
    own = len([one for one in families if one != "other"])
    shown = [f"A symbol stands for what the dataset calls the event. The {own} most frequent kinds have one each, all others "
             "share the circle; the legend says which is which.",
             "How well a place is known is what the dataset codes, translated: a filled symbol is an exact spot or a town, a "
             "hollow one lies somewhere within a radius. Where the dataset codes no precision, none is claimed.",
             "Positions are kept to a hundred-thousandth of a degree, about a metre."]
    trust = ["Every event has one origin, the dataset, so that the page calls each a single origin. The sources it names are "
             "shown as it names them; whether they are independent of each other is not known here.",
             "Figures are the lowest and the highest the dataset gives.",
             "The base map is drawn from what comes with the program, which is detailed in north-east Syria only; "
             "elsewhere the map is blank."]
    return [{"heading": "What this is", "paragraphs": what}, {"heading": "How to read it", "paragraphs": shown},
            {"heading": "How far to trust it", "paragraphs": trust},
            {"heading": "Where it comes from", "paragraphs": [line for one in imports for line in _origin(one.provenance)]}]


def _origin(told: Provenance) -> list[str]:

    def count(name: str) -> str:
        return f"{told.counts.get(name, 0):,}"

    parts = [told.title, told.publisher, f"version {told.version}" if told.version else None, told.url]
    named = ", ".join(part for part in parts if part)
    licence = f"Licence: {told.licence}." if told.licence else "The file does not say under which licence it may be used."
    return [f"{told.name}{f': {named}' if named else ''}. {licence}",
            f"Read as {told.format}{f', {told.layout}' if told.layout else ''}: {count('read')} rows = {count('mapped')} mapped "
            f"+ {count('tray')} in the tray + {count('refused')} refused; {count('undated')} undated.",
            f"{told.bytes:,} bytes, SHA-256 {told.sha256}.", *told.notes]
