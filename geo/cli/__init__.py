"""The command `geo`: one thin verb per question; errors as one line on stderr, never a traceback.

Exit codes: 0 fine; 1 problems found, no answer, or a file that cannot be read; 2 wrong use (an unknown name, a bad
date).
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from .. import __version__, limits
from . import add, ask, begin, importing, lists, make, mapping, of_day
from .failing import Verbs

__all__ = ["geo", "main"]


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="geo", message="%(prog)s %(version)s")
def geo() -> None:
    """Ask a contact atlas: who met whom, where and when, who says so, and how sure that is.

    A name may be in any script and spelling; what fits several is listed. --data DIR asks an atlas of your own; without
    it the curated atlas answers.

    \b
    Examples:
      geo distance Derik "Qamishli airport"
      geo nearest Khasham --actor us --as-of 2018-02-07
      geo incidents --during 2020-06
      geo control Khasham --as-of 2018-02-07
      geo build -o output
      geo new my-atlas
    """
    raised = os.environ.get("GEO_LIMITS")
    if raised:
        limits.use(limits.parsed(raised))


for _verb in (ask.distance, ask.near, ask.nearest, ask.matrix, ask.incidents, of_day.control, of_day.changes,
              lists.show, lists.places, lists.zones, lists.sources, make.check, importing.import_, make.export, make.build,
              mapping.map_, begin.new, add.add, begin.watch):
    geo.add_command(_verb)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command, by default that of this process, and leave with its exit code."""
    geo.main(args=None if arguments is None else list(arguments), prog_name="geo")
