"""What the page tests say again and again: that a page is ready, what it lists, and what the command line answers."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from click.testing import CliRunner
from playwright.sync_api import Page

from geo.cli import geo as command


def ready(page: Page) -> Page:
    """The page once it has started."""
    page.wait_for_selector("html[data-ready=true]", timeout=15_000)
    return page


def fragment_of(page: Page) -> str:
    """The fragment of the address, once what was changed has been written there: the page waits for the hand to rest."""
    return str(page.evaluate("() => new Promise((done) => setTimeout(() => done(location.hash.slice(1)), 400))"))


def listed(page: Page) -> list[str]:
    """The ids in the list, in its order."""
    return page.locator("#list .item").evaluate_all("items => items.map((one) => one.dataset.id)")


def geo(*words: str) -> Any:
    """What the command line answers, as its JSON document; run in this process, each question once."""
    return json.loads(_answer(words))


@cache
def _answer(words: tuple[str, ...]) -> str:
    done = CliRunner().invoke(command, [*words, "--json"])
    assert done.exit_code == 0, done.output
    return done.stdout
