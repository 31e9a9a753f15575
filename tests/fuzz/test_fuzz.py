"""Mutated exports end in a load that balances or in a refusal that says what to do; no other way.

`DOLEANCES_FUZZ=5000` in the environment tries as many. A failure names its number: the same number
is the same bytes, and `python -m tests.fuzz.long 1234 1235` tries that one alone and tells.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.fuzz.harness import outcome
from tests.fuzz.mutants import mutant
from tests.fuzz.seeds import EXPORTS

COUNT = int(os.environ.get("DOLEANCES_FUZZ", "250"))
BATCH = 10


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOLEANCES_KEYS", str(tmp_path / "keys"))


@pytest.mark.parametrize("first", range(0, COUNT, BATCH))
def test_mutants(tmp_path: Path, first: int) -> None:
    """Loaded and balanced, or refused clearly."""
    broken = []
    for number in range(first, min(first + BATCH, COUNT)):
        folder = tmp_path / str(number)
        folder.mkdir()
        made = mutant(number)
        try:
            outcome(made.write(folder), folder, made.counts)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            broken.append(f"{made}\n    {type(error).__name__}: {error}")

    assert [] == broken


def test_the_same_number_is_the_same_bytes() -> None:
    """A failure can be replayed."""
    for number in range(60):
        assert mutant(number).files == mutant(number).files


@pytest.mark.parametrize("rank", range(len(EXPORTS)))
def test_exports_unharmed_are_loaded(tmp_path: Path, rank: int) -> None:
    """Else the fuzz would only try refusals."""
    made = next(each for each in map(mutant, range(rank, 100_000, len(EXPORTS))) if not each.done)

    assert "loaded" == outcome(made.write(tmp_path), tmp_path).how
