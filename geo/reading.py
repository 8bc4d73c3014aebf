"""Read JSON and TOML files that may be anything, and turn what is wrong with them into Problems."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from .errors import GeoError, Problem, shown
from .records import Record

MAX_BYTES: Final = 64_000_000  # a curated file is read whole; anything larger is no curated file
MAX_DEPTH: Final = 40  # a MultiPolygon in a FeatureCollection is 8 deep
_STRING_OR_CONSTANT: Final = re.compile(r'"(?:[^"\\]|\\.)*"|(-?Infinity|NaN)')

_RANGE: Final = "it is [low, high], two whole numbers"
# What our exports add to a record and nobody writes.
_COMPUTED: Final[dict[str, tuple[str, ...]]] = {"Incident": ("status", "origins", "details_disputed", "claims")}

R = TypeVar("R", bound=Record)

# Python's types by the names that JSON and TOML give them.
_TYPES: Final[dict[type, str]] = {str: "text", bool: "the truth value", int: "the whole number", float: "the number",
                                  list: "the list", dict: "the object", date: "the unquoted date"}


@dataclass
class Tree:
    """What a file holds: `value` is its parsed content, None when it could not be parsed."""

    name: str
    value: Any = None
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, found: str, rule: str, cure: str, *, record: str = "", at: str = "") -> None:
        """Note one error in this file."""
        self.problems.append(Problem(code, "error", self.name, record, at, found, rule, cure))


def read_json(path: Path, name: str, draft: bytes | None = None) -> Tree:
    """Parse a JSON file, or what it would hold, guardedly. Duplicate members and NaN are problems.

    `name` is how messages call it.
    """
    tree = Tree(name)
    text = _text(path, tree, draft)
    if text is None:
        return tree
    duplicates: list[tuple[dict[str, Any], str]] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(items)
        if len(value) != len(items):
            duplicates.extend((value, key) for key, count in Counter(key for key, _ in items).items() if count > 1)
        return value

    try:
        tree.value = json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        tree.report("not-json", f"{error.msg} at line {error.lineno}, column {error.colno}", "the file is JSON",
                    "correct the text there", at=f"line {error.lineno}")
    except RecursionError:
        _report_depth(tree)
    except ValueError:  # an integer of more digits than Python reads
        tree.report("not-finite", "a whole number of thousands of digits", "numbers fit a 64-bit float",
                    "correct the number")
    for owner, key in duplicates:
        tree.report("duplicate-member", f"{shown(key)} is there more than once", "an object names each member once",
                    "keep the one that is right", record=_owner_id(tree.value, owner), at=visible_key(key))
    _check_constants(tree, text)
    return _shallow(tree)


def read_toml(path: Path, name: str, draft: bytes | None = None) -> Tree:
    """Parse a TOML file, or what it would hold, guardedly; `name` is how messages call it."""
    tree = Tree(name)
    text = _text(path, tree, draft)
    if text is None:
        return tree
    try:
        tree.value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+)", str(error))
        tree.report("not-toml", str(error), "the file is TOML", "correct the text there",
                    at=f"line {where[1]}" if where else "")
    except RecursionError:
        _report_depth(tree)
    except ValueError:
        tree.report("not-finite", "a whole number of thousands of digits", "numbers fit a 64-bit float",
                    "correct the number")
    return _shallow(tree)


def build(model: type[R], values: Mapping[str, Any], tree: Tree, *, record: str) -> R | None:
    """`values` as a record of type `model`, or None with each thing wrong noted in `tree`; null means absent."""
    try:
        return model.model_validate(without_nulls(values))
    except ValidationError as error:
        for item in error.errors(include_url=False):
            code, found, rule, cure = _explain(item, model)
            tree.report(code, found, rule, cure, record=record, at=_path(item["loc"]))
        return None


def without_nulls(value: Any) -> Any:
    """A copy of parsed JSON without members that are null: QGIS and geojson.io write an empty field so."""
    if isinstance(value, Mapping):
        return {key: without_nulls(item) if key != "geometry" else item
                for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value


def visible_key(key: object) -> str:
    """A member name as a message shows it."""
    return shown(str(key))[1:-1] if len(str(key)) < 80 else shown(str(key)[:80])


def close_match(value: str, known: Iterable[str]) -> str:
    """A cure that offers the nearest known value, or '' when none is near."""
    near = difflib.get_close_matches(value[:120], list(known), n=1, cutoff=0.7)
    return f"did you mean {near[0]}" if near else ""


def _text(path: Path, tree: Tree, draft: bytes | None) -> str | None:
    try:
        size = path.stat().st_size if draft is None else len(draft)
        if size > MAX_BYTES:
            tree.report("file-too-large", f"{size} bytes", f"a curated file has at most {MAX_BYTES} bytes", "split it")
            return None
        content = path.read_bytes() if draft is None else draft
    except FileNotFoundError:
        tree.report("missing-file", "it is not there", "every data folder has it", "add it")
        return None
    except OSError as error:
        tree.report("unreadable-file", error.strerror or str(error), "the file can be opened and read",
                    "check that it is a file and that you may read it")
        return None
    try:
        return content.decode("utf-8-sig")  # with or without a byte order mark
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        tree.report("not-utf8", f"byte 0x{content[error.start]:02x} in line {line}", "files are UTF-8",
                    "save the file again as UTF-8", at=f"line {line}")
        return None


def _report_depth(tree: Tree) -> None:
    tree.value = None
    tree.report("too-deep", f"more than {MAX_DEPTH} levels", f"a file is nested at most {MAX_DEPTH} deep",
                "take the needless levels out")


def _shallow(tree: Tree) -> Tree:
    """`tree`, without its value when that is nested deeper than we follow."""
    level = [tree.value]
    for _ in range(MAX_DEPTH):
        level = [child for value in level for child in _children(value) if isinstance(child, (dict, list))]
        if not level:
            return tree
    _report_depth(tree)
    return tree


def _children(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _check_constants(tree: Tree, text: str) -> None:
    """Report NaN and Infinity, which json.loads takes although JSON has no such thing."""
    if tree.value is None or not ("NaN" in text or "Infinity" in text):
        return
    for match in _STRING_OR_CONSTANT.finditer(text):
        if match[1]:
            line = text.count("\n", 0, match.start()) + 1
            tree.report("not-finite", f"found {match[1]}", "JSON numbers are finite",
                        "write the number, or null when there is none", at=f"line {line}")


def _owner_id(tree: Any, target: dict[str, Any]) -> str:
    """The id of the record that holds the object `target`, or ''."""
    tops = tree.values() if isinstance(tree, dict) else ()
    for record in (item for top in tops if isinstance(top, list) for item in top if isinstance(item, dict)):
        stack: list[Any] = [record]
        while stack:
            value = stack.pop()
            if value is target:
                return shown(record.get("id"))[1:-1] if isinstance(record.get("id"), str) else ""
            stack.extend(_children(value))
    return ""


def _path(location: tuple[int | str, ...]) -> str:
    """`presence[0].valid` for ("presence", 0, "valid")."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{visible_key(part)}" for part in location if part != "[key]"]
    return "".join(parts).removeprefix(".")


def _explain(item: Any, model: type[Record]) -> tuple[str, str, str, str]:
    """Code, found, rule and cure for one pydantic error."""
    kind, value, context = item["type"], item["input"], item.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, GeoError):
        return cause.code, cause.found, cause.rule, cause.cure
    name = str(item["loc"][-1]) if item["loc"] else ""
    if kind == "tuple_type" or (kind in ("missing", "too_long") and _in_range(item, model)):
        return ("wrong-type", f"found {_TYPES.get(type(value), type(value).__name__)} {shown(value)}", _RANGE,
                f"write it as [{value}, {value}]" if type(value) is int else "write the low figure, then the high one")
    if kind == "missing":
        return "missing-field", "it is absent", "the field is required", f"add {visible_key(name)}"
    if kind == "extra_forbidden" and name in _COMPUTED.get(model.__name__, ()):
        return "unknown-field", f"{name} is typed in", f"{name} is computed from the claims", "take it out"
    if kind == "extra_forbidden":
        near = close_match(name, _field_names(model))
        return ("unknown-field", f"no {model.__name__.lower()} has the field {visible_key(name)}",
                "only fields of the schema are read", near or "take it out, or put its content in note")
    if kind == "string_pattern_mismatch":
        slug = "a-z" in context["pattern"]
        return ("bad-id", f"found {shown(value)}", f"an id matches {context['pattern']}",
                "write it in lower-case letters, digits and hyphens" if slug else "correct the id")
    if kind == "finite_number":
        return "not-finite", f"found {shown(value)}", "numbers are finite", "write the number, or leave the field out"
    if kind.startswith(("greater_than", "less_than", "string_too", "too_")):
        return "out-of-range", f"found {shown(value)}", _rule(item["msg"]), "correct the value"
    return ("wrong-type", f"found {_TYPES.get(type(value), type(value).__name__)} {shown(value)}", _rule(item["msg"]),
            "put quotes around it" if "string" in kind else "write it in that type")


def _in_range(item: Any, model: type[Record]) -> bool:
    """Whether an error lies in a field that holds [low, high]."""
    field = model.model_fields.get(str(item["loc"][0])) if item["loc"] else None
    return field is not None and "tuple" in str(field.annotation)


def _rule(message: str) -> str:
    """pydantic's sentence as the rule of a Problem: `Input should be a valid number` -> `it should be a number`."""
    return re.sub(r"^(Input|Tuple|List)", "it", message).replace("a valid ", "a ", 1)


def _field_names(model: type[Record]) -> list[str]:
    return list(model.model_fields)
