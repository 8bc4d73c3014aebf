"""Reads a data folder of our own: each incident of an atlas as one event, with what its claims amount to."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..atlas import View
from ..errors import visible
from ..vocabulary import ADMIN1
from . import cells
from .contract import Imported, Options, Provenance
from .head import Head
from .rows import Rows

if TYPE_CHECKING:
    from ..records import Claim, Incident

NAME: Final = "folder"
LABEL: Final = "data folder of an atlas"


def recognises(head: Head) -> str | None:
    """A folder that holds incidents.geojson, itself or in data/."""
    there = head.folder and {"incidents.geojson", "data/incidents.geojson"} & set(head.members)
    return f"a folder with {sorted(there)[0]}" if there else None


def read(path: Path, *, options: Options) -> Imported:
    """The incidents of a data folder, in the order of the file; a road or area as the point that stands for it.

    `kind` are its kinds, the gravest first as the record has them; the figures are the lowest and the highest that a
    source asserts, never a mean; sources are the publishers of its claims.

    Raises: DataError when the folder has errors.
    """
    view = View.load(path)
    incidents = list(view.dataset.incidents.values())
    rows = Rows(visible(path.resolve().name), range(1, len(incidents) + 1), unit="incident")
    made = [_row(view, incident) for incident in incidents]
    columns: dict[str, Any] = {name: [row[name] for row in made] for name in made[0]} if made else {}
    columns |= cells.columns_of([(*cells.bounds(incident.when)[:3], incident.date_precision) for incident in incidents])
    provenance = dataclasses.replace(_provenance(path), layout=f"{len(incidents)} incidents")
    return rows.finish(columns, provenance, options=options)


def _row(view: View, incident: Incident) -> dict[str, Any]:
    claims = view.claims_of(incident.id)
    actors = view.dataset.actors
    parties = list(dict.fromkeys(actors[party.actor].name if party.actor in actors else party.actor
                                 for party in incident.parties))
    place = next((item.place for item in incident.places if item.role == "scene"), "")
    spot = view.spot(incident.id, types=("incident",)) if incident.geometry is not None else None
    low, high = _killed(claims)
    sources = [view.dataset.sources[source] for source, _ in claims]
    known = {source.publisher or source.title: None for source in sources}
    links = {source.url: None for source in sources if source.url}
    return {
        "id": incident.id, "title": incident.title, "kind": "; ".join(incident.kinds),
        "actor_a": parties[0] if parties else "", "actor_b": "; ".join(parties[1:]),
        "place": view.dataset.places[place].name if place in view.dataset.places else "",
        "admin1": "" if incident.admin1 == "unknown" else ADMIN1[incident.admin1],
        "lon": spot.lon if spot else None, "lat": spot.lat if spot else None,
        "where_precision": incident.where_precision, "uncertainty_m": incident.uncertainty_m if spot else None,
        "killed_low": low, "killed_high": high, "summary": incident.summary or "", "source": "; ".join(known),
        "links": "\n".join(links), "note": incident.note or "",
    }


def _killed(claims: Sequence[tuple[str, Claim]]) -> tuple[int | None, int | None]:
    """The lowest and the highest number of dead that any claim asserts."""
    figures = [claim.killed for _, claim in claims if claim.killed is not None and claim.stance == "asserts"]
    return (min(low for low, _ in figures), max(high for _, high in figures)) if figures else (None, None)


def _provenance(path: Path) -> Provenance:
    """The files of the folder as one: their SHA-256 is over each name, size and content, in order of the names."""
    from ..dataset import locate

    folder = locate(path)
    files = [*sorted(folder.data.glob("*.*json")), *sorted(folder.seeds.glob("*.toml"))]
    digest = hashlib.sha256()
    size = 0
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file.name}\n{len(content)}\n".encode() + content)
        size += len(content)
    return Provenance(path.resolve().name, digest.hexdigest(), size, NAME)
