"""Every error code has its heading in docs/errors.md, and every heading there is a code."""

import re

from geo import errors


def headings(text):
    return re.findall(r"^#{2,4} `?([a-z][a-z0-9-]*)`?\s*$", text, flags=re.MULTILINE)


def test_codes_equal_the_documented_ones(root):
    documented = headings((root / "docs" / "errors.md").read_text(encoding="utf-8"))
    assert sorted(documented) == sorted(errors.CODES)


def test_each_code_is_explained_in_one_line():
    for code, line in errors.CODES.items():
        assert line.strip(), code
        assert "\n" not in line, code
