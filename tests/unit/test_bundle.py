"""The bundle refuses what it cannot carry rather than write a page that is broken in a way nobody sees."""

import pytest

from geo import bundle
from geo.errors import PageError


def folder_of(tmp_path, **modules):
    for name, text in modules.items():
        (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
    return tmp_path


def test_modules_come_after_what_they_import_and_lose_their_comments(tmp_path):
    folder = folder_of(tmp_path, main='// The start.\n\nimport { b } from "./b.js";\n\nexport function go() {\n  return b;\n}\n',
                       b='// Two.\n\nexport const b = `  a ${1} b  `;\n')
    text = bundle.script(last="go();", folder=folder)
    assert text.index("const b") < text.index("function go")
    assert "//" not in text and "`  a ${1} b  `" in text


@pytest.mark.parametrize("nested", ['`a${b ? ` c ${d} e` : ""}`', "`${t(`x.${y}`)}`", "`${f({ a: 1 }, `b c`)}`"])
def test_a_template_literal_inside_another_is_refused(tmp_path, nested):
    folder = folder_of(tmp_path, main=f"export const go = {nested};\n")
    with pytest.raises(PageError, match=r"main\.js.*template literal"):
        bundle.script(last="go();", folder=folder)


@pytest.mark.parametrize("fine", ["`a${b}` + `c ${d} e`", "`${f({ a: 1 })}: ${c}`", "`{${a}}, ${b}`"])
def test_template_literals_side_by_side_are_not(tmp_path, fine):
    folder = folder_of(tmp_path, main=f"export const go = {fine};\n")
    assert fine.replace(" + ", "+") in bundle.script(last="go();", folder=folder)
