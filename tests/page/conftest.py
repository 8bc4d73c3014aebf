"""What the page tests share: one Chromium for all, pages cut off from the network, our modules without a server.

- `open_page(viewport=, timezone=, ...)` opens a page that can reach `file:` and nothing else; `offline_page` is a plain
  one. `page.requests_seen` holds every request made beyond the document itself, `page.complaints` every console error
  and uncaught exception; both must be empty when the test ends. A test that expects some clears the list it has read.
- `open_atlas(fragment, ...)` opens the real built page the same way; `atlas_html` is its path.
- `axe_findings(page)` is what axe-core has against the page as it stands.
- `modules` is a page where `await import("/geodesic.js")` loads from geo/web; `call_each` runs one function of a module
  over many rows of arguments.
"""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, sync_playwright

WEB = Path(__file__).resolve().parents[2] / "geo" / "web"
GOLDEN = Path(__file__).resolve().parents[1] / "golden"
MODULES_URL = "http://atlas.test/"  # a name that no resolver knows; answered below, never looked up
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".html": "text/html"}
EMPTY_PAGE = "<!doctype html><html lang=en><title>modules</title>"
VIEWPORTS = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}

# --no-sandbox: tests run as root in containers. The others keep Chromium itself from calling anyone.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-default-apps", "--disable-sync", "--force-color-profile=srgb"]

CALL_EACH = """async ([module, name, rows]) => {
  const call = (await import("/" + module))[name];
  return rows.map((row) => {
    try { return call(...row); } catch (error) { return { error: error.name, message: error.message }; }
  });
}"""

OpenPage = Callable[..., Page]
CallEach = Callable[..., list[Any]]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One headless Chromium for the whole run."""
    with sync_playwright() as player:
        launched = player.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """One browser context for each set of options, kept for the whole run: a page of ours stores nothing, a context takes long."""
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


@pytest.fixture(params=sorted(VIEWPORTS))
def any_viewport(request: pytest.FixtureRequest) -> str:
    """Runs the test once as desktop and once as phone."""
    return str(request.param)


@pytest.fixture(scope="session")
def atlas_html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the packaged atlas, built once in this run."""
    from geo import build

    out = tmp_path_factory.mktemp("atlas")
    build.build(out)
    return out / "index.html"


@pytest.fixture
def open_atlas(open_page: OpenPage, atlas_html: Path) -> OpenPage:
    """Opens the built page from `file:`, at a URL fragment if given, with the options of `open_page`."""

    def opened(fragment: str = "", **options: Any) -> Page:
        page = open_page(**{"reduced_motion": "reduce", **options})
        page.goto(atlas_html.as_uri() + (f"#{fragment}" if fragment else ""))
        return page

    return opened


@pytest.fixture(scope="session")
def axe_findings() -> Callable[..., list[str]]:
    """What axe-core finds against WCAG 2.0 to 2.2, levels A and AA, in the page as it stands: one line a finding.

    With `within`, a selector, in that part alone: to look at the whole page takes seconds, and other tests do.
    """
    axe = Axe()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

    def found(page: Page, within: str | None = None) -> list[str]:
        if within:
            assert page.locator(within).is_visible(), within
        result = axe.run(page, context=within, options={"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}).response
        return [f"{violation['id']}: {violation['help']}: {node['html'][:200]}"
                for violation in result["violations"] for node in violation["nodes"]]

    return found


@pytest.fixture(scope="session")
def module_pages(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """One page for each timezone asked for, kept for the whole run: modules of pure functions leave nothing behind."""
    with ExitStack() as closing:

        @cache
        def opened(timezone: str) -> Page:
            context = browser.new_context(timezone_id=timezone, service_workers="block")
            closing.callback(context.close)
            context.route("**/*", from_web)
            page = watched(context.new_page())
            page.goto(MODULES_URL)
            return page

        yield opened


@pytest.fixture
def modules_in(module_pages: Callable[[str], Page]) -> Iterator[Callable[[str], Page]]:
    """Gives a page, in a named timezone, whose imports are answered from geo/web with no server."""
    given: list[Page] = []

    def taken(timezone: str) -> Page:
        page = module_pages(timezone)
        page.complaints.clear()
        given.append(page)
        return page

    yield taken
    for page in given:
        assert_calm(page)


@pytest.fixture
def modules(modules_in: Callable[[str], Page]) -> Page:
    """A page where `await import("/geodesic.js")` works; its timezone is UTC."""
    return modules_in("UTC")


@pytest.fixture
def call_each(modules: Page) -> CallEach:
    """`call_each("days.js", "dayText", [[18416], ...])` -> what each call returned, or {error, message} if it threw."""

    def called(module: str, name: str, rows: Sequence[Sequence[Any]], *, page: Page | None = None) -> list[Any]:
        return (page or modules).evaluate(CALL_EACH, [module, name, rows])

    return called


@pytest.fixture(scope="session")
def golden() -> Callable[[str], Any]:
    """The content of a file in tests/golden."""
    return lambda name: json.loads((GOLDEN / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def golden_maker() -> dict[str, Any]:
    """The functions of tests/golden/make.py."""
    return runpy.run_path(str(GOLDEN / "make.py"))


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


def from_web(route: Route) -> None:
    """Answers a request to MODULES_URL with the file of that name in geo/web."""
    url = route.request.url
    path = WEB / url.removeprefix(MODULES_URL)
    if url == MODULES_URL:
        route.fulfill(body=EMPTY_PAGE, content_type="text/html")
    elif url.startswith(MODULES_URL) and path.is_file():
        route.fulfill(body=path.read_bytes(), content_type=TYPES.get(path.suffix, "application/octet-stream"))
    elif url.endswith("favicon.ico"):
        route.fulfill(body="", content_type="image/x-icon")
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
