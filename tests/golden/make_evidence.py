"""Writes evidence.json: what geo.evidence makes of the shipped claims at some cut-off days, for the page to agree with.

`python tests/golden/make_evidence.py` writes it; tests/page/test_known.py shows that it would come out the same, so run
it again after a change of the claims.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from geo import evidence
from geo.atlas import View

FILE = Path(__file__).parent / "evidence.json"
# None counts every claim. February 2018 has sources dated to the month only: they are unclear on the 8th, in on the 28th.
DAYS = (None, "2018-01-01", "2018-02-08", "2018-02-28", "2020-01-31", "2020-06-05", "2021-01-01", "2030-01-01")


def rows() -> list[list[Any]]:
    """[day, incident, status, origins, details_disputed, [[topic, claims]], [known, later, unclear]], untold ones too."""
    view = View.load()
    found = []
    for day in DAYS:
        for incident in view.dataset.incidents:
            claims = view.claims_of(incident)
            known = evidence.Known(tuple(claims), (), ())
            if day:
                known = evidence.known_by(claims, view.dataset.sources, date.fromisoformat(day))
            weighed = evidence.status(known.by)
            found.append([day, incident, weighed.status, weighed.origins, weighed.details_disputed,
                          [[topic, ids] for topic, ids in weighed.disagreements],
                          [len(known.by), len(known.later), len(known.unclear)]])
    return found


def text() -> str:
    """The file: JSON, one row a line."""
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows()) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
