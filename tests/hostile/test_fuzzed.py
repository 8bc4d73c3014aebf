"""The kept inputs of the fuzzers, each that ever crashed a reader among them, replayed without one; `make fuzz` seeks more."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

Counted = Callable[..., None]
CORPUS = Path(__file__).resolve().parents[1] / "fuzz" / "corpus"


@pytest.mark.parametrize("name", ["edtf", "csv", "geojson"])
def test_kept_inputs_are_read_or_refused_rightly(name: str, counted: Counted) -> None:
    one = import_module(f"fuzz_{name}").one
    paths = sorted((CORPUS / name).iterdir())
    wrong = []
    for path in paths:
        try:
            one(path.read_bytes())
        except Exception as error:
            wrong.append(f"{path.name}: {type(error).__name__}: {error!s:.80}")
    counted("fuzzed", cases=len(paths), failed=len(wrong))
    assert len(paths) >= 25
    assert not wrong


def test_the_corpus_is_small_and_for_each_target() -> None:
    targets = {path.stem.removeprefix("fuzz_") for path in CORPUS.parent.glob("fuzz_*.py")}
    assert {path.name for path in CORPUS.iterdir()} == targets
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < 100_000


@pytest.mark.parametrize("wrong", [b"2020-06-03", b"[2018,2019-03]"])
def test_a_wrong_answer_is_noticed(monkeypatch: pytest.MonkeyPatch, wrong: bytes) -> None:
    target = import_module("fuzz_edtf")
    target.one(wrong)
    rightly = target.dates.parse
    monkeypatch.setattr(target.dates, "parse", lambda text: rightly("2020-06-04"))
    with pytest.raises(AssertionError):
        target.one(wrong)
