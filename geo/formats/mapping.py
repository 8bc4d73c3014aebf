"""Says which column of a file is which of ours: as the user said, else by well-known names; never by content."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..errors import FormatError, UsageError, shown, visible
from ..vocabulary import WHERE_PRECISIONS
from .contract import Options

# Our columns that a file can fill, and the names we know them by, the likeliest first. Compared in lower case without
# blanks, hyphens and underscores.
KNOWN: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "event_id", "incident_id", "event_id_cnty", "uid", "uuid", "record_id", "globalid"),
    "title": ("title", "name", "headline", "event_name", "label"),
    "when": ("when", "event_date", "date", "incident_date", "date_of_event", "date_of_incident", "day", "datetime",
             "verified_date", "event_day"),
    "when_start": ("when_start", "date_start", "start_date", "start", "begin", "from_date"),
    "when_end": ("when_end", "date_end", "end_date", "end", "to_date"),
    "date_precision": ("date_precision",),
    "kind": ("kind", "kinds", "event_type", "incident_type", "type", "category", "sub_event_type"),
    "actor_a": ("actor_a", "actor1", "actor_1", "side_a", "perpetrator", "attacker"),
    "actor_b": ("actor_b", "actor2", "actor_2", "side_b", "target"),
    "place": ("place", "location", "location_name", "where", "city", "town", "village", "settlement", "locality", "site"),
    "admin1": ("admin1", "adm_1", "admin_1", "province", "governorate", "state", "oblast", "region"),
    "lon": ("lon", "longitude", "lng", "long", "x", "lon_dd", "point_x", "decimal_longitude", "geo_longitude"),
    "lat": ("lat", "latitude", "y", "lat_dd", "point_y", "decimal_latitude", "geo_latitude"),
    "where_precision": ("where_precision",),
    "uncertainty_m": ("uncertainty_m", "accuracy_m", "radius_m", "coordinate_uncertainty_in_meters"),
    "killed_best": ("killed_best", "killed", "fatalities", "deaths", "dead", "best"),
    "killed_low": ("killed_low", "fatalities_low", "deaths_low", "low"),
    "killed_high": ("killed_high", "fatalities_high", "deaths_high", "high"),
    "summary": ("summary", "description", "notes", "details", "narrative", "text", "comment", "comments"),
    "source": ("source", "sources", "source_name", "publisher", "reported_by"),
    "links": ("links", "link", "url", "urls", "source_url", "source_link"),
    "note": ("note", "remark", "remarks"),
}
ALIASES: Final = {"killed": "killed_best"}
_YEAR: Final = "year"  # taken for `when` when nothing better is there
_FIELDS: Final = ("columns", "date_format", "where_precision", "uncertainty_m", "sheet", "delimiter")


def options(values: Mapping[str, Any]) -> Options:
    """The Options of a mapping file as parsed (docs/formats.md says its fields).

    Raises: FormatError `bad-mapping` that names everything wrong.
    """
    wrong = [f"no field is named {shown(key)}" for key in values if key not in _FIELDS]
    columns = values.get("columns", {})
    if not isinstance(columns, Mapping) or not all(isinstance(item, str) for item in columns.values()):
        wrong.append("columns is not a table of names, such as { when = \"event_date\" }")
        columns = {}
    wrong += [f"no column of ours is named {shown(key)}" for key in columns if key not in KNOWN and key not in ALIASES]
    for key in ("date_format", "sheet", "delimiter"):
        if key in values and not isinstance(values[key], str):
            wrong.append(f"{key} is not text")
    delimiter = str(values.get("delimiter", ","))
    if len(delimiter) != 1 or not (delimiter == "\t" or (delimiter.isascii() and delimiter.isprintable())) or delimiter in "\"' ":
        wrong.append("delimiter is not one ASCII sign, or is a blank or a quotation mark")
    precision = values.get("where_precision")
    said = list(precision.values()) if isinstance(precision, Mapping) else [] if precision is None else [precision]
    wrong += [f"where_precision is {shown(item)}" for item in said if not isinstance(item, str) or item not in WHERE_PRECISIONS]
    radius = values.get("uncertainty_m")
    radii = list(radius.values()) if isinstance(radius, Mapping) else [] if radius is None else [radius]
    wrong += [f"uncertainty_m is {shown(item)}" for item in radii
              if isinstance(item, bool) or not isinstance(item, int | float) or not 0 <= item <= 20_000_000]
    if isinstance(radius, Mapping):
        wrong += [f"uncertainty_m is given for {shown(key)}" for key in radius if key not in WHERE_PRECISIONS]
    if wrong:
        raise FormatError(f"the mapping has {len(wrong)} fault{'s' if len(wrong) > 1 else ''}: {'; '.join(wrong)}",
                          f"its fields are {', '.join(_FIELDS)}; where_precision is one of {', '.join(WHERE_PRECISIONS)}",
                          "see docs/formats.md", code="bad-mapping")
    named = {ALIASES.get(key, key): value for key, value in columns.items()}
    return Options(columns=named, **{key: values[key] for key in _FIELDS if key in values and key != "columns"})


def parsed(text: str) -> dict[str, str]:
    """The columns of one `--columns` text: when=event_date,lat=y,lon=x. A name with a comma goes into a mapping file.

    >>> parsed("when=event_date, lat=y")
    {'when': 'event_date', 'lat': 'y'}

    Raises: UsageError.
    """
    found: dict[str, str] = {}
    for part in text.split(","):
        ours, equals, theirs = part.partition("=")
        ours = ALIASES.get(ours.strip(), ours.strip())
        if not equals or ours not in KNOWN:
            raise UsageError(f"--columns: {shown(part.strip())}", f"it is OURS=THEIRS with OURS one of {', '.join(KNOWN)}",
                             "write for example when=event_date,lat=y,lon=x")
        if ours in found:
            raise UsageError(f"--columns: {ours} is given twice", "", "give it once")
        found[ours] = theirs.strip()
    return found


def chosen(names: Sequence[str], said: Mapping[str, str], *, file: str, given: Sequence[str] = ()) -> tuple[dict[str, str], str]:
    """Our columns to those of the file, and a line that says so.

    `said` is what the user said ("" for a column that the file does not have); `given` are columns filled otherwise,
    such as lon and lat of a geometry.

    Raises: FormatError `no-column` that lists the columns there are, when one that was named is not there, or when
    nothing can be a date, a longitude or a latitude.
    """
    there = {_plain(name): name for name in reversed(names)}
    found: dict[str, str] = {}
    missing = []
    for ours, theirs in said.items():
        key = ALIASES.get(ours, ours)
        if not theirs:
            continue
        exact = theirs if theirs in names else there.get(_plain(theirs))
        if exact is None:
            missing.append(f"no column is named {shown(theirs)}")
        else:
            found[key] = exact
    taken, skipped = set(found.values()), {ALIASES.get(key, key) for key in said} | set(given)
    for ours, words in KNOWN.items():
        if ours in skipped or ours in found:
            continue
        guess = next((there[_plain(word)] for word in words if _plain(word) in there and there[_plain(word)] not in taken), None)
        if guess is not None:
            found[ours] = guess
            taken.add(guess)
    _one_date(found, said, there, taken, skipped)
    dated = "when" in found or "when_start" in found or "when" in skipped
    missing += ["no column looks like a date (when)"] * (not dated)
    missing += [f"no column looks like a {word} ({key})" for key, word in (("lon", "longitude"), ("lat", "latitude"))
                if key not in found and key not in skipped]
    if missing:
        raise FormatError(f"{file}: {'; '.join(missing)}", f"its columns are {visible(', '.join(names))}",
                          "say which is which with --columns when=...,lat=...,lon=..., or when= for none",
                          code="no-column")
    unused = [name for name in names if name not in found.values()]
    line = "columns: " + ", ".join(f"{ours} = {theirs}" for ours, theirs in found.items())
    return found, line + (f"; not used: {', '.join(unused)}" if unused else "")


def _one_date(found: dict[str, str], said: Mapping[str, str], there: Mapping[str, str], taken: set[str],
              skipped: set[str]) -> None:
    """Keep one way of saying the date: what the user said, else start and end, else one column, else the year."""
    if "when" in said or "when" in skipped:
        for other in ("when_start", "when_end"):
            if other not in said:
                taken.discard(found.pop(other, ""))
    elif "when_start" in said or ("when_start" in found and "when_end" in found and "when" not in found):
        taken.discard(found.pop("when", ""))
    elif "when" in found or "when_start" not in found:
        for other in ("when_start", "when_end"):
            taken.discard(found.pop(other, ""))
    if "when" not in found and "when_start" not in found and "when" not in skipped and _YEAR in there:
        found["when"] = there[_YEAR]
        taken.add(there[_YEAR])


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-.]+", "", name).lower()
