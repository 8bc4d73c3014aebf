"""What the page tests share beside `tests/browser.py`: the built page, axe, our modules without a server.

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
from browser import VIEWPORTS, assert_calm, watched
from playwright.sync_api import Browser, Page, Route

WEB = Path(__file__).resolve().parents[2] / "geo" / "web"
GOLDEN = Path(__file__).resolve().parents[1] / "golden"
MODULES_URL = "http://atlas.test/"  # a name that no resolver knows; answered below, never looked up
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".html": "text/html"}
EMPTY_PAGE = "<!doctype html><html lang=en><title>modules</title>"

CALL_EACH = """async ([module, name, rows]) => {
  const call = (await import("/" + module))[name];
  return rows.map((row) => {
    try { return call(...row); } catch (error) { return { error: error.name, message: error.message }; }
  });
}"""

OpenPage = Callable[..., Page]
CallEach = Callable[..., list[Any]]


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
