"""`geo.__all__` is the public surface: no name more, no name less."""

import types

import geo


def test_all_equals_the_public_names():
    public = {
        name for name in dir(geo) if not name.startswith("_") and not isinstance(getattr(geo, name), types.ModuleType)
    }
    assert sorted(geo.__all__) == sorted(public | ({"__version__"} & set(geo.__all__)))


def test_every_public_name_resolves_and_is_documented():
    for name in geo.__all__:
        thing = getattr(geo, name)
        assert name == "__version__" or thing.__doc__, name
