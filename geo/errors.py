"""Every error of the package: one tree, one list of codes, and the Problem that a check reports.

GeoError
+-- DataError         problems found in a data folder; carries them all
+-- DateError         a date that is not in the EDTF we read
+-- PositionError     a number or geometry that is no position on the ellipsoid
+-- UnknownName       a name that nothing carries; carries near matches
+-- AmbiguousName     a name that several records carry; carries them
+-- UsageError        a call or command that cannot be answered as put
|   +-- WriteError    a file that cannot be written; what was there is as it was
+-- RecordError       a value that breaks a rule of its record; its code says which
+-- PageError         a page that cannot be made whole and closed to the network
+-- FormatError       a foreign file that is not in the format it was read as
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

Severity = Literal["error", "warning"]

# One line per stable code; docs/errors.md says more of each and lists exactly these.
CODES: Final[dict[str, str]] = {
    # files
    "missing-file": "a file or folder that every data folder has is not there",
    "unreadable-file": "the file is there but cannot be opened",
    "unwritable-file": "a file cannot be written; what was there is as it was",
    "file-too-large": "the file is larger than a curated file may be",
    "not-utf8": "the bytes are not UTF-8 text",
    "not-json": "the text is not JSON",
    "not-toml": "the text is not TOML",
    "not-geojson": "the JSON is not a FeatureCollection of Features",
    "duplicate-member": "a JSON object names one member twice",
    "not-finite": "a number is NaN, infinite, or too large to hold",
    "too-deep": "the file is nested deeper than any record needs",
    "more-problems": "a file has more problems than are told",
    # one record
    "missing-field": "a required field is absent",
    "unknown-field": "a field that the record type does not have",
    "wrong-type": "a value of another type than the field holds",
    "not-in-list": "a value outside the closed list of the field",
    "bad-date": "a date that is not in the EDTF we read, or is no day of the calendar",
    "bad-id": "an id not in the form its field needs, or a file or Feature whose ids disagree",
    "bad-link": "a link that is not an http or https address",
    "bad-figures": "a [low, high] range with low above high",
    "bad-subject": "a claim that is not about exactly one thing",
    "bad-text": "text with characters that hide or reorder what a reader sees",
    "out-of-range": "a number or text outside the limits of the field",
    "date-precision": "date_precision does not agree with the form of `when`",
    "missing-note": "a doubtful date without the note that says why",
    "where-mismatch": "where_precision, geometry and uncertainty_m do not agree",
    # geometry
    "wrong-geometry": "a geometry of another type than the record may have",
    "bad-position": "a position that is not [lon, lat] in degrees",
    "empty-geometry": "a geometry without positions",
    "short-ring": "a ring of fewer than four positions, or a line of fewer than two",
    "unclosed-ring": "a ring whose last position is not its first",
    "self-crossing": "a polygon whose outline crosses or touches itself wrongly",
    # several records
    "duplicate-id": "two records of one kind share an id",
    "unknown-reference": "a reference to a record that does not exist",
    "no-source": "a record that no source supports",
    "self-reference": "a record that names itself where another is meant",
    "attested-outside": "a presence attested on a day outside its own dates",
    "zone-overlap": "two control zones of one day cover the same ground",
    # warnings
    "rectangle-zone": "a zone that is an axis-aligned rectangle, which ground control never is",
    "carried-outline": "a zone drawn otherwise than the zone it says its outline is from",
    "far-point": "a place, incident or zone far from all the others",
    "swapped-position": "a position whose lon and lat look swapped",
    "outside-place": "an incident drawn outside the place its own record names as the scene",
    "zone-gap": "days between two control windows without any control zone",
    "single-origin": "incidents that rest on one origin",
    "unused-source": "sources whose claims or links support no record",
    "unused-reference": "actors or origins that no record names",
    # asking
    "bad-data": "a data folder with problems of severity error",
    "unknown-name": "a name that no record carries",
    "ambiguous-name": "a name that several records carry",
    "usage": "a call or command that cannot be answered as put",
    "bad-page": "a page that cannot be made whole and closed to the network",
    "internal": "a fault of the program itself",
    # foreign files
    "bad-format": "a foreign file that is not in the format it was read as",
    "unknown-format": "a file in no format that is read",
    "lfs-pointer": "a Git LFS pointer where the data should be",
    "web-page": "an HTML page where the data should be",
    "encrypted-file": "a file under a password",
    "empty-file": "a file without a byte, or without a row of data",
    "over-limit": "a file beyond a limit on bytes, rows, columns or unpacked size",
    "no-column": "a column that is needed, or was named, is not in the file",
    "bad-mapping": "a mapping of columns that cannot be followed",
    # rows of foreign files
    "bad-cell": "a cell of a foreign file that does not hold what its column holds",
    "ragged-row": "a row with more or fewer cells than the header",
    "repeated-id": "an id that two rows of a foreign file share",
    "swapped-columns": "two columns of coordinates that look swapped",
    "decimal-comma": "a number with a comma where the point should be",
    "ambiguous-date": "a column of dates that reads as day-month and as month-day",
    "row-note": "something to know about a row that was kept",
}

MESSAGE_LIMIT: Final = 4000  # characters in one message, however long the value that caused it
_VALUE_LIMIT: Final = 160
_JOINERS: Final = "\u200c\u200d"  # needed to spell Kurdish and to build emoji; they hide nothing


def visible(text: str) -> str:
    """`text` with control, direction and other invisible characters shown as escapes.

    >>> visible("Derik\\u202e")
    'Derik\\\\u202e'
    """
    return "".join(_escape(char) if _hidden(char) else char for char in text)


def shown(value: object) -> str:
    """`value` as an error message quotes it: quoted if text, escaped, and cut when long."""
    text = _written(value) if not isinstance(value, str) else f"'{visible(value[:_VALUE_LIMIT + 1])}'"
    return text if len(text) <= _VALUE_LIMIT else f"{visible(text[:_VALUE_LIMIT])}..."


def _written(value: object) -> str:
    try:
        return repr(value)
    except ValueError:  # Python writes no whole number of more than 4,300 digits
        return "a number of thousands of digits"


def _limited(text: str) -> str:
    """`text` escaped and cut below MESSAGE_LIMIT; cut first, since each escape takes up to ten characters."""
    escaped = visible(text[:MESSAGE_LIMIT])
    return escaped if len(escaped) < MESSAGE_LIMIT else escaped[: MESSAGE_LIMIT - 4] + "..."


def _hidden(char: str) -> bool:
    if " " <= char <= "~" or char in _JOINERS:
        return False
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _escape(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong or doubtful: where it is, what was found, the rule, and the cure."""

    code: str
    severity: Severity
    file: str
    record: str
    field: str
    found: str
    rule: str
    cure: str

    @property
    def message(self) -> str:
        """What was found, the rule and the cure, without the place."""
        return ", ".join(part for part in (self.found, self.rule, self.cure) if part)

    def __str__(self) -> str:
        """`[code] file, record, field: found, rule, cure`, under MESSAGE_LIMIT characters."""
        where = ", ".join(part for part in (self.file, self.record, self.field) if part)
        return _limited(f"[{self.code}] {where}: {self.message}")


class GeoError(Exception):
    """Base of all errors of the package: what was found, the rule it breaks, the cure; `code` is stable."""

    code: str = "usage"

    def __init__(self, found: str, rule: str = "", cure: str = "") -> None:
        """Keep the three parts apart so that a check can put them in a Problem."""
        super().__init__(found, rule, cure)
        self.found, self.rule, self.cure = found, rule, cure

    def __str__(self) -> str:
        """`[code] found, rule, cure`."""
        text = ", ".join(part for part in (self.found, self.rule, self.cure) if part)
        return _limited(f"[{self.code}] {text}")


class DataError(GeoError):
    """A data folder with errors in it; `problems` holds every one of them."""

    code = "bad-data"

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Raise for `problems`, all of severity error."""
        Exception.__init__(self, problems)
        self.problems = tuple(problems)
        count = len(self.problems)
        self.found = f"{count} problem{'' if count == 1 else 's'} in the data"
        self.rule, self.cure = "data with errors is not used", "see each problem below"

    def __str__(self) -> str:
        """A head line and one line per problem."""
        head = super().__str__() if self.problems else f"[{self.code}] {self.found}"
        return "\n".join([head, *(str(problem) for problem in self.problems)])


class DateError(GeoError, ValueError):
    """A date that is not in the EDTF we read, or is no day of the calendar."""

    code = "bad-date"


class PositionError(GeoError, ValueError):
    """A number or geometry that is no position on the ellipsoid."""

    code = "bad-position"


class UsageError(GeoError):
    """A call or command that cannot be answered as put."""

    code = "usage"


class WriteError(UsageError):
    """A file that cannot be written; what was there is as it was."""

    code = "unwritable-file"


class RecordError(GeoError, ValueError):
    """A value that breaks a rule of its record; `code` says which rule."""

    def __init__(self, code: str, found: str, rule: str = "", cure: str = "") -> None:
        """Refuse with the stable `code`."""
        Exception.__init__(self, code, found, rule, cure)
        self.code, self.found, self.rule, self.cure = code, found, rule, cure


class PageError(GeoError):
    """A page that cannot be made whole and closed to the network."""

    code = "bad-page"


class FormatError(GeoError):
    """A foreign file that is not in the format it was read as, or is no data at all; `code` says which."""

    def __init__(self, found: str, rule: str = "", cure: str = "", *, code: str = "bad-format") -> None:
        """Refuse with a stable `code`."""
        super().__init__(found, rule, cure)
        self.code = code

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep the code when an error crosses processes."""
        return _format_error, (self.found, self.rule, self.cure, self.code)


def _format_error(found: str, rule: str, cure: str, code: str) -> FormatError:
    return FormatError(found, rule, cure, code=code)


class UnknownName(GeoError, LookupError):  # noqa: N818 - named by what the user sees
    """A name that no record carries; `candidates` are the nearest names."""

    code = "unknown-name"

    def __init__(self, name: str, candidates: Sequence[str] = ()) -> None:
        """Say that `name` was not found and offer `candidates`."""
        Exception.__init__(self, name, candidates)
        self.name, self.candidates = name, tuple(candidates)
        self.found, self.rule = f"nothing is named {shown(name)}", ""
        near = ", ".join(self.candidates)
        self.cure = f"did you mean: {near}" if near else "list the names with `geo places`"


class AmbiguousName(GeoError, LookupError):  # noqa: N818 - named by what the user sees
    """A name that several records carry; `candidates` are those records."""

    code = "ambiguous-name"

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        """Say that `name` fits each of `candidates`."""
        Exception.__init__(self, name, candidates)
        self.name, self.candidates = name, tuple(candidates)
        self.found = f"{shown(name)} fits {len(self.candidates)} records"
        self.rule, self.cure = "", f"name one by its id: {', '.join(self.candidates)}"
