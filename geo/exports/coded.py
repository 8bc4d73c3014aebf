"""Incidents as CSV in the column names of UCDP GED or ACLED, for scripts written for those; what we cannot say stays empty.

The columns bear the names of those datasets, not their authority: no code is assigned that the records do not support,
and nothing is averaged. Rules that both share:

- the dates are the first and last possible day; the precision code is that of the days between them, and a day that a
  source calls approximate or uncertain is never coded as exact;
- deaths run from the lowest to the highest figure of any claim; a single figure stands only where exactly one origin
  gives figures and each of them is that number. Claims may count different groups, so `figures` names them one by one;
- a line or area has its middle in latitude and longitude, as the page measures from, and its shape in `geom_wkt`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from .. import dates, export, spots, vocabulary
from ..tables import bounds

if TYPE_CHECKING:
    from ..atlas import View
    from ..evidence import Figure
    from ..records import Incident

# The widest span in days of each code of UCDP's date_prec: 1 one day, 2 two to six, 3 a week, 4 eight to thirty or a
# month, 5 more than a month, up to a year. Beyond a year UCDP has no code.
_UCDP_DAYS: Final = ((1, 1), (2, 6), (3, 7), (4, 31), (5, 366))
# ACLED's time_precision: 1 one day, 2 a week, 3 a month. Beyond a month ACLED has no code.
_ACLED_DAYS: Final = ((1, 1), (2, 7), (3, 31))

_SHARED: Final[dict[str, str]] = {
    "year": "year of the first possible day; empty when that is open",
    "figures": "who says how many were killed, claim by claim: speaker: low-high (of whom)",
    "geom_wkt": "the geometry as WKT, degrees on WGS 84; empty without a place",
    "latitude": "degrees; of a line or area its middle; empty without a place",
    "longitude": "degrees; of a line or area its middle; empty without a place",
    "uncertainty_m": "radius or half-width in metres; no column of the original",
    "when": "the date as sourced, EDTF; no column of the original",
    "where_precision": "the atlas's own word for how well the place is known; no column of the original",
    "status": "corroborated, single_origin or disputed, from the claims; no column of the original",
}
UCDP: Final[dict[str, str]] = {
    "id": "id of the incident (UCDP: a number)",
    "year": _SHARED["year"],
    "side_a": "name of the first party of the record; which stands first says nothing about who began",
    "side_b": "name of the second party; empty when there is none",
    "other_parties": "names of further parties; no column of the original",
    "number_of_sources": "number of documents that claim something of the incident",
    "source_article": "publisher, date and title of each of those documents",
    "where_prec": "1 exact or town, 2 near or road, 3 district, 4 region, 6 no place given",
    "where_coordinates": "name of the place of the scene",
    "where_description": "the place in the words of the sources, else how it was chosen",
    "adm_1": "governorate",
    "latitude": _SHARED["latitude"],
    "longitude": _SHARED["longitude"],
    "geom_wkt": _SHARED["geom_wkt"],
    "date_prec": "1 one day, 2 two to six days, 3 seven, 4 eight to thirty-one, 5 up to a year, by the days from date_start "
                 "to date_end; an approximate or uncertain day is 2; empty when an end is open or it is more than a year",
    "date_start": "first possible day",
    "date_end": "last possible day",
    "best": "killed, where exactly one origin gives figures and all of them are this number; else empty, never averaged",
    "high": "the highest figure for killed in any claim; empty without one",
    "low": "the lowest figure for killed in any claim; empty without one",
    "figures": _SHARED["figures"],
    "source_headline": "title of the record",
    "uncertainty_m": _SHARED["uncertainty_m"],
    "when": _SHARED["when"],
    "where_precision": _SHARED["where_precision"],
    "status": _SHARED["status"],
}
ACLED: Final[dict[str, str]] = {
    "event_id_cnty": "id of the incident (ACLED: country and number)",
    "event_date": "first possible day, as year-month-day; empty when that is open",
    "year": _SHARED["year"],
    "time_precision": "1 one day, 2 up to seven days, 3 up to thirty-one, by the days between the bounds; an approximate or "
                      "uncertain day is 2; empty when an end is open or it is more than a month",
    "event_type": "symbol family of the gravest kind, in the atlas's words and not ACLED's",
    "sub_event_type": "kinds, in the atlas's words and not ACLED's",
    "actor1": "name of the first party of the record; which stands first says nothing about who began",
    "actor2": "name of the second party; empty when there is none",
    "other_parties": "names of further parties; no column of the original",
    "admin1": "governorate",
    "location": "name of the place of the scene",
    "latitude": _SHARED["latitude"],
    "longitude": _SHARED["longitude"],
    "geo_precision": "1 exact or town, 2 near, road or district, 3 region; empty without a place, for which ACLED has no code",
    "source": "publishers of the documents that claim something of the incident",
    "notes": "title and summary of the record",
    "fatalities": "killed, where exactly one origin gives figures and all of them are this number; else empty, never averaged",
    "fatalities_low": "the lowest figure for killed in any claim; no column of the original",
    "fatalities_high": "the highest figure for killed in any claim; no column of the original",
    "figures": _SHARED["figures"],
    "event_date_end": "last possible day; no column of the original",
    "geom_wkt": _SHARED["geom_wkt"],
    "uncertainty_m": _SHARED["uncertainty_m"],
    "when": _SHARED["when"],
    "where_precision": _SHARED["where_precision"],
    "status": _SHARED["status"],
}


def written(view: View, table: str = "incidents", *, to: str) -> bytes:
    """The incidents of a view in the columns of UCDP or ACLED (`to`), in order of date, as CSV."""
    del table
    columns, fill = _LAYOUTS[to]
    found = [fill(incident, _common(view, incident)) for incident in view.incidents_in_order()]
    return export.to_csv(found, columns=list(columns)).encode("utf-8")


def span_code(when: str, steps: tuple[tuple[int, int], ...]) -> int | None:
    """The code of the first step (code, most days) that holds the days a date may be; None when it is open or longer.

    >>> [span_code(text, _UCDP_DAYS) for text in ("2020-06-03", "2020-06-03~", "2020-06", "2020", "2020/..")]
    [1, 2, 4, 5, None]
    """
    found = dates.parse(when)
    if found.earliest is None or found.latest is None:
        return None
    days = (found.latest - found.earliest).days + 1
    code = next((code for code, most in steps if days <= most), None)
    return 2 if code == 1 and (found.approximate or found.uncertain) else code


def toll(figures: list[Figure]) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of claims that give figures; best only where one origin gives one and the same number."""
    if not figures:
        return None, None, None
    low, high = min(one.low for one in figures), max(one.high for one in figures)
    agreed = len({one.origin for one in figures}) == 1 and low == high
    return low, low if agreed else None, high


def _common(view: View, incident: Incident) -> dict[str, Any]:
    """What both layouts say of an incident."""
    data, when = view.dataset, bounds(incident.when)
    evidence = view.evidence(incident.id)
    killed = [one for one in evidence.figures if one.measure == "killed"]
    low, best, high = toll(killed)
    spot = None if incident.geometry is None else spots.of_incident(incident)
    parties = [data.actors[party.actor].name for party in incident.parties]
    scenes = [one for one in incident.places if one.role == "scene"]
    names = dict.fromkeys(data.places[one.place].name for one in scenes if one.place)
    sources = [data.sources[key] for key in dict.fromkeys(source for source, _ in view.claims_of(incident.id))]
    return {
        "year": when["earliest"] and int(when["earliest"][:4]), "first": when["earliest"], "last": when["latest"],
        "parties": [*parties[:2], *[None] * (2 - len(parties[:2]))], "other_parties": "; ".join(parties[2:]),
        "admin1": None if incident.admin1 == "unknown" else vocabulary.ADMIN1[incident.admin1],
        "place": "; ".join(names), "reported": "; ".join(one.as_reported for one in scenes if one.as_reported),
        "latitude": spot and round(spot.lat, 7), "longitude": spot and round(spot.lon, 7), "geom_wkt": _wkt(incident),
        "low": low, "best": best, "high": high, "figures": "; ".join(map(_figure, killed)), "sources": sources,
        "uncertainty_m": incident.uncertainty_m, "when": incident.when, "where_precision": incident.where_precision,
        "status": evidence.status,
    }


def _ucdp(incident: Incident, common: dict[str, Any]) -> dict[str, Any]:
    told = ["; ".join(filter(None, (one.publisher, one.published, one.title))) for one in common["sources"]]
    return {
        **common, "id": incident.id, "side_a": common["parties"][0], "side_b": common["parties"][1],
        "number_of_sources": len(told), "source_article": " | ".join(told), "source_headline": incident.title,
        "where_prec": vocabulary.UCDP_WHERE_PREC[incident.where_precision], "where_coordinates": common["place"],
        "where_description": common["reported"] or incident.where_basis, "adm_1": common["admin1"],
        "date_prec": span_code(incident.when, _UCDP_DAYS), "date_start": common["first"], "date_end": common["last"],
    }


def _acled(incident: Incident, common: dict[str, Any]) -> dict[str, Any]:
    kinds = list(incident.kinds)
    return {
        **common, "event_id_cnty": incident.id, "event_date": common["first"], "event_date_end": common["last"],
        "time_precision": span_code(incident.when, _ACLED_DAYS), "event_type": vocabulary.family(kinds),
        "sub_event_type": "; ".join(kinds), "actor1": common["parties"][0], "actor2": common["parties"][1],
        "location": common["place"], "geo_precision": vocabulary.ACLED_GEO_PRECISION[incident.where_precision],
        "source": "; ".join(dict.fromkeys(one.publisher for one in common["sources"])),
        "notes": f"{incident.title}. {incident.summary}", "fatalities": common["best"], "fatalities_low": common["low"],
        "fatalities_high": common["high"],
    }


_LAYOUTS: Final[dict[str, tuple[dict[str, str], Callable[[Any, dict[str, Any]], dict[str, Any]]]]] = {
    "ucdp": (UCDP, _ucdp), "acled": (ACLED, _acled),
}


def _wkt(incident: Incident) -> str | None:
    return None if incident.geometry is None else export.wkt(incident.geometry)


def _figure(one: Figure) -> str:
    count = str(one.low) if one.low == one.high else f"{one.low}-{one.high}"
    return f"{one.speaker}: {count}{f' ({one.of})' if one.of else ''}"
