"""Collocations: pairs of words that follow each other more than chance would have it."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Bench

STOP = {"de", "la"}


def found(
    bench: Bench, *answers: str, copied: tuple[int, ...] = (), **settings: object
) -> dict[str, tuple[int, float, float]]:
    """Times, λ and z of the pairs of texts given as forms between spaces, one segment each."""
    rows = [(n, text.split()) for n, text in enumerate(answers)]
    forms = sorted({form for _, read in rows for form in read} - {"."})
    bench.give("readings", *({"segment_id": n, "answer_id": n, "forms": read} for n, read in rows))
    bench.give("copies", *({"answer_id": n, "family_id": copied[0]} for n in copied))
    bench.give("forms", *({"form": f, "reason": "stop_word" if f in STOP else None} for f in forms))
    defaults: dict[str, object] = {"min_expression_answers": 1, "keywords": 1000}
    return {
        row["expression"]: (row["times"], row["log_odds"], row["z"])
        for row in bench.build("collocations", **(defaults | settings))
    }


@pytest.mark.reference
@pytest.mark.parametrize("case", [1, 2])
def test_quanteda(bench: Bench, shared: Path, case: int) -> None:
    """λ and z of quanteda's small texts; breaks are its padding."""
    path = shared / "reference" / "quanteda" / "collocations_small.json"
    known = json.loads(path.read_text())[case]
    texts = [known["text"]] if isinstance(known["text"], str) else known["text"]
    pairs = found(bench, *(text.lower() for text in texts))
    expected = [row for row in known["result"] if row["length"] == 2 and row["lambda"] > 0]

    assert expected
    for row in expected:
        times, log_odds, z = pairs[row["collocation"]]
        assert row["count"] == times
        assert row["lambda"] == pytest.approx(log_odds, abs=1e-6)
        assert row["z"] == pytest.approx(z, abs=1e-6)


def test_by_hand(bench: Bench) -> None:
    """« vote blanc » twice, « vote utile » and « blanc sec » once: the table is 2, 1 / 0, 1."""
    pairs = found(bench, "vote blanc", "vote utile . vote blanc", "blanc sec")
    log_odds = math.log(2.5) + math.log(1.5) - math.log(1.5) - math.log(0.5)
    error = math.sqrt(1 / 2.5 + 1 / 1.5 + 1 / 1.5 + 1 / 0.5)

    assert (2, pytest.approx(log_odds, abs=1e-6), pytest.approx(log_odds / error, abs=1e-6)) == (
        pairs["vote blanc"]
    )


def test_nothing_crosses_a_break_or_a_word_set_aside(bench: Bench) -> None:
    """« maison . vote » and « maison de retraite » are no pairs."""
    pairs = found(bench, "maison . vote blanc", "maison de retraite", "vote blanc", "feu vert")

    assert {"vote blanc", "feu vert"} == set(pairs)


def test_one_appeal_is_one_wording(bench: Bench) -> None:
    """Three copies of a text are one way of saying it."""
    texts = ("vote blanc",) * 3

    assert {} == found(bench, *texts, copied=(0, 1, 2), min_expression_answers=2)
    assert ["vote blanc"] == list(found(bench, *texts, "feu vert", min_expression_answers=2))


def test_law(bench: Bench) -> None:
    """In any order, the same bytes."""
    found(bench, "a b c", "b c a b", "c d . a b", "b c", "a b d")

    assert 1 == bench.law("collocations", min_expression_answers=1)
