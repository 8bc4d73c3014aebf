"""The verbs that begin an atlas and keep its map fresh: new, watch."""

from __future__ import annotations

import contextlib
import signal
from pathlib import Path
from typing import Final

import click

from ..errors import visible
from . import options

_DEBOUNCE_MS: Final = 400  # an editor writes several files when it saves one


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def new(*, folder: Path) -> None:
    """Begin an atlas of your own: a small data folder that works at once.

    It holds one real example of each kind of record, comments that explain them, and a README with what to do next.

    \b
    Example:
      geo new my-atlas
    """
    from .. import starter

    made = starter.write(folder)
    shown = visible(options.shell(folder))
    click.echo(f"{visible(str(folder))} holds {len(made)} files: one place, one zone, one incident and their sources, to be "
               "replaced.\n"
               f"Read {visible(str(folder / 'README.md'))}. Then:\n"
               f"  geo check {shown}\n"
               f"  geo build --data {shown} -o output\n"
               f"  geo add source --data {shown}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("output"), show_default=True, metavar="DIR",
              help="The folder to write to.")
def watch(*, folder: Path, out: Path) -> None:
    """Build an atlas again whenever one of its files changes.

    What is wrong is said and nothing is written then; the next save is tried again. Ctrl-C ends it.

    \b
    Example:
      geo watch my-atlas -o output
    """
    import watchfiles

    from .. import dataset, watching

    found = dataset.locate(folder)
    # A process begun in the background by a shell ignores Ctrl-C; whoever sends it the signal means it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    changes = watchfiles.watch(
        found.data, *([found.seeds] if found.seeds.is_dir() else []), debounce=_DEBOUNCE_MS, step=50,
        watch_filter=lambda _, path: watching.matters(path, folder=found, out=out))
    click.echo(f"watching {visible(str(folder))}, Ctrl-C ends it", err=True)
    with contextlib.suppress(KeyboardInterrupt):
        watching.rounds(changes, data=folder, out=out, say=click.echo)
    click.echo("ended", err=True)
