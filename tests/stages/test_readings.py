"""Readings: the forms of each segment, as `text.tokens` reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synthesis.lexicon import Lexicon
from synthesis.text import tokens

if TYPE_CHECKING:
    from tests.conftest import Bench

TEXT = "Le pouvoir d’achat 😀 baisse. L’impôt, lui, augmente…"


def given(bench: Bench) -> None:
    bench.give("answers", {"answer_id": 1, "question_id": "1", "text": TEXT})
    bench.give(
        "segments",
        {"segment_id": 10001, "answer_id": 1, "start": 0, "stop": 28},
        {"segment_id": 10002, "answer_id": 1, "start": 29, "stop": len(TEXT)},
    )


def test_forms_of_each_slice(bench: Bench, french: Lexicon) -> None:
    """Expressions included; a full stop stands for any punctuation."""
    given(bench)
    found = bench.build("readings", token_pattern=french.token_pattern)

    assert ["le", "pouvoir d'achat", "baisse", "."] == found[0]["forms"]
    assert ["l'", "impôt", ".", "lui", ".", "augmente", "."] == found[1]["forms"]


def test_as_tokens(bench: Bench, french: Lexicon) -> None:
    """What Python reads in the same slices."""
    given(bench)
    pattern = french.token_pattern
    expected = [
        [token.form for token in tokens(TEXT[start:stop], pattern)]
        for start, stop in ((0, 28), (29, len(TEXT)))
    ]

    assert expected == [row["forms"] for row in bench.build("readings", token_pattern=pattern)]


def test_law(bench: Bench) -> None:
    """One row per segment, of this question only; in any order, the same bytes."""
    given(bench)

    assert 2 == len(bench.build("readings"))
    assert 0 == len(bench.build("readings", question="2"))
    assert 1 == bench.law("readings")
