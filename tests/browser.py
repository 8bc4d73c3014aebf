"""One Chromium for every test with a page, and pages cut off from the network; loaded by tests/conftest.py.

- `open_page(viewport=, timezone=, ...)` opens a page that can reach `file:` and nothing else; `offline_page` is a plain
  one. `page.requests_seen` holds every request made beyond the document itself, `page.complaints` every console error
  and uncaught exception; both must be empty when the test ends. A test that expects some clears the list it has read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:  # playwright takes a while to load, and most tests need no browser
    from playwright.sync_api import Browser, BrowserContext, Page, Request, Route

VIEWPORTS = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}

# --no-sandbox: tests run as root in containers. The others keep Chromium itself from calling anyone.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-default-apps", "--disable-sync", "--force-color-profile=srgb"]

OpenPage = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One headless Chromium for the whole run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        launched = player.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """One browser context for each set of options, kept for the run: a page of ours stores nothing, a context takes long."""
    with ExitStack() as closing:

        opened: dict[str, BrowserContext] = {}

        def kept(viewport: str, **options: Any) -> BrowserContext:
            if viewport == "phone":
                options = {"has_touch": True, "is_mobile": True, **options}
            key = f"{viewport} {sorted(options.items())}"
            if key not in opened:
                context = browser.new_context(viewport=VIEWPORTS[viewport], service_workers="block", accept_downloads=True,
                                              offline=True, **options)
                closing.callback(context.close)
                context.new_page()  # an empty one holds the window while others come and go
                opened[key] = context
            return opened[key]

        yield kept


@pytest.fixture
def open_page(contexts: Callable[..., BrowserContext]) -> Iterator[OpenPage]:
    """Opens pages without a network: viewport "desktop" or "phone", timezone, and any option of a browser context."""
    with ExitStack() as closing:
        routed: set[BrowserContext] = set()

        def opened(*, viewport: str = "desktop", timezone: str = "UTC", **options: Any) -> Page:
            context = contexts(viewport, **{"timezone_id": timezone, "locale": "en-GB", **options})
            if context not in routed:
                routed.add(context)
                context.route("**/*", only_files)
                closing.callback(cleared, context)
            page = watched(context.new_page())
            closing.callback(assert_quiet, page)
            return page

        yield opened


def cleared(context: BrowserContext) -> None:
    """Closes what a test opened, and forgets what it answered of the network."""
    for page in context.pages[1:]:
        page.close()
    context.unroute_all()


@pytest.fixture
def offline_page(open_page: OpenPage) -> Page:
    """A blank page, desktop size, that can reach `file:` only."""
    return open_page()


def watched(page: Page) -> Page:
    """The page with `requests_seen` and `complaints`, which fill as it runs."""
    page.requests_seen = []
    page.complaints = []

    def on_request(request: Request) -> None:
        is_document = request.is_navigation_request() and request.frame == page.main_frame
        if not is_document and not request.url.startswith(("data:", "blob:")):
            page.requests_seen.append(request.url)

    page.on("request", on_request)
    page.on("websocket", lambda socket: page.requests_seen.append(socket.url))
    page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def only_files(route: Route) -> None:
    """Lets a `file:` request through and cuts off any other."""
    if route.request.url.startswith("file:"):
        route.continue_()
    else:
        route.abort("internetdisconnected")


def assert_calm(page: Page) -> None:
    """No console error and no uncaught exception."""
    if not page.is_closed():
        page.wait_for_timeout(0)  # what the page said last is delivered during a call
    assert page.complaints == []


def assert_quiet(page: Page) -> None:
    """As assert_calm, and no request beyond the document."""
    assert_calm(page)
    assert page.requests_seen == []
