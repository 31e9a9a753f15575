"""Voices: among how many answers an author, and a family of copies, share one voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench) -> None:
    """Author 7 wrote contributions 1 and 2; answers 11 and 12 are copies; 14 says nothing."""
    rows = [
        (10, "1", 1, None, "analysed"),
        (11, "1", 2, 11, "analysed"),
        (12, "1", 3, 11, "analysed"),
        (13, "2", 1, 11, "analysed"),
        (14, "1", 1, None, "no_content"),
    ]
    names = ("answer_id", "question_id", "contribution_id", "family_id", "state")
    bench.give("assignments", *(dict(zip(names, row, strict=True)) for row in rows))
    bench.give(
        "authors", {"contribution_id": 1, "author_id": 7}, {"contribution_id": 2, "author_id": 7}
    )


def test_weights(bench: Bench) -> None:
    """Within a question; an unknown author has no number, never that of another unknown."""
    given(bench)
    expected = [("1", 10, 2, 1), ("1", 11, 2, 2), ("1", 12, None, 2), ("2", 13, 1, 1)]

    assert expected == [tuple(row.values()) for row in bench.build("voices")]


def test_law(bench: Bench) -> None:
    """A known author's answers weigh one together; in any order, the same bytes."""
    given(bench)
    known = [row for row in bench.build("voices") if row["author_answers"]]

    assert 2 == sum(1 / row["author_answers"] for row in known)  # author 7, in two questions
    assert 1 == bench.law("voices")
