"""Wordings: the first answer with the same words, where they are many enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench

LONG = "un deux trois quatre cinq six sept huit neuf dix onze douze"


def given(bench: Bench, *texts: tuple[str, str, str]) -> None:
    """Texts of a question, in a state."""
    rows = list(enumerate(texts, 1))
    bench.give(
        "texts",
        *(
            {"answer_id": n, "contribution_id": n, "question_id": q, "cell": 1}
            for n, (q, _, _) in rows
        ),
    )
    bench.give(
        "cells",
        *(
            {"contribution_id": n, "question_id": q, "cell": 1, "text": text}
            for n, (q, _, text) in rows
        ),
    )
    bench.give("authors", {"contribution_id": 2, "author_id": 5})
    bench.give("states", *({"answer_id": n, "state": state} for n, (_, state, _) in rows))


def test_the_first_with_the_same_words(bench: Bench) -> None:
    """Of whatever question, analysed, of at least twelve words."""
    given(
        bench,
        ("1", "duplicate", LONG),
        ("1", "analysed", LONG),
        ("2", "analysed", LONG),
        ("1", "analysed", LONG),
        ("1", "analysed", LONG.removesuffix(" douze")),
        ("1", "analysed", LONG + " treize"),
    )
    expected = [(2, 2, 5), (3, 2, -3), (4, 2, -4), (6, 6, -6)]

    assert expected == [
        (row["answer_id"], row["wording_id"], row["person"]) for row in bench.build("wordings")
    ]


def test_law(bench: Bench) -> None:
    """As many rows as long texts that are analysed; in any order, the same bytes."""
    given(bench, *(("1", "analysed", f"{LONG} {n % 3}") for n in range(9)))

    assert 9 == len(bench.build("wordings"))
    assert 1 == bench.law("wordings")
