"""The examples in the docstrings run and print what they say."""

import doctest
import importlib
import pkgutil

import pytest

import geo

MODULES = ["geo", *sorted(f"geo.{item.name}" for item in pkgutil.iter_modules(geo.__path__) if item.name != "__main__")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples():
    found = [test for name in MODULES for test in doctest.DocTestFinder().find(importlib.import_module(name)) if test.examples]
    assert len(found) >= 10
