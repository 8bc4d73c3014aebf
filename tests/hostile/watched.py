"""A page under watch: `watching.js` notes in it what texts become, this counts what was shown and keeps what went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from browsing import ready
from playwright.sync_api import Dialog, Frame, Page

WATCH = Path(__file__).with_name("watching.js")


class Watched:
    """`wrong` fills with whatever texts became but text; `cases` counts the texts looked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cases = 0
        self.wrong: list[str] = []
        self.elements: dict[str, int] = {}
        page.add_init_script(path=WATCH)
        page.on("dialog", self._dialog)
        page.on("popup", lambda popup: self.wrong.append(f"popup {popup.url}"))
        page.on("framenavigated", self._went)

    def _dialog(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _went(self, frame: Frame) -> None:
        if not frame.url.startswith(("file:", "about:")):
            self.wrong.append(f"went to {frame.url}")

    def open(self, html: Path, fragment: str = "") -> None:
        """Open a page anew; as it stands then it has all the scripts, styles and the like that it ever has."""
        self.page.goto("about:blank")
        self.page.goto(f"{html.as_uri()}#{fragment}")
        ready(self.page)
        self.elements = self.page.evaluate("watch.report()")["elements"]
        self.look("opening")

    def call(self, name: str, *args: Any) -> Any:
        """What `watch[name](...args)` answers; all that was made meanwhile is looked through."""
        answer = self.page.evaluate("([name, args]) => watch[name](...args)", [name, list(args)])
        self.look(f"{name} {str(args)[:60]}")
        return answer

    def look(self, where: str) -> None:
        """Notes whatever ran, was made or was stopped since the last look."""
        report = self.page.evaluate("watch.report()")
        self.wrong += [f"{where}: {one}" for one in report["wrong"]] + [f"{where}: ran"] * (report["ran"] is not None)
        if report["elements"] != self.elements:
            self.wrong.append(f"{where}: elements {self.elements} became {report['elements']}")
            self.elements = report["elements"]

    def saved(self, selector: str) -> bytes:
        """The file that a button of the page saves."""
        with self.page.expect_download() as waiting:
            self.page.locator(selector).evaluate("button => button.click()")
        return Path(waiting.value.path()).read_bytes()

    def same(self, where: str, found: list[Any], expected: list[str]) -> None:
        """Notes each text that is not shown as it is."""
        self.cases += len(expected)
        if len(found) != len(expected):
            self.wrong.append(f"{where}: {len(found)} texts, not {len(expected)}")
        self.wrong += [f"{where}: {one!r} for {wanted!r}" for one, wanted in zip(found, expected, strict=False) if one != wanted]

    def holds(self, where: str, found: list[Any], expected: list[str]) -> None:
        """As `same`, for texts that stand among others."""
        self.same(where, [wanted if wanted in (one or "") else one for one, wanted in zip(found, expected, strict=False)], expected)

    def finish(self, counted: Any, each: float = 1) -> None:
        """Nothing ran, was made, was asked for or was stopped, and every text was shown; `each` is the payloads in a text."""
        self.page.wait_for_timeout(0)
        self.wrong += self.page.requests_seen + self.page.complaints
        counted("text", cases=round(self.cases * each), failed=len(self.wrong))
        assert not self.wrong, "\n".join(one[:300] for one in self.wrong[:30])
