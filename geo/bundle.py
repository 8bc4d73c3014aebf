"""Joins the page's small ES modules into one script, each after what it imports; refuses what that cannot carry."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import rcssmin
import rjsmin

from .errors import PageError

WEB: Final = Path(__file__).parent / "web"
STYLES: Final = ("page.css", "list.css", "map.css", "density.css", "time.css", "card.css", "evidence.css", "find.css",
                 "share.css", "picture.css", "print.css",
                 "tools.css", "matrix.css", "compare.css", "story.css", "layout.css", "people.css", "embed.css")
# Our modules keep to two forms, so that two patterns are a whole parser: `import { a, b } from "./c.js";` alone on a
# line, and `export` before a top-level function, const or class.
_IMPORT: Final = re.compile(r'^import \{ ([\w, ]+) \} from "\./([\w.]+\.js)";$', re.M)
_EXPORT: Final = re.compile(r"^export (?=(?:async )?function |const |class )", re.M)
_TOP_LEVEL: Final = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", re.M)


def modules(entry: str = "main.js", *, folder: Path = WEB) -> list[tuple[str, str]]:
    """The modules `entry` needs as (name, text), every one after the modules it imports.

    Raises: PageError for an import that is missing, circular, or not in our one form.
    """
    done: dict[str, str] = {}
    open_: list[str] = []

    def visit(name: str) -> None:
        if name in done:
            return
        if name in open_:
            raise PageError(f"geo/web: {' > '.join([*open_, name])}", "modules do not import each other in a circle",
                            "move what they share into a third")
        path = folder / name
        if not path.is_file():
            raise PageError(f"geo/web/{name}", "a module that is imported exists",
                            f"correct the import in {open_[-1] if open_ else 'the caller'}")
        text = path.read_text(encoding="utf-8")
        open_.append(name)
        for found in _IMPORT.finditer(text):
            visit(found[2])
        open_.pop()
        done[name] = text

    visit(entry)
    return list(done.items())


def script(entry: str = "main.js", last: str = "window.contactAtlas = { start: startAtlas };", *, folder: Path = WEB) -> str:
    """The modules `entry` needs as one classic script that ends with `last`, without comments; same modules, same text.

    Raises: PageError when two modules use one top-level name, or a module holds an import or export of another form.
    """
    owners: dict[str, str] = {}
    parts = []
    for name, text in modules(entry, folder=folder):
        body = _EXPORT.sub("", _IMPORT.sub("", text)).strip()
        if stray := re.search(r"^(import|export)\b.*", body, re.M):
            raise PageError(f"geo/web/{name}: {stray[0]!r}", "an import or export stands alone on a line in our one form",
                            'write `import { a } from "./b.js";` or `export function`')
        for top in _TOP_LEVEL.findall(text):
            if owners.setdefault(top, name) != name:
                raise PageError(f"geo/web/{name}: {top}", f"a top-level name stands in one module, and {owners[top]} has it",
                                "rename one")
        if nested := _nested(body):
            raise PageError(f"geo/web/{name}: `{nested[:60]}`",
                            "no template literal stands inside another: rjsmin would eat its blanks",
                            "name the inner one first, or join its parts")
        parts.append(f"// {name}\n{body}\n")
    whole = f'(function () {{\n"use strict";\n{chr(10).join(parts)}\n{last}\n}}());\n'
    return str(rjsmin.jsmin(whole))


def _nested(text: str) -> str:
    """A template literal that opens another before its `${` is closed; "" when there is none."""
    for piece in text.split("`"):
        _, opened, tail = piece.rpartition("${")
        if opened and tail.count("}") <= tail.count("{"):
            return piece.strip()
    return ""


def styles(*, folder: Path = WEB) -> str:
    """The style sheets of the page, in order, without comments and needless white space."""
    return str(rcssmin.cssmin("\n".join((folder / name).read_text(encoding="utf-8") for name in STYLES)))
