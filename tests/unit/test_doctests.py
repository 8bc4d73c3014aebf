"""The examples in docstrings run and give what they say."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from geo import dates, errors, geodesy


@pytest.mark.parametrize("module", [dates, errors, geodesy], ids=lambda module: module.__name__)
def test_examples_run(module: ModuleType) -> None:
    failed, attempted = doctest.testmod(module)
    assert attempted > 0
    assert failed == 0
