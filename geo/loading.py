"""Load the files of a data folder into records, noting every problem with the file, the record and the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from . import checks, geometry, limits, stories
from .errors import Problem, shown, visible
from .reading import Tree, build, read_json, read_toml
from .records import Actor, Claim, Dataset, Incident, Origin, Place, Record, Source, Story, Zone

R = TypeVar("R", bound=Record)

_CRS: Final = ("CRS84", "EPSG::4326", "EPSG:4326")  # the names under which tools write the only CRS of GeoJSON
_GEOMETRIES: Final[dict[str, tuple[str, ...]]] = {
    "place": ("Point",), "zone": ("Polygon", "MultiPolygon"), "incident": ("Point", "LineString", "Polygon"),
}


@dataclass
class Loaded:
    """What was read: the valid records, all ids seen, and the files with their problems."""

    data: Dataset = field(default_factory=lambda: Dataset({}, {}, {}, {}, {}, {}, []))
    trees: list[Tree] = field(default_factory=list)
    known: dict[str, set[str]] = field(default_factory=dict)  # also ids of broken records; a kind not read has no entry
    links: dict[str, str] = field(default_factory=dict)  # the source first seen with each address

    @property
    def problems(self) -> list[Problem]:
        """The problems of all files."""
        return [problem for tree in self.trees for problem in (*tree.problems, *more(tree.name, tree.untold))]

    @property
    def has_all_claims(self) -> bool:
        """Whether every seed file was read whole, so that a claim not found is not there."""
        return not any(tree.problems for tree in self.trees if tree.name.startswith("seeds/"))

    def add(self, kind: str, tree: Tree, into: dict[str, R], key: object, record: R | None) -> None:
        """Keep a record under its id, unless one is there; a broken record keeps its id, since others may name it."""
        if not isinstance(key, str):
            return
        if key in self.known[kind]:
            tree.report("duplicate-id", f"a second {kind} has the id {shown(key)}", "ids are unique",
                        "rename one, or join the two", record=label_of(key, kind), at="id")
            return
        self.known[kind].add(key)
        if record is not None:
            into[key] = record


def load(data: Path, seeds: Path, *, drafts: Mapping[Path, bytes] | None = None) -> Loaded:
    """Read the GeoJSON and actors in `data` and the ledger in `seeds`; never raises for what is in them.

    `drafts` stand, by path, for what files hold; seeds may be among them that are not there yet, nor their folder.
    """
    loaded, instead = Loaded(), drafts or {}
    into = loaded.data

    def of(name: str) -> Tree:
        return read_json(data / name, name, instead.get(data / name))

    _features(loaded, "place", Place, of(checks.PLACES), into.places)
    _features(loaded, "zone", Zone, of(checks.ZONES), into.zones)
    _features(loaded, "incident", Incident, of(checks.INCIDENTS), into.incidents)
    _actors(loaded, of(checks.ACTORS))
    _seeds(loaded, seeds, drafts)
    _stories(loaded, data / "stories")
    for tree in loaded.trees:
        # A NaN in a record has been reported with the record; its line alone adds nothing.
        if any(problem.code == "not-finite" and problem.record for problem in tree.problems):
            tree.problems = [item for item in tree.problems if item.code != "not-finite" or item.record]
    return loaded


def more(file: str, untold: int) -> list[Problem]:
    """What stands for the problems beyond the limit, none if there are none."""
    most = limits.current().problems
    return [Problem("more-problems", "error", file, "", "", f"{untold} more problems", f"the first {most} are told",
                    "cure those first, or raise the limit with GEO_LIMITS")] if untold else []


def label_of(key: object, otherwise: str) -> str:
    """How messages call the record with the id `key`; `otherwise` where it has none."""
    return shown(key)[1:-1] if isinstance(key, str) and key else otherwise


def _features(loaded: Loaded, kind: str, model: type[R], tree: Tree, into: dict[str, R]) -> None:
    loaded.trees.append(tree)
    if tree.value is None and tree.problems:  # a file of nothing but null was read, and is none of ours
        return
    top = tree.value if isinstance(tree.value, dict) else {}
    if top.get("type") != "FeatureCollection" or not isinstance(top.get("features"), list):
        tree.report("not-geojson", f"found {shown(top.get('type') if top else tree.value)}",
                    'the file is a FeatureCollection with a list "features"', "wrap the features in one")
        return
    crs = top.get("crs")
    if crs is not None and not any(name in str(crs) for name in _CRS):
        tree.report("not-geojson", f"crs is {shown(crs)}", "GeoJSON is in CRS84: lon and lat on WGS 84",
                    "save the file in EPSG:4326", at="crs")
    loaded.known[kind] = set()
    for number, item in enumerate(top["features"]):
        label = f"feature {number + 1}"
        if not isinstance(item, dict) or item.get("type") != "Feature" or not isinstance(item.get("properties"), dict):
            tree.report("not-geojson", f"found {shown(item)}", "each of features is a Feature with properties",
                        'give it "type": "Feature" and an object "properties"', record=label)
        else:
            _feature(loaded, kind, model, tree, into, item, label)


def _feature(loaded: Loaded, kind: str, model: type[R], tree: Tree, into: dict[str, R], item: dict[str, Any],
             label: str) -> None:
    properties, shape = item["properties"], item.get("geometry")
    # QGIS moves a Feature id that is text into the properties.
    ids = [holder["id"] for holder in (item, properties) if holder.get("id") is not None]
    label = label_of(ids[0] if ids else None, label)
    if len(ids) == 2 and ids[0] != ids[1]:
        tree.report("bad-id", f"Feature id {shown(ids[0])}, but id {shown(ids[1])} in properties",
                    "a record has one id", "keep the right one as Feature id", record=label, at="id")
    faults = geometry.faults(shape, _GEOMETRIES[kind]) if shape is not None else []
    for fault in faults:
        tree.report(fault.code, fault.found, fault.rule, fault.cure, record=label, at=fault.at)
    if "geometry" in properties:
        tree.report("unknown-field", "properties holds a geometry", "the geometry stands beside properties",
                    "move it there", record=label, at="geometry")
    # What is wrong with a geometry has been said; the other fields are still to be judged.
    values = {**properties, "geometry": {} if faults else shape, **({"id": ids[0]} if ids else {})}
    record = build(model, values, tree, record=label)
    loaded.add(kind, tree, into, values.get("id"), None if faults else record)


def _actors(loaded: Loaded, tree: Tree) -> None:
    loaded.trees.append(tree)
    if tree.value is None and tree.problems:  # a file of nothing but null was read, and is none of ours
        return
    top = tree.value if isinstance(tree.value, dict) else {}
    if not all(isinstance(top.get(name), list) for name in ("actors", "origins")):
        tree.report("wrong-type", f"found {', '.join(map(shown, top)) or shown(tree.value)}",
                    'the file is an object of two lists, "actors" and "origins"', "give it both lists")
        return
    for name in top:
        if name not in ("$schema", "actors", "origins"):
            tree.report("unknown-field", f"a member {shown(name)}", 'the file has "actors" and "origins"',
                        "move it into one of them", at=label_of(name, "''"))
    for kind, model, into in (("actor", Actor, loaded.data.actors), ("origin", Origin, loaded.data.origins)):
        loaded.known[kind] = set()
        for number, item in enumerate(top[f"{kind}s"]):
            _table(loaded, kind, model, tree, into, item, f"{kind} {number + 1}")


def _table(loaded: Loaded, kind: str, model: type[Any], tree: Tree, into: dict[str, Any], item: Any,
           label: str) -> None:
    """One record that is a plain object or TOML table with its id inside."""
    if not isinstance(item, dict):
        tree.report("wrong-type", f"found {shown(item)}", f"each {kind} is an object", "write its fields", record=label)
        return
    key = item.get("id")
    record = build(model, item, tree, record=label_of(key, label))
    loaded.add(kind, tree, into, key, record)


def _seeds(loaded: Loaded, folder: Path, drafts: Mapping[Path, bytes] | None) -> None:
    if drafts is None and not folder.is_dir():
        tree = Tree("seeds/")
        tree.report("missing-file", "the folder is not there",
                    "sources and claims are kept in seeds/, a TOML file each", "add the folder")
        loaded.trees.append(tree)
        return
    loaded.known["source"], loaded.known["claim"] = set(), set()
    instead = drafts or {}
    paths = sorted({*folder.glob("*.toml"), *(path for path in instead if path.parent == folder)})
    trees = [read_toml(path, f"seeds/{visible(path.name)}", instead.get(path)) for path in paths]
    loaded.trees += trees
    for tree in trees:
        if tree.value is not None:
            _seed(loaded, tree)
    if any(tree.value is None for tree in trees):
        del loaded.known["source"]  # what the broken files define is not known
    if not loaded.has_all_claims:
        del loaded.known["claim"]


def _seed(loaded: Loaded, tree: Tree) -> None:
    """One seed file: its source, then its claims."""
    top = tree.value
    for name in top:
        if name not in ("source", "claim"):
            tree.report("unknown-field", f"a table {shown(name)}", "a seed file has one [source] and any [[claim]]",
                        "move it into one of them", at=label_of(name, "''"))
    stem = tree.name.removeprefix("seeds/").removesuffix(".toml")
    source = top.get("source")
    if source is None:
        tree.report("missing-field", "there is no [source] table", "a seed file describes its source", "add it",
                    at="source")
    else:
        _table(loaded, "source", Source, tree, loaded.data.sources, source, stem)
        key = source.get("id", stem) if isinstance(source, dict) else stem
        if key != stem:
            tree.report("bad-id", f"the id is {shown(key)} in the file {stem}.toml",
                        "a seed file is named after its source",
                        "rename one of them", record=label_of(key, stem), at="id")
        _same_link(loaded, tree, stem)
    loaded.known["source"].add(stem)  # whatever is wrong with the table, records that name the file mean it
    claims = top.get("claim", [])
    if not isinstance(claims, list):
        tree.report("wrong-type", f"found {shown(claims)}", "claims are [[claim]] tables", "write double brackets",
                    at="claim")
        return
    _claims(loaded, tree, stem, claims)


def _same_link(loaded: Loaded, tree: Tree, stem: str) -> None:
    """The address is what makes two sources one: a second file for it would count its claims twice."""
    source = loaded.data.sources.get(stem)
    if source and source.url and loaded.links.setdefault(source.url, stem) != stem:
        tree.report("duplicate-id", f"{loaded.links[source.url]} has the same url", "a document is one source",
                    "join the two files", record=stem, at="url")


def _claims(loaded: Loaded, tree: Tree, source: str, claims: list[Any]) -> None:
    seen: set[object] = set()
    for position, item in enumerate(claims):
        number = item.get("number", position + 1) if isinstance(item, dict) else position + 1
        label = f"{source}#{number}" if type(number) is int else f"{source}, claim {position + 1}"
        if not isinstance(item, dict):
            tree.report("wrong-type", f"found {shown(item)}", "each claim is a table", "write its fields", record=label)
            continue
        if type(number) is int and number in seen:
            tree.report("duplicate-id", f"a second claim has the number {shown(number)}", "claims are numbered from 1",
                        "give it the next free number", record=label, at="number")
        seen.add(number if type(number) is int else label)
        loaded.known["claim"].add(label)
        claim = build(Claim, item, tree, record=label)
        if claim:
            loaded.data.claims.append((source, claim))


def _stories(loaded: Loaded, folder: Path) -> None:
    """The stories, where a data folder has any."""
    loaded.known["story"] = set()
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        tree = read_toml(path, f"stories/{visible(path.name)}")
        loaded.trees.append(tree)
        values = stories.fields(tree)
        if values is not None:
            key = values.get("id", path.stem)
            loaded.add("story", tree, loaded.data.stories, key, build(Story, values, tree, record=label_of(key, path.stem)))
