"""Read JSON and TOML files that may be anything, and turn what is wrong with them into Problems."""

from __future__ import annotations

import difflib
import json
import re
import stat
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from . import limits
from .errors import GeoError, Problem, shown
from .records import Record

# Possessive, so that a text of millions of characters leaves no trail to go back on.
_STRING_OR_CONSTANT: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|(-?Infinity|NaN)')
_DOTTED: Final = re.compile(r"""(?<![A-Za-z0-9_-])(?:(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){40}""")
_LARGEST: Final = 2 ** 63  # what a whole number of TOML stays below, by its rules

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
    untold: int = 0  # problems beyond the limit

    @property
    def is_full(self) -> bool:
        """Whether further problems are only counted."""
        return len(self.problems) >= limits.current().problems

    def report(self, code: str, found: str, rule: str, cure: str, *, record: str = "", at: str = "") -> None:
        """Note one error in this file."""
        if self.is_full:
            self.untold += 1
        else:
            self.problems.append(Problem(code, "error", self.name, record, at, found, rule, cure))


def read_json(path: Path, name: str, draft: bytes | None = None) -> Tree:
    """Parse a JSON file, or what it would hold, guardedly. Duplicate members and NaN are problems.

    `name` is how messages call it.
    """
    tree = Tree(name)
    text = _text(path, tree, draft, most=limits.current().bytes)
    if text is None or _has_too_many(text, tree):
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
    owners = _owners(tree.value, {id(owner) for owner, _ in duplicates})
    for owner, key in duplicates:
        tree.report("duplicate-member", f"{shown(key)} is there more than once", "an object names each member once",
                    "keep the one that is right", record=owners.get(id(owner), ""), at=visible_key(key))
    _check_constants(tree, text)
    return _shallow(tree)


def read_toml(path: Path, name: str, draft: bytes | None = None) -> Tree:
    """Parse a TOML file, or what it would hold, guardedly; `name` is how messages call it."""
    tree = Tree(name)
    text = _text(path, tree, draft, most=limits.current().toml_bytes)
    if text is None:
        return tree
    if _DOTTED.search(text):  # the parser takes the square of its length to read such a key
        _report_depth(tree)
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
    if _holds_large(tree.value):  # TOML allows 64 bits; in hexadecimal, millions of digits would get here
        tree.value = None
        tree.report("not-finite", "a whole number of more than 64 bits", "numbers fit 64 bits", "correct the number")
    return _shallow(tree)


def build(model: type[R], values: Mapping[str, Any], tree: Tree, *, record: str) -> R | None:
    """`values` as a record of type `model`, or None with each thing wrong noted in `tree`; null means absent."""
    most = limits.current().values
    if _holds_more(values, most):
        tree.report("out-of-range", f"more than {most:,} values", f"a record holds at most {most:,} beside its geometry",
                    "take apart what is not one record", record=record)
        return None
    try:
        return model.model_validate(without_nulls(values))
    except ValidationError as error:
        for item in error.errors(include_url=False):
            if tree.is_full:
                tree.untold += 1
                continue
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


def _text(path: Path, tree: Tree, draft: bytes | None, *, most: int) -> str | None:
    """The text of a file, or of what it would hold, of at most `most` bytes; None, and noted in `tree`, when there is none."""
    try:
        content = _content(path, tree, most) if draft is None else draft
    except FileNotFoundError:
        tree.report("missing-file", "it is not there", "every data folder has it", "add it")
        return None
    except OSError as error:
        tree.report("unreadable-file", error.strerror or str(error), "the file can be opened and read",
                    "check that it is a file and that you may read it")
        return None
    if content is None:
        return None
    if len(content) > most:
        tree.report("file-too-large", f"more than {most} bytes", f"it has at most {most} bytes",
                    "split it, or raise the limit with GEO_LIMITS")
        return None
    try:
        return content.decode("utf-8-sig")  # with or without a byte order mark
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        tree.report("not-utf8", f"byte 0x{content[error.start]:02x} in line {line}", "files are UTF-8",
                    "save the file again as UTF-8", at=f"line {line}")
        return None


def _content(path: Path, tree: Tree, most: int) -> bytes | None:
    """The first bytes of a file, one more than `most`; None, and noted in `tree`, when it is none."""
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for, a device read without end
        tree.report("unreadable-file", "it is a folder, a pipe or a device", "it is a file", "put the file in its place")
        return None
    with path.open("rb") as file:
        return file.read(most + 1)


def _has_too_many(text: str, tree: Tree) -> bool:
    """Whether a JSON text has more lists and objects than we hold; noted in `tree`. Counted first: each costs memory."""
    count, most = text.count("[") + text.count("{"), limits.current().lists
    if count > most:
        tree.report("file-too-large", f"{count} lists and objects", f"it has at most {most} of them, positions counted",
                    "split it, or raise the limit with GEO_LIMITS")
    return count > most


def _report_depth(tree: Tree) -> None:
    tree.value, most = None, limits.current().depth
    tree.report("too-deep", f"more than {most} levels", f"a file is nested at most {most} deep",
                "take the needless levels out")


def _shallow(tree: Tree) -> Tree:
    """`tree`, without its value when that is nested deeper than we follow."""
    level = [tree.value]
    for _ in range(limits.current().depth):
        level = [child for value in level for child in _children(value) if isinstance(child, (dict, list))]
        if not level:
            return tree
    _report_depth(tree)
    return tree


def _holds_more(values: Mapping[str, Any], most: int) -> bool:
    """Whether a record holds more than `most` values, those of its geometry not counted."""
    left = [value for key, value in values.items() if key != "geometry"]
    count = len(left)
    while left and count <= most:
        inner = list(_children(left.pop()))
        count += len(inner)
        left += inner
    return count > most


def _holds_large(value: Any) -> bool:
    left = [value]
    while left:
        item = left.pop()
        if isinstance(item, int) and not -_LARGEST <= item < _LARGEST:
            return True
        left.extend(_children(item))
    return False


def _children(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _check_constants(tree: Tree, text: str) -> None:
    """Report NaN and Infinity, which json.loads takes although JSON has no such thing."""
    if tree.value is None or not ("NaN" in text or "Infinity" in text):
        return
    line, counted = 1, 0
    for match in _STRING_OR_CONSTANT.finditer(text):
        if match[1]:
            line += text.count("\n", counted, match.start())
            counted = match.start()
            tree.report("not-finite", f"found {match[1]}", "JSON numbers are finite",
                        "write the number, or null when there is none", at=f"line {line}")


def _owners(tree: Any, wanted: set[int]) -> dict[int, str]:
    """For each object of `wanted` (by `id()`) the id of the record that holds it, or ''."""
    owners: dict[int, str] = {}
    tops = tree.values() if wanted and isinstance(tree, dict) else ()
    for record in (item for top in tops if isinstance(top, list) for item in top if isinstance(item, dict)):
        key = record.get("id")
        stack: list[Any] = [record]
        while stack:
            value = stack.pop()
            if id(value) in wanted:
                owners[id(value)] = shown(key)[1:-1] if isinstance(key, str) else ""
            stack.extend(_children(value))
    return owners


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
    if kind == "string_unicode":
        return "bad-text", f"found {shown(value)}", "text holds no half characters", "correct the escape, or take it out"
    if kind == "tuple_type" or (kind in ("missing", "too_long") and _in_range(item, model)):
        return ("wrong-type", f"found {_TYPES.get(type(value), type(value).__name__)} {shown(value)}", _RANGE,
                f"write it as [{shown(value)}, {shown(value)}]" if type(value) is int else
                "write the low figure, then the high one")
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
    if kind == "finite_number" or (type(value) is int and abs(value) > 10 ** 300):
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
