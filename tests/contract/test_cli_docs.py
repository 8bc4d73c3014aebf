"""Every verb and every option of `geo` stands in docs/cli.md, and no verb that is gone."""

import re

import click
import pytest

from geo import cli


def group() -> click.Group:
    """The click group behind the console script, whatever it is called."""
    return next(thing for thing in vars(cli).values() if isinstance(thing, click.Group))


@pytest.fixture(scope="module")
def sections(root):
    """docs/cli.md by verb: the text under each `## geo VERB` heading."""
    text = (root / "docs" / "cli.md").read_text(encoding="utf-8")
    parts = re.split(r"^## `?geo ([a-z-]+)`?.*$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_documented_verbs_are_the_verbs(sections):
    assert sorted(sections) == sorted(group().commands)


def test_every_option_is_documented(sections):
    for verb, command in group().commands.items():
        for option in command.params:
            if isinstance(option, click.Option):
                longest = max(option.opts, key=len)
                assert longest in sections[verb], f"geo {verb} {longest}"


def test_every_verb_has_help_with_an_example():
    for verb, command in group().commands.items():
        assert command.help, verb
        assert f"geo {verb}" in command.help, f"geo {verb} --help shows no example"
