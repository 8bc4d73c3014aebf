"""The questions that make a record: asked one by one with each answer judged at once, or answered by options all together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import click

from .. import vocabulary
from ..errors import Problem, UsageError, visible
from ..reading import Tree, build
from ..records import Record

Answers = dict[str, Any]
F = TypeVar("F", bound=Callable[..., Any])
_NUMBER: Final = "a number with a point and no unit, such as 41.23"


class Refused(Exception):  # noqa: N818 - an answer is refused
    """An answer that breaks a rule; carries what was found, the rule and what to do."""


@dataclass(frozen=True)
class Question:
    """One question: the field it fills, how it is asked, and how its answer is read.

    `default` gives the answer to offer, from the answers so far; None offers none. `needed` is whether the record cannot
    do without; `when` is whether it is asked at all. `read` turns text into a value or raises Refused.
    """

    name: str
    ask: str
    model: type[Record] | None = None
    listing: str = ""
    read: Callable[[str, Answers], Any] = lambda text, _: text
    default: Callable[[Answers], str | None] = lambda _: None
    needed: bool = True
    asked: Callable[[Answers], bool] = lambda _: True
    field: str = ""  # of the model, where it is not `name`

    @property
    def option(self) -> str:
        """The option that answers it."""
        return f"--{self.name.replace('_', '-')}"

    def judged(self, text: str, answers: Answers) -> Any:
        """The value that `text` means.

        Raises: Refused.
        """
        value = self.read(text.strip(), answers)
        if self.model is not None:
            field = self.field or self.name
            tree = Tree("")
            build(self.model, {field: value}, tree, record="")
            for problem in tree.problems:
                if problem.field.partition("[")[0].partition(".")[0] == field:
                    raise Refused(problem.message)
        return value


def number(text: str, answers: Answers) -> float | int:
    """A number, whole where it is."""
    del answers
    try:
        value = float(text)
    except ValueError:
        decimal = "," in text and text.replace(",", ".", 1).replace(".", "", 1).lstrip("-").isdigit()
        raise Refused(f"found {text!r}, it is {_NUMBER}"
                      + (", write the decimals after a point" if decimal else "")) from None
    if value != value or value in (float("inf"), float("-inf")):
        raise Refused(f"found {text!r}, numbers are finite, write the number")
    return int(value) if value.is_integer() else value


def degrees(most: int) -> Callable[[str, Answers], float]:
    """Degrees from -most to most."""
    def read(text: str, answers: Answers) -> float:
        value = number(text, answers)
        if not -most <= value <= most:
            raise Refused(f"found {text}, it lies between -{most} and {most} degrees, lon is east and lat is north")
        return float(value)

    return read


def words(text: str, answers: Answers) -> list[str]:
    """A list, its members parted by commas."""
    del answers
    return [part.strip() for part in text.split(",") if part.strip()]


def options(questions: Sequence[Question]) -> Callable[[F], F]:
    """The options of a verb that answer its questions, and --data."""
    def decorate(command: F) -> F:
        for one in reversed(questions):
            command = click.option(one.option, one.name, metavar="TEXT", help=f"{one.ask}.{_closed(one.listing)}")(command)
        return click.option("--data", type=click.Path(), metavar="DIR",
                            help="The data folder to add to; by default the one you are in.")(command)

    return decorate


def _closed(listing: str) -> str:
    values = vocabulary.LISTS[listing] if listing else ()
    return f" One of: {', '.join(values)}." if values else ""


def answered(questions: Sequence[Question], given: Mapping[str, str | None], *, kind: str) -> Answers:
    """The answers to all questions: asked one by one when no option is given, else taken from the options.

    Raises: Unanswered, which names every needed option left out and every answer refused.
    """
    if all(value is None for value in given.values()):
        return _asked(questions)
    answers = _Watched()
    missing: list[Question] = []
    refused: dict[str, str] = {}
    for one in questions:
        answers.asked_for.clear()
        if not one.asked(answers) and given[one.name] is None:
            continue
        text = given[one.name] if given[one.name] is not None else one.default(answers)
        if text:
            try:
                answers[one.name] = one.judged(text, answers)
            except Refused as error:
                refused[one.name] = f"{one.option}: {error}"
        # Not missed on its own account when it would have followed from an answer that is missing or refused.
        elif one.needed and not answers.asked_for & {*refused, *(item.name for item in missing)}:
            missing.append(one)
    if missing or refused:
        lines = [*(f"{one.option}: {one.ask[0].lower()}{one.ask[1:]}" for one in missing), *refused.values()]
        raise Unanswered(kind, lines)
    return dict(answers)


class _Watched(Answers):
    """Answers that remember which of them were looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.asked_for: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        """As of a dict."""
        self.asked_for.add(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self.asked_for.add(str(key))
        return super().__contains__(key)


class Unanswered(UsageError):  # noqa: N818 - named by what the user sees
    """Options that are missing or refused; `lines` names each."""

    def __init__(self, kind: str, lines: Sequence[str]) -> None:
        """Say how many, and keep one line for each."""
        count = f"{len(lines)} option is" if len(lines) == 1 else f"{len(lines)} options are"
        super().__init__(f"{kind} was not added: {count} missing or wrong", "nothing was written",
                         "give them, or no option at all to be asked")
        self.lines = tuple(lines)


def _asked(questions: Sequence[Question]) -> Answers:
    answers: Answers = {}
    for one in questions:
        if not one.asked(answers):
            continue
        if one.listing:
            _show(one.listing)
        offered = one.default(answers)
        hint = "" if one.needed else " (- to leave out)" if offered else " (Enter to leave out)"
        while True:
            text = click.prompt(f"{one.ask}{hint}", default=offered if offered is not None else "" if not one.needed else None,
                                show_default=bool(offered), err=True)
            if str(text).strip() in ("", "-"):
                if one.needed:
                    click.echo("  It is needed: type an answer, or Ctrl-C to stop.", err=True)
                    continue
                break
            try:
                answers[one.name] = one.judged(str(text), answers)
            except Refused as error:
                click.echo(f"  {visible(str(error))}", err=True)
                continue
            break
    return answers


def _show(listing: str) -> None:
    """A closed list with its definitions."""
    values = vocabulary.LISTS[listing]
    width = max(map(len, values))
    for value, means in values.items():
        click.echo(f"  {value.ljust(width)}  {means}", err=True)


def told(problems: Sequence[Problem]) -> None:
    """Print the warnings that came with a new record."""
    for problem in problems:
        click.echo(f"warning {visible(str(problem))}", err=True)
