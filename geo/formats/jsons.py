"""Reads JSON that may be anything, whole and guardedly: no member twice, no NaN, no nesting without end."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from ..errors import FormatError, shown, visible
from . import head as heads
from .contract import Limits

_TWICE_SHOWN: Final = 5
_HALF: Final = re.compile(r"[\ud800-\udfff]")  # half a character, which no text holds alone


class _NotFiniteError(ValueError):
    """NaN or Infinity, which json.loads takes although JSON has no such thing."""


def parsed(path: Path, *, limits: Limits) -> Any:
    """The value of a JSON file, unpacked if need be. Text is UTF-8, a byte order mark is let pass.

    Raises: FormatError `not-json`, `not-utf8`, `duplicate-member`, `not-finite`, `too-deep` or `over-limit`.
    """
    name = visible(path.name)
    content = heads.content(path, limits=limits)
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FormatError(f"{name}, line {line}: bytes that are not UTF-8", "JSON is UTF-8", "save it as UTF-8",
                          code="not-utf8") from error
    nodes = text.count("[") + text.count("{")
    if nodes > limits.nodes:  # counted first: each of them costs twenty times its two bytes
        raise FormatError(f"{name} has {nodes:,} lists and objects", f"at most {limits.nodes:,} are read",
                          "raise the limit, or cut the file", code="over-limit")
    twice: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(items)
        if len(value) != len(items):
            twice.extend(key for key, count in Counter(key for key, _ in items).items() if count > 1)
        return value

    try:
        value = json.loads(text, object_pairs_hook=pairs, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise FormatError(f"{name}, line {error.lineno}, column {error.colno}: {error.msg}", "the file is JSON",
                          "correct the text there, or get the file again", code="not-json") from error
    except RecursionError as error:
        raise _too_deep(name, limits) from error
    except ValueError as error:
        found = str(error) if isinstance(error, _NotFiniteError) else "a whole number of thousands of digits"
        raise FormatError(f"{name}: {found}", "JSON numbers are finite", "write the number, or null",
                          code="not-finite") from error
    if twice:
        raise FormatError(f"{name}: {', '.join(shown(key) for key in sorted(set(twice))[:_TWICE_SHOWN])} "
                          f"{'is' if len(set(twice)) == 1 else 'are'} there more than once in one object",
                          "an object names each member once", "keep the one that is right", code="duplicate-member")
    _check_depth(value, name, limits)
    if "\\ud" in text.lower() and _HALF.search(json.dumps(value, ensure_ascii=False)):
        raise FormatError(f"{name}: a text with half a character", "an escape such as \\ud83d stands before its other half",
                          "correct the text", code="not-utf8")
    return value


def _no_constant(text: str) -> Any:
    raise _NotFiniteError(f"found {text}")


def _check_depth(value: Any, name: str, limits: Limits) -> None:
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(limits.depth):
        level = [child for item in level for child in _children(item) if isinstance(child, (dict, list))]
        if not level:
            return
    raise _too_deep(name, limits)


def _children(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _too_deep(name: str, limits: Limits) -> FormatError:
    return FormatError(f"{name} is nested more than {limits.depth} deep", "no event needs that", "check the file",
                       code="too-deep")
