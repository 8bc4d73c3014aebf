"""Lower layers know nothing of higher ones; the contracts stand in pyproject.toml."""

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_import_contracts_hold(root, monkeypatch, capsys):
    monkeypatch.chdir(root)
    status = lint_imports(config_filename="pyproject.toml", cache_dir=None, verbose=False)
    if status != EXIT_STATUS_SUCCESS:
        pytest.fail(capsys.readouterr().out, pytrace=False)
