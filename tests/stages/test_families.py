"""Families: a text several people sent; how many, by how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench, *copies: tuple[int, int, int | None]) -> None:
    """Copies as answer, family and author; None is unknown."""
    bench.give(
        "copies",
        *({"answer_id": a, "family_id": f, "question_id": str(a % 2)} for a, f, _ in copies),
    )
    bench.give(
        "contributions",
        *({"contribution_id": 10 * a, "source": "ab"[a > 8]} for a, _, _ in copies),
    )
    bench.give("texts", *({"answer_id": a, "contribution_id": 10 * a} for a, _, _ in copies))
    bench.give(
        "authors",
        *({"contribution_id": 10 * a, "author_id": author} for a, _, author in copies if author),
    )


def test_unknown_authors_are_counted_apart(bench: Bench) -> None:
    """Three copies by two known authors, and two of which nobody knows whose they are."""
    # family, answers, known authors, of unknown, questions, sources, first answer
    given(bench, (1, 1, 7), (2, 1, 8), (3, 1, 7), (4, 1, None), (5, 1, None), (6, 6, 7), (9, 6, 8))
    expected = [
        (1, 5, 2, 2, 2, 1, 1),
        (6, 2, 2, 0, 2, 2, 6),
    ]

    assert expected == [tuple(row.values()) for row in bench.build("families")]


def test_law(bench: Bench) -> None:
    """Every copy is counted once; in any order, the same bytes."""
    given(bench, *((n, n % 3 + 1, n % 2 or None) for n in range(1, 12)))

    assert 11 == sum(row["answers"] for row in bench.build("families"))
    assert 1 == bench.law("families")
