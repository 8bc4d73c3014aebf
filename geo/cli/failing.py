"""The command group that turns every failure into one plain message on stderr and an exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from typing import Any, Final

import click

from ..errors import AmbiguousName, DataError, FormatError, GeoError, UnknownName, UsageError, WriteError, visible

SHOWN: Final = 40  # problems or candidates printed before the rest is counted
_UNWRITABLE: Final = (errno.ENOSPC, errno.EIO, errno.EROFS)
FINE, PROBLEMS, WRONG_USE, STOPPED = 0, 1, 2, 130


class Verbs(click.Group):
    """A click group whose commands never end in a traceback; verbs are listed in the order they are added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order they were added."""
        del ctx
        return list(self.commands)

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, *rest: Any, **extra: Any) -> Any:
        """Run one command and leave with its exit code."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")  # a terminal without Arabic letters is no reason to fail
        extra["standalone_mode"] = False
        try:
            code = super().main(args, prog_name, *rest, **extra)
            sys.stdout.flush()
        except BrokenPipeError:
            _turn_stdout_away()  # the reader (`| head`) has enough
            code = PROBLEMS
        except OSError as error:
            # An error on a file names it; this one is of the stream that answers go to.
            if error.filename is not None or error.errno not in _UNWRITABLE:
                code = _report(error)
            else:
                _turn_stdout_away()
                code = _report(UsageError(f"cannot write to stdout: {error.strerror}", "", "send it elsewhere"))
        except (Exception, KeyboardInterrupt) as error:
            code = _report(error)
        sys.exit(code if isinstance(code, int) else FINE)


def _turn_stdout_away() -> None:
    """Point stdout elsewhere, so that closing it at exit does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(error: BaseException) -> int:
    """Say what went wrong; the exit code."""
    if isinstance(error, click.Abort | KeyboardInterrupt):
        _say("stopped")
        return STOPPED
    if isinstance(error, UnknownName | AmbiguousName):
        head = f"[{error.code}] {error.found}"
        lead = "name one by its id" if isinstance(error, AmbiguousName) else "did you mean"
        _say(f"{head}, {lead}:" if error.candidates else f"{head}, {error.cure}", error.candidates)
        return WRONG_USE
    if isinstance(error, DataError):
        _say(str(error).splitlines()[0], [str(problem) for problem in error.problems])
        return PROBLEMS
    if isinstance(error, GeoError):
        _say(str(error), getattr(error, "lines", ()))
        return PROBLEMS if isinstance(error, FormatError | WriteError) else WRONG_USE
    if type(error).__name__ == "NoArgsIsHelpError":  # click 8.2 and later; before, click printed the help itself
        click.echo(str(error), err=True)
        return WRONG_USE
    if isinstance(error, click.ClickException):
        context = error.ctx if isinstance(error, click.UsageError) else None
        lines = [f"see: {context.command_path} --help"] if context else []
        # `geo check DIR` and `geo watch DIR` take the folder as it is; the other verbs want to be told that it is one.
        if context and "extra argument" in error.message and any(one.name == "data" for one in context.command.params):
            lines.append("an atlas of your own is named with --data DIR")
        _say(f"[usage] {error.format_message()}", lines)
        return WRONG_USE
    if isinstance(error, OSError):
        name = f"{error.filename}: " if error.filename else ""
        _say(f"[unreadable-file] {name}{error.strerror or error}")
        return PROBLEMS
    if os.environ.get("GEO_DEBUG"):
        raise error
    _say(f"[internal] {type(error).__name__}: {error}", ["this is a fault of the program; GEO_DEBUG=1 shows where"])
    return PROBLEMS


def _say(head: str, lines: Sequence[str] = ()) -> None:
    click.echo(visible(head), err=True)
    for line in lines[:SHOWN]:
        click.echo(f"  {visible(line)}", err=True)
    if len(lines) > SHOWN:
        click.echo(f"  and {len(lines) - SHOWN} more", err=True)
