"""Puts one more record into the text of a file as a careful hand would: every other byte stays, so that a diff shows one record.

The new record takes the form of those around it: one a line or indented, tight or spaced, LF or CRLF. Records that stand
sorted by id stay sorted; otherwise the new one goes last.
"""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from .errors import UsageError

_BLANK: Final = re.compile(r"[ \t\r\n\ufeff]*")
_DECODER: Final = json.JSONDecoder()


class _List(NamedTuple):
    """Where a list stands in a text: the index after its bracket, and each member with its start and end."""

    start: int
    members: list[tuple[int, int, Any]]


def member(text: str, key: str, record: Mapping[str, Any]) -> str:
    """The text of a JSON object with `record` added to its list `key`, such as "features" or "origins".

    Raises: UsageError when the text is no JSON object with that list.
    """
    try:
        found = _find(text, key)
    except (ValueError, IndexError) as error:
        raise UsageError(f"no list {key!r} was found in the file", "a record is added to a file that can be read",
                         "run geo check and correct what it names") from error
    new = _as_around(text, found, record)
    if not found.members:
        return f"{text[:found.start]}{_ends(text, chr(10) + new + chr(10))}{text[found.start:].lstrip()}"
    new = _ends(text, new)
    between = _between(text, found)
    at = _place(found, record)
    if at == len(found.members):
        end = found.members[-1][1]
        return f"{text[:end]}{between}{new}{text[end:]}"
    start = found.members[at][0]
    return f"{text[:start]}{new}{between}{text[start:]}"


def tables(*named: tuple[str, Mapping[str, Any]]) -> str:
    """TOML tables, each a head such as "[source]" and its fields, a blank line between them."""
    return "\n".join(f"{head}\n{_fields(values)}" for head, values in named)


def appended(text: str, table: str) -> str:
    """A TOML text with one more table at its end."""
    gap = "" if text.endswith(("\n\n", "\r\n\r\n")) or not text.strip() else "\n" if text.endswith("\n") else "\n\n"
    return text + _ends(text, gap + table)


def _fields(values: Mapping[str, Any]) -> str:
    # Text, numbers and lists are written in TOML as in JSON.
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())


def _find(text: str, key: str) -> _List:
    at = _skip(text, 0)
    if text[at] != "{":
        raise ValueError(key)
    at = _skip(text, at + 1)
    while text[at] != "}":
        name, at = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)  # over the colon
        if name == key and text[at] == "[":
            return _List(at + 1, _members(text, at + 1))
        _, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        at = _skip(text, at + 1) if text[at] == "," else at
    raise ValueError(key)


def _members(text: str, at: int) -> list[tuple[int, int, Any]]:
    found = []
    at = _skip(text, at)
    while text[at] != "]":
        value, end = _DECODER.raw_decode(text, at)
        found.append((at, end, value))
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at
    return found


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _place(found: _List, record: Mapping[str, Any]) -> int:
    ids = [str(value.get("id", "")) if isinstance(value, dict) else "" for _, _, value in found.members]
    return bisect.bisect(ids, str(record["id"])) if len(ids) > 1 and ids == sorted(ids) else len(ids)


def _between(text: str, found: _List) -> str:
    """What stands between two members; with one member, a comma and what stands before it."""
    if len(found.members) > 1:
        return text[found.members[0][1]:found.members[1][0]]
    start, end, _ = found.members[0]
    lead = text[found.start:start]
    return "," + (lead or (" " if '", "' in text[start:end] else ""))


def _as_around(text: str, found: _List, record: Mapping[str, Any]) -> str:
    """The record as JSON in the form of the last member."""
    if not found.members:
        return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    start, end, _ = found.members[-1]
    sample = text[start:end]
    if "\n" not in sample:
        spaced = '": ' in sample
        return json.dumps(record, ensure_ascii=False, separators=(", ", ": ") if spaced else (",", ":"))
    before = text[text.rfind("\n", 0, start) + 1:start]
    base = before if not before.strip() else ""
    line = sample.splitlines()[1]
    step = line[:len(line) - len(line.lstrip())].removeprefix(base) or " "
    return json.dumps(record, ensure_ascii=False, indent=step).replace("\n", "\n" + base)


def _ends(text: str, new: str) -> str:
    return new.replace("\n", "\r\n") if "\r\n" in text else new
