"""Writes the golden files that Python and the page share, from outside oracles: datetime, calendar and geographiclib.

`python tests/golden/make.py` writes days.json, geodesics.json and distances.json; tests/page shows that they would come
out the same. distances.json has no oracle outside: it is what `geo distance` answers of the curated atlas, whose
geodesics and bounds are tested apart. fold.json is written by hand.
"""

from __future__ import annotations

import calendar
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from geographiclib.geodesic import Geodesic

FOLDER = Path(__file__).parent
EPOCH = date(1970, 1, 1).toordinal()
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")


def number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH


def words(day: date) -> str:
    """As `3 June 2020`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def sampled_days() -> list[date]:
    """Ends of months round the years of the atlas, leap days, the first and last day there is, and some by chance."""
    chance = random.Random(1970)
    edges = [date(year, month, day) for year in range(2017, 2025) for month in range(1, 13)
             for day in (1, calendar.monthrange(year, month)[1])]
    odd = [date.min, date.max, date(1, 12, 31), date(4, 2, 29), date(1600, 2, 29), date(1700, 2, 28), date(1900, 3, 1),
           date(1969, 12, 31), date(1970, 1, 1), date(2000, 2, 29), date(2100, 2, 28), date(2100, 3, 1)]
    by_chance = [date.fromordinal(chance.randint(1, date.max.toordinal())) for _ in range(200)]
    return sorted({*edges, *odd, *by_chance})


def moved(day: date, months: int) -> date | None:
    """The same day some months on, or the last of a shorter month; None outside the years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days() -> dict[str, list[Any]]:
    """`days`: [n, text, words, month start, week start, year]; `months`: [n, months, n moved]."""
    chance = random.Random(12)
    sample = sampled_days()
    rows = [[number(d), d.isoformat(), words(d), number(d.replace(day=1)),
             number(d - timedelta(days=d.weekday())), d.year] for d in sample]
    months = []
    for day in sample:
        for step in (1, -1, 12, chance.randint(-600, 600)):
            target = moved(day, step)
            if target:
                months.append([number(day), step, number(target)])
    return {"days": rows, "months": months}


def pairs() -> Iterator[tuple[str, list[float]]]:
    """Kinds and pairs [lon, lat, lon, lat] in degrees; no function of the platform's mathematics takes part."""
    chance = random.Random(3)

    def lon() -> float:
        return round(chance.uniform(-179.5, 179.5), 6)

    def lat() -> float:
        return round(chance.uniform(-89.5, 89.5), 6)

    for _ in range(60):
        yield "syria", [round(chance.uniform(*span), 5) for span in ((35.5, 42.5), (32.0, 37.5)) * 2]
    for _ in range(60):
        yield "world", [lon(), lat(), lon(), lat()]
    for exponent in range(1, 13):
        for _ in range(4):
            a, b, step = lon(), lat(), 10.0**-exponent
            yield "antipodal", [a, b, round(a + (180 if a < 0 else -180) + step * chance.choice((-1, 0, 1)), 13),
                                round(-b + step * chance.choice((-1, 1)), 13)]
    for _ in range(15):
        yield "equator", [lon(), 0.0, lon(), 0.0]
        a = lon()
        yield "meridian", [a, lat(), a, lat()]
        yield "pole", [lon(), chance.choice((-90.0, 90.0)), lon(), lat()]
        a, b = lon(), lat()
        yield "tiny", [a, b, round(a + 1e-7 * chance.randint(1, 900), 9), round(b + 1e-7 * chance.randint(1, 900), 9)]
    yield "same", [41.23, 37.05, 41.23, 37.05]
    yield "same", [180.0, -16.5, -180.0, -16.5]


def geodesics() -> list[list[Any]]:
    """Rows [kind, [lon, lat, lon, lat], distance_m to a micrometre, bearing_deg]."""
    rows = []
    for kind, pair in pairs():
        lon_a, lat_a, lon_b, lat_b = pair
        solved = Geodesic.WGS84.Inverse(lat_a, lon_a, lat_b, lon_b)
        bearing = round(solved["azi1"] % 360, 9) % 360 if solved["s12"] else 0.0
        rows.append([kind, pair, round(solved["s12"], 6), bearing])
    return rows


def distances() -> list[list[Any]]:
    """Rows [type, id, type, id, distance_m, low_m, high_m, bearing_deg], metres to a tenth of a millimetre.

    Each road and area against three others of them, four places and a point incident; then pairs of points by chance.
    """
    from geo import spots
    from geo.atlas import View

    data = View.load().dataset
    chance = random.Random(6)
    incidents = [spots.of_incident(one) for one in data.incidents.values() if one.geometry is not None]
    places = [spots.of_place(one) for one in data.places.values()]
    extended = [one for one in incidents if one.geometry["type"] != "Point"]
    points = [one for one in incidents if one.geometry["type"] == "Point"]
    found = [(one, other) for one in extended
             for other in [*chance.sample(extended, 3), *chance.sample(places, 4), chance.choice(points)]]
    found += [(chance.choice(places), chance.choice([*places, *points])) for _ in range(110)]
    found += [(one, one) for one in (places[0], extended[0])]
    rows = []
    for start, end in found:
        span = spots.between(start, end)
        bearing = None if span.bearing_deg is None else round(span.bearing_deg, 6)
        rows.append([start.type, start.id, end.type, end.id,
                     *(round(value, 4) for value in (span.distance_m, span.low_m, span.high_m)), bearing])
    return rows


def lines(value: Any) -> str:
    """JSON with one row a line."""
    def rows(items: list[Any]) -> str:
        return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in items) + "\n]"

    if isinstance(value, dict):
        return "{\n" + ",\n".join(f'"{key}": {rows(items)}' for key, items in value.items()) + "\n}\n"
    return rows(value) + "\n"


def main() -> None:
    """Write the files."""
    for name, value in (("days.json", days()), ("geodesics.json", geodesics()), ("distances.json", distances())):
        (FOLDER / name).write_text(lines(value), encoding="utf-8")


if __name__ == "__main__":
    main()
